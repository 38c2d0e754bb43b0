//! Frameworks that are loaded when they are first asked for, so that a program that never asks needs none of them, and
//! nothing has to be linked with them.

use std::ffi::{CStr, c_void};
use std::ptr::NonNull;

/// Loads a framework. It is never given back: what it hands out may outlive any count of ours.
pub(super) fn open(path: &CStr) -> Option<NonNull<c_void>> {
    // SAFETY: the path ends with a NUL and is only read. The frameworks are Apple's own, whose initializers may run in any
    // thread.
    NonNull::new(unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_LAZY | libc::RTLD_LOCAL) })
}

/// A function of it.
pub(super) fn find(library: NonNull<c_void>, name: &CStr) -> Option<NonNull<c_void>> {
    // SAFETY: the library is loaded, and stays so; the name ends with a NUL and is only read.
    NonNull::new(unsafe { libc::dlsym(library.as_ptr(), name.as_ptr()) })
}

/// The functions of a framework, as its headers declare them.
macro_rules! functions {
    (
        $(#[$attribute:meta])*
        $name:ident at $path:literal {
            $($function:ident: fn($($argument:ty),* $(,)?) $(-> $result:ty)?;)+
        }
    ) => {
        $(#[$attribute])*
        #[allow(non_snake_case, reason = "the names are the headers' own")]
        pub(super) struct $name {
            $(pub $function: unsafe extern "C" fn($($argument),*) $(-> $result)?,)+
        }

        impl $name {
            #[allow(non_snake_case, reason = "as above")]
            fn load() -> Option<Self> {
                let library = $crate::port::macos::framework::open($path)?;
                $(
                    let name = concat!(stringify!($function), "\0").as_bytes();
                    let name = std::ffi::CStr::from_bytes_with_nul(name).ok()?;
                    let address = $crate::port::macos::framework::find(library, name)?;
                    // SAFETY: the framework's function of this name is declared so by its header, and it stays loaded.
                    let $function = unsafe {
                        std::mem::transmute::<
                            std::ptr::NonNull<std::ffi::c_void>,
                            unsafe extern "C" fn($($argument),*) $(-> $result)?,
                        >(address)
                    };
                )+
                Some(Self { $($function),+ })
            }

            /// All of them; `None` if the framework is not there, or one of them is not in it.
            pub(super) fn get() -> Option<&'static Self> {
                static LOADED: std::sync::OnceLock<Option<$name>> = std::sync::OnceLock::new();
                LOADED.get_or_init(Self::load).as_ref()
            }
        }
    };
}
pub(super) use functions;

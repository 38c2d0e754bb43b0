//! `#[napi]`, with less behind each export: there are more than a hundred, and the smallest are called a million times
//! a second.
//!
//! What napi-derive writes says `napi::…`, which is looked up where the export stands. With `use crate::thin::napi` it
//! finds what stands here: napi itself, but for what its functions do around a call.
//!
//! - Nothing is borrowed of JavaScript's classes by these exports, and no call of theirs calls JavaScript. So nobody
//!   keeps an account of what is borrowed; exports with a class use napi-derive's own `#[napi]`.
//! - An error is moved once, out of line, and has Node-API's own words.
//! - Words that cross are no exports.

pub use napi_derive::napi;

/// napi, as the exports see it.
pub mod napi {
    pub use ::napi::*;

    #[cfg(not(test))]
    pub mod ctor {
        pub mod declarative {
            /// Registers an export as the library is loaded. Words are none: TypeScript knows them as types.
            macro_rules! export {
                (#[doc(hidden)] $($function:tt)*) => { ::napi::ctor::declarative::ctor! { $($function)* } };
                ($(#[$_:meta])* fn $name:ident() {
                    $($register:ident)::*($of:expr, $words:expr, $object:path);
                }) => {
                    const _: ::napi::bindgen_prelude::ExportRegisterCallback = $object;
                };
            }
            pub(crate) use export as ctor;
        }
    }

    pub mod bindgen_prelude {
        use std::any::Any;

        use ::napi::bindgen_prelude as whole;
        pub use ::napi::bindgen_prelude::*;

        /// A call of Node-API.
        macro_rules! check {
            ($status:expr $(, $what:expr)* $(,)?) => {
                $crate::thin::napi::bindgen_prelude::succeeded($status)
            };
        }
        pub(crate) use check as check_status;

        /// A call that has failed, small until somebody wants to know.
        pub struct Failed(sys::napi_status);

        /// Whether it has succeeded.
        pub const fn succeeded(status: sys::napi_status) -> std::result::Result<(), Failed> {
            if status == sys::Status::napi_ok { Ok(()) } else { Err(Failed(status)) }
        }

        impl From<Failed> for Error {
            #[cold]
            #[inline(never)]
            fn from(Failed(status): Failed) -> Self {
                Self::from_status(status.into())
            }
        }

        /// What failed, small enough for a register.
        type Failure = Box<Error>;

        /// A call that has arrived.
        pub struct CallbackInfo<const N: usize>;

        /// Its arguments, if they could be had.
        pub struct Arrived<const N: usize>(Result<whole::CallbackInfo<N>>);

        impl<const N: usize> CallbackInfo<N> {
            #[inline(never)]
            #[expect(clippy::new_ret_no_self, reason = "so is napi's, which this stands for")]
            pub fn new(
                env: sys::napi_env,
                call: sys::napi_callback_info,
                least: Option<usize>,
                for_later: bool,
            ) -> Arrived<N> {
                Arrived(whole::CallbackInfo::new(env, call, least, for_later))
            }
        }

        impl<const N: usize> Arrived<N> {
            /// Answers it.
            #[inline(always)]
            #[expect(clippy::inline_always, reason = "it is called once for each export")]
            pub fn and_then(
                self,
                answer: impl FnOnce(whole::CallbackInfo<N>) -> Result<sys::napi_value>,
            ) -> std::result::Result<sys::napi_value, Failure> {
                self.0.and_then(answer).map_err(boxed)
            }
        }

        #[cold]
        #[inline(never)]
        fn boxed(error: Error) -> Failure {
            Box::new(error)
        }

        /// No account of what is borrowed.
        pub struct NativeBorrowScope;

        impl NativeBorrowScope {
            pub const fn new() -> Self {
                Self
            }

            #[expect(clippy::unused_self, reason = "so it is called")]
            pub const fn finish(&mut self) {}
        }

        /// Nothing that an account could be kept of gets past.
        pub struct NativeBorrowBarrier;

        impl NativeBorrowBarrier {
            pub const fn new() -> Self {
                Self
            }
        }

        /// Nothing is borrowed for longer than the call.
        pub const fn defer_native_borrow_scope(_: NativeBorrowScope, _: sys::napi_env) {}

        /// A bug of ours as an error.
        #[cold]
        #[inline(never)]
        pub fn panic_to_error<E: From<Error>>(panic: Box<dyn Any + Send>) -> E {
            whole::panic_to_error(panic).into()
        }

        /// An error that is thrown at who called.
        pub struct JsError(Failure);

        impl JsError {
            pub fn from(error: impl Into<Failure>) -> Self {
                Self(error.into())
            }

            /// Throws it, unless something has been thrown already.
            #[cold]
            #[inline(never)]
            pub fn throw_into(self, env: sys::napi_env) {
                drop(Env::from_raw(env).throw(*self.0));
            }
        }
    }
}

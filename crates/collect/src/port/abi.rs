//! Compares the structs of `psutil-parse` with those of the `libc` crate, which are a system's own, when it is compiled
//! for that system. Nothing of it is there at run time.

use psutil_parse::record::Field;

/// The bytes of a field of ours.
pub const fn ours<Struct, Type: Field>(_: fn(&Struct) -> *const Type) -> usize {
    Type::WIDTH
}

/// The bytes of a field of `libc`. A pointer, for some of its structs are packed.
pub const fn theirs<Struct, Type>(_: fn(&Struct) -> *const Type) -> usize {
    size_of::<Type>()
}

/// Fields begin where those of `libc` do, and are as wide; of fields with another name there, only where they begin. The
/// struct may have more behind them.
macro_rules! begins {
    ($theirs:ident, $ours:ident: $($field:ident $(= $name:ident)?),+ $(,)?) => {
        const _: () = assert!(size_of::<libc::$theirs>() >= $ours::SIZE);
        $(const _: () = { begins!(field $theirs, $ours, $field $(, $name)?); };)+
    };
    (field $theirs:ident, $ours:ident, $field:ident) => {
        begins!(field $theirs, $ours, $field, $field);
        let width = $crate::port::abi::ours(|it: &$ours| &raw const it.$field);
        let libc = $crate::port::abi::theirs(|it: &libc::$theirs| &raw const it.$field);
        assert!(width == libc, stringify!($field));
    };
    (field $theirs:ident, $ours:ident, $field:ident, $name:ident) => {
        let here = psutil_parse::record::offset($ours::OFFSETS, stringify!($field));
        assert!(here == std::mem::offset_of!(libc::$theirs, $name), stringify!($field));
    };
}

/// The same of structs that are equally long.
macro_rules! same {
    ($theirs:ident, $ours:ident: $($fields:tt)+) => {
        const _: () = assert!(size_of::<libc::$theirs>() == $ours::SIZE);
        begins!($theirs, $ours: $($fields)+);
    };
}

/// Constants of a module are those of `libc`.
#[allow(unused_macros, reason = "FreeBSD's have other names there")]
macro_rules! equal {
    ($($module:ident: $($constant:ident),+ $(,)?);+ $(;)?) => {
        $($(
            #[allow(clippy::cast_lossless, clippy::unnecessary_cast, reason = "`From` is not for constants")]
            const _: () = assert!(libc::$constant as i128 == $module::$constant as i128, stringify!($constant));
        )+)+
    };
}

#[allow(unused_imports, reason = "as above")]
pub(super) use equal;
pub(super) use {begins, same};

//! Flags of `open(2)`, as the kernel keeps them.

use crate::model::process::OpenMode;

/// `O_LARGEFILE`, which a 64-bit kernel sets on every file and no program asked for. The C libraries call it 0
/// there: `arch/*/include/uapi/asm/fcntl.h` has the number.
const LARGEFILE: u32 = if cfg!(any(target_arch = "arm", target_arch = "aarch64")) {
    0o400_000
} else if cfg!(any(target_arch = "powerpc", target_arch = "powerpc64")) {
    0o200_000
} else if cfg!(any(target_arch = "mips", target_arch = "mips64")) {
    0x2000
} else {
    0o100_000
};

/// The flags without what the kernel adds.
pub const fn as_asked(flags: u32) -> u32 {
    flags & !LARGEFILE
}

/// How a file was opened, as psutil and pypsutil put it.
pub const fn mode(flags: u32) -> OpenMode {
    let flags = flags.cast_signed();
    let appends = flags & libc::O_APPEND != 0;
    match flags & libc::O_ACCMODE {
        libc::O_WRONLY if appends => OpenMode::Append,
        libc::O_WRONLY => OpenMode::Write,
        libc::O_RDWR if appends => OpenMode::ReadAppend,
        libc::O_RDWR => OpenMode::ReadWrite,
        _ => OpenMode::Read,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_is_a_word_of_fopen() {
        let of = |flags: i32| mode(flags.cast_unsigned());
        assert_eq!(of(libc::O_RDONLY | libc::O_CLOEXEC), OpenMode::Read);
        assert_eq!(of(libc::O_RDONLY | libc::O_APPEND), OpenMode::Read);
        assert_eq!(of(libc::O_WRONLY | libc::O_CREAT), OpenMode::Write);
        assert_eq!(of(libc::O_WRONLY | libc::O_APPEND), OpenMode::Append);
        assert_eq!(of(libc::O_RDWR), OpenMode::ReadWrite);
        assert_eq!(of(libc::O_RDWR | libc::O_APPEND), OpenMode::ReadAppend);
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn the_flag_of_large_files_is_left_out() {
        assert_eq!(as_asked(0o2_100_002), 0o2_000_002);
        assert_eq!(as_asked(0o2_000_002), 0o2_000_002);
    }
}

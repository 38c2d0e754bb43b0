//! `/proc/PID/cmdline`, `proc_pid_cmdline(5)`: the arguments, each ended by a NUL.
//!
//! The bytes are the process's own memory: a program may write anything there, with or without a last NUL.

/// The arguments. Empty ones are kept, and so is text after the last NUL.
pub fn parse(bytes: &[u8]) -> Vec<&[u8]> {
    if bytes.is_empty() {
        return Vec::new();
    }
    let arguments = bytes.strip_suffix(b"\0").unwrap_or(bytes);
    arguments.split(|&byte| byte == 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_arguments_are_kept() {
        assert_eq!(parse(b"a\0\0b\0\0"), [&b"a"[..], b"", b"b", b""]);
        assert_eq!(parse(b"\0"), [b""]);
        assert!(parse(b"").is_empty());
    }

    #[test]
    fn trap_15_text_after_the_last_nul_is_kept() {
        assert_eq!(parse(b"nginx: master process"), [b"nginx: master process"]);
        assert_eq!(parse(b"a\0b"), [b"a", b"b"]);
    }

    #[test]
    fn e_f11_a_rewritten_command_line_is_not_guessed_at() {
        // Chrome separates with spaces and sshd pads with NULs: both are what the process wrote.
        assert_eq!(parse(b"chrome --type=gpu a"), [b"chrome --type=gpu a"]);
        assert_eq!(parse(b"sshd: x\0\0\0"), [&b"sshd: x"[..], b"", b""]);
    }
}

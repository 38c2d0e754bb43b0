//! `/run/systemd/sessions/ID`: what `systemd-logind` keeps of a session, lines `KEY=value`.
//!
//! Logind calls the file its own; but it has been there since the first version, `sd_session_get_tty(3)` and
//! its like read nothing else, and a tree without a running system bus has nothing better.

use crate::text;

/// What the file says of a session. Text as logind means it, quotes and escapes undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogindSession {
    /// Who has logged in.
    pub user: Option<Vec<u8>>,
    /// The same by number.
    pub uid: Option<u32>,
    /// What kind of session: `user`, `greeter`, `lock-screen`, `background`, `manager` and so on.
    pub class: Option<Vec<u8>>,
    /// `opening`, `online`, `active` or `closing`.
    pub state: Option<Vec<u8>>,
    /// `tty`, `x11`, `wayland`, `mir`, `web` or `unspecified`.
    pub session_type: Option<Vec<u8>>,
    /// The terminal, without `/dev/`.
    pub tty: Option<Vec<u8>>,
    /// The X11 display.
    pub display: Option<Vec<u8>>,
    /// The machine that they came from.
    pub remote_host: Option<Vec<u8>>,
    /// The process that opened the session.
    pub leader: Option<i32>,
    /// When it began, in microseconds since the epoch.
    pub realtime: Option<u64>,
}

/// Reads the file. Lines that are not understood are left out, and so is a last one that is cut off.
pub fn parse(bytes: &[u8]) -> LogindSession {
    let mut session = LogindSession::default();
    for line in text::lines(bytes) {
        let Some(equals) = line.iter().position(|&byte| byte == b'=') else {
            continue;
        };
        let (key, value) = line.split_at_checked(equals).unwrap_or_default();
        let value = unescape(value.get(1..).unwrap_or_default());
        let word = || Some(value.clone()).filter(|value| !value.is_empty());
        match key {
            b"USER" => session.user = word(),
            b"UID" => session.uid = text::narrow(&value),
            b"CLASS" => session.class = word(),
            b"STATE" => session.state = word(),
            b"TYPE" => session.session_type = word(),
            b"TTY" => session.tty = word(),
            b"DISPLAY" => session.display = word(),
            b"REMOTE_HOST" => session.remote_host = word(),
            b"LEADER" => session.leader = text::narrow(&value),
            b"REALTIME" => session.realtime = text::unsigned(&value),
            _ => {}
        }
    }
    session
}

/// Takes off quotes, and makes bytes of what stands for them: older versions write octal numbers.
fn unescape(value: &[u8]) -> Vec<u8> {
    let quoted = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
    let mut rest = quoted.unwrap_or(value);
    let mut plain = Vec::with_capacity(rest.len());
    while let Some((&byte, after)) = rest.split_first() {
        let (byte, after) = match byte {
            b'\\' => escaped(after).unwrap_or((byte, after)),
            _ => (byte, after),
        };
        plain.push(byte);
        rest = after;
    }
    plain
}

/// The byte that what follows a backslash stands for, and what comes after that.
fn escaped(after: &[u8]) -> Option<(u8, &[u8])> {
    let number = |at: usize, length: usize, parse: fn(&[u8]) -> Option<u8>| {
        let end = at.checked_add(length)?;
        Some((parse(after.get(at..end)?)?, after.get(end..)?))
    };
    let octal = || number(0, 3, text::octal);
    let hexadecimal = || number(1, 2, text::hexadecimal);
    let (&letter, rest) = after.split_first()?;
    let byte = match letter {
        b'0'..=b'7' => return octal(),
        b'x' => return hexadecimal(),
        b'a' => 7,
        b'b' => 8,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 11,
        b'f' => 12,
        b'r' => b'\r',
        other => other,
    };
    Some((byte, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] = b"# This is private data. Do not parse.\nUID=1000\nUSER=ann\nACTIVE=1\nSTATE=active\n\
        REMOTE=1\nTYPE=tty\nCLASS=user\nSCOPE=session-3.scope\nTTY=pts/0\nREMOTE_HOST=2001:db8::7\nSERVICE=sshd\n\
        LEADER=812\nAUDIT=3\nREALTIME=1700000000123456\nMONOTONIC=62000000\n";

    fn host(value: &[u8]) -> Option<Vec<u8>> {
        parse(&[b"REMOTE_HOST=", value, b"\n"].concat()).remote_host
    }

    #[test]
    fn reads_what_is_asked_for() {
        let word = |text: &str| Some(text.as_bytes().to_vec());
        let expected = LogindSession {
            user: word("ann"),
            uid: Some(1000),
            class: word("user"),
            state: word("active"),
            session_type: word("tty"),
            tty: word("pts/0"),
            display: None,
            remote_host: word("2001:db8::7"),
            leader: Some(812),
            realtime: Some(1_700_000_000_123_456),
        };
        assert_eq!(parse(FILE), expected);
    }

    #[test]
    fn quotes_and_escapes_are_undone() {
        assert_eq!(host(b"\"a b\\\"c\\$\""), Some(b"a b\"c$".to_vec()));
        assert_eq!(host(b"a\\303\\244\\n\\x41"), Some(b"a\xc3\xa4\nA".to_vec()));
        assert_eq!(host(b"\\"), Some(b"\\".to_vec()));
        assert_eq!(host(b"\\3"), Some(b"\\3".to_vec()));
        assert_eq!(host(b"\\777"), Some(b"\\777".to_vec()));
        assert_eq!(host(b"\xff"), Some(b"\xff".to_vec()));
        assert_eq!((host(b""), host(b"\"\""), host(b"\"")), (None, None, Some(b"\"".to_vec())));
    }

    #[test]
    fn keys_are_whole_and_numbers_too() {
        let session =
            parse(b"XUSER=a\n USER=b\nUSERS=c\nLEADER=12x\nREALTIME=-1\nUID=4294967296\n");
        assert_eq!(session, LogindSession::default());
    }

    #[test]
    fn cut_off_at_any_length_it_says_less_and_nothing_wrong() {
        let whole = parse(FILE);
        for end in 0..FILE.len() {
            let part = parse(&FILE[..end]);
            assert!(part.user.is_none() || part.user == whole.user);
            assert!(part.uid.is_none() || part.uid == whole.uid);
            assert!(part.leader.is_none() || part.leader == whole.leader, "cut off at {end}");
            assert!(part.realtime.is_none() || part.realtime == whole.realtime);
        }
    }
}

//! `/etc/passwd`, `passwd(5)`: `name:password:uid:gid:comment:home:shell` lines.

use crate::text;

/// The name of the first account with this user id, as `getpwuid(3)` finds it.
pub fn name_of(bytes: &[u8], uid: u32) -> Option<&[u8]> {
    // Unlike the kernel's files this one is written by hand: a last line without a newline counts.
    bytes.split(|&byte| byte == b'\n').find_map(|line| {
        let mut fields = line.split(|&byte| byte == b':');
        let name = fields.next().filter(|name| !name.is_empty() && !name.starts_with(b"#"))?;
        let _password = fields.next()?;
        (text::narrow::<u32>(fields.next()?)? == uid).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] = b"root:x:0:0:root:/root:/bin/sh\n# comment:x:5:\n\nbroken\nbad:x:zero:0\n\
        +nis::0:0\nann:x:1000:1000::/home/ann:/bin/sh\ntwin:x:1000:1000::/:/bin/sh\nlast:x:65534:1";

    #[test]
    fn finds_the_first_account() {
        assert_eq!(name_of(FILE, 0), Some(&b"root"[..]));
        assert_eq!(name_of(FILE, 1000), Some(&b"ann"[..]));
        assert_eq!(name_of(FILE, 65534), Some(&b"last"[..]));
    }

    #[test]
    fn what_is_not_an_account_is_not_found() {
        assert_eq!(name_of(FILE, 5), None);
        assert_eq!(name_of(b"", 0), None);
    }
}

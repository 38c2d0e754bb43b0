//! Files that programs write, and what all formats share.

use psutil_parse::posix::wait_status::WaitStatus;
use psutil_parse::{linux, posix};

use super::check::{keyed, lines, numbers, steady, told, within};

pub fn logind_session(bytes: &[u8]) {
    keyed(bytes, |bytes| Some(told(linux::logind_session::parse(bytes))));
}

pub fn environ(bytes: &[u8]) {
    for (name, value) in posix::environ::parse(bytes) {
        within(bytes, [name, value]);
        assert!(
            !name.is_empty() && !name.contains(&b'=') && !name.contains(&0) && !value.contains(&0)
        );
    }
    let entries = bytes.split(|&byte| byte == 0).count();
    assert!(posix::environ::parse(bytes).count() <= entries);
}

pub fn passwd(bytes: &[u8]) {
    for uid in numbers(bytes) {
        let name = posix::passwd::name_of(bytes, uid);
        within(bytes, name);
        // The first account counts, whatever comes after.
        let more = [bytes, format!("\nlast:x:{uid}:7:::\n").as_bytes()].concat();
        let found = posix::passwd::name_of(&more, uid);
        assert_eq!(found, Some(name.unwrap_or(b"last")), "of {uid}");
    }
}

pub fn text(bytes: &[u8]) {
    within(bytes, psutil_parse::text::lines(bytes).flat_map(psutil_parse::text::words));
    assert_eq!(psutil_parse::text::lines(bytes).count(), lines(bytes));
    assert!(psutil_parse::text::words(bytes).all(|word| !word.is_empty()));
    let split = |halves: Option<(&[u8], &[u8])>, at: &[u8]| {
        if let Some((before, after)) = halves {
            assert_eq!([before, at, after].concat(), bytes);
        }
    };
    split(psutil_parse::text::split_line(bytes), b"\n");
    split(psutil_parse::text::key_value(bytes), b":");
    let text = str::from_utf8(bytes).unwrap_or_default();
    let plain = Some(text).filter(|text| !text.starts_with('+'));
    assert_eq!(psutil_parse::text::unsigned(bytes), plain.and_then(|text| text.parse().ok()));
    assert_eq!(psutil_parse::text::signed(bytes), plain.and_then(|text| text.parse().ok()));
    assert_eq!(psutil_parse::text::narrow::<u32>(bytes), plain.and_then(|text| text.parse().ok()));
    let of = |radix| plain.and_then(|text| u64::from_str_radix(text, radix).ok());
    assert_eq!(psutil_parse::text::hexadecimal::<u64>(bytes), of(16));
    assert_eq!(psutil_parse::text::octal::<u64>(bytes), of(8));
    let first = psutil_parse::text::words(bytes).next().and_then(psutil_parse::text::unsigned);
    assert_eq!(psutil_parse::text::first_number(bytes), first);
}

pub fn utmp(bytes: &[u8]) {
    steady(bytes, |bytes| told(linux::utmp::users(bytes).collect::<Vec<_>>()));
    for user in linux::utmp::users(bytes) {
        within(bytes, [user.line, user.user, user.host]);
        assert!(!user.user.is_empty() && user.time > 0);
        assert!(user.line.len() <= 32 && user.user.len() <= 32 && user.host.len() <= 256);
    }
    assert!(linux::utmp::users(bytes).count() <= bytes.len() / 384);
}

pub fn wait_status(bytes: &[u8]) {
    let Some(word) = bytes.first_chunk().copied().map(i32::from_le_bytes) else { return };
    match posix::wait_status::parse(word) {
        Some(WaitStatus::Exited(code)) => assert_eq!(word, i32::from(code) << 8),
        // Bit 7 is that of a dump.
        Some(WaitStatus::Signaled(signal)) => {
            assert_eq!(word & !0x80, i32::from(signal));
            assert!((1..0x7f).contains(&signal));
        }
        None => assert!(word & 0xff != 0 || word >> 16 != 0, "{word:#x} is an exit"),
    }
}

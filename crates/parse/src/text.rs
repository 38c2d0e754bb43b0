//! What the kernel's text formats share. All of it works on bytes: a process chooses its own name, and
//! need not choose valid UTF-8.

/// The complete lines of `bytes`, without their newlines.
///
/// A last line without its newline has been cut off and is left out: half a number is a wrong number.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n').filter_map(|line| line.strip_suffix(b"\n"))
}

/// The first complete line without its newline, and what follows it.
pub fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let newline = bytes.iter().position(|&byte| byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(newline)?;
    Some((line, rest.get(1..)?))
}

/// The words of a line, separated by any number of spaces and tabs.
pub fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|&byte| byte == b' ' || byte == b'\t').filter(|word| !word.is_empty())
}

/// The first words of a line, and how many of them there are: no more than there is room for.
pub fn first_words<const N: usize>(line: &[u8]) -> ([&[u8]; N], usize) {
    let mut first = [&b""[..]; N];
    let mut count = 0_usize;
    for (place, word) in first.iter_mut().zip(words(line)) {
        *place = word;
        count = count.saturating_add(1);
    }
    (first, count)
}

/// Splits `Key: value` at its first colon. The value keeps its white space.
pub fn key_value(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    let (key, rest) = line.split_at_checked(colon)?;
    Some((key, rest.get(1..)?))
}

/// A number in decimal digits, all of the word and nothing else.
pub fn unsigned(word: &[u8]) -> Option<u64> {
    if word.is_empty() {
        return None;
    }
    word.iter().try_fold(0_u64, |number, &byte| {
        let digit = byte.checked_sub(b'0').filter(|&digit| digit <= 9)?;
        number.checked_mul(10)?.checked_add(u64::from(digit))
    })
}

/// A number in decimal digits that may have a point among them. The standard library's way, which is exact for any
/// number of digits, brings tables of ten kilobytes along.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, and so is the only rounding")]
pub fn decimal(word: &[u8]) -> Option<f64> {
    let mut parts = word.splitn(2, |&byte| byte == b'.');
    let (whole, fraction) = (parts.next()?, parts.next().unwrap_or(b"0"));
    let parts_of_one = 10_u64.checked_pow(fraction.len().try_into().ok()?)?;
    let number = unsigned(whole)?.checked_mul(parts_of_one)?.checked_add(unsigned(fraction)?)?;
    Some(number as f64 / parts_of_one as f64)
}

/// A number in hexadecimal digits, all of the word and nothing else.
pub fn hexadecimal<T: TryFrom<u64>>(word: &[u8]) -> Option<T> {
    digits(word, 16)
}

/// A number in octal digits, all of the word and nothing else.
pub fn octal<T: TryFrom<u64>>(word: &[u8]) -> Option<T> {
    digits(word, 8)
}

fn digits<T: TryFrom<u64>>(word: &[u8], radix: u32) -> Option<T> {
    // from_str_radix takes a sign, which no kernel prints
    let begins = word.first().is_some_and(u8::is_ascii_hexdigit);
    let number = u64::from_str_radix(str::from_utf8(word).ok()?, radix).ok()?;
    T::try_from(number).ok().filter(|_| begins)
}

/// A number in decimal digits with an optional minus sign.
pub fn signed(word: &[u8]) -> Option<i64> {
    match word.strip_prefix(b"-") {
        Some(digits) => 0_i64.checked_sub_unsigned(unsigned(digits)?),
        None => unsigned(word)?.try_into().ok(),
    }
}

/// A process id, a user id or another number that the kernel keeps in 32 bits.
pub fn narrow<T: TryFrom<u64>>(word: &[u8]) -> Option<T> {
    T::try_from(unsigned(word)?).ok()
}

/// The first number of a value such as `  16318 kB`.
pub fn first_number(value: &[u8]) -> Option<u64> {
    words(value).next().and_then(unsigned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_off_last_line_is_no_line() {
        assert_eq!(lines(b"a 1\nb 2\nc 3").collect::<Vec<_>>(), [b"a 1", b"b 2"]);
        assert_eq!(lines(b"").count(), 0);
        assert_eq!(lines(b"\n\n").collect::<Vec<_>>(), [b"", b""]);
    }

    #[test]
    fn the_first_words_are_as_many_as_there_are_or_as_there_is_room_for() {
        assert_eq!(first_words(b" a\t b  c "), ([&b"a"[..], b"b"], 2));
        assert_eq!(first_words(b"a"), ([&b"a"[..], b""], 1));
        assert_eq!(first_words::<2>(b" ").1, 0);
    }

    #[test]
    fn numbers_are_whole_words() {
        assert_eq!(unsigned(b"18446744073709551615"), Some(u64::MAX));
        assert_eq!(unsigned(b"18446744073709551616"), None);
        for bad in [&b""[..], b" 1", b"1 ", b"+1", b"-1", b"1x", b"0x1"] {
            assert_eq!(unsigned(bad), None, "{bad:?}");
        }
        assert_eq!(signed(b"-9223372036854775808"), Some(i64::MIN));
        assert_eq!(signed(b"-9223372036854775809"), None);
        assert_eq!(signed(b"9223372036854775808"), None);
        assert_eq!(signed(b"-"), None);
        assert_eq!(narrow::<i32>(b"2147483648"), None);
        assert_eq!(hexadecimal(b"ffffffffffffffff"), Some(u64::MAX));
        for bad in [&b""[..], b"+1", b"0x1", b"g", b"10000000000000000"] {
            assert_eq!(hexadecimal::<u64>(bad), None, "{bad:?}");
        }
        assert_eq!(hexadecimal::<u8>(b"100"), None);
        assert_eq!(octal(b"02100002"), Some(0o2_100_002_u32));
        assert_eq!(octal::<u32>(b"8"), None);
    }

    #[test]
    fn decimals_are_those_of_the_standard_library() {
        for good in ["0", "0.00", "12345.67", "2445.430", "0.1", "9007199254.740991", "800.000000"]
        {
            assert_eq!(decimal(good.as_bytes()), good.parse().ok(), "{good}");
        }
        for bad in ["", ".", "1.", ".5", "-1.0", "1e3", "1.-1", "1.2.3", "inf", "NaN", "1 "] {
            assert_eq!(decimal(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!(decimal(b"0.00000000000000000000"), None);
        assert_eq!(decimal(b"18446744073709551615.9"), None);
    }

    #[test]
    fn a_key_ends_at_the_first_colon() {
        assert_eq!(key_value(b"Name:\ta:b"), Some((&b"Name"[..], &b"\ta:b"[..])));
        assert_eq!(key_value(b"Key:1"), Some((&b"Key"[..], &b"1"[..])));
        assert_eq!(key_value(b"no colon"), None);
    }
}

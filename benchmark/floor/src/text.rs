//! Numbers in the kernel's text.

/// Words between blanks, read one after the other.
pub struct Words<'a>(pub &'a [u8]);

impl<'a> Words<'a> {
    pub fn pass(&mut self, count: usize) {
        for _ in 0..count {
            self.next();
        }
    }

    pub fn number(&mut self) -> Option<u64> {
        number(self.next()?)
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let start = self.0.iter().position(|byte| !byte.is_ascii_whitespace())?;
        let rest = &self.0[start..];
        let end = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
        let (word, rest) = rest.split_at(end);
        self.0 = rest;
        Some(word)
    }
}

/// A decimal number; `None` if it does not begin with one.
pub fn number(text: &[u8]) -> Option<u64> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit());
    let mut any = false;
    let value = digits.fold(0u64, |value, digit| {
        any = true;
        value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'))
    });
    any.then_some(value)
}

/// A hexadecimal number, up to what is not one of its digits.
pub fn hexadecimal(text: &[u8]) -> u64 {
    let digits = text.iter().map_while(|&byte| char::from(byte).to_digit(16));
    digits.fold(0, |value, digit| (value << 4) | u64::from(digit))
}

pub fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty())
}

/// `number/file`, be it below a folder, with a NUL behind it, written without an allocation.
pub struct Path {
    bytes: [u8; 32],
}

impl Path {
    pub fn new(number: u32, file: &str) -> Self {
        Self::below(b"", number, file)
    }

    pub fn below(folder: &[u8], number: u32, file: &str) -> Self {
        let mut bytes = [0; 32];
        let mut digits = [0; 10];
        let mut at = digits.len();
        let mut left = number;
        loop {
            at -= 1;
            digits[at] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        let mut end = 0;
        for part in [folder, &digits[at..], file.as_bytes()] {
            bytes[end..end + part.len()].copy_from_slice(part);
            end += part.len();
        }
        Self { bytes }
    }

    pub fn as_c_str(&self) -> &std::ffi::CStr {
        std::ffi::CStr::from_bytes_until_nul(&self.bytes).unwrap_or_default()
    }
}

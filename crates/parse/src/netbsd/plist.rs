//! Property lists as XML, `proplib(3)` (NetBSD 10): what `ENVSYS_GETDICTIONARY` of envsys(4) gives.
//!
//! Only what proplib writes is understood: no attributes but those of `plist`, no references but the five of XML.

use std::borrow::Cow;

use crate::text::{hexadecimal, signed};
use crate::{ParseError, Result};

const RECORD: &str = "plist";

/// What stands in a list, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// `<dict>`: keys and values follow.
    Dict,
    /// `<array>`: values follow.
    Array,
    /// The end of the innermost of both.
    End,
    /// The key of the value that follows.
    Key(Cow<'a, [u8]>),
    /// A text.
    String(Cow<'a, [u8]>),
    /// A number, of 64 bits with or without a sign.
    Integer(i128),
    /// Yes or no.
    Bool(bool),
    /// Bytes in base 64, as they stand there.
    Data(&'a [u8]),
}

/// Reads a list. It ends with its bytes or with a NUL; nothing follows an error.
pub fn events(bytes: &[u8]) -> Events<'_> {
    let text = bytes.split(|&byte| byte == 0).next().unwrap_or_default();
    Events { length: text.len(), rest: text, open: Vec::new(), ended: false }
}

/// What [`events`] reads.
#[derive(Clone, Debug)]
pub struct Events<'a> {
    length: usize,
    rest: &'a [u8],
    /// The names of what has not ended.
    open: Vec<&'a [u8]>,
    /// Whether `<dict/>` or `<array/>` was just told to begin.
    ended: bool,
}

impl<'a> Iterator for Events<'a> {
    type Item = Result<Event<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if std::mem::take(&mut self.ended) {
            return Some(Ok(Event::End));
        }
        let event = self.event().transpose()?;
        Some(event.map_err(|reason| {
            let offset = self.length.saturating_sub(self.rest.len());
            self.rest = &[];
            self.open.clear();
            ParseError::new(RECORD, reason).at(offset)
        }))
    }
}

type Told<T> = std::result::Result<T, &'static str>;

impl<'a> Events<'a> {
    fn event(&mut self) -> Told<Option<Event<'a>>> {
        loop {
            self.rest = self.rest.trim_ascii_start();
            if self.rest.is_empty() {
                let whole = self.open.is_empty();
                return if whole { Ok(None) } else { Err("the list is cut off") };
            }
            let tag = self.until(b'>').and_then(|tag| tag.strip_prefix(b"<"));
            let tag = tag.ok_or("something stands where a tag should")?;
            let name = tag.split(u8::is_ascii_whitespace).next().unwrap_or_default();
            match tag {
                b"dict" | b"array" => {
                    self.open.push(tag);
                    return Ok(Some(begin(tag)));
                }
                b"dict/" | b"array/" => {
                    self.ended = true;
                    return Ok(Some(begin(tag)));
                }
                b"/dict" | b"/array" if self.open.pop() == tag.get(1..) => {
                    return Ok(Some(Event::End));
                }
                b"true/" => return Ok(Some(Event::Bool(true))),
                b"false/" => return Ok(Some(Event::Bool(false))),
                b"string/" => return Ok(Some(Event::String(Cow::default()))),
                b"data/" => return Ok(Some(Event::Data(&[]))),
                b"key" => return Ok(Some(Event::Key(self.text(b"</key>")?))),
                b"string" => return Ok(Some(Event::String(self.text(b"</string>")?))),
                b"data" => return Ok(Some(Event::Data(self.content(b"</data>")?))),
                b"integer" => {
                    let number = number(self.content(b"</integer>")?);
                    return Ok(Some(Event::Integer(number.ok_or("a number is none")?)));
                }
                _ if tag.starts_with(b"?") || tag.starts_with(b"!") => {}
                _ if name == b"plist" || name == b"/plist" => {}
                _ => return Err("a tag is unknown, or ends what has not begun"),
            }
        }
    }

    /// Up to a byte, which is left out.
    fn until(&mut self, end: u8) -> Option<&'a [u8]> {
        let at = self.rest.iter().position(|&byte| byte == end)?;
        let (part, rest) = self.rest.split_at_checked(at)?;
        self.rest = rest.get(1..)?;
        Some(part)
    }

    /// Up to the tag that ends it. No tag may stand before that.
    fn content(&mut self, end: &[u8]) -> Told<&'a [u8]> {
        let at = self.rest.iter().position(|&byte| byte == b'<');
        let (content, rest) =
            at.and_then(|at| self.rest.split_at_checked(at)).ok_or("a value is cut off")?;
        self.rest = rest.strip_prefix(end).ok_or("a value is not ended by its own tag")?;
        Ok(content)
    }

    fn text(&mut self, end: &[u8]) -> Told<Cow<'a, [u8]>> {
        unescaped(self.content(end)?).ok_or("a reference is unknown")
    }
}

fn begin<'a>(tag: &[u8]) -> Event<'a> {
    if tag.starts_with(b"dict") { Event::Dict } else { Event::Array }
}

/// `0x1e` is without a sign, `-30` and `30` may have one.
fn number(text: &[u8]) -> Option<i128> {
    match text.strip_prefix(b"0x") {
        Some(digits) => hexadecimal::<u64>(digits).map(i128::from),
        None => signed(text).map(i128::from),
    }
}

/// Text without references of XML; `None` for one that is unknown.
fn unescaped(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut parts = text.split(|&byte| byte == b'&');
    let first = parts.next()?;
    if first.len() == text.len() {
        return Some(Cow::Borrowed(text));
    }
    let mut whole = first.to_vec();
    for part in parts {
        let end = part.iter().position(|&byte| byte == b';')?;
        let (name, rest) = part.split_at_checked(end)?;
        whole.push(match name {
            b"lt" => b'<',
            b"gt" => b'>',
            b"amp" => b'&',
            b"apos" => b'\'',
            b"quot" => b'"',
            _ => return None,
        });
        whole.extend_from_slice(rest.get(1..)?);
    }
    Some(Cow::Owned(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple Computer//DTD PLIST \
                        1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n";

    fn told(body: &str) -> Vec<Event<'_>> {
        events(body.as_bytes()).map(Result::unwrap).collect()
    }

    fn string(text: &str) -> Event<'_> {
        Event::String(Cow::Borrowed(text.as_bytes()))
    }

    #[test]
    fn values_are_told_in_their_order() {
        let body = "<dict>\n\t<key>a</key>\n\t<array><integer>0x1e</integer><integer>-5</integer></array>\n\
                    \t<key>b</key><true/><key>c</key><false/><key>d</key><string>x y</string>\n</dict>";
        let key = |name: &'static str| Event::Key(Cow::Borrowed(name.as_bytes()));
        let whole = format!("{HEAD}{body}\n</plist>\n\0<dict>");
        let expected = [
            Event::Dict,
            key("a"),
            Event::Array,
            Event::Integer(30),
            Event::Integer(-5),
            Event::End,
            key("b"),
            Event::Bool(true),
            key("c"),
            Event::Bool(false),
            key("d"),
            string("x y"),
            Event::End,
        ];
        assert_eq!(told(&whole), expected);
    }

    #[test]
    fn empty_ones_begin_and_end() {
        assert_eq!(told("<dict/>"), [Event::Dict, Event::End]);
        assert_eq!(
            told("<array><array/></array>"),
            [Event::Array, Event::Array, Event::End, Event::End]
        );
        assert_eq!(told("<string/><string></string>"), [string(""), string("")]);
        assert_eq!(told("<data/><data>aGk=</data>"), [Event::Data(b""), Event::Data(b"aGk=")]);
        assert!(told("").is_empty() && told(HEAD).is_empty() && told("\0<dict>").is_empty());
    }

    #[test]
    fn references_are_what_they_mean() {
        assert_eq!(
            told("<string>a &lt;b&gt; &amp;amp; &apos;&quot;</string>"),
            [string("a <b> &amp; '\"")]
        );
        let bytes = b"<string>\xFF)\n</string>";
        let event = events(bytes).next().unwrap().unwrap();
        assert_eq!(event, Event::String(Cow::Borrowed(b"\xFF)\n")));
    }

    #[test]
    fn numbers_have_64_bits() {
        let of = |text: &str| number(text.as_bytes());
        assert_eq!(of("0xffffffffffffffff"), Some(i128::from(u64::MAX)));
        assert_eq!(of("-9223372036854775808"), Some(i128::from(i64::MIN)));
        assert!(
            ["", "0x", "0x10000000000000000", "+1", "1 ", "9223372036854775808", "-0x1"]
                .iter()
                .all(|text| of(text).is_none())
        );
    }

    #[test]
    fn what_proplib_does_not_write_is_an_error_and_the_end() {
        for body in [
            "<dict></array></dict>",
            "</dict>",
            "<real>1</real>",
            "text",
            "<key>a</string>",
            "<string>a<b></string>",
            "<integer>x</integer>",
            "<string>&nbsp;</string>",
            "<string>&lt</string>",
            "<dict a=\"b\"></dict>",
            "<>",
        ] {
            let mut events = events(body.as_bytes());
            assert!(events.any(|event| event.is_err()), "{body}");
            assert!(events.next().is_none(), "{body}");
        }
    }

    #[test]
    fn cut_off_anywhere_is_an_error() {
        let body = "<dict><key>a</key><array><string>b&amp;</string><integer>1</integer><true/></array></dict>";
        for length in 1..body.len() {
            assert!(
                events(&body.as_bytes()[..length]).any(|event| event.is_err()),
                "{length} bytes"
            );
        }
    }
}

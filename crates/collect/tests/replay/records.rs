//! Structs as a kernel writes them, by the names of their fields.

/// What a field holds.
pub enum Value {
    /// A number, in as many bytes as the field has.
    Number(i128),
    /// What stands at the beginning of the field; the rest is 0.
    Bytes(Vec<u8>),
}

macro_rules! numbers {
    ($($number:ty),+) => {
        $(impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::Number(number.into())
            }
        })+
    };
}
numbers!(i8, u8, i16, u16, i32, u32, i64, u64);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Bytes(text.as_bytes().to_vec())
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

/// Numbers one behind the other, as an array of them.
macro_rules! array {
    ($($name:ident: $number:ty),+) => {
        $(
            /// An array.
            pub fn $name(numbers: &[$number]) -> Vec<u8> {
                numbers.iter().flat_map(|number| number.to_ne_bytes()).collect()
            }
        )+
    };
}
array!(u16s: u16, i32s: i32, u32s: u32, i64s: i64, u64s: u64);

/// A struct with these fields; all else is 0. `fields` is `OFFSETS` of the record, which ends with its size.
pub fn record(fields: &[(&str, usize)], values: &[(&str, Value)]) -> Vec<u8> {
    let size = fields.last().map_or(0, |(_, size)| *size);
    let mut bytes = vec![0; size];
    for (name, value) in values {
        let place = fields.iter().position(|(field, _)| field == name);
        let place = place.unwrap_or_else(|| panic!("there is no field {name}"));
        let field = &mut bytes[fields[place].1..fields[place + 1].1];
        match value {
            Value::Number(number) => {
                let all = number.to_ne_bytes();
                let (wide, width) = (all.len(), field.len());
                assert!(width <= 8, "{name} has {width} bytes and is no number");
                let low = if cfg!(target_endian = "little") {
                    &all[..width]
                } else {
                    &all[wide - width..]
                };
                field.copy_from_slice(low);
            }
            Value::Bytes(given) => {
                assert!(given.len() <= field.len(), "{name} has {} bytes", field.len());
                field[..given.len()].copy_from_slice(given);
            }
        }
    }
    bytes
}

/// A struct with these fields: `record!(KinfoProc { ki_pid: 100, ki_comm: "cron" })`.
#[macro_export]
macro_rules! record {
    ($record:ty { $($field:ident: $value:expr),* $(,)? }) => {
        $crate::replay::records::record(
            <$record>::OFFSETS,
            &[$((stringify!($field), $value.into())),*],
        )
    };
}

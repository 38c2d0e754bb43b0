//! `/sys/class/hwmon`: names of attributes, `hwmon/sysfs-interface` of the kernel's documentation.

use crate::text;

/// The file of a sensor: `temp12_input` is the item `input` of the sensor 12 of the type `temp`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Which sensor of this type.
    pub number: u32,
    /// What of it.
    pub item: &'a [u8],
}

/// Takes the name of a file apart, if it is about a sensor of this type.
pub fn attribute<'a>(name: &'a [u8], sensor_type: &str) -> Option<Attribute<'a>> {
    let rest = name.strip_prefix(sensor_type.as_bytes())?;
    let underscore = rest.iter().position(|&byte| byte == b'_')?;
    let (number, item) = rest.split_at_checked(underscore)?;
    Some(Attribute { number: text::narrow(number)?, item: item.get(1..)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_number_and_item() {
        let input = |number| Some(Attribute { number, item: b"input" });
        assert_eq!(attribute(b"temp1_input", "temp"), input(1));
        assert_eq!(attribute(b"temp12_input", "temp"), input(12));
        assert_eq!(attribute(b"fan0_input", "fan"), input(0));
        let long = attribute(b"temp1_crit_hyst", "temp").map(|attribute| attribute.item);
        assert_eq!(long, Some(&b"crit_hyst"[..]));
    }

    #[test]
    fn other_files_are_about_no_sensor() {
        for name in [
            &b"name"[..],
            b"temp",
            b"temp1",
            b"temp_input",
            b"tempx_input",
            b"temp1x_input",
            b"fan1_input",
            b"temp99999999999_input",
            b"",
        ] {
            assert_eq!(attribute(name, "temp"), None, "{name:?}");
        }
    }
}

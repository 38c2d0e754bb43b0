//! `/sys/class/power_supply/*/uevent`: lines `POWER_SUPPLY_CAPACITY=81`, one for each attribute that the driver
//! could read. The keys are the names of the attributes in upper case.

use crate::text;

const PREFIX: &[u8] = b"POWER_SUPPLY_";

/// The value of the attribute of this name, in lower case.
pub fn value<'a>(uevent: &'a [u8], attribute: &str) -> Option<&'a [u8]> {
    text::lines(uevent).find_map(|line| {
        let line = line.strip_prefix(PREFIX)?;
        let (key, value) = line.split_at_checked(attribute.len())?;
        let value = value.strip_prefix(b"=")?.trim_ascii();
        (key.eq_ignore_ascii_case(attribute.as_bytes()) && !value.is_empty()).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const UEVENT: &[u8] = b"DEVTYPE=power_supply\nPOWER_SUPPLY_NAME=BAT0\nPOWER_SUPPLY_STATUS=Not charging\n\
        POWER_SUPPLY_MODEL_NAME=a=b\nPOWER_SUPPLY_ENERGY_FULL_DESIGN=5\nPOWER_SUPPLY_ENERGY_FULL=4\n\
        POWER_SUPPLY_SERIAL_NUMBER= \nPOWER_SUPPLY_CAPACITY=8";

    fn text(attribute: &str) -> Option<&str> {
        value(UEVENT, attribute).map(|value| str::from_utf8(value).unwrap())
    }

    #[test]
    fn a_key_is_the_whole_word() {
        assert_eq!(text("name"), Some("BAT0"));
        assert_eq!(text("status"), Some("Not charging"));
        assert_eq!(text("model_name"), Some("a=b"));
        assert_eq!(text("energy_full"), Some("4"));
        assert_eq!(text("energy_full_design"), Some("5"));
        assert_eq!((text("energy"), text("power_now"), text("")), (None, None, None));
    }

    #[test]
    fn without_a_value_or_cut_off_it_is_not_there() {
        assert_eq!(text("serial_number"), None);
        assert_eq!(text("capacity"), None);
        for end in 0..UEVENT.len() {
            let full = value(&UEVENT[..end], "energy_full");
            assert!(full.is_none_or(|full| full == b"4"), "cut off at {end}");
        }
    }

    #[test]
    fn keys_of_others_are_not_taken() {
        assert_eq!(value(b"NAME=x\nXPOWER_SUPPLY_NAME=y\n", "name"), None);
        assert_eq!(value(b"POWER_SUPPLY_NAME=\xff\n", "name"), Some(&b"\xff"[..]));
    }
}

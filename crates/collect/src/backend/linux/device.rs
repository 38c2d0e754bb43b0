//! Numbers of devices, which Linux writes in more than one way.

/// A device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Device {
    /// The driver.
    pub(super) major: u32,
    /// Which one of the driver's devices.
    pub(super) minor: u32,
}

impl Device {
    /// As `/proc/PID/stat` prints a terminal: `new_encode_dev` of `linux/kdev_t.h`.
    pub(super) const fn from_tty_nr(number: i32) -> Self {
        let bits = number.cast_unsigned();
        Self { major: (bits >> 8) & 0xFFF, minor: (bits & 0xFF) | ((bits >> 12) & 0x000F_FF00) }
    }

    /// As the kernel keeps it for itself, and prints in `fdinfo`: `MKDEV` of `linux/kdev_t.h`.
    pub(super) const fn from_kernel(number: u32) -> Self {
        Self { major: number >> 20, minor: number & 0x000F_FFFF }
    }

    /// As stat(2) gives it, makedev(3).
    pub(super) const fn number(self) -> u64 {
        let (major, minor) = (self.major as u64, self.minor as u64);
        (major & 0xFFFF_F000) << 32
            | (major & 0xFFF) << 8
            | (minor & 0xFFFF_FF00) << 12
            | minor & 0xFF
    }

    /// The same, taken apart.
    #[expect(clippy::cast_possible_truncation, reason = "both halves have 32 bits")]
    pub(super) const fn from_number(number: u64) -> Self {
        let major = ((number >> 32) & 0xFFFF_F000) | ((number >> 8) & 0xFFF);
        let minor = ((number >> 12) & 0xFFFF_FF00) | (number & 0xFF);
        Self { major: major as u32, minor: minor as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_terminal_is_encoded_as_the_kernel_does() {
        let device = |number| {
            let Device { major, minor } = Device::from_tty_nr(number);
            (major, minor)
        };
        assert_eq!(device(34816), (136, 0)); // pts/0
        assert_eq!(device(34820), (136, 4));
        assert_eq!(device(1025), (4, 1)); // tty1
        assert_eq!(device(1088), (4, 64)); // ttyS0
        assert_eq!(device(0x0010_8801), (136, 257));
        assert_eq!(device(i32::MIN), (0, 0x8_0000));
    }

    #[test]
    fn the_kernels_own_number_has_twelve_and_twenty_bits() {
        assert_eq!(Device::from_kernel(0xFE0_0001), Device { major: 254, minor: 1 });
    }

    #[test]
    fn the_number_of_a_device_is_that_of_makedev() {
        // As makedev(3) of Linux makes them; those of other systems, where this runs too, make others.
        for (major, minor, number) in [
            (8, 1, 0x801),
            (136, 257, 0x10_8801),
            (259, 1_048_575, 0xFFF1_03FF),
            (0xFFFF_FFFF, 0xFFFF_FFFF, u64::MAX),
        ] {
            let device = Device { major, minor };
            assert_eq!((device.number(), Device::from_number(number)), (number, device));
        }
    }
}

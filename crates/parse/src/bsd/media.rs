//! The word for what a line is used as, `ifm_active` of `net/if_media.h` (FreeBSD 14, OpenBSD 7, NetBSD 10, macOS 14): a
//! kind of network, a variant of it, and options. Each system has its own bits for them, and its own numbers for what
//! came after gigabit Ethernet.

/// Some numbers of variants, the first and the last of them, and how fast they are, in Mbit/s.
type Speeds = &'static [(u64, u64, u32)];

/// What the bits of a word mean.
#[derive(Clone, Copy, Debug)]
pub struct Media {
    /// `IFM_NMASK` and `IFM_ETHER`.
    kind: (u64, u64),
    /// `IFM_TMASK`; and more bits of the variant, and how far they are from where they belong.
    variant: (u64, u64, u32),
    /// `IFM_FDX` and `IFM_HDX`.
    duplex: (u64, u64),
    /// What this system's own numbers stand for.
    speeds: Speeds,
}

/// `IFM_AVALID` of the status, the same everywhere: the driver knows whether there is a line.
pub const IFM_AVALID: i32 = 1;
/// `IFM_ACTIVE`: there is one.
pub const IFM_ACTIVE: i32 = 2;

/// Those that all have in common.
const COMMON: Speeds =
    &[(3, 5, 10), (6, 10, 100), (11, 11, 1000), (12, 13, 10), (14, 16, 1000), (17, 17, 1)];

/// FreeBSD.
pub const FREEBSD: Media = Media {
    kind: (0xe0, 0x20),
    variant: (0x1f, 0x7800, 6),
    duplex: (0x10_0000, 0x20_0000),
    speeds: &[
        (18, 20, 10_000),
        (21, 21, 2500),
        (22, 24, 10_000),
        (26, 26, 10_000),
        (27, 29, 40_000),
        (30, 30, 1000),
        (32, 34, 10_000),
        (35, 35, 20_000),
        (36, 37, 2500),
        (38, 38, 5000),
        (39, 39, 50_000),
        (40, 40, 25_000),
        (41, 41, 1000),
        (42, 42, 10_000),
        (43, 43, 40_000),
        (44, 44, 1000),
        (45, 45, 40_000),
        (46, 46, 10_000),
        (47, 50, 100_000),
        (51, 51, 56_000),
        (52, 52, 100),
        (53, 55, 25_000),
        (56, 57, 50_000),
        (58, 58, 25_000),
        (59, 59, 10_000),
        (60, 61, 25_000),
        (62, 62, 100),
        (63, 63, 2500),
        (64, 64, 5000),
        (65, 68, 25_000),
        (69, 70, 5000),
        (71, 71, 25_000),
        (72, 74, 40_000),
        (75, 85, 50_000),
        (86, 86, 25_000),
        (87, 88, 50_000),
        (89, 102, 100_000),
        (103, 112, 200_000),
        (113, 117, 400_000),
        (118, 118, 50_000),
    ],
};

/// macOS. The old request tells of the first 31 variants only.
pub const MACOS: Media = Media {
    kind: (0xe0, 0x20),
    variant: (0x1f, 0xf_0000, 11),
    duplex: (0x10_0000, 0x20_0000),
    speeds: &[
        (18, 21, 10_000),
        (22, 22, 2500),
        (23, 23, 5000),
        (24, 25, 1000),
        (26, 29, 10_000),
        (30, 30, 20_000),
        (32, 32, 2500),
        (33, 35, 10_000),
        (36, 36, 2500),
        (37, 38, 40_000),
        (39, 39, 50_000),
        (40, 40, 25_000),
        (41, 41, 1000),
        (42, 42, 10_000),
        (43, 45, 40_000),
        (47, 50, 100_000),
        (51, 51, 56_000),
        (52, 52, 100),
        (53, 55, 25_000),
        (56, 57, 50_000),
        (58, 58, 25_000),
        (59, 59, 10_000),
        (60, 61, 25_000),
        (62, 62, 100),
        (63, 63, 2500),
        (64, 64, 5000),
        (65, 68, 25_000),
        (69, 70, 5000),
        (71, 71, 25_000),
        (72, 74, 40_000),
        (75, 85, 50_000),
        (86, 86, 25_000),
        (87, 88, 50_000),
        (89, 102, 100_000),
        (103, 112, 200_000),
        (113, 117, 400_000),
    ],
};

/// NetBSD.
pub const NETBSD: Media = Media {
    kind: (0xe0, 0x20),
    variant: (0x1f, 0xe000, 8),
    duplex: (0x10_0000, 0x20_0000),
    speeds: &[
        (18, 20, 10_000),
        (21, 21, 2500),
        (22, 22, 1000),
        (23, 26, 10_000),
        (27, 27, 1000),
        (28, 29, 2500),
        (30, 30, 5000),
        (32, 32, 1000),
        (33, 33, 5000),
        (34, 41, 10_000),
        (42, 42, 20_000),
        (43, 53, 25_000),
        (54, 62, 40_000),
        (63, 71, 50_000),
        (73, 74, 50_000),
        (75, 75, 56_000),
        (76, 87, 100_000),
        (88, 95, 200_000),
        (96, 101, 400_000),
        (102, 105, 100_000),
        (106, 106, 200_000),
        (107, 111, 400_000),
    ],
};

/// OpenBSD, whose words have 64 bits.
pub const OPENBSD: Media = Media {
    kind: (0xff00, 0x100),
    variant: (0xff, 0, 0),
    duplex: (1 << 40, 1 << 41),
    speeds: &[
        (18, 20, 10_000),
        (21, 21, 2500),
        (22, 24, 10_000),
        (25, 27, 40_000),
        (28, 28, 1000),
        (29, 31, 10_000),
        (32, 32, 20_000),
        (33, 34, 2500),
        (35, 35, 5000),
        (36, 36, 1000),
        (37, 37, 10_000),
        (38, 38, 40_000),
        (39, 39, 1000),
        (40, 40, 40_000),
        (41, 41, 10_000),
        (42, 45, 100_000),
        (46, 46, 56_000),
        (47, 49, 25_000),
        (50, 51, 50_000),
        (52, 53, 25_000),
        (54, 54, 10_000),
        (55, 55, 25_000),
        (56, 56, 40_000),
        (57, 57, 100_000),
    ],
};

impl Media {
    /// Whether both ends may speak at once; `None` if the word does not say.
    #[must_use]
    pub const fn is_full_duplex(&self, word: u64) -> Option<bool> {
        match (word & self.duplex.0 != 0, word & self.duplex.1 != 0) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    /// How fast the line is, in Mbit/s; `None` of all but Ethernet, and of what came after this was written.
    #[must_use]
    pub fn speed(&self, word: u64) -> Option<u32> {
        if word & self.kind.0 != self.kind.1 {
            return None;
        }
        let (low, high, distance) = self.variant;
        let variant = (word & low) | ((word & high) >> distance);
        let mut speeds = COMMON.iter().chain(self.speeds);
        let found = speeds.find(|(first, last, _)| (*first..=*last).contains(&variant));
        found.map(|(_, _, speed)| *speed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Media; 4] = [FREEBSD, MACOS, NETBSD, OPENBSD];

    #[test]
    fn gigabit_and_less_is_the_same_everywhere() {
        for media in ALL {
            let speed = |variant: u64| media.speed(media.kind.1 | variant);
            let speeds = [3, 4, 5, 6, 7, 10, 11, 12, 14, 16, 17].map(speed).map(Option::unwrap);
            assert_eq!(speeds, [10, 10, 10, 100, 100, 100, 1000, 10, 1000, 1000, 1]);
            for none in [0, 1, 2] {
                assert_eq!(speed(none), None);
            }
        }
    }

    #[test]
    fn what_came_later_has_other_numbers_on_each() {
        // 10GBASE-T, 2.5GBASE-T and 25GBASE-SR, as `ifconfig` composes them.
        assert_eq!(FREEBSD.speed(0x20 + 26), Some(10_000));
        assert_eq!(FREEBSD.speed(0x25 | (0x20 << 6)), Some(2500));
        assert_eq!(FREEBSD.speed(0x37 | (0x20 << 6)), Some(25_000));
        assert_eq!(MACOS.speed(0x20 + 21), Some(10_000));
        assert_eq!(MACOS.speed(0x20 + 22), Some(2500));
        assert_eq!(MACOS.speed(0x20 + 31), None);
        assert_eq!(NETBSD.speed(0x20 + 26), Some(10_000));
        assert_eq!(NETBSD.speed(0x20 + 29), Some(2500));
        assert_eq!(NETBSD.speed(0x34 | (1 << 13)), Some(25_000));
        assert_eq!(OPENBSD.speed(0x100 + 22), Some(10_000));
        assert_eq!(OPENBSD.speed(0x100 + 34), Some(2500));
        assert_eq!(OPENBSD.speed(0x100 + 49), Some(25_000));
    }

    #[test]
    fn options_are_no_part_of_the_speed() {
        let full = 0x30 | 0x10_0000 | 0x700; // master, and pauses both ways
        assert_eq!((FREEBSD.speed(full), FREEBSD.is_full_duplex(full)), (Some(1000), Some(true)));
        let half = 0x106 | (1 << 41) | 0x7_0000;
        assert_eq!((OPENBSD.speed(half), OPENBSD.is_full_duplex(half)), (Some(100), Some(false)));
        assert_eq!(FREEBSD.is_full_duplex(0x20 + 16), None);
        assert_eq!(FREEBSD.is_full_duplex(0x30_0000), None);
    }

    #[test]
    fn other_networks_have_no_speed() {
        for wireless in [0x80 | 8, 0x40 | 3, 0] {
            assert_eq!(FREEBSD.speed(wireless), None);
            assert_eq!(OPENBSD.speed(wireless << 3), None);
        }
        for media in ALL {
            assert_eq!(media.speed(u64::MAX), None);
        }
    }

    #[test]
    fn no_number_stands_for_two_speeds() {
        for media in ALL {
            let mut last = 17;
            for &(first, end, _) in media.speeds {
                assert!(last < first && first <= end, "{first}");
                last = end;
            }
        }
    }
}

//! What exists where.
//!
//! Each call of the API is one [`Feature`] constant beside its record in [`model`](crate::model). From these
//! come the payload of `UnsupportedError`, `isAvailable` in TypeScript, and the table in `docs/`.

use crate::model;

/// The operating systems, by the names of Node's `process.platform`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Linux
    Linux,
    /// macOS
    MacOs,
    /// FreeBSD
    FreeBsd,
    /// OpenBSD
    OpenBsd,
    /// NetBSD
    NetBsd,
}

impl Platform {
    /// Every platform, in the order of the documentation.
    pub const ALL: [Self; 5] =
        [Self::Linux, Self::MacOs, Self::FreeBsd, Self::OpenBsd, Self::NetBsd];

    /// The name as in Node's `process.platform`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::MacOs => "darwin",
            Self::FreeBsd => "freebsd",
            Self::OpenBsd => "openbsd",
            Self::NetBsd => "netbsd",
        }
    }
}

/// A function of the API (`cpuTimes`) or a member of `Process` (`process.exe`), and where it answers.
#[derive(Debug, PartialEq, Eq)]
pub struct Feature {
    /// The name in TypeScript.
    pub name: &'static str,
    /// Where it answers. Elsewhere it throws `UnsupportedError`.
    pub on: &'static [Platform],
}

/// Every feature there is, domain by domain.
pub fn features() -> impl Iterator<Item = &'static Feature> {
    let domains = [
        model::process::FEATURES,
        model::cpu::FEATURES,
        model::memory::FEATURES,
        model::disk::FEATURES,
        model::net::FEATURES,
        model::sensors::FEATURES,
        model::users::FEATURES,
        model::host::FEATURES,
        model::watch::FEATURES,
    ];
    domains.into_iter().flatten().copied()
}

/// Declares the features of a domain and the list of them, so that none is left out of the list.
macro_rules! declare_features {
    ($($constant:ident = $name:literal on $on:expr;)+) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub const $constant: &$crate::availability::Feature =
                &$crate::availability::Feature { name: $name, on: $on };
        )+
        /// Every feature of this domain, in the order of the documentation.
        pub const FEATURES: &[&$crate::availability::Feature] = &[$($constant),+];
    };
}
pub(crate) use declare_features;

/// Where a feature answers, by the systems that it needs.
pub(crate) const EVERYWHERE: &[Platform] = &Platform::ALL;
pub(crate) const LINUX: &[Platform] = &[Platform::Linux];
pub(crate) const LINUX_MACOS: &[Platform] = &[Platform::Linux, Platform::MacOs];
pub(crate) const LINUX_FREEBSD: &[Platform] = &[Platform::Linux, Platform::FreeBsd];
pub(crate) const LINUX_FREEBSD_NETBSD: &[Platform] =
    &[Platform::Linux, Platform::FreeBsd, Platform::NetBsd];
pub(crate) const LINUX_OPENBSD_NETBSD: &[Platform] =
    &[Platform::Linux, Platform::OpenBsd, Platform::NetBsd];
pub(crate) const ALL_BUT_MACOS: &[Platform] =
    &[Platform::Linux, Platform::FreeBsd, Platform::OpenBsd, Platform::NetBsd];
pub(crate) const ALL_BUT_OPENBSD: &[Platform] =
    &[Platform::Linux, Platform::MacOs, Platform::FreeBsd, Platform::NetBsd];
pub(crate) const ALL_BUT_NETBSD: &[Platform] =
    &[Platform::Linux, Platform::MacOs, Platform::FreeBsd, Platform::OpenBsd];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_no_feature_is_nowhere() {
        let mut names: Vec<_> = features().map(|feature| feature.name).collect();
        assert!(features().all(|feature| !feature.on.is_empty()));
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}

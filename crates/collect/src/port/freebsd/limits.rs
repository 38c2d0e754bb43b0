//! `RLIMIT_*` of `sys/resource.h`.

/// Names and numbers.
pub(crate) const RESOURCES: &[(&str, i32)] = &[
    ("as", libc::RLIMIT_AS),
    ("core", libc::RLIMIT_CORE),
    ("cpu", libc::RLIMIT_CPU),
    ("data", libc::RLIMIT_DATA),
    ("fsize", libc::RLIMIT_FSIZE),
    ("kqueues", libc::RLIMIT_KQUEUES),
    ("memlock", libc::RLIMIT_MEMLOCK),
    ("nofile", libc::RLIMIT_NOFILE),
    ("nproc", libc::RLIMIT_NPROC),
    ("npts", libc::RLIMIT_NPTS),
    ("rss", libc::RLIMIT_RSS),
    ("sbsize", libc::RLIMIT_SBSIZE),
    ("stack", libc::RLIMIT_STACK),
    ("swap", libc::RLIMIT_SWAP),
    ("umtxp", libc::RLIMIT_UMTXP),
];

//! That our structs are those of the systems' own headers: for each a C program that does not compile otherwise.
//!
//! On the system itself its `cc` compiles it. `npm run check:abi` does it for all four systems on any machine, with
//! zig, which brings their headers along; then the variable `PSUTIL_ABI_CC` has the compiler's command, a word on each
//! line, and `{target}` in it.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on may panic")]
#![allow(clippy::disallowed_methods, reason = "the compiler is a program")]

#[path = "abi/freebsd.rs"]
mod freebsd;
#[path = "abi/header.rs"]
mod header;
#[path = "abi/macos.rs"]
mod macos;
#[path = "abi/netbsd.rs"]
mod netbsd;
#[path = "abi/openbsd.rs"]
mod openbsd;

#[test]
#[cfg_attr(not(target_os = "macos"), ignore = "needs the headers of macOS: npm run check:abi")]
fn structs_are_those_of_macos() {
    header::check("x86_64-macos", &macos::structs());
    header::check("aarch64-macos", &macos::structs());
}

#[test]
#[cfg_attr(not(target_os = "freebsd"), ignore = "needs the headers of FreeBSD: npm run check:abi")]
fn structs_are_those_of_freebsd() {
    header::check("x86_64-freebsd", &freebsd::structs());
}

#[test]
#[cfg_attr(not(target_os = "openbsd"), ignore = "needs the headers of OpenBSD: npm run check:abi")]
fn structs_are_those_of_openbsd() {
    header::check("x86_64-openbsd", &openbsd::structs());
}

#[test]
#[cfg_attr(not(target_os = "netbsd"), ignore = "needs the headers of NetBSD: npm run check:abi")]
fn structs_are_those_of_netbsd() {
    header::check("x86_64-netbsd", &netbsd::structs());
}

#[test]
#[cfg(unix)]
fn a_struct_that_is_another_is_found_out() {
    let timeval = |fields| header::Struct::new(&["sys/time.h"], "struct timeval", fields);
    let wrong = header::differences("native", &timeval(&[("tv_sec", 0), ("tv_usec", 4), ("", 9)]));
    assert!(wrong.contains("tv_usec") && wrong.contains("sizeof"), "{wrong}");
    assert!(
        header::differences("native", &timeval(&[("tv_none", 0), ("", 16)])).contains("tv_none")
    );
    assert_eq!(
        header::differences("native", &timeval(psutil_parse::bsd::timeval::Timeval::OFFSETS)),
        ""
    );
}

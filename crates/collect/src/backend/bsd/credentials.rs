//! Names of users.

use std::path::Path;

use psutil_parse::posix::passwd;

use super::System;
use crate::availability::Platform;
use crate::port::{Accounts, PlainFiles};

/// The name in `/etc/passwd`, else the number in digits.
///
/// `getpwuid(3)` would also ask a directory server, and may keep the event loop waiting for its answer. It is asked on
/// macOS alone, where the file has none of the people.
pub(in crate::backend) fn user_of_number<S: System>(system: &S, uid: u32) -> Vec<u8> {
    let etc = &system.paths().etc;
    let file = system.kernel().read_file(&etc.join("passwd"));
    let name = file.ok().and_then(|bytes| passwd::name_of(&bytes, uid).map(<[u8]>::to_vec));
    let asks = S::PLATFORM == Platform::MacOs && etc == Path::new("/etc");
    let name =
        name.or_else(|| if asks { system.kernel().name_of_user(uid).ok().flatten() } else { None });
    name.unwrap_or_else(|| uid.to_string().into_bytes())
}

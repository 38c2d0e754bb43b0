//! `getpwuid_r(3)`.

use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::ptr;

use nix::errno::Errno;

use super::Kernel;
use crate::port::{Accounts, Port, PortError};

/// Room for the words of one account, and the most that is tried.
const ROOM: (usize, usize) = (1 << 10, 1 << 20);

impl Accounts for Kernel {
    fn name_of_user(&self, uid: u32) -> Port<Option<Vec<u8>>> {
        let mut room = ROOM.0;
        loop {
            match ask(uid, room) {
                Err(Errno::EINTR) => {}
                Err(Errno::ERANGE) if room < ROOM.1 => room = room.saturating_mul(2),
                answer => return answer.map_err(|errno| PortError::new("getpwuid_r", errno)),
            }
        }
    }
}

fn ask(uid: u32, room: usize) -> Result<Option<Vec<u8>>, Errno> {
    let mut words: Vec<libc::c_char> = vec![0; room];
    let mut account = MaybeUninit::<libc::passwd>::uninit();
    let mut found = ptr::null_mut();
    // SAFETY: account and found have room for what is written, words for as many bytes as is said, and all of them
    // outlive the call.
    let errno = unsafe {
        libc::getpwuid_r(uid, account.as_mut_ptr(), words.as_mut_ptr(), words.len(), &raw mut found)
    };
    if errno != 0 {
        return Err(Errno::from_raw(errno));
    }
    // SAFETY: null, or account, which has been written then and is still there.
    let Some(account) = (unsafe { found.as_ref() }) else { return Ok(None) };
    if account.pw_name.is_null() {
        return Ok(None);
    }
    // SAFETY: a name that ends with a NUL, in words or of libc, which both outlive the copy.
    let name = unsafe { CStr::from_ptr(account.pw_name) };
    Ok(Some(name.to_bytes().to_vec()))
}

//! Text: what a process is called and was started with.

use crate::thin::napi;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;

use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::value::{Text, text};

/// The name, as the kernel has it or made whole.
#[napi(catch_unwind)]
pub fn process_name(handle: &[f64], raw: bool, as_buffer: bool) -> Outcome<Text> {
    answer(handle, |host, snapshot| host.name(snapshot, raw), |name| text(name, as_buffer))
}

/// The program's file.
#[napi(catch_unwind)]
pub fn process_exe(
    handle: &[f64],
    fallback_cmdline: bool,
    as_buffer: bool,
) -> Outcome<Option<Text>> {
    let exe = |path: Option<Vec<u8>>| path.map(|path| text(path, as_buffer));
    answer(handle, |host, snapshot| host.exe(snapshot, fallback_cmdline), exe)
}

/// The arguments.
#[napi(catch_unwind)]
pub fn process_cmdline(handle: &[f64], as_buffer: bool) -> Outcome<Vec<Text>> {
    let arguments = |arguments: Vec<Vec<u8>>| {
        arguments.into_iter().map(|argument| text(argument, as_buffer)).collect()
    };
    answer(handle, Host::cmdline, arguments)
}

/// The current directory.
#[napi(catch_unwind)]
pub fn process_cwd(handle: &[f64], as_buffer: bool) -> Outcome<Option<Text>> {
    let cwd = |path: Option<Vec<u8>>| path.map(|path| text(path, as_buffer));
    answer(handle, Host::cwd, cwd)
}

/// The environment: name, value, name, value and so on.
#[napi(catch_unwind)]
pub fn process_environ(handle: &[f64], as_buffer: bool) -> Outcome<Vec<Text>> {
    let entries = |entries: Vec<(Vec<u8>, Vec<u8>)>| {
        let pairs = entries.into_iter();
        pairs.flat_map(|(name, value)| [text(name, false), text(value, as_buffer)]).collect()
    };
    answer(handle, Host::environ, entries)
}

/// The root directory.
#[napi(catch_unwind)]
pub fn process_root(handle: &[f64], as_buffer: bool) -> Outcome<Option<Text>> {
    let root = |path: Option<Vec<u8>>| path.map(|path| text(path, as_buffer));
    answer(handle, Host::root, root)
}

//! Processes that begin and end, for `src/watch.ts`.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use napi::Status;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;
use psutil_collect::backend::WatchCollector;
use psutil_collect::background::watching::Watching;
use psutil_collect::model::identity::Target;
use psutil_collect::model::process::{ExitStatus, Pid};
use psutil_collect::model::watch::{Happening, WatchEvent, WatchSource};
use psutil_collect::port::signals;

use crate::cells::{Cells, Put};
use crate::environment::{Ends, ends_here};
use crate::handle::numbers;
use crate::outcome::{Outcome, outcome};
use crate::paths::collector;
use crate::table::{Table, table};

/// A function of JavaScript's that may be called from anywhere, and keeps no program alive.
type Wake = ThreadsafeFunction<(), (), (), Status, false, true>;

/// A watch, or nothing once it is ended.
type Kept = Mutex<Option<Watching>>;

impl Ends for Kept {
    fn end(&self) {
        self.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// A watch that goes on until it is ended, or nobody has it any more.
#[napi]
pub struct NativeWatch {
    watching: Arc<Kept>,
    source: WatchSource,
    paths: u32,
    wake: Arc<Mutex<Option<Wake>>>,
}

#[napi]
impl NativeWatch {
    /// Whether the kernel tells of each process; otherwise the list of processes is compared with the one before.
    #[napi(catch_unwind)]
    pub fn is_told(&self) -> bool {
        self.source == WatchSource::Connector
    }

    /// What has happened since the last time. If it is nothing, JavaScript is called once there is something.
    #[napi(catch_unwind)]
    pub fn take(&self) -> Outcome<Table> {
        let mut watching = self.watching.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = watching.as_mut().map_or(Ok(Vec::new()), Watching::take);
        outcome(taken.map(|events| event_table(self.paths, &events)))
    }

    /// Ends it.
    #[napi(catch_unwind)]
    pub fn end(&self) {
        Ends::end(&*self.watching);
        self.wake.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl Drop for NativeWatch {
    /// In the thread of JavaScript, to which the function belongs.
    fn drop(&mut self) {
        self.end();
    }
}

/// Begins to watch processes, looking every so many milliseconds where nobody tells.
#[napi(catch_unwind)]
pub fn watch_processes(
    paths: u32,
    interval: f64,
    #[napi(ts_arg_type = "() => void")] wake: Wake,
) -> Outcome<NativeWatch> {
    // What no length of time can hold is as good as never.
    let interval = Duration::try_from_secs_f64(interval / 1e3).unwrap_or(Duration::MAX);
    let wake = Arc::new(Mutex::new(Some(wake)));
    let watching = collector(paths).watch_processes(interval).and_then(|watcher| {
        let wake = Arc::clone(&wake);
        Watching::begin(watcher, move || {
            let wake = wake.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(wake) = &*wake {
                wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
            }
        })
    });
    outcome(watching.map(|watching| {
        let source = watching.source();
        let watching = Arc::new(Mutex::new(Some(watching)));
        ends_here(&watching);
        NativeWatch { watching, source, paths, wake }
    }))
}

/// Events. Numbers: what, when, the handle without paths and oneshot, parent, exit code, signal; text: the
/// signal's name.
fn event_table(paths: u32, events: &[WatchEvent]) -> Table {
    table(events.iter().map(|event| Row::new(paths, event)))
}

/// An event as `src/watch.ts` reads it.
struct Row {
    /// 0 a start, 1 an exit, 2 an overflow.
    what: f64,
    time: f64,
    handle: [f64; 6],
    ppid: Option<Pid>,
    exit_code: Option<i32>,
    signal: Option<i32>,
    signal_name: Option<String>,
}

impl Put for Row {
    fn put(self, cells: &mut Cells) {
        let Self { what, time, handle, ppid, exit_code, signal, signal_name } = self;
        let [_, pid, kind, upper, lower, _] = handle;
        for number in [what, time, pid, kind, upper, lower] {
            cells.put(number);
        }
        for number in [ppid, exit_code, signal] {
            cells.put(number);
        }
        cells.put(signal_name.as_deref().map(str::as_bytes));
    }
}

impl Row {
    fn new(paths: u32, event: &WatchEvent) -> Self {
        let handle =
            |pid, target: Option<Target>| numbers(paths, pid, target.map(|target| target.key));
        let (what, handle, ppid, status) = match event.what {
            Happening::Start { pid, target, ppid } => (0.0, handle(pid, target), ppid, None),
            Happening::Exit { pid, target, status } => (1.0, handle(pid, target), None, status),
            Happening::Overflow => (2.0, handle(0, None), None, None),
        };
        let (exit_code, signal) = match status {
            Some(ExitStatus::Code(code)) => (Some(code), None),
            Some(ExitStatus::Signal(signal)) => (None, Some(signal)),
            None => (None, None),
        };
        let signal_name = signal.and_then(signals::name);
        Self { what, time: event.time, handle, ppid, exit_code, signal, signal_name }
    }
}

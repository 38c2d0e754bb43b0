//! What a process does with signals.

use crate::thin::napi;
use napi::Either;
use napi::bindgen_prelude::Null;
use psutil_collect::backend::ProcessCollector;
use psutil_collect::host::Host;
use psutil_collect::model::field::Field;
use psutil_collect::model::process as model;

use crate::oneshot::answer;
use crate::outcome::Outcome;
use crate::signals::{SignalNames, names_of};

/// Signals by name, those without one by number. `null`: the kernel does not tell.
#[napi(object, object_from_js = false)]
pub struct ProcessSignalMasks {
    /// Sent and waiting, for the first thread.
    ///
    /// Availability: Linux, FreeBSD, OpenBSD, NetBSD.
    #[napi(ts_type = "Array<Signal> | null")]
    pub pending: Option<Either<SignalNames, Null>>,
    /// Kept waiting.
    ///
    /// Availability: Linux, FreeBSD, OpenBSD, NetBSD.
    #[napi(ts_type = "Array<Signal> | null")]
    pub blocked: Option<Either<SignalNames, Null>>,
    /// Thrown away.
    #[napi(ts_type = "Array<Signal> | null")]
    pub ignored: Either<SignalNames, Null>,
    /// Handled by the program.
    #[napi(ts_type = "Array<Signal> | null")]
    pub caught: Either<SignalNames, Null>,
    /// Sent and waiting, for any thread.
    ///
    /// Availability: Linux.
    #[napi(ts_type = "Array<Signal> | null")]
    pub process_pending: Option<Either<SignalNames, Null>>,
}

/// What it does with signals.
#[napi(catch_unwind)]
pub fn process_sigmasks(handle: &[f64], include_internal: bool) -> Outcome<ProcessSignalMasks> {
    answer(handle, Host::sigmasks, |masks| {
        let names = |set: Option<model::SignalSet>| match set {
            Some(set) => Either::A(names_of(set, include_internal)),
            None => Either::B(Null),
        };
        let field = |set: Field<model::SignalSet>| match set {
            Field::Lacking => None,
            Field::Unknown => Some(names(None)),
            Field::Known(set) => Some(names(Some(set))),
        };
        let model::SignalMasks { pending, blocked, ignored, caught, process_pending } = masks;
        ProcessSignalMasks {
            pending: field(pending),
            blocked: field(blocked),
            ignored: names(ignored),
            caught: names(caught),
            process_pending: field(process_pending),
        }
    })
}

//! Threads.

use psutil_collect::backend::ProcessCollector;
use psutil_collect::model::process::Thread;

use crate::machine::{Machine, SHELL, SWAPPER};

#[test]
fn the_process_itself_is_no_thread() {
    let machine = Machine::default();
    let (openbsd, shell) = (&*machine.openbsd, machine.snapshot(SHELL));
    let unnamed = Thread { id: 200_456, name: None, user_time: 1.5, system_time: 0.0625 };
    let named = Thread {
        id: 300_123,
        name: Some(b"main".to_vec()),
        user_time: 1.000_005,
        system_time: 0.0625,
    };
    assert_eq!(openbsd.threads(&shell), Ok(vec![unnamed, named]));
    assert_eq!(openbsd.num_threads(&shell), Ok(2));
    assert_eq!(openbsd.num_threads(&machine.snapshot(SWAPPER)), Ok(0));
}

//! The processes that are held: those that were asked last, and no more than this program can spare descriptors for.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::entry::DESCRIPTORS;
use crate::model::identity::Target;

/// The most processes that are held, whatever the limit of descriptors is.
const MOST: usize = 256;
/// What part of the descriptors that this program may have is taken at most.
const SHARE: u64 = 8;

/// What is told that it is held.
pub trait Holdable {
    /// It is, as this process's.
    fn hold(&self, target: Target);
    /// It no longer is: who still uses it is the last.
    fn let_go(&self);
}

/// Which processes are held, and what of each.
pub struct Processes<E>(Mutex<State<E>>);

struct State<E> {
    held: HashMap<Target, Held<E>, BuildHasherDefault<Mix>>,
    /// Counts lookups: who has the smallest number was asked the longest time ago.
    clock: u64,
    /// Who was asked once, each at the place of its number: nobody who is asked once in a long list drives out
    /// those that are asked again and again.
    once: Vec<Option<Target>>,
    /// How many have been driven out since the dead were looked for.
    driven_out: usize,
}

struct Held<E> {
    entry: Arc<E>,
    asked: u64,
}

impl<E> Default for Processes<E> {
    fn default() -> Self {
        let (held, once) = (HashMap::default(), Vec::new());
        Self(Mutex::new(State { held, clock: 0, once, driven_out: 0 }))
    }
}

/// How many processes may be held where there may be so many descriptors.
fn room(descriptor_limit: u64) -> usize {
    usize::try_from(descriptor_limit / SHARE / DESCRIPTORS).unwrap_or(MOST).min(MOST)
}

impl<E: Holdable> Processes<E> {
    /// What is held of this process.
    pub fn get(&self, target: Target) -> Option<Arc<E>> {
        let mut state = self.lock();
        let state = &mut *state;
        let held = state.held.get_mut(&target)?;
        state.clock = state.clock.wrapping_add(1);
        held.asked = state.clock;
        Some(Arc::clone(&held.entry))
    }

    /// Whether the process is asked for the second time of late.
    pub fn is_asked_again(&self, target: Target) -> bool {
        let mut state = self.lock();
        if state.once.is_empty() {
            state.once.resize(MOST, None);
        }
        let place = usize::try_from(target.pid).unwrap_or(0) % MOST;
        let before = state.once.get_mut(place).and_then(|once| once.replace(target));
        before == Some(target)
    }

    /// Holds a process, and lets go of that which was asked the longest time ago if there is no room for both.
    ///
    /// Now and then those are let go of first that have been reaped, which `is_there` tells.
    pub fn hold(
        &self,
        target: Target,
        entry: &Arc<E>,
        descriptor_limit: u64,
        is_there: impl Fn(&E) -> bool,
    ) {
        let room = room(descriptor_limit);
        if room == 0 {
            return;
        }
        self.bury(room, is_there);
        entry.hold(target);
        let mut state = self.lock();
        state.clock = state.clock.wrapping_add(1);
        let held = Held { entry: Arc::clone(entry), asked: state.clock };
        let mut out: Vec<_> = state.held.insert(target, held).into_iter().collect();
        while state.held.len() > room {
            out.extend(state.drive_out());
        }
        drop(state);
        let_go(out); // closing takes its time
    }

    /// Lets go of those that have been reaped, if there is no room and that was long enough ago.
    fn bury(&self, room: usize, is_there: impl Fn(&E) -> bool) {
        let mut state = self.lock();
        if state.held.len() < room || state.driven_out < room {
            return;
        }
        state.driven_out = 0;
        let held = state.held.iter();
        let all: Vec<_> = held.map(|(target, held)| (*target, Arc::clone(&held.entry))).collect();
        drop(state);
        for (target, _) in all.iter().filter(|(_, entry)| !is_there(entry)) {
            self.forget(*target);
        }
    }

    /// Lets go of a process.
    pub fn forget(&self, target: Target) {
        let held = self.lock().held.remove(&target);
        let_go(held);
    }

    /// Lets go of all, and says whether there were any.
    pub fn release(&self) -> bool {
        let held = std::mem::take(&mut self.lock().held);
        let were_any = !held.is_empty();
        let_go(held.into_values());
        were_any
    }

    /// What is said of all that is held.
    pub fn of_each<T, I: IntoIterator<Item = T>>(&self, each: impl Fn(&E) -> I) -> Vec<T> {
        self.lock().held.values().flat_map(|held| each(&held.entry)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, State<E>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<E> State<E> {
    /// Takes out who was asked the longest time ago.
    fn drive_out(&mut self) -> Option<Held<E>> {
        self.driven_out = self.driven_out.saturating_add(1);
        let oldest = self.held.iter().min_by_key(|(_, held)| held.asked);
        let target = oldest.map(|(target, _)| *target)?;
        self.held.remove(&target)
    }
}

/// A visit that goes on closes them when it ends.
fn let_go<E: Holdable>(held: impl IntoIterator<Item = Held<E>>) {
    for Held { entry, .. } in held {
        entry.let_go();
    }
}

/// Mixes the numbers of a target: a tenth of the price of the usual hash. They are the kernel's, and nobody else
/// can choose them to be slow.
#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_i32(&mut self, number: i32) {
        self.write_u64(u64::from(number.unsigned_abs()));
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u64(number.unsigned_abs().try_into().unwrap_or(u64::MAX));
    }

    fn write_u64(&mut self, number: u64) {
        // 2^64 divided by the golden ratio
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::model::identity::Key;

    /// Something of a process with this number.
    struct Entry {
        pid: i32,
        is_held: AtomicBool,
    }

    impl Entry {
        fn of(pid: i32) -> Arc<Self> {
            Arc::new(Self { pid, is_held: AtomicBool::new(false) })
        }
    }

    impl Holdable for Entry {
        fn hold(&self, target: Target) {
            assert_eq!(target.pid, self.pid);
            self.is_held.store(true, Ordering::Relaxed);
        }

        fn let_go(&self) {
            self.is_held.store(false, Ordering::Relaxed);
        }
    }

    /// Descriptors for four processes.
    const FOR_FOUR: u64 = 4 * SHARE * DESCRIPTORS;

    fn target(pid: i32) -> Target {
        Target { pid, key: Key::Pidfs(1000) }
    }

    fn hold(processes: &Processes<Entry>, pid: i32) {
        hold_where(processes, pid, |_| true);
    }

    fn hold_where(processes: &Processes<Entry>, pid: i32, is_there: impl Fn(&Entry) -> bool) {
        processes.hold(target(pid), &Entry::of(pid), FOR_FOUR, is_there);
    }

    fn held(processes: &Processes<Entry>) -> Vec<i32> {
        let mut pids: Vec<i32> = processes.lock().held.keys().map(|target| target.pid).collect();
        pids.sort_unstable();
        pids
    }

    #[test]
    fn no_more_are_held_than_there_are_descriptors_for() {
        assert_eq!(room(1024), 32);
        assert_eq!(room(u64::MAX), MOST);
        assert_eq!(room(31), 0);
        let processes = Processes::default();
        for pid in 1..100 {
            hold(&processes, pid);
            assert!(held(&processes).len() <= 4);
        }
        assert_eq!(processes.of_each(|entry| [entry.pid]).len(), 4);
    }

    #[test]
    fn nothing_is_held_where_there_are_hardly_any_descriptors() {
        let processes = Processes::default();
        let entry = Entry::of(1);
        processes.hold(target(1), &entry, 16, |_| true);
        assert!(processes.get(target(1)).is_none());
        assert!(!entry.is_held.load(Ordering::Relaxed));
    }

    #[test]
    fn who_was_asked_the_longest_time_ago_is_let_go_of() {
        let processes = Processes::default();
        for pid in 1..=4 {
            hold(&processes, pid);
        }
        assert!(processes.get(target(1)).is_some());
        hold(&processes, 5);
        assert_eq!(held(&processes), [1, 3, 4, 5]);
    }

    #[test]
    fn a_number_that_was_reused_is_another_process() {
        let processes = Processes::default();
        hold(&processes, 1);
        for key in [Key::Pidfs(1001), Key::Start(1000)] {
            assert!(processes.get(Target { pid: 1, key }).is_none());
        }
    }

    #[test]
    fn the_dead_are_buried_before_the_living_are_driven_out() {
        let processes = Processes::default();
        let is_there = |entry: &Entry| entry.pid % 2 == 0;
        for pid in 1..=8 {
            hold_where(&processes, pid, is_there); // four of them have been driven out
        }
        hold_where(&processes, 10, is_there);
        assert_eq!(held(&processes), [6, 8, 10]);
    }

    #[test]
    fn a_long_list_that_is_asked_in_turn_holds_nobody() {
        let processes: Processes<Entry> = Processes::default();
        let most = i32::try_from(MOST).unwrap();
        let again = |pid| processes.is_asked_again(target(pid));
        for _ in 0..3 {
            assert!(!(1..=2 * most).any(again));
        }
        assert!(!again(1));
        assert!(again(1));
    }

    #[test]
    fn what_is_let_go_of_stays_open_for_who_still_reads_it() {
        let processes = Processes::default();
        hold(&processes, 1);
        let entry = processes.get(target(1)).unwrap();
        assert!(entry.is_held.load(Ordering::Relaxed));
        assert!(processes.release());
        assert!(!processes.release());
        assert_eq!((Arc::strong_count(&entry), entry.is_held.load(Ordering::Relaxed)), (1, false));
    }

    #[test]
    fn many_threads_at_once() {
        let processes: Processes<Entry> = Processes::default();
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let processes = &processes;
                scope.spawn(move || {
                    for turn in 0..500 {
                        let pid = (turn * 7 + thread) % 11;
                        match processes.get(target(pid)) {
                            Some(entry) => assert_eq!(entry.pid, pid),
                            None => hold(processes, pid),
                        }
                        match turn % 100 {
                            50 => processes.forget(target(pid)),
                            99 => drop(processes.release()),
                            _ => {}
                        }
                    }
                });
            }
        });
        assert!(held(&processes).len() <= 4);
    }
}

//! The processes that are held: those that were asked last, and no more than this program can spare descriptors for.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::entry::{DESCRIPTORS, Entry};
use crate::model::identity::Target;
use crate::port::LinuxKernel;

/// The most processes that are held, whatever the limit of descriptors is.
const MOST: usize = 256;
/// What part of the descriptors that this program may have is taken at most.
const SHARE: u64 = 8;

/// Which processes are held.
pub struct Processes<K: LinuxKernel>(Mutex<State<K>>);

struct State<K: LinuxKernel> {
    held: HashMap<Target, Held<K>, BuildHasherDefault<Mix>>,
    /// Counts lookups: who has the smallest number was asked the longest time ago.
    clock: u64,
    /// Who was asked once, each at the place of its number: nobody who is asked once in a long list drives out
    /// those that are asked again and again.
    once: Vec<Option<Target>>,
    /// How many have been driven out since the dead were looked for.
    driven_out: usize,
}

struct Held<K: LinuxKernel> {
    entry: Arc<Entry<K>>,
    asked: u64,
}

impl<K: LinuxKernel> Default for Processes<K> {
    fn default() -> Self {
        let (held, once) = (HashMap::default(), Vec::new());
        Self(Mutex::new(State { held, clock: 0, once, driven_out: 0 }))
    }
}

/// How many processes may be held where there may be so many descriptors.
fn room(descriptor_limit: u64) -> usize {
    usize::try_from(descriptor_limit / SHARE / DESCRIPTORS).unwrap_or(MOST).min(MOST)
}

impl<K: LinuxKernel> Processes<K> {
    /// What is held of this process.
    pub fn get(&self, target: Target) -> Option<Arc<Entry<K>>> {
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
        entry: &Arc<Entry<K>>,
        descriptor_limit: u64,
        is_there: impl Fn(&Entry<K>) -> bool,
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
    fn bury(&self, room: usize, is_there: impl Fn(&Entry<K>) -> bool) {
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

    /// The descriptors of all that is held.
    pub fn descriptors(&self, kernel: &K) -> Vec<i32> {
        let state = self.lock();
        state.held.values().flat_map(|held| held.entry.descriptors(kernel)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, State<K>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: LinuxKernel> State<K> {
    /// Takes out who was asked the longest time ago.
    fn drive_out(&mut self) -> Option<Held<K>> {
        self.driven_out = self.driven_out.saturating_add(1);
        let oldest = self.held.iter().min_by_key(|(_, held)| held.asked);
        let target = oldest.map(|(target, _)| *target)?;
        self.held.remove(&target)
    }
}

/// A visit that goes on closes them when it ends.
fn let_go<K: LinuxKernel>(held: impl IntoIterator<Item = Held<K>>) {
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

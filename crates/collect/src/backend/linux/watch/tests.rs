//! Both sources on a made-up village: who is there is written down, and so is what the kernel tells.
#![allow(clippy::unnecessary_wraps, reason = "datagrams are written as a socket hands them over")]

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use nix::errno::Errno;
use psutil_parse::linux::cn_proc::{PROC_EVENT_EXIT, PROC_EVENT_FORK};

use super::connector::Connector;
use super::polling::Polling;
use crate::Result;
use crate::backend::exit::status_of_word;
use crate::backend::watch::{Look, Seen, Tracker};
use crate::model::identity::{Key, Target};
use crate::model::process::{ExitStatus, Pid};
use crate::model::watch::{Happening, WatchEvent};
use crate::port::{Listener, Port, PortError};

/// Who is there, by number: the key, and whether nothing but a zombie is left.
#[derive(Default)]
struct Village {
    people: RefCell<BTreeMap<Pid, (u64, bool)>>,
    hidden: RefCell<Vec<Pid>>,
    statuses: RefCell<BTreeMap<Pid, i32>>,
    last_number: Cell<Option<Pid>>,
    listings: Cell<usize>,
}

impl Village {
    fn of(people: &[(Pid, u64)]) -> Self {
        let village = Self::default();
        for (pid, key) in people {
            village.add(*pid, *key);
        }
        village
    }

    fn add(&self, pid: Pid, key: u64) {
        self.people.borrow_mut().insert(pid, (key, false));
    }

    fn remove(&self, pid: Pid) {
        self.people.borrow_mut().remove(&pid);
    }

    fn make_zombie(&self, pid: Pid) {
        self.people.borrow_mut().get_mut(&pid).unwrap().1 = true;
    }
}

impl Look for Village {
    fn numbers(&self) -> Result<Vec<Pid>> {
        self.listings.set(self.listings.get() + 1);
        Ok(self.people.borrow().keys().copied().collect())
    }

    fn look(&self, pid: Pid) -> Result<Option<Seen>> {
        let is_readable = !self.hidden.borrow().contains(&pid);
        let seen = self.people.borrow().get(&pid).copied();
        Ok(seen.map(|(key, has_ended)| Seen { key: Some(Key::Pidfs(key)), is_readable, has_ended }))
    }

    fn has_ended(&self, pid: Pid, key: Option<Key>) -> Result<bool> {
        let now = self.people.borrow().get(&pid).copied();
        Ok(now.is_none_or(|(now, has_ended)| has_ended || Some(Key::Pidfs(now)) != key))
    }

    fn status(&self, target: Target) -> Option<ExitStatus> {
        status_of_word(*self.statuses.borrow().get(&target.pid)?)
    }

    fn parent(&self, _target: Target) -> Option<Pid> {
        Some(1)
    }

    fn last_number(&self) -> Option<Pid> {
        self.last_number.get()
    }

    fn now(&self) -> Result<f64> {
        Ok(0.0)
    }

    fn instant(&self, _monotonic: Duration) -> Result<f64> {
        Ok(0.0)
    }
}

/// A socket that hands over what is written down, then nothing.
#[derive(Default)]
struct Told {
    datagrams: VecDeque<Port<Vec<u8>>>,
    requests: RefCell<Vec<(u32, Option<u32>)>>,
    refusal: Option<Errno>,
}

impl Listener for Told {
    fn request(&self, ack: u32, only: Option<u32>) -> Port<()> {
        self.requests.borrow_mut().push((ack, only));
        self.refusal.map_or(Ok(()), |errno| Err(PortError::new("send", errno)))
    }

    fn receive<T>(&mut self, then: impl FnOnce(&[u8]) -> T) -> Port<Option<T>> {
        self.datagrams.pop_front().transpose().map(|datagram| datagram.map(|bytes| then(&bytes)))
    }
}

fn datagram(ack: u32, what: u32, data: [u32; 6]) -> Port<Vec<u8>> {
    let header = [76, 3, 0, 0, 1, 1, 0, ack, 40, what, 0, 0, 0];
    Ok(header.into_iter().chain(data).flat_map(u32::to_ne_bytes).collect())
}

fn begins(pid: u32) -> Port<Vec<u8>> {
    datagram(0, PROC_EVENT_FORK, [9, 9, pid, pid, 0, 0])
}

fn thread_begins(pid: u32, tgid: u32) -> Port<Vec<u8>> {
    datagram(0, PROC_EVENT_FORK, [9, 9, pid, tgid, 0, 0])
}

fn ends(pid: u32, tgid: u32, status: u32) -> Port<Vec<u8>> {
    datagram(0, PROC_EVENT_EXIT, [pid, tgid, status, 17, 9, 9])
}

fn overflow() -> Port<Vec<u8>> {
    Err(PortError::new("recvfrom", Errno::ENOBUFS))
}

const ASKED: u32 = 41;

fn answer(ack: u32, err: u32) -> Port<Vec<u8>> {
    datagram(ack, 0, [err, 0, 0, 0, 0, 0])
}

fn begin(told: Vec<Port<Vec<u8>>>) -> Option<Connector<Told>> {
    Connector::begin(Told { datagrams: told.into(), ..Told::default() }, ASKED)
}

/// What is told of these datagrams, event by event in few words. The village is as it is once they are heard.
struct Hearing {
    connector: Connector<Told>,
    tracker: Tracker,
}

impl Hearing {
    fn begin(village: &Village) -> Self {
        let connector = begin(vec![answer(ASKED + 1, 0)]).unwrap();
        let mut tracker = Tracker::default();
        tracker.begin(village).unwrap();
        Self { connector, tracker }
    }

    fn hear<const N: usize>(&mut self, village: &Village, told: [Port<Vec<u8>>; N]) -> Vec<String> {
        let Self { connector, tracker } = self;
        connector.listener_mut().datagrams.extend(told);
        let mut events = Vec::new();
        while {
            connector.hear(village, tracker, &mut events).unwrap();
            !connector.listener().datagrams.is_empty()
        } {}
        events.iter().map(words).collect()
    }
}

fn words(event: &WatchEvent) -> String {
    let key = |target: Option<Target>| match target.map(|target| target.key) {
        Some(Key::Pidfs(key)) => format!("#{key}"),
        Some(Key::Start(_)) => "?".into(),
        None => String::new(),
    };
    match &event.what {
        Happening::Start { pid, target, ppid } => {
            format!("start {pid}{} by {}", key(*target), ppid.unwrap_or(-1))
        }
        Happening::Exit { pid, target, status } => {
            let status = match status {
                Some(ExitStatus::Code(code)) => format!(" code {code}"),
                Some(ExitStatus::Signal(signal)) => format!(" signal {signal}"),
                None => String::new(),
            };
            format!("exit {pid}{}{status}", key(*target))
        }
        Happening::Overflow => "overflow".into(),
    }
}

#[test]
fn a_request_that_is_passed_over_without_a_word_is_no_listening() {
    assert!(begin(vec![]).is_none());
    assert!(begin(vec![begins(5), ends(5, 5, 0)]).is_none());
    // Nor is the answer to somebody else, nor a refusal.
    assert!(begin(vec![answer(ASKED, 0), answer(ASKED + 2, 0)]).is_none());
    assert!(begin(vec![answer(ASKED + 1, 22)]).is_none());
}

#[test]
fn another_network_namespace_refuses_to_be_asked() {
    let told = Told {
        datagrams: vec![answer(ASKED + 1, 0)].into(),
        refusal: Some(Errno::ECONNREFUSED),
        ..Told::default()
    };
    assert!(Connector::begin(told, ASKED).is_none());
}

#[test]
fn what_comes_before_the_answer_is_not_heard_and_fewer_kinds_are_asked_for_after_it() {
    let mut connector =
        begin(vec![overflow(), begins(4), answer(ASKED + 1, 0), begins(5)]).unwrap();
    let only = Some(PROC_EVENT_FORK | PROC_EVENT_EXIT);
    assert_eq!(*connector.listener().requests.borrow(), [(ASKED, None), (ASKED, only)]);
    let mut events = Vec::new();
    connector.hear(&Village::default(), &mut Tracker::default(), &mut events).unwrap();
    assert_eq!(events.iter().map(words).collect::<Vec<_>>(), ["start 5 by 9"]);
}

#[test]
fn a_child_begins_and_ends_and_so_does_one_that_is_gone_before_it_is_seen() {
    let village = Village::of(&[(1, 1)]);
    let mut hearing = Hearing::begin(&village);
    village.add(5, 50);
    assert_eq!(hearing.hear(&village, [begins(5)]), ["start 5#50 by 9"]);
    village.remove(5);
    let told = hearing.hear(&village, [ends(5, 5, 0x700), begins(6), ends(6, 6, 9)]);
    assert_eq!(told, ["exit 5#50 code 7", "start 6 by 9", "exit 6 signal 9"]);
    // Those that were there have an end only, and nobody has two.
    village.remove(1);
    assert_eq!(hearing.hear(&village, [ends(1, 1, 0), ends(1, 1, 0)]), ["exit 1#1 code 0"]);
}

#[test]
fn a_zombie_has_ended_and_one_from_before_is_not_told_of() {
    let village = Village::of(&[(4, 40), (5, 50)]);
    village.make_zombie(4);
    let mut hearing = Hearing::begin(&village);
    village.make_zombie(5);
    assert_eq!(hearing.hear(&village, [ends(5, 5, 0)]), ["exit 5#50 code 0"]);
    // After a loss neither begins or ends again.
    assert_eq!(hearing.hear(&village, [overflow()]), ["overflow"]);
}

#[test]
fn threads_are_no_processes() {
    let village = Village::of(&[(5, 50)]);
    let mut hearing = Hearing::begin(&village);
    assert!(hearing.hear(&village, [thread_begins(6, 5), ends(6, 5, 0), ends(8, 7, 0)]).is_empty());
}

#[test]
fn the_first_thread_may_end_long_before_the_process() {
    let village = Village::of(&[(5, 50)]);
    let mut hearing = Hearing::begin(&village);
    assert!(hearing.hear(&village, [ends(5, 5, 0x500)]).is_empty());
    assert!(hearing.hear(&village, [ends(7, 5, 0)]).is_empty());
    village.make_zombie(5);
    assert_eq!(hearing.hear(&village, [ends(6, 5, 0x700)]), ["exit 5#50 code 7"]);
}

#[test]
fn the_status_is_that_of_the_last_thread_also_when_all_are_heard_of_late() {
    let village = Village::of(&[(5, 50)]);
    let mut hearing = Hearing::begin(&village);
    village.remove(5);
    let told = hearing.hear(&village, [ends(5, 5, 0x500), ends(7, 5, 0), ends(6, 5, 0x700)]);
    assert_eq!(told, ["exit 5#50 code 7"]);
}

#[test]
fn a_zombie_without_its_first_thread_bears_the_status_of_the_process() {
    let village = Village::of(&[(5, 50)]);
    let mut hearing = Hearing::begin(&village);
    assert!(hearing.hear(&village, [ends(5, 5, 0x500)]).is_empty());
    village.make_zombie(5);
    village.statuses.borrow_mut().insert(5, 0x700);
    // Of the last thread nothing has been heard yet; afterwards nothing is to be told.
    assert_eq!(hearing.hear(&village, [ends(7, 5, 0)]), ["exit 5#50 code 7"]);
    assert!(hearing.hear(&village, [ends(6, 5, 0x700)]).is_empty());
}

#[test]
fn a_thread_that_calls_execve_takes_the_place_of_the_first_which_is_no_end() {
    let village = Village::of(&[(5, 50)]);
    let mut hearing = Hearing::begin(&village);
    assert!(hearing.hear(&village, [ends(5, 5, 0)]).is_empty());
    village.make_zombie(5);
    assert_eq!(hearing.hear(&village, [ends(5, 5, 0x900)]), ["exit 5#50 code 9"]);
}

#[test]
fn a_debugger_may_keep_the_last_thread_back_until_nothing_more_is_heard() {
    let village = Village::of(&[(5, 50)]);
    let mut hearing = Hearing::begin(&village);
    assert!(!hearing.tracker.has_headless());
    assert!(hearing.hear(&village, [ends(6, 5, 0x700), ends(5, 5, 0x700)]).is_empty());
    assert!(hearing.tracker.has_headless());
    let mut look = |village: &Village| {
        let mut events = Vec::new();
        hearing.tracker.look_at_headless(village, &mut events).unwrap();
        events.iter().map(words).collect::<Vec<_>>()
    };
    assert!(look(&village).is_empty());
    village.make_zombie(5);
    // What the kernel tells of it may be on its way.
    assert!(look(&village).is_empty());
    assert_eq!(look(&village), ["exit 5#50 code 7"]);
    assert!(!hearing.tracker.has_headless());
}

#[test]
fn what_the_zombie_bore_counts_more_than_what_its_first_thread_bore() {
    let village = Village::of(&[(5, 50)]);
    let mut hearing = Hearing::begin(&village);
    assert!(hearing.hear(&village, [ends(5, 5, 0x500)]).is_empty());
    let mut look = |village: &Village| {
        let mut events = Vec::new();
        hearing.tracker.look_at_headless(village, &mut events).unwrap();
        events.iter().map(words).collect::<Vec<_>>()
    };
    village.make_zombie(5);
    village.statuses.borrow_mut().insert(5, 0x700);
    assert!(look(&village).is_empty());
    // Of its last thread nothing is heard, and its parent has reaped it.
    village.remove(5);
    assert_eq!(look(&village), ["exit 5#50 code 7"]);
}

#[test]
fn a_number_that_is_used_twice_is_two_processes() {
    let village = Village::of(&[]);
    let mut hearing = Hearing::begin(&village);
    village.add(5, 51);
    let told = hearing.hear(&village, [begins(5)]);
    assert_eq!(told, ["start 5#51 by 9"]);
    village.add(5, 52);
    let told = hearing.hear(&village, [ends(5, 5, 0), begins(5)]);
    assert_eq!(told, ["exit 5#51 code 0", "start 5#52 by 9"]);
    // Also if nothing was heard of the first one's end.
    village.add(5, 53);
    assert_eq!(hearing.hear(&village, [begins(5)]), ["exit 5#52", "start 5#53 by 9"]);
}

#[test]
fn who_begins_between_listening_and_looking_begins_once() {
    let connector = begin(vec![answer(ASKED + 1, 0), begins(5)]).unwrap();
    let mut tracker = Tracker::default();
    let village = Village::of(&[(1, 1), (5, 50)]);
    tracker.begin(&village).unwrap();
    let mut hearing = Hearing { connector, tracker };
    assert_eq!(hearing.hear(&village, []), ["start 5#50 by 9"]);
    village.remove(5);
    assert_eq!(hearing.hear(&village, [ends(5, 5, 0)]), ["exit 5#50 code 0"]);
}

#[test]
fn a_loss_is_told_after_what_came_before_it_and_made_good_by_a_look() {
    let village = Village::of(&[(1, 1), (4, 40)]);
    let mut hearing = Hearing::begin(&village);
    village.remove(4);
    village.add(5, 50);
    village.add(6, 60);
    // 3 was heard of, the end of 3 and 4 and the start of 6 were not.
    let told = hearing.hear(&village, [overflow(), begins(3), overflow(), begins(5)]);
    assert_eq!(
        told,
        ["start 3 by 9", "start 5#50 by 9", "overflow", "exit 3", "exit 4#40", "start 6#60 by 1"]
    );
    // What comes after the look may have been seen by it.
    village.remove(6);
    assert_eq!(hearing.hear(&village, [begins(6), ends(6, 6, 0)]), ["exit 6#60 code 0"]);
    assert!(hearing.hear(&village, []).is_empty());
}

#[test]
fn what_cannot_be_understood_is_left_out() {
    let village = Village::of(&[]);
    let mut hearing = Hearing::begin(&village);
    let cut_off = begins(4).map(|bytes| bytes[..70].to_vec());
    assert_eq!(hearing.hear(&village, [cut_off, Ok(vec![]), begins(5)]), ["start 5 by 9"]);
}

#[test]
fn any_other_failure_ends_the_watch() {
    let village = Village::default();
    let mut hearing = Hearing::begin(&village);
    let failure = Err(PortError::new("recvfrom", Errno::ENOTCONN));
    hearing.connector.listener_mut().datagrams.push_back(failure);
    assert!(hearing.connector.hear(&village, &mut hearing.tracker, &mut Vec::new()).is_err());
}

#[test]
fn a_process_that_may_not_be_read_is_a_number() {
    let village = Village::of(&[(4, 40)]);
    village.hidden.borrow_mut().extend([4, 5]);
    let mut hearing = Hearing::begin(&village);
    village.add(5, 50);
    assert_eq!(hearing.hear(&village, [begins(5)]), ["start 5 by 9"]);
    village.remove(5);
    village.remove(4);
    let told = hearing.hear(&village, [ends(5, 5, 0), ends(4, 4, 0)]);
    assert_eq!(told, ["exit 5 code 0", "exit 4 code 0"]);
}

/// One look after the other, in few words.
struct Looking {
    polling: Polling,
    tracker: Tracker,
}

impl Looking {
    fn begin(village: &Village) -> Self {
        let polling = Polling::begin(village).unwrap();
        let mut tracker = Tracker::default();
        tracker.begin(village).unwrap();
        Self { polling, tracker }
    }

    fn look(&mut self, village: &Village) -> Vec<String> {
        let mut events = Vec::new();
        self.polling.look(village, &mut self.tracker, &mut events).unwrap();
        events.iter().map(words).collect()
    }
}

#[test]
fn polling_tells_what_has_changed() {
    let village = Village::of(&[(1, 1), (4, 40)]);
    let mut looking = Looking::begin(&village);
    assert!(looking.look(&village).is_empty());
    village.remove(4);
    village.add(5, 50);
    assert_eq!(looking.look(&village), ["exit 4#40", "start 5#50 by 1"]);
    village.add(5, 51);
    assert_eq!(looking.look(&village), ["exit 5#50", "start 5#51 by 1"]);
    village.make_zombie(5);
    village.statuses.borrow_mut().insert(5, 0x300);
    assert_eq!(looking.look(&village), ["exit 5#51 code 3"]);
    assert!(looking.look(&village).is_empty());
}

#[test]
fn the_list_is_read_only_if_a_number_has_been_given_away() {
    let village = Village::of(&[(1, 1), (4, 40)]);
    village.last_number.set(Some(4));
    let mut looking = Looking::begin(&village);
    assert!(looking.look(&village).is_empty());
    village.remove(4);
    assert_eq!(looking.look(&village), ["exit 4#40"]);
    assert_eq!(village.listings.get(), 1);
    village.add(5, 50);
    village.last_number.set(Some(5));
    assert_eq!(looking.look(&village), ["start 5#50 by 1"]);
    assert!(looking.look(&village).is_empty());
    assert_eq!(village.listings.get(), 2);
    // Where that is not known it is always read.
    village.last_number.set(None);
    looking.look(&village);
    looking.look(&village);
    assert_eq!(village.listings.get(), 4);
}

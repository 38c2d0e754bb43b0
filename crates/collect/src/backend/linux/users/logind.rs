//! `/run/systemd/sessions`.

use psutil_parse::linux::logind_session::{self, LogindSession};
use psutil_parse::linux::pid_stat;

use super::{host, instant, terminal};
use crate::Result;
use crate::backend::linux::Linux;
use crate::backend::linux::device::Device;
use crate::backend::linux::process::pty;
use crate::backend::linux::sysfs::{if_readable, os};
use crate::model::process::Pid;
use crate::model::users::User;
use crate::port::{At, LinuxKernel};
use crate::sorted::Sorted;

/// The children of each process, and the terminal of each child that leads a session of its own there.
type Families = Sorted<Pid, Vec<(Pid, Option<Device>)>>;

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn logind_users(&self) -> Result<Vec<User>> {
        let directory = self.paths.beside_etc("run/systemd/sessions");
        let (mut users, mut families) = (Vec::new(), None);
        for name in self.names_in(&directory)? {
            // `3.ref` is a FIFO whose end tells logind that session 3 is over: not ours to open.
            if name.ends_with(b".ref") {
                continue;
            }
            let path = directory.join(os(&name));
            let read = self.kernel.read_to_end(At::Path(&path), logind_session::parse);
            let Some(session) = if_readable(read)?.filter(is_of_a_user) else {
                continue;
            };
            // 0 is a process of another pid namespace
            let leader = session.leader.filter(|leader| *leader > 0);
            if leader.is_some_and(|leader| self.has_ended(leader)) {
                continue;
            }
            let named = session.user.clone();
            let Some(name) = named.or_else(|| session.uid.map(|uid| self.user_of_number(uid)))
            else {
                continue;
            };
            users.push(User {
                name,
                terminal: self.session_terminal(&session, &mut families),
                host: session.remote_host.as_deref().and_then(host),
                started: session.realtime.and_then(instant),
                pid: leader,
            });
        }
        Ok(users)
    }

    /// As logind says, else the display.
    ///
    /// A login by SSH has its terminal only after it has told logind of itself: it is that of the nearest process
    /// below the one that logged them in.
    fn session_terminal(
        &self,
        session: &LogindSession,
        families: &mut Option<Families>,
    ) -> Option<Vec<u8>> {
        if let Some(tty) = &session.tty {
            return terminal(tty);
        }
        let leader = session.leader.filter(|_| session.session_type.as_deref() == Some(b"tty"));
        let nearest = leader.and_then(|leader| {
            let families = families.get_or_insert_with(|| self.families());
            nearest_terminal(families, leader)
        });
        let number = nearest.and_then(pty);
        let pts = number.map(|number| format!("pts/{number}").into_bytes());
        pts.or_else(|| session.display.clone())
    }

    fn families(&self) -> Families {
        let mut families = Families::new();
        for pid in self.numbers().unwrap_or_default() {
            let path = self.proc_path(format!("{pid}/stat"));
            if let Ok(Ok(stat)) = self.kernel.read_record(At::Path(&path), pid_stat::parse) {
                let has_terminal = stat.tty_nr != 0 && stat.session == stat.pid;
                let device = has_terminal.then(|| Device::from_tty_nr(stat.tty_nr));
                families.or_default(stat.ppid).push((pid, device));
            }
        }
        families
    }
}

/// The terminal of the first generation below this process that has one.
fn nearest_terminal(families: &Families, leader: Pid) -> Option<Device> {
    let mut generation = vec![leader];
    // Never deeper than there are processes: what is read one by one may seem to go round in a circle.
    for _ in 0..=families.len() {
        let children = generation.iter().filter_map(|pid| families.get(pid)).flatten();
        if let Some(device) = children.clone().find_map(|(_, device)| *device) {
            return Some(device);
        }
        generation = children.map(|(pid, _)| *pid).collect();
    }
    None
}

/// Whether a person is in it. Not a login screen, nor what runs without anybody; and not one that they have left.
fn is_of_a_user(session: &LogindSession) -> bool {
    let is_user = session.class.as_deref().is_none_or(|class| class.starts_with(b"user"));
    is_user && session.state.as_deref() != Some(b"closing")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PTS_0: Device = Device { major: 136, minor: 0 };
    const PTS_1: Device = Device { major: 136, minor: 1 };

    #[test]
    fn the_nearest_terminal_is_that_of_the_session() {
        let families = Families::from_iter([
            (1, vec![(2, None), (5, None)]),
            (2, vec![(4, Some(PTS_1)), (3, None)]),
            (5, vec![(6, Some(PTS_0))]),
            (4, vec![(7, Some(PTS_0))]),
        ]);
        assert_eq!(nearest_terminal(&families, 1), Some(PTS_1));
        assert_eq!(nearest_terminal(&families, 5), Some(PTS_0));
        assert_eq!(nearest_terminal(&families, 3), None);
    }

    #[test]
    fn families_that_go_round_in_a_circle_have_an_end() {
        let families = Families::from_iter([(1, vec![(2, None)]), (2, vec![(1, None)])]);
        assert_eq!(nearest_terminal(&families, 1), None);
    }
}

//! The state of interfaces: the kernel is asked on this machine, `/sys/class/net` of another.
//!
//! Not `/sys` here as well: it shows the interfaces of the network namespace that it was mounted in, which may be
//! another than ours.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use psutil_parse::linux::{class_net, dirent64};

use crate::backend::linux::Linux;
use crate::model::net::{Duplex, NetIfStats};
use crate::order;
use crate::port::{At, InterfaceState, LinkSettings, LinuxKernel};
use crate::{Error, Result};

/// `netdevice(7)`
const IFF_UP: u32 = 0x1;
const IFF_RUNNING: u32 = 0x40;

/// The flags by bit, from the lowest.
const FLAGS: [&str; 16] = [
    "up",
    "broadcast",
    "debug",
    "loopback",
    "pointopoint",
    "notrailers",
    "running",
    "noarp",
    "promisc",
    "allmulti",
    "master",
    "slave",
    "multicast",
    "portsel",
    "automedia",
    "dynamic",
];

/// A speed that old drivers say for want of one: `SPEED_UNKNOWN` cut off at 16 bits.
const OLD_UNKNOWN: u32 = 0xFFFF;

impl<K: LinuxKernel> Linux<K> {
    pub(super) fn states(&self) -> Result<Vec<NetIfStats>> {
        if self.is_this_machine()? { self.states_by_call() } else { self.states_by_file() }
    }

    fn states_by_call(&self) -> Result<Vec<NetIfStats>> {
        let mut states = Vec::new();
        for interface in self.interface_names()? {
            match self.kernel.interface(&interface) {
                Ok(state) => states.push(stats_of(interface, &state)),
                // Gone since it was listed.
                Err(error) if matches!(error.errno, Errno::ENODEV | Errno::ENXIO) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(states)
    }

    fn states_by_file(&self) -> Result<Vec<NetIfStats>> {
        let folder = self.paths.sysfs.join("class/net");
        let mut names: Vec<Vec<u8>> = Vec::new();
        self.kernel.getdents(At::Path(&folder), |records| {
            names.extend(dirent64::names(records).map(<[u8]>::to_vec));
        })?;
        order::sort(&mut names);
        let mut states = Vec::new();
        for name in names.into_iter().filter(|name| name != b"." && name != b"..") {
            let path = folder.join(OsStr::from_bytes(&name));
            states.extend(self.state_by_file(name, &path)?);
        }
        Ok(states)
    }

    /// `None` for what is no interface, `bonding_masters`, and for one that has just gone.
    fn state_by_file(&self, interface: Vec<u8>, path: &Path) -> Result<Option<NetIfStats>> {
        let flags = match self.sysfs(path.join("flags"), class_net::flags) {
            Err(Error::System(error)) if is_gone(error.errno) => return Ok(None),
            flags => flags?,
        };
        let mtu = match self.sysfs(path.join("mtu"), class_net::mtu) {
            Err(Error::System(error)) if is_gone(error.errno) => return Ok(None),
            mtu => mtu?,
        };
        // What only the driver knows: it need not say, and does not of an interface that is down (EINVAL).
        let read = |name: &str| {
            let path = path.join(name);
            let read = self.kernel.read_record(At::Path(&path), |bytes| {
                class_net::value(bytes).ok().map(<[u8]>::to_vec)
            });
            read.ok().flatten()
        };
        // The file lacks what the line says, which the kernel adds when it is asked by call.
        let has_line = read("operstate").is_some_and(|state| state == b"up" || state == b"unknown");
        let running = if flags & IFF_UP != 0 && has_line { IFF_RUNNING } else { 0 };
        let duplex = match read("duplex").as_deref() {
            Some(b"full") => Duplex::Full,
            Some(b"half") => Duplex::Half,
            _ => Duplex::Unknown,
        };
        let speed = read("speed").and_then(|speed| class_net::speed(&speed)).and_then(known_speed);
        let flags = flags | running;
        let stats =
            NetIfStats { interface, is_up: is_up(flags), duplex, speed, mtu, flags: names(flags) };
        Ok(Some(stats))
    }

    fn sysfs<T>(
        &self,
        path: PathBuf,
        parse: impl FnOnce(&[u8]) -> psutil_parse::Result<T>,
    ) -> Result<T> {
        let read = self.kernel.read_record(At::Path(&path), parse)?;
        read.map_err(|error| Error::kernel_data(path, error))
    }
}

fn is_gone(errno: Errno) -> bool {
    matches!(errno, Errno::ENOENT | Errno::ENOTDIR | Errno::ENODEV | Errno::ENXIO)
}

fn stats_of(interface: Vec<u8>, state: &InterfaceState) -> NetIfStats {
    let flags = u32::from(state.flags);
    let link = state.link.as_ref().ok();
    let duplex = match link {
        Some(LinkSettings { duplex: 0, .. }) => Duplex::Half,
        Some(LinkSettings { duplex: 1, .. }) => Duplex::Full,
        _ => Duplex::Unknown,
    };
    let speed = link.and_then(|link| known_speed(link.speed));
    let mtu = state.mtu;
    NetIfStats { interface, is_up: is_up(flags), duplex, speed, mtu, flags: names(flags) }
}

const fn is_up(flags: u32) -> bool {
    flags & IFF_UP != 0 && flags & IFF_RUNNING != 0
}

/// A speed, unless it is one of those that mean that there is none to tell.
fn known_speed(speed: u32) -> Option<u32> {
    (speed != 0 && speed != OLD_UNKNOWN && i32::try_from(speed).is_ok()).then_some(speed)
}

fn names(flags: u32) -> Vec<&'static str> {
    let set = FLAGS.iter().enumerate().filter(|(bit, _)| flags >> bit & 1 == 1);
    set.map(|(_, name)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::PortError;

    fn stats(speed: u32, duplex: u8) -> NetIfStats {
        let link = Ok(LinkSettings { speed, duplex });
        stats_of(b"eth0".to_vec(), &InterfaceState { flags: 0x1043, mtu: 1500, link })
    }

    #[test]
    fn trap_12_a_speed_that_is_not_known_is_none() {
        for unknown in [u32::MAX, 0xFFFF, 0, 0x8000_0000] {
            assert_eq!(stats(unknown, 255).speed, None, "{unknown}");
        }
        for speed in [10, 1000, 65_534, 65_536, 100_000, 0x7FFF_FFFF] {
            assert_eq!(stats(speed, 1).speed, Some(speed));
        }
    }

    #[test]
    fn flags_have_names_and_up_means_up_and_running() {
        let eth0 = stats(1000, 1);
        assert_eq!(eth0.flags, ["up", "broadcast", "running", "multicast"]);
        assert_eq!((eth0.is_up, eth0.duplex, eth0.mtu), (true, Duplex::Full, 1500));
        assert_eq!(stats(1000, 0).duplex, Duplex::Half);
        assert!(!is_up(IFF_UP) && !is_up(IFF_RUNNING));
        assert_eq!(names(u32::MAX).len(), 16);
    }

    #[test]
    fn e_k7_a_driver_need_not_say() {
        for errno in [Errno::EOPNOTSUPP, Errno::EINVAL, Errno::EBUSY, Errno::EPERM] {
            let link = Err(PortError::new("ioctl", errno));
            let state = InterfaceState { flags: 0x49, mtu: 65536, link };
            let lo = stats_of(b"lo".to_vec(), &state);
            assert_eq!((lo.speed, lo.duplex, lo.is_up), (None, Duplex::Unknown, true));
        }
    }
}

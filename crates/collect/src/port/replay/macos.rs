//! What macOS alone has. `proc_pidinfo` with pid, flavor and argument, `proc_pidfdinfo` with pid, descriptor and flavor,
//! `proc_pid_rusage` with pid and flavor, and `host_statistics64` with the flavor are a `Vec<u8>`, which is copied into the
//! buffer; `proc_pidpath` with the pid is one, and `getsid` with it a `Pid`. `host_processor_info` with the flavor is a
//! `(u32, Vec<u8>)`. `IOServiceMatching` with a class, and a slash and a name if there is one, is a `Vec<Service>`,
//! `IOPSCopyPowerSourcesInfo` a `Vec<Properties>` and `IOPSGetProvidingPowerSourceType` an `Option<Vec<u8>>`.

use nix::errno::Errno;

use super::{Question, Replay, copy};
use crate::model::process::Pid;
use crate::port::{IoKit, Libproc, Mach, Port, Properties, Service};

impl Replay {
    /// Copies what there is room for.
    fn fill(&self, question: &Question, unknown: Errno, buffer: &mut [u8]) -> Port<usize> {
        let answer: Vec<u8> = self.ask(question, unknown)?;
        Ok(copy(&answer, buffer).min(buffer.len()))
    }
}

impl Libproc for Replay {
    fn proc_pidinfo(&self, pid: Pid, flavor: i32, argument: u64, buffer: &mut [u8]) -> Port<usize> {
        let numbers = [pid.into(), flavor.into(), argument.cast_signed()];
        self.fill(&Question::of("proc_pidinfo", &numbers), Errno::ESRCH, buffer)
    }

    fn proc_pidfdinfo(&self, pid: Pid, fd: i32, flavor: i32, buffer: &mut [u8]) -> Port<usize> {
        self.fill(&Question::of("proc_pidfdinfo", &[pid, fd, flavor]), Errno::EBADF, buffer)
    }

    fn proc_pidpath(&self, pid: Pid) -> Port<Vec<u8>> {
        self.ask(&Question::of("proc_pidpath", &[pid]), Errno::ESRCH)
    }

    fn proc_pid_rusage(&self, pid: Pid, flavor: i32, buffer: &mut [u8]) -> Port<()> {
        self.fill(&Question::of("proc_pid_rusage", &[pid, flavor]), Errno::ESRCH, buffer)?;
        Ok(())
    }

    fn getsid(&self, pid: Pid) -> Port<Pid> {
        self.ask(&Question::of("getsid", &[pid]), Errno::ESRCH)
    }
}

impl Mach for Replay {
    fn host_statistics64(&self, flavor: i32, buffer: &mut [u8]) -> Port<usize> {
        self.fill(&Question::of("host_statistics64", &[flavor]), Errno::EINVAL, buffer)
    }

    fn host_processor_info(&self, flavor: i32) -> Port<(u32, Vec<u8>)> {
        self.ask(&Question::of("host_processor_info", &[flavor]), Errno::EINVAL)
    }
}

impl IoKit for Replay {
    /// None of a class that nobody has set.
    fn services(&self, class: &str, name: Option<&str>) -> Port<Vec<Service>> {
        let named = name.map_or_else(|| class.to_owned(), |name| format!("{class}/{name}"));
        match self.ask(&Question::about("IOServiceMatching", named), Errno::ENOENT) {
            Err(error) if error.errno == Errno::ENOENT => Ok(Vec::new()),
            services => services,
        }
    }

    fn power_sources(&self) -> Port<Vec<Properties>> {
        self.ask(&Question::about("IOPSCopyPowerSourcesInfo", ""), Errno::ENOSYS)
    }

    fn providing_power_source(&self) -> Port<Option<Vec<u8>>> {
        self.ask(&Question::about("IOPSGetProvidingPowerSourceType", ""), Errno::ENOSYS)
    }
}

//! The sysinfo crate, asked to do what the package does: see ../../peer.ts for what is said.
//!
//! One `System` is kept, as its documentation advises; all that is asked for is read anew each time.

use std::collections::HashMap;
use std::hint::black_box;
use std::io::{self, BufRead, Write};
use std::thread::sleep;
use std::time::{Duration, Instant};

use sysinfo::{
    Disks, MemoryRefreshKind, Networks, Pid, ProcessRefreshKind, ProcessesToUpdate, System,
    UpdateKind, Users,
};

const VERSION: &str = "0.40.1";
const WORKLOADS: [&str; 10] = [
    "processes",
    "processesStat",
    "cpuAndMemoryAgain",
    "virtualMemory",
    "swapMemory",
    "netIoCounters",
    "diskPartitions",
    "bootTime",
    "diskUsage",
    "top",
];

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut peer = Peer::new()?;
    say(&format!(r#"{{"name":"sysinfo","version":"{VERSION}","workloads":{WORKLOADS:?}}}"#))?;
    for line in io::stdin().lock().lines() {
        say(&peer
            .answer(&line?)
            .unwrap_or_else(|error| format!(r#"{{"error":{:?}}}"#, error.to_string())))?;
    }
    Ok(())
}

fn say(line: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{line}")?;
    output.flush()
}

struct Peer {
    system: System,
    networks: Networks,
    users: HashMap<sysinfo::Uid, String>,
}

impl Peer {
    fn new() -> Result<Self, Failure> {
        let users = Users::new_with_refreshed_list()?;
        let users = users.iter().map(|user| (user.id().clone(), user.name().to_owned())).collect();
        Ok(Self { system: System::new()?, networks: Networks::new_with_refreshed_list()?, users })
    }

    fn answer(&mut self, line: &str) -> Result<String, Failure> {
        let words: Vec<&str> = line.split(' ').collect();
        let [workload, times, pid] = words[..] else { return Err("three words, please".into()) };
        let (times, pid): (u32, u32) = (times.parse()?, pid.parse()?);
        let mut rows = 0;
        let mut elapsed = Duration::ZERO;
        if workload == "top" {
            for _ in 0..times {
                sleep(Duration::from_secs(1));
                let before = cpu_time()?;
                self.work("processes", pid)?;
                elapsed += cpu_time()? - before;
            }
        } else {
            let begin = Instant::now();
            for _ in 0..times {
                rows = black_box(self.work(workload, pid)?);
            }
            elapsed = begin.elapsed();
        }
        Ok(format!(r#"{{"nanoseconds":{},"rows":{rows}}}"#, elapsed.as_nanos()))
    }

    fn work(&mut self, workload: &str, pid: u32) -> Result<usize, Failure> {
        let stat = ProcessRefreshKind::nothing().with_cpu().without_tasks();
        Ok(match workload {
            "processes" => {
                let everything =
                    stat.with_memory().with_user(UpdateKind::Always).with_cmd(UpdateKind::Always);
                self.system.refresh_processes_specifics(ProcessesToUpdate::All, true, everything);
                let users = &self.users;
                let rows = self.system.processes().values().map(|each| {
                    let user = each.effective_user_id().and_then(|id| users.get(id)).cloned();
                    let command: Vec<String> =
                        each.cmd().iter().map(|word| word.to_string_lossy().into_owned()).collect();
                    let name = each.name().to_string_lossy().into_owned();
                    let memory = (each.memory(), each.virtual_memory());
                    let times = (each.accumulated_cpu_time(), each.start_time());
                    (each.pid(), each.parent(), name, each.status(), user, memory, times, command)
                });
                black_box(rows.collect::<Vec<_>>()).len()
            }
            "processesStat" => {
                self.system.refresh_processes_specifics(ProcessesToUpdate::All, true, stat);
                self.system.processes().len()
            }
            "cpuAndMemoryAgain" => {
                let asked = [Pid::from_u32(pid)];
                let kind = stat.with_memory();
                self.system.refresh_processes_specifics(
                    ProcessesToUpdate::Some(&asked),
                    false,
                    kind,
                );
                let process = self.system.process(asked[0]).ok_or("no such process")?;
                black_box((process.accumulated_cpu_time(), process.memory()));
                1
            }
            "virtualMemory" => {
                self.system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
                black_box(self.system.available_memory());
                1
            }
            "swapMemory" => {
                self.system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_swap());
                black_box(self.system.free_swap());
                1
            }
            "netIoCounters" => {
                self.networks.refresh(true);
                self.networks.len()
            }
            "diskPartitions" | "diskUsage" => Disks::new_with_refreshed_list()?.len(),
            "bootTime" => {
                black_box(System::boot_time()?);
                1
            }
            _ => return Err("no such workload".into()),
        })
    }
}

/// The time of all threads so far on CPUs, in ticks of a hundredth of a second.
fn cpu_time() -> Result<Duration, Failure> {
    let pid = sysinfo::get_current_pid()?;
    let mut system = System::new()?;
    let kind = ProcessRefreshKind::nothing().with_cpu().without_tasks();
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), false, kind);
    let process = system.process(pid).ok_or("no such process")?;
    Ok(Duration::from_millis(process.accumulated_cpu_time()))
}

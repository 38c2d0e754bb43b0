//! What the benchmark looks at: processes, sockets, mappings, and processes that end. It says `ready` once all is
//! there, and all of it ends with whoever holds the other end of its standard input.

mod exits;
mod mappings;
mod sockets;
mod sys;

use std::env::args;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use sys::Child;

fn main() -> ExitCode {
    let words: Vec<String> = args().skip(1).collect();
    let numbers: Vec<usize> = words.iter().skip(1).filter_map(|word| word.parse().ok()).collect();
    let done = match (words.first().map(String::as_str), &numbers[..]) {
        (Some("sleepers"), &[count]) => sleepers(count),
        (Some("sockets"), &[count, processes]) => sockets::hold(count, processes),
        (Some("mappings"), &[count]) => mappings::hold(count),
        (Some("exits"), &[]) => exits::serve(),
        _ => Err(io::Error::other("sleepers N, sockets N PROCESSES, mappings N, or exits")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "scenery: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Processes that do nothing.
fn sleepers(count: usize) -> io::Result<()> {
    let children: Vec<Child> =
        (0..count).map(|_| sys::fork(sys::sleep_forever)).collect::<io::Result<_>>()?;
    stand(children)
}

/// Says that all is there, with the numbers of the processes, and stays until nobody listens any more.
pub fn stand(children: Vec<Child>) -> io::Result<()> {
    let pids: Vec<String> = children.iter().map(|child| child.pid().to_string()).collect();
    say(&format!("ready {}", pids.join(" ")))?;
    io::stdin().read_to_end(&mut Vec::new())?;
    drop(children);
    Ok(())
}

pub fn say(line: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{}", line.trim_end())?;
    output.flush()
}

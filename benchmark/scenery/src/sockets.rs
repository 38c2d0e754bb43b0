//! Connected TCP sockets of the loopback interface.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;

use crate::{stand, sys};

/// So many sockets, spread over so many processes; and one that listens in each of them.
pub fn hold(count: usize, processes: usize) -> io::Result<()> {
    let each = count / processes;
    let mut children = Vec::new();
    for _ in 0..processes {
        let (mut here, there) = UnixStream::pair()?;
        children.push(sys::fork(move || serve(each, there))?);
        here.read_exact(&mut [0])?;
    }
    stand(children)
}

fn serve(count: usize, mut ready: UnixStream) {
    match connect(count) {
        Ok(_sockets) => {
            let _ = ready.write_all(b"!");
            sys::sleep_forever();
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "scenery: sockets: {error}");
        }
    }
}

fn connect(count: usize) -> io::Result<(TcpListener, Vec<TcpStream>)> {
    sys::raise_descriptors(count as u64 + 64)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let mut sockets = Vec::with_capacity(count);
    for _ in 0..count / 2 {
        sockets.push(TcpStream::connect(listener.local_addr()?)?);
        sockets.push(listener.accept()?.0);
    }
    sockets.iter().for_each(sys::close_hard);
    Ok((listener, sockets))
}

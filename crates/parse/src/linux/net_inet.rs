//! `/proc/PID/net/tcp`, `tcp6`, `udp` and `udp6`, `proc_pid_net(5)`: a heading, then one socket a line.
//!
//! An address is the kernel's memory read as words of 32 bits: one word for IPv4, four for IPv6, each printed as
//! a number of this machine's byte order. Ports are plain numbers. A socket that no file stands for any more
//! (`TIME_WAIT`) or not yet (`SYN_RECV`) has inode 0, so many lines may.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::{ParseError, Result, text};

/// One socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetInet {
    /// Its own address and port. IPv4 within IPv6 stays IPv6.
    pub local_address: SocketAddr,
    /// The other end's; all zero where there is none.
    pub rem_address: SocketAddr,
    /// The state by number, `TCP_ESTABLISHED` (1) and so on of `net/tcp_states.h`, for UDP too.
    pub st: u8,
    /// Who opened it.
    pub uid: u32,
    /// The inode of the file that stands for it, `0` for none.
    pub inode: u64,
}

/// The order of the bytes in the words of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// The lowest byte first.
    Little,
    /// The highest byte first.
    Big,
}

impl ByteOrder {
    /// That of this machine.
    pub const NATIVE: Self = if cfg!(target_endian = "big") { Self::Big } else { Self::Little };

    const fn bytes(self, word: u32) -> [u8; 4] {
        match self {
            Self::Little => word.to_le_bytes(),
            Self::Big => word.to_be_bytes(),
        }
    }
}

const fn error(reason: &'static str) -> ParseError {
    ParseError::new("net_inet", reason)
}

/// The sockets, as this machine writes them.
///
/// One item for each line after the heading, so that the place of an error gives its line.
pub fn rows(bytes: &[u8]) -> impl Iterator<Item = Result<NetInet>> {
    rows_of(bytes, ByteOrder::NATIVE)
}

/// The sockets, as a machine of this byte order writes them.
pub fn rows_of(bytes: &[u8], order: ByteOrder) -> impl Iterator<Item = Result<NetInet>> {
    text::lines(bytes).skip(1).map(move |line| row(line, order))
}

fn row(line: &[u8], order: ByteOrder) -> Result<NetInet> {
    let mut words = text::words(line).skip(1); // sl
    let mut address =
        |reason| words.next().and_then(|word| address(word, order)).ok_or(error(reason));
    let local_address = address("field local_address is not an address")?;
    let rem_address = address("field rem_address is not an address")?;
    if local_address.is_ipv4() != rem_address.is_ipv4() {
        return Err(error("the two addresses are not of one family"));
    }
    let st = words.next().and_then(|word| hex(word, 2)).and_then(|st| st.try_into().ok());
    let st = st.ok_or(error("field st is not a number"))?;
    let mut words = words.skip(3); // queues, timer, retrnsmt
    let uid = words.next().and_then(text::narrow).ok_or(error("field uid is not a number"))?;
    let mut words = words.skip(1); // timeout
    let inode =
        words.next().and_then(text::unsigned).ok_or(error("field inode is not a number"))?;
    Ok(NetInet { local_address, rem_address, st, uid, inode })
}

fn address(word: &[u8], order: ByteOrder) -> Option<SocketAddr> {
    let (digits, port) = text::key_value(word)?;
    let mut bytes = [0; 16];
    for (bytes, digits) in bytes.chunks_exact_mut(4).zip(digits.chunks(8)) {
        bytes.copy_from_slice(&order.bytes(hex(digits, 8)?));
    }
    let address = match (digits.len(), bytes) {
        (8, [a, b, c, d, ..]) => IpAddr::V4(Ipv4Addr::new(a, b, c, d)),
        (32, bytes) => IpAddr::V6(Ipv6Addr::from(bytes)),
        _ => return None,
    };
    Some(SocketAddr::new(address, hex(port, 4)?.try_into().ok()?))
}

/// A number of exactly that many hexadecimal digits.
fn hex(digits: &[u8], width: usize) -> Option<u32> {
    text::hexadecimal(digits).filter(|_| digits.len() == width)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   \
        uid  timeout inode                                                     \n";

    /// As a Linux 6.18 kernel prints it, with addresses and state to be filled in.
    fn line(addresses: &str, st: &str, inode: &str) -> String {
        format!(
            "   0: {addresses} {st} 00000000:00000000 00:00000000 00000000  1000        0 {inode} 1 \
            00000000e04b061b 100 0 0 10 0                       \n"
        )
    }

    fn table(lines: &[String]) -> Vec<u8> {
        [HEADING, &lines.concat()].concat().into_bytes()
    }

    fn parse(bytes: &[u8], order: ByteOrder) -> Result<Vec<NetInet>> {
        rows_of(bytes, order).collect()
    }

    fn one(addresses: &str, order: ByteOrder) -> Result<NetInet> {
        parse(&table(&[line(addresses, "0A", "585")]), order).map(|rows| rows[0])
    }

    fn parsed(address: &str) -> SocketAddr {
        address.parse().unwrap()
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let row = one("0100007F:07E8 0200A8C0:01BB", ByteOrder::Little).unwrap();
        assert_eq!(row.local_address, parsed("127.0.0.1:2024"));
        assert_eq!(row.rem_address, parsed("192.168.0.2:443"));
        assert_eq!((row.st, row.uid, row.inode), (10, 1000, 585));
    }

    #[test]
    fn a_line_of_udp_has_the_same_columns() {
        let udp = "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  \
            timeout inode ref pointer drops            \n  \
            513: 00000000:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000 65534        0 \
            4294967295 2 000000000e04b061 0            \n";
        let rows = parse(udp.as_bytes(), ByteOrder::Little).unwrap();
        assert_eq!((rows[0].local_address, rows[0].st), (parsed("0.0.0.0:8080"), 7));
        assert_eq!((rows[0].uid, rows[0].inode), (65534, 4_294_967_295));
    }

    #[test]
    fn e_f8_each_word_of_an_address_is_in_the_machines_byte_order() {
        let six = "B80D0120000000006745230100000100:0050 00000000000000000000000001000000:0000";
        let row = one(six, ByteOrder::Little).unwrap();
        assert_eq!(row.local_address, parsed("[2001:db8::123:4567:1:0]:80"));
        assert_eq!(row.rem_address, parsed("[::1]:0"));
        let six = "20010DB8000000000123456700010000:0050 00000000000000000000000000000001:0000";
        assert_eq!(one(six, ByteOrder::Big).unwrap(), row);
        let four = one("7F000001:0050 C0A80002:01BB", ByteOrder::Big).unwrap();
        assert_eq!(
            (four.local_address, four.rem_address),
            (parsed("127.0.0.1:80"), parsed("192.168.0.2:443"))
        );
    }

    #[test]
    fn the_native_byte_order_is_this_machines() {
        assert_eq!(ByteOrder::NATIVE.bytes(1), 1_u32.to_ne_bytes());
        let word = u32::from_ne_bytes([127, 0, 0, 1]);
        let bytes = table(&[line(&format!("{word:08X}:0050 00000000:0000"), "0A", "1")]);
        assert_eq!(rows(&bytes).next().unwrap().unwrap().local_address, parsed("127.0.0.1:80"));
    }

    #[test]
    fn e_f8_v4_within_v6_stays_v6() {
        let mapped = "0000000000000000FFFF00000100007F:0050 0000000000000000FFFF00000200A8C0:01BB";
        let row = one(mapped, ByteOrder::Little).unwrap();
        assert_eq!(row.local_address, parsed("[::ffff:127.0.0.1]:80"));
        assert!(row.rem_address.is_ipv6());
    }

    #[test]
    fn e_f8_rows_without_an_inode_are_all_kept() {
        let waiting = line("0100007F:0050 0100007F:C350", "06", "0");
        let bytes = table(&[waiting.clone(), waiting.clone(), waiting]);
        let rows = parse(&bytes, ByteOrder::Little).unwrap();
        assert_eq!(rows.iter().map(|row| (row.st, row.inode)).collect::<Vec<_>>(), [(6, 0); 3]);
    }

    #[test]
    fn e_f8_a_malformed_line_is_an_error_at_its_place() {
        let good = line("0100007F:0050 0100007F:C350", "01", "7");
        for bad in [
            "\n".into(),
            "   0: 0100007F:0050\n".into(),
            line("0100007F:0050 0100007:C350", "01", "7"),
            line("0100007F:0050 0100007F00:C350", "01", "7"),
            line("0100007F:0050 0100007F", "01", "7"),
            line("0100007F:0050 0100007F:1C350", "01", "7"),
            line("0100007F:0050 00000000000000000000000001000000:0000", "01", "7"),
            line("0100007G:0050 0100007F:C350", "01", "7"),
            line("0100007F:0050 0100007F:C350", "1", "7"),
            line("0100007F:0050 0100007F:C350", "01", "-7"),
            line("0100007F:0050 0100007F:C350", "01", "0x7"),
        ] {
            let bytes = table(&[good.clone(), bad.clone(), good.clone()]);
            let places: Vec<bool> = rows(&bytes).map(|row| row.is_ok()).collect();
            assert_eq!(places, [true, false, true], "{bad:?}");
        }
    }

    #[test]
    fn cut_off_anywhere_leaves_only_whole_rows() {
        let lines = [
            line("0100007F:0050 0100007F:C350", "01", "7777"),
            line("0100007F:0051 0100007F:C351", "01", "8888"),
        ];
        let whole = table(&lines);
        let expected = parse(&whole, ByteOrder::Little).unwrap();
        for length in 0..whole.len() {
            let rows = parse(&whole[..length], ByteOrder::Little).unwrap();
            assert!(rows.len() < 2 && expected.starts_with(&rows), "{length} bytes");
        }
    }
}

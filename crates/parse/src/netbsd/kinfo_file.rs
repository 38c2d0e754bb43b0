//! `struct kinfo_file` of `sys/sysctl.h`, types of `sys/file.h` and `sys/vnode.h` (NetBSD 10), `KERN_FILE2` of sysctl(3):
//! a descriptor of a process.

use crate::record::record;

/// `ki_ftype`: a file, a directory, a device, a named pipe.
pub const DTYPE_VNODE: u32 = 1;
/// `ki_ftype`: a socket.
pub const DTYPE_SOCKET: u32 = 2;
/// `ki_ftype`: a pipe.
pub const DTYPE_PIPE: u32 = 3;
/// `ki_ftype`: a queue of kqueue(2).
pub const DTYPE_KQUEUE: u32 = 4;
/// `ki_ftype`: something of a driver's.
pub const DTYPE_MISC: u32 = 5;
/// `ki_ftype`: a session of crypto(4).
pub const DTYPE_CRYPTO: u32 = 6;
/// `ki_ftype`: a message queue.
pub const DTYPE_MQUEUE: u32 = 7;
/// `ki_ftype`: a semaphore.
pub const DTYPE_SEM: u32 = 8;
/// `ki_ftype`: eventfd(2), since NetBSD 10.
pub const DTYPE_EVENTFD: u32 = 9;
/// `ki_ftype`: `timerfd_create(2)`, since NetBSD 10.
pub const DTYPE_TIMERFD: u32 = 10;
/// `ki_ftype`: `memfd_create(2)`, since NetBSD 11.
pub const DTYPE_MEMFD: u32 = 11;

/// `ki_vtype`: nothing yet.
pub const VNON: u32 = 0;
/// `ki_vtype`: a file.
pub const VREG: u32 = 1;
/// `ki_vtype`: a directory.
pub const VDIR: u32 = 2;
/// `ki_vtype`: a block device.
pub const VBLK: u32 = 3;
/// `ki_vtype`: a character device.
pub const VCHR: u32 = 4;
/// `ki_vtype`: a symbolic link.
pub const VLNK: u32 = 5;
/// `ki_vtype`: a socket with a path.
pub const VSOCK: u32 = 6;
/// `ki_vtype`: a named pipe.
pub const VFIFO: u32 = 7;
/// `ki_vtype`: taken away, as by revoke(2).
pub const VBAD: u32 = 8;

/// In `ki_flag`: it may be read. The kernel's open flags are one more than those of fcntl(2).
pub const FREAD: u32 = 0x1;
/// In `ki_flag`: it may be written.
pub const FWRITE: u32 = 0x2;

record! {
    /// A descriptor.
    pub struct KinfoFile("kinfo_file", 120) {
        _ki_fileaddr: u64,
        /// `FREAD`, `FWRITE`, and flags as of fcntl(2).
        pub ki_flag: u32,
        _ki_iflags: u32,
        /// `DTYPE_VNODE` and so on.
        pub ki_ftype: u32,
        pub ki_count: u32,
        pub ki_msgcount: u32,
        pub ki_usecount: u32,
        _ki_fucred: u64,
        pub ki_fuid: u32,
        pub ki_fgid: u32,
        _ki_fops: u64,
        pub ki_foffset: u64,
        /// Of a socket: what `kinfo_pcb` calls `ki_sockaddr`. Zero for who may not see addresses of the kernel.
        pub ki_fdata: u64,
        pub ki_vun: u64,
        pub ki_vsize: u64,
        /// `VREG` and so on.
        pub ki_vtype: u32,
        pub ki_vtag: u32,
        _ki_vdata: u64,
        pub ki_pid: u32,
        pub ki_fd: i32,
        pub ki_ofileflags: u32,
        _ki_padto64bits: u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netbsd::made::{offsets, written};
    use crate::record::rows;

    fn descriptor(fd: i32) -> Vec<u8> {
        written(
            KinfoFile::SIZE,
            &[
                (8, &(FREAD | FWRITE).to_ne_bytes()),
                (16, &DTYPE_SOCKET.to_ne_bytes()),
                (56, &[4096_u64, 0xFFFF_8000_1234_5678].map(u64::to_ne_bytes).concat()),
                (80, &1234_u64.to_ne_bytes()),
                (88, &VREG.to_ne_bytes()),
                (104, &77_u32.to_ne_bytes()),
                (108, &fd.to_ne_bytes()),
                (112, &1_u32.to_ne_bytes()),
            ],
        )
    }

    #[test]
    fn fields_stand_where_the_header_puts_them() {
        offsets(
            KinfoFile::OFFSETS,
            "ki_flag 8 ki_ftype 16 ki_foffset 56 ki_fdata 64 ki_vun 72 ki_vsize 80 ki_vtype 88 ki_pid 104 ki_fd 108 \
             ki_ofileflags 112",
        );
    }

    #[test]
    fn reads_every_field_at_its_place() {
        let file = KinfoFile::parse(&descriptor(-1)).unwrap();
        assert_eq!((file.ki_flag, file.ki_ftype, file.ki_vtype), (3, DTYPE_SOCKET, VREG));
        assert_eq!((file.ki_foffset, file.ki_fdata), (4096, 0xFFFF_8000_1234_5678));
        assert_eq!((file.ki_vsize, file.ki_pid, file.ki_fd), (1234, 77, -1));
        assert_eq!(file.ki_ofileflags, 1);
    }

    #[test]
    fn rows_keep_their_order_and_cut_off_ones_are_errors() {
        let bytes: Vec<u8> = (0..3).flat_map(descriptor).collect();
        let fds = |bytes: &[u8], step| -> Vec<_> {
            let rows = rows::<KinfoFile>("kinfo_file", bytes, step);
            rows.map(|row| row.ok().map(|file| file.ki_fd)).collect()
        };
        assert_eq!(fds(&bytes, 120), [Some(0), Some(1), Some(2)]);
        assert_eq!(fds(&bytes[..359], 120), [Some(0), Some(1), None]);
        assert!(
            fds(&bytes[..120], 119).iter().chain(&fds(&bytes[..120], 121)).all(Option::is_none)
        );
        for length in 0..120 {
            assert!(KinfoFile::parse(&bytes[..length]).is_err(), "{length} bytes");
        }
    }
}

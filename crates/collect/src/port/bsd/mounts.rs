//! A list of mounts, however many there are.

use nix::errno::Errno;

use crate::port::{Port, PortError};

/// How many may be mounted between the question how many there are and the one for all of them.
const MORE: usize = 8;
/// How often to ask again when there were more than that.
const TRIES: u32 = 16;
/// The structs are aligned as words of 8 bytes are.
const WORD: usize = size_of::<u64>();

/// All structs, of so many bytes each. `fill` has the kernel fill whole structs in, and says how many; of no room at all
/// it says how many there are.
pub(in crate::port) fn all(
    call: &'static str,
    size: usize,
    fill: impl Fn(&mut [u64]) -> Result<usize, Errno>,
) -> Port<Vec<u8>> {
    let failed = |errno| PortError::new(call, errno);
    for _ in 0..TRIES {
        let room = fill(&mut []).map_err(failed)?.saturating_add(MORE);
        let mut words = vec![0; room.saturating_mul(size / WORD)];
        let count = fill(&mut words).map_err(failed)?;
        // As many as there is room for: there may be more.
        if count < room {
            words.truncate(count.saturating_mul(size / WORD));
            return Ok(words.iter().flat_map(|word| word.to_ne_bytes()).collect());
        }
    }
    Err(failed(Errno::ENOMEM))
}

//! `/proc/cpuinfo`: what each architecture's `show_cpuinfo` prints, no two alike.
//!
//! What is common: a CPU has a block of `key : value` lines, and its number is in `processor : 3` (x86, ARM,
//! RISC-V, POWER, IA-64) or `cpu number : 3` (s390x, which also lists all `processor 3: version = …` above the
//! blocks). An old ARM kernel prints the model in `Processor : ARMv6…`, which is no number and no CPU.

use crate::sorted::Sorted;
use crate::text;

/// What is said of one CPU.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cpu {
    /// The frequency now, in MHz.
    pub mhz: Option<f64>,
    /// Where the core is.
    pub core: Option<Core>,
}

/// Which core a CPU is a thread of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Core {
    /// s390x: the drawer, which holds books.
    pub drawer: Option<u32>,
    /// s390x: the book, which holds packages.
    pub book: Option<u32>,
    /// `physical id`, the package.
    pub package: u32,
    /// `core id`, unique in its package only.
    pub core: u32,
}

/// The lines of one block that matter.
#[derive(Default)]
struct Block {
    dynamic_mhz: Option<f64>,
    mhz: Option<f64>,
    static_mhz: Option<f64>,
    drawer: Option<u32>,
    book: Option<u32>,
    package: Option<u32>,
    core: Option<u32>,
}

/// The CPUs that are online, by their numbers; none where the architecture does not number them.
pub fn parse(bytes: &[u8]) -> Sorted<u32, Cpu> {
    let mut blocks: Sorted<u32, Block> = Sorted::new();
    let mut current = None;
    for line in text::lines(bytes) {
        let Some((key, value)) = text::key_value(line) else {
            // the empty line after a block: what follows may be about the machine
            current = None;
            continue;
        };
        let (key, value) = (key.trim_ascii(), value.trim_ascii());
        if let Some(number) = number(key, value) {
            blocks.or_default(number);
            current = Some(number);
        } else if let Some(block) = current.and_then(|number| blocks.get_mut(&number)) {
            block.read(key, value);
        }
    }
    blocks.into_iter().map(|(number, block)| (number, block.into())).collect()
}

/// The number of the CPU, if the line tells it.
fn number(key: &[u8], value: &[u8]) -> Option<u32> {
    if key.eq_ignore_ascii_case(b"processor") || key == b"cpu number" {
        return text::narrow(value);
    }
    text::narrow(key.strip_prefix(b"processor ")?)
}

impl Block {
    fn read(&mut self, key: &[u8], value: &[u8]) {
        match key {
            b"cpu MHz" | b"CPU MHz" => self.mhz = decimal(value),
            b"clock" => self.mhz = value.strip_suffix(b"MHz").and_then(decimal),
            b"cpu MHz dynamic" => self.dynamic_mhz = decimal(value),
            b"cpu MHz static" => self.static_mhz = decimal(value),
            b"drawer id" => self.drawer = text::narrow(value),
            b"book id" => self.book = text::narrow(value),
            b"physical id" => self.package = text::narrow(value),
            b"core id" => self.core = text::narrow(value),
            _ => {}
        }
    }
}

impl From<Block> for Cpu {
    fn from(block: Block) -> Self {
        let Block { drawer, book, .. } = block;
        let place = block.package.zip(block.core);
        Self {
            mhz: block.dynamic_mhz.or(block.mhz).or(block.static_mhz),
            core: place.map(|(package, core)| Core { drawer, book, package, core }),
        }
    }
}

/// A number such as `2445.430`; 0 is how drivers say that they do not know.
fn decimal(word: &[u8]) -> Option<f64> {
    text::decimal(word).filter(|&mhz| mhz > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const X86: &[u8] = b"processor\t: 0\nmodel name\t: AMD : EPYC\ncpu MHz\t\t: 2445.430\nphysical id\t: 0\n\
        core id\t\t: 3\ncpu cores\t: 4\npower management:\n\nprocessor\t: 11\ncpu MHz\t\t: 800.000\n\
        physical id\t: 1\ncore id\t\t: 3\n\n";

    /// Numbers and frequencies.
    fn frequencies(bytes: &[u8]) -> Vec<(u32, Option<f64>)> {
        parse(bytes).into_iter().map(|(number, cpu)| (number, cpu.mhz)).collect()
    }

    #[test]
    fn e_f13_x86_has_frequencies_and_cores() {
        assert_eq!(frequencies(X86), [(0, Some(2445.43)), (11, Some(800.0))]);
        let cores: Vec<_> = parse(X86).values().map(|cpu| cpu.core.unwrap()).collect();
        assert_eq!((cores[0].package, cores[0].core), (0, 3));
        assert_eq!((cores[1].package, cores[1].core), (1, 3));
        assert!(cores[0] != cores[1], "a core id is unique in its package only");
    }

    #[test]
    fn e_f13_ia64_pads_with_spaces() {
        let text = b"processor  : 0\nvendor     : GenuineIntel\ncpu MHz    : 1400.000000\n\nprocessor  : 1\n";
        assert_eq!(frequencies(text), [(0, Some(1400.0)), (1, None)]);
    }

    #[test]
    fn e_f13_s390x_numbers_its_cpus_twice_and_has_two_frequencies() {
        let text = b"vendor_id       : IBM/S390\n# processors    : 2\nmax thread id   : 1\n\
            processor 0: version = FF,  identification = 2733E8,  machine = 8561\n\
            processor 1: version = FF,  identification = 2733E8,  machine = 8561\n\n\
            cpu number      : 0\nphysical id     : 1\ncore id         : 2\nbook id         : 1\n\
            drawer id       : 0\ncpu MHz dynamic : 5000\ncpu MHz static  : 5200\n\n\
            cpu number      : 1\nphysical id     : 1\ncore id         : 2\nbook id         : 2\n\
            drawer id       : 0\ncpu MHz static  : 5200\n\n";
        assert_eq!(frequencies(text), [(0, Some(5000.0)), (1, Some(5200.0))]);
        let cores: Vec<_> = parse(text).values().map(|cpu| cpu.core).collect();
        assert!(cores[0] != cores[1], "packages are numbered in their book");
    }

    #[test]
    fn e_f13_power_has_a_clock() {
        let text = b"processor\t: 0\ncpu\t\t: POWER9\nclock\t\t: 3425.000000MHz\nrevision\t: 2.2\n\ntimebase\t: 512000000\n";
        assert_eq!(frequencies(text), [(0, Some(3425.0))]);
        assert_eq!(frequencies(b"processor : 0\nclock : 12 ticks\n"), [(0, None)]);
    }

    #[test]
    fn e_f13_loongarch_writes_it_in_capitals() {
        assert_eq!(frequencies(b"processor\t\t: 0\nCPU MHz\t\t\t: 2500.00\n"), [(0, Some(2500.0))]);
    }

    #[test]
    fn e_f13_arm_has_no_frequency_and_the_machine_below() {
        let text = b"processor\t: 0\nBogoMIPS\t: 108.00\nCPU architecture: 8\n\nprocessor\t: 3\nBogoMIPS\t: 108.00\n\n\
            Hardware\t: BCM2835\nRevision\t: c03112\ncpu MHz : 7\nModel\t\t: Raspberry Pi 4 Model B Rev 1.2\n";
        assert_eq!(frequencies(text), [(0, None), (3, None)]);
    }

    #[test]
    fn e_f13_an_old_arm_kernel_names_the_model_a_processor() {
        let text = b"Processor\t: ARMv7 Processor rev 4 (v7l)\nprocessor\t: 0\nBogoMIPS\t: 38.40\n\nprocessor\t: 1\n";
        assert_eq!(frequencies(text), [(0, None), (1, None)]);
        assert_eq!(frequencies(b"Processor\t: ARM926EJ-S rev 5 (v5l)\n"), []);
        assert_eq!(frequencies(b"Processor\t: 2\n"), [(2, None)]);
    }

    #[test]
    fn e_f13_sparc_and_alpha_number_no_cpu() {
        assert_eq!(
            frequencies(b"cpu\t\t: TI UltraSparc\nncpus active\t: 2\nCPU0:\t\tonline\n"),
            []
        );
        assert_eq!(frequencies(b"cpu\t\t\t: Alpha\ncpus active\t\t: 2\n"), []);
    }

    #[test]
    fn a_frequency_that_is_none_is_unknown() {
        for bad in ["0.000", "0", "", "-1", "1e3", "inf", "nan", ".", "1.2.3", "1 2", "1GHz"] {
            let text = format!("processor : 0\ncpu MHz : {bad}\n");
            assert_eq!(frequencies(text.as_bytes()), [(0, None)], "{bad:?}");
        }
    }

    #[test]
    fn cut_off_anywhere_no_number_is_halved() {
        let whole = parse(X86);
        for length in 0..X86.len() {
            for (number, cpu) in parse(&X86[..length]) {
                let expected = *whole.get(&number).unwrap();
                assert!(cpu.mhz.is_none() || cpu.mhz == expected.mhz, "{length} bytes");
                assert!(cpu.core.is_none() || cpu.core == expected.core, "{length} bytes");
            }
        }
    }
}

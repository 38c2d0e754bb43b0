//! Records of a process as cells, field by field in the order in which `src/process/records.ts` and `rows.ts` read them.

use napi::Either;
use psutil_collect::model::field::Field;
use psutil_collect::model::process as model;

use super::settings::IoPriorityClass;
use super::state::ProcessStatus;
use crate::cells::{Cells, Put};
use crate::signals::names_of;

impl Put for model::ProcessStatus {
    fn put(self, cells: &mut Cells) {
        cells.put(ProcessStatus::from(self) as u32);
    }
}

impl Put for model::Ids {
    fn put(self, cells: &mut Cells) {
        let Self { real, effective, saved } = self;
        cells.put(real);
        cells.put(effective);
        cells.put(saved);
    }
}

impl Put for model::ProcessCpuTimes {
    fn put(self, cells: &mut Cells) {
        let Self { user, system, children_user, children_system, iowait } = self;
        cells.put(user);
        cells.put(system);
        cells.put(children_user);
        cells.put(children_system);
        cells.put(iowait);
    }
}

impl Put for model::CpuUse {
    fn put(self, cells: &mut Cells) {
        let Self { cpu, now, age } = self;
        cells.put(cpu);
        cells.put(now);
        cells.put(age);
    }
}

impl Put for model::CtxSwitches {
    fn put(self, cells: &mut Cells) {
        let Self { total, voluntary, involuntary } = self;
        cells.put(total);
        cells.put(voluntary);
        cells.put(involuntary);
    }
}

impl Put for model::PageFaults {
    fn put(self, cells: &mut Cells) {
        let Self { minor, major } = self;
        cells.put(minor);
        cells.put(major);
    }
}

impl Put for model::IoCounters {
    fn put(self, cells: &mut Cells) {
        let Self { read_count, write_count, read_bytes, write_bytes, read_chars, write_chars } =
            self;
        cells.put(read_count);
        cells.put(write_count);
        cells.put(read_bytes);
        cells.put(write_bytes);
        cells.put(read_chars);
        cells.put(write_chars);
    }
}

impl Put for model::MemoryInfo {
    fn put(self, cells: &mut Cells) {
        let Self { rss, vms, shared, text, data, stack, peak_rss } = self;
        cells.put(rss);
        cells.put(vms);
        cells.put(shared);
        cells.put(text);
        cells.put(data);
        cells.put(stack);
        cells.put(peak_rss);
    }
}

impl Put for model::MemoryExtras {
    fn put(self, cells: &mut Cells) {
        let Self { peak_rss, peak_vms, rss_anon, rss_file, .. } = self;
        let Self { rss_shmem, swap, hugetlb, locked, .. } = self;
        cells.put(peak_rss);
        cells.put(peak_vms);
        cells.put(rss_anon);
        cells.put(rss_file);
        cells.put(rss_shmem);
        cells.put(swap);
        cells.put(hugetlb);
        cells.put(locked);
    }
}

impl Put for model::MemoryFootprint {
    fn put(self, cells: &mut Cells) {
        let Self { uss, pss, swap, shared, dirty: _ } = self;
        cells.put(uss);
        cells.put(pss);
        cells.put(swap);
        cells.put(shared);
    }
}

impl Put for model::MemoryFullInfo {
    fn put(self, cells: &mut Cells) {
        let Self { info, lib, dirty, uss, pss, swap } = self;
        cells.put(info);
        cells.put(lib);
        cells.put(dirty);
        cells.put(uss);
        cells.put(pss);
        cells.put(swap);
    }
}

/// A part and the whole.
impl Put for (u64, u64) {
    fn put(self, cells: &mut Cells) {
        cells.put(self.0);
        cells.put(self.1);
    }
}

impl Put for model::IoPriority {
    fn put(self, cells: &mut Cells) {
        let Self { class, value } = self;
        cells.put(IoPriorityClass::from(class) as u32);
        cells.put(u32::from(value));
    }
}

impl Put for model::SignalMasks {
    fn put(self, cells: &mut Cells) {
        let Self { pending, blocked, ignored, caught, process_pending } = self;
        cells.put(pending);
        cells.put(blocked);
        cells.put(Field::from(ignored));
        cells.put(Field::from(caught));
        cells.put(process_pending);
    }
}

/// How many there are, if that is known; then their names. Signals that have none are left out.
impl Put for Field<model::SignalSet> {
    fn put(self, cells: &mut Cells) {
        match self {
            Self::Known(set) => {
                let names = names_of(set, false).into_iter().filter_map(|name| match name {
                    Either::A(name) => Some(name),
                    Either::B(_) => None,
                });
                cells.list(names.collect::<Vec<_>>());
            }
            Self::Unknown => cells.put(Field::<u64>::Unknown),
            Self::Lacking => cells.put(Field::<u64>::Lacking),
        }
    }
}

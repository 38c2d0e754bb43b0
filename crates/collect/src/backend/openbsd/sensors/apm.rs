//! The battery by `apm(4)`, for machines without ACPI: all batteries as one.

use nix::errno::Errno;
use psutil_parse::openbsd::apm_power_info::{APM_BATT_LIFE_UNKNOWN, ApmPowerInfo, ac, battery};

use crate::backend::bsd::sysctl;
use crate::backend::openbsd::OpenBsd;
use crate::model::field::Field;
use crate::model::power::{AcSupply, Battery, BatteryScope, BatteryStatus};
use crate::port::OpenBsdKernel;
use crate::{Error, Result};

/// `_IOR('A', 3, struct apm_power_info)` of `machine/apmvar.h`.
const APM_IOC_GETPOWER: u64 = 0x4020_4103;
/// What its figures are called here.
const NAME: &[u8] = b"apm";
/// `minutes_left` of who does not know.
const NO_ESTIMATE: u32 = u32::MAX;

impl<K: OpenBsdKernel> OpenBsd<K> {
    /// Adds the battery, and the supply if there is none yet.
    pub(super) fn ask_apm(
        &self,
        batteries: &mut Vec<Battery>,
        supplies: &mut Vec<AcSupply>,
    ) -> Result<()> {
        let path = self.paths.devfs.join("apm");
        let mut buffer = [0; ApmPowerInfo::SIZE];
        match self.kernel.ask_device(&path, APM_IOC_GETPOWER, &mut buffer) {
            Err(error) if is_nothing(error.errno) || sysctl::is_missing(&error) => return Ok(()),
            asked => asked?,
        }
        let info = ApmPowerInfo::parse(&buffer).map_err(|error| Error::kernel_data(path, error))?;
        batteries.extend(battery(&info));
        if supplies.is_empty() {
            supplies.extend(supply(&info));
        }
        Ok(())
    }
}

/// Nobody is told more by an error: not for this user, or no power management.
const fn is_nothing(errno: Errno) -> bool {
    matches!(errno, Errno::ENOTDIR | Errno::EACCES | Errno::EPERM | Errno::ENOTTY | Errno::EINVAL)
}

fn supply(info: &ApmPowerInfo) -> Option<AcSupply> {
    let is_online = match info.ac_state {
        ac::APM_AC_ON => true,
        ac::APM_AC_OFF | ac::APM_AC_BACKUP => false,
        _ => return None,
    };
    Some(AcSupply { name: NAME.to_vec(), is_online })
}

/// `None` if there is none, or it does not tell how full it is.
fn battery(info: &ApmPowerInfo) -> Option<Battery> {
    let is_unknown = matches!(info.battery_state, battery::APM_BATTERY_ABSENT)
        || info.battery_life == APM_BATT_LIFE_UNKNOWN;
    if is_unknown {
        return None;
    }
    let percent = f64::from(info.battery_life.min(100));
    let status = match (info.battery_state, info.ac_state) {
        (battery::APM_BATT_CHARGING, _) => BatteryStatus::Charging,
        (_, ac::APM_AC_OFF) => BatteryStatus::Discharging,
        (_, ac::APM_AC_ON) if percent >= 100.0 => BatteryStatus::Full,
        _ => BatteryStatus::Unknown,
    };
    let left = Some(info.minutes_left).filter(|&left| left != NO_ESTIMATE);
    let left = left.map(|minutes| u64::from(minutes).saturating_mul(60));
    let is = |wanted: BatteryStatus| left.filter(|_| status == wanted);
    Some(Battery {
        name: NAME.to_vec(),
        scope: BatteryScope::System,
        status,
        percent,
        energy_full: None,
        energy_now: None,
        power_now: None,
        temperature: Field::Lacking,
        on_ac_power: None,
        time_to_empty: is(BatteryStatus::Discharging),
        time_to_full: is(BatteryStatus::Charging),
    })
}

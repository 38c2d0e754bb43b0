//! The machine as a whole.

use crate::availability::{EVERYWHERE, declare_features};

declare_features! {
    BOOT_TIME = "bootTime" on EVERYWHERE;
    TIME_SINCE_BOOT = "timeSinceBoot" on EVERYWHERE;
    UPTIME = "uptime" on EVERYWHERE;
    PATHS = "paths" on EVERYWHERE;
    IS_AVAILABLE = "isAvailable" on EVERYWHERE;
    AVAILABLE = "features" on EVERYWHERE;
}

//! The machine as a whole.

use crate::availability::{EVERYWHERE, LINUX, declare_features};

declare_features! {
    BOOT_TIME = "bootTime" on LINUX;
    TIME_SINCE_BOOT = "timeSinceBoot" on LINUX;
    UPTIME = "uptime" on LINUX;
    PATHS = "paths" on EVERYWHERE;
    IS_AVAILABLE = "isAvailable" on EVERYWHERE;
    AVAILABLE = "features" on EVERYWHERE;
}

//! The machine as a whole.

use crate::availability::{LINUX, declare_features};

declare_features! {
    BOOT_TIME = "bootTime" on LINUX;
    TIME_SINCE_BOOT = "timeSinceBoot" on LINUX;
    UPTIME = "uptime" on LINUX;
}

//! Every item of the API.

use psutil_collect::availability::Platform;

use crate::machine::processes::SERVER;
use crate::machine::{machine, shared};
use crate::replay::every_item::{Asked, check};

#[test]
fn what_is_listed_for_freebsd_answers_and_nothing_else() {
    let asked = Asked { pid: SERVER, root: SERVER, path: "/", resource: 8 };
    check(&shared(&machine()), &asked, Platform::FreeBsd);
}

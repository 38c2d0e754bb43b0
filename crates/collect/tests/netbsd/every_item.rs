use psutil_collect::availability::Platform;

use crate::machine::{Made, USERS};
use crate::replay::every_item::{Asked, check};

#[test]
fn what_is_listed_answers_and_all_else_says_so() {
    let made = Made::default();
    let asked = Asked { pid: USERS, root: USERS, path: "/", resource: 8 };
    check(&made.backend, &asked, Platform::NetBsd);
}

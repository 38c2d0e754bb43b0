//! Resource limits by name, `getrlimit(2)`: the constant without `RLIMIT_`, in lower case.

use super::RESOURCES;

/// The resources of this system, by name, with their numbers.
pub fn resources() -> &'static [(&'static str, i32)] {
    RESOURCES
}

/// The name of a resource.
pub fn name(resource: i32) -> Option<&'static str> {
    RESOURCES.iter().find(|(_, number)| *number == resource).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(
        clippy::useless_conversion,
        reason = "the type of the constants differs between systems"
    )]
    fn names_and_numbers_belong_together() {
        let nofile = i32::try_from(libc::RLIMIT_NOFILE).unwrap();
        // Where no process tells its limits to another, they have no names either.
        assert_eq!(name(nofile), (!resources().is_empty()).then_some("nofile"));
        assert_eq!(name(-1), None);
        for (expected, number) in resources() {
            assert_eq!(name(*number), Some(*expected));
        }
    }
}

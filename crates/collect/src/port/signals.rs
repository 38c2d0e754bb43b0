//! Signals by name, `signal(7)`: those of this system, and real-time signals as `SIGRTMIN+3`.

use nix::sys::signal::Signal;

use super::realtime_signals;

/// The number of a signal; `None` for a name that this system does not have.
pub fn number(name: &str) -> Option<i32> {
    match name.strip_prefix("SIGRT") {
        Some(realtime) => realtime_number(realtime),
        None => name.parse::<Signal>().ok().map(|signal| signal as i32),
    }
}

/// The name of a signal, real-time signals counted from `SIGRTMIN`; `None` for those that have none.
pub fn name(number: i32) -> Option<String> {
    if let Ok(signal) = Signal::try_from(number) {
        return Some(signal.as_str().to_owned());
    }
    let (first, last) = realtime_signals()?;
    let offset = number.checked_sub(first).filter(|offset| *offset >= 0 && number <= last)?;
    Some(if offset == 0 { "SIGRTMIN".into() } else { format!("SIGRTMIN+{offset}") })
}

/// The names of this system's signals; real-time signals are counted from `SIGRTMIN` and `SIGRTMAX`.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = Signal::iterator().map(Signal::as_str).collect();
    if realtime_signals().is_some() {
        names.extend(["SIGRTMIN", "SIGRTMAX"]);
    }
    names
}

/// The highest number of a signal.
pub fn last() -> i32 {
    let named = Signal::iterator().map(|signal| signal as i32).max().unwrap_or(0);
    realtime_signals().map_or(named, |(_, last)| last)
}

fn realtime_number(name: &str) -> Option<i32> {
    let (first, last) = realtime_signals()?;
    let offset = |text: &str| -> Option<i32> {
        match text.split_at_checked(1) {
            None => Some(0),
            Some(("+" | "-", digits)) if digits.starts_with(|c: char| c.is_ascii_digit()) => {
                digits.parse().ok()
            }
            Some(_) => None,
        }
    };
    let number = match name.split_at_checked(3)? {
        ("MIN", rest) if !rest.starts_with('-') => first.checked_add(offset(rest)?)?,
        ("MAX", rest) if !rest.starts_with('+') => last.checked_sub(offset(rest)?)?,
        _ => return None,
    };
    (first..=last).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_numbers_of_this_system() {
        assert_eq!(number("SIGKILL"), Some(libc::SIGKILL));
        assert_eq!(number("SIGUSR1"), Some(libc::SIGUSR1));
        for name in names() {
            assert!(number(name).is_some_and(|number| (1..=last()).contains(&number)), "{name}");
        }
    }

    #[test]
    fn real_time_signals_are_counted_from_either_end() {
        let Some((first, last)) = realtime_signals() else {
            assert_eq!(number("SIGRTMIN"), None);
            return;
        };
        assert_eq!(number("SIGRTMIN"), Some(first));
        assert_eq!(number("SIGRTMIN+3"), Some(first + 3));
        assert_eq!(number("SIGRTMAX-1"), Some(last - 1));
        assert_eq!(number("SIGRTMAX"), Some(last));
    }

    #[test]
    fn a_name_and_its_number_belong_together() {
        for signal in 1..=last() {
            if let Some(name) = name(signal) {
                assert_eq!(number(&name), Some(signal), "{name}");
            }
        }
        let Some((first, last)) = realtime_signals() else { return };
        assert_eq!(name(first).as_deref(), Some("SIGRTMIN"));
        assert_eq!(name(first + 1).as_deref(), Some("SIGRTMIN+1"));
        for nameless in [-1, 0, first - 1, last + 1, i32::MAX] {
            assert_eq!(name(nameless), None, "{nameless}");
        }
    }

    #[test]
    fn what_is_no_name_has_no_number() {
        for bad in
            ["", "KILL", "sigkill", "SIGNOPE", "SIGRT", "SIGRTMIN+", "SIGRTMIN-1", "SIGRTMIN++1"]
        {
            assert_eq!(number(bad), None, "{bad}");
        }
        assert_eq!(number("SIGRTMIN+99"), None);
        assert_eq!(number("SIGRTMAX-2147483647"), None);
    }
}

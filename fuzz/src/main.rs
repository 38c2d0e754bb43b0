//! libFuzzer over one parser of `psutil-parse`, the one that `PSUTIL_FUZZ_PARSER` names. `npm run fuzz` builds and runs
//! it; without a name it lists them.
#![no_main]
#![expect(clippy::disallowed_methods, reason = "a program, which is told so what to run")]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/parse/tests/parsers/mod.rs"]
mod parsers;

static PARSER: OnceLock<parsers::Run> = OnceLock::new();

/// The parser that was asked for. Ends the program if there is none of that name.
fn chosen() -> parsers::Run {
    let asked = std::env::var("PSUTIL_FUZZ_PARSER").unwrap_or_default();
    if let Some((_, run)) = parsers::PARSERS.iter().find(|(name, _)| *name == asked) {
        return *run;
    }
    for (name, _) in parsers::PARSERS {
        println!("{name}");
    }
    std::process::exit(if asked.is_empty() { 0 } else { 2 })
}

fuzz_target!(
    init: {
        PARSER.get_or_init(chosen);
    },
    |bytes: &[u8]| PARSER.get_or_init(chosen)(bytes)
);

//! When a promise of stonehand itself breaks: it is said in one line, with what is needed to find the mistake.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, Once, PoisonError};

use super::say;

/// What the last panic said, and where.
static PANIC: Mutex<String> = Mutex::new(String::new());
static HOOK: Once = Once::new();

/// Runs `work`. A panic in it is a broken promise, and no reason to leave the other inputs alone: it is returned in
/// words.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(|| {
        panic::set_hook(Box::new(|info| {
            *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
        }));
    });
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let said = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

/// Says what broke, while doing what, and what to do about it.
pub fn bug(place: &str, what: &str) {
    say::error(&format!(
        "{place}: stonehand {} broke a promise: {what}. This is a bug of stonehand; the input was not touched. Please \
         report it with this line, the command and the file",
        env!("CARGO_PKG_VERSION")
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_in_one_line() {
        let said = guarded(|| assert_eq!(1, 2, "one\nis two")).expect_err("a panic");
        assert!(said.contains("guard.rs") && said.contains("one is two") && !said.contains('\n'), "{said}");
        assert_eq!(guarded(|| 3), Ok(3));
    }
}

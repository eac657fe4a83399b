//! The targets that `tests/fuzz.rs` runs a fixed number of times, here for as long as one likes.

#[path = "../../tests/support/mod.rs"]
mod support;

pub use support::targets;

//! The command line: which files, checked how, written where.

pub mod args;
mod comparison;
mod files;
mod filter;
mod listed;
mod output;
mod progress;
mod run;
mod sinks;
mod status;
pub mod terminal;
pub mod writing;

pub use filter::filter;
pub use run::{NO_RULE, check, slips, table};
pub use sinks::as_json;

//! The command line: which files, checked how, written where.

pub mod args;
mod company;
mod files;
mod filter;
mod output;
mod progress;
mod roster;
mod run;
mod sinks;

pub use filter::filter;
pub use run::{NO_RULE, check, refuse, slips, table};
pub use sinks::as_json;

use std::io::Write;

/// Says why something could not be done; the rest goes on.
fn tell(name: &str, why: &str) {
    eprintln!("gouji: {name}: {why}");
}

/// What came of writing on.
enum Written {
    /// All is well.
    On,
    /// One file of many could not be written, which was told: the others can be.
    Short,
    /// The reader has gone away (`gouji … | head`): no error, but no use to go on.
    Gone,
}

/// Writes to where results go.
///
/// # Errors
/// A sentence: why it could not be written.
fn write(out: &mut dyn Write, bytes: &[u8]) -> Result<Written, String> {
    written(out.write_all(bytes))
}

/// Hands on what was written.
///
/// # Errors
/// A sentence: why it could not be written.
fn flush(out: &mut dyn Write) -> Result<Written, String> {
    written(out.flush())
}

/// Why something could not be written, in a sentence.
pub fn unwritten(why: &std::io::Error) -> String {
    format!("无法写入 cannot be written: {why}")
}

/// Prints to standard output. Returns the exit status.
pub fn print(bytes: &[u8]) -> u8 {
    let mut out = std::io::stdout().lock();
    let printed = write(&mut out, bytes).and_then(|_| flush(&mut out));
    printed.map_or_else(|why| refuse("-", &why), |_| 0)
}

fn written(result: std::io::Result<()>) -> Result<Written, String> {
    match result {
        Ok(()) => Ok(Written::On),
        Err(why) if why.kind() == std::io::ErrorKind::BrokenPipe => Ok(Written::Gone),
        Err(why) => Err(unwritten(&why)),
    }
}

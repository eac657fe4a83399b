//! Bytes go out, and a reader that goes away is no error.

use super::status::Status;
use super::terminal::{report, unwritten};
use gouji::source::Words;
use std::io::{ErrorKind, Write};

/// What came of writing on.
pub enum Written {
    /// All is well.
    On,
    /// One file of many could not be written, which was reported: the others can be.
    Short,
    /// The reader has gone away (`gouji … | head`): no error, but no use to go on.
    Gone,
}

/// Writes to where results go.
///
/// # Errors
/// A sentence: why it could not be written.
pub fn write(out: &mut dyn Write, bytes: &[u8]) -> Result<Written, Words> {
    written(out.write_all(bytes))
}

/// Hands on what was written.
///
/// # Errors
/// A sentence: why it could not be written.
pub fn flush(out: &mut dyn Write) -> Result<Written, Words> {
    written(out.flush())
}

/// Prints to standard output.
pub fn print(bytes: &[u8]) -> Status {
    let mut out = std::io::stdout().lock();
    let printed = write(&mut out, bytes).and_then(|_| flush(&mut out));
    match printed {
        Ok(_) => Status::Sound,
        Err(why) => refuse("-", &why),
    }
}

/// Says why something could not be done, which ends the run.
pub fn refuse(name: &str, why: &Words) -> Status {
    report(name, why);
    Status::Failed
}

fn written(result: std::io::Result<()>) -> Result<Written, Words> {
    match result {
        Ok(()) => Ok(Written::On),
        Err(why) if why.kind() == ErrorKind::BrokenPipe => Ok(Written::Gone),
        Err(why) => Err(unwritten(&why)),
    }
}

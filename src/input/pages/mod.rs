//! Pages with fixed positions: glyphs and lines become text and tables by
//! where they stand.

mod geometry;
mod ofd;
mod pdf;

use super::Opened;
use super::sniff::Kind;
use crate::source::Words;

/// Opens a file of one of these kinds.
///
/// # Errors
/// A sentence saying what the file is and what to do, where it cannot be read.
pub(super) fn open(kind: Kind, bytes: &[u8]) -> Result<Opened, Words> {
    match kind {
        Kind::Ofd => ofd::open(bytes),
        _ => pdf::open(bytes),
    }
}

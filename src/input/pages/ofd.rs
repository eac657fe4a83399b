//! OFD.

use super::super::Opened;
use crate::source::Words;

pub(super) fn open(_bytes: &[u8]) -> Result<Opened, Words> {
    Err(super::super::package::damaged())
}

//! TODO
use super::super::Opened;
use crate::source::Words;
use std::io::Cursor;

pub(super) fn open(_file: &mut cfb::CompoundFile<Cursor<&[u8]>>) -> Result<Opened, Words> {
    Err(super::super::bytes::not_built_in())
}

//! TODO
use super::super::Opened;
use super::super::package::Package;
use crate::source::Words;

pub(super) fn open(_package: &mut Package) -> Result<Opened, Words> {
    Err(super::super::bytes::not_built_in())
}

//! Compound files: which of the older office files it is, by its streams.

use super::super::Opened;
use super::super::package::{damaged, encrypted};
use super::{doc, sheets};
use crate::source::Words;
use std::io::Cursor;

pub(super) fn open(bytes: &[u8]) -> Result<Opened, Words> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    if file.exists("/EncryptedPackage") {
        Err(encrypted())
    } else if file.exists("/WordDocument") {
        doc::open(&mut file)
    } else if file.exists("/Workbook") || file.exists("/Book") {
        sheets::open_stream(&mut file)
    } else {
        Err(Words::new(
            "不是Word、Excel或WPS的文字、表格文件：请另存为docx、xlsx或PDF再打开",
            "is no document or workbook of Word, Excel or WPS: save it as docx, xlsx or PDF and open that",
        ))
    }
}

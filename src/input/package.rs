//! Zip archives, opened within bounds: the shell of newer office files, of
//! OFD, and of a folder sent as one file.

use crate::source::Words;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// The most bytes that one entry may unpack to.
const MOST_BYTES: u64 = 64 << 20;
/// The most bytes that all the entries read may unpack to.
const MOST_IN_ALL: u64 = 256 << 20;
/// The most entries.
const MOST_ENTRIES: usize = 10_000;
/// An entry that unpacks to more than a megabyte may not be packed tighter than this.
const TIGHTEST: u64 = 1000;

/// A zip archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// A sentence: it is damaged, or has too many entries.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Words> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() > MOST_ENTRIES {
            return Err(Words::new(
                format!("压缩包内超过{MOST_ENTRIES}个文件，请分开打开"),
                format!("has more than {MOST_ENTRIES} entries; open them apart"),
            ));
        }
        Ok(Self {
            archive,
            left: MOST_IN_ALL,
        })
    }

    /// The paths of its files, in the archive's order.
    #[cfg(feature = "pages")]
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names().flatten();
        names
            .filter(|name| !name.ends_with('/'))
            .map(std::borrow::Cow::into_owned)
            .collect()
    }

    /// How many entries it has, folders among them.
    #[cfg(feature = "office")]
    pub(super) fn len(&self) -> usize {
        self.archive.len()
    }

    /// Whether it has entries of one path, of which the last stands for all.
    #[cfg(feature = "office")]
    pub(super) fn has_duplicates(&self) -> bool {
        self.archive.has_duplicate_names()
    }

    /// The path of an entry as bytes, in an encoding that the archive need not
    /// name; none where it cannot be read.
    #[cfg(feature = "office")]
    pub(super) fn raw_name(&mut self, index: usize) -> Option<Vec<u8>> {
        let entry = self.archive.by_index_raw(index).ok()?;
        Some(entry.name_raw().to_vec())
    }

    /// Unpacks the file of an index.
    ///
    /// # Errors
    /// As [`Package::read`].
    #[cfg(feature = "office")]
    pub(super) fn read_at(&mut self, index: usize) -> Result<Vec<u8>, Words> {
        let entry = self.archive.by_index(index).map_err(|why| refusal(&why))?;
        unpack(entry, &mut self.left)
    }

    /// Whether it has a file of this path.
    #[cfg(feature = "office")]
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Unpacks a file.
    ///
    /// # Errors
    /// A sentence: there is no such file, it is damaged, encrypted, or beyond
    /// the bounds.
    pub(super) fn read(&mut self, name: &str) -> Result<Vec<u8>, Words> {
        let entry = self.archive.by_name(name).map_err(|why| refusal(&why))?;
        unpack(entry, &mut self.left)
    }
}

fn refusal(why: &ZipError) -> Words {
    match why {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => encrypted(),
        _ => damaged(),
    }
}

/// Unpacks an entry within the bounds; `left` is what may still be unpacked in all.
fn unpack(entry: ZipFile<Cursor<&[u8]>>, left: &mut u64) -> Result<Vec<u8>, Words> {
    let packed = entry.compressed_size().max(1);
    let most = MOST_BYTES.min(*left);
    let is_bomb = |size: u64| size > most || size > 1 << 20 && size / packed > TIGHTEST;
    let mut bytes = Vec::new();
    // What it says of its size need not be true, but saves the trouble where it is.
    if is_bomb(entry.size()) {
        return Err(too_large());
    }
    let unpacked = entry.take(most + 1).read_to_end(&mut bytes);
    // Also counted where it fails, or thousands of entries may each fail late.
    *left = left.saturating_sub(bytes.len() as u64);
    unpacked.map_err(|_| damaged())?;
    if is_bomb(bytes.len() as u64) {
        return Err(too_large());
    }
    Ok(bytes)
}
/// Said of an entry beyond the bounds.
fn too_large() -> Words {
    Words::new(
        format!("解压后过大（上限{}兆字节），未打开", MOST_BYTES >> 20),
        format!(
            "unpacks to more than the {} megabytes allowed and was not opened",
            MOST_BYTES >> 20
        ),
    )
}

/// Said of a file that ends early or contradicts itself.
pub(super) fn damaged() -> Words {
    Words::new(
        "文件已损坏或不完整：请重新保存或重新下载",
        "is damaged or incomplete: save or download it again",
    )
}

/// Said of a file that asks for a password.
pub(super) fn encrypted() -> Words {
    Words::new(
        "文件已加密：请用密码打开后另存为不加密的文件",
        "is encrypted: open it with its password and save it without one",
    )
}

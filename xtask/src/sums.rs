//! The page's folder -> a hash of every file in it, as `sha256sum -c` reads them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Where the hashes stand in the folder, which does not list itself.
pub const FILE: &str = "pkg/SHA256SUMS";

/// The hash of every file, one a line, in the order of their names.
///
/// # Errors
/// A file could not be read.
pub fn sums(folder: &Path) -> Result<String> {
    sums_of(folder, folder)
}

/// The same of a part of a folder: of a folder in it, or of one file.
///
/// # Errors
/// A file could not be read.
pub fn sums_of(folder: &Path, part: &Path) -> Result<String> {
    let mut files = Vec::new();
    if part.is_dir() {
        list(part, &mut files)?;
    } else {
        files.push(part.to_owned());
    }
    let mut names: Vec<String> = files
        .iter()
        .filter_map(|file| file.strip_prefix(folder).ok())
        .map(|name| name.to_string_lossy().replace('\\', "/"))
        .filter(|name| name != FILE)
        .collect();
    names.sort();
    let mut text = String::new();
    for name in names {
        let bytes =
            fs::read(folder.join(&name)).with_context(|| format!("{name} could not be read"))?;
        writeln!(text, "{}  {name}", hex(&Sha256::digest(bytes)))?;
    }
    Ok(text)
}

/// A hash as it is printed.
pub fn hex(hash: &[u8]) -> String {
    hash.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("{} could not be listed", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_but_the_list() {
        let folder = std::env::temp_dir().join(format!("gouji-sums-{}", std::process::id()));
        fs::create_dir_all(folder.join("pkg")).unwrap();
        for (name, text) in [("b", "abc"), ("pkg/a", ""), (FILE, "x")] {
            fs::write(folder.join(name), text).unwrap();
        }
        let text = sums(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let none = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(text, format!("{abc}  b\n{none}  pkg/a\n"));
    }
}

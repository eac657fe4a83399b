//! The same source, built in another folder -> the same page, byte for byte.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::{process, root, site, sums};

/// Builds the site here and in a copy of the sources, and compares all files.
///
/// # Errors
/// A build failed, or the two differ: the sentence names the files.
pub fn reproduce() -> Result<()> {
    site::build()?;
    // Not inside this one, whose settings cargo would apply there too.
    let elsewhere = std::env::temp_dir().join("gouji-in-a-folder-of-quite-another-name");
    if elsewhere.exists() {
        fs::remove_dir_all(&elsewhere)?;
    }
    copy_sources(&elsewhere)?;
    println!("building again in {}", elsewhere.display());
    process::run(
        process::cargo()
            .current_dir(&elsewhere)
            .args(["run", "--quiet", "--package", "xtask", "--"])
            .arg("site")
            .env_remove("CARGO_MANIFEST_DIR")
            .env("CARGO_TARGET_DIR", elsewhere.join("target")),
    )?;
    let (here, there) = (read(&root())?, read(&elsewhere)?);
    let differing: Vec<_> = here
        .lines()
        .filter(|line| !there.lines().any(|other| other == *line))
        .collect();
    ensure!(
        here == there,
        "two builds of the same source differ: {differing:#?}"
    );
    println!(
        "both builds are the same, in {} files",
        here.lines().count()
    );
    Ok(())
}

fn read(folder: &Path) -> Result<String> {
    let file = folder.join("target/site").join(sums::FILE);
    fs::read_to_string(&file).with_context(|| format!("{} could not be read", file.display()))
}

/// Copies what git knows, as it stands here.
fn copy_sources(to: &Path) -> Result<()> {
    let mut git = std::process::Command::new("git");
    let files = process::output(git.current_dir(root()).args(["ls-files", "-z"]))?;
    for name in files.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (root().join(name), to.join(name));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&from, &to).with_context(|| format!("{name} could not be copied"))?;
    }
    Ok(())
}

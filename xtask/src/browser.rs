//! This machine -> the path of a browser for the tests.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::process;

/// The variable that names a browser of one's own choice.
pub const VARIABLE: &str = "GOUJI_BROWSER";

/// Names on PATH; the first one found is used.
const NAMES: [&str; 10] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "firefox",
    "firefox-esr",
    "chrome.exe",
    "firefox.exe",
];

/// Where installers put one without adding it to PATH.
const PLACES: [&str; 9] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Mozilla Firefox\firefox.exe",
];

/// The browser and, for screenshots, a font that has Chinese characters.
const PACKAGES: [&str; 2] = ["chromium", "fonts-noto-cjk"];

/// Finds a browser, or installs Chromium where that is possible.
///
/// # Errors
/// There is none and none could be installed.
pub fn find_or_install() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os(VARIABLE).map(PathBuf::from) {
        ensure!(
            chosen.is_file(),
            "{VARIABLE} names {}, where there is no file",
            chosen.display()
        );
        return Ok(chosen);
    }
    if let Some(browser) = find() {
        return Ok(browser);
    }
    ensure!(
        process::exists("apt-get") && is_root(),
        "found no Chrome, Chromium or Firefox: install one (on Debian: `sudo apt-get install \
         {}`) or put its path in {VARIABLE}",
        PACKAGES.join(" ")
    );
    install()?;
    find().context("chromium was installed but is not on PATH")
}

fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = NAMES
        .iter()
        .flat_map(|name| env::split_paths(&path).map(move |folder| folder.join(name)));
    let elsewhere = PLACES.iter().map(PathBuf::from);
    on_path
        .chain(elsewhere)
        .find(|candidate| candidate.is_file())
}

/// Output goes to standard error: standard output is for the path.
fn install() -> Result<()> {
    eprintln!("found no browser; installing {}", PACKAGES.join(" "));
    let apt_get = |arguments: &[&str]| {
        process::run(
            Command::new("apt-get")
                .args(arguments)
                .env("DEBIAN_FRONTEND", "noninteractive")
                .stdout(Stdio::null()),
        )
    };
    apt_get(&["update"])?;
    let install = ["install", "--yes", "--no-install-recommends"];
    apt_get(&[&install[..], &PACKAGES[..]].concat())
}

fn is_root() -> bool {
    Path::new("/root").is_dir()
        && process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

//! What is written down of an outcome, in a file of `tests/data`.

use std::path::Path;

/// Compares with the file, or writes it where `GOUJI_BLESS` is set.
#[track_caller]
pub fn check(name: &str, found: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name);
    if std::env::var_os("GOUJI_BLESS").is_some() {
        std::fs::write(&file, found).unwrap();
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    let changed = found.lines().zip(expected.lines()).find(|(a, b)| a != b);
    assert_eq!(changed, None);
    assert_eq!(found.len(), expected.len());
}

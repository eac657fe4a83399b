//! wasm-bindgen's glue -> the same, in the JavaScript that Chromium 69 reads.

use anyhow::{Result, ensure};

/// What the glue says too newly, and the same said with older words.
const REPLACEMENTS: [(&str, &str); 1] = [(
    r"/\[object ([^\]]+)\]/.exec(toStringOutput)?.[1]",
    r"(/\[object ([^\]]+)\]/.exec(toStringOutput) || [])[1]",
)];

/// Syntax that came after Chromium 69 (`?.` and `??` with 80, the others with 85).
const TOO_NEW: [&str; 4] = ["?.", "??", "||=", "&&="];

/// Rewrites the glue.
///
/// # Errors
/// It holds newer syntax that no replacement is known for.
pub fn lower(glue: &str) -> Result<String> {
    let mut lowered = glue.to_owned();
    for (new, old) in REPLACEMENTS {
        lowered = lowered.replace(new, old);
    }
    for (index, line) in lowered.lines().enumerate() {
        for token in TOO_NEW {
            ensure!(
                !line.contains(token),
                "line {} of the glue holds `{token}`, which Chromium 69 cannot read; \
                 add a replacement to xtask/src/wasm/glue.rs: {}",
                index + 1,
                line.trim()
            );
        }
    }
    Ok(lowered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_optional_chain_is_replaced() {
        let glue = r"const className = /\[object ([^\]]+)\]/.exec(toStringOutput)?.[1];";
        assert_eq!(
            lower(glue).unwrap(),
            r"const className = (/\[object ([^\]]+)\]/.exec(toStringOutput) || [])[1];"
        );
    }

    #[test]
    fn an_unknown_one_is_refused_with_its_line() {
        let error = lower("let a;\n  a ??= 1;").unwrap_err().to_string();
        assert!(
            error.starts_with("line 2 of the glue holds `??`"),
            "{error}"
        );
        assert!(error.ends_with("glue.rs: a ??= 1;"), "{error}");
    }
}

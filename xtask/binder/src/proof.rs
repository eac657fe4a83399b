//! A module -> proof that it needs no more than its oldest browser has.

use std::fmt;
use std::str::FromStr;

use anyhow::{Context, Error, Result, bail};
use wasmparser::{Validator, WasmFeatures};

/// The oldest Chromium a module is meant for. Measured on real ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oldest {
    /// The first wasm, and mutable globals.
    Chromium69,
    /// Also what the precompiled std uses.
    Chromium78,
}

impl Oldest {
    fn features(self) -> WasmFeatures {
        match self {
            Oldest::Chromium69 => WasmFeatures::WASM1,
            Oldest::Chromium78 => WasmFeatures::WASM1
                .union(WasmFeatures::SIGN_EXTENSION)
                .union(WasmFeatures::BULK_MEMORY)
                .union(WasmFeatures::SATURATING_FLOAT_TO_INT),
        }
    }
}

impl FromStr for Oldest {
    type Err = Error;

    fn from_str(version: &str) -> Result<Oldest> {
        match version {
            "69" => Ok(Oldest::Chromium69),
            "78" => Ok(Oldest::Chromium78),
            _ => bail!("a module is meant for Chromium 69 or 78, not {version}"),
        }
    }
}

impl fmt::Display for Oldest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Oldest::Chromium69 => "Chromium 69",
            Oldest::Chromium78 => "Chromium 78",
        })
    }
}

/// Validates a module with the features of its oldest browser and no others.
///
/// # Errors
/// It needs another feature: the sentence says which and at what offset.
pub fn prove(module: &[u8], oldest: Oldest) -> Result<()> {
    Validator::new_with_features(oldest.features())
        .validate_all(module)
        .map(drop)
        .with_context(|| format!("the module would not run on {oldest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One function without parameters: its type's results, then its code.
    fn module(results: &[u8], code: &[u8]) -> Vec<u8> {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        let mut section = |id: u8, content: &[&[u8]]| {
            let content = content.concat();
            bytes.extend([id, u8::try_from(content.len()).unwrap()]);
            bytes.extend(content);
        };
        let count = |slice: &[u8]| [u8::try_from(slice.len()).unwrap()];
        section(1, &[&[1, 0x60, 0], &count(results), results]);
        section(3, &[&[1, 0]]);
        section(5, &[&[1, 0, 1]]);
        let body = [&[0], code, &[0x0b]].concat();
        section(10, &[&[1], &count(&body), &body]);
        bytes
    }

    #[track_caller]
    fn check_refused(module: &[u8], oldest: Oldest, expected: &str) {
        let error = format!("{:#}", prove(module, oldest).unwrap_err());
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn the_first_wasm_runs_everywhere() {
        let module = module(&[0x7f], &[0x41, 0]);
        prove(&module, Oldest::Chromium69).unwrap();
        prove(&module, Oldest::Chromium78).unwrap();
    }

    #[test]
    fn sign_extension_needs_chromium_78() {
        let module = module(&[0x7f], &[0x41, 0, 0xc0]);
        check_refused(
            &module,
            Oldest::Chromium69,
            "would not run on Chromium 69: sign extension operations support is not enabled",
        );
        prove(&module, Oldest::Chromium78).unwrap();
    }

    #[test]
    fn bulk_memory_needs_chromium_78() {
        let module = module(&[], &[0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 0x0b, 0]);
        check_refused(
            &module,
            Oldest::Chromium69,
            "bulk memory support is not enabled",
        );
        prove(&module, Oldest::Chromium78).unwrap();
    }

    #[test]
    fn two_results_are_refused() {
        let module = module(&[0x7f, 0x7f], &[0x41, 0, 0x41, 0]);
        check_refused(&module, Oldest::Chromium78, "multi-value");
    }

    #[test]
    fn a_reference_is_refused() {
        let module = module(&[0x6f], &[0xd0, 0x6f]);
        check_refused(
            &module,
            Oldest::Chromium78,
            "reference types support is not enabled",
        );
    }
}

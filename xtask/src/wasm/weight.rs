//! A module -> what a visitor downloads, held to a budget.

use std::io::Write;

use anyhow::{Result, ensure};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

/// The most that the core module may weigh as a good server sends it: about a
/// second on a slow office line. PDF and old spreadsheets belong in modules of
/// their own, loaded when such a file is opened.
const BUDGET: usize = 150_000;

/// Prints the sizes of a module.
///
/// # Errors
/// It is over the budget.
pub fn weigh(module: &[u8]) -> Result<()> {
    let (raw, gzip, brotli) = (module.len(), gzip(module)?, brotli(module)?);
    println!("the module: {raw} bytes, {gzip} by gzip, {brotli} by brotli of {BUDGET}");
    ensure!(
        brotli <= BUDGET,
        "the module is {} bytes over its budget; see what the last dependency brought, \
         or move a format into a module of its own",
        brotli - BUDGET
    );
    Ok(())
}

fn gzip(module: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(module)?;
    Ok(encoder.finish()?.len())
}

fn brotli(mut module: &[u8]) -> Result<usize> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut module, &mut packed, &parameters)?;
    Ok(packed.len())
}

//! A module -> what a visitor downloads, held to a budget.

use std::io::Write;

use anyhow::{Result, ensure};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

/// Prints the sizes of a module, and holds it to its budget if it has one.
///
/// # Errors
/// It is over its budget.
pub fn weigh(name: &str, module: &[u8], budget: Option<usize>) -> Result<()> {
    let (raw, gzip, brotli) = (module.len(), gzip(module)?, brotli(module)?);
    println!("{name}: {raw} bytes, {gzip} by gzip, {brotli} by brotli");
    let Some(budget) = budget else {
        return Ok(());
    };
    ensure!(
        brotli <= budget,
        "{name} is {} bytes over its budget; see what the last dependency brought, \
         or move a format into a module of its own",
        brotli - budget
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

//! Checks the arithmetic of annual reports on open government information.

pub mod source;

pub mod cells;

pub mod report;

pub mod rules;

pub mod findings;

#[cfg(target_arch = "wasm32")]
mod wasm;

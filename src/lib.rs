//! Checks the arithmetic of annual reports on open government information.

#[cfg(target_arch = "wasm32")]
mod wasm;

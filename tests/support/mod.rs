//! What the tests share: figures of real reports, generated ones, and writers
//! that print them in every shape that documents have.

#![allow(
    dead_code,
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_arithmetic,
    reason = "each test uses its part, and a failing test may panic"
)]

pub mod books;
pub mod compare;
pub mod dictionary;
pub mod figures;
pub mod fresh;
pub mod fuzz;
pub mod generate;
pub mod golden;
pub mod measure;
pub mod milp;
pub mod parts;
pub mod seeds;
pub mod slips;
pub mod small;
pub mod targets;
pub mod timing;
pub mod write;

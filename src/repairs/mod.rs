//! Failing relations become the cells to change, to what, and how sure that is.

pub mod solver;

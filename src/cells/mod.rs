//! The text of a document cut into cells, and the numerals printed in them.

mod number;

pub use number::{Doubt, Number, Numeral, read_number};

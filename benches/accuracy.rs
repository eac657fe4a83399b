//! Prints how often the true repair of each kind of slip comes first, as the table in
//! `docs/repairs.md`. Run with `cargo bench --bench accuracy`.
#![allow(missing_docs, clippy::unwrap_used, clippy::pedantic)]

#[path = "../tests/support/books.rs"]
#[allow(dead_code)]
mod books;
#[path = "../tests/support/measure.rs"]
#[allow(dead_code)]
mod measure;
#[path = "../tests/support/slips.rs"]
#[allow(dead_code)]
mod slips;

fn main() {
    let each = std::env::args()
        .find_map(|text| text.parse().ok())
        .unwrap_or(500);
    println!("{}", measure::heading());
    for score in measure::all(each) {
        println!("{score}");
    }
}

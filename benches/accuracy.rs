//! Prints how often the true repair of each kind of slip comes first: the table of
//! `docs/repairs.md`. `cargo bench --bench accuracy -- 2000` takes 2000 slips of each kind.

#[path = "../tests/support/mod.rs"]
mod support;

fn main() {
    let each = std::env::args()
        .find_map(|text| text.parse().ok())
        .unwrap_or(500);
    println!("{}", support::measure::heading());
    for score in support::measure::all(each) {
        println!("{score}");
    }
}

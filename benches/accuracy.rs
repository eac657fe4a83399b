//! Prints how often the true repair of each kind of slip comes first: the table of
//! `docs/repairs.md`. `cargo bench --bench accuracy -- 2000` takes 2000 slips of each kind.

#[path = "../tests/support/mod.rs"]
mod support;

fn main() {
    let mut numbers = std::env::args().filter_map(|text| text.parse().ok());
    let each = numbers.next().unwrap_or(500);
    let seed = numbers.next().unwrap_or(0);
    println!("{}", support::measure::heading());
    for score in support::measure::all(each, seed as u64) {
        println!("{score}");
    }
    for (size, scores) in support::measure::all_fresh(each, seed as u64) {
        println!("\n{size}\n\n{}", support::measure::heading());
        for score in scores {
            println!("{score}");
        }
    }
}

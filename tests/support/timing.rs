//! Times and tables of the benchmarks that print one figure for each of many things.

use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// The shortest of three runs, each long enough for a clock that ticks a hundred
/// times a second, in time spent on the processor: what other work on the machine
/// takes does not count, though what it drives out of the caches does.
pub fn of<T>(run: impl Fn() -> T) -> Duration {
    const ENOUGH: Duration = Duration::from_millis(250);
    const LONG: Duration = Duration::from_secs(3);
    let once = |times: u32| {
        let (start, spent) = (Instant::now(), on_processor());
        for _ in 0..times {
            black_box(run());
        }
        (start.elapsed() / times, (on_processor() - spent) / times)
    };
    let (rough, spent) = once(1);
    if rough > LONG {
        return spent;
    }
    let times = (ENOUGH.as_nanos() / rough.as_nanos().max(1)).clamp(1, 1_000_000) as u32;
    let runs = [once(times), once(times), once(times)];
    runs.into_iter()
        .map(|(_, spent)| spent)
        .min()
        .unwrap_or(spent)
}

/// The time this thread has run; where the system does not tell, the time of day.
fn on_processor() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// Prints a table as Markdown has it.
pub fn table<const N: usize>(heads: &[&str; N], rows: &[[String; N]]) {
    println!("\n| {} |\n|{}", heads.join(" | "), "---|".repeat(N));
    for row in rows {
        println!("| {} |", row.join(" | "));
    }
}

//! This process and what it has waited for -> seconds, by the wall and of processors.

use std::fmt;
use std::time::Instant;

/// A moment to measure from.
pub struct Clock {
    start: Instant,
    spent: Option<f64>,
}

impl Clock {
    /// Starts to measure.
    pub fn start() -> Clock {
        Clock {
            start: Instant::now(),
            spent: spent(),
        }
    }
}

/// What has passed since.
impl fmt::Display for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.1} s", self.start.elapsed().as_secs_f32())?;
        if let (Some(before), Some(now)) = (self.spent, spent()) {
            write!(formatter, ", {:.1} s of processors", now - before)?;
        }
        Ok(())
    }
}

/// Seconds that processors have spent on this process and on what it has waited for,
/// where the system tells.
fn spent() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program stands in brackets and may hold anything.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = fields
        .get(11..15)?
        .iter()
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    // Linux tells programs of hundredths, whatever it counts in.
    Some(ticks / 100.0)
}

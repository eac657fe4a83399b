//! What a run came to becomes its exit status.

use gouji::view::{Verdict, View};
use std::process::ExitCode;

/// What a run came to. Of several the last of these counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Nothing is wrong, and everything was read and decided.
    #[default]
    Sound,
    /// Nothing is wrong, but something was not read or not decided.
    Open,
    /// A report is wrong.
    Wrong,
    /// A file could not be read or written, or the arguments are wrong.
    Failed,
}

impl Status {
    /// That of one report; where it is strict a warning is as good as an error.
    pub fn of(view: &View, is_strict: bool) -> Self {
        match view.verdict {
            Verdict::Holds => Self::Sound,
            Verdict::Fails => Self::Wrong,
            Verdict::Warns if is_strict => Self::Wrong,
            Verdict::Warns if view.is_whole() => Self::Sound,
            Verdict::Warns | Verdict::Undecided | Verdict::Unread => Self::Open,
        }
    }

    /// Whether all went well, or a failure.
    pub fn failed_if(is_failed: bool) -> Self {
        if is_failed { Self::Failed } else { Self::Sound }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(match status {
            Status::Sound => 0,
            Status::Wrong => 1,
            Status::Failed => 2,
            Status::Open => 3,
        })
    }
}

//! How JavaScript asks for a check becomes what the library takes.

use crate::findings::{ComparedWith, Waiver};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a report is checked with, but for the reports it is compared with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct OptionsGiven {
    corrections: BTreeMap<String, String>,
    without: Vec<String>,
    waived: Vec<WaiverGiven>,
}

#[derive(Deserialize)]
struct WaiverGiven {
    rule: String,
    reason: String,
}

/// The same, of which the library borrows.
pub(super) struct Settings {
    corrections: Vec<(String, String)>,
    without: Vec<String>,
    waived: Vec<Waiver>,
}

impl From<OptionsGiven> for Settings {
    fn from(given: OptionsGiven) -> Self {
        let waiver = |given: WaiverGiven| Waiver {
            rule: given.rule,
            reason: given.reason,
        };
        Self {
            corrections: given.corrections.into_iter().collect(),
            without: given.without,
            waived: given.waived.into_iter().map(waiver).collect(),
        }
    }
}

impl Settings {
    pub(super) fn options<'a>(&'a self, compared_with: ComparedWith<'a>) -> crate::Options<'a> {
        crate::Options {
            corrections: &self.corrections,
            compared_with,
            without: &self.without,
            waived: &self.waived,
            ..crate::Options::default()
        }
    }
}

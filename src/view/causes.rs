//! The located causes, as the contract has them.

#![expect(
    clippy::indexing_slicing,
    reason = "a repair names relations by their place among the findings it was made from"
)]

use crate::findings::Findings;
use crate::repairs::{Cause, Change, Repair};
use crate::report::fields::CellId;
use serde::Serialize;

/// What to change for one block of failures.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct CauseView {
    /// Its failing relations, as indexes into the findings.
    pub findings: Vec<usize>,
    /// Every smallest set of changes, best first.
    pub options: Vec<OptionView>,
    /// Proven: fewer cells cannot make the relations hold.
    pub at_least: usize,
    /// What to make of the options.
    pub message: String,
    /// The same in English.
    pub message_en: String,
}

/// One set of changes that makes every relation of a block hold.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct OptionView {
    /// What to change.
    pub changes: Vec<ChangeView>,
    /// The errors that explain the changes.
    pub acts: Vec<ActView>,
    /// The relations that fail now and hold then.
    pub resolves: Vec<String>,
    /// `certain`, `likely` or `open`.
    #[cfg_attr(feature = "cli", schemars(extend("enum" = ["certain", "likely", "open"])))]
    pub certainty: &'static str,
    /// Every relation that the changes touch, in numbers before and after.
    pub proof: Vec<ProofView>,
}

/// One cell and its new value.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ChangeView {
    /// Which cell.
    pub cell: CellId,
    /// What it holds; none where it is blank.
    pub from: Option<i64>,
    /// What it should hold.
    pub to: i64,
}

/// One error of the clerk.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ActView {
    /// Its kind.
    pub reason: &'static str,
    /// The changes it explains, as indexes.
    pub changes: Vec<usize>,
    /// What happened.
    pub message: String,
    /// The same in English.
    pub message_en: String,
}

/// Both sides of a relation, before and after.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ProofView {
    /// Which relation.
    pub instance: String,
    /// As they stand.
    pub before: (i64, i64),
    /// Once repaired.
    pub after: (i64, i64),
}

/// The causes, their findings counted among those that are reported.
pub(super) fn causes(findings: &Findings, causes: &[Cause]) -> Vec<CauseView> {
    let reported: Vec<usize> = findings.reported().map(|(at, _)| at).collect();
    let place = |finding: &usize| reported.iter().position(|at| at == finding);
    let cause = |cause: &Cause| CauseView {
        findings: cause.findings.iter().filter_map(place).collect(),
        options: cause.options.iter().map(|o| option(findings, o)).collect(),
        at_least: cause.at_least,
        message: cause.words.zh.clone(),
        message_en: cause.words.en.clone(),
    };
    causes.iter().map(cause).collect()
}

fn option(findings: &Findings, repair: &Repair) -> OptionView {
    let instance = |finding: usize| findings.all[finding].instance.to_string();
    let act = |act: &crate::repairs::Act| ActView {
        reason: act.reason.name(),
        changes: act.changes.clone(),
        message: act.words.zh.clone(),
        message_en: act.words.en.clone(),
    };
    let proof = |p: &crate::repairs::Proof| ProofView {
        instance: instance(p.finding),
        before: p.before,
        after: p.after,
    };
    let broken = repair.proof.iter().filter(|p| p.before.0 != p.before.1);
    OptionView {
        changes: repair.changes.iter().map(change).collect(),
        acts: repair.acts.iter().map(act).collect(),
        resolves: broken.map(|p| instance(p.finding)).collect(),
        certainty: repair.certainty.name(),
        proof: repair.proof.iter().map(proof).collect(),
    }
}

pub(super) fn change(change: &Change) -> ChangeView {
    ChangeView {
        cell: change.cell,
        from: change.from,
        to: change.to,
    }
}

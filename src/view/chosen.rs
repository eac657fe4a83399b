//! What its reader wants to hear of: families switched off, findings waived.

use super::{FindingView, View};

/// A rule that is known to be broken in a report, and why that is right there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// A rule, a family, or a single relation such as `requests.balance:total`.
    pub rule: String,
    /// The reason.
    pub reason: String,
}

/// Whether a rule is the one of this name, or of the family of this name:
/// `prose.share` is of `prose`.
///
/// ```
/// use gouji::view::is_of;
/// assert!(is_of("prose.share", "prose") && is_of("prose.share", "prose.share"));
/// assert!(!is_of("prose.share", "prose.s"));
/// ```
#[must_use]
pub fn is_of(rule: &str, name: &str) -> bool {
    let rest = rule.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Takes away what the rules or families of these names say.
///
/// A correction that was sought for their relations and others stays, and
/// tells of the others only; where none is left it goes as well.
pub fn leave_out(view: &mut View, names: &[String]) {
    let is_out = |finding: &FindingView| names.iter().any(|name| is_of(finding.rule, name));
    if !view.findings.iter().any(is_out) {
        return;
    }
    let findings = std::mem::take(&mut view.findings);
    // Where each finding that stays comes to stand.
    let mut places = Vec::new();
    for finding in findings {
        places.push((!is_out(&finding)).then_some(view.findings.len()));
        if is_out(&finding) {
            discount(view, &finding);
        } else {
            view.findings.push(finding);
        }
    }
    let stays = |at: &usize| places.get(*at).copied().flatten();
    let mut causes = Vec::new();
    for mut cause in std::mem::take(&mut view.causes) {
        cause.findings = cause.findings.iter().filter_map(stays).collect();
        if !cause.findings.is_empty() {
            causes.push(cause);
        }
    }
    for finding in &mut view.findings {
        finding.cause = None;
    }
    for (at, cause) in causes.iter().enumerate() {
        for finding in &cause.findings {
            if let Some(finding) = view.findings.get_mut(*finding) {
                finding.cause = Some(at);
            }
        }
    }
    view.causes = causes;
}

/// Marks what the rules of these waivers say, and counts it no longer.
pub fn waive(view: &mut View, waivers: &[Waiver]) {
    let mut findings = std::mem::take(&mut view.findings);
    for finding in &mut findings {
        let mut waivers = waivers.iter();
        let waiver = waivers.find(|w| w.rule == finding.instance || is_of(finding.rule, &w.rule));
        if let Some(waiver) = waiver {
            finding.waived = Some(waiver.reason.clone());
            discount(view, finding);
        }
    }
    view.findings = findings;
}

/// Takes a finding out of the counts.
fn discount(view: &mut View, finding: &FindingView) {
    let summary = &mut view.summary;
    let is_undecided = finding.outcome == "undecided";
    if is_undecided {
        summary.undecided -= finding.relations;
    } else {
        summary.fails -= finding.relations;
    }
    if !is_undecided || finding.relations == 0 {
        match finding.severity {
            "error" => summary.errors -= 1,
            "warning" => summary.warnings -= 1,
            _ => summary.hints -= 1,
        }
    }
}

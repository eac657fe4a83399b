//! What its reader wants to hear of: families switched off, findings waived.

use super::{FindingView, View};
use crate::findings::Waiver;

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
pub(super) fn leave_out(view: &mut View, names: &[String]) {
    let is_out = |finding: &FindingView| names.iter().any(|name| is_of(finding.rule, name));
    if !view.findings.iter().any(is_out) {
        return;
    }
    let findings = std::mem::take(&mut view.findings);
    // Where each finding that stays comes to stand.
    let mut places = Vec::new();
    for finding in findings {
        places.push((!is_out(&finding)).then_some(view.findings.len()));
        if !is_out(&finding) {
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

/// The family that a rule or an instance is of.
pub(super) fn family(name: &str) -> &str {
    name.split(['.', ':']).next().unwrap_or_default()
}

/// Marks what the rules of these waivers say.
pub(super) fn waive(view: &mut View, waivers: &[Waiver]) {
    let mut findings = std::mem::take(&mut view.findings);
    for finding in &mut findings {
        let mut waivers = waivers.iter();
        let waiver = waivers.find(|w| w.rule == finding.instance || is_of(finding.rule, &w.rule));
        if let Some(waiver) = waiver {
            finding.waived = Some(waiver.reason.clone());
        }
    }
    view.findings = findings;
}

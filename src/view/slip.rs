//! What is sent back to the unit that drew a report up: the 退回单, with what
//! is to be looked at, cell by cell. Drawn as a page and as a Word document.

mod docx;
mod html;
mod markdown;

pub use docx::slips_as_docx;
pub use html::{slip_as_html, slips_as_html};
pub use markdown::slip_as_markdown;

use super::area::open_causes;
use super::text::{place, shortened};
use super::{CauseView, ChangeView, FindingView, RuleView, View, cell_name, rules};

/// One slip, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slip {
    /// Its heading.
    pub title: String,
    /// Whose report it is, and what else is known: names and values.
    pub facts: Vec<(String, String)>,
    /// How much there is to do, in a sentence.
    pub verdict: String,
    /// What is to be looked at.
    pub items: Vec<Item>,
    /// What may be worth a look.
    pub hints: Vec<String>,
    /// What could not be read for certain; no fault of the report's.
    pub unread: Vec<String>,
}

/// Something to look at: cells with one cause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The cells, what they hold and what they should hold; the last is empty
    /// where nothing speaks for one value.
    pub changes: Vec<[String; 3]>,
    /// What is wrong, and why.
    pub reasons: Vec<String>,
    /// The rules that it breaks.
    pub rules: Vec<&'static str>,
    /// What those rest on.
    pub sources: Vec<&'static str>,
}

impl Slip {
    /// The heading of every slip.
    pub const TITLE: &str = "政府信息公开工作年度报告核对退回单";
}

/// Draws up the slip of a report. `columns` are further facts, such as whom to ask.
///
/// ```
/// use gouji::{check, source::Source, view::slip};
/// let text = "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉 \
///     结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计 \
///     1 0 0 0 2 0 0 0 0 0 0 0 0 0 0";
/// let slip = slip(&check(Source { name: "a.txt", text }), &[]);
/// assert_eq!(slip.items.len(), 1);
/// ```
#[must_use]
pub fn slip(view: &View, columns: &[(String, String)]) -> Slip {
    let rules = rules();
    let open = |f: &&FindingView| f.waived.is_none();
    let mut items: Vec<_> = open_causes(view)
        .map(|cause| of_cause(view, cause, &rules))
        .collect();
    let others = view
        .findings
        .iter()
        .filter(open)
        .filter(|f| f.cause.is_none());
    let told = others
        .clone()
        .filter(|f| f.severity != Some("hint") && f.outcome == "fails");
    let blank = others.clone().filter(|f| !f.proposed.is_empty());
    items.extend(told.chain(blank).map(|f| of_finding(view, f, &rules)));
    let hints = others.filter(|f| f.severity == Some("hint") && f.outcome == "fails");
    Slip {
        title: Slip::TITLE.to_owned(),
        facts: facts(view, columns),
        verdict: verdict(view, items.len()),
        items,
        hints: hints.map(|f| f.message.clone()).collect(),
        unread: unread(view),
    }
}

impl Item {
    /// Its cells, or one empty row where it is about none.
    fn rows(&self) -> impl Iterator<Item = [&str; 3]> {
        let none = self.changes.is_empty().then_some([""; 3]);
        let changes = self.changes.iter();
        let rows = changes.map(|change| change.each_ref().map(String::as_str));
        rows.chain(none)
    }

    /// The rules with their sources, as one line.
    fn authority(&self) -> String {
        format!(
            "{}；依据：{}",
            self.rules.join("、"),
            self.sources.join("；")
        )
    }
}

const HEADINGS: [&str; 5] = ["序号", "单元格", "现值", "建议值", "问题和依据"];
const HINTS: &str = "另请留意";
const UNREAD: &str = "以下内容未能读准，不是年报的错误，请对照原件：";
const SIGNED: [&str; 3] = ["核对人", "填报单位核实人", "日期"];

fn facts(view: &View, columns: &[(String, String)]) -> Vec<(String, String)> {
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let unknown = || "（未识别）".to_owned();
    let year = view.year.map_or_else(unknown, |y| format!("{y}年"));
    let mut facts = vec![
        fact("单位", view.agency.clone().unwrap_or_else(unknown)),
        fact("年度", year),
        fact("文件", view.source.name.clone()),
    ];
    facts.extend(view.form.map(|form| fact("表式", format!("{form}年格式"))));
    facts.extend(
        columns
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .cloned(),
    );
    facts
}

fn verdict(view: &View, items: usize) -> String {
    match (items, view.tally.to_do, view.form) {
        (0, _, None) => "没有找到表三，未能核对，请确认文件是否完整。".to_owned(),
        (0, _, _) => "未发现需要修改之处。".to_owned(),
        (_, acts, _) => format!("有{acts}处需要核对修改，请对照台账逐项核实后再报。"),
    }
}

fn of_cause(view: &View, cause: &CauseView, rules: &[RuleView]) -> Item {
    let findings = cause
        .findings
        .iter()
        .filter_map(|at| view.findings.get(*at));
    let findings: Vec<_> = findings.filter(|f| f.waived.is_none()).collect();
    let mut item = about(&findings, rules);
    let Some(best) = cause.options.first() else {
        item.changes = cells(view, findings.iter().flat_map(|f| &f.cells).copied());
        item.reasons.insert(0, cause.message.clone());
        return item;
    };
    item.changes = best.changes.iter().map(|c| change(view, c)).collect();
    let acts = best.acts.iter().map(|act| act.message.clone());
    item.reasons = acts.chain(item.reasons).collect();
    if best.certainty != "certain" {
        item.reasons.push(cause.message.clone());
        let others = cause.options.iter().skip(1).take(OTHERS);
        item.reasons.extend(others.map(|option| {
            let changes = option.changes.iter().map(|c| {
                let [cell, from, to] = change(view, c);
                format!("{cell}：{from} → {to}")
            });
            format!("或者：{}", changes.collect::<Vec<_>>().join("；"))
        }));
    }
    item
}

/// So many other corrections are told, lest a slip run over its page.
const OTHERS: usize = 3;

fn of_finding(view: &View, finding: &FindingView, rules: &[RuleView]) -> Item {
    let mut item = about(&[finding], rules);
    item.changes = if finding.proposed.is_empty() {
        cells(view, finding.cells.iter().copied())
    } else {
        finding.proposed.iter().map(|c| change(view, c)).collect()
    };
    item.reasons.extend(finding.place.as_ref().map(place));
    item
}

/// What some findings say and rest on.
fn about(findings: &[&FindingView], rules: &[RuleView]) -> Item {
    let mut item = Item::default();
    for (at, finding) in findings.iter().enumerate() {
        if at == RELATIONS {
            let rest = findings.len() - RELATIONS;
            item.reasons.push(format!("……另有{rest}条关系因此不成立"));
        }
        if at >= RELATIONS {
            continue;
        }
        let numbers = finding.formula.as_deref().map(shortened);
        let numbers = numbers.map_or_else(String::new, |n| format!("（{n}）"));
        item.reasons.push(format!("{}{numbers}", finding.message));
        if item.rules.contains(&finding.rule) {
            continue;
        }
        item.rules.push(finding.rule);
        let rule = rules.iter().find(|rule| rule.id == finding.rule);
        let source = rule.map(|rule| rule.source);
        item.sources
            .extend(source.filter(|s| !item.sources.contains(s)));
    }
    item
}

/// One slip may break ten relations: more than these tell nothing new.
const RELATIONS: usize = 6;

fn change(view: &View, change: &ChangeView) -> [String; 3] {
    let from = change.from.map_or_else(blank, |n| n.to_string());
    [cell_name(view, change.cell), from, change.to.to_string()]
}

fn blank() -> String {
    "（空白）".to_owned()
}

/// The first few cells as they stand.
fn cells(
    view: &View,
    ids: impl Iterator<Item = crate::report::fields::CellId>,
) -> Vec<[String; 3]> {
    let mut rows = Vec::new();
    for id in ids.take(CELLS) {
        let cell = view.cells.iter().find(|(own, _)| *own == id);
        let raw = cell.map_or_else(String::new, |(_, cell)| cell.raw.clone());
        let raw = if raw.is_empty() { blank() } else { raw };
        let row = [cell_name(view, id), raw, String::new()];
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows
}

/// More cells than these are a matter of the whole row or table, which the reason names.
const CELLS: usize = 8;

/// What could not be read: the reader's doubt, not the report's fault.
fn unread(view: &View) -> Vec<String> {
    let unsure = view
        .cells
        .iter()
        .filter(|(_, cell)| cell.status == "unsure");
    let cells = unsure.map(|(id, cell)| {
        let reason = cell.reason.as_deref().unwrap_or_default();
        format!("{}“{}”：{reason}", cell_name(view, *id), cell.raw)
    });
    let problems = view.problems.iter().map(|p| p.message.clone());
    problems.chain(cells).collect()
}

//! What is sent back to the unit that drew a report up (核对反馈单): what is to be
//! looked at, cell by cell. Drawn as a page and as a Word document.

mod docx;
mod html;
mod markdown;

pub use docx::return_sheets_as_docx;
pub use html::{return_sheet_as_html, return_sheets_as_html};
pub use markdown::return_sheet_as_markdown;

use super::text::{cell_name, change_words, empty, place, shortened};
use super::{CauseView, EntryKind, EntryView, FindingView, RuleView, Verdict, View, rules};
use crate::report::fields::CellId;
use crate::source::Language;

/// One sheet, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnSheet {
    /// The language it is in.
    pub language: Language,
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
    /// What the rules that it breaks rest on.
    pub sources: Vec<&'static str>,
}

impl ReturnSheet {
    /// The heading of every sheet.
    #[must_use]
    pub fn title(language: Language) -> &'static str {
        language.pick(
            "政府信息公开工作年度报告核对反馈单",
            "Slip: annual report on open government information",
        )
    }
}

/// Draws up the sheet of a report. `columns` are further facts, such as whom to ask.
///
/// ```
/// use gouji::{Options, check, open, recognize, source::Language, view::return_sheet};
/// let text = "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉 \
///     结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计 \
///     1 0 0 0 2 0 0 0 0 0 0 0 0 0 0";
/// let reading = &recognize(&open("a.txt", text.as_bytes()).unwrap())[0];
/// let view = check(reading, &Options::default()).view();
/// assert_eq!(return_sheet(&view, &[], Language::Chinese).items.len(), 1);
/// ```
#[must_use]
pub fn return_sheet(view: &View, columns: &[(String, String)], language: Language) -> ReturnSheet {
    let writer = Writer {
        view,
        language,
        rules: rules(),
    };
    let open = || view.entries.iter().filter(|entry| !entry.waived);
    let items = open().filter(|e| e.kind != EntryKind::Hint && e.actions > 0);
    let hints = open().filter(|e| e.kind == EntryKind::Hint);
    let hints = hints.flat_map(|entry| writer.findings(entry));
    ReturnSheet {
        language,
        title: ReturnSheet::title(language).to_owned(),
        facts: writer.facts(columns),
        verdict: writer.verdict(),
        items: items.map(|entry| writer.item(entry)).collect(),
        hints: hints.map(|f| writer.message(f).to_owned()).collect(),
        unread: writer.unread(),
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

    /// What its rules rest on, as one line.
    fn authority(&self, language: Language) -> String {
        let (source, and) = language.pick(("依据：", "；"), ("Source: ", "; "));
        format!("{source}{}", self.sources.join(and))
    }
}

/// The words that stand on every sheet.
struct Words {
    headings: [&'static str; 5],
    hints: &'static str,
    unread: &'static str,
    signed: [&'static str; 3],
}

impl Words {
    fn of(language: Language) -> Self {
        language.pick(
            Self {
                headings: ["序号", "格", "现值", "建议值", "问题和依据"],
                hints: "提示",
                unread: "以下内容程序没有读准，不能据此认为年报有误，请对照原件：",
                signed: ["核对人", "填报单位核实人", "日期"],
            },
            Self {
                headings: ["No.", "Cell", "Now", "Proposed value", "What is wrong, and source"],
                hints: "Hints",
                unread: "Not read for certain; this says nothing against the report. Please see the original:",
                signed: ["Checked by", "Confirmed by", "Date"],
            },
        )
    }
}

/// A report whose sheet is written.
struct Writer<'a> {
    view: &'a View,
    language: Language,
    rules: Vec<RuleView>,
}

impl<'a> Writer<'a> {
    fn facts(&self, columns: &[(String, String)]) -> Vec<(String, String)> {
        let (view, to) = (self.view, self.language);
        let unknown = || to.pick("（未识别）", "(not found)").to_owned();
        let mut facts = vec![
            (
                to.pick("单位", "Agency"),
                view.agency.clone().unwrap_or_else(unknown),
            ),
            (
                to.pick("年度", "Year"),
                view.year.map_or_else(unknown, |year| year.to_string()),
            ),
            (to.pick("文件", "File"), file_name(&view.source.name)),
        ];
        let form = |form| to.pick(format!("{form}年格式"), format!("form of {form}"));
        facts.extend(view.form.map(|year| (to.pick("格式", "Form"), form(year))));
        let own = facts
            .into_iter()
            .map(|(name, fact)| (name.to_owned(), fact));
        let further = columns.iter().filter(|(_, value)| !value.is_empty());
        own.chain(further.cloned()).collect()
    }

    fn verdict(&self) -> String {
        let (to, actions) = (self.language, self.view.tally.to_do);
        let words = match (actions, self.view.verdict) {
            (0, Verdict::Unread) => to.pick(
                "没有读出年报的表，未能核对，请确认文件是否完整。",
                "No table of the report was read, and nothing was checked. Is the file complete?",
            ),
            (0, Verdict::Undecided) => to.pick(
                "没有发现不相符，但有内容没有读准或无法判断，请对照原件。",
                "Nothing disagrees, but not all was read for certain or decided. Please see the original.",
            ),
            (0, _) => to.pick("没有待处理的内容。", "There is nothing to do."),
            (1, _) => to.pick(
                "有1处待处理，请对照台账核实后再报。",
                "There is one thing to do. Please check it against the register before you report again.",
            ),
            _ => {
                return to.pick(
                    format!("有{actions}处待处理，请对照台账逐项核实后再报。"),
                    format!(
                        "There are {actions} things to do. Please check each against the register before you report again."
                    ),
                );
            }
        };
        words.to_owned()
    }

    /// The findings of an entry that are not waived.
    fn findings(&self, entry: &'a EntryView) -> Vec<&'a FindingView> {
        let own = entry.findings.iter();
        let own = own.filter_map(|at| self.view.findings.get(*at));
        own.filter(|f| f.waived.is_none()).collect()
    }

    fn message<'f>(&self, finding: &'f FindingView) -> &'f str {
        self.language.pick(&finding.message, &finding.message_en)
    }

    fn item(&self, entry: &'a EntryView) -> Item {
        let findings = self.findings(entry);
        let cause = entry.cause.and_then(|at| self.view.causes.get(at));
        cause.map_or_else(
            || self.alone(&findings),
            |cause| self.of_cause(cause, &findings),
        )
    }

    fn of_cause(&self, cause: &CauseView, findings: &[&FindingView]) -> Item {
        let to = self.language;
        let message = to.pick(&cause.message, &cause.message_en);
        let mut item = self.about(findings);
        let Some(best) = cause.options.first() else {
            item.changes = self.cells(findings.iter().flat_map(|f| &f.cells).copied());
            item.reasons.insert(0, message.clone());
            return item;
        };
        let change = |change| change_words(self.view, change, to);
        item.changes = best.changes.iter().map(change).collect();
        let acts = best.acts.iter();
        let acts = acts.map(|act| to.pick(&act.message, &act.message_en).clone());
        item.reasons = acts.chain(item.reasons).collect();
        if best.certainty != "certain" {
            item.reasons.push(message.clone());
            let (colon, and) = to.pick(("：", "；"), (": ", "; "));
            let others = cause.options.iter().skip(1).take(OTHERS);
            item.reasons.extend(others.map(|option| {
                let changes = option.changes.iter().map(|c| {
                    let [cell, from, to] = change(c);
                    format!("{cell}{colon}{from} → {to}")
                });
                let changes = changes.collect::<Vec<_>>().join(and);
                format!("{}{changes}", to.pick("或者：", "Or: "))
            }));
        }
        item
    }

    fn alone(&self, findings: &[&FindingView]) -> Item {
        let mut item = self.about(findings);
        let proposed: Vec<_> = findings.iter().flat_map(|f| &f.proposed).collect();
        item.changes = if proposed.is_empty() {
            self.cells(findings.iter().flat_map(|f| &f.cells).copied())
        } else {
            let changes = proposed.into_iter();
            changes
                .map(|c| change_words(self.view, c, self.language))
                .collect()
        };
        let places = findings.iter().filter_map(|f| f.place.as_ref());
        item.reasons
            .extend(places.map(|at| place(at, self.language)));
        item
    }

    /// What some findings say and rest on.
    fn about(&self, findings: &[&FindingView]) -> Item {
        let to = self.language;
        let mut item = Item::default();
        for finding in findings.iter().take(RELATIONS) {
            // Two numbers alone are in the sentence already.
            let numbers = finding.formula.as_deref().map(shortened);
            let numbers = numbers.filter(|numbers| numbers.contains(" + "));
            let (open, close) = to.pick(("（", "）"), (" (", ")"));
            let numbers = numbers.map_or_else(String::new, |n| format!("{open}{n}{close}"));
            item.reasons
                .push(format!("{}{numbers}", self.message(finding)));
            let rule = self.rules.iter().find(|rule| rule.id == finding.rule);
            let source = rule.map(|rule| to.pick(rule.source, rule.source_en));
            item.sources
                .extend(source.filter(|s| !item.sources.contains(s)));
        }
        if findings.len() > RELATIONS {
            let rest = findings.len() - RELATIONS;
            item.reasons.push(to.pick(
                format!("……另有{rest}条关系因此不相符"),
                format!("… and {rest} more relations do not agree for this reason"),
            ));
        }
        item
    }

    /// The first few cells as they stand.
    fn cells(&self, ids: impl Iterator<Item = CellId>) -> Vec<[String; 3]> {
        let mut rows = Vec::new();
        for id in ids.take(CELLS) {
            let cell = self.view.cells.iter().find(|(own, _)| *own == id);
            let raw = cell.map_or("", |(_, cell)| cell.raw.as_str());
            let raw = if raw.is_empty() {
                empty(self.language)
            } else {
                raw
            };
            let name = cell_name(self.view, id, self.language);
            let row = [name, raw.to_owned(), String::new()];
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        rows
    }

    /// What could not be read: the reader's doubt, not the report's fault.
    fn unread(&self) -> Vec<String> {
        let (view, to) = (self.view, self.language);
        let colon = to.pick("：", ": ");
        let unsure = view.cells.iter();
        let unsure = unsure.filter(|(_, cell)| cell.status == "unsure");
        let cells = unsure.map(|(id, cell)| {
            let reason = to.pick(&cell.reason, &cell.reason_en);
            let reason = reason.as_deref().unwrap_or_default();
            format!("{}“{}”{colon}{reason}", cell_name(view, *id, to), cell.raw)
        });
        let problems = view.problems.iter();
        let problems = problems.map(|p| to.pick(&p.message, &p.message_en).clone());
        problems.chain(cells).collect()
    }
}

/// The name of a file without its folders: a paper tells nothing of a machine.
fn file_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next();
    name.unwrap_or(path).to_owned()
}

/// So many other corrections are named, lest a sheet run over its page.
const OTHERS: usize = 3;

/// One error may break ten relations: more than these say nothing new.
const RELATIONS: usize = 6;

/// More cells than these are a matter of the whole row or table, which the reason names.
const CELLS: usize = 8;

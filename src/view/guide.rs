//! The catalogue of rules as text for a terminal, as Markdown, and as a page.

use super::words::state;
use super::{RuleView, escaped};
use crate::source::Language;
use std::fmt::Write;

/// The catalogue as text.
#[must_use]
pub fn rules_as_text(rules: &[RuleView], language: Language) -> String {
    rules.iter().map(|rule| text(rule, language)).collect()
}

/// One rule of the catalogue as text; none of this name.
///
/// ```
/// use gouji::{source::Language, view::{rule_as_text, rules}};
/// let text = |id| rule_as_text(&rules(), id, Language::English);
/// assert!(text("requests.balance").unwrap().contains("9 + 1 = 8 + 2"));
/// assert!(text("requests.unbalance").is_none());
/// ```
#[must_use]
pub fn rule_as_text(rules: &[RuleView], id: &str, language: Language) -> Option<String> {
    let rule = rules.iter().find(|rule| rule.id == id);
    rule.map(|rule| text(rule, language))
}

fn text(rule: &RuleView, language: Language) -> String {
    let severity = state(rule.severity, language);
    let mut out = format!("{}  [{severity}]\n  {}\n", rule.id, rule.formula);
    _ = writeln!(out, "  {}", language.pick(&rule.message, &rule.message_en));
    for (name, value) in parts(rule, language) {
        _ = writeln!(out, "  {name}  {value}");
    }
    out.push('\n');
    out
}

/// What else there is to say of a rule: names and values.
fn parts(rule: &RuleView, language: Language) -> [(&'static str, &'static str); 4] {
    let names = language.pick(
        ["依据", "注意", "相符", "不相符"],
        ["source", "caution", "agrees", "does not agree"],
    );
    let [source, caution, holds, fails] = names;
    [
        (source, language.pick(rule.source, rule.source_en)),
        (caution, language.pick(rule.caution, rule.caution_en)),
        (holds, rule.holds),
        (fails, rule.fails),
    ]
}

/// The catalogue in Markdown.
#[must_use]
pub fn rules_as_markdown(rules: &[RuleView], language: Language) -> String {
    let mut out = format!("# {}\n", language.pick("核对的关系", "Rules"));
    for rule in rules {
        let severity = state(rule.severity, language);
        _ = write!(out, "\n## `{}`\n\n", rule.id);
        _ = writeln!(out, "`{}` ({severity})\n", rule.formula);
        _ = writeln!(out, "{}\n", language.pick(&rule.message, &rule.message_en));
        let colon = language.pick("：", ": ");
        for (name, value) in parts(rule, language) {
            _ = writeln!(out, "- {name}{colon}{value}");
        }
    }
    out
}

/// The catalogue as a page of the site, which is there in both languages.
#[must_use]
pub fn rules_as_html(rules: &[RuleView]) -> String {
    let mut out = HEAD.to_owned();
    for rule in rules {
        let (formula, id) = (escaped(rule.formula), rule.id);
        _ = writeln!(out, "<section id=\"{id}\">\n<h2>{id}</h2>");
        _ = writeln!(out, "<p><code>{formula}</code> ({})</p>", rule.severity);
        let pair = |zh: &str, en: &str| {
            let (zh, en) = (escaped(zh), escaped(en));
            format!("<span>{zh}</span> <span lang=\"en\">{en}</span>")
        };
        _ = writeln!(
            out,
            "<p>{}</p>\n<dl>",
            pair(&rule.message, &rule.message_en)
        );
        for (zh, en, value) in [
            ("依据", "Source", pair(rule.source, rule.source_en)),
            ("注意", "Caution", pair(rule.caution, rule.caution_en)),
            (
                "相符",
                "Agrees",
                format!("<code>{}</code>", escaped(rule.holds)),
            ),
            (
                "不相符",
                "Does not agree",
                format!("<code>{}</code>", escaped(rule.fails)),
            ),
        ] {
            _ = writeln!(out, "<dt>{}</dt><dd>{value}</dd>", pair(zh, en));
        }
        out += "</dl>\n</section>\n";
    }
    out + "</main>\n</body>\n</html>\n"
}

const HEAD: &str = r#"<!doctype html>
<html lang="mul">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>勾稽 · 核对的关系 Rules</title>
<link rel="icon" href="icon.png">
<link rel="stylesheet" href="page.css">
</head>
<body class="rules" lang="zh-Hans">
<main>
<h1>核对的关系 <span lang="en">Rules</span></h1>
"#;

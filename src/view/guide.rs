//! The catalogue of rules as text for a terminal, as Markdown, and as a page.

use super::words::state;
use super::{GuideView, escaped, guides};
use crate::source::Language;
use std::fmt::Write;

/// The catalogue as text.
#[must_use]
pub fn rules_as_text(language: Language) -> String {
    let guides = guides();
    guides.iter().map(|guide| text(guide, language)).collect()
}

/// One rule of the catalogue as text; none of this name.
///
/// ```
/// use gouji::{source::Language, view::rule_as_text};
/// let text = |id| rule_as_text(id, Language::English);
/// assert!(text("requests.balance").unwrap().contains("9 + 1 = 8 + 2"));
/// assert!(text("requests.unbalance").is_none());
/// ```
#[must_use]
pub fn rule_as_text(id: &str, language: Language) -> Option<String> {
    let guides = guides();
    let guide = guides.iter().find(|guide| guide.rule.id == id);
    guide.map(|guide| text(guide, language))
}

fn text(guide: &GuideView, language: Language) -> String {
    let rule = &guide.rule;
    let severity = state(rule.severity, language);
    let mut out = format!("{}  [{severity}]\n  {}\n", rule.id, rule.formula);
    _ = writeln!(out, "  {}", language.pick(rule.message, rule.message_en));
    for (name, value) in parts(guide, language) {
        _ = writeln!(out, "  {name}  {value}");
    }
    out.push('\n');
    out
}

/// What else there is to say of a rule: names and values.
fn parts(guide: &GuideView, language: Language) -> [(&'static str, &'static str); 4] {
    let rule = &guide.rule;
    let names = language.pick(
        ["依据", "注意", "相符", "不相符"],
        ["source", "caution", "agrees", "does not agree"],
    );
    let [source, caution, holds, fails] = names;
    [
        (source, language.pick(rule.source, rule.source_en)),
        (caution, language.pick(guide.caution, guide.caution_en)),
        (holds, guide.holds),
        (fails, guide.fails),
    ]
}

/// The catalogue in Markdown.
#[must_use]
pub fn rules_as_markdown(language: Language) -> String {
    let mut out = format!("# {}\n", language.pick("核对的关系", "Rules"));
    for guide in guides() {
        let rule = &guide.rule;
        let severity = state(rule.severity, language);
        _ = write!(out, "\n## `{}`\n\n", rule.id);
        _ = writeln!(out, "`{}` ({severity})\n", rule.formula);
        _ = writeln!(out, "{}\n", language.pick(rule.message, rule.message_en));
        let colon = language.pick("：", ": ");
        for (name, value) in parts(&guide, language) {
            _ = writeln!(out, "- {name}{colon}{value}");
        }
    }
    out
}

/// The catalogue as a page of the site, which is there in both languages.
#[must_use]
pub fn rules_as_html() -> String {
    let mut out = HEAD.to_owned();
    for guide in guides() {
        let rule = &guide.rule;
        let (formula, id) = (escaped(rule.formula), rule.id);
        _ = writeln!(out, "<section id=\"{id}\">\n<h2>{id}</h2>");
        _ = writeln!(out, "<p><code>{formula}</code> ({})</p>", rule.severity);
        let pair = |zh: &str, en: &str| {
            let (zh, en) = (escaped(zh), escaped(en));
            format!("<span>{zh}</span> <span lang=\"en\">{en}</span>")
        };
        _ = writeln!(out, "<p>{}</p>\n<dl>", pair(rule.message, rule.message_en));
        for (zh, en, value) in [
            ("依据", "Source", pair(rule.source, rule.source_en)),
            ("注意", "Caution", pair(guide.caution, guide.caution_en)),
            (
                "成立",
                "Holds",
                format!("<code>{}</code>", escaped(guide.holds)),
            ),
            (
                "不成立",
                "Fails",
                format!("<code>{}</code>", escaped(guide.fails)),
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

//! The catalogue of rules as text for a terminal, as Markdown, and as a page.

use super::{RuleView, escaped};
use std::fmt::Write;

/// The catalogue as text.
#[must_use]
pub fn rules_as_text(rules: &[RuleView]) -> String {
    rules.iter().map(text).collect()
}

/// One rule of the catalogue as text; none of this name.
///
/// ```
/// use gouji::view::{rule_as_text, rules};
/// assert!(rule_as_text(&rules(), "requests.balance").unwrap().contains("9 + 1 = 8 + 2"));
/// assert!(rule_as_text(&rules(), "requests.unbalance").is_none());
/// ```
#[must_use]
pub fn rule_as_text(rules: &[RuleView], id: &str) -> Option<String> {
    rules.iter().find(|rule| rule.id == id).map(text)
}

fn text(rule: &RuleView) -> String {
    let mut out = String::new();
    _ = writeln!(out, "{}  [{}]\n  {}", rule.id, rule.severity, rule.formula);
    _ = writeln!(out, "  {}\n  {}", rule.message, rule.message_en);
    _ = writeln!(
        out,
        "  依据 source\n    {}\n    {}",
        rule.source, rule.source_en
    );
    _ = writeln!(
        out,
        "  注意 caution\n    {}\n    {}",
        rule.caution, rule.caution_en
    );
    _ = writeln!(
        out,
        "  成立 holds  {}\n  不成立 fails  {}\n",
        rule.holds, rule.fails
    );
    out
}

/// The catalogue in Markdown.
#[must_use]
pub fn rules_as_markdown(rules: &[RuleView]) -> String {
    let mut out = "# 核对的关系 Rules\n".to_owned();
    for rule in rules {
        _ = write!(out, "\n## `{}`\n\n", rule.id);
        _ = writeln!(out, "`{}` ({})\n", rule.formula, rule.severity);
        _ = writeln!(out, "{}\n\n{}\n", rule.message, rule.message_en);
        _ = writeln!(out, "- 依据 Source: {} {}", rule.source, rule.source_en);
        _ = writeln!(out, "- 注意 Caution: {} {}", rule.caution, rule.caution_en);
        _ = writeln!(
            out,
            "- 成立 Holds: `{}`\n- 不成立 Fails: `{}`",
            rule.holds, rule.fails
        );
    }
    out
}

/// The catalogue as a page of the site.
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
                "成立",
                "Holds",
                format!("<code>{}</code>", escaped(rule.holds)),
            ),
            (
                "不成立",
                "Fails",
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

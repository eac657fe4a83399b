//! Each rule on three small reports: it holds, it fails, it is undecided.
//! The first line of a report names the relation meant.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::report::fields::FORMS;
use gouji::rules::{Check, RULES, Rule, Severity, family, relations};
use gouji::source::Language;
use gouji::view::{rule_as_text, rules, rules_as_html, rules_as_markdown, rules_as_text, rules_of};
use gouji::{Options, Reading};
use std::path::Path;
use support::compare::checked_text;

#[test]
fn every_rule_holds_fails_and_is_undecided_where_it_should() {
    for rule in RULES.iter().filter(|rule| is_equation(rule)) {
        for outcome in ["holds", "fails", "undecided"] {
            let (file, instance, view) = read(rule.id, outcome);
            let finding = view.findings.iter().find(|f| f.instance == instance);
            let found = finding.map_or("holds", |f| f.outcome);
            assert_eq!(found, outcome, "{file}: {:?}", view.problems);
            assert!(view.summary.holds > 0, "{file}: {:?}", view.problems);
            if outcome == "fails" {
                let finding = finding.unwrap();
                assert!(finding.expected.is_some() && finding.expected != finding.actual);
                assert!(finding.cause.is_some(), "{file}");
            }
        }
    }
}

/// Whether a rule is an equation within one report.
fn is_equation(rule: &Rule) -> bool {
    FORMS
        .iter()
        .any(|form| relations(form).iter().any(|r| r.rule.id == rule.id))
}

/// What cannot be decided of a section or a percentage is not reported at all: only a
/// sentence with a number of its own is named with the cell it lacks, and a blank total.
#[test]
fn every_rule_of_the_whole_document_too() {
    let mut wrong = String::new();
    let alone = |rule: &&Rule| !["years", "units"].contains(&family(rule.id));
    let others = RULES.iter().filter(|rule| !is_equation(rule));
    for rule in others.filter(alone) {
        let is_blank = rule.id == "form.blank";
        let outcomes = ["holds", "fails", "undecided"];
        for outcome in outcomes.into_iter().filter(|o| !is_blank || *o != "fails") {
            let (file, instance, view) = read(rule.id, outcome);
            assert!(instance.starts_with(rule.id), "{file}");
            let finding = view.findings.iter().find(|f| f.instance == instance);
            let found = finding.map_or("holds", |f| f.outcome);
            let is_of_sentence = rule.id.starts_with("prose.") && rule.id != "prose.share";
            let expected = if outcome == "undecided" && !is_of_sentence && !is_blank {
                "holds"
            } else {
                outcome
            };
            if found != expected || view.summary.holds == 0 {
                let seen: Vec<_> = view.findings.iter().map(|f| &f.instance).collect();
                wrong += &format!("{file}: {found} {seen:?} {:?}\n", view.problems);
            }
            if let Some(finding) = finding.filter(|_| outcome == "fails") {
                let words = format!("{} {}", finding.message, finding.message_en);
                assert!(!words.contains(['{', '}']), "{words}");
                assert!(finding.place.is_some(), "{file}");
                let severity = (finding.outcome == "fails").then(|| rule.severity.name());
                assert_eq!(finding.severity, severity);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A report of a rule, the relation that its first line names, and its picture.
fn read(rule: &str, outcome: &str) -> (String, String, gouji::view::View) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/rules");
    let file = folder.join(rule).join(format!("{outcome}.txt"));
    let text = std::fs::read_to_string(&file).unwrap();
    let instance = text.lines().next().unwrap().to_owned();
    let view = checked_text("", &text);
    (file.display().to_string(), instance, view)
}

/// Each rule is explained by what keeps it and what breaks it; sums come out as they say.
#[test]
fn every_rule_is_explained_by_examples_that_hold_and_fail() {
    for rule in rules() {
        assert!(!rule.caution.is_empty() && !rule.caution_en.is_empty());
        assert_ne!(rule.holds, rule.fails);
        let sums = (comes_out(rule.holds), comes_out(rule.fails));
        assert!(
            matches!(sums, (Some(true), Some(false)) | (None, None)),
            "{}",
            rule.id
        );
        let words = format!("{}{}", rule.message, rule.message_en);
        assert!(!words.contains(['{', '}', '[', ']']), "{words}");
    }
    for rule in RULES
        .iter()
        .filter(|r| matches!(r.check, Check::Formula(_)))
    {
        assert!(comes_out(rule.holds).is_some(), "{}", rule.id);
    }
}

/// Whether `1 + 2 = 3` or `3 - 1 ≤ 2` is so; nothing where it is in words.
fn comes_out(text: &str) -> Option<bool> {
    let sum = |side: &str| -> Option<i64> {
        let side = side.replace(" - ", " + -");
        side.split(" + ")
            .map(|n| n.trim().parse::<i64>().ok())
            .sum()
    };
    if let Some((left, right)) = text.split_once(" = ") {
        return Some(sum(left)? == sum(right)?);
    }
    if let Some((left, right)) = text.split_once(" ≥ ") {
        return Some(sum(left)? >= sum(right)?);
    }
    let (left, right) = text.split_once(" ≤ ")?;
    Some(sum(left)? <= sum(right)?)
}

/// The page of rules is the catalogue: `GOUJI_BLESS=1 cargo test --test rules` writes it anew.
#[test]
fn the_page_of_rules_is_that_of_the_catalogue() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/rules.html");
    let page = rules_as_html(&rules());
    if std::env::var_os("GOUJI_BLESS").is_some() {
        std::fs::write(&file, &page).unwrap();
    }
    assert!(
        std::fs::read_to_string(&file).unwrap() == page,
        "{} is out of date",
        file.display()
    );
}

/// A rule of one entry in the table and no other edit: an equation and a bound.
const EQUATION: Rule = Rule {
    id: "requests.petitions",
    check: Check::Formula(
        "requests.declined.petition.{column} + requests.declined.duplicate.{column} = requests.new.{column}",
    ),
    severity: Severity::Warning,
    source: ("虚拟依据", "An authority made up"),
    message: (
        "表{table}“{member}”一列：{numbers}，相差{difference}",
        "Table {table}, column “{member}”: {numbers}, a difference of {difference}",
    ),
    caution: ("示例", "An example"),
    holds: "1 + 2 = 3",
    fails: "1 + 2 = 4",
};
const BOUND: Rule = Rule {
    id: "remedies.few",
    check: Check::Formula(
        "requests.new.total >= remedies.review.total where requests.new.total >= 1",
    ),
    severity: Severity::Hint,
    message: (
        "复议多于申请：{numbers}（申请{new.total}件）",
        "More reviews than requests: {numbers} ({new.total} requests)",
    ),
    holds: "2 ≥ 1",
    fails: "1 ≥ 2",
    ..EQUATION
};

fn with_two_more() -> &'static [Rule] {
    let mut rules = RULES.to_vec();
    rules.extend([EQUATION, BOUND]);
    Vec::leak(rules)
}

/// Requests by column: new, granted, petitions, repeated ones and the total, in a report whose
/// table four has as many reviews as said.
fn small_report(new: &str, reviews: usize) -> Reading {
    let text = format!(
        "澄州市财政局2023年政府信息公开工作年度报告\n\
         三、收到和处理政府信息公开申请情况\n\
         本年新收\t{new}\t0\t0\t0\t0\t0\t{new}\n\
         上年结转\t0\t0\t0\t0\t0\t0\t0\n\
         （一）予以公开\t0\t0\t0\t0\t0\t0\t0\n\
         1.信访举报投诉类申请\t2\t0\t0\t0\t0\t0\t2\n\
         2.重复申请\t1\t0\t0\t0\t0\t0\t1\n\
         （七）总计\t3\t0\t0\t0\t0\t0\t3\n\
         结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0\n\
         四、政府信息公开行政复议、行政诉讼情况\n\
         行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉 \
         结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计\n\
         {reviews}\t0\t0\t0\t{reviews}\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n"
    );
    let opened = gouji::open("a.txt", text.as_bytes()).unwrap();
    gouji::recognize(&opened).remove(0)
}

#[test]
fn a_rule_added_to_the_table_reaches_everything_that_is_made_of_it() {
    let rules = with_two_more();
    let options = Options {
        rules,
        ..Options::default()
    };
    let check = |reading: &Reading| gouji::check(reading, &options).view();

    let good = check(&small_report("3", 1));
    let own = |view: &gouji::view::View, id: &str| -> Vec<String> {
        let own = view.findings.iter().filter(|f| f.rule == id);
        own.map(|f| format!("{} {} {}", f.instance, f.outcome, f.message))
            .collect()
    };
    assert_eq!(own(&good, EQUATION.id), [""; 0]);
    assert_eq!(own(&good, BOUND.id), [""; 0]);
    // Seven columns more, each with an equation that holds.
    let without = gouji::check(&small_report("3", 1), &Options::default()).view();
    assert_eq!(good.summary.holds, without.summary.holds + 7);

    let bad = check(&small_report("4", 5));
    assert_eq!(
        own(&bad, EQUATION.id),
        [
            "requests.petitions:natural fails 表三“自然人”一列：2 + 1 ≠ 4，相差1",
            "requests.petitions:total fails 表三“总计”一列：2 + 1 ≠ 4，相差1",
        ]
    );
    assert_eq!(
        own(&bad, BOUND.id),
        ["remedies.few:requests fails 复议多于申请：4 < 5（申请4件）"]
    );
    let finding = bad.findings.iter().find(|f| f.rule == EQUATION.id).unwrap();
    assert_eq!(finding.severity, Some("warning"));
    assert_eq!(finding.formula.as_deref(), Some("2 + 1 = 4"));
    let bound = bad.findings.iter().find(|f| f.rule == BOUND.id).unwrap();
    assert_eq!((bound.severity, bound.area), (Some("hint"), "remedies"));
    // The repair heeds it: 3 requests make the equations and the balance hold at once.
    let option = &bad.causes[finding.cause.unwrap()].options[0];
    assert!(
        option
            .resolves
            .contains(&"requests.petitions:natural".to_owned())
    );
    assert!(option.changes.iter().all(|change| change.to == 3));

    // A bound is silent where it need not hold, and of what is not printed.
    assert_eq!(own(&check(&small_report("0", 5)), BOUND.id), [""; 0]);
    assert_eq!(own(&check(&small_report("", 5)), BOUND.id), [""; 0]);

    // Catalogue, explanation, page and docs.
    let catalogue = rules_of(rules);
    for language in [Language::Chinese, Language::English] {
        let explained = |id| rule_as_text(&catalogue, id, language).unwrap();
        for text in [
            rules_as_text(&catalogue, language),
            rules_as_markdown(&catalogue, language),
            rules_as_html(&catalogue),
            explained(EQUATION.id) + &explained(BOUND.id),
        ] {
            let words = [
                EQUATION.id,
                BOUND.id,
                language.pick("相差…", "a difference of …"),
                language.pick("复议多于申请：…", "More reviews than requests: …"),
                language.pick("虚拟依据", "An authority made up"),
            ];
            assert!(words.iter().all(|word| text.contains(word)), "{text}");
        }
    }
    // And the contract: what it says is what the schema has.
    let schema = serde_json::from_str(&gouji::view::schema()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let view = serde_json::to_value(&bad).unwrap();
    assert!(
        schema.is_valid(&view),
        "{:?}",
        schema.iter_errors(&view).next()
    );
}

/// A rule left out is not evaluated: it holds nowhere, fails nowhere and asks for nothing.
#[test]
fn what_is_left_out_takes_no_part_in_anything() {
    let reading = small_report("4", 1);
    let check = |without: &[&str]| {
        let without: Vec<String> = without.iter().map(|name| (*name).to_owned()).collect();
        let options = Options {
            without: &without,
            ..Options::default()
        };
        gouji::check(&reading, &options).view()
    };
    let all = check(&[]);
    let rules: Vec<_> = all.findings.iter().map(|f| f.rule).collect();
    assert!(rules.contains(&"requests.balance"), "{rules:?}");
    let one_less = check(&["requests.balance"]);
    assert!(
        one_less
            .findings
            .iter()
            .all(|f| f.rule != "requests.balance")
    );
    // Five columns of it held.
    assert_eq!(one_less.summary.holds, all.summary.holds - 5);
    assert!(one_less.causes.is_empty(), "{:?}", one_less.causes);
    let no_table = check(&["requests"]);
    assert_eq!(no_table.summary.holds, 3);
    assert_eq!(no_table.without, ["requests"]);
    let none = check(&["requests", "remedies", "form", "prose", "plausible"]);
    assert!(none.findings.is_empty() && none.summary.holds == 0);
}

/// The marks are those of files that readers have saved, and a waiver may name one.
#[test]
fn a_finding_is_waived_by_its_name_its_family_or_its_mark() {
    let reading = small_report("4", 1);
    let check = |rule: &str, corrections: &[(String, String)]| {
        let waiver = gouji::Waiver {
            rule: rule.to_owned(),
            reason: "已核实".to_owned(),
        };
        let options = Options {
            waived: &[waiver],
            corrections,
            ..Options::default()
        };
        gouji::check(&reading, &options).view()
    };
    let waived = |view: &gouji::view::View| -> Vec<String> {
        let failing = view.findings.iter().filter(|f| f.outcome == "fails");
        let own = failing.filter(|f| f.waived.is_some());
        own.map(|f| f.instance.clone()).collect()
    };
    let (natural, total) = ("requests.balance:natural", "requests.balance:total");
    let view = check("nothing", &[]);
    assert_eq!(waived(&view), [""; 0]);
    let finding = view
        .findings
        .iter()
        .find(|f| f.instance == natural)
        .unwrap();
    // As `hashesOf` of the page made them of this finding.
    assert_eq!(finding.marks, ["9a63ab0f66f0a2df", "52bcfcc1068ec631"]);
    assert_eq!(waived(&check(natural, &[])), [natural]);
    assert_eq!(waived(&check("requests", &[])), [natural, total]);
    for mark in &finding.marks {
        let view = check(mark, &[]);
        assert_eq!(waived(&view), [natural]);
        assert_eq!(
            view.summary.errors,
            check("nothing", &[]).summary.errors - 1
        );
    }
    // Another number in one of its cells is another finding.
    let changed = [("requests.new.natural".to_owned(), "5".to_owned())];
    assert_eq!(waived(&check(&finding.marks[0], &changed)), [""; 0]);
}

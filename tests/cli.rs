//! The command line as its users run it: exit statuses, streams, JSON.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn gouji(arguments: &[&str], input: Option<&[u8]>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "zh_CN.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    command
        .stdin
        .take()
        .unwrap()
        .write_all(input.unwrap_or_default())
        .unwrap();
    command.wait_with_output().unwrap()
}

fn report(case: &str) -> String {
    format!("tests/data/reports/{case}")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(output: &Output) -> Vec<Value> {
    text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A report that holds, but for a number that is a warning.
fn with_a_warning() -> String {
    sound().replace("行政规范性文件 58 45 546", "行政规范性文件 58 0 9")
}

fn sound() -> String {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(report("2021-all-holds/input.txt"));
    std::fs::read_to_string(file).unwrap()
}

#[test]
fn the_exit_status_tells_what_was_found() {
    let holds = report("2021-all-holds/input.txt");
    let fails = report("2019-total-row-not-filled/input.txt");
    let novel = report("novel/input.txt");
    let blank = report("2019-total-column-blank/input.html");
    let code = |arguments: &[&str]| gouji(arguments, None).status.code();
    assert_eq!(code(&["check", &holds]), Some(0));
    assert_eq!(code(&["check", &fails]), Some(1));
    assert_eq!(code(&["check", &holds, &fails]), Some(1));
    assert_eq!(code(&["check", &blank]), Some(3));
    assert_eq!(code(&["check", &novel]), Some(3));
    assert_eq!(code(&["check", "no/such/file.txt"]), Some(2));
    assert_eq!(code(&["check"]), Some(2));
    assert_eq!(code(&["check", "--format", "xml", &holds]), Some(2));
    assert_eq!(code(&["rules"]), Some(0));
    // Of several the first of 2, 1, 3, 0.
    assert_eq!(code(&["check", &holds, &novel]), Some(3));
    assert_eq!(code(&["check", &novel, &fails, &holds]), Some(1));
    assert_eq!(code(&["check", &fails, "no/such/file.txt"]), Some(2));
    assert_eq!(code(&["check", &novel, "no/such/file.txt"]), Some(2));
    for command in [&["table", "reports"][..], &["check", "--summary"]] {
        assert_eq!(code(&[command, &[&blank]].concat()), Some(3));
    }
}

#[test]
fn a_report_whose_table_three_is_a_picture_is_not_all_right() {
    let text = sound();
    let (before, rest) = text.split_once("（本列数据的勾稽关系为").unwrap();
    let after = rest.find("四、政府信息公开行政复议").unwrap();
    let text = format!("{before}{}", &rest[after..]);
    let output = gouji(&["check", "--format", "json", "-"], Some(text.as_bytes()));
    let view = &json(&output)[0];
    assert_eq!(view["reading"]["tables"]["requests"], "missing");
    assert_eq!(view["reading"]["tables"]["remedies"], "found");
    assert_eq!(
        (&view["verdict"], &view["summary"]["errors"]),
        (&"undecided".into(), &0.into())
    );
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn a_warning_is_an_error_only_where_that_is_asked_for() {
    let text = with_a_warning();
    let run = |more: &[&str]| {
        let arguments = [&["check", "--format", "json", "-"], more].concat();
        gouji(&arguments, Some(text.as_bytes()))
    };
    assert_eq!(json(&run(&[]))[0]["verdict"], "warns");
    assert_eq!(run(&[]).status.code(), Some(0));
    assert_eq!(run(&["--strict"]).status.code(), Some(1));
    let waived = ["--strict", "--waive", "plausible.in_force=已清理"];
    assert_eq!(run(&waived).status.code(), Some(0));
    // Beside a warning, not everything was read for certain.
    let mixed = report("mixed-forms/input.html");
    assert_eq!(gouji(&["check", &mixed], None).status.code(), Some(3));
    assert_eq!(
        gouji(&["check", "--strict", &mixed], None).status.code(),
        Some(1)
    );
}

#[test]
fn a_report_that_holds_is_said_to_in_one_line() {
    let holds = report("2021-all-holds/input.txt");
    let run = |language| {
        text(
            &gouji(
                &["check", "--lang", language, "--without", "form", &holds],
                None,
            )
            .stdout,
        )
    };
    let lines = |text: &str| text.lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&run("zh")), ["  ✓ 相符：42条关系都相符"]);
    assert_eq!(lines(&run("en")), ["  ✓ agrees: all 42 relations agree"]);
}

/// Whether a text is in Chinese; names of agencies, cells and files left aside there are none.
fn is_chinese(text: &str) -> bool {
    text.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn one_language_at_a_time_is_spoken() {
    let novel = report("novel/input.txt");
    for (arguments, status) in [
        (&["check", "no/such/file.txt"][..], 2),
        (&["check", &novel], 3),
        (&["check", "--summary", &novel], 3),
        (&["check", "--format", "md", &novel], 3),
        (&["check", "--summary", "--format", "json", &novel], 2),
        (&["check", "--list", &novel, &novel], 2),
        (&["check", "--jobs", "0", &novel], 2),
        (&["check", "--without", "nothing", &novel], 2),
        (&["check", "*.nothing"], 2),
        (&["check", "a**"], 2),
        (&["check"], 2),
        (&["explain", "nothing"], 2),
    ] {
        let said = |language| {
            let output = gouji(&[&["--lang", language], arguments].concat(), None);
            assert_eq!(output.status.code(), Some(status), "{arguments:?}");
            text(&output.stderr) + &text(&output.stdout)
        };
        let (zh, en) = (said("zh"), said("en"));
        assert!(is_chinese(&zh), "{zh}");
        assert!(!is_chinese(&en), "{en}");
        for latin in [" the ", " is ", "cannot", "os error"] {
            assert!(!zh.contains(latin), "{zh}");
        }
        assert!(!en.contains("os error"), "{en}");
    }
    let page = |language| {
        text(
            &gouji(
                &["--lang", language, "check", "--format", "html", &novel],
                None,
            )
            .stdout,
        )
    };
    assert!(page("en").contains("<html lang=\"en\">") && !is_chinese(&page("en")));
    assert!(page("zh").contains("<html lang=\"zh-Hans\">"));
}

#[test]
fn the_locale_chooses_the_language_where_none_is_asked_for() {
    let run = |variables: &[(&str, &str)], more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        command.envs(variables.iter().copied());
        let output = command.args(["check", "no/such/file"]).args(more).output();
        text(&output.unwrap().stderr)
    };
    let zh = "gouji: no/such/file: 无法读取：文件不存在\n";
    let en = "gouji: no/such/file: cannot be read: there is no such file\n";
    assert_eq!(run(&[("LANG", "en_US.UTF-8")], &[]), en);
    assert_eq!(
        run(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")], &[]),
        zh
    );
    for doubt in ["C", "C.UTF-8", "", "fr_FR.UTF-8"] {
        assert_eq!(run(&[("LANG", doubt)], &[]), zh, "{doubt}");
    }
    assert_eq!(run(&[], &[]), zh);
    assert_eq!(run(&[("LANG", "en_US.UTF-8")], &["--lang", "zh"]), zh);
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let fails = report("2019-total-row-not-filled/input.txt");
    let run = |more: &[&str], no_color: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("NO_COLOR", no_color);
        let output = command.args(["check", &fails]).args(more).output();
        text(&output.unwrap().stdout)
    };
    // A pipe is no terminal.
    assert!(!run(&[], "").contains('\u{1b}'));
    assert!(!run(&["--color", "never"], "").contains('\u{1b}'));
    let colored = run(&["--color", "always"], "1");
    assert!(colored.contains("\u{1b}[31m  ✗"), "{colored}");
    let mut plain = colored.replace("\u{1b}[0m", "");
    for color in ["31", "32", "33"] {
        plain = plain.replace(&format!("\u{1b}[{color}m"), "");
    }
    assert_eq!(plain, run(&[], ""));
}

#[test]
fn a_file_that_cannot_be_read_is_told_in_a_sentence_and_the_others_are_checked() {
    let fails = report("2019-total-row-not-filled/input.txt");
    let output = gouji(
        &["check", "--format", "json", "no/such/file.txt", &fails],
        None,
    );
    let errors = text(&output.stderr);
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(errors.starts_with("gouji: no/such/file.txt: "), "{errors}");
    let views = json(&output);
    assert_eq!(views.len(), 1);
    assert_eq!(views[0]["summary"]["fails"], 5);
    let pdf = gouji(&["check", "-"], Some(b"%PDF-1.7 and so on"));
    assert!(text(&pdf.stderr).contains("损坏"), "{}", text(&pdf.stderr));
    assert_eq!(pdf.status.code(), Some(2));
}

#[test]
fn json_is_one_object_a_line_in_the_order_of_the_arguments() {
    let cases = [
        "2021-all-holds/input.txt",
        "2019-total-row-not-filled/input.txt",
        "2021-all-nought/input.txt",
    ];
    let files: Vec<String> = cases.iter().map(|c| report(c)).collect();
    let mut arguments = vec!["check", "--format", "json"];
    arguments.extend(files.iter().map(String::as_str));
    let views = json(&gouji(&arguments, None));
    let names: Vec<_> = views
        .iter()
        .map(|v| v["source"]["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, files);
}

#[test]
fn json_keeps_the_contract() {
    let file = report("2019-total-row-not-filled/input.txt");
    let views = json(&gouji(&["check", "--format", "json", &file], None));
    let view = &views[0];
    assert_eq!(view["version"], 2);
    assert_eq!(view["verdict"], "fails");
    assert_eq!(view["engine"], env!("CARGO_PKG_VERSION"));
    assert_eq!(view["source"]["format"], "text");
    assert_eq!(
        (
            view["agency"].as_str(),
            view["year"].as_u64(),
            view["form"].as_str()
        ),
        (Some("海州市公安局东屿分局"), Some(2019), Some("2019"))
    );
    assert_eq!(
        view["forms"],
        serde_json::json!({ "disclosure": "2019", "requests": "2019" })
    );
    assert_eq!(view["cells"].as_object().unwrap().len(), 198);
    let cell = &view["cells"]["requests.new.natural"];
    assert_eq!(
        (
            cell["raw"].as_str(),
            cell["value"].as_i64(),
            cell["status"].as_str()
        ),
        (Some("1"), Some(1), Some("read"))
    );
    assert!(cell["place"]["line"].as_u64() > Some(1));
    let fails: Vec<_> = view["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["instance"].as_str().unwrap())
        .collect();
    assert_eq!(
        fails,
        [
            "requests.row_total:result_total",
            "requests.result_total:natural",
            "requests.result_total:business",
            "requests.balance:natural",
            "requests.balance:business"
        ]
    );
    let balance = &view["findings"][3];
    assert_eq!(
        (
            balance["rule"].as_str(),
            balance["outcome"].as_str(),
            balance["severity"].as_str()
        ),
        (Some("requests.balance"), Some("fails"), Some("error"))
    );
    assert_eq!(
        (
            balance["formula"].as_str(),
            balance["expected"].as_i64(),
            balance["actual"].as_i64()
        ),
        (Some("1 + 0 = 0 + 0"), Some(1), Some(0))
    );
    assert_eq!(
        balance["cells"],
        serde_json::json!([
            "requests.new.natural",
            "requests.carried_in.natural",
            "requests.result_total.natural",
            "requests.carried_out.natural"
        ])
    );
    assert_eq!(balance["cause"], 0);
    let cause = &view["causes"][0];
    assert_eq!(cause["findings"], serde_json::json!([0, 1, 2, 3, 4]));
    assert_eq!(cause["at_least"], 2);
    let option = &cause["options"][0];
    assert_eq!(option["certainty"], "certain");
    assert_eq!(
        option["changes"],
        serde_json::json!([
            { "cell": "requests.result_total.natural", "from": 0, "to": 1 },
            { "cell": "requests.result_total.business", "from": 0, "to": 1 },
        ])
    );
    assert_eq!(option["acts"][0]["reason"], "total_not_filled");
    assert_eq!(option["resolves"].as_array().unwrap().len(), 5);
    assert_eq!(
        view["summary"],
        serde_json::json!({ "holds": 35, "fails": 5, "undecided": 0, "errors": 5, "warnings": 0, "hints": 0 })
    );
    assert_eq!(view["problems"], serde_json::json!([]));
}

#[test]
fn what_is_not_found_is_null() {
    let view = &json(&gouji(
        &["check", "--format", "json", "-"],
        Some("一部小说".as_bytes()),
    ))[0];
    for key in ["agency", "year", "form"] {
        assert!(
            view[key].is_null() && view.as_object().unwrap().contains_key(key),
            "{key}"
        );
    }
    assert_eq!(view["source"]["name"], "-");
    assert_eq!(view["cells"], serde_json::json!({}));
}

#[test]
fn money_is_an_exact_number() {
    let file = report("2021-digits-run-together/input.txt");
    let output = gouji(&["check", "--format", "json", &file], None);
    assert!(
        text(&output.stdout).contains("\"value\":5949.088667,"),
        "not as printed"
    );
}

#[test]
fn every_encoding_gives_the_same_cells() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(report("2021-all-holds/input.txt"));
    let source = std::fs::read_to_string(file).unwrap();
    let values = |bytes: &[u8]| {
        let view = json(&gouji(&["check", "--format", "json", "-"], Some(bytes))).remove(0);
        let cells = view["cells"].as_object().unwrap();
        let of_cell = |c: &Value| (c["raw"].clone(), c["status"].clone());
        (
            view["agency"].clone(),
            cells.values().map(of_cell).collect::<Vec<_>>(),
        )
    };
    let expected = values(source.as_bytes());
    assert!(
        expected
            .1
            .iter()
            .filter(|(_, status)| status == "read")
            .count()
            > 190
    );
    let gbk = encoding_rs::GBK.encode(&source).0.into_owned();
    let gb18030 = encoding_rs::GB18030.encode(&source).0.into_owned();
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| source.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let mut marked = vec![0xEF, 0xBB, 0xBF];
    marked.extend(source.as_bytes());
    let mut declared = b"<meta charset=utf-8>".to_vec();
    declared.extend(&gbk);
    for bytes in [
        gbk,
        gb18030,
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        marked,
        source.replace('\n', "\r\n").into_bytes(),
    ] {
        assert_eq!(values(&bytes), expected);
    }
    assert_eq!(values(&declared).1.len(), expected.1.len());
}

#[test]
fn rules_are_listed_with_their_sources() {
    let listed = |language| text(&gouji(&["rules", "--lang", language], None).stdout);
    let (zh, en) = (listed("zh"), listed("en"));
    for rule in gouji::view::rules() {
        for listed in [&zh, &en] {
            assert!(listed.contains(rule.id) && listed.contains(rule.formula));
        }
        for (own, other, words) in [
            (&zh, &en, rule.source),
            (&zh, &en, &rule.message),
            (&en, &zh, rule.source_en),
            (&en, &zh, &rule.message_en),
        ] {
            assert!(own.contains(words) && !other.contains(words), "{words}");
        }
    }
}

#[test]
fn families_are_left_out_and_findings_waived_with_a_reason() {
    let faulty = format!(
        "{}/www/examples/2021-with-faults.txt",
        env!("CARGO_MANIFEST_DIR")
    );
    let summary = |more: &[&str]| -> Value {
        let mut arguments = vec!["check", "--format", "json"];
        arguments.extend(more);
        arguments.extend(["--", faulty.as_str()]);
        let view: Value = serde_json::from_slice(&gouji(&arguments, None).stdout).unwrap();
        view
    };
    let all = summary(&[]);
    let count = |view: &Value, name: &str| view["summary"][name].as_u64().unwrap();
    assert_eq!(
        (
            count(&all, "fails"),
            all["causes"].as_array().unwrap().len()
        ),
        (5, 2)
    );
    let fewer = summary(&["--without", "remedies,requests.balance"]);
    assert_eq!((count(&fewer, "fails"), count(&fewer, "errors")), (3, 3));
    // What is left out ties nothing together either.
    assert_eq!(fewer["causes"].as_array().unwrap().len(), 2);
    for (at, finding) in fewer["findings"].as_array().unwrap().iter().enumerate() {
        let cause = &fewer["causes"][finding["cause"].as_u64().unwrap() as usize];
        assert!(cause["findings"].as_array().unwrap().contains(&at.into()));
    }
    let waived = summary(&["--waive", "remedies.total=案件合并审理"]);
    assert_eq!((count(&waived, "fails"), count(&waived, "errors")), (4, 4));
    let findings = waived["findings"].as_array().unwrap();
    let told: Vec<_> = findings
        .iter()
        .filter(|f| f["waived"] == "案件合并审理")
        .collect();
    assert_eq!(told.len(), 1);
    for wrong in [
        &["--without", "nothing.at_all"][..],
        &["--waive", "remedies.total="],
        &["--waive", "nothing=是"],
    ] {
        let mut arguments = vec!["check"];
        arguments.extend(wrong);
        arguments.extend(["--", faulty.as_str()]);
        assert_eq!(gouji(&arguments, None).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn a_rule_is_explained_and_the_catalogue_printed_in_every_format() {
    let explained = text(&gouji(&["explain", "years.carried"], None).stdout);
    assert!(explained.contains("2 = 0") && explained.contains("机构改革"));
    assert_eq!(gouji(&["explain", "no.rule"], None).status.code(), Some(2));
    let json = gouji(&["rules", "--format", "json"], None).stdout;
    let rules: Vec<Value> = serde_json::from_slice(&json).unwrap();
    assert!(
        rules
            .iter()
            .any(|rule| rule["id"] == "prose.share" && rule["caution_en"].is_string())
    );
    assert!(
        text(&gouji(&["rules", "--format", "md"], None).stdout).contains("## `requests.balance`")
    );
    assert!(
        text(&gouji(&["rules", "--format", "html"], None).stdout)
            .contains("<section id=\"requests.balance\">")
    );
}

/// What is printed without any file being read.
const PRINTED: [&[&str]; 6] = [
    &["rules"],
    &["explain", "years.carried"],
    &["schema"],
    &["columns"],
    &["completions", "bash"],
    &["man"],
];

#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_printed_is_told() {
    for arguments in PRINTED {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
        let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .args(arguments)
            .env("LC_ALL", "zh_CN.UTF-8")
            .stdout(full.unwrap())
            .output()
            .unwrap();
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert_eq!(told, "gouji: -: 无法写入：磁盘已满\n");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let (holds, folder) = (
        report("2021-all-holds/input.txt"),
        env!("CARGO_TARGET_TMPDIR"),
    );
    let slips: &[&str] = &["slips", "-o", folder, &holds];
    for arguments in PRINTED.into_iter().chain([slips]) {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdout(writer)
            .output()
            .unwrap();
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

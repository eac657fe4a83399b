//! The command line over many files: which are taken, in what order, beside
//! which others, and the files that come of them.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::input::{Content, open};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use support::figures::{Figures, corpus};
use support::generate::{Dice, consistent, slip};
use support::write::{HTML, Shape, TEXT, write};

/// A folder for one test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("many")
        .join(name);
    _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn gouji(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "zh_CN.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = command.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = command.wait_with_output().unwrap();
    _ = writer.join().unwrap();
    output
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn names(output: &Output) -> Vec<String> {
    let views = out(output);
    let name = |line: &str| {
        let view: Value = serde_json::from_str(line).unwrap();
        view["source"]["name"].as_str().unwrap().to_owned()
    };
    views.lines().map(name).collect()
}

fn put(file: &Path, text: &str) {
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
}

/// A report with something to mend.
const FAULTY: &str = include_str!("data/reports/2019-total-row-not-filled/input.txt");

/// A name for each unit: 东, 南, 西, 北, 中, 东东, 东南 …
fn numeral(at: usize) -> String {
    let digit = ["东", "南", "西", "北", "中"][at % 5];
    if at < 5 {
        return digit.to_owned();
    }
    numeral(at / 5 - 1) + digit
}

/// Reports of invented units, some with a slip, in many shapes.
fn write_reports(folder: &Path, count: usize) {
    let shapes: Vec<Shape> = TEXT.iter().chain(&HTML).copied().collect();
    for at in 0..count {
        let mut dice = Dice::new(at as u64);
        let mut figures = consistent(&mut dice);
        figures.agency = format!("清河县{}乡人民政府", numeral(at));
        if at % 4 == 0 {
            slip(&mut figures, &mut dice);
        }
        let shape = shapes[at % shapes.len()];
        let ending = if HTML.contains(&shape) { "html" } else { "txt" };
        put(
            &folder.join(format!("{at:03}.{ending}")),
            &write(&figures, shape, &mut dice),
        );
    }
}

#[test]
fn a_folder_gives_its_documents_by_name_and_leaves_other_files_out() {
    let folder = folder("walk");
    write_reports(&folder, 2);
    std::fs::rename(folder.join("000.txt"), folder.join("b.txt")).unwrap();
    put(&folder.join("a/last.txt"), "规章");
    put(&folder.join("picture.png"), "no document");
    put(&folder.join(".hidden.txt"), "规章");
    put(&folder.join("~$b.docx"), "an office program is at it");
    let output = gouji(&folder, &["check", "--format", "json", "."], b"");
    assert_eq!(names(&output), ["./001.txt", "./a/last.txt", "./b.txt"]);
    assert!(
        told(&output).contains("1个文件不是文档"),
        "{}",
        told(&output)
    );
}

#[test]
fn a_pattern_is_matched_where_no_shell_did() {
    let folder = folder("pattern");
    put(&folder.join("a/1.txt"), "规章");
    put(&folder.join("b/2.txt"), "规章");
    put(&folder.join("b/3.html"), "规章");
    let output = gouji(&folder, &["check", "--format", "json", "*/*.txt"], b"");
    assert_eq!(names(&output), ["a/1.txt", "b/2.txt"]);
    let none = gouji(&folder, &["check", "*.docx"], b"");
    assert_eq!(none.status.code(), Some(2));
    assert!(told(&none).contains("没有符合的文件"));
}

#[test]
fn names_come_from_standard_input_by_line_or_by_null() {
    let folder = folder("names");
    put(&folder.join("a b.txt"), "规章");
    put(&folder.join("c\nd.txt"), "规章");
    let lines = gouji(
        &folder,
        &["check", "--format", "json", "--files-from", "-"],
        "a b.txt\r\n\n".as_bytes(),
    );
    assert_eq!(names(&lines), ["a b.txt"]);
    let nulls = gouji(
        &folder,
        &["check", "--format", "json", "--files-from", "-", "-0"],
        b"a b.txt\0c\nd.txt\0",
    );
    assert_eq!(names(&nulls), ["a b.txt", "c\nd.txt"]);
}

#[test]
fn any_number_of_threads_and_any_order_of_files_give_the_same() {
    let folder = folder("threads");
    write_reports(&folder, 40);
    put(&folder.join("broken.docx"), "PK\u{3}\u{4} and no more");
    let run = |jobs: &str, formats: &[&str]| {
        let mut arguments = vec!["check", "--jobs", jobs];
        arguments.extend(formats);
        gouji(&folder, &[&arguments[..], &["."]].concat(), b"")
    };
    for format in ["json", "text", "csv", "md", "html"] {
        let one = run("1", &["--format", format]);
        let many = run("7", &["--format", format]);
        assert!(
            one.stdout == many.stdout && one.stderr == many.stderr,
            "{format}"
        );
        assert_eq!(one.status.code(), Some(2));
    }
    let lines = |output: &Output| {
        let mut lines: Vec<String> = out(output).lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    };
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort_unstable();
    let forth = gouji(
        &folder,
        &["check", "--format", "json", "--files-from", "-"],
        files.join("\n").as_bytes(),
    );
    files.reverse();
    let back = gouji(
        &folder,
        &["check", "--format", "json", "--files-from", "-"],
        files.join("\n").as_bytes(),
    );
    assert_eq!(lines(&forth), lines(&back));
    assert_eq!(names(&forth).len(), 40);
}

#[test]
fn a_summary_has_the_most_to_do_first_and_names_what_could_not_be_read() {
    let folder = folder("summary");
    write_reports(&folder, 12);
    put(&folder.join("novel.txt"), "It was a dark and stormy night.");
    put(&folder.join("broken.docx"), "PK\u{3}\u{4} and no more");
    put(
        &folder.join("blank.html"),
        include_str!("data/reports/2019-total-column-blank/input.html"),
    );
    let output = gouji(&folder, &["check", "--summary", "."], b"");
    let acts: Vec<usize> = out(&output)
        .lines()
        .filter_map(|l| l.split_whitespace().nth(1)?.parse().ok())
        .collect();
    assert!(
        acts.len() >= 3 && acts.is_sorted_by(|a, b| a >= b),
        "{acts:?}"
    );
    let last = out(&output).lines().last().unwrap().to_owned();
    assert!(
        last.starts_with("共14份：") && last.ends_with("未能读取的文件1个。"),
        "{last}"
    );
    // What holds is only counted; what was not read or not decided is marked and listed.
    let counted = |word: &str| -> usize {
        let (_, rest) = last.split_once(word).unwrap();
        let digits: String = rest
            .trim_start()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse().unwrap()
    };
    let words = ["相符", "有错误", "请核对", "无法判断", "没有读出"];
    assert_eq!(words.map(counted).iter().sum::<usize>(), 14);
    assert_eq!(counted("没有读出"), 1);
    assert!(counted("无法判断") > 0 && counted("相符") > 0, "{last}");
    let listed = out(&output)
        .lines()
        .filter(|l| l.starts_with(['✗', '!', '?']))
        .count();
    assert_eq!(listed, out(&output).lines().count() - 1);
    assert!(listed >= 14 - counted("相符"));
    let marked = |mark: &str, word: &str, file: &str| {
        out(&output)
            .lines()
            .any(|l| l.starts_with(mark) && l.contains(word) && l.contains(file))
    };
    assert!(marked("?", "没有读出", "novel.txt"));
    assert!(marked("?", "无法判断", "blank.html"));
    let html = out(&gouji(&folder, &["check", "--format", "html", "."], b""));
    assert!(
        html.contains("没有读出年报的文件</h2>")
            && html.contains("<li>./novel.txt: ")
            && html.contains("<li>./broken.docx: ")
            && html.matches("<article>").count() >= 3
    );
    let refused = gouji(
        &folder,
        &["check", "--summary", "--format", "json", "."],
        b"",
    );
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn an_entry_of_an_archive_that_cannot_be_read_counts_as_a_file() {
    use zip::write::{SimpleFileOptions, ZipWriter};
    let folder = folder("entries");
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for name in ["good.txt", "bad.txt"] {
        archive.start_file(name, stored).unwrap();
        archive.write_all(name.as_bytes()).unwrap();
        archive.write_all(FAULTY.as_bytes()).unwrap();
    }
    let mut bytes = archive.finish().unwrap().into_inner();
    // Another letter than the checksum was made of.
    let at = b"bad.txt".len()
        + bytes
            .windows(14)
            .position(|w| w == b"bad.txtbad.txt")
            .unwrap();
    bytes[at] = b'm';
    std::fs::write(folder.join("a.zip"), bytes).unwrap();
    let run = |format: &[&str]| gouji(&folder, &[&["check", "a.zip"], format].concat(), b"");
    let output = run(&["--summary"]);
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(out(&output).contains("共1份：") && out(&output).contains("未能读取的文件1个"));
    for format in ["html", "md"] {
        let page = out(&run(&["--format", format]));
        assert!(page.contains("未能读取的文件") && page.contains("“bad.txt”没有打开"));
    }
    let output = run(&["--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(names(&output), ["a.zip/good.txt"]);
}

#[test]
fn entries_of_one_name_are_told() {
    use zip::write::{SimpleFileOptions, ZipWriter};
    let folder = folder("entries-of-one-name");
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["a.txt", "b.txt"] {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(FAULTY.as_bytes()).unwrap();
    }
    let mut bytes = archive.finish().unwrap().into_inner();
    // Both where the entry begins and in the list of all.
    for at in 0..bytes.len() - 5 {
        if bytes[at..].starts_with(b"b.txt") {
            bytes[at] = b'a';
        }
    }
    std::fs::write(folder.join("a.zip"), bytes).unwrap();
    let output = gouji(&folder, &["check", "--summary", "a.zip"], b"");
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("压缩包内有同名文件"));
    assert!(
        out(&output).contains("未能读取的文件1个"),
        "{}",
        out(&output)
    );
}

/// Two years of a real series under one invented name.
fn two_years(folder: &Path) {
    let series: Vec<Figures> = corpus()
        .into_iter()
        .filter(|f| ["060", "061"].contains(&f.name.as_str()))
        .collect();
    let [last, this] = series.as_slice() else {
        unreachable!()
    };
    assert_eq!(last.year + 1, this.year);
    for (name, figures) in [("last/x.html", last), ("this/y.html", this)] {
        let figures = Figures {
            agency: "清河县教育局".to_owned(),
            ..figures.clone()
        };
        put(
            &folder.join(name),
            &write(&figures, Shape::Html, &mut Dice::new(1)),
        );
    }
}

#[test]
fn last_years_reports_are_found_by_agency_and_year() {
    let folder = folder("previous");
    two_years(&folder);
    let other = Figures {
        agency: "清河县民政局".to_owned(),
        ..corpus().remove(0)
    };
    put(
        &folder.join("this/z.html"),
        &write(&other, Shape::Html, &mut Dice::new(1)),
    );
    let output = gouji(
        &folder,
        &["check", "--format", "json", "--previous", "last", "this"],
        b"",
    );
    let views: Vec<Value> = out(&output)
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(views[0]["compared"]["last_year"]["agency"], "清河县教育局");
    assert_eq!(views[1]["compared"], Value::Null);
    assert!(
        told(&output).contains("this/z.html: 没有找到同一单位的上年年报"),
        "{}",
        told(&output)
    );
}

#[test]
fn a_government_is_compared_with_its_units_and_they_are_checked_too() {
    let folder = folder("government");
    for name in ["units/a.html", "units/b.html", "all.html"] {
        let figures = consistent(&mut Dice::new(5));
        put(
            &folder.join(name),
            &write(&figures, Shape::Html, &mut Dice::new(1)),
        );
    }
    let output = gouji(
        &folder,
        &[
            "check",
            "--format",
            "json",
            "--units",
            "units",
            "--government",
            "all.html",
        ],
        b"",
    );
    let views: Vec<Value> = out(&output)
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let beside: Vec<_> = views
        .iter()
        .map(|v| v["compared"]["units"].as_array().map(Vec::len))
        .collect();
    assert_eq!(names(&output), ["units/a.html", "units/b.html", "all.html"]);
    assert_eq!(beside, [None, None, Some(2)]);
    // In the folder of its units it is none of them, and checked once.
    std::fs::rename(folder.join("all.html"), folder.join("units/0.html")).unwrap();
    let arguments = [
        "check",
        "--format",
        "json",
        "--units",
        "units",
        "--government",
        "./units/0.html",
    ];
    let output = gouji(&folder, &arguments, b"");
    assert_eq!(
        names(&output),
        ["units/a.html", "units/b.html", "./units/0.html"]
    );
    let views = out(&output);
    let last: Value = serde_json::from_str(views.lines().last().unwrap()).unwrap();
    assert_eq!(last["compared"]["units"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_file_beside_the_others_that_is_no_report_is_named_and_they_are_checked() {
    let folder = folder("one-bad");
    two_years(&folder);
    for unit in ["units/a.html", "units/b.html"] {
        std::fs::create_dir_all(folder.join("units")).unwrap();
        std::fs::copy(folder.join("this/y.html"), folder.join(unit)).unwrap();
    }
    let run = |beside: &[&str]| {
        let arguments = ["check", "--format", "json", "this/y.html"];
        gouji(&folder, &[&arguments, beside].concat(), b"")
    };
    let compared = |output: &Output| {
        let view: Value = serde_json::from_slice(&output.stdout).unwrap();
        view["compared"].clone()
    };
    let units = ["--units", "units", "--complete"];
    let whole = compared(&run(&units));
    assert_eq!(whole["complete"], true);
    let previous = ["--previous", "last"];
    assert!(run(&previous).status.code() < Some(2));
    put(
        &folder.join("units/novel.txt"),
        "It was a dark and stormy night.",
    );
    put(
        &folder.join("last/novel.txt"),
        "It was a dark and stormy night.",
    );
    let output = run(&units);
    assert_eq!(output.status, run(&[]).status, "{}", told(&output));
    assert!(told(&output).contains("units/novel.txt: 没有找到年报的三张表"));
    assert_eq!(compared(&output)["units"].as_array().unwrap().len(), 2);
    // A sum without one of the units is not that of all.
    assert_eq!(compared(&output)["complete"], false);
    assert!(told(&output).contains("不按齐全核对"));
    let output = run(&previous);
    assert!(told(&output).contains("last/novel.txt: 没有找到年报的三张表"));
    assert_eq!(compared(&output)["last_year"]["agency"], "清河县教育局");
    // Where nothing else is wrong, that is what the status says.
    let sound = include_str!("data/reports/2021-all-holds/input.txt");
    put(&folder.join("sound.txt"), sound);
    let status = || {
        let output = gouji(&folder, &["check", "sound.txt", "--previous", "last"], b"");
        output.status.code()
    };
    assert_eq!(status(), Some(3));
    std::fs::remove_file(folder.join("last/novel.txt")).unwrap();
    assert_eq!(status(), Some(0));
}

#[test]
fn where_there_is_nothing_to_check_or_to_compare_with_that_is_said() {
    let folder = folder("empty");
    put(&folder.join("a.txt"), FAULTY);
    put(
        &folder.join("novels/novel.txt"),
        "It was a dark and stormy night.",
    );
    put(&folder.join("names"), "\n\n");
    std::fs::create_dir(folder.join("none")).unwrap();
    for (arguments, words) in [
        (&["check", "none"][..], "none: 文件夹内没有文档"),
        (
            &["check", "none", "--format", "csv"],
            "没有找到要核对的文件",
        ),
        (&["slips", "-o", "back", "none"], "没有找到要核对的文件"),
        (&["check", "--files-from", "names"], "names: 没有列出文件"),
        (&["check", "--files-from", "-"], "-: 没有列出文件"),
        (
            &["check", "a.txt", "--units", "none", "--complete"],
            "--units: 没有找到",
        ),
        (
            &["check", "a.txt", "--units", "novels"],
            "--units: 没有找到",
        ),
        (
            &["check", "a.txt", "--previous", "none"],
            "--previous: 没有找到",
        ),
    ] {
        let output = gouji(&folder, arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(told(&output).contains(words), "{}", told(&output));
        assert_eq!(out(&output), "", "{arguments:?}");
    }
    // One of several folders that is empty hinders none.
    let output = gouji(
        &folder,
        &["check", "--format", "json", "none", "a.txt"],
        b"",
    );
    assert_eq!(names(&output), ["a.txt"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_columns_of_a_list_are_carried_along_and_the_missing_are_named() {
    let folder = folder("list");
    two_years(&folder);
    put(
        &folder.join("list.csv"),
        "编号,单位名称,联系人\n07,清河县教育局,\"李, 四\"\n08,清河县民政局,王五\n",
    );
    let output = gouji(
        &folder,
        &["table", "reports", "--list", "list.csv", "this"],
        b"",
    );
    let csv = out(&output);
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().ends_with(",engine,编号,联系人"));
    assert!(lines.next().unwrap().ends_with(",07,\"李, 四\""));
    assert!(
        told(&output).contains("名单中有1个单位没有年报"),
        "{}",
        told(&output)
    );
    assert!(told(&output).contains("清河县民政局"));
    let slips = gouji(
        &folder,
        &["check", "--format", "html", "--list", "list.csv", "this"],
        b"",
    );
    assert!(out(&slips).contains("<td>李, 四</td>"));
    // A list may be a workbook as well: the tables that are written are.
    let output = gouji(
        &folder,
        &["table", "reports", "--list", "book.xlsx", "this"],
        b"",
    );
    assert_eq!(output.status.code(), Some(2), "there is none yet");
    gouji(
        &folder,
        &[
            "check",
            "--format",
            "xlsx",
            "--list",
            "list.csv",
            "--output",
            "book.xlsx",
            "this",
        ],
        b"",
    );
    let output = gouji(
        &folder,
        &["table", "reports", "--list", "book.xlsx", "this"],
        b"",
    );
    let csv = out(&output);
    assert!(
        csv.lines().next().unwrap().ends_with(",编号,联系人"),
        "{csv}"
    );
    assert!(
        csv.lines().nth(1).unwrap().ends_with(",07,\"李, 四\""),
        "{csv}"
    );
}

#[test]
fn a_list_may_have_a_title_and_call_its_agencies_what_it_likes() {
    let folder = folder("list-heads");
    two_years(&folder);
    let run = |list: &str| {
        put(&folder.join("list.csv"), list);
        let arguments = ["table", "reports", "--list", "list.csv", "this"];
        gouji(&folder, &arguments, b"")
    };
    for list in [
        "清河县应报年报单位名单,\n机关,电话\n清河县教育局,12345\n",
        "电话,报送部门（全称）\n12345,清河县 教育局\n",
        "Telephone\tAgency\n12345\t清河县教育局\n",
        // Where no other would do, the end of a name is enough.
        "单位,电话\n教育局,12345\n",
    ] {
        let output = run(list);
        let csv = out(&output);
        assert!(csv.lines().nth(1).unwrap().ends_with(",12345"), "{csv}");
        assert_eq!(told(&output), "", "{list}");
    }
    let both = "单位,电话\n教育局,1\n河县教育局,2\n";
    assert!(out(&run(both)).lines().nth(1).unwrap().ends_with(','));
    let none = run("姓名,电话\n张三,12345\n");
    assert_eq!(none.status.code(), Some(2));
    assert!(told(&none).contains("不是应报单位名单"), "{}", told(&none));
}

#[test]
fn standard_input_may_be_read_beside_a_list() {
    let folder = folder("list-input");
    put(
        &folder.join("list.csv"),
        "单位,电话\n海州市公安局东屿分局,12345\n",
    );
    let arguments = ["table", "reports", "--list", "list.csv", "-"];
    let output = gouji(&folder, &arguments, FAULTY.as_bytes());
    assert!(
        out(&output).lines().nth(1).unwrap().ends_with(",12345"),
        "{}",
        told(&output)
    );
}

#[test]
fn tables_and_slips_for_people_are_in_one_language() {
    let folder = folder("english");
    put(&folder.join("a.txt"), FAULTY);
    let run = |arguments: &[&str]| gouji(&folder, &[&["--lang", "en"], arguments].concat(), b"");
    run(&["check", "--format", "xlsx", "-o", "a.xlsx", "a.txt"]);
    let document = |file: &str| {
        let opened = open(file, &std::fs::read(folder.join(file)).unwrap()).unwrap();
        match opened.content {
            Content::Document(_, document) => document,
            _ => panic!("no document"),
        }
    };
    let book = document("a.xlsx");
    assert_eq!(book.sheets, ["Reports", "Findings", "Cells"]);
    for words in [
        "has errors",
        "does not agree",
        "Table 3 · (7) Total · Natural persons",
    ] {
        assert!(book.text.contains(words), "{words}");
    }
    run(&["slips", "-o", "back", "a.txt"]);
    let slip = document("back/海州市公安局东屿分局2019-slip.docx");
    for words in ["Proposed value", "There is one thing to do", "Source: "] {
        assert!(slip.text.contains(words), "{words} is not in {}", slip.text);
    }
    let own = slip.text.replace("海州市公安局东屿分局", "");
    assert!(
        !own.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c)),
        "{own}"
    );
    // A slip of an earlier run gives way, in whatever language it is.
    let again = gouji(&folder, &["slips", "-o", "back", "a.txt", "back"], b"");
    assert!(
        told(&again).contains("1个文件是以前运行写出的"),
        "{}",
        told(&again)
    );
    let arguments = ["check", "--format", "html", "a.txt"];
    let page = out(&run(&arguments));
    assert!(page.contains("<th scope=\"col\">To do</th>") && page.contains("Confirmed by"));
    let page = out(&gouji(&folder, &arguments, b""));
    assert!(page.contains("<th scope=\"col\">待处理</th>") && page.contains("填报单位核实人"));
}

#[test]
fn columns_of_a_list_that_share_a_name_are_told_apart_and_none_runs_as_a_formula() {
    let folder = folder("list-names");
    two_years(&folder);
    put(
        &folder.join("list.csv"),
        "单位,year,备注,备注,=1+1\n清河县教育局,一,a,b,c\n清河县教育局,五,x,y,z\n",
    );
    let run = |more: &[&str]| {
        let arguments = ["table", "reports", "--list", "list.csv", "this"];
        gouji(&folder, &[&arguments, more].concat(), b"")
    };
    let output = run(&[]);
    let csv = out(&output);
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().ends_with(",year-2,备注,备注-2,'=1+1"));
    assert!(lines.next().unwrap().ends_with(",五,x,y,z"), "{csv}");
    assert!(told(&output).contains("名单中有1个单位不止一行"));
    assert!(told(&output).contains("清河县教育局"), "{}", told(&output));
    run(&["--format", "parquet", "-o", "reports.parquet"]);
    let file = std::fs::File::open(folder.join("reports.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let names: std::collections::BTreeSet<_> = schema.columns().iter().map(|c| c.name()).collect();
    assert_eq!(names.len(), schema.num_columns());
    assert!(names.contains("year-2") && names.contains("备注-2"));
}

#[test]
fn a_table_of_cells_is_the_same_as_csv_and_as_parquet() {
    let folder = folder("parquet");
    write_reports(&folder, 6);
    let csv = out(&gouji(&folder, &["table", "cells", "."], b""));
    let done = gouji(
        &folder,
        &[
            "table",
            "cells",
            "--format",
            "parquet",
            "--output",
            "cells.parquet",
            ".",
        ],
        b"",
    );
    assert_eq!(
        told(&done)
            .lines()
            .filter(|l| !l.contains("文件不是文档"))
            .count(),
        0
    );
    let file = std::fs::File::open(folder.join("cells.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let columns = reader
        .metadata()
        .file_metadata()
        .schema_descr()
        .num_columns();
    let mut records = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let headers = records.headers().unwrap().clone();
    assert_eq!(headers.len(), columns);
    let (cell, raw, value, status) = (4, 9, 10, 12);
    assert_eq!(
        [
            &headers[cell],
            &headers[raw],
            &headers[value],
            &headers[status]
        ],
        ["cell", "raw", "value", "status"]
    );
    let mut count = 0;
    for (row, record) in reader.get_row_iter(None).unwrap().zip(records.records()) {
        let (row, record) = (row.unwrap(), record.unwrap());
        for at in [cell, raw, status] {
            assert_eq!(
                row.get_string(at).unwrap(),
                record[at].trim_start_matches('\'')
            );
        }
        let number = row.get_long(value).ok();
        assert_eq!(number, record[value].parse().ok());
        count += 1;
    }
    assert_eq!(count, csv.lines().count() - 1);
    assert!(count > 1_000);
}

/// The text of a cell without what parts it from its neighbours.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_control() || c.is_whitespace())
}

#[test]
fn a_workbook_reads_back_the_same() {
    let folder = folder("workbook");
    write_reports(&folder, 6);
    put(&folder.join("004.txt"), FAULTY);
    let make = || {
        gouji(
            &folder,
            &[
                "check",
                "--format",
                "xlsx",
                "--output",
                "all.xlsx",
                "--files-from",
                "-",
            ],
            b"000.txt\n001.txt\n004.txt\n",
        );
        std::fs::read(folder.join("all.xlsx")).unwrap()
    };
    let bytes = make();
    assert_eq!(bytes, make(), "the same reports make the same workbook");
    let opened = open("all.xlsx", &bytes).unwrap();
    let Content::Document(_, document) = &opened.content else {
        panic!("no document")
    };
    assert_eq!(document.sheets, ["总览", "问题", "单元格"]);
    let cell = |sheet: usize, row: usize, column: usize| {
        let mut boxes = document.boxes.iter();
        let found =
            boxes.find(|b| (b.cell.table, b.cell.row, b.cell.column) == (sheet, row, column));
        found.map_or("", |b| bare(&document.text[b.at..b.end]))
    };
    let csv = out(&gouji(
        &folder,
        &["table", "cells", "000.txt", "001.txt", "004.txt"],
        b"",
    ));
    let mut records = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    for (at, record) in records.records().enumerate().step_by(7) {
        let record = record.unwrap();
        for column in [0, 2, 4, 9, 10] {
            assert_eq!(
                cell(3, at + 2, column + 1),
                record[column].trim(),
                "row {at} column {column}"
            );
        }
        let status = &record[12];
        let known = gouji::view::STATES
            .iter()
            .find(|(name, ..)| *name == status);
        assert_eq!(cell(3, at + 2, 13), known.unwrap().1);
    }
    assert_eq!((cell(1, 1, 7), cell(1, 1, 8)), ("结论", "待处理"));
    assert!(cell(1, 2, 8) >= cell(1, 3, 8));
    assert_eq!(cell(1, 2, 7), "有错误");
}

#[test]
fn slips_go_to_those_with_something_to_mend() {
    let folder = folder("slips");
    write_reports(&folder.join("reports"), 24);
    let output = gouji(&folder, &["slips", "--output", "back", "reports"], b"");
    let mut files: Vec<_> = std::fs::read_dir(folder.join("back"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    assert!(out(&output).starts_with(&format!("{}份核对反馈单", files.len())));
    assert!((2..24).contains(&files.len()), "{files:?}");
    let bytes = std::fs::read(&files[0]).unwrap();
    let opened = open("a.docx", &bytes).unwrap();
    let Content::Document(_, document) = opened.content else {
        panic!("no document")
    };
    for words in [
        "政府信息公开工作年度报告核对反馈单",
        "清河县",
        "建议值",
        "依据：",
        "核对人",
    ] {
        assert!(
            document.text.contains(words),
            "{words} is not in {}",
            document.text
        );
    }
    let again = gouji(&folder, &["slips", "--output", "again", "reports"], b"");
    assert_eq!(again.status.code(), output.status.code());
    let name = files[0].file_name().unwrap();
    assert_eq!(
        std::fs::read(folder.join("again").join(name)).unwrap(),
        bytes
    );
}

#[test]
fn of_a_folder_of_slips_only_those_of_an_earlier_run_are_left_out_and_told() {
    let folder = folder("slips-beside");
    put(&folder.join("000.txt"), FAULTY);
    let run = |what: &str| gouji(&folder, &["slips", "--output", ".", what], b"");
    let slips = || {
        let all = std::fs::read_dir(&folder).unwrap();
        let names = all.map(|e| e.unwrap().file_name().into_string().unwrap());
        let mut slips: Vec<_> = names.filter(|name| name.ends_with("docx")).collect();
        slips.sort();
        slips
    };
    // A report beside which its slip is to stand.
    let output = run("000.txt");
    assert!(
        out(&output).starts_with("1份核对反馈单"),
        "{}",
        told(&output)
    );
    let written = slips();
    assert_eq!((output.status.code(), written.len()), (Some(1), 1));
    for what in [".", "*.*"] {
        let output = run(what);
        assert_eq!(output.status.code(), Some(1), "{}", told(&output));
        assert!(out(&output).starts_with("1份核对反馈单"));
        assert!(told(&output).contains("1个文件是以前运行写出的"));
        assert_eq!(slips(), written);
    }
    // What has the name of a slip and is none is read, and not written over.
    put(&folder.join(&written[0]), FAULTY);
    let output = run(&written[0]);
    assert!(
        out(&output).starts_with("1份核对反馈单"),
        "{}",
        told(&output)
    );
    assert_eq!(
        std::fs::read(folder.join(&written[0])).unwrap(),
        FAULTY.as_bytes()
    );
    assert_eq!(slips().len(), 2);
}

#[test]
fn a_slip_whose_name_is_too_long_or_cannot_be_written_loses_no_other() {
    let folder = folder("slips-names");
    let faulty = FAULTY.replace("海州市公安局东屿分局", "");
    let long = "名".repeat(83) + "a";
    for name in [
        "a/other",
        "a/plain",
        &format!("a/{long}"),
        &format!("b/{long}"),
    ] {
        put(&folder.join(format!("{name}.txt")), &faulty);
    }
    let output = gouji(&folder, &["slips", "-o", "back", "a", "b"], b"");
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(
        out(&output).starts_with("4份核对反馈单"),
        "{}",
        out(&output)
    );
    let short = "名".repeat(75) + "核对反馈单";
    for name in [
        "other核对反馈单",
        "plain核对反馈单",
        &short,
        &format!("{short}-2"),
    ] {
        let file = folder.join("back").join(format!("{name}.docx"));
        assert!(file.is_file(), "{name}");
    }
    #[cfg(unix)]
    {
        std::fs::create_dir(folder.join("again")).unwrap();
        let link = folder.join("again/other核对反馈单.docx");
        std::os::unix::fs::symlink("no/such/folder", link).unwrap();
        let output = gouji(&folder, &["slips", "-o", "again", "a", "b"], b"");
        assert_eq!(output.status.code(), Some(2));
        assert!(told(&output).contains("other核对反馈单.docx：无法写入"));
        assert!(
            out(&output).starts_with("3份核对反馈单"),
            "{}",
            out(&output)
        );
    }
}

#[test]
fn a_slip_opens_whatever_characters_stand_in_the_report_and_its_name() {
    let folder = folder("slips-characters");
    let barred = "\u{1}\u{b}\u{1b}\u{ffff}";
    let file = format!("a{barred}.txt");
    let faulty = FAULTY.replace("海州市公安局东屿分局", "");
    put(&folder.join(&file), &faulty);
    for (format, part) in [("docx", Some("word/document.xml")), ("html", None)] {
        gouji(
            &folder,
            &["slips", "--format", format, "-o", "back", &file],
            b"",
        );
        let slip = folder
            .join("back")
            .join(format!("a___\u{ffff}核对反馈单.{format}"));
        let bytes = std::fs::read(slip).unwrap();
        let text = match part {
            None => String::from_utf8(bytes).unwrap(),
            Some(part) => {
                let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
                std::io::read_to_string(zip.by_name(part).unwrap()).unwrap()
            }
        };
        assert!(
            text.contains("a\u{fffd}\u{fffd}\u{fffd}\u{fffd}.txt"),
            "{text}"
        );
        assert!(!text.contains(|c| barred.contains(c)), "{text}");
    }
}

#[test]
fn no_file_is_read_and_written_to_as_well() {
    let folder = folder("both");
    let names = [
        "a.txt",
        "last.txt",
        "list.csv",
        "names",
        "scan.pdf",
        "units/u.txt",
    ];
    let before = |name: &str| match name {
        "scan.pdf" => "%PDF-1.7 that cannot be read",
        "list.csv" => "单位,联系人\n清河县教育局,张三\n",
        "names" => "a.txt\n",
        _ => FAULTY,
    };
    for name in names {
        put(&folder.join(name), before(name));
    }
    let mut runs = vec![
        vec!["check", "-o", "a.txt", "a.txt"],
        vec!["check", "-o", "a.txt", "."],
        vec!["check", "-o", "scan.pdf", "."],
        vec!["check", "-o", "units/../a.txt", "*.txt"],
        vec!["check", "-o", "last.txt", "--previous", "last.txt", "a.txt"],
        vec!["check", "-o", "units/u.txt", "--previous", "units", "a.txt"],
        vec!["check", "-o", "units/u.txt", "a.txt", "--units", "units"],
        vec![
            "check",
            "-o",
            "a.txt",
            "--units",
            "units",
            "--government",
            "a.txt",
        ],
        vec!["check", "-o", "list.csv", "--list", "list.csv", "a.txt"],
        vec!["check", "-o", "names", "--files-from", "names"],
        vec!["table", "cells", "-o", "a.txt", "a.txt"],
    ];
    for format in ["json", "csv", "xlsx", "html", "md"] {
        runs.push(vec!["check", "--format", format, "-o", "a.txt", "a.txt"]);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("a.txt", folder.join("link")).unwrap();
        runs.push(vec!["check", "-o", "link", "a.txt"]);
        runs.push(vec!["check", "-o", "a.txt", "link"]);
    }
    for arguments in runs {
        let output = gouji(&folder, &arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(told(&output).contains("写入会毁掉它"), "{arguments:?}");
        for name in names {
            let now = std::fs::read_to_string(folder.join(name)).unwrap();
            assert_eq!(now, before(name), "{arguments:?}");
        }
    }
}

#[test]
fn results_of_an_earlier_run_are_written_anew() {
    let folder = folder("anew");
    put(&folder.join("a.txt"), FAULTY);
    let formats = ["text", "json", "csv", "xlsx", "html", "md"];
    let mut all: Vec<_> = formats.map(|format| ["check", "--format", format]).into();
    all.extend(["reports", "findings", "cells"].map(|which| ["table", which, "--jobs=1"]));
    all.push(["check", "--summary", "--jobs=1"]);
    for (at, what) in all.iter().enumerate() {
        let file = format!("{at}.txt");
        let arguments = [&what[..], &["-o", &file, "."]].concat();
        let run = || gouji(&folder, &arguments, b"");
        assert_eq!(run().status.code(), Some(1), "{what:?}");
        let first = std::fs::read(folder.join(&file)).unwrap();
        let again = run();
        assert_eq!(again.status.code(), Some(1), "{what:?}: {}", told(&again));
        assert!(told(&again).contains("1个文件是以前运行写出的"), "{what:?}");
        assert_eq!(std::fs::read(folder.join(&file)).unwrap(), first);
        std::fs::remove_file(folder.join(&file)).unwrap();
    }
}

#[test]
fn a_filter_answers_each_line_with_its_id_whatever_the_line_is() {
    let folder = folder("filter");
    let figures = consistent(&mut Dice::new(3));
    let text = write(&figures, Shape::TabRows, &mut Dice::new(1));
    let html = write(&figures, Shape::Html, &mut Dice::new(1));
    use base64::Engine;
    let base64 = base64::engine::general_purpose::STANDARD.encode(html);
    let lines = [
        format!(
            "{{\"id\":12345678901234567890123,\"text\":{}}}",
            json!(text)
        ),
        json!({ "id": { "a": [1, null] }, "name": "b.html", "base64": base64 }).to_string(),
        "not JSON".to_owned(),
        String::new(),
        json!({ "id": "neither" }).to_string(),
        json!({ "id": "bad", "base64": "***" }).to_string(),
        json!({ "text": "%PDF-1.7 and no more" }).to_string(),
    ];
    let run = |jobs| {
        gouji(
            &folder,
            &["filter", "--jobs", jobs],
            (lines.join("\n") + "\n").as_bytes(),
        )
    };
    let output = run("1");
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(output.stdout, run("5").stdout);
    let text = out(&output);
    let answers: Vec<Value> = text
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(answers.len(), 6);
    assert!(
        text.lines()
            .next()
            .unwrap()
            .starts_with("{\"id\":12345678901234567890123,\"result\":")
    );
    assert_eq!(answers[0]["result"]["summary"]["fails"], 0);
    assert_eq!(answers[1]["id"], json!({ "a": [1, null] }));
    assert_eq!(
        answers[1]["result"]["source"],
        json!({ "name": "b.html", "format": "html" })
    );
    assert_eq!(
        answers[1]["result"]["cells"].as_object().unwrap().len(),
        answers[0]["result"]["cells"].as_object().unwrap().len()
    );
    assert!(
        answers[2]["error"]["message"]
            .as_str()
            .unwrap()
            .starts_with("第3行")
    );
    for (at, id) in [(3, json!("neither")), (4, json!("bad")), (5, Value::Null)] {
        assert_eq!(answers[at]["id"], id);
        assert!(
            answers[at]["error"]["message_en"].is_string(),
            "{}",
            answers[at]
        );
    }
}

#[test]
fn a_filter_answers_before_the_next_line_comes() {
    use std::io::{BufRead, BufReader};
    let mut filter = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .arg("filter")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = filter.stdin.take().unwrap();
    let mut answers = BufReader::new(filter.stdout.take().unwrap()).lines();
    for id in 0..3 {
        writeln!(input, "{}", json!({ "id": id, "text": "规章" })).unwrap();
        input.flush().unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], id);
    }
    drop(input);
    assert!(filter.wait().unwrap().success());
}

#[test]
fn a_reader_that_goes_away_ends_the_run_in_silence() {
    let folder = folder("pipe");
    write_reports(&folder, 60);
    let mut run = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["check", "--format", "json", "."])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(run.stdout.take());
    let output = run.wait_with_output().unwrap();
    assert_eq!(told(&output), "");
    assert!(output.status.code() < Some(2));
}

#[test]
fn manual_and_completions_know_every_command() {
    let folder = folder("manual");
    let bash = out(&gouji(&folder, &["completions", "bash"], b""));
    assert!(bash.contains("--files-from") && bash.contains("slips"));
    gouji(&folder, &["man", "--output", "man"], b"");
    for page in [
        "gouji.1",
        "gouji-check.1",
        "gouji-filter.1",
        "gouji-table.1",
        "gouji-slips.1",
    ] {
        let page = std::fs::read_to_string(folder.join("man").join(page)).unwrap();
        assert!(page.contains(".TH"));
    }
}

#[test]
fn nothing_to_do_is_said_in_a_sentence() {
    let folder = folder("nothing");
    for (arguments, words) in [
        (&["check"][..], "没有给出文件"),
        (&["check", "--jobs", "0", "a.txt"], "至少为1"),
        (
            &["check", "--units", "u", "a.txt"],
            "写在 --units 之前，或用 -- 隔开",
        ),
        (
            &["check", "--files-from", "no-list", "a.txt"],
            "no-list: 无法读取：文件不存在",
        ),
        (
            &["check", "--previous", "no-file", "a.txt"],
            "no-file: 无法读取：文件不存在",
        ),
        (
            &["check", "--list", "no-list", "a.txt"],
            "no-list: 无法读取：文件不存在",
        ),
        (
            &["check", "--output", "no/folder/a", "a.txt"],
            "no/folder/a：无法写入：所在文件夹不存在",
        ),
        (&["check", "--without", "nothing", "a.txt"], "没有这条规则"),
    ] {
        let output = gouji(&folder, arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            told(&output).contains(words),
            "{arguments:?}: {}",
            told(&output)
        );
    }
}

/// Files to measure a run over: `FOLDER=… COUNT=20000 cargo test --release
/// --test many -- --ignored`, then `gouji check --format json` over the folder.
#[test]
#[ignore = "writes files to measure with"]
fn writes_many() {
    let variable = |name| std::env::var(name).unwrap();
    write_reports(
        Path::new(&variable("FOLDER")),
        variable("COUNT").parse().unwrap(),
    );
}

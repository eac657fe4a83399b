//! One test for each shape that real documents have: every cell is read as
//! it is printed, or is said to be unsure where the shape leaves it so.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a failing test may panic"
)]

mod support;

use gouji::view::View;
use support::compare::{checked, compare};
use support::figures::{Figures, of_corpus};
use support::generate::Dice;
use support::golden;
use support::write::{Shape, write};

/// A report printed in a shape.
fn printed(figures: &Figures, shape: Shape) -> String {
    write(figures, shape, &mut Dice::new(7))
}

/// Everything is read, and read right.
#[track_caller]
fn reads_all(figures: &Figures, text: &str) -> View {
    let view = checked(text);
    let tally = compare(figures, &view);
    assert!(tally.wrong.is_empty(), "{:#?}", tally.wrong);
    let unsure: Vec<_> = view
        .cells
        .iter()
        .filter(|(_, c)| c.status == "unsure" || c.status == "missing")
        .map(|(id, c)| (id, &c.raw, &c.reason))
        .collect();
    assert_eq!(tally.flagged, 0, "{unsure:#?} {:#?}", view.problems);
    view
}

/// Nothing is read wrong; at most `most` cells are said to be unsure.
#[track_caller]
fn reads_all_but(most: usize, figures: &Figures, text: &str) -> View {
    let view = checked(text);
    let tally = compare(figures, &view);
    assert!(tally.wrong.is_empty(), "{:#?}", tally.wrong);
    assert!(
        tally.flagged <= most,
        "{} flagged: {:#?}",
        tally.flagged,
        view.problems
    );
    view
}

/// Replaces text that must be there.
#[track_caller]
fn with(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "{old} is not there");
    text.replace(old, new)
}

fn district() -> Figures {
    of_corpus("016")
}

fn district_2019() -> Figures {
    of_corpus("010")
}

// ---- A. how cells are separated -------------------------------------------

#[test]
fn a01_a_cell_a_line_with_a_tab() {
    reads_all(
        &district_2019(),
        &printed(&district_2019(), Shape::TabLines),
    );
}

#[test]
fn a02_a_cell_a_paragraph() {
    reads_all(&district(), &printed(&district(), Shape::Paragraphs));
}

#[test]
fn a03_lone_pipes() {
    reads_all(&district(), &printed(&district(), Shape::LonePipes));
}

#[test]
fn a04_pipes_at_line_ends() {
    reads_all(&district(), &printed(&district(), Shape::TrailingPipes));
}

#[test]
fn a05_pipe_rows() {
    let text = printed(&district(), Shape::PipeRows);
    reads_all(&district(), &text);
    // Trailing empty cells differ from row to row.
    let ragged: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(at, line)| {
            if at % 3 == 0 && line.ends_with('|') {
                format!("{line}|")
            } else {
                line.to_owned()
            }
        })
        .collect();
    reads_all(&district(), &ragged.join("\n"));
}

#[test]
fn a06_markdown() {
    reads_all(&district(), &printed(&district(), Shape::Markdown));
}

#[test]
fn a07_everything_on_one_line() {
    reads_all(&district(), &printed(&district(), Shape::OneLine));
}

#[test]
fn a08_no_separator_at_all() {
    let view = reads_all_but(40, &district(), &printed(&district(), Shape::Glued));
    assert!(view.reading.inferred > 120, "{}", view.reading.inferred);
    let served: Vec<_> = view
        .findings
        .iter()
        .filter(|f| f.outcome == "fails" && !f.rule.starts_with("form."))
        .collect();
    assert!(served.is_empty(), "{served:#?}");
}

#[test]
fn a09_blanks_in_some_places() {
    reads_all_but(40, &district(), &printed(&district(), Shape::Padded));
}

#[test]
fn a10_padded_numbers() {
    let text = printed(&district(), Shape::TabRows);
    let padded: String = text
        .split('\t')
        .enumerate()
        .map(|(at, cell)| match at % 4 {
            0 => format!("\u{A0}{cell} "),
            1 => format!("{cell}  "),
            2 => format!("\u{3000}{cell}"),
            _ => format!("{cell}\u{200B}"),
        })
        .collect::<Vec<_>>()
        .join("\t");
    let view = checked(&padded);
    let read = |id: &str| {
        view.cells
            .iter()
            .find(|(c, _)| c.as_str() == id)
            .unwrap()
            .1
            .value
            .map(|v| v.0.digits)
    };
    for (id, text) in district()
        .cells
        .iter()
        .filter(|(id, _)| id.starts_with("requests"))
    {
        assert_eq!(read(id), text.parse().ok(), "{id}");
    }
}

#[test]
fn a11_a_stub_is_no_report() {
    let view = checked("第一项,20");
    assert_eq!(view.problems[0].kind, "no_report");
}

#[test]
fn a12_tab_separated_rows() {
    reads_all(&district(), &printed(&district(), Shape::TabRows));
    reads_all(&district(), &printed(&district(), Shape::TabGrid));
}

// ---- B. web pages ----------------------------------------------------------

#[test]
fn b13_html_of_word() {
    reads_all(&district(), &printed(&district(), Shape::WordHtml));
}

#[test]
fn b14_some_cells_retyped() {
    let text = printed(&district(), Shape::WordHtml);
    let start = text.find("<td><p").unwrap();
    let end = start + text[start..].find("</td>").unwrap();
    let inner: String = text[start..end]
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    assert!(!inner.is_empty());
    let retyped = text.replacen("<span lang=EN-US style='font-size:10.5pt'>0<o:p></o:p></span><span style='display:none;mso-hide:all'>7</span></p>", "</p>0", 9);
    reads_all(&district(), &retyped);
}

#[test]
fn b15_merged_cells_of_the_template() {
    reads_all(&district(), &printed(&district(), Shape::Html));
    reads_all(&of_corpus("003"), &printed(&of_corpus("003"), Shape::Html));
}

#[test]
fn b16_header_not_merged() {
    let text = printed(&district(), Shape::Html);
    let head = text.find("<td rowspan=2>自然人").unwrap();
    let end = head + text[head..].find("<td>商业企业").unwrap();
    let old = text[head..end].to_owned();
    let text = with(
        &text,
        &old,
        "<td>自然人</td><td colspan=5>法人或其他组织</td><td>总计</td></tr><tr><td></td>",
    );
    let text = with(&text, "<td>其他</td></tr>", "<td>其他</td><td></td></tr>");
    reads_all(&district(), &text);
}

#[test]
fn b17_breaks_inside_headings_and_headers() {
    let text = printed(&district_2019(), Shape::Html);
    let text = with(&text, "本年新制作数量", "本年新<br />制作数量");
    let text = with(&text, "<p>四、政府", "<p><br/>四、政府");
    reads_all(&district_2019(), &text);
}

#[test]
fn b18_header_word_in_two_paragraphs() {
    let text = with(
        &printed(&district(), Shape::Html),
        "<td>商业企业",
        "<td><p>商业</p><p>企业</p>",
    );
    reads_all(&district(), &text);
}

#[test]
fn b19_header_word_in_two_rows() {
    let text = printed(&district(), Shape::Html);
    let names = "<td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>";
    let halves = "<td>商业</td><td>科研</td><td>社会公益</td><td>法律服务</td><td>其他</td></tr>\n<tr><td></td><td></td><td></td><td></td><td>企业</td><td>机构</td><td>组织</td><td>机构</td><td></td><td></td></tr>";
    reads_all(&district(), &with(&text, names, halves));
}

#[test]
fn b20_a_page_inside_a_script() {
    reads_all(&district(), &printed(&district(), Shape::ScriptHtml));
    // The answer of a server: JSON with the page in a string.
    let page = printed(&district(), Shape::Html);
    let json = page
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace("</", "<\\/");
    reads_all(
        &district(),
        &format!("{{\"code\":0,\"data\":{{\"content\":\"{json}\"}}}}"),
    );
    // The same in a page that writes it out.
    let script = json.replace("\\n", "\\r\\n");
    reads_all(
        &district(),
        &format!("<html><body><script>document.write(\"{script}\");</script></body></html>"),
    );
    let unicode: String = json
        .chars()
        .map(|c| {
            if c.is_ascii() {
                c.to_string()
            } else {
                format!("\\u{:04x}", u32::from(c))
            }
        })
        .collect();
    reads_all(&district(), &format!("{{\"content\":\"{unicode}\"}}"));
}

#[test]
fn b21_navigation_and_attachments_are_no_cells() {
    let text = printed(&district(), Shape::Html);
    let noise = "<div>首页 &gt; 政务公开 微信 微博 QQ空间 --&gt; 文件下载 1 2 3 4 5 6 7</div><table><tr><td>上一篇</td><td>1</td></tr><tr><td>下一篇</td><td>2</td></tr></table>";
    let text = with(
        &text,
        "<div class=\"article\">",
        &format!("{noise}<div class=\"article\">"),
    );
    reads_all(
        &district(),
        &with(&text, "<div>附件下载", &format!("{noise}<div>附件下载")),
    );
}

#[test]
fn b22_style_text_leaked_into_the_body() {
    let leak = "Normal 0 7.8 磅 0 2 false false false EN-US ZH-CN X-NONE table.MsoNormalTable {mso-style-name:普通表格; mso-tstyle-rowband-size:0; font-size:10.0pt}";
    let text = printed(&district(), Shape::Html);
    let text = with(&text, "<p>三、收到", &format!("<p>{leak}</p><p>三、收到"));
    let text = with(
        &text,
        "<td rowspan=2>自",
        "<td rowspan=2>&lt;!--[if !supportMisalignedColumns]--&gt;自",
    );
    reads_all(
        &district(),
        &with(&text, "<p>五、", &format!("<p>{leak}</p><p>五、")),
    );
}

#[test]
fn b23_table_three_cut_in_two() {
    reads_all(&district(), &printed(&district(), Shape::CutHtml));
    let text = printed(&district(), Shape::BlankRows);
    let text = with(&text, "（四）无法提供", "三、本年度办理结果 （四）无法提供");
    reads_all(
        &district(),
        &with(&text, "三、收到和处理", "三三、收到和处理"),
    );
}

#[test]
fn b24_tables_as_pictures() {
    let page = "<h1>东屿区公安局2020年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><img src=1.png><p>三、收到和处理政府信息公开申请情况</p><img src=2.png>";
    let view = checked(page);
    assert_eq!((view.form, view.year), (None, Some(2020)));
    assert_eq!(view.problems[0].kind, "no_tables");
    assert!(view.problems[0].place.is_some());
}

#[test]
fn b25_tables_inside_tables() {
    reads_all(&district(), &printed(&district(), Shape::NestedHtml));
    let text = printed(&district(), Shape::Html);
    reads_all(
        &district(),
        &with(
            &text,
            "<td>0</td>",
            "<td><table><tr><td>0</td></tr></table></td>",
        ),
    );
}

// ---- C. PDF and flip-books -------------------------------------------------

#[test]
fn c26_page_break_inside_tables() {
    let text = printed(&district(), Shape::BlankRows);
    let text = with(&text, "（四）无法提供 1.", "（四）无 1.");
    let text = with(&text, "\n2.没有现成", "\n- 4 -\n法提供\n2.没有现成");
    let text = with(&text, "\n7.属于行政执法案卷", "\n-5-\n7.属于行政执法案卷");
    reads_all(&district(), &text);
}

#[test]
fn c27_vertical_labels() {
    let text = printed(&district(), Shape::BlankRows);
    let text = with(&text, "三、本年度办理结果 ", "");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let from = lines
        .iter()
        .position(|l| l.contains("（一）予以公开"))
        .unwrap();
    for (at, letter) in "三、本年度办理结果".chars().enumerate() {
        lines.insert(from + 1 + 2 * at, letter.to_string());
    }
    reads_all(&district(), &lines.join("\n"));
}

#[test]
fn c28_header_words_spaced_or_cut() {
    let text = printed(&district(), Shape::BlankRows);
    let text = with(
        &text,
        "商业企业 科研机构 社会公益组织 法律服务机构",
        "商 业 企\n业 科研机\n构 社会公益 组织 法 律 服 务\n机构",
    );
    reads_all(&district(), &with(&text, "自然人 ", "自 然 人 "));
    // Read across: the first halves of the narrow names, then the second.
    let text = printed(&district(), Shape::BlankRows);
    let names = "自然人 法人或其他组织 总计 \n商业企业 科研机构 社会公益组织 法律服务机构 其他 \n";
    let across =
        "自然 商业 科研法人或其他组织 法律服务 其 总\n人 企业 机构 社会公益\n组织 机构 他 计\n";
    reads_all(&district(), &with(&text, names, across));
}

#[test]
fn c29_long_labels_wrap_round_their_numbers() {
    reads_all(&district(), &printed(&district(), Shape::Pdf));
    reads_all(&district_2019(), &printed(&district_2019(), Shape::Pdf));
}

#[test]
fn c30_item_marks_vary() {
    let text = printed(&district(), Shape::BlankRows);
    let text = with(&text, "1.申请人", "1、申请人");
    let text = with(&text, "2.申请人", "2、申请人");
    reads_all(&district(), &with(&text, "3.其他", "3、其他"));
}

#[test]
fn c31_header_of_table_four_broken() {
    let text = printed(&district(), Shape::BlankRows);
    let at = text.rfind("结果维持").unwrap();
    let broken = with(&text[..at], "尚未审结", "尚未审\n结")
        + &text[at..].replacen("结果维持", "结 果\n维 持", 1);
    reads_all(&district(), &broken);
}

#[test]
fn c32_narrow_headers_read_across() {
    let text = printed(&district(), Shape::BlankRows);
    let start = text.rfind("行政复议 行政诉讼").unwrap();
    let end = start + text[start..].find(|c: char| c.is_ascii_digit()).unwrap();
    let across = "行政复议 行政诉讼 未经复议直接起诉 复议后起诉\n结 结 其 尚 总 结 结 其 尚 总 结 结 其 尚 总\n果 果 他 未 计 果 果 他 未 计 果 果 他 未 计\n维 纠 结 审 维 纠 结 审 维 纠 结 审\n持 正 果 结 持 正 果 结 持 正 果 结\n";
    reads_all(
        &district(),
        &format!("{}{across}{}", &text[..start], &text[end..]),
    );
}

#[test]
fn c33_two_years_side_by_side_are_unsure() {
    let text = printed(&district(), Shape::BlankRows);
    let doubled: Vec<String> = text
        .lines()
        .map(|line| match line.find(|c: char| c.is_ascii_digit()) {
            Some(_) if line.matches(' ').count() > 6 => {
                let numbers: Vec<&str> = line
                    .split(' ')
                    .filter(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
                    .collect();
                format!("{line}{}", numbers.join(" "))
            }
            _ => line.to_owned(),
        })
        .collect();
    let view = checked(&doubled.join("\n"));
    assert!(compare(&district(), &view).wrong.is_empty());
    assert!(view.reading.unsure >= 175, "{}", view.reading.unsure);
    assert_eq!(view.summary.fails, 0);
}

#[test]
fn c34_headings_lost() {
    let text = printed(&district(), Shape::TabRows);
    let kept: Vec<&str> = text
        .lines()
        .filter(|l| {
            !["二、主动", "三、收到", "四、政府", "五、存在", "六、其他"]
                .iter()
                .any(|h| l.starts_with(h))
        })
        .collect();
    reads_all(&district(), &kept.join("\n"));
}

// ---- D. cell values --------------------------------------------------------

#[test]
fn d35_blank_for_nought_everywhere() {
    let mut figures = district();
    figures
        .cells
        .values_mut()
        .filter(|v| *v == "0")
        .for_each(String::clear);
    reads_all(&figures, &printed(&figures, Shape::Html));
    let mut all = district();
    all.cells.values_mut().for_each(String::clear);
    reads_all(&all, &printed(&all, Shape::Html));
    let mut only_total = district();
    only_total
        .cells
        .iter_mut()
        .filter(|(id, _)| !id.ends_with(".total"))
        .for_each(|(_, v)| v.clear());
    reads_all(&only_total, &printed(&only_total, Shape::Html));
    reads_all(&only_total, &printed(&only_total, Shape::TabRows));
}

#[test]
fn d36_a_blank_row_among_noughts() {
    for name in ["104", "105", "030", "071", "072"] {
        let figures = of_corpus(name);
        for shape in [
            Shape::Html,
            Shape::TabLines,
            Shape::TabRows,
            Shape::Lines,
            Shape::Paragraphs,
        ] {
            reads_all(&figures, &printed(&figures, shape));
        }
    }
}

#[test]
fn d37_marks_for_none() {
    for mark in ["/", "-", "—", "无", "／", "——", "不适用"] {
        let mut figures = district();
        figures
            .cells
            .values_mut()
            .filter(|v| *v == "0")
            .for_each(|v| *v = mark.to_owned());
        for shape in [Shape::Html, Shape::TabRows, Shape::BlankRows, Shape::Lines] {
            let view = checked(&printed(&figures, shape));
            let read = view
                .cells
                .iter()
                .filter(|(_, c)| c.status == "blank")
                .count();
            let marks = figures.cells.values().filter(|v| *v == mark).count();
            assert_eq!(read, marks, "{mark} {shape:?}");
            assert_eq!(
                view.reading.unsure + view.reading.missing,
                0,
                "{mark} {shape:?}"
            );
        }
    }
}

#[test]
fn d38_marks_mixed() {
    let mut figures = district();
    let marks = ["", "0", "/"];
    for (at, value) in figures.cells.values_mut().filter(|v| *v == "0").enumerate() {
        *value = marks[at % 3].to_owned();
    }
    reads_all(&figures, &printed(&figures, Shape::Html));
    reads_all(&figures, &printed(&figures, Shape::TabLines));
}

#[test]
fn d39_units_in_cells() {
    for (text, digits, scale) in [
        ("251000元", 251_000, 0),
        ("75394432.52元", 7_539_443_252, 2),
        ("2059.2090万元", 20_592_090, 4),
        ("0元", 0, 0),
    ] {
        let mut figures = district_2019();
        figures
            .cells
            .insert("disclosure.procurement.amount".to_owned(), text.to_owned());
        figures
            .cells
            .insert("disclosure.procurement.items".to_owned(), "2笔".to_owned());
        for shape in [
            Shape::Html,
            Shape::TabLines,
            Shape::Lines,
            Shape::BlankRows,
            Shape::OneLine,
        ] {
            let view = reads_all(&figures, &printed(&figures, shape));
            let cell = &view
                .cells
                .iter()
                .find(|(c, _)| c.as_str() == "disclosure.procurement.amount")
                .unwrap()
                .1;
            let value = cell.value.unwrap().0;
            assert_eq!((value.digits, value.scale), (digits, scale), "{shape:?}");
        }
    }
    let text = with(
        &printed(&district_2019(), Shape::Html),
        "采购总金额",
        "采购总金额（元）",
    );
    reads_all(&district_2019(), &text);
}

#[test]
fn d40_decimals_of_ten_thousand_yuan() {
    for amount in ["96171.6", "24252.311082", "5949.088667", "5949.09"] {
        let mut figures = district();
        figures
            .cells
            .insert("disclosure.fees.amount".to_owned(), amount.to_owned());
        for shape in [Shape::Html, Shape::TabLines, Shape::OneLine, Shape::Glued] {
            let view = checked(&printed(&figures, shape));
            let cell = &view
                .cells
                .iter()
                .find(|(c, _)| c.as_str() == "disclosure.fees.amount")
                .unwrap()
                .1;
            assert_eq!(
                (cell.status, cell.raw.as_str()),
                ("read", amount),
                "{shape:?}"
            );
        }
    }
}

#[test]
fn d41_signed_changes() {
    for change in ["-18", "+2", "+1036", "－3", "−72"] {
        let mut figures = district_2019();
        figures
            .cells
            .insert("disclosure.licensing.change".to_owned(), change.to_owned());
        for shape in [Shape::Html, Shape::TabLines, Shape::BlankRows, Shape::Pdf] {
            let view = reads_all(&figures, &printed(&figures, shape));
            let cell = &view
                .cells
                .iter()
                .find(|(c, _)| c.as_str() == "disclosure.licensing.change")
                .unwrap()
                .1;
            let negative = !change.starts_with('+');
            assert_eq!(cell.value.unwrap().0.digits < 0, negative, "{change}");
        }
    }
}

#[test]
fn d42_thousands_separators() {
    let mut figures = district();
    figures.cells.insert(
        "disclosure.penalty.decisions".to_owned(),
        "11,398,889".to_owned(),
    );
    let view = reads_all(&figures, &printed(&figures, Shape::Html));
    let cell = &view
        .cells
        .iter()
        .find(|(c, _)| c.as_str() == "disclosure.penalty.decisions")
        .unwrap()
        .1;
    assert_eq!(cell.value.unwrap().0.digits, 11_398_889);
    reads_all(&figures, &printed(&figures, Shape::BlankRows));
}

#[test]
fn d43_full_width() {
    let wide = |text: &str| -> String {
        text.chars()
            .map(|c| {
                char::from_u32(if c.is_ascii_digit() {
                    u32::from(c) + 0xFEE0
                } else {
                    u32::from(c)
                })
                .unwrap()
            })
            .collect()
    };
    let mut figures = district();
    figures
        .cells
        .values_mut()
        .for_each(|v| *v = wide(v).replace('.', "．"));
    for shape in [Shape::Html, Shape::TabRows, Shape::Lines, Shape::BlankRows] {
        reads_all(&figures, &printed(&figures, shape));
    }
    let text = with(
        &printed(&district(), Shape::BlankRows),
        "三、收到",
        "\u{3000}\u{3000}三、收到",
    );
    reads_all(&district(), &text);
}

#[test]
fn d44_misread_letters() {
    let text = printed(&district(), Shape::Html);
    let text = with(&text, "不予公开", "不子公开");
    let text = with(&text, "本年废止件数", "本年废纸件数");
    let text = with(&text, "现行有效件数", "先行有效件数");
    let text = with(&text, "属于国家秘密", "属干国家秘密");
    let text = with(&text, "要求提供公开出版物", "要求提供公开出板物");
    reads_all(&district(), &text);
    let text = printed(&district(), Shape::BlankRows);
    reads_all(
        &district(),
        &with(&text, "信访举报投诉类申请", "信访举报投拆类申请"),
    );
    // Letters for digits are never taken for digits.
    let mut figures = district();
    figures
        .cells
        .insert("requests.new.research".to_owned(), "O".to_owned());
    figures
        .cells
        .insert("requests.new.nonprofit".to_owned(), "l2".to_owned());
    for shape in [Shape::Html, Shape::TabRows, Shape::BlankRows] {
        let view = checked(&printed(&figures, shape));
        for id in ["requests.new.research", "requests.new.nonprofit"] {
            let cell = &view.cells.iter().find(|(c, _)| c.as_str() == id).unwrap().1;
            assert_eq!(
                (cell.status, cell.value.is_some()),
                ("unsure", false),
                "{shape:?}"
            );
        }
    }
}

#[test]
fn d45_large_numbers() {
    let mut figures = district();
    figures.cells.insert(
        "disclosure.licensing.decisions".to_owned(),
        "11398889".to_owned(),
    );
    for shape in [Shape::Html, Shape::OneLine, Shape::Lines] {
        reads_all(&figures, &printed(&figures, shape));
    }
}

#[test]
fn doubtful_cells_are_unsure_with_the_reason() {
    for doubtful in [
        "1 2",
        "约20",
        "3（含重复申请1件）",
        "三",
        "1.5",
        "05",
        "1,2",
        "5*",
        "１ ２",
        "12345678901234567",
    ] {
        let mut figures = district();
        figures
            .cells
            .insert("requests.new.natural".to_owned(), doubtful.to_owned());
        for shape in [
            Shape::Html,
            Shape::TabRows,
            Shape::TabLines,
            Shape::Lines,
            Shape::PipeRows,
        ] {
            let view = checked(&printed(&figures, shape));
            let tally = compare(&figures, &view);
            assert!(
                tally.wrong.is_empty(),
                "{doubtful} {shape:?} {:?}",
                tally.wrong
            );
            let cell = &view
                .cells
                .iter()
                .find(|(c, _)| c.as_str() == "requests.new.natural")
                .unwrap()
                .1;
            assert_eq!(
                (cell.status, cell.value.is_some()),
                ("unsure", false),
                "{doubtful} {shape:?}"
            );
            assert!(cell.reason.is_some() && cell.place.is_some());
            let undecided = view
                .findings
                .iter()
                .any(|f| f.instance == "requests.balance:natural" && f.outcome == "undecided");
            assert!(undecided, "{doubtful} {shape:?}");
        }
    }
}

// ---- E. labels and rows ----------------------------------------------------

#[test]
fn e46_two_ways_to_write_the_note() {
    let text = with(&printed(&district(), Shape::Html), "勾稽", "钩稽");
    reads_all(&district(), &text);
}

#[test]
fn e47_variants_of_labels() {
    let text = printed(&district(), Shape::BlankRows);
    let text = with(&text, "其他法律行政法规", "其他法律和行政法规");
    let text = with(&text, "、行政机关不再处理", "，行政机关不再受理");
    reads_all(&district(), &text);
    let text = printed(&district(), Shape::Html);
    let text = with(
        &text,
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "1.逾期不补正",
    );
    reads_all(&district(), &with(&text, "3.其他<", "其他<"));
}

#[test]
fn e48_blanks_inside_labels() {
    let text = printed(&district(), Shape::Html);
    let text = with(&text, "自然人", "自 然 人");
    let text = with(&text, "总计", "总\u{3000}计");
    let text = with(&text, "社会公益组织", "社会公 益组织");
    let text = with(&text, "（三）不予公开", "（三） 不予 公开");
    reads_all(
        &district(),
        &with(&text, "第二十条第（一）项", "第二十条  第(一)项"),
    );
    let text = with(
        &printed(&district(), Shape::BlankRows),
        "（七）总计",
        "（七） 总 计",
    );
    reads_all(
        &district(),
        &with(&text, "（二）部分公开", "（二） 部分 公开"),
    );
}

#[test]
fn e49_half_width_marks() {
    let text = printed(&district(), Shape::BlankRows);
    let text = text.replace('（', "(").replace('）', ") ");
    reads_all(&district(), &text);
}

#[test]
fn e50_other_handling_as_one_row_or_three() {
    assert_eq!(
        reads_all(&district_2019(), &printed(&district_2019(), Shape::Html)).form,
        Some("2019")
    );
    assert_eq!(
        reads_all(&district(), &printed(&district(), Shape::Html)).form,
        Some("2021")
    );
}

#[test]
fn e51_the_year_does_not_tell_the_form() {
    let view = reads_all(&of_corpus("052"), &printed(&of_corpus("052"), Shape::Html));
    assert_eq!((view.year, view.form), (Some(2022), Some("2019")));
}

#[test]
fn e52_mixed_forms() {
    let view = reads_all(&of_corpus("100"), &printed(&of_corpus("100"), Shape::Html));
    assert_eq!(
        (view.forms.disclosure, view.forms.requests),
        (Some("2019"), Some("2021"))
    );
    let text = with(
        &printed(&district(), Shape::Html),
        "行政规范性文件",
        "规范性文件",
    );
    reads_all(&district(), &text);
}

#[test]
fn e53_rows_missing() {
    for name in ["053", "064", "105"] {
        for shape in [Shape::Html, Shape::TabLines, Shape::OneLine] {
            let view = checked(&printed(&of_corpus(name), shape));
            assert!(compare(&of_corpus(name), &view).wrong.is_empty());
            assert_eq!(view.reading.unsure, 0);
        }
    }
    let text = printed(&district(), Shape::Html);
    let start = text.find("<tr><td>5.属于三类").unwrap();
    let end = start + text[start..].find("</tr>").unwrap() + 5;
    let view = checked(&format!("{}{}", &text[..start], &text[end..]));
    assert_eq!(view.reading.missing, 7);
    assert_eq!(view.problems[0].kind, "row_missing");
}

#[test]
fn e54_extra_rows_and_long_labels() {
    let text = printed(&district(), Shape::Html);
    let row = "<tr><td colspan=2>（三）不予公开小计</td><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td><td>6</td><td>21</td></tr>";
    let text = with(
        &text,
        "<tr><td rowspan=3>（四）无法提供",
        &format!("{row}<tr><td rowspan=3>（四）无法提供"),
    );
    let view = reads_all(&district(), &text);
    assert!(
        view.problems.iter().any(|p| p.kind == "extra_row"),
        "{:?}",
        view.problems
    );
    let text = with(
        &printed(&district_2019(), Shape::Html),
        "上一年项目数量",
        "上一年项目数量（指2019年事项数）",
    );
    reads_all(&district_2019(), &text);
}

#[test]
fn e55_rows_and_columns_in_another_order() {
    let text = printed(&district(), Shape::Html);
    let row = |label: &str| {
        let start = text.find(&format!("<tr><td>{label}")).unwrap();
        text[start..start + text[start..].find("</tr>").unwrap() + 5].to_owned()
    };
    let (one, two) = (row("3.危及"), row("6.属于四类"));
    let swapped = text
        .replace(&one, "ONE")
        .replace(&two, &one)
        .replace("ONE", &two);
    reads_all(&district(), &swapped);
}

#[test]
fn columns_in_another_order_are_read_by_their_header() {
    let mut figures = district();
    let text = printed(&figures, Shape::Html);
    let swapped = text
        .replace("<td>商业企业", "<td>X")
        .replace("<td>科研机构", "<td>商业企业")
        .replace("<td>X", "<td>科研机构");
    let rows: Vec<String> = figures
        .cells
        .keys()
        .filter(|c| c.starts_with("requests") && c.ends_with(".business"))
        .cloned()
        .collect();
    for business in rows {
        let research = business.replace(".business", ".research");
        let (b, r) = (
            figures.cells[&business].clone(),
            figures.cells[&research].clone(),
        );
        figures.cells.insert(business, r);
        figures.cells.insert(research, b);
    }
    reads_all(&figures, &swapped);
}

#[test]
fn a_column_that_the_form_does_not_have_is_not_read() {
    let text = printed(&district(), Shape::Html);
    let text = with(&text, "colspan=\"5\">法人", "colspan=\"6\">法人");
    let text = with(
        &text,
        "<td>其他</td></tr>",
        "<td>其他</td><td>小计</td></tr>",
    );
    let rows: Vec<String> = text
        .split("</tr>")
        .map(|row| {
            let cells = row.matches("<td>").count();
            let numbers = row.rsplit("<td>").next().is_some_and(|last| {
                last.trim_end_matches("</td>")
                    .bytes()
                    .all(|b| b.is_ascii_digit())
            });
            if cells >= 7 && numbers && row.contains(['.', '、', '）']) && cells < 12 {
                let at = row.rfind("<td>").unwrap();
                format!("{}<td>999</td>{}", &row[..at], &row[at..])
            } else {
                row.to_owned()
            }
        })
        .collect();
    let view = checked(&rows.join("</tr>"));
    let tally = compare(&district(), &view);
    assert!(tally.wrong.is_empty(), "{:#?}", tally.wrong);
    assert!(
        view.problems.iter().any(|p| p.kind == "extra_column"),
        "{:?}",
        view.problems
    );
    assert!(view.reading.read > 150, "{:?}", view.reading);
}

/// In the upper row of the header, above the names of the columns.
#[test]
fn a_column_named_above_the_others_is_known_as_none_of_the_form() {
    let text = printed(&district(), Shape::Html);
    let header = text.find("申请人情况</t").unwrap();
    let end = header + text[header..].find("</tr>").unwrap();
    let text = format!("{}<td rowspan=3>小计</td>{}", &text[..end], &text[end..]);
    let rows: Vec<String> = text
        .split("</tr>")
        .map(|row| {
            let last = row.rfind("<td>").unwrap_or(row.len());
            let is_total = row[last..]
                .trim_start_matches("<td>")
                .trim_end_matches("</td>")
                .bytes()
                .all(|b| b.is_ascii_digit());
            let cells = row.matches("<td>").count();
            if is_total && (7..12).contains(&cells) && row.contains(['.', '、', '）']) {
                format!("{row}<td>999</td>")
            } else {
                row.to_owned()
            }
        })
        .collect();
    let view = checked(&rows.join("</tr>"));
    let tally = compare(&district(), &view);
    assert!(tally.wrong.is_empty(), "{:#?}", tally.wrong);
    assert!(
        view.problems.iter().any(|p| p.kind == "extra_column"),
        "{:?}",
        view.problems
    );
    assert!(view.reading.read > 150, "{:?}", view.reading);
}

/// Cells padded to the columns of a sheet: a row that lost its end is not
/// seven numbers side by side, wherever it stands.
#[test]
fn a_padded_row_that_lost_its_end_is_unsure() {
    let text = printed(&district(), Shape::WideHtml);
    reads_all(&district(), &text);
    for label in ["（一）予以公开", "5.属于三类", "四、结转下年度"] {
        let at = text.find(label).unwrap();
        let end = at + text[at..].find("</tr>").unwrap();
        let number = text[at..end]
            .match_indices("<td>")
            .map(|(cell, _)| at + cell)
            .find(|cell| text[cell + 4..].starts_with(|c: char| c.is_ascii_digit()))
            .unwrap();
        for kept in 1..21 {
            let cut = text[number..end]
                .match_indices("<td>")
                .nth(kept)
                .map_or(end, |(cell, _)| number + cell);
            for rest in [&text[end..], ""] {
                let view = checked(&format!("{}{rest}", &text[..cut]));
                let mut wrong = compare(&district(), &view).wrong;
                // Of what comes after the end nothing is told.
                wrong.retain(|w| !w.ends_with("not told of"));
                assert!(wrong.is_empty(), "{label} {kept}: {wrong:#?}");
            }
        }
    }
}

#[test]
fn e56_table_four_in_one_row_or_three_blocks() {
    let figures = district();
    let text = printed(&figures, Shape::Markdown);
    let start = text.rfind("| 行政复议").unwrap();
    let end = start + text[start..].find("五、").unwrap();
    let names = "| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n|---|---|---|---|---|\n";
    let row = |block: &str| {
        let cells: Vec<&str> = ["upheld", "corrected", "other", "pending", "total"]
            .iter()
            .map(|c| figures.cells[&format!("remedies.{block}.{c}")].as_str())
            .collect();
        format!("| {} |\n\n", cells.join(" | "))
    };
    let blocks = format!(
        "行政复议\n\n{names}{}行政诉讼 未经复议直接起诉\n\n{names}{}复议后起诉\n\n{names}{}",
        row("review"),
        row("direct"),
        row("after_review")
    );
    reads_all(
        &figures,
        &format!("{}{blocks}{}", &text[..start], &text[end..]),
    );
}

#[test]
fn e57_traditional_characters() {
    let mut text = printed(&district_2019(), Shape::Html);
    for (simple, traditional) in [
        ("规范性文件", "規範性檔案"),
        ("制作", "製作"),
        ("复议", "複議"),
        ("数量", "數量"),
        ("总计", "總計"),
        ("处罚", "處罰"),
        ("结果", "結果"),
        ("信息", "資訊"),
    ] {
        if simple != "信息" {
            text = with(&text, simple, traditional);
        }
    }
    reads_all(&district_2019(), &text);
}

#[test]
fn kangxi_radicals_are_read_as_the_characters_they_look_like() {
    let text = printed(&district(), Shape::Pdf);
    let text = text
        .replace('人', "\u{2F08}")
        .replace('工', "\u{2F2F}")
        .replace('行', "\u{2F8F}")
        .replace('文', "\u{2F42}")
        .replace('大', "\u{2F24}");
    reads_all(&district(), &text);
}

// ---- F. around the tables --------------------------------------------------

#[test]
fn f58_sentences_before_tables() {
    let text = printed(&district(), Shape::TabRows);
    let text = with(
        &text,
        "三、收到和处理政府信息公开申请情况\n",
        "三、收到和处理政府信息公开申请情况\n该部分以表格形式报告。表格如下：\n",
    );
    let text = with(
        &text,
        "四、政府信息公开行政复议、行政诉讼情况\n",
        "四、政府信息公开行政复议、行政诉讼情况\n2025年，因政府信息公开引起的行政复议3件、行政诉讼2件。\n",
    );
    reads_all(&district(), &text);
}

#[test]
fn f59_numbered_prose_round_table_two() {
    let prose = "（一）主动公开情况。全年公开规章0件、规范性文件12件，行政许可1200件，行政处罚35件。\n（二）依申请公开情况。予以公开12件，部分公开3件，不予公开4件，无法提供2件，不予处理1件，结转下年度2件。\n（三）行政复议1件，结果维持1件。\n";
    for shape in [Shape::TabRows, Shape::Lines, Shape::BlankRows, Shape::Html] {
        let text = printed(&district(), shape);
        let html = shape == Shape::Html;
        let wrap = |t: &str| {
            if html {
                format!("<p>{}</p>", t.replace('\n', "<br>"))
            } else {
                t.to_owned()
            }
        };
        let before = if html {
            "<p>二、主动公开"
        } else {
            "二、主动公开"
        };
        let text = with(&text, before, &format!("{}{before}", wrap(prose)));
        let after = if html {
            "<p>三、收到"
        } else {
            "三、收到"
        };
        let text = with(&text, after, &format!("{}{after}", wrap(prose)));
        reads_all(&district(), &text);
    }
}

#[test]
fn f60_an_extra_section_on_fees() {
    let section = "五、信息处理费收取情况\n通知收取件数\t通知收取金额\t实际收取金额\n0\t0\t0\n";
    for shape in [Shape::TabRows, Shape::BlankRows, Shape::TabLines] {
        let text = printed(&district(), shape);
        reads_all(
            &district(),
            &with(&text, "五、存在的", &format!("{section}六、存在的")),
        );
    }
}

#[test]
fn f61_variants_of_headings() {
    for (old, new) in [
        (
            "四、政府信息公开行政复议、行政诉讼情况",
            "四、政府信息公开行政法复议、行政诉讼情况",
        ),
        (
            "四、政府信息公开行政复议、行政诉讼情况",
            "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        ),
        (
            "五、存在的主要问题及改进情况",
            "五、存在的主要问题及明年工作计划",
        ),
        ("五、存在的主要问题及改进情况", "五、当前存在的突出问题"),
        ("六、其他需要报告的事项", "六、需要说明的其他事项与附表"),
        (
            "二、主动公开政府信息情况",
            "二、行政机关主动公开政府信息情况",
        ),
    ] {
        for shape in [
            Shape::TabLines,
            Shape::BlankRows,
            Shape::OneLine,
            Shape::Html,
        ] {
            reads_all(&district(), &with(&printed(&district(), shape), old, new));
        }
    }
}

#[test]
fn f62_four_is_a_row_and_a_section() {
    for shape in [Shape::Glued, Shape::OneLine, Shape::Padded] {
        let text = printed(&district(), shape);
        let row = text.find("四、结转下年度继续办理").unwrap();
        let section = text.find("四、政府信息公开行政复议").unwrap();
        assert!(row < section);
        let view = checked(&text);
        assert!(compare(&district(), &view).wrong.is_empty());
        assert_eq!(view.reading.tables.remedies, "found");
    }
}

#[test]
fn f63_titles() {
    for (title, agency) in [
        (
            "东屿区人民政府 2022年度政府信息公开工作年度报告",
            "东屿区人民政府",
        ),
        (
            "东屿区人民政府\n2022年度\n政府信息公开工作年度报告",
            "东屿区人民政府",
        ),
        (
            "东屿区人民政府关于报送2022年政府信息公开工作年度报告的函",
            "东屿区人民政府",
        ),
        (
            "2022年东屿区人民政府政府信息公开工作年度报告",
            "东屿区人民政府",
        ),
        (
            "东屿区人民政府二〇二二年政府信息公开工作年度报告",
            "东屿区人民政府",
        ),
        (
            "东屿区人民政府２０２２ 年政府信息公开工作年度报告",
            "东屿区人民政府",
        ),
        (
            "东屿区人民政府政府信息公开工作2022年度报告",
            "东屿区人民政府",
        ),
    ] {
        let text = printed(&district(), Shape::TabLines);
        let start = text.find("一、总体").unwrap();
        let view = checked(&format!("{title}\n{}", &text[start..]));
        assert_eq!(
            (view.agency.as_deref(), view.year),
            (Some(agency), Some(2022)),
            "{title}"
        );
    }
}

#[test]
fn f64_other_years_in_the_prose() {
    let text = printed(&district(), Shape::TabLines);
    let text = with(
        &text,
        "一、总体情况",
        "一、总体情况\n较2023年增长5%，2024年计划进一步公开。",
    );
    assert_eq!(checked(&text).year, Some(2025));
}

/// Without cells, which number belongs under which name cannot be known when the names stand
/// in another order, or when some are not there.
#[test]
fn columns_in_another_order_of_text_are_in_doubt() {
    for shape in [
        Shape::TabRows,
        Shape::TabLines,
        Shape::Lines,
        Shape::PipeRows,
        Shape::BlankRows,
    ] {
        let text = printed(&district(), shape);
        // Behind its heading, before its first row.
        let table = text.find("收到和处理").unwrap();
        let end = table + text[table..].find("本年新收").unwrap();
        let header = &text[table..end];
        for (one, two) in [
            ("自然人", "商业企业"),
            ("科研机构", "法律服务机构"),
            ("自然人", "总计"),
        ] {
            let swapped = header
                .replacen(one, "甲乙丙", 1)
                .replacen(two, one, 1)
                .replacen("甲乙丙", two, 1);
            assert_ne!(header, swapped, "{shape:?}");
            let view = checked(&format!("{}{swapped}{}", &text[..table], &text[end..]));
            let of_table = view
                .cells
                .iter()
                .filter(|(id, _)| id.as_str().starts_with("requests."));
            let read = of_table.clone().filter(|(_, c)| c.status == "read").count();
            assert_eq!((read, of_table.count()), (0, 175), "{shape:?} {one} {two}");
        }
    }
}

// ---- G. what stands near a cell and is none of it --------------------------

fn status_of<'a>(view: &'a View, id: &str) -> (&'a str, Option<String>) {
    let (_, cell) = view
        .cells
        .iter()
        .find(|(known, _)| known.as_str() == id)
        .unwrap();
    (
        cell.status,
        cell.value.as_ref().map(|value| format!("{value:?}")),
    )
}

/// A number struck out, raised or lowered beside another is not part of it.
#[test]
fn numbers_struck_out_or_raised_put_the_cell_in_doubt() {
    let text = printed(&district(), Shape::Html);
    let label = text.find("行政强制</td><td").unwrap() + "行政强制</td><td".len();
    let at = label + text[label..].find('>').unwrap() + 1;
    for mark in [
        "<del>3</del>",
        "<s>3</s>",
        "<strike>3</strike>",
        "<span style='text-decoration: line-through'>3</span>",
        "<span style=\"vertical-align: super\">3</span>",
        "<span style='Vertical-Align:sub'>3</span>",
    ] {
        let text = format!("{}{mark}{}", &text[..at], &text[at..]);
        let view = reads_all_but(1, &district(), &text);
        let id = "disclosure.coercion.decisions";
        assert_eq!(status_of(&view, id), ("unsure", None), "{mark}");
    }
}

/// The numbers of a row that the form does not have are not those of the row above.
#[test]
fn a_row_left_blank_takes_no_numbers_from_below() {
    let figures = district();
    let text = printed(&figures, Shape::Html);
    let label = text.find("规章</td>").unwrap();
    let start = text[..label].rfind("<tr>").unwrap();
    let end = start + text[start..].find("</tr>").unwrap() + 5;
    let cells = |label: &str, numbers: [&str; 3]| {
        let row: Vec<String> = text[start..end].split("<td").map(str::to_owned).collect();
        let own = [label, numbers[0], numbers[1], numbers[2]];
        let cells = row[1..].iter().zip(own).map(|(cell, own)| {
            let tag = cell.find('>').unwrap();
            format!("<td{}>{own}</td>", &cell[..tag])
        });
        format!("<tr>{}</tr>", cells.collect::<String>())
    };
    let blank = cells("规章", [""; 3]);
    for (label, numbers) in [("规范性文本", ["2", "", "19"]), ("", ["2", "1", "19"])] {
        let below = cells(label, numbers);
        let text = format!("{}{blank}{below}{}", &text[..start], &text[end..]);
        let view = checked(&text);
        for column in ["issued", "repealed", "in_force"] {
            let (status, value) = status_of(&view, &format!("disclosure.regulations.{column}"));
            assert!(
                status == "unsure" && value.is_none(),
                "{label} {column} {status}"
            );
        }
    }
}

/// A sum printed below a blank row is not that row.
#[test]
fn a_sum_below_a_blank_row_is_not_read_into_it() {
    let text = printed(&district(), Shape::TabRows);
    let row = text
        .lines()
        .find(|line| line.contains("8.属于行政查询事项"))
        .unwrap();
    let label = &row[..row.find("8.属于行政查询事项").unwrap() + "8.属于行政查询事项".len()];
    for sum in ["小计", "（三）小计"] {
        for tabs in ["", "\t\t\t\t\t\t\t"] {
            let rows = format!("{label}{tabs}\n{sum}\t1\t0\t0\t0\t0\t0\t1");
            let view = checked(&with(&text, row, &rows));
            for column in ["natural", "business", "total"] {
                let id = format!("requests.denied.administrative_query.{column}");
                let (status, value) = status_of(&view, &id);
                assert!(status == "unsure" && value.is_none(), "{sum} {id} {status}");
            }
        }
    }
}

/// Where every row ends with one more separator, a row short of a cell has one
/// blank at its end that is no cell.
#[test]
fn a_short_row_among_rows_that_end_with_a_separator_is_in_doubt() {
    let figures = district();
    for (shape, end) in [(Shape::TabRows, "\t"), (Shape::PipeRows, "|")] {
        let lines = printed(&figures, shape);
        let lines = lines
            .lines()
            .map(|line| match line.matches(['\t', '|']).count() {
                0 => line.to_owned(),
                _ => format!("{line}{end}"),
            });
        let text = lines.collect::<Vec<_>>().join("\n");
        let row = text
            .lines()
            .find(|line| line.contains("（一）予以公开"))
            .unwrap();
        // The third number is lost with its separator.
        let separators: Vec<usize> = row.match_indices(['\t', '|']).map(|(at, _)| at).collect();
        let numbers = separators.len() - if shape == Shape::TabRows { 8 } else { 9 };
        let (from, to) = (separators[numbers + 2], separators[numbers + 3]);
        let short = format!("{}{}", &row[..from], &row[to..]);
        let view = checked(&with(&text, row, &short));
        for column in [
            "natural",
            "business",
            "nonprofit",
            "legal",
            "other",
            "total",
        ] {
            let id = format!("requests.granted.{column}");
            assert_eq!(
                status_of(&view, &id),
                ("unsure", None),
                "{shape:?} {short:?}"
            );
        }
    }
}

/// Last year's table is not mixed with this year's.
#[test]
fn of_two_tables_one_is_read_whole() {
    for (figures, other) in [
        (district_2019(), of_corpus("011")),
        (district(), of_corpus("014")),
    ] {
        let [first, second] = [&figures, &other].map(|f| printed(f, Shape::Html));
        let start = second.find("<table").unwrap();
        let tables = format!("{first}<p>附：上年数据</p>{}", &second[start..]);
        let view = checked(&tables);
        let tally = compare(&figures, &view);
        assert!(tally.wrong.is_empty(), "{:#?}", tally.wrong);
        assert!(view.problems.iter().any(|p| p.kind == "second_table"));
    }
}

/// A row of a longer name is not the form's row.
#[test]
fn a_longer_label_is_another_row() {
    let text = printed(&district(), Shape::PipeRows);
    for (before, extra) in [
        ("行政规范性文件", "党内规范性文件|71|3|90"),
        ("行政处罚", "行政处罚罚没金额（万元）|777"),
        ("行政许可", "行政许可（撤销）|6"),
        ("规章", "规章制度|7|8|9"),
    ] {
        let row = text
            .lines()
            .find(|line| line.trim_start_matches(['|', ' ']).starts_with(before));
        let row = row.unwrap();
        reads_all(&district(), &with(&text, row, &format!("|{extra}|\n{row}")));
    }
    let row = text.lines().find(|line| line.contains("3.其他")).unwrap();
    for extra in ["4.转送其他机关处理", "4.其他"] {
        let added = format!("{row}\n|{extra}|9|0|0|0|0|0|9|");
        let view = checked(&with(&text, row, &added));
        let tally = compare(&district(), &view);
        assert!(tally.wrong.is_empty(), "{extra} {:#?}", tally.wrong);
        let told = view.problems.iter().any(|p| p.kind == "extra_row");
        assert!(told, "{extra} {:?}", view.problems);
    }
}

/// Nor is it where the form's own row is not there.
#[test]
fn a_longer_label_alone_is_not_the_row() {
    for shape in [Shape::PipeRows, Shape::Html, Shape::TabRows] {
        let text = printed(&district(), shape);
        let view = checked(&with(&text, "行政规范性文件", "党内规范性文件"));
        for column in ["issued", "repealed", "in_force"] {
            let (status, _) = status_of(&view, &format!("disclosure.normative.{column}"));
            assert_eq!(status, "missing", "{shape:?} {column}");
        }
    }
}

/// Of two tables two the first is read, and the other is told of.
#[test]
fn a_second_table_two_is_told_of() {
    for shape in [Shape::Html, Shape::TabRows, Shape::Lines] {
        let text = printed(&district(), shape);
        assert!(
            !checked(&text)
                .problems
                .iter()
                .any(|p| p.kind == "second_table")
        );
        let start = text.find("第二十条第（一）项").unwrap();
        let start = text[..start].rfind("<table").unwrap_or(start);
        let end = text.find("三、收到和处理").unwrap();
        let end = text[..end].rfind("</table>").map_or(end, |at| at + 8);
        let twice = format!("{}{}{}", &text[..end], &text[start..end], &text[end..]);
        let view = reads_all(&district(), &twice);
        let told = view.problems.iter().find(|p| p.kind == "second_table");
        assert!(
            told.is_some_and(|p| p.message.contains("表二")),
            "{shape:?}"
        );
    }
}

/// As programs that take the text of a page column by column write it.
#[test]
fn numbers_before_their_labels_belong_to_no_row_for_certain() {
    let table = |rows: &[&str]| format!("二、主动公开政府信息情况\n{}\n", rows.join("\n"));
    let in_lines = table(&[
        "第二十条第（一）项",
        "信息内容\n本年制发件数\n本年废止件数\n现行有效件数",
        "1\n0\n9\n规章\n2\n0\n17\n行政规范性文件",
        "第二十条第（五）项\n信息内容\n本年处理决定数量\n246\n行政许可",
        "第二十条第（六）项\n信息内容\n本年处理决定数量\n35\n行政处罚\n4\n行政强制",
        "第二十条第（八）项\n信息内容\n本年收费金额（单位：万元）\n12.5\n行政事业性收费",
    ]);
    let in_rows = in_lines
        .replace("1\n0\n9\n", "1 0 9 ")
        .replace("2\n0\n17\n", "2 0 17 ")
        .replace("246\n", "246 ")
        .replace("35\n", "35 ")
        .replace("4\n行", "4 行");
    for text in [in_lines, in_rows] {
        let view = checked(&text);
        let read = view.cells.iter().filter(|(_, cell)| cell.status == "read");
        assert_eq!(read.count(), 0, "{text}");
    }
}

/// A sentence behind table two that names a row of it is no row.
#[test]
fn a_sentence_with_the_name_of_a_row_takes_nothing_from_it() {
    for shape in [Shape::BlankRows, Shape::TabRows, Shape::Lines] {
        let text = printed(&district(), shape);
        let heading = text.find("三、收到和处理").unwrap();
        let sentence = "2023年收取行政事业性收费 24.5 万元。\n其中：政府规章 5 6 7\n";
        let text = format!("{}{sentence}{}", &text[..heading], &text[heading..]);
        reads_all(&district(), &text);
    }
}

/// Below the last row of a table stand notes with numbers of their own, which fill none of its
/// blank cells.
#[test]
fn a_note_below_a_table_fills_no_blank_of_its_last_row() {
    for shape in [
        Shape::Lines,
        Shape::TabLines,
        Shape::BlankRows,
        Shape::TabRows,
    ] {
        let text = printed(&district(), shape);
        for (row, note) in [
            (
                "结转下年度继续办理",
                "注：统计时间为 2023 年 1 月 1 日至 12 月 31 日",
            ),
            ("复议后起诉", "2023年发生行政复议案件 5 起。"),
        ] {
            let label = text.rfind(row).unwrap();
            let heading = text[label..]
                .find("\n四、")
                .or(text[label..].find("\n五、"));
            let end = heading.map_or(text.len(), |at| label + at + 1);
            let table = &text[label..end];
            // The first number that stands alone is left out.
            let digit = table.find(|c: char| c.is_ascii_digit()).unwrap();
            let length = table[digit..].find(|c: char| !c.is_ascii_digit()).unwrap();
            let blank = format!("{}{}", &table[..digit], &table[digit + length..]);
            let noted = format!("{}{blank}{note}\n{}", &text[..label], &text[end..]);
            let tally = compare(&district(), &checked(&noted));
            let wrong: Vec<_> = tally
                .wrong
                .iter()
                .filter(|w| !w.contains("blank"))
                .collect();
            assert!(wrong.is_empty(), "{shape:?} {row} {wrong:#?}");
        }
    }
}

/// Sums of a group on a line of their own are not the numbers of the blank row above.
#[test]
fn the_sums_of_a_group_are_not_read_into_a_blank_row_above() {
    for shape in [Shape::TabRows, Shape::PipeRows, Shape::BlankRows] {
        let text = printed(&district(), shape);
        let row = text
            .lines()
            .find(|line| line.contains("（二）部分公开"))
            .unwrap();
        let mut blank = row.to_owned();
        blank.retain(|c| !c.is_ascii_digit());
        let separator = match shape {
            Shape::TabRows => "\t",
            Shape::PipeRows => "|",
            _ => " ",
        };
        let sums = ["（三）不予公开", "2", "1", "0", "0", "0", "0", "3"].join(separator);
        let view = checked(&with(&text, row, &format!("{}\n{sums}", blank.trim_end())));
        for column in ["natural", "business", "total"] {
            let (status, value) = status_of(&view, &format!("requests.partial.{column}"));
            assert!(
                status != "read" && value.is_none_or(|v| v.contains('0')),
                "{shape:?} {column} {status}"
            );
        }
    }
}

/// A column that the form does not have fills the blank of no row.
#[test]
fn rows_with_more_numbers_than_the_form_are_in_doubt_with_those_that_lack_one() {
    for (shape, separator) in [
        (Shape::TabRows, "\t"),
        (Shape::PipeRows, "|"),
        (Shape::BlankRows, " "),
    ] {
        let text = printed(&district(), shape);
        let start = text.find("一、本年新收").unwrap();
        let end = start + text[start..].find("四、政府信息公开行政复议").unwrap();
        let rows = text[start..end].lines().enumerate().map(|(at, line)| {
            let mut line = line.trim_end().trim_end_matches('|').to_owned();
            if line.contains(|c: char| c.is_ascii_digit()) {
                line += &format!("{separator}{}", at + 1);
            }
            // One row has a blank in place of its first number.
            match line.contains("（一）予以公开") {
                true => line.replacen(
                    &format!("予以公开{separator}"),
                    &format!("予以公开{separator}{separator}"),
                    1,
                ),
                false => line,
            }
        });
        let rows: Vec<String> = rows.collect();
        let text = format!("{}{}\n{}", &text[..start], rows.join("\n"), &text[end..]);
        let tally = compare(&district(), &checked(&text));
        assert!(tally.wrong.is_empty(), "{shape:?} {:#?}", tally.wrong);
    }
}

/// Of cells printed again for each column that they span, the numbers are no thousands of one.
#[test]
fn a_number_repeated_between_commas_is_not_one_number() {
    let text = "二、主动公开政府信息情况\n第二十条第（五）项\n信息内容,本年处理决定数量,本年处理决定数量,本年处理决定数量\n\
                行政许可,246,246,246\n第二十条第（六）项\n信息内容,本年处理决定数量,本年处理决定数量,本年处理决定数量\n\
                行政处罚,135,135,135\n行政强制,104,104,104\n";
    let view = checked(text);
    let read = view.cells.iter().filter(|(_, cell)| cell.status == "read");
    let known = ["246", "135", "104"];
    for (id, cell) in read {
        let value = cell
            .value
            .as_ref()
            .map(|value| value.0.to_string())
            .unwrap();
        assert!(known.contains(&value.as_str()), "{id} {value}");
    }
}

/// A label at the beginning of a line, behind an empty first cell, has no number of its own.
#[test]
fn a_comma_at_the_beginning_of_a_line_is_no_mark_of_a_label() {
    let text = printed(&district(), Shape::Commas);
    let bare: String = text
        .lines()
        .map(|line| match line.split_once('.') {
            Some((number, rest))
                if number.ends_with(|c: char| c.is_ascii_digit())
                    && !rest.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                format!(",{rest}\n")
            }
            _ => format!("{line}\n"),
        })
        .collect();
    assert_ne!(bare.trim(), text.trim());
    let tally = compare(&district(), &checked(&bare));
    assert!(tally.wrong.is_empty(), "{:#?}", tally.wrong);
}

/// Word ends a table whose merged cells do not line up with a row that tells their widths.
#[test]
fn the_row_of_widths_that_word_writes_is_no_row() {
    let text = printed(&district(), Shape::Html);
    let mut widened = String::new();
    for part in text.split_inclusive("</table>") {
        match part.strip_suffix("</table>") {
            Some(table) => {
                widened += table;
                widened += "<![if !supportMisalignedColumns]><tr height=0>";
                widened += &"<td width=40 style='border:none'></td>".repeat(18);
                widened += "</tr><![endif]></table>";
            }
            None => widened += part,
        }
    }
    reads_all(&district(), &widened);
}

/// A comma at the end of a line parts cells and is no mark of the next label.
#[test]
fn commas_at_line_ends_keep_the_number_before_them() {
    let text = printed(&district_2019(), Shape::Commas);
    let lines = text.lines().map(|line| match line.contains(',') {
        true => format!("{line},"),
        false => line.to_owned(),
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let tally = compare(&district_2019(), &checked(&text));
    assert!(tally.wrong.is_empty(), "{:#?}", tally.wrong);
}

/// What is told of rows whose digits are run together, word for word, with the places.
#[test]
fn what_is_told_of_digits_run_together() {
    let mut found = String::new();
    for (name, shape) in [
        ("016", Shape::Glued),
        ("010", Shape::Glued),
        ("016", Shape::Padded),
        ("010", Shape::Padded),
    ] {
        let text = printed(&of_corpus(name), shape);
        let view = checked(&text);
        found += &format!("{name} {shape:?}\n");
        let mut last = None;
        for (id, cell) in view.cells.iter().filter(|(_, c)| c.reason.is_some()) {
            let place = cell.place.as_ref().unwrap();
            let units: Vec<u16> = text
                .encode_utf16()
                .skip(place.start)
                .take(place.end - place.start)
                .collect();
            let stands = String::from_utf16(&units).unwrap();
            // Once for a row that is told of as a whole.
            let told = (stands, cell.reason.clone(), cell.reason_en.clone());
            if last.as_ref() != Some(&told) {
                let (stands, zh, en) = &told;
                found += &format!(
                    "  {id} {:?}\n    {}\n    {}\n",
                    stands,
                    zh.as_ref().unwrap(),
                    en.as_ref().unwrap()
                );
                last = Some(told);
            }
            let value = cell.value.as_ref().map(|value| value.0.to_string());
            found += &format!(
                "    {} {:?} {} {:?}\n",
                cell.status,
                cell.raw,
                value.unwrap_or_default(),
                cell.readings
            );
        }
    }
    golden::check("glued.txt", &found);
}

/// A nought in another writing stands for one: the digits behind it are not the whole row.
#[test]
fn a_wide_or_drawn_nought_before_digits_run_together_is_not_left_out() {
    let text = printed(&of_corpus("016"), Shape::Glued);
    let label = text.find("规章").unwrap() + "规章".len();
    let end = text[label..].find(|c: char| !c.is_ascii_digit()).unwrap();
    assert!(end > 2);
    for nought in ["○", "◯", "〇", "０", "Ｏ", "O"] {
        let view = checked(&format!(
            "{}{nought}123{}",
            &text[..label],
            &text[label + end..]
        ));
        let cells = view.cells.iter();
        let row = cells.filter(|(id, _)| id.as_str().starts_with("disclosure.regulations."));
        for (id, cell) in row {
            let doubtful = ["unsure", "missing"].contains(&cell.status);
            assert!(doubtful, "{nought} {id} {}", cell.status);
        }
    }
}

/// `- 3 -` on a line of its own is a page number, or a row of three cells.
#[test]
fn a_number_between_dashes_below_a_label_without_numbers_is_in_doubt() {
    let figures = district();
    let text = printed(&figures, Shape::BlankRows);
    let row = text.lines().find(|line| line.starts_with("规章 ")).unwrap();
    for dash in ["-", "－", "—"] {
        let view = checked(&with(&text, row, &format!("规章\n{dash} 3 {dash}")));
        for column in ["issued", "repealed", "in_force"] {
            let (status, value) = status_of(&view, &format!("disclosure.regulations.{column}"));
            assert!(status == "unsure" && value.is_none(), "{column} {status}");
        }
    }
}

/// The blocks of table four in another order than the form's: no number may go to the block
/// that the form has in its place.
#[test]
fn blocks_of_table_four_in_another_order_of_text_are_not_read_by_position() {
    let figures = district();
    for shape in [
        Shape::BlankRows,
        Shape::TabRows,
        Shape::Lines,
        Shape::PipeRows,
        Shape::OneLine,
    ] {
        let text = printed(&figures, shape);
        let table = text.rfind("未经复议直接起诉").unwrap();
        let start = text[..table].rfind("行政复议").unwrap();
        let header = &text[start..];
        for (one, two) in [
            ("行政复议", "复议后起诉"),
            ("未经复议直接起诉", "复议后起诉"),
            ("结果维持", "尚未审结"),
        ] {
            let swapped = header
                .replace(one, "甲乙丙")
                .replace(two, one)
                .replace("甲乙丙", two);
            assert_ne!(header, swapped, "{shape:?}");
            let view = checked(&format!("{}{swapped}", &text[..start]));
            let cells = view.cells.iter();
            let read = cells
                .filter(|(id, cell)| id.as_str().starts_with("remedies.") && cell.status == "read")
                .count();
            assert_eq!(read, 0, "{shape:?} {one} {two}");
        }
    }
}

/// The last number of a table with its unit is no beginning of the heading behind it.
#[test]
fn an_amount_with_its_unit_at_the_end_of_table_two() {
    let mut figures = district_2019();
    let id = "disclosure.procurement.amount";
    for amount in ["251000元", "75394432.52元", "2059.2090万元"] {
        figures.cells.insert(id.to_owned(), amount.to_owned());
        for shape in [
            Shape::TabLines,
            Shape::Lines,
            Shape::TabRows,
            Shape::BlankRows,
        ] {
            let view = reads_all(&figures, &printed(&figures, shape));
            assert_eq!(status_of(&view, id).0, "read", "{amount} {shape:?}");
        }
    }
}

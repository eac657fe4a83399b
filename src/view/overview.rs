//! Many checked reports at one glance: a line for each, the worst first.

use super::verdict::places;
use super::words::state;
use super::{AREAS, Verdict, View, escaped};
use crate::source::Language;
use std::cmp::Reverse;
use std::fmt::Write;

/// What a report comes to, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The agency, or where it was not found the name of the file.
    pub unit: String,
    /// The year.
    pub year: Option<u16>,
    /// The name of the file.
    pub file: String,
    /// The one word for it.
    pub verdict: Verdict,
    /// How much there is to do.
    pub to_do: usize,
    /// How many places each of [`AREAS`] has; none where that was not checked.
    pub areas: [Option<usize>; AREAS.len()],
    /// How many cells and other things could not be read for certain.
    pub doubts: usize,
    /// Why nothing was read, where nothing was.
    pub why: Option<String>,
    /// Further columns, such as whom to ask.
    pub further: Vec<String>,
}

impl Line {
    /// The line of a report.
    #[must_use]
    pub fn of(view: &View, further: &[String], language: Language) -> Self {
        let file = view.source.name.clone();
        let unread = view.problems.iter();
        let mut unread = unread.filter(|_| view.verdict == Verdict::Unread);
        let why = unread.next();
        Self {
            unit: view.agency.clone().unwrap_or_else(|| file.clone()),
            year: view.year,
            file,
            verdict: view.verdict,
            to_do: view.tally.to_do,
            areas: view.tally.parts.all().map(places),
            doubts: view.tally.doubts,
            why: why.map(|p| language.pick(&p.message, &p.message_en).clone()),
            further: further.to_vec(),
        }
    }

    /// Whether its reader should look at it: everything but green.
    fn is_open(&self) -> bool {
        self.verdict != Verdict::Holds || self.to_do + self.doubts > 0
    }

    /// What stands under the headings.
    fn cells(&self, language: Language) -> Vec<String> {
        let year = self.year.map_or_else(String::new, |y| y.to_string());
        let verdict = self.verdict.word(language).to_owned();
        let mut cells = vec![self.unit.clone(), year, verdict, self.to_do.to_string()];
        let area = |n: &Option<usize>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
        cells.extend(self.areas.iter().map(area));
        cells.extend([self.doubts.to_string(), self.file.clone()]);
        cells.extend(self.further.iter().cloned());
        cells
    }
}

/// Many reports, and the files that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The language it is in.
    pub language: Language,
    /// The reports.
    pub lines: Vec<Line>,
    /// The files that could not be read, each with the reason.
    pub unreadable: Vec<(String, String)>,
    /// Names of the further columns.
    pub further: Vec<String>,
}

impl Overview {
    /// Its heading.
    #[must_use]
    pub fn title(language: Language) -> &'static str {
        language.pick(
            "政府信息公开工作年度报告核对总览",
            "Overview of annual reports on open government information",
        )
    }

    /// What its closing sentence says of files, and no report does.
    #[must_use]
    pub fn unreadable_words(language: Language) -> &'static str {
        language.pick("另有未能读取的文件", "files that could not be read:")
    }

    /// Puts those with the most to do first, then the worse verdict; equals stay as they came.
    pub fn sort(&mut self) {
        let places = |line: &Line| line.areas.iter().flatten().sum::<usize>();
        let weight = |line: &Line| match line.verdict {
            Verdict::Fails => 3,
            Verdict::Warns => 2,
            Verdict::Undecided | Verdict::Unread => 1,
            Verdict::Holds => 0,
        };
        self.lines
            .sort_by_key(|line| Reverse((line.to_do, weight(line), places(line), line.doubts)));
    }

    /// As a table in Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let title = Self::title(self.language);
        let mut out = format!("# {title}\n\n{}\n\n", self.sentence());
        let headings = self.headings();
        _ = writeln!(out, "| {} |", headings.join(" | "));
        _ = writeln!(out, "|{}", "---|".repeat(headings.len()));
        let cell = |text: &String| text.replace('|', "\\|").replace(['\n', '\r'], " ");
        for line in &self.lines {
            let cells: Vec<_> = line.cells(self.language).iter().map(cell).collect();
            _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        for (heading, files) in self.left_out() {
            _ = writeln!(out, "\n## {heading}\n");
            for (name, why) in files {
                _ = writeln!(out, "- {}: {}", cell(name), cell(why));
            }
        }
        out
    }

    /// As a table in a page.
    #[must_use]
    pub fn html(&self) -> String {
        let title = Self::title(self.language);
        let mut out = format!("<section class=\"overview\">\n<h1>{title}</h1>\n");
        _ = writeln!(
            out,
            "<p class=\"verdict\">{}</p>",
            escaped(&self.sentence())
        );
        out.push_str("<table>\n<thead><tr>");
        for heading in self.headings() {
            _ = write!(out, "<th scope=\"col\">{}</th>", escaped(&heading));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for line in &self.lines {
            out.push_str("<tr>");
            for cell in line.cells(self.language) {
                _ = write!(out, "<td>{}</td>", escaped(&cell));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n");
        for (heading, files) in self.left_out() {
            _ = writeln!(out, "<h2>{heading}</h2>\n<ul>");
            for (name, why) in files {
                _ = writeln!(out, "<li>{}: {}</li>", escaped(name), escaped(why));
            }
            out.push_str("</ul>\n");
        }
        out + "</section>\n"
    }

    /// As lines for a terminal, only of those with something to look at; each begins
    /// with the mark of its verdict.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        let to = self.language;
        for line in self.lines.iter().filter(|line| line.is_open()) {
            let areas = AREAS.iter().zip(line.areas);
            let areas = areas.filter_map(|((_, zh, en), n)| {
                let n = n.filter(|n| *n > 0)?;
                Some(format!("  {} {n}", to.pick(zh, en)))
            });
            let (mark, word) = (line.verdict.mark(), line.verdict.word(to));
            let year = line.year.map_or_else(String::new, |y| format!(" {y}"));
            let (to_do, unit) = (line.to_do, &line.unit);
            _ = write!(out, "{mark} {to_do:>4}  {word}  {unit}{year}");
            out.extend(areas);
            if line.doubts > 0 {
                _ = write!(out, "  {} {}", state("unsure", to), line.doubts);
            }
            if line.file != *unit {
                _ = write!(out, "  {}", line.file);
            }
            out.push('\n');
        }
        out + &self.sentence() + "\n"
    }

    fn sentence(&self) -> String {
        let to = self.language;
        let (all, failed) = (self.lines.len(), self.unreadable.len());
        let (colon, comma, semicolon) = to.pick(("：", "，", "；"), (": ", ", ", "; "));
        let counts = Verdict::ALL.map(|verdict| {
            let count = self.lines.iter().filter(|l| l.verdict == verdict).count();
            format!("{} {count}", verdict.word(to))
        });
        let counts = counts.join(comma);
        let words = Self::unreadable_words(to);
        let (all, failed) = to.pick(
            (format!("共{all}份"), format!("{words}{failed}个。")),
            (
                format!("{all} {}", if all == 1 { "report" } else { "reports" }),
                format!("{words} {failed}."),
            ),
        );
        format!("{all}{colon}{counts}{semicolon}{failed}")
    }

    fn headings(&self) -> Vec<String> {
        let to = self.language;
        let own = to.pick(
            ["单位", "年度", "结论", "待处理"],
            ["Agency", "Year", "Verdict", "To do"],
        );
        let areas = AREAS.iter().map(|(_, zh, en)| to.pick(*zh, *en));
        let last = to.pick(["未读准", "文件"], ["Not read for certain", "File"]);
        let all = own.into_iter().chain(areas).chain(last);
        let further = self.further.iter().cloned();
        all.map(str::to_owned).chain(further).collect()
    }

    /// The files of which nothing was read, with the reasons, under their headings.
    fn left_out(&self) -> impl Iterator<Item = (&'static str, Vec<(&String, &String)>)> {
        let words = self.language.pick(
            ["没有读出年报的文件", "未能读取的文件"],
            ["Files without a report", "Files that could not be read"],
        );
        let unread = self.lines.iter();
        let unread = unread.filter_map(|line| Some((&line.file, line.why.as_ref()?)));
        let unreadable = self.unreadable.iter().map(|(name, why)| (name, why));
        let all = words
            .into_iter()
            .zip([unread.collect(), unreadable.collect::<Vec<_>>()]);
        all.filter(|(_, files)| !files.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(unit: &str, to_do: usize, requests: usize) -> Line {
        Line {
            unit: unit.to_owned(),
            year: Some(2023),
            file: format!("{unit}.docx"),
            verdict: if to_do > 0 {
                Verdict::Fails
            } else {
                Verdict::Holds
            },
            to_do,
            areas: [
                Some(0),
                Some(requests),
                Some(0),
                Some(0),
                Some(0),
                None,
                None,
            ],
            doubts: 0,
            why: None,
            further: Vec::new(),
        }
    }

    #[test]
    fn more_to_do_comes_before_more_broken_relations() {
        let mut overview = Overview {
            lines: vec![line("甲", 1, 10), line("乙", 2, 2), line("丙", 0, 0)],
            ..Overview::default()
        };
        overview.sort();
        let units: Vec<_> = overview.lines.iter().map(|l| l.unit.as_str()).collect();
        assert_eq!(units, ["乙", "甲", "丙"]);
        assert_eq!(overview.text().lines().count(), 3);
    }

    #[test]
    fn what_was_not_read_or_not_decided_is_listed_and_counted() {
        let of = |unit, verdict| Line {
            verdict,
            ..line(unit, 0, 0)
        };
        let mut overview = Overview {
            lines: vec![
                of("甲", Verdict::Holds),
                of("乙", Verdict::Undecided),
                of("丙", Verdict::Unread),
            ],
            ..Overview::default()
        };
        overview.sort();
        let text = overview.text();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "?    0  无法判断  乙 2023  乙.docx",
                "?    0  没有读出  丙 2023  丙.docx",
                "共3份：相符 1，有错误 0，请核对 0，无法判断 1，没有读出 1；另有未能读取的文件0个。"
            ]
        );
        overview.language = Language::English;
        let text = overview.text();
        assert!(text.contains("?    0  undecided  乙 2023"), "{text}");
        assert!(text.ends_with("not read 1; files that could not be read: 0.\n"));
    }

    #[test]
    fn markup_in_a_name_stays_text() {
        let overview = Overview {
            lines: vec![line("a|b<i>", 1, 1)],
            unreadable: vec![("<b>".to_owned(), "x|y".to_owned())],
            ..Overview::default()
        };
        assert!(
            overview
                .markdown()
                .contains("| a\\|b<i> | 2023 | 有错误 | 1 | 0 | 1 |")
        );
        assert!(overview.html().contains("<td>a|b&lt;i&gt;</td>"));
        assert!(overview.html().contains("<li>&lt;b&gt;: x|y</li>"));
    }
}

//! Many checked reports at one glance: a line for each, the worst first.

use super::verdict::places;
use super::{AREAS, View, escaped};
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
    /// How much there is to do.
    pub acts: usize,
    /// How many findings are about each of [`AREAS`]; none where that was not checked.
    pub areas: [Option<usize>; AREAS.len()],
    /// How many cells and other things could not be read for certain.
    pub unread: usize,
    /// Further columns, such as whom to ask.
    pub further: Vec<String>,
}

impl Line {
    /// The line of a report.
    #[must_use]
    pub fn of(view: &View, further: &[String]) -> Self {
        let file = view.source.name.clone();
        Self {
            unit: view.agency.clone().unwrap_or_else(|| file.clone()),
            year: view.year,
            file,
            acts: view.tally.to_do,
            areas: view.tally.parts.all().map(places),
            unread: view.reading.unsure + view.problems.len(),
            further: further.to_vec(),
        }
    }
}

/// Many reports, and the files that held none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The reports.
    pub lines: Vec<Line>,
    /// The files that could not be read, each with the reason.
    pub unreadable: Vec<(String, String)>,
    /// Names of the further columns.
    pub further: Vec<String>,
}

impl Overview {
    /// Its heading.
    pub const TITLE: &str = "政府信息公开工作年度报告核对总览";
    /// Puts those with the most to do first; equals stay as they came.
    pub fn sort(&mut self) {
        let open = |line: &Line| line.areas.iter().flatten().sum::<usize>();
        self.lines
            .sort_by_key(|line| Reverse((line.acts, open(line), line.unread)));
    }

    /// As a table in Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n{}\n\n", Self::TITLE, self.sentence());
        let headings = self.headings();
        _ = writeln!(out, "| {} |", headings.join(" | "));
        _ = writeln!(out, "|{}", "---|".repeat(headings.len()));
        let cell = |text: &String| text.replace('|', "\\|").replace(['\n', '\r'], " ");
        for line in &self.lines {
            let cells: Vec<_> = line.cells().iter().map(cell).collect();
            _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        if !self.unreadable.is_empty() {
            _ = writeln!(out, "\n## {UNREADABLE}\n");
        }
        for (name, why) in &self.unreadable {
            _ = writeln!(out, "- {}: {}", cell(name), cell(why));
        }
        out
    }

    /// As a table in a page.
    #[must_use]
    pub fn html(&self) -> String {
        let mut out = format!("<section class=\"overview\">\n<h1>{}</h1>\n", Self::TITLE);
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
            for cell in line.cells() {
                _ = write!(out, "<td>{}</td>", escaped(&cell));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n");
        if !self.unreadable.is_empty() {
            _ = writeln!(out, "<h2>{UNREADABLE}</h2>\n<ul>");
            for (name, why) in &self.unreadable {
                _ = writeln!(out, "<li>{}: {}</li>", escaped(name), escaped(why));
            }
            out.push_str("</ul>\n");
        }
        out + "</section>\n"
    }

    /// As lines for a terminal, only of those with something to look at.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for line in self.lines.iter().filter(|l| l.acts + l.unread > 0) {
            let areas = AREAS.iter().zip(line.areas).filter_map(|((_, zh, _), n)| {
                let n = n.filter(|n| *n > 0)?;
                Some(format!("{zh} {n}"))
            });
            let areas: Vec<_> = areas.collect();
            let year = line.year.map_or_else(String::new, |y| y.to_string());
            _ = writeln!(
                out,
                "{:>4}  {} {year}  {}  {}",
                line.acts,
                line.unit,
                areas.join("  "),
                line.file
            );
        }
        out + &self.sentence() + "\n"
    }

    fn sentence(&self) -> String {
        let all = self.lines.len();
        let count = |f: fn(&Line) -> bool| self.lines.iter().filter(|l| f(l)).count();
        let (wrong, unread) = (count(|l| l.acts > 0), count(|l| l.unread > 0));
        let failed = self.unreadable.len();
        format!(
            "共{all}份年报，{wrong}份有需要核对之处，{unread}份有未读准的内容；另有{failed}个文件未能读取。 \
             {all} reports: {wrong} with something to look at, {unread} not read for certain throughout; \
             {failed} files could not be read."
        )
    }

    fn headings(&self) -> Vec<String> {
        let own = ["单位", "年度", "待办"].into_iter();
        let areas = AREAS.iter().map(|(_, zh, _)| *zh);
        let all = own.chain(areas).chain(["未读准", "文件"]);
        let further = self.further.iter().cloned();
        all.map(str::to_owned).chain(further).collect()
    }
}

impl Line {
    /// What stands under the headings.
    fn cells(&self) -> Vec<String> {
        let year = self.year.map_or_else(String::new, |y| y.to_string());
        let mut cells = vec![self.unit.clone(), year, self.acts.to_string()];
        let area = |n: &Option<usize>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
        cells.extend(self.areas.iter().map(area));
        cells.extend([self.unread.to_string(), self.file.clone()]);
        cells.extend(self.further.iter().cloned());
        cells
    }
}

const UNREADABLE: &str = "未能读取的文件";

#[cfg(test)]
mod tests {
    use super::*;

    fn line(unit: &str, acts: usize, requests: usize) -> Line {
        Line {
            unit: unit.to_owned(),
            year: Some(2023),
            file: format!("{unit}.docx"),
            acts,
            areas: [
                Some(0),
                Some(requests),
                Some(0),
                Some(0),
                Some(0),
                None,
                None,
            ],
            unread: 0,
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
    fn markup_in_a_name_stays_text() {
        let overview = Overview {
            lines: vec![line("a|b<i>", 1, 1)],
            unreadable: vec![("<b>".to_owned(), "x|y".to_owned())],
            further: Vec::new(),
        };
        assert!(
            overview
                .markdown()
                .contains("| a\\|b<i> | 2023 | 1 | 0 | 1 |")
        );
        assert!(overview.html().contains("<td>a|b&lt;i&gt;</td>"));
        assert!(overview.html().contains("<li>&lt;b&gt;: x|y</li>"));
    }
}

//! What the cost grows with: reports one after another, and what stands round one.
//! Twice as much should take twice the time: the last columns say what a report, or
//! a kilobyte, costs at each size, and that must not rise.

#[path = "../tests/support/mod.rs"]
mod support;

use std::hint::black_box;
use support::compare::checked_text;
use support::generate::{Dice, consistent, slip};
use support::timing::{self, table};
use support::write::{Shape, TEXT, write};

fn main() {
    // `cargo bench` passes flags of its own.
    let most = std::env::args().find_map(|text| text.parse().ok());
    reports(most.unwrap_or(10_000));
    for (name, noise) in NOISES {
        around(name, noise, most.unwrap_or(10_000) * 1000);
    }
}

/// Many reports, as in a batch: one in three has slips.
fn reports(most: usize) {
    let mut dice = Dice::new(1);
    let texts: Vec<String> = (0..60)
        .map(|at| {
            let mut figures = consistent(&mut dice);
            if at % 3 == 0 {
                slip(&mut figures, &mut dice);
            }
            write(&figures, TEXT[at % TEXT.len()], &mut dice)
        })
        .collect();
    let mut rows = Vec::new();
    let mut count = 1;
    while count <= most {
        let time = timing::of(|| {
            let batch = texts.iter().cycle().take(count);
            batch
                .map(|text| checked_text("", black_box(text)))
                .map(|view| view.summary.holds)
                .sum::<usize>()
        });
        rows.push([
            count.to_string(),
            format!("{time:.1?}"),
            format!("{:.1?}", time / count as u32),
        ]);
        count *= 10;
    }
    table(&["reports", "all", "each"], &rows);
}

/// A kind of noise, one piece of it by number.
type Noise = fn(usize) -> String;

/// Every kind, with its name.
const NOISES: [(&str, Noise); 6] = [
    ("sentences", |n| {
        format!("第{n}条，我区持续推进基层政务公开标准化规范化，全年召开会议{n}次，培训{n}人次。\n")
    }),
    ("rows of numbers", |n| {
        format!("{n}\t{n}\t0\t0\t{n}\t1\t2\n")
    }),
    ("words of the form", |n| {
        format!("其他{n}，行政许可{n}，予以公开、部分公开，上年结转政府信息公开申请数量，总计。\n")
    }),
    ("words of the form, all on one line", |n| {
        format!("本年制发件数 行政许可 规章 {n} 总计 上年结转 部分公开 {n} ")
    }),
    ("links of a page", |n| {
        format!(
            "<li><a href=\"/zwgk/{n}.html\" title=\"政府信息公开\">政府信息公开目录{n}</a></li>\n"
        )
    }),
    ("tables of a page", |n| {
        format!("<table><tr><td>序号</td><td>{n}</td><td>其他</td><td>总计</td></tr></table>\n")
    }),
];

/// One report with noise before it and behind it.
fn around(name: &str, noise: fn(usize) -> String, most: usize) {
    let figures = consistent(&mut Dice::new(4));
    let page = noise(0).starts_with('<');
    let shape = if page { Shape::Html } else { Shape::TabLines };
    let report = write(&figures, shape, &mut Dice::new(1));
    let mut rows = Vec::new();
    let mut size = 1000;
    while size <= most {
        let mut half = String::new();
        let mut at = 0;
        while half.len() < size / 2 {
            half += &noise(at);
            at += 1;
        }
        let text = if page {
            let with = format!("<div>{half}</div><div class=\"article\">");
            report.replace("<div class=\"article\">", &with) + &half
        } else {
            format!("{half}\n{report}\n{half}")
        };
        let time = timing::of(|| checked_text("", black_box(&text)));
        let read = checked_text("", &text).reading.read;
        rows.push([
            format!("{} kB", size / 1000),
            format!("{time:.1?}"),
            format!("{:.2?}", time / (text.len() / 1000) as u32),
            read.to_string(),
        ]);
        size *= 10;
    }
    println!("\n{name}");
    table(&["noise", "whole", "a kB", "cells read"], &rows);
}

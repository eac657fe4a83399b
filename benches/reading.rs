//! Time to read and check one page and one text, stage by stage, and beside
//! them the time that `scraper` takes to parse the same page and collect the
//! text of its cells, which is where a reader of tables begins.

#[path = "../tests/support/mod.rs"]
mod support;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gouji::Options;
use std::hint::black_box;
use support::figures::of_corpus;
use support::generate::Dice;
use support::write::{Shape, write};

/// A page of a portal: the report, menus before it and links behind.
fn portal_page() -> String {
    let page = write(&of_corpus("016"), Shape::Html, &mut Dice::new(1));
    let item = "<li class=\"nav-item\"><a href=\"/zwgk/list/index.html\" title=\"政府信息公开\">政府信息公开目录</a></li>\n";
    let mut menu = "<ul class=\"nav\">".to_owned();
    while menu.len() + page.len() < 46_000 {
        menu += item;
    }
    menu += "</ul>";
    page.replace(
        "<div class=\"article\">",
        &format!("{menu}<div class=\"article\">"),
    )
}

/// A report with sentences, as it is published: some 13 kB.
fn report_page() -> String {
    let page = write(&of_corpus("016"), Shape::Html, &mut Dice::new(1));
    let narrative = include_str!("narrative.html");
    page.replace(
        "<div class=\"article\">",
        &format!("<div class=\"article\">{narrative}"),
    )
}

fn with_scraper(page: &str) -> usize {
    let cells = scraper::Selector::parse("td").expect("a selector");
    let parsed = scraper::Html::parse_document(page);
    parsed
        .select(&cells)
        .map(|td| td.text().map(str::len).sum::<usize>())
        .sum()
}

fn reading(criterion: &mut Criterion) {
    let page = portal_page();
    let narrative = report_page();
    let text = write(&of_corpus("016"), Shape::TabLines, &mut Dice::new(1));
    let slips = write(&of_corpus("001"), Shape::TabLines, &mut Dice::new(1));
    for (name, text) in [
        ("page", &page),
        ("page with narrative", &narrative),
        ("text", &text),
        ("text with slips", &slips),
    ] {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        let opened = gouji::open("", text.as_bytes()).expect("a text");
        let reading = &gouji::recognize(&opened)[0];
        let options = Options::default();
        let checked = gouji::check(reading, &options);
        group.bench_function("recognize", |b| {
            b.iter(|| gouji::recognize(black_box(&opened)));
        });
        group.bench_function("check", |b| {
            b.iter(|| gouji::check(black_box(reading), &options));
        });
        group.bench_function("view", |b| b.iter(|| black_box(&checked).view()));
        group.bench_function("whole, as JSON", |b| {
            b.iter(|| {
                let opened = gouji::open("", black_box(text.as_bytes())).expect("a text");
                let readings = gouji::recognize(&opened);
                let views = readings.iter().map(|r| gouji::check(r, &options).view());
                serde_json::to_string(&views.collect::<Vec<_>>())
            });
        });
        if name.contains("page") {
            group.bench_function("scraper alone", |b| {
                b.iter(|| with_scraper(black_box(text)));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);

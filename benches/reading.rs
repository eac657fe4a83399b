//! Time to read and check one page and one text, stage by stage, and beside
//! them the time that `scraper` takes to parse the same page and collect the
//! text of its cells, which is where a reader of tables begins.

#[path = "../tests/support/mod.rs"]
mod support;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gouji::source::Source;
use gouji::{findings, input, repairs, report};
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
    let text = write(&of_corpus("016"), Shape::TabLines, &mut Dice::new(1));
    let slips = write(&of_corpus("001"), Shape::TabLines, &mut Dice::new(1));
    for (name, text) in [
        ("page", &page),
        ("text", &text),
        ("text with slips", &slips),
    ] {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        let source = Source { name: "", text };
        let (_, document) = input::read(source);
        let found = report::recognize(&document);
        let checked = findings::check(&found);
        group.bench_function("read", |b| b.iter(|| input::read(black_box(source))));
        group.bench_function("recognize", |b| {
            b.iter(|| report::recognize(black_box(&document)));
        });
        group.bench_function("check", |b| b.iter(|| findings::check(black_box(&found))));
        group.bench_function("locate", |b| {
            b.iter(|| repairs::locate(&found, black_box(&checked), repairs::Evidence::default()));
        });
        group.bench_function("read, recognize, check", |b| {
            b.iter(|| {
                let (_, document) = input::read(black_box(source));
                findings::check(&report::recognize(&document))
            });
        });
        group.bench_function("whole, as JSON", |b| {
            b.iter(|| serde_json::to_string(&gouji::check(black_box(source))));
        });
        if name == "page" {
            group.bench_function("scraper alone", |b| {
                b.iter(|| with_scraper(black_box(&page)));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);

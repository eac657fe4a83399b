//! Repairs.
#[path = "support/books.rs"]
#[allow(dead_code)]
mod books;
use gouji::cells::Number;
use gouji::findings::check;
use gouji::repairs::*;
use gouji::report::fields::*;
use gouji::report::{Cell, Report, Status};

fn corpus(n: &str) -> Report {
    let text = std::fs::read_to_string(format!("/work/shared/corpus/{n}.json")).unwrap();
    let v: serde_json::Value = serde_json::from_str(&text).unwrap();
    let form = FORMS
        .iter()
        .find(|f| f.id == v["form"].as_str().unwrap())
        .unwrap();
    let mut r = Report::default();
    for t in [Table::Requests, Table::Remedies] {
        r.forms.insert(t, form);
    }
    for f in form.fields.iter().filter(|f| f.table != Table::Disclosure) {
        let raw = v["cells"][f.id.as_str()].as_str();
        let mut c = Cell::missing(f.id);
        if let Some(raw) = raw {
            c.raw = raw.into();
            match raw.parse::<i64>() {
                Ok(n) => {
                    c.value = Some(Number::count(n));
                    c.status = Status::Read
                }
                Err(_) => c.status = Status::Blank,
            }
        }
        r.put(c);
    }
    r
}

fn show(n: &str, r: &Report, last: Option<&Report>) {
    let f = check(r);
    println!("== {n}");
    for c in locate(
        r,
        &f,
        Evidence {
            last_year: last,
            witnesses: &[],
        },
    ) {
        println!(
            "cause {:?} at_least {} more {}: {}\n   {}",
            c.findings
                .iter()
                .map(|i| &f.relations[*i].relation.instance)
                .collect::<Vec<_>>(),
            c.at_least,
            c.more,
            c.words.zh,
            c.words.en
        );
        for o in c.options.iter().take(6) {
            println!(
                "  {:?} {}: {}",
                o.certainty,
                o.cost,
                o.changes
                    .iter()
                    .map(|c| format!("{} {:?}->{}", c.cell, c.from, c.to))
                    .collect::<Vec<_>>()
                    .join(", ")
            );
            for a in &o.acts {
                println!(
                    "      {} {:?} {} / {}",
                    a.reason.name(),
                    a.changes,
                    a.words.zh,
                    a.words.en
                );
            }
        }
    }
}

#[test]
fn corpus_show() {
    for n in ["011", "031", "051", "052", "054", "055", "061", "003"] {
        show(n, &corpus(n), None);
    }
    show("061+060", &corpus("061"), Some(&corpus("060")));
    show("011+010", &corpus("011"), Some(&corpus("010")));
    let mut b = books::Book::zeros(&FORMS[0]);
    b.requests[0] = [1, 1, 0, 0, 0, 0, 2];
    b.requests[2] = [1, 0, 0, 0, 0, 0, 1];
    b.requests[3] = [0, 1, 0, 0, 0, 0, 1];
    b.requests[21] = [0, 0, 0, 0, 0, 0, 2];
    show("seed", &b.report(), None);
}

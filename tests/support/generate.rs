//! Reports made up by the dozen: consistent ones, and ones with slips.

use super::figures::Figures;
use gouji::report::fields::{Role, Table};

/// How many made-up reports a test draws: all of them where `GOUJI_LONG` is set, as
/// `cargo verify --long` sets it; else fewer.
pub fn draws(fewer: u64, all: u64) -> u64 {
    if std::env::var_os("GOUJI_LONG").is_some() {
        all
    } else {
        fewer
    }
}

/// Numbers that look random and are the same in every run.
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to but not including `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// A report in which every relation holds.
pub fn consistent(dice: &mut Dice) -> Figures {
    let year = 2019 + dice.below(7) as u16;
    let form = if year < 2021 || dice.once_in(10) {
        "2019"
    } else {
        "2021"
    };
    consistent_on(form, year, dice)
}

/// The same on a form, for a year.
pub fn consistent_on(form: &str, year: u16, dice: &mut Dice) -> Figures {
    let mut figures = Figures {
        agency: format!(
            "{}{}",
            dice.pick(&["东屿区", "海州市", "北山县", "青川自治县", "临江镇"]),
            dice.pick(&[
                "人民政府",
                "财政局",
                "公安局",
                "自然资源和规划局",
                "市场监督管理局",
                "教育委员会"
            ])
        ),
        year,
        disclosure: form.to_owned(),
        requests: form.to_owned(),
        name: "generated".to_owned(),
        ..Figures::default()
    };
    let size = *dice.pick(&[0, 1, 3, 12, 60, 900]);
    fill_disclosure(&mut figures, dice, size);
    fill_requests(&mut figures, dice, size);
    fill_remedies(&mut figures, dice, size);
    figures
}

fn amount(dice: &mut Dice, size: usize) -> i64 {
    if size == 0 || !dice.once_in(3) {
        return 0;
    }
    dice.below(size + 1) as i64
}

fn fill_disclosure(figures: &mut Figures, dice: &mut Dice, size: usize) {
    let form = figures.form(Table::Disclosure);
    for field in form.fields_of(Table::Disclosure) {
        let number = amount(dice, size * 40);
        let text = if field.amount && number > 0 {
            match dice.below(4) {
                0 => format!("{number}.{:02}", 1 + dice.below(99)),
                1 => format!("{number}元"),
                2 => format!("{number}.{:06}万元", 1 + dice.below(999_999)),
                _ => number.to_string(),
            }
        } else if field.id.as_str().ends_with(".change") && number > 0 {
            format!("{}{number}", dice.pick(&["+", "-", ""]))
        } else {
            number.to_string()
        };
        figures.cells.insert(field.id.to_string(), text);
    }
}

fn fill_requests(figures: &mut Figures, dice: &mut Dice, size: usize) {
    let form = figures.form(Table::Requests);
    let section = &form.table(Table::Requests).sections[0];
    let mut set = |row: &str, column: &str, value: i64| {
        figures
            .cells
            .insert(format!("requests.{row}.{column}"), value.to_string());
    };
    let mut totals = vec![0; section.rows.len()];
    let columns = section.columns.iter().filter(|c| c.role == Role::Plain);
    for column in columns.map(|c| c.id) {
        let mut handled = 0;
        let mut values = vec![0; section.rows.len()];
        for (at, row) in section.rows.iter().enumerate() {
            if row.role == Role::Outcome {
                values[at] = amount(dice, size);
                handled += values[at];
            }
        }
        let out = amount(dice, size / 4);
        let carried_in = amount(dice, size / 4).min(handled + out);
        for (at, row) in section.rows.iter().enumerate() {
            match row.id {
                "new" => values[at] = handled + out - carried_in,
                "carried_in" => values[at] = carried_in,
                "result_total" => values[at] = handled,
                "carried_out" => values[at] = out,
                _ => {}
            }
            set(row.id, column, values[at]);
            totals[at] += values[at];
        }
    }
    for (row, total) in section.rows.iter().zip(totals) {
        set(row.id, "total", total);
    }
}

fn fill_remedies(figures: &mut Figures, dice: &mut Dice, size: usize) {
    let section = &figures
        .form(Table::Remedies)
        .table(Table::Remedies)
        .sections[0];
    for block in section.rows.iter().map(|r| r.id) {
        let mut total = 0;
        let columns = section.columns.iter().filter(|c| c.role == Role::Plain);
        for column in columns.map(|c| c.id) {
            let value = amount(dice, size / 8);
            total += value;
            figures
                .cells
                .insert(format!("remedies.{block}.{column}"), value.to_string());
        }
        figures
            .cells
            .insert(format!("remedies.{block}.total"), total.to_string());
    }
}

/// Changes one to three numbers of tables three and four, as a slip would.
pub fn slip(figures: &mut Figures, dice: &mut Dice) {
    let names: Vec<String> = figures
        .cells
        .keys()
        .filter(|c| !c.starts_with("disclosure"))
        .cloned()
        .collect();
    for _ in 0..=dice.below(3) {
        let cell = dice.pick(&names).clone();
        let old = figures.number(&cell);
        let new = match dice.below(4) {
            0 => old + 1 + dice.below(9) as i64,
            1 => old * 10,
            2 => old / 10,
            _ => 0,
        };
        figures.cells.insert(cell, new.to_string());
    }
}

/// Leaves cells empty or puts a mark in them: a few, a row, or all noughts.
pub fn leave_blank(figures: &mut Figures, dice: &mut Dice) {
    let mark = *dice.pick(&["", "/", "-", "—", "无"]);
    let names: Vec<String> = figures.cells.keys().cloned().collect();
    let every_nought = dice.once_in(2);
    for name in names {
        let nought = figures.cells[&name] == "0";
        if nought && (every_nought || dice.once_in(8)) {
            figures.cells.insert(name, mark.to_owned());
        }
    }
}

/// Puts in a few cells what is no number for certain, and takes a number out.
///
/// `broken` allows a blank inside a number; where empty cells leave no trace
/// either, the two cannot be told from two numbers.
pub fn spoil_print(figures: &mut Figures, dice: &mut Dice, broken: bool) {
    const ODD: [&str; 14] = [
        "1 2",
        "约20",
        "O",
        "l2",
        "三",
        "3（含重复1件）",
        "05",
        "1.5",
        "1,2",
        "十二",
        "无数据",
        "5*",
        "-",
        "见附件",
    ];
    let names: Vec<String> = figures.cells.keys().cloned().collect();
    for _ in 0..=dice.below(4) {
        let name = dice.pick(&names).clone();
        let odd = *dice.pick(&ODD);
        if broken || odd != "1 2" {
            figures.cells.insert(name, odd.to_owned());
        }
    }
}

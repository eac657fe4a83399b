//! Linear forms over the cells of reports become numbers: the one place where relations of tables,
//! of years, of units and of sentences are added up, compared and printed.

use super::{Outcome, Sides};
use crate::cells::Number;
use crate::report::{Report, Status};
use crate::rules::{Holes, LinearForm, Of, Relation, Term};
use crate::source::Words;
use std::cmp::Ordering;
use std::fmt::Write;

/// The reports that the terms of a relation are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Reports<'a> {
    pub this: &'a Report,
    pub last: Option<&'a Report>,
    pub units: &'a [&'a Report],
    /// Whether a blank part counts as 0.
    pub fills_blanks: bool,
}

impl<'a> Reports<'a> {
    /// A report alone.
    pub fn of(this: &'a Report) -> Self {
        Self {
            this,
            last: None,
            units: &[],
            fills_blanks: true,
        }
    }

    /// What a form comes to.
    pub fn outcome(&self, form: &LinearForm) -> Outcome {
        let left = self.sum(&form.left, 0);
        match left.zip(self.sum(&form.right, form.constant)) {
            None => Outcome::Undecided,
            Some((left, right)) => match add(left, right, -1) {
                None => Outcome::Undecided,
                Some(difference) if form.sign.holds(difference.digits) => Outcome::Holds,
                Some(_) => Outcome::Fails,
            },
        }
    }

    /// What a relation comes to; where it need not hold, it is undecided.
    pub fn relation(&self, relation: &Relation) -> Outcome {
        let condition = relation.condition.as_ref();
        if condition.is_some_and(|form| self.outcome(form) != Outcome::Holds) {
            return Outcome::Undecided;
        }
        self.outcome(&relation.form)
    }

    /// Both sides of a form in numbers, `?` for what is not known.
    pub fn sides(&self, form: &LinearForm) -> Sides {
        Sides {
            sign: form.sign,
            left: self.sum(&form.left, 0),
            right: self.sum(&form.right, form.constant),
            texts: [
                self.print(&form.left, 0),
                self.print(&form.right, form.constant),
            ],
        }
    }

    /// What some terms and a number add up to.
    pub fn sum(&self, terms: &[Term], constant: i64) -> Option<Number> {
        terms.iter().try_fold(Number::count(constant), |sum, term| {
            add(sum, self.value(*term)?, term.coefficient)
        })
    }

    /// The same, as a whole number.
    pub fn total(&self, terms: &[Term]) -> Option<i64> {
        self.sum(terms, 0).and_then(Number::whole)
    }

    /// The number that a term stands for, before it is multiplied.
    pub fn value(&self, term: Term) -> Option<Number> {
        match term.of {
            Of::This => self.own(self.this, term),
            Of::LastYear => self.own(self.last?, term),
            Of::Units if self.units.is_empty() => None,
            Of::Units => {
                let mut units = self.units.iter();
                units.try_fold(Number::count(0), |sum, unit| {
                    add(sum, self.own(unit, term)?, 1)
                })
            }
            Of::Largest => self.largest(term).map(|(_, value)| value),
        }
    }

    /// The first unit with the largest number of all, and that number.
    pub fn largest(&self, term: Term) -> Option<(usize, Number)> {
        let units = self.units.iter().enumerate();
        let values = units.filter_map(|(at, unit)| Some((at, self.own(unit, term)?)));
        values.reduce(|first, other| match compare(first.1, other.1) {
            Ordering::Less => other,
            _ => first,
        })
    }

    /// The number of a cell: a blank part counts as 0, a blank total is not filled in.
    fn own(&self, report: &Report, term: Term) -> Option<Number> {
        let cell = report.cell(term.cell)?;
        match cell.status {
            Status::Blank => (self.fills_blanks && !term.total).then_some(Number::count(0)),
            _ => cell.value,
        }
    }

    fn print(&self, terms: &[Term], constant: i64) -> String {
        let mut text = String::new();
        for term in terms {
            let sign = match (text.is_empty(), term.coefficient < 0) {
                (true, false) => "",
                (true, true) => "-",
                (false, false) => " + ",
                (false, true) => " - ",
            };
            text.push_str(sign);
            match self.value(*term) {
                Some(value) => _ = write!(text, "{value}"),
                None => text.push('?'),
            }
        }
        if text.is_empty() {
            return constant.to_string();
        }
        if constant != 0 {
            let sign = if constant < 0 { '-' } else { '+' };
            _ = write!(text, " {sign} {}", constant.unsigned_abs());
        }
        text
    }

    /// What the message of a relation says of it.
    pub fn holes(&self, relation: &Relation, sides: &Sides) -> Holes {
        let text = |number: Option<Number>| number.map_or_else(|| "?".into(), |n| n.to_string());
        let difference = sides.left.zip(sides.right);
        let difference = difference.and_then(|(left, right)| add(left, right, -1));
        let difference = difference.map(|n| Number {
            digits: n.digits.abs(),
            ..n
        });
        let (zh, en) = relation.ordinal;
        let mut holes = Holes::default()
            .with("member", relation.label.clone())
            .with("table", Words::new(zh, en))
            .and("left", text(sides.left))
            .and("right", text(sides.right))
            .and("difference", text(difference))
            .and("numbers", sides.broken());
        let first = relation.cells().next();
        if let Some(cell) = first.and_then(|cell| self.this.cell(cell)) {
            holes = holes.and("seen", &cell.raw);
        }
        for term in relation.terms() {
            holes = holes.and(hole(relation, term), text(self.value(term)));
            if let (Of::Largest, Some((at, _))) = (term.of, self.largest(term)) {
                holes = holes.and("unit", name_of(self.units, at));
            }
        }
        holes
    }
}

/// What tells a term from the others of its relation: its row where the relation runs over
/// columns, else its column; whose it is before that.
fn hole(relation: &Relation, term: Term) -> String {
    let owner = match term.of {
        Of::This => "",
        Of::LastYear => "last.",
        Of::Units => "units.",
        Of::Largest => "largest.",
    };
    let name = term.cell.as_str();
    let name = name.split_once('.').map_or(name, |(_, name)| name);
    let before = name.strip_prefix(&relation.member);
    let own = before.and_then(|rest| rest.strip_prefix('.')).or_else(|| {
        let rest = name.strip_suffix(&relation.member);
        rest.and_then(|rest| rest.strip_suffix('.'))
    });
    format!("{owner}{}", own.unwrap_or(name))
}

/// What a unit is called: its agency, or its number among them.
pub(super) fn name_of(units: &[&Report], at: usize) -> String {
    let agency = units.get(at).and_then(|unit| unit.agency.clone());
    agency.unwrap_or_else(|| format!("#{}", at + 1))
}

/// `a + times × b`, exactly; none where no such number can be kept.
fn add(a: Number, b: Number, times: i64) -> Option<Number> {
    let scale = a.scale.max(b.scale);
    let scaled = |n: Number| {
        let power = 10_i64.checked_pow(u32::from(scale - n.scale))?;
        n.digits.checked_mul(power)
    };
    let digits = scaled(a)?.checked_add(scaled(b)?.checked_mul(times)?)?;
    Some(Number { digits, scale })
}

fn compare(a: Number, b: Number) -> Ordering {
    add(a, b, -1).map_or(Ordering::Equal, |difference| difference.digits.cmp(&0))
}

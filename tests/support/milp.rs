//! The smallest repair by another road: a mixed integer programme in floating point.

use super::books::Book;
use gouji::repairs::solver::Relation;
use gouji::report::fields::Table;
use gouji::rules::relations;
use microlp::{ComparisonOp, OptimizationDirection, Problem};

/// Table three of a book as numbers and relations.
pub fn table_three(book: &Book) -> (Vec<i64>, Vec<Relation>) {
    let cells: Vec<_> = book
        .values()
        .into_iter()
        .filter(|(id, _)| id.as_str().starts_with("requests"))
        .collect();
    let index = |id| cells.iter().position(|(other, _)| *other == id).unwrap();
    let of_table = relations(book.form)
        .iter()
        .filter(|relation| relation.table == Table::Requests);
    let relations = of_table.map(|relation| Relation {
        terms: relation
            .terms()
            .map(|term| (index(term.cell), term.coefficient))
            .collect(),
        sum: 0,
    });
    let relations = relations.collect();
    (
        cells.into_iter().map(|(_, value)| value).collect(),
        relations,
    )
}

/// How many values must change, at least: each value is free once its switch is on.
pub fn smallest_size(values: &[i64], relations: &[Relation]) -> usize {
    let gap = |relation: &Relation| {
        let terms = relation
            .terms
            .iter()
            .map(|&(at, factor)| factor * values[at]);
        (relation.sum - terms.sum::<i64>()).abs()
    };
    // No value has to move by more than all that is missing together.
    let most: i64 = relations.iter().map(gap).sum();
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let changes: Vec<_> = values
        .iter()
        .map(|&value| {
            let switch = problem.add_binary_var(1.0);
            let fall = value.min(most) as f64;
            let change = problem.add_var(0.0, (-fall, most as f64));
            problem.add_constraint(
                [(change, 1.0), (switch, -(most as f64))],
                ComparisonOp::Le,
                0.0,
            );
            if value > 0 {
                problem.add_constraint([(change, 1.0), (switch, fall)], ComparisonOp::Ge, 0.0);
            }
            change
        })
        .collect();
    for relation in relations {
        let terms: Vec<_> = relation
            .terms
            .iter()
            .map(|&(at, factor)| (changes[at], factor as f64))
            .collect();
        let now: i64 = relation
            .terms
            .iter()
            .map(|&(at, factor)| factor * values[at])
            .sum();
        problem.add_constraint(&terms[..], ComparisonOp::Eq, (relation.sum - now) as f64);
    }
    let solution = problem.solve().unwrap().into_solution().unwrap();
    solution.objective().round() as usize
}

//! The words of all forms in one search tree, to find them in a document.

#![expect(
    clippy::indexing_slicing,
    reason = "nodes are addressed by the edges that lead to them, tables by their number, letters by their low 16 bits"
)]

use super::fields::{FORMS, Form, Label, Table, labels};
use crate::cells::fold::letter;
use crate::cells::order;
use std::sync::LazyLock;

/// What words of the form stand for. The same words may stand for several
/// things: 其他 is a row and a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// A heading of the report; of one of the three tables or not.
    Heading(Option<Table>),
    /// A row, by its part of the cell names.
    Row(Table, &'static str),
    /// A column likewise.
    Column(Table, &'static str),
    /// The line above the columns of one part of a table.
    Block(Table),
    /// Words over several rows or columns.
    Group,
}

/// The rows of a table in any form, in the order of the forms.
pub(super) fn row_order(table: Table) -> &'static [&'static str] {
    &ROW_ORDER[table as usize]
}

/// How many columns a row of a table has, form by form.
pub(super) fn column_counts(table: Table) -> Vec<usize> {
    let count = |form: &Form| form.table(table).sections[0].columns.len();
    FORMS.iter().map(count).collect()
}

/// One list a table: what a later form adds goes behind what it follows there.
static ROW_ORDER: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let mut lists = vec![Vec::new(); Table::ALL.len()];
    for part in FORMS.iter().flat_map(|form| &form.tables) {
        let list = &mut lists[part.table as usize];
        let mut at = 0;
        for id in part.sections.iter().flat_map(|s| &s.rows).map(|r| r.id) {
            if let Some(known) = list.iter().position(|known| *known == id) {
                at = known;
            } else {
                list.insert(at, id);
            }
            at += 1;
        }
    }
    lists
});

/// A search tree over the folded letters of every label.
pub(super) struct Vocabulary {
    nodes: Vec<Node>,
    /// Whether some label begins with a letter, by its low 16 bits.
    first: Vec<bool>,
    /// Every wording of every row: for labels that are misprinted.
    pub(super) wordings: Vec<(Vec<char>, Meaning)>,
}

#[derive(Default)]
struct Node {
    next: Vec<(char, usize)>,
    meanings: Vec<Meaning>,
}

pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::of_all_forms);

impl Vocabulary {
    fn of_all_forms() -> Self {
        let mut words: Vec<(Vec<char>, Meaning)> = Vec::new();
        let mut add_wording =
            |wording: &str, meaning: Meaning| words.push((letters(wording), meaning));
        let mut add = |label: &Label, meaning: Meaning| {
            add_wording(label.zh, meaning);
            for wording in &label.variants {
                add_wording(wording, meaning);
            }
        };
        for form in FORMS.iter() {
            for (name, title) in &form.sections {
                add(title, Meaning::Heading(Table::named(name)));
            }
            for part in &form.tables {
                for section in &part.sections {
                    let title = section.title.iter();
                    title.for_each(|t| add(t, Meaning::Block(part.table)));
                    for row in &section.rows {
                        add(&row.label, Meaning::Row(part.table, row.id));
                        row.groups.iter().for_each(|g| add(g, Meaning::Group));
                    }
                    for column in &section.columns {
                        add(&column.label, Meaning::Column(part.table, column.id));
                        column.over.iter().for_each(|o| add(o, Meaning::Group));
                    }
                }
            }
        }
        labels("heading.fees").for_each(|(_, label)| add(label, Meaning::Heading(None)));
        for key in ["corner.", "over.", "other."] {
            labels(key).for_each(|(_, label)| add(label, Meaning::Group));
        }
        Self::new(words)
    }

    fn new(mut words: Vec<(Vec<char>, Meaning)>) -> Self {
        order::sort_by(&mut words, |a, b| a.0.cmp(&b.0));
        let mut tree = Self {
            nodes: vec![Node::default()],
            first: vec![false; 1 << 16],
            wordings: Vec::new(),
        };
        for (word, meaning) in words {
            if let Some(first) = word.first() {
                tree.first[*first as usize & 0xFFFF] = true;
            }
            let mut at = 0;
            for c in &word {
                at = tree.child_or_new(at, *c);
            }
            let meanings = &mut tree.nodes[at].meanings;
            if !meanings.contains(&meaning) {
                meanings.push(meaning);
                tree.wordings.push((word, meaning));
            }
        }
        tree
    }

    fn child_or_new(&mut self, at: usize, c: char) -> usize {
        match self.nodes[at].next.binary_search_by_key(&c, |(c, _)| *c) {
            Ok(found) => self.nodes[at].next[found].1,
            Err(gap) => {
                let fresh = self.nodes.len();
                self.nodes.push(Node::default());
                self.nodes[at].next.insert(gap, (c, fresh));
                fresh
            }
        }
    }

    /// The longest label that the letters begin with: its length and what it
    /// stands for.
    pub(super) fn longest(
        &self,
        mut letters: impl Iterator<Item = char>,
    ) -> Option<(usize, &[Meaning])> {
        let mut c = letters.next()?;
        if !self.first[c as usize & 0xFFFF] {
            return None;
        }
        let (mut at, mut length, mut best) = (0, 0, None);
        loop {
            let next = &self.nodes[at].next;
            let Ok(found) = next.binary_search_by_key(&c, |(c, _)| *c) else {
                return best;
            };
            at = next[found].1;
            length += 1;
            if !self.nodes[at].meanings.is_empty() {
                best = Some((length, self.nodes[at].meanings.as_slice()));
            }
            match letters.next() {
                Some(next) => c = next,
                None => return best,
            }
        }
    }
}

/// The letters of a label, without the number in front: `（一）`, `一、`, `1.`.
pub(super) fn letters(label: &str) -> Vec<char> {
    let numbered = label
        .split_once(['、', '.', '）'])
        .filter(|(number, _)| number.chars().count() <= 2)
        .map_or(label, |(_, rest)| rest);
    numbered.chars().filter_map(letter).collect()
}

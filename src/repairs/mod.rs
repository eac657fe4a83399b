//! Failing relations become the cells to change, to what, and how sure that is.
//!
//! [`locate()`] takes the relations that fail apart into blocks that share no cell, asks the
//! [`solver`] for every smallest set of cells whose change makes a block hold, explains each set
//! by errors that clerks make, and ranks the sets by how likely these errors are. Locating is exact;
//! ranking is a judgement, and [`Certainty`] says which of the two an answer rests on.

mod blanks;
mod candidates;
mod certainty;
mod error_patterns;
mod hypotheses;
mod locate;
mod sheet;
pub mod solver;
mod words;

pub use blanks::fill_blanks;
pub use locate::locate;

use crate::report::Report;
use crate::report::fields::CellId;
use crate::source::Words;

/// What is known from elsewhere than the report itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// Last year's report of the same agency.
    pub last_year: Option<&'a Report>,
    /// Numbers of cells that another source gives: a sentence, the sum of the units.
    pub witnesses: &'a [(CellId, i64)],
}

/// One block of failing relations and what would make them hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Its failing relations, as indexes into the findings.
    pub findings: Vec<usize>,
    /// The smallest sets of changes, best first, at most [`MOST_OPTIONS`]. An error with a name
    /// that explains everything at once may stand before them with more cells. Empty where too
    /// many cells would have to change.
    pub options: Vec<Repair>,
    /// Proven: fewer changed cells cannot make the relations hold.
    pub at_least: usize,
    /// Whether there are more smallest sets than the options list.
    pub more: bool,
    /// What to make of the options.
    pub words: Words,
}

/// The most options listed for one cause.
pub const MOST_OPTIONS: usize = 20;

/// Changes that together make every relation of a block hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What to change, in the order of the form.
    pub changes: Vec<Change>,
    /// The errors that explain the changes; each change belongs to one.
    pub acts: Vec<Act>,
    /// The relations that contain a changed cell, before and after.
    pub proof: Vec<Proof>,
    /// How sure it is.
    pub certainty: Certainty,
    /// How unlikely its acts are together, in thousandths of a natural logarithm.
    pub cost: u32,
}

/// One cell and its new value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which cell.
    pub cell: CellId,
    /// What it holds; none where it is blank.
    pub from: Option<i64>,
    /// What it should hold.
    pub to: i64,
}

/// One error of the clerk, which may have spoilt several cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its kind.
    pub reason: Reason,
    /// The changes it explains, as indexes.
    pub changes: Vec<usize>,
    /// What happened, in the words of a clerk.
    pub words: Words,
}

/// A relation before and after a repair: a reader can check it with a pen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The relation, as an index into the findings.
    pub finding: usize,
    /// Both sides as they stand.
    pub before: (i64, i64),
    /// Both sides once repaired: equal.
    pub after: (i64, i64),
}

/// How sure a repair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The only smallest set, explained by one error, two failing relations for each of its cells,
    /// and nothing known speaks against it.
    Certain,
    /// Clearly more likely than every other.
    Likely,
    /// Others are as good.
    Open,
}

impl Certainty {
    /// Its name in the contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Likely => "likely",
            Certainty::Open => "open",
        }
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// The kinds of errors.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Reason { $($(#[$doc])* $variant,)* }

        impl Reason {
            /// Every kind.
            pub const ALL: &'static [Reason] = &[$(Reason::$variant,)*];

            /// Its name in the contract.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Reason::$variant => $name,)* }
            }
        }
    };
}

reasons! {
    /// A total, a row or the column of totals left blank or zero.
    TotalNotFilled "total_not_filled",
    /// Totals that do not follow their items.
    TotalNotRefreshed "total_not_refreshed",
    /// The numbers of a row stand one cell too far left or right.
    RowShifted "row_shifted",
    /// The numbers of a column stand one cell too high or too low.
    ColumnShifted "column_shifted",
    /// From some row on, rows stand one too high or too low.
    RowsShifted "rows_shifted",
    /// From some column on, columns stand one too far left or right.
    ColumnsShifted "columns_shifted",
    /// Two neighbouring rows in each other's place.
    RowsSwapped "rows_swapped",
    /// Two neighbouring columns in each other's place.
    ColumnsSwapped "columns_swapped",
    /// Two cells in each other's place.
    Swapped "swapped",
    /// A number in another cell of its row or column.
    WrongCell "wrong_cell",
    /// A row that still holds other figures, such as last year's.
    LeftOver "left_over",
    /// Requests counted as an outcome and also carried over, or under two outcomes.
    CountedTwice "counted_twice",
    /// Requests carried over that were left out.
    CarryNotFilled "carry_not_filled",
    /// A row that was left out.
    RowNotFilled "row_not_filled",
    /// A number entered wrongly, and its total made to follow.
    EntryWrong "entry_wrong",
    /// One digit in place of another.
    DigitReplaced "digit_replaced",
    /// A digit left out.
    DigitDropped "digit_dropped",
    /// A digit too many.
    DigitAdded "digit_added",
    /// A digit typed twice.
    DigitDoubled "digit_doubled",
    /// Two neighbouring digits in each other's place.
    DigitsTransposed "digits_transposed",
    /// A zero too many at the end.
    ZeroAdded "zero_added",
    /// A zero missing at the end.
    ZeroDropped "zero_dropped",
    /// One number cut into two cells.
    CellSplit "cell_split",
    /// Nothing where a number belongs.
    NotFilled "not_filled",
    /// A number where nothing belongs.
    Stray "stray",
    /// Digits that can be read otherwise.
    Misread "misread",
    /// Another number than it should be.
    Mistyped "mistyped",
}

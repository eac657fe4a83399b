//! What the states of the contract are called, in both languages: one word for one thing.

use super::Verdict;
use crate::source::Language;

/// The states of cells, findings and corrections: name in the contract, Chinese, English.
pub const STATES: [(&str, &str, &str); 14] = [
    ("read", "已读出", "read"),
    ("blank", "空白", "blank"),
    ("inferred", "推算", "worked out"),
    ("unsure", "未读准", "not read for certain"),
    ("missing", "没有找到", "not found"),
    ("found", "找到", "found"),
    ("fails", "不相符", "does not agree"),
    ("undecided", "无法判断", "undecided"),
    ("error", "错误", "error"),
    ("warning", "请核对", "warning"),
    ("hint", "提示", "hint"),
    ("certain", "改动最少的改法只有这一种", "certain"),
    ("likely", "很可能", "likely"),
    ("open", "有几种同样少的改法", "open"),
];

/// What a state is called; itself where it is none.
pub(super) fn state(name: &str, language: Language) -> &str {
    let known = STATES.iter().find(|(own, ..)| *own == name);
    known.map_or(name, |(_, zh, en)| language.pick(zh, en))
}

impl Verdict {
    /// Every verdict, in the order of the contract.
    pub const ALL: [Verdict; 5] = [
        Verdict::Holds,
        Verdict::Fails,
        Verdict::Warns,
        Verdict::Undecided,
        Verdict::Unread,
    ];

    /// What it is called.
    ///
    /// ```
    /// use gouji::{source::Language, view::Verdict};
    /// assert_eq!(Verdict::Holds.word(Language::Chinese), "相符");
    /// ```
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Verdict::Holds => ("相符", "agrees"),
            Verdict::Fails => ("有错误", "has errors"),
            Verdict::Warns => ("请核对", "has warnings"),
            Verdict::Undecided => ("无法判断", "undecided"),
            Verdict::Unread => ("没有读出", "not read"),
        };
        language.pick(zh, en)
    }

    /// The mark before it, which says it without colour.
    #[must_use]
    pub fn mark(self) -> char {
        match self {
            Verdict::Holds => '✓',
            Verdict::Fails => '✗',
            Verdict::Warns => '!',
            Verdict::Undecided | Verdict::Unread => '?',
        }
    }
}

//! Whether a sentence speaks of the whole agency and of the year reported on.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the months are counted before they are looked at, and a name is cut between characters"
)]

use super::prose::Span;

/// Words that take a sentence out of the year reported on.
const OTHER_TIMES: &[&str] = &[
    "上半年",
    "下半年",
    "季度",
    "累计",
    "历年",
    "截至",
    "截止",
    "同期",
    "往年",
    "近年",
    "以来",
    "上年",
    "去年",
    "前年",
    "某年",
    "上一年",
    "下年",
    "下一年",
    "明年",
    "年初",
    "年中",
    "年末",
    "年底",
    "期间",
    "近期",
    "近一年",
    "次年",
    "近三年",
    "近五年",
    "当月",
    "每月",
    "月均",
    "年均",
    "往后",
    "计划",
    "预计",
];

/// How a sentence begins that says what there is at the end of the year.
const AT_END: &[&str] = &["截至本年", "截止本年", "截至年", "截止年"];

/// Words that put it back.
const THIS_TIME: &[&str] = &["本年", "今年", "全年", "年内", "年度"];

/// Wordings of these that do not count as another time.
const HARMLESS: &[&str] = &[
    "全年累计",
    "年度累计",
    "本年累计",
    "今年以来",
    "本年以来",
    "本年度以来",
    "一年来",
    "年初以来",
    "上年结转",
    "上年度结转",
    "上一年度结转",
    "上一年结转",
    "去年结转",
    "结转上年度",
    "结转上年",
    "结转至下年",
    "结转到下年",
    "结转下年",
    "结转下一年",
    "转入下年",
    "转下年",
    "结转至下一年",
    "结转到下一年",
    "结转至次年",
    "结转次年",
];

/// Words that speak of a part, or of more than the agency itself.
const PARTS: &[&str] = &[
    "部门",
    "单位",
    "镇街",
    "乡镇",
    "街道",
    "下属",
    "所属",
    "基层",
    "派出所",
    "分局",
    "直属",
    "市级",
    "县级",
    "区级",
    "省级",
    "备案",
    "本级",
    "系统",
    "全国",
    "其他机关",
    "下级",
    "上级",
    "各地",
    "各区",
    "各县",
    "各市",
];

/// The whole of a place, which is the whole of its government.
const PLACES: &[&str] = &[
    "全区",
    "全县",
    "全市",
    "全省",
    "全州",
    "全盟",
    "全旗",
    "全镇",
    "全乡",
    "全街道",
    "我市",
    "我区",
    "我县",
    "我省",
    "我镇",
    "我乡",
    "我街道",
];

/// Who may belong to the whole of a place.
const EVERYBODY: &[&str] = &[
    "各级行政机关",
    "各级各部门",
    "各级政府机关",
    "各级机关",
    "各级",
    "各行政机关",
    "各职能部门",
    "各部门",
    "各单位",
    "各镇街",
    "各乡镇",
    "镇街",
    "各街道",
];

/// What an agency calls itself.
const SELF: &[&str] = &[
    "我局",
    "我委",
    "我办",
    "我厅",
    "我部",
    "我院",
    "我处",
    "我中心",
    "我单位",
    "我机关",
    "我所",
    "本局",
    "本委",
    "本办",
    "本厅",
    "本单位",
    "本机关",
    "本行政机关",
    "本部门",
    "全局",
    "全委",
    "全厅",
    "局机关",
    "我大队",
    "我支队",
];

/// Characters that names of agencies end with.
const NAMES: &str = "局委厅镇乡街部处科队司村县区市省校室";

/// Ends of names whose last character is one of other words too.
const LONGER_NAMES: &[&str] = &[
    "中学",
    "小学",
    "大学",
    "学院",
    "医院",
    "法院",
    "检察院",
    "幼儿园",
    "招生办",
];

/// What is known of the sentence so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scope {
    other_time: bool,
    part: bool,
    /// It says what there is at the end of the year: documents in force, not requests.
    at_end: bool,
}

impl Scope {
    /// Takes in the words of a span.
    pub(super) fn read(&mut self, span: &Span, agency: &str) {
        let mut words = without(&span.words, HARMLESS);
        if let Some(end) = AT_END.iter().find(|end| words.contains(**end))
            && (words.contains("底") || words.contains("末") || span.months.last() == Some(&12))
        {
            self.at_end = true;
            words = without(&words, &[end, "年底", "年末", "底", "末"]);
        }
        let compares = is_comparison(&words);
        if OTHER_TIMES.iter().any(|w| words.contains(w)) {
            self.other_time |= !compares;
        } else if THIS_TIME.iter().any(|w| words.contains(w)) {
            self.other_time = false;
        }
        let own = own_name(&words, agency);
        let mut rest = without(&own, SELF);
        if PLACES.iter().any(|w| rest.contains(w)) {
            if !is_government(agency) {
                self.part = true;
            }
            rest = without(&without(&rest, PLACES), EVERYBODY);
        }
        self.part |= PARTS.iter().any(|w| rest.contains(w));
    }

    /// Whether the numbers of the sentence are those of the report. Months
    /// other than the first and the last of the year make it a part of one.
    pub(super) fn is_whole(self, span: &Span) -> bool {
        let months = &span.months;
        let year = months.is_empty() || months.len() == 2 && months[0] == 1 && months[1] == 12;
        let fits = year && !self.at_end || self.at_end && span.words.contains("现行有效");
        !self.other_time && !self.part && fits && !is_comparison(&span.words)
    }

    /// Whether a sentence that goes on from here may be of the same scope.
    pub(super) fn is_doubtful(self) -> bool {
        self.other_time || self.part || self.at_end
    }
}

/// Whether the words before a verb name somebody else.
pub(super) fn names_another(before: &str, agency: &str) -> bool {
    let rest = without(&own_name(before, agency), SELF);
    let rest = without(&without(&rest, PLACES), EVERYBODY);
    let rest = without(&rest, &["全部", "部分", "处理"]);
    rest.contains(|c| NAMES.contains(c)) || LONGER_NAMES.iter().any(|name| rest.contains(name))
}

fn is_comparison(words: &str) -> bool {
    [
        "较", "相比", "持平", "同比", "环比", "比上", "比去", "增长", "上升", "下降", "增加",
        "减少", "增幅", "降幅",
    ]
    .iter()
    .any(|w| words.contains(w))
}

/// Whether a whole place reports through this agency.
pub(super) fn is_government(agency: &str) -> bool {
    agency.ends_with("政府") || agency.ends_with("管委会") || agency.ends_with("管理委员会")
}

/// The words without the agency's name, in full or in short. What a government
/// is called in short may be its office alone.
pub(super) fn own_name(words: &str, agency: &str) -> String {
    let shortest = if is_government(agency) {
        agency.chars().count()
    } else {
        3
    };
    let starts = agency.char_indices().map(|(at, _)| &agency[at..]);
    let mut names = starts.filter(|name| name.chars().count() >= shortest.max(3));
    let found = names.find(|name| words.contains(*name));
    found.map_or_else(|| words.to_owned(), |name| words.replace(name, ""))
}

pub(super) fn without(words: &str, taken: &[&str]) -> String {
    let mut rest = words.to_owned();
    for word in taken {
        if rest.contains(word) {
            rest = rest.replace(word, "");
        }
    }
    rest
}

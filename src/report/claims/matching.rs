//! Whether the words before a number fit a pattern.

#![expect(
    clippy::string_slice,
    reason = "every place was found in the words that it cuts"
)]

use super::Topic;
use super::patterns::{NONE, PATTERNS, Pattern, Words};
use super::prose::{Span, Unit};
use super::scope::{is_government, names_another, own_name};

/// Words that may stand before a bare phrase without changing what it counts.
const BEFORE: &[&str] = &[
    "、",
    ".",
    "“",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "其中",
    "和",
    "及",
    "以及",
    "包括",
    "包含",
    "含",
    "已",
    "均",
    "共",
    "总共",
    "按规定",
    "依法",
    "决定",
    "答复",
    "作出",
    "做出",
    "给予",
    "有",
    "为",
    "属于",
    "属",
    "涉及",
    "剩余",
    "另有",
    "尚有",
    "本年",
    "本年度",
    "度",
    "全年",
    "我局",
    "本机关",
    "经审查",
    "的",
    "将",
    "因",
    "对",
    "申请",
    "及时",
    "规范",
    "按期",
    "按时",
    "依规",
    "高效",
    "妥善",
    "在",
    "法定期限内",
    "规定时限内",
    "规定时间内",
    "规定期限内",
    "法定时限内",
];

/// Words that may stand behind one.
const BEHIND: &[&str] = &[
    "”",
    "的",
    "数",
    "数量",
    "件数",
    "答复",
    "答复数",
    "告知",
    "决定",
    "共",
    "共计",
    "合计",
    "总计",
    "总数",
    "计",
    "为",
    "有",
    "达",
    "了",
    "申请",
    "政府信息公开申请",
    "信息公开申请",
    "政府信息公开",
    "依申请公开",
    "依申请",
    "政府信息",
    "分别",
    "各",
    "情形",
    "案件",
    "件",
    "处理",
    "事项",
    "行政",
    "提出",
    "申请公开",
];

/// Words about requests for information that end before the number.
const OBJECTS: &[&str] = &[
    "申请",
    "依申请公开",
    "信息公开",
    "申请公开",
    "政府信息",
    "公开信息",
    "依申请",
];

/// Words between requests and their number.
const COUNTING: &[&str] = &[
    "的",
    "数",
    "数量",
    "件数",
    "件",
    "共",
    "共计",
    "总计",
    "合计",
    "总数",
    "总量",
    "计",
    "为",
    "有",
    "了",
    "达",
    "事项",
    "办理事项",
    "办件",
    "事宜",
    "案件",
    "办理",
    "件次",
    "各类",
    "情况",
    "总",
];

/// Words that make something else of requests.
const ELSE: &[&str] = &[
    "复议",
    "诉讼",
    "投诉",
    "举报",
    "信访",
    "咨询",
    "许可",
    "不服",
    "更正",
    "撤回",
    "补正",
    "重复",
    "逾期",
    "超期",
    "符合",
    "转办",
    "转交",
    "移送",
    "转送",
    "不予",
    "无法",
    "部分",
    "信箱",
    "公示",
    "平台",
    "邮箱",
    "热线",
    "诉求",
    "另",
    "还收",
    "又收",
    "其中",
    "建议",
    "意见",
    "提案",
    "主动公开",
    "收费",
    "缴费",
    "延期",
    "有效",
    "无效",
];

/// Ways in which requests arrive: one alone makes a part of them.
const CHANNELS: &[&str] = &[
    "网络", "网上", "网站", "信函", "邮寄", "邮件", "当面", "现场", "窗口", "传真", "线上", "线下",
    "在线", "书面", "信件",
];

/// Words that turn a paragraph to something else.
const LEAVING: &[&str] = &[
    "主动公开",
    "公众号",
    "微博",
    "热线",
    "诉求",
    "信访",
    "来信",
    "来电",
    "留言",
    "咨询",
    "建议",
    "提案",
    "解读",
    "新闻",
    "问卷",
    "培训",
    "信息总数",
    "政策",
    "网站",
    "处罚",
    "许可",
    "业务",
    "审批",
    "投诉",
    "举报",
    "制作",
    "发布",
    "推送",
    "会议",
    "平台",
    "调查",
    "信箱",
    "议案",
    "来访",
    "工单",
    "舆情",
    "纠纷",
    "督办",
    "提问",
    "网民",
    "网友",
    "公文",
    "执法",
    "立案",
    "实事",
    "裁决",
    "预公开",
    "预决算",
    "双公示",
];

/// Words about requests, or about documents: a number with none of them, and no
/// channel, counts something else, and so may the next.
const STAYING: &[&str] = &[
    "申请",
    "公开",
    "公民",
    "自然人",
    "法人",
    "企业",
    "机构",
    "组织",
    "办",
    "答复",
    "处理",
    "提供",
    "掌握",
    "制作",
    "明确",
    "补正",
    "延期",
    "撤",
    "转",
    "维持",
    "纠",
    "结果",
    "结案",
    "审结",
    "审理",
    "复议",
    "诉",
    "修",
    "废止",
    "效",
    "备案",
];

/// The pattern that the words before a number fit.
pub(super) fn find(span: &Span, unit: Unit, context: Context) -> Option<&'static Pattern> {
    let fits = |pattern: &&Pattern| {
        let topical = pattern.within.is_empty() || pattern.within.contains(&context.topic);
        topical && fits(pattern, span, unit, context)
    };
    // A row of table three, with its unit.
    if span.words.contains("政府信息公开申请数量") {
        return None;
    }
    carried_out(span, unit, context.topic).or_else(|| PATTERNS.iter().find(fits))
}

/// Whether words take what follows in their sentence away from the agency's own requests: to
/// somebody else's, to reviews and lawsuits, to practice and inspection.
pub(super) fn sets_apart(words: &str, agency: &str) -> bool {
    const APART: &[&str] = &[
        "复议",
        "诉讼",
        "应诉",
        "会商",
        "疑难",
        "模拟",
        "演练",
        "培训",
        "抽查",
        "评查",
        "应公开",
        "拟公开",
    ];
    const VERBS: &[&str] = &[
        "收到", "受理", "接到", "接收", "办结", "答复", "办复", "办理",
    ];
    let verb = last_of(VERBS, words);
    APART.iter().any(|word| words.contains(word))
        || verb.is_some_and(|(at, _)| words.contains("申请") && names_another(&words[..at], agency))
}

/// Whether a clause without a number turns to requests of one kind: 针对招生类申请.
pub(super) fn is_of_a_kind(span: &Span) -> bool {
    let words = span.words.as_str();
    let kind = words.contains("类申请") && !words.contains("各类申请") && span.number.is_none();
    let carried = words.starts_with('对') && words.contains("结转");
    kind || carried && span.number.is_some()
}

/// Whether words count the requests of some applicants, or that came one way.
pub(super) fn is_of_some(words: &str) -> bool {
    const APPLICANTS: &[&str] = &["自然人", "公民", "个人", "法人", "企业", "组织", "机构"];
    let mut kinds = CHANNELS.iter().chain(APPLICANTS);
    kinds.any(|kind| words.contains(kind))
}

/// What is known where the words stand.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) topic: Topic,
    /// Whether the paragraph, and whether this sentence, speaks of open information.
    pub(super) about: bool,
    pub(super) said: bool,
    pub(super) agency: &'a str,
}

fn fits(pattern: &Pattern, span: &Span, unit: Unit, context: Context) -> bool {
    let words = span.words.as_str();
    let Context {
        topic,
        about,
        said,
        agency,
    } = context;
    // An agency has other reviews and lawsuits too.
    let said = said || matches!(topic, Topic::Review | Topic::Litigation | Topic::Both);
    let counted = unit == Unit::Counted;
    match pattern.words {
        Words::Requests(verbs) => counted && requests(verbs, span, about, agency),
        Words::Documents(verbs, object) => counted && documents(verbs, object, words, agency),
        Words::Ends(ends) => counted && is_clear_end(words, agency) && remedy(ends, words, said),
        Words::Closing(ends) => counted && closing(ends, words, agency),
        // A carried number may name its requests itself.
        Words::Bare(phrases) => {
            let is_about = topic != Topic::None || about || words.contains("申请");
            bare(phrases, words) && is_about
        }
    }
}

/// `3件结转下年度`: the number stands before its words.
fn carried_out(span: &Span, unit: Unit, topic: Topic) -> Option<&'static Pattern> {
    let tail = span
        .tail
        .trim_start_matches(['将', '已', '按'])
        .trim_start_matches("规定")
        .trim_start_matches("申请");
    let next = ["下年", "下一年", "次年", "至下", "至次", "到下", "入下"];
    let carried = tail
        .strip_prefix("结转")
        .is_some_and(|rest| next.iter().any(|n| rest.starts_with(n)));
    let lead = bare(&[""], &span.words)
        || ["尚有", "还有", "剩余", "另有", "其余"]
            .iter()
            .any(|w| span.words.ends_with(w));
    let known = matches!(topic, Topic::Received | Topic::Handled);
    let fits = carried && lead && known && unit == Unit::Counted;
    PATTERNS.iter().find(|p| fits && p.member == "carried_out")
}

/// A verb, words that change nothing, and requests for information.
fn requests(verbs: &[&str], span: &Span, about: bool, agency: &str) -> bool {
    let words = span.words.as_str();
    let Some((at, verb)) = last_of(verbs, words) else {
        return false;
    };
    let (before, mut behind) = (&words[..at], &words[at + verb.len()..]);
    if is_government(agency) {
        // 以市人民政府为主体的
        behind = behind.rsplit("为主体的").next().unwrap_or_default();
    }
    let negated =
        before.ends_with(['未', '没', '无', '不', '待', '应', '需']) || before.ends_with("没有");
    !negated
        && !PARTLY.iter().any(|word| before.contains(word))
        && !is_else(words)
        && !names_another(before, agency)
        && asks(behind, &span.tail, about)
        && one_verb(before, verb, behind)
}

/// Whether words are requests and no more; they may stand behind the number.
fn asks(words: &str, tail: &str, about: bool) -> bool {
    let rest = strip_all_behind(words, COUNTING);
    if rest.is_empty() {
        let tail = tail.trim_start_matches('的');
        return object_in_front(tail, about);
    }
    let ends = OBJECTS.iter().any(|object| rest.ends_with(object));
    let public = rest.contains("公开")
        || rest.contains("政府信息")
        || about && matches!(rest, "申请" | "依申请");
    let others = super::scope::without(rest, CHANNELS);
    let whole = super::scope::without(&others, FROM_ALL).is_empty();
    ends && rest.contains("申请") && public && whole
}

/// `N件政府信息公开申请`, or `N件申请` where the paragraph is about them.
fn object_in_front(tail: &str, about: bool) -> bool {
    let named = [
        "政府信息公开申请",
        "信息公开申请",
        "依申请公开申请",
        "依申请公开",
        "政府信息公开的申请",
    ];
    let rest = named
        .iter()
        .find_map(|n| tail.strip_prefix(n))
        .or_else(|| tail.strip_prefix("申请").filter(|_| about));
    rest.is_some_and(str::is_empty)
}

/// Whether only one thing was done to the requests.
fn one_verb(before: &str, verb: &str, behind: &str) -> bool {
    const ARRIVED: [&str; 4] = ["收到", "受理", "接到", "接收"];
    const ENDED: [&str; 5] = ["办结", "答复", "办复", "回复", "予以"];
    let has = |verbs: &[&str], words: &str| verbs.iter().any(|verb| words.contains(verb));
    let others: &[&str] = if has(&ENDED, verb) { &ARRIVED } else { &ENDED };
    !has(&ARRIVED, behind) && !has(&ENDED, behind) && !has(others, before)
}

/// Whether words speak of other things, of a part, or of some applicants.
fn is_else(words: &str) -> bool {
    let channels = CHANNELS.iter().filter(|c| words.contains(**c)).count();
    let persons = ["自然人", "公民", "个人"].iter().any(|w| words.contains(w));
    let bodies = ["法人", "企业", "组织", "机构", "律师"]
        .iter()
        .any(|w| words.contains(w));
    ELSE.iter().any(|word| words.contains(word)) || channels == 1 || persons != bodies
}

/// A verb and normative documents, with nothing but fillers between.
fn documents(verbs: &[&str], object: &str, words: &str, agency: &str) -> bool {
    const REJECTED: &[&str] = &[
        "起草",
        "审查",
        "审核",
        "备案",
        "清理",
        "梳理",
        "汇编",
        "解读",
        "修订",
        "修改",
        "发布",
        "公布",
        "主动公开",
        "参与",
        "党内",
        "失效",
        "政策",
        "文件类",
        "拟",
        "征求",
        "未",
        "继续",
        "转发",
        "计划",
        "评估",
        "代",
        "推动",
        "联合",
        "牵头",
        "协助",
        "配合",
        "建议",
        "指导",
        "督促",
        "组织",
    ];
    const BETWEEN: &[&str] = &[
        "本年",
        "本年度",
        "度",
        "的",
        "了",
        "行政",
        "各类",
        "政府",
        "我局",
        "本机关",
        "共",
    ];
    const BEHIND: &[&str] = &[
        "共", "共计", "总计", "合计", "计", "数", "数量", "件数", "为", "有", "达",
    ];
    let rest = strip_all_behind(words, BEHIND);
    let Some(before) = rest.strip_suffix(object) else {
        return false;
    };
    let Some((at, verb)) = last_of(verbs, before) else {
        return false;
    };
    let (before, between) = (&before[..at], &before[at + verb.len()..]);
    let others = MADE
        .iter()
        .filter(|m| !verbs.contains(m))
        .any(|m| words.contains(m));
    strip_all_behind(between, BETWEEN).is_empty()
        && !others
        && !names_another(before, agency)
        && !REJECTED.iter().any(|word| words.contains(word))
}

/// Verbs of which one alone may stand in the words.
const MADE: &[&str] = &["制发", "制定", "出台", "废止", "现行有效"];

/// Reviews or lawsuits because of open information.
fn remedy(ends: &[&str], words: &str, about: bool) -> bool {
    let rest = strip_all_behind(
        words,
        &[
            "的", "案件", "申请", "案", "共", "共计", "总计", "计", "为", "有", "数", "数量",
            "情况",
        ],
    );
    let ended = ends.iter().any(|end| rest.ends_with(end));
    let one = !(words.contains("复议") && words.contains("诉讼"));
    let caused = words.contains('因') || words.contains("涉及");
    let informed = is_about_information(words) || about && !caused;
    ended && one && informed
}

/// Whether reviews or lawsuits are counted as table four counts them.
fn is_clear_end(words: &str, agency: &str) -> bool {
    const REJECTED: &[&str] = &[
        "新增",
        "新收",
        "审理",
        "审结",
        "一审",
        "二审",
        "再审",
        "上诉",
        "应诉",
        "备案",
        "其他",
        "不予",
        "维持",
        "纠正",
        "败诉",
        "胜诉",
        "撤",
        "其中",
        "另",
        "还",
        "未",
        "无",
        "没",
        "复议后",
        "未经",
        "直接",
        "代理",
        "参与",
        "支持",
        "引导",
        "办结",
        "结案",
        "结转",
        "化解",
        "处置",
        "处理",
        "避免",
        "防范",
        "预防",
        "学习",
        "典型",
        "案例",
        "复议机关",
        "司法局",
        "全部",
        "占",
    ];
    // A government decides on reviews of its offices, too, which it has not caused.
    let judges = match is_government(agency) {
        true if words.contains("受理") => true,
        true => !words.contains('因'),
        false => agency.contains("司法"),
    };
    let mut verbs = ["办理", "受理", "收到"].iter();
    let judge = judges && verbs.any(|verb| words.contains(verb));
    !judge && !REJECTED.iter().any(|word| words.contains(word))
}

/// Whether words speak of reviews or lawsuits, but not as table four does.
pub(super) fn is_unclear_remedy(words: &str, agency: &str) -> bool {
    // 未经复议直接起诉 and 复议后起诉 are groups of the table.
    let is_group = || {
        PATTERNS.iter().any(|p| match p.words {
            Words::Bare(phrases) if matches!(p.member, "direct" | "after_review") => {
                bare(phrases, words)
            }
            _ => false,
        })
    };
    (words.contains("复议") || words.contains("诉讼") || words.contains("应诉"))
        && !is_clear_end(words, agency)
        && !is_group()
}

/// Whether requests went elsewhere, under whatever outcome they are counted.
pub(super) fn is_moved(words: &str) -> bool {
    const MOVED: &[&str] = &[
        "转交", "转办", "转送", "移送", "撤回", "撤销", "退回", "终止",
    ];
    MOVED.iter().any(|word| words.contains(word))
}

/// Whether words speak of open information.
pub(super) fn is_about_information(words: &str) -> bool {
    ["信息公开", "依申请公开", "政务公开", "公开政府信息"]
        .iter()
        .any(|w| words.contains(w))
        && !words.contains("主动公开")
}

/// Whether a percentage is of all requests.
pub(super) fn is_share(words: &str) -> bool {
    const OF: &[&str] = &[
        "比",
        "比例",
        "总",
        "总数",
        "数",
        "量",
        "申请",
        "办结",
        "答复",
        "受理",
        "收到",
        "全部",
        "的",
        "为",
        "年度",
        "本年",
        "政府信息公开",
        "总量",
        "信息公开",
        "办理",
        "达",
        "到",
        "约",
    ];
    words
        .strip_prefix('占')
        .is_some_and(|rest| !rest.contains('约') && strip_all_behind(rest, OF).is_empty())
}

/// Whether words are a number's part of a list, such as 部分公开.
pub(super) fn is_bare_part(words: &str) -> bool {
    ["较", "比", "增", "减", "上升", "下降"]
        .iter()
        .any(|w| words.contains(w))
}

/// Whether words turn to something else.
pub(super) fn leaves(words: &str) -> bool {
    LEAVING.iter().any(|word| words.contains(word))
}

/// Whether words before a number that fits no pattern turn to something else.
pub(super) fn counts_other_things(words: &str) -> bool {
    let mut staying = STAYING.iter().chain(CHANNELS);
    leaves(words) || !bare(&[""], words) && !staying.any(|word| words.contains(word))
}

/// What a clause without a number says that there was none of.
pub(super) fn none(span: &Span, about: bool, agency: &str) -> Vec<&'static Pattern> {
    let words = span.words.as_str();
    NONE.iter()
        .filter(|pattern| match pattern.words {
            Words::Requests(verbs) => no_requests(verbs, words, agency),
            Words::Bare(phrases) => bare(
                phrases,
                &super::scope::without(words, &["本年度", "本年", "全年", "行政"]),
            ),
            Words::Ends(ends) => no_remedies(ends, words, about, agency),
            Words::Documents(..) | Words::Closing(_) => false,
        })
        .collect()
}

/// Words of a zero statement that change nothing.
const NOBODY: &[&str] = &[
    "任何",
    "相关",
    "有关",
    "群众",
    "社会公众",
    "公众",
    "对",
    "的",
    "关于",
    "提出",
    "政府",
    "信息",
    "公开",
    "依申请",
    "申请",
    "件",
    "事宜",
    "事项",
    "情况",
    "向我局",
    "我局",
    "本机关",
    "过",
    "要求",
    "涉及",
    "政务",
    "工作",
    "方面",
    "人",
    "各类",
    "向",
    "提交",
    "公民、法人和其他组织",
    "公民、法人或其他组织",
    "公民、法人或者其他组织",
    "公民、法人及其他组织",
    "依",
];

/// Words between a verb and its requests that, beside channels, leave them all of the
/// requests; the longer before those within them.
const FROM_ALL: &[&str] = &[
    "政府信息公开",
    "依申请公开",
    "公开政府信息",
    "信息公开",
    "政务公开",
    "政府信息",
    "公开信息",
    "申请公开",
    "依申请",
    "申请人",
    "申请",
    "公开",
    "政务",
    "信息",
    "其他组织",
    "其它组织",
    "商业企业",
    "自然人",
    "公民",
    "法人",
    "组织",
    "企业",
    "机构",
    "群众",
    "社会公众",
    "公众",
    "市民",
    "个人",
    "社会各界",
    "来自",
    "提出",
    "提交",
    "递交",
    "我局",
    "本机关",
    "本单位",
    "电子",
    "通过",
    "方式",
    "渠道",
    "途径",
    "形式",
    "各类",
    "各种",
    "办理",
    "事项",
    "事宜",
    "本年度",
    "本年",
    "全年",
    "或者",
    "以及",
    "向",
    "以",
    "等",
    "或",
    "和",
    "及",
    "与",
    "并",
    "、",
    "的",
    "了",
    "件",
    "共",
    "对",
];

fn no_requests(verbs: &[&str], words: &str, agency: &str) -> bool {
    let Some((at, verb)) = last_of(verbs, words) else {
        return false;
    };
    let (before, behind) = (&words[..at], &words[at + verb.len()..]);
    let supposed = before.ends_with(['如', '若', '有', '并']);
    let asked = behind.contains("申请") && (behind.contains("公开") || behind.contains("政府信息"));
    asked
        && !supposed
        && strip_all_behind(behind, NOBODY).is_empty()
        && !names_another(before, agency)
        && !is_else(before)
}

/// 未发生, up to reviews or lawsuits at the end of the clause.
fn no_remedies(ends: &[&str], words: &str, about: bool, agency: &str) -> bool {
    const NOT: &[&str] = &[
        "未发生",
        "没有发生",
        "未出现",
        "未产生",
        "未引起",
        "未引发",
        "没有",
        "无",
        "未被",
        "未因",
        "未收到",
        "未接到",
        "未有",
    ];
    const LAST: &[&str] = &[
        "的", "情况", "案件", "事项", "现象", "事件", "情形", "等", "问题", "申请", "案",
    ];
    const REJECTED: &[&str] = &[
        "败诉", "纠", "撤销", "违法", "后", "未经", "直接", "维持", "新增", "审结", "应诉", "除",
    ];
    let Some((at, not)) = NOT
        .iter()
        .find_map(|not| words.find(not).map(|at| (at, *not)))
    else {
        return false;
    };
    let behind = &words[at + not.len()..];
    let rest = strip_all_behind(behind, LAST);
    let both = ["行政复议", "行政诉讼", "复议", "诉讼"];
    let last = both.iter().any(|end| rest.ends_with(end));
    let informed = about || is_about_information(words);
    let named = ends.iter().any(|end| behind.contains(end));
    let judged = agency.contains("司法") && !words.contains("引");
    let ours = without_remedies(&own_name(behind, agency));
    ours.is_empty()
        && last
        && informed
        && named
        && !judged
        && !REJECTED.iter().any(|w| words.contains(w))
}

/// The words without those that stand between and about remedies.
fn without_remedies(words: &str) -> String {
    const FILLERS: &[&str] = &[
        "行政复议",
        "行政诉讼",
        "政府信息公开",
        "信息公开",
        "依申请公开",
        "政务公开",
        "复议",
        "诉讼",
        "案件",
        "情况",
        "情形",
        "事项",
        "现象",
        "任何",
        "有关",
        "相关",
        "申请",
        "工作",
        "答复",
        "针对",
        "涉及",
        "方面",
        "领域",
        "问题",
        "事件",
        "我局",
        "本局",
        "本机关",
        "本单位",
        "我单位",
        "因",
        "而",
        "所",
        "对",
        "提出",
        "提起",
        "导致",
        "引起",
        "引发",
        "产生",
        "发生",
        "以及",
        "或者",
        "被",
        "的",
        "或",
        "和",
        "及",
        "与",
        "、",
        "也",
        "均",
        "等",
        "过",
        "案",
    ];
    super::scope::without(words, FILLERS)
}

/// The last of some words in a text, of two at one place the longer, and where it stands.
fn last_of<'a>(words: &[&'a str], text: &str) -> Option<(usize, &'a str)> {
    words
        .iter()
        .filter_map(|w| text.rfind(w).map(|at| (at, *w)))
        .max_by_key(|(at, word)| (*at, word.len()))
}

/// Whether words end so and say before it only how or when it was done.
fn closing(ends: &[&str], words: &str, agency: &str) -> bool {
    const LONGEST: usize = 24;
    let rest = strip_all_behind(words, COUNTING);
    let Some(before) = ends.iter().find_map(|end| rest.strip_suffix(end)) else {
        return false;
    };
    let is_part = PARTLY.iter().any(|word| before.contains(word));
    let before = strip_all_behind(before, &["办理", "答复", "并", "予以", "作出"]);
    let other = [
        "收", "受理", "接", "公开", "申请", "其中", "尚", "未", "不", "件", "条",
    ];
    before.chars().count() <= LONGEST
        && !leaves(before)
        && !is_else(before)
        && !names_another(before, agency)
        && !is_part
        && !other.iter().any(|word| before.contains(word))
}

/// Words before a verb that make its number a part, or one of another kind.
const PARTLY: &[&str] = &[
    "应",
    "需",
    "须",
    "实际",
    "提前",
    "当日",
    "当天",
    "当场",
    "即时",
    "延期",
    "延长",
    "工作日",
    "电话",
    "沟通",
    "补正",
    "会商",
    "结转",
    "上年",
    "评查",
    "抽查",
    "检查",
    "推动",
    "协助",
    "指导",
    "督促",
    "牵头",
    "联合",
    "疑难",
    "合并",
    "其他",
    "补充",
    "重新",
    "模拟",
];

/// More fillers than this, before or behind, are no sentence.
const MOST_FILLERS: usize = 6;

/// Whether words are one of the phrases, with fillers before and behind.
fn bare(phrases: &[&str], words: &str) -> bool {
    let fronts = fewer(words, BEFORE, |words, filler| words.strip_prefix(filler));
    fronts.into_iter().any(|front| {
        let cores = fewer(front, BEHIND, |words, filler| words.strip_suffix(filler));
        cores.iter().any(|core| phrases.contains(core))
    })
}

/// Words as they are, without one filler, without two, and so on.
fn fewer<'a>(
    words: &'a str,
    fillers: &[&str],
    strip: fn(&'a str, &str) -> Option<&'a str>,
) -> Vec<&'a str> {
    let next = |words: &&'a str| longest(fillers, |filler| strip(words, filler));
    std::iter::successors(Some(words), next)
        .take(MOST_FILLERS + 1)
        .collect()
}

fn strip_all_behind<'a>(words: &'a str, fillers: &[&str]) -> &'a str {
    let mut rest = words;
    // Every filler takes some of the words: this comes to an end.
    while let Some(less) = longest(fillers, |filler| rest.strip_suffix(filler)) {
        rest = less;
    }
    rest
}

/// What is left once the longest filler is taken off.
fn longest<'a>(fillers: &[&str], strip: impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
    fillers
        .iter()
        .filter_map(|filler| strip(filler))
        .min_by_key(|rest| rest.len())
}

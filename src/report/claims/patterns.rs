//! What sentences count, as one list: the words before a number, and the cells
//! that the number must then equal.
//!
//! Where the practice of agencies differs (收到 with or without what was
//! carried over), every meaning is listed and any of them will do.

use super::Topic::{self, Both, Documents, Handled, Litigation, None as Nothing, Received, Review};

/// Words before a number, and what they count.
#[derive(Debug)]
pub struct Pattern {
    /// The family of rules it belongs to.
    pub rule: &'static str,
    /// The part of its name behind the colon.
    pub member: &'static str,
    /// What a message calls it, Chinese and English.
    pub name: (&'static str, &'static str),
    /// The words.
    pub(super) words: Words,
    /// What the sentence must be about; anything where empty.
    pub(super) within: &'static [Topic],
    /// What the sentence is about from here on; no change where nothing.
    pub(super) about: Topic,
    /// Every sum of cells that the number may stand for, likeliest first. `*`
    /// stands for every row of that beginning.
    pub cells: &'static [&'static str],
}

/// How the words before a number are matched.
#[derive(Debug)]
pub(super) enum Words {
    /// A verb, then requests for information.
    Requests(&'static [&'static str]),
    /// A verb, then normative documents or rules of government.
    Documents(&'static [&'static str], &'static str),
    /// The words end so, in a sentence about open information.
    Ends(&'static [&'static str]),
    /// The words end so, and nothing before speaks of anything else.
    Closing(&'static [&'static str]),
    /// Nothing but these words and fillers.
    Bare(&'static [&'static str]),
}

impl Pattern {
    /// Whether it counts requests by what became of them, or those of last or next year: a part
    /// of the requests has such numbers of its own.
    pub(super) fn counts_results(&self) -> bool {
        self.rule == "prose.outcomes"
            || ["handled", "done", "carried_in", "carried_out"].contains(&self.member)
    }

    /// Whether it counts the requests of some applicants.
    pub(super) fn counts_applicants(&self) -> bool {
        self.rule == "prose.requests" && !self.counts_results() && self.member != "new"
    }
}

const RECEIVED: &[&str] = &["收到", "受理", "接到", "接收", "收悉", "新收", "接受"];
const HANDLED: &[&str] = &["办结", "答复", "办复", "回复", "办理完毕", "处理完毕"];
const DONE: &[&str] = &["办理", "处理"];
const MADE: &[&str] = &["制发", "制定", "出台", "制订"];
const RESULTS: &[Topic] = &[Received, Handled];

const fn pattern(
    rule: &'static str,
    member: &'static str,
    name: (&'static str, &'static str),
    words: Words,
    within: &'static [Topic],
    about: Topic,
    cells: &'static [&'static str],
) -> Pattern {
    Pattern {
        rule,
        member,
        name,
        words,
        within,
        about,
        cells,
    }
}

macro_rules! patterns {
    ($($rule:literal $member:literal ($zh:literal, $en:literal) $words:expr, $within:expr => $about:expr, $cells:expr;)*) => {
        &[$(pattern($rule, $member, ($zh, $en), $words, $within, $about, &$cells),)*]
    };
}

use Words::{Bare, Closing, Documents as Made, Ends, Requests};

/// Every pattern, the first that fits decides.
pub(super) static PATTERNS: &[Pattern] = patterns! {
    "prose.requests" "carried_in" ("上年结转总计", "the total carried over from last year")
        Bare(&["上年结转", "上年度结转", "结转上年", "结转上年度", "上年结转本年", "上年度结转本年度", "上年结转至本年", "上一年度结转", "上一年结转", "去年结转"]), &[Nothing, Received, Handled] => Nothing,
        ["requests.carried_in.total"];
    "prose.requests" "carried_out" ("结转下年度继续办理总计", "the total carried over to next year")
        Bare(&["结转下年", "结转下年度", "结转至下年", "结转至下年度", "结转到下年", "结转到下年度", "结转下一年度", "结转下年继续办理", "结转下年度继续办理", "结转下一年度继续办理", "结转至下年度继续办理", "结转至下一年度", "结转下年度办理", "转下年度继续办理", "转入下年度", "结转至下年继续办理", "结转到下一年度", "结转下年办理", "结转至下年办理"]), RESULTS => Nothing,
        ["requests.carried_out.total"];
    "prose.requests" "new" ("本年新收总计", "the total received this year")
        Requests(RECEIVED), &[] => Received,
        ["requests.new.total", "requests.new.total + requests.carried_in.total", "requests.result_total.total + requests.carried_out.total"];
    "prose.requests" "new" ("本年新收总计", "the total received this year")
        Bare(&["政府信息公开申请总量", "信息公开申请总量", "依申请公开总量", "政府信息公开申请总数", "信息公开申请总数"]), &[] => Received,
        ["requests.new.total", "requests.new.total + requests.carried_in.total", "requests.result_total.total + requests.carried_out.total"];
    "prose.requests" "handled" ("（七）总计", "(7) Total")
        Requests(HANDLED), &[] => Handled,
        ["requests.result_total.total", "requests.new.total", "requests.result_total.total - requests.other*.total"];
    "prose.requests" "handled" ("（七）总计", "(7) Total")
        Closing(HANDLED), RESULTS => Handled,
        ["requests.result_total.total", "requests.new.total", "requests.result_total.total - requests.other*.total"];
    "prose.requests" "handled" ("（七）总计", "(7) Total")
        Bare(&["完成政府信息依申请公开", "完成依申请公开", "完成政府信息公开申请", "完成信息公开申请"]), &[] => Handled,
        ["requests.result_total.total", "requests.new.total", "requests.result_total.total - requests.other*.total"];
    "prose.requests" "done" ("本年新收总计", "the total received this year")
        Requests(DONE), &[] => Received,
        ["requests.new.total", "requests.new.total + requests.carried_in.total", "requests.result_total.total", "requests.result_total.total + requests.carried_out.total"];
    "prose.requests" "natural" ("自然人的申请", "the requests of natural persons")
        Bare(&["自然人", "公民", "自然人提出", "自然人提交", "公民提出", "自然人的"]), &[Received] => Nothing,
        ["requests.new.natural", "requests.new.natural + requests.carried_in.natural", "requests.result_total.natural + requests.carried_out.natural"];
    "prose.requests" "business" ("商业企业的申请", "the requests of businesses")
        Bare(&["商业企业", "商业企业提出", "商业企业提交"]), &[Received] => Nothing,
        ["requests.new.business", "requests.new.business + requests.carried_in.business", "requests.result_total.business + requests.carried_out.business"];
    "prose.requests" "research" ("科研机构的申请", "the requests of research bodies")
        Bare(&["科研机构", "科研机构提出"]), &[Received] => Nothing,
        ["requests.new.research", "requests.new.research + requests.carried_in.research"];
    "prose.requests" "nonprofit" ("社会公益组织的申请", "the requests of charities")
        Bare(&["社会公益组织", "社会公益组织提出"]), &[Received] => Nothing,
        ["requests.new.nonprofit", "requests.new.nonprofit + requests.carried_in.nonprofit"];
    "prose.requests" "legal" ("法律服务机构的申请", "the requests of legal services")
        Bare(&["法律服务机构", "法律服务机构提出"]), &[Received] => Nothing,
        ["requests.new.legal", "requests.new.legal + requests.carried_in.legal"];
    "prose.requests" "organisations" ("法人或其他组织的申请", "the requests of legal persons and other organisations")
        Bare(&["法人或其他组织", "法人和其他组织", "法人及其他组织", "法人或者其他组织", "法人或其他组织提出", "法人和其他组织提出", "法人、其他组织"]), &[Received] => Nothing,
        [
            "requests.new.business + requests.new.research + requests.new.nonprofit + requests.new.legal + requests.new.other",
            "requests.new.total + requests.carried_in.total - requests.new.natural - requests.carried_in.natural",
        ];

    "prose.outcomes" "open" ("（一）予以公开与（二）部分公开之和", "(1) granted and (2) granted in part together")
        Bare(&["予以公开及部分公开", "予以公开和部分公开", "予以公开或部分公开", "予以公开、部分公开", "予以公开与部分公开", "同意公开或部分公开", "同意公开和部分公开", "全部公开和部分公开", "全部公开及部分公开", "全部公开或部分公开", "公开及部分公开", "公开和部分公开", "公开或部分公开"]), RESULTS => Nothing,
        ["requests.granted.total + requests.partial.total"];
    "prose.outcomes" "granted" ("（一）予以公开总计", "the total of (1) granted")
        Bare(&["予以公开", "同意公开", "全部公开", "予以全部公开", "全部予以公开", "予以公开的"]), RESULTS => Nothing,
        ["requests.granted.total"];
    "prose.outcomes" "granted" ("（一）予以公开总计", "the total of (1) granted")
        Bare(&["公开", "公开的", "准予公开"]), RESULTS => Nothing,
        ["requests.granted.total", "requests.granted.total + requests.partial.total"];
    "prose.outcomes" "partial" ("（二）部分公开总计", "the total of (2) granted in part")
        Bare(&["部分公开", "予以部分公开", "部分予以公开", "区分处理", "区分处理后公开", "同意部分公开", "区分处理后部分公开"]), RESULTS => Nothing,
        ["requests.partial.total"];
    "prose.outcomes" "denied" ("（三）不予公开各项之和", "the items of (3) denied together")
        Bare(&["不予公开", "不同意公开", "不予公开的", "决定不予公开", "依法不予公开"]), RESULTS => Nothing,
        ["requests.denied.*.total", "requests.denied.*.total + requests.unavailable.*.total"];
    "prose.outcomes" "unavailable" ("（四）无法提供各项之和", "the items of (4) unavailable together")
        Bare(&["无法提供", "无法提供的"]), RESULTS => Nothing,
        ["requests.unavailable.*.total"];
    "prose.outcomes" "declined" ("（五）不予处理各项之和", "the items of (5) not processed together")
        Bare(&["不予处理", "不予处理的"]), RESULTS => Nothing,
        ["requests.declined.*.total"];
    "prose.outcomes" "other" ("（六）其他处理各项之和", "the items of (6) other handling together")
        Bare(&["其他处理", "其他处理的", "作其他处理", "做其他处理", "作出其他处理", "其它处理"]), RESULTS => Nothing,
        ["requests.other*.total"];
    "prose.outcomes" "not_held" ("本机关不掌握相关政府信息总计", "the total of what the agency does not hold")
        Bare(&["本机关不掌握相关政府信息", "不掌握相关政府信息", "本机关不掌握", "本机关不掌握相关信息"]), RESULTS => Nothing,
        ["requests.unavailable.not_held.total"];
    "prose.outcomes" "needs_creation" ("没有现成信息需要另行制作总计", "the total of what would have to be created")
        Bare(&["没有现成信息需要另行制作", "没有现成信息、需要另行制作", "需要另行制作", "没有现成信息"]), RESULTS => Nothing,
        ["requests.unavailable.needs_creation.total"];
    "prose.outcomes" "unclear" ("补正后申请内容仍不明确总计", "the total of requests still unclear after correction")
        Bare(&["补正后申请内容仍不明确", "补正后内容仍不明确"]), RESULTS => Nothing,
        ["requests.unavailable.unclear.total"];
    "prose.outcomes" "petition" ("信访举报投诉类申请总计", "the total of petitions, reports and complaints")
        Bare(&["信访举报投诉类", "信访举报投诉类申请", "信访、举报、投诉类", "信访、举报、投诉类申请"]), RESULTS => Nothing,
        ["requests.declined.petition.total"];
    "prose.outcomes" "duplicate" ("重复申请总计", "the total of duplicate requests")
        Bare(&["重复申请"]), RESULTS => Nothing,
        ["requests.declined.duplicate.total"];
    "prose.outcomes" "enforcement_file" ("属于行政执法案卷总计", "the total of enforcement case files")
        Bare(&["行政执法案卷", "属于行政执法案卷", "行政执法案卷信息"]), RESULTS => Nothing,
        ["requests.denied.enforcement_file.total"];
    "prose.outcomes" "uncorrected" ("逾期不补正总计", "the total not corrected in time")
        Bare(&["逾期不补正", "申请人逾期不补正", "申请人无正当理由逾期不补正", "无正当理由逾期不补正"]), RESULTS => Nothing,
        ["requests.other.uncorrected.total"];

    "prose.remedies" "after_review" ("复议后起诉总计", "the total of lawsuits after review")
        Bare(&["复议后起诉", "复议后提起行政诉讼", "经复议后提起行政诉讼", "复议后提起诉讼", "复议后诉讼"]), &[Review, Litigation, Both] => Litigation,
        ["remedies.after_review.total"];
    "prose.remedies" "direct" ("未经复议直接起诉总计", "the total of lawsuits without prior review")
        Bare(&["未经复议直接起诉", "未经复议直接提起行政诉讼", "未经行政复议直接起诉", "直接起诉"]), &[Review, Litigation, Both] => Litigation,
        ["remedies.direct.total"];
    "prose.remedies" "review" ("行政复议总计", "the total of administrative reviews")
        Ends(&["行政复议", "提起复议", "申请复议"]), &[] => Review,
        ["remedies.review.total"];
    "prose.remedies" "litigation" ("行政诉讼总计（两组之和）", "the totals of both kinds of lawsuits together")
        Ends(&["行政诉讼", "提起诉讼"]), &[] => Litigation,
        ["remedies.direct.total + remedies.after_review.total"];
    "prose.remedies" "upheld" ("行政复议结果维持", "reviews upheld") Bare(UPHELD), &[Review] => Nothing, ["remedies.review.upheld"];
    "prose.remedies" "corrected" ("行政复议结果纠正", "reviews corrected") Bare(CORRECTED), &[Review] => Nothing, ["remedies.review.corrected"];
    "prose.remedies" "other" ("行政复议其他结果", "reviews with another result") Bare(OTHER), &[Review] => Nothing, ["remedies.review.other"];
    "prose.remedies" "pending" ("行政复议尚未审结", "reviews pending") Bare(PENDING), &[Review] => Nothing, ["remedies.review.pending"];
    "prose.remedies" "upheld" ("行政诉讼结果维持", "lawsuits upheld") Bare(UPHELD), &[Litigation] => Nothing, ["remedies.direct.upheld + remedies.after_review.upheld"];
    "prose.remedies" "corrected" ("行政诉讼结果纠正", "lawsuits corrected") Bare(CORRECTED), &[Litigation] => Nothing, ["remedies.direct.corrected + remedies.after_review.corrected"];
    "prose.remedies" "other" ("行政诉讼其他结果", "lawsuits with another result") Bare(OTHER), &[Litigation] => Nothing, ["remedies.direct.other + remedies.after_review.other"];
    "prose.remedies" "pending" ("行政诉讼尚未审结", "lawsuits pending") Bare(PENDING), &[Litigation] => Nothing, ["remedies.direct.pending + remedies.after_review.pending"];
    "prose.remedies" "upheld" ("行政诉讼结果维持", "lawsuits upheld") Bare(UPHELD), &[Both] => Nothing,
        ["remedies.direct.upheld + remedies.after_review.upheld", "remedies.review.upheld + remedies.direct.upheld + remedies.after_review.upheld"];
    "prose.remedies" "corrected" ("行政诉讼结果纠正", "lawsuits corrected") Bare(CORRECTED), &[Both] => Nothing,
        ["remedies.direct.corrected + remedies.after_review.corrected", "remedies.review.corrected + remedies.direct.corrected + remedies.after_review.corrected"];
    "prose.remedies" "other" ("行政诉讼其他结果", "lawsuits with another result") Bare(OTHER), &[Both] => Nothing,
        ["remedies.direct.other + remedies.after_review.other", "remedies.review.other + remedies.direct.other + remedies.after_review.other"];
    "prose.remedies" "pending" ("行政诉讼尚未审结", "lawsuits pending") Bare(PENDING), &[Both] => Nothing,
        ["remedies.direct.pending + remedies.after_review.pending", "remedies.review.pending + remedies.direct.pending + remedies.after_review.pending"];

    "prose.disclosure" "in_force" ("现行有效的行政规范性文件", "normative documents in force")
        Made(&["现行有效"], "规范性文件"), &[] => Documents, ["disclosure.normative.in_force"];
    "prose.disclosure" "issued" ("本年制发的行政规范性文件", "normative documents issued this year")
        Made(MADE, "规范性文件"), &[] => Documents, ["disclosure.normative.issued", "disclosure.normative.made"];
    "prose.disclosure" "repealed" ("本年废止的行政规范性文件", "normative documents repealed this year")
        Made(&["废止"], "规范性文件"), &[] => Documents, ["disclosure.normative.repealed"];
    "prose.disclosure" "in_force" ("现行有效的行政规范性文件", "normative documents in force")
        Bare(&["现行有效", "现行有效规范性文件"]), &[Documents] => Nothing, ["disclosure.normative.in_force"];
    "prose.disclosure" "repealed" ("本年废止的行政规范性文件", "normative documents repealed this year")
        Bare(&["废止", "本年废止", "本年度废止"]), &[Documents] => Nothing, ["disclosure.normative.repealed"];
    "prose.disclosure" "regulations" ("本年制发的规章", "rules of government issued this year")
        Made(MADE, "规章"), &[] => Nothing, ["disclosure.regulations.issued", "disclosure.regulations.made"];
};

const UPHELD: &[&str] = &[
    "维持",
    "结果维持",
    "予以维持",
    "被维持",
    "复议维持",
    "维持原行政行为",
];
const CORRECTED: &[&str] = &["纠正", "结果纠正", "予以纠正", "被纠正", "被纠错", "纠错"];
const OTHER: &[&str] = &["其他结果", "其它结果"];
const PENDING: &[&str] = &["尚未审结", "未审结", "尚未结案", "未结案"];

/// Sentences that say there was none, without a number.
pub(super) static NONE: &[Pattern] = patterns! {
    "prose.requests" "new" ("本年新收总计", "the total received this year")
        Requests(&["未收到", "没有收到", "未接到", "没有接到", "未受理", "没有受理", "未接收", "未收悉", "无", "没有"]), &[] => Nothing,
        ["requests.new.total"];
    "prose.requests" "new" ("本年新收总计", "the total received this year")
        Requests(&["未收到公民", "没有收到公民", "未接到公民", "没有接到公民", "未受理公民"]), &[] => Nothing,
        ["requests.new.total", "requests.new.natural"];
    "prose.remedies" "review" ("行政复议总计", "the total of administrative reviews")
        Ends(&["行政复议", "复议"]), &[] => Nothing, ["remedies.review.total"];
    "prose.remedies" "litigation" ("行政诉讼总计（两组之和）", "the totals of both kinds of lawsuits together")
        Ends(&["行政诉讼", "诉讼"]), &[] => Nothing, ["remedies.direct.total + remedies.after_review.total"];
    "prose.disclosure" "issued" ("本年制发的行政规范性文件", "normative documents issued this year")
        Bare(&["规范性文件未制发", "未制发规范性文件", "未制定规范性文件", "没有制发规范性文件", "没有制定规范性文件", "未出台规范性文件", "规范性文件未制定", "无新制发规范性文件"]), &[] => Documents,
        ["disclosure.normative.issued", "disclosure.normative.made"];
};

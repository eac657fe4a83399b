//! Every rule, declared once.
//!
//! To add one: an entry here, and three small reports under
//! `tests/data/rules/<id>/` in which it holds, fails and is undecided.

use super::{Rule, Severity::Error};
#[cfg(feature = "whole")]
use super::Severity::Warning;

/// Every family of relations that a report is checked against.
pub static RULES: &[Rule] = &[
    Rule {
        id: "requests.row_total",
        formula: "requests.{row}.natural + requests.{row}.business + requests.{row}.research + requests.{row}.nonprofit + requests.{row}.legal + requests.{row}.other = requests.{row}.total",
        severity: Error,
        source: (
            "格式表三的表头：自然人与法人或其他组织五类之和为总计（国办公开办函〔2019〕60号、〔2021〕30号）",
            "The header of table 3: natural persons and the five kinds of legal persons make up the total (forms of 2019 and 2021)",
        ),
        message: (
            "表三“{member}”一行：六类申请人相加与总计不一致",
            "Table 3, row “{member}”: the six kinds of applicants do not add up to the total",
        ),
    },
    Rule {
        id: "requests.result_total",
        formula: "sum({outcome}: requests.{outcome}.{column}) = requests.result_total.{column}",
        severity: Error,
        source: (
            "格式表三“三、本年度办理结果”各项之和为（七）总计；（二）部分公开“只计这一情形，不计其他情形”，各项互不重复（国办公开办函〔2019〕60号、〔2021〕30号）",
            "Item III of table 3: the outcomes make up (7) Total; they exclude each other, as (2) says “count this case only” (forms of 2019 and 2021)",
        ),
        message: (
            "表三“{member}”一列：各项办理结果相加与（七）总计不一致",
            "Table 3, column “{member}”: the outcomes do not add up to (7) Total",
        ),
    },
    Rule {
        id: "requests.balance",
        formula: "requests.new.{column} + requests.carried_in.{column} = requests.result_total.{column} + requests.carried_out.{column}",
        severity: Error,
        source: (
            "格式表三左上角注：“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”（国办公开办函〔2019〕60号、〔2021〕30号）",
            "The note in the corner of table 3: “In each column, items I and II add up to items III and IV” (forms of 2019 and 2021)",
        ),
        message: (
            "表三“{member}”一列：本年新收加上年结转，与（七）总计加结转下年度不一致",
            "Table 3, column “{member}”: received and carried over do not match handled and carried forward",
        ),
    },
    Rule {
        id: "remedies.total",
        formula: "remedies.{row}.upheld + remedies.{row}.corrected + remedies.{row}.other + remedies.{row}.pending = remedies.{row}.total",
        severity: Error,
        source: (
            "格式表四的表头：四种结果之和为总计（国办公开办函〔2019〕60号、〔2021〕30号）",
            "The header of table 4: the four outcomes make up the total (forms of 2019 and 2021)",
        ),
        message: (
            "表四“{member}”：四种结果相加与总计不一致",
            "Table 4, “{member}”: the four outcomes do not add up to the total",
        ),
    },
];

/// Every family of what the whole document is checked against: its sentences,
/// its sections, its sense. No repair is sought for these.
#[cfg(feature = "whole")]
pub static WHOLE: &[Rule] = &[
    Rule {
        id: "prose.requests",
        formula: "requests.new.total = number in a sentence (so for what was carried over, handled, and for each kind of applicant)",
        severity: Warning,
        source: PROSE,
        message: (
            "正文“{quote}”与表三不一致：{member}为{cells}，请核对",
            "The sentence “{quote}” does not match table 3, where {member} is {cells}; please check",
        ),
    },
    Rule {
        id: "prose.outcomes",
        formula: "sum of the outcome's rows, column 总计 = number in a sentence",
        severity: Warning,
        source: PROSE,
        message: (
            "正文“{quote}”与表三不一致：{member}为{cells}，请核对",
            "The sentence “{quote}” does not match table 3, where {member} is {cells}; please check",
        ),
    },
    Rule {
        id: "prose.remedies",
        formula: "remedies.review.total = number in a sentence; remedies.direct.total + remedies.after_review.total = number in a sentence",
        severity: Warning,
        source: PROSE,
        message: (
            "正文“{quote}”与表四不一致：{member}为{cells}，请核对",
            "The sentence “{quote}” does not match table 4, where {member} is {cells}; please check",
        ),
    },
    Rule {
        id: "prose.disclosure",
        formula: "disclosure.normative.issued = number in a sentence (so for what was repealed or is in force)",
        severity: Warning,
        source: PROSE,
        message: (
            "正文“{quote}”与表二不一致：{member}为{cells}，请核对",
            "The sentence “{quote}” does not match table 2, where {member} is {cells}; please check",
        ),
    },
    Rule {
        id: "prose.share",
        formula: "100 × part / whole = percentage in a sentence, up to one unit of its last digit",
        severity: Warning,
        source: PROSE,
        message: (
            "正文“{quote}”与数字不符：{member}占全部申请的{cells}%，请核对",
            "“{quote}” does not follow from the numbers: {member} is {cells}% of all requests; please check",
        ),
    },
];

#[cfg(feature = "whole")]
const PROSE: (&str, &str) = (
    "《政府信息公开条例》第五十条：年度报告应当如实载明收到和处理申请、被申请行政复议和提起行政诉讼等情况，正文与表格说的是同一件事",
    "Article 50 of the Regulations on Open Government Information: the report states requests, reviews and lawsuits; its sentences and its tables speak of the same facts",
);

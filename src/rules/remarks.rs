//! What is told beside the relations, declared as they are.

use super::Rule;
use super::Severity::{Hint, Warning};

const TOTALS: (&str, &str) = (
    "格式各表的总计格应填写（国办公开办函〔2019〕60号、〔2021〕30号）",
    "The totals of the form are to be filled in (forms of 2019 and 2021)",
);
const OWN: (&str, &str) = (
    "年报应反映本年度的情况（政府信息公开条例第四十九条、第五十条）",
    "A report is of its own year (Regulations, articles 49 and 50)",
);
const UNITS: (&str, &str) = (
    "各单位之和只在每单位一份、同一年度、没有遗漏时才有意义",
    "A sum of units means something where each is there once, for the same year, and none is missing",
);

/// Every remark that is no relation of cells.
pub static REMARKS: &[Rule] = &[
    Rule {
        id: "form.blank",
        formula: "总计格已填写 the totals are filled in",
        severity: Warning,
        source: TOTALS,
        message: (
            "有总计格未填写，相关关系无法判断",
            "Totals are not filled in, so their relations cannot be decided",
        ),
    },
    Rule {
        id: "years.copied",
        formula: "表三的数字、正文的段落不全与上年相同 numbers and paragraphs are not all those of last year",
        severity: Warning,
        source: OWN,
        message: (
            "表三全部数字或几乎全部段落与上年年报相同，请核对是否沿用",
            "Every number of table 3, or nearly every paragraph, is that of last year’s report; check whether it was taken over",
        ),
    },
    Rule {
        id: "years.sudden",
        formula: "requests.new.total 与上年相差不到五倍 within five times last year’s",
        severity: Hint,
        source: OWN,
        message: (
            "本年新收与上年相差五倍以上，请核对",
            "Requests received grew or shrank more than fivefold; check",
        ),
    },
    Rule {
        id: "years.not_last_year",
        formula: "last.year + 1 = year",
        severity: Hint,
        source: OWN,
        message: (
            "作为上年年报给出的不是上年的，未作比较",
            "The report given as last year’s is of another year; they were not compared",
        ),
    },
    Rule {
        id: "units.other_year",
        formula: "units.year = year",
        severity: Warning,
        source: UNITS,
        message: (
            "单位年报是另一年度的，仍计入各单位之和",
            "A unit’s report is of another year; it was added up all the same",
        ),
    },
    Rule {
        id: "units.duplicate",
        formula: "每单位一份年报 one report for each unit",
        severity: Warning,
        source: UNITS,
        message: (
            "两份像是同一单位的年报，都计入了各单位之和",
            "Two reports seem to be of one unit; both were added up",
        ),
    },
    Rule {
        id: "units.left_out",
        formula: "表三各格的差额不等于某单位的数 the differences are not the numbers of one unit",
        severity: Warning,
        source: UNITS,
        message: (
            "各格的差额正是一个单位的数：汇总时可能漏了它",
            "The differences are the numbers of one unit: it may have been left out of the sum",
        ),
    },
    Rule {
        id: "units.counted_twice",
        formula: "表三各格的差额不等于某单位的数 the differences are not the numbers of one unit",
        severity: Warning,
        source: UNITS,
        message: (
            "各格的差额正是一个单位的数：汇总时可能计了两次",
            "The differences are the numbers of one unit: it may have been counted twice",
        ),
    },
    Rule {
        id: "units.missing",
        formula: "表三各格的差额不自成一张相符的表 the differences are no table that adds up by itself",
        severity: Warning,
        source: UNITS,
        message: (
            "各格的差额自成一张勾稽相符的表：名单中可能缺少单位",
            "The differences are a table that adds up by itself: a unit may be missing from the list",
        ),
    },
    Rule {
        id: "units.not_compared",
        formula: "每个单位都有这一格 every unit has the cell",
        severity: Warning,
        source: UNITS,
        message: (
            "有单位缺少这些格，未与各单位之和比较",
            "Some unit lacks these cells, so they were not compared with the sum of the units",
        ),
    },
    Rule {
        id: "years.other_agency",
        formula: "last.agency = agency",
        severity: Hint,
        source: OWN,
        message: (
            "作为上年年报给出的像是另一机关的，仍作了比较",
            "The report given as last year’s seems to be another agency’s; they were compared all the same",
        ),
    },
];

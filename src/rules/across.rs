//! Families of relations between several reports, declared as those of one are.

use super::Rule;
use super::Severity::{Error, Hint, Warning};

/// Every family that ties a report to last year's and to those of the units
/// under it. A formula says whose cell it means: `last.`, `units.` (the sum of
/// the units), `largest.` (the largest among them), or nothing for the report
/// itself.
pub static ACROSS: &[Rule] = &[
    Rule {
        id: "years.carried",
        formula: "last.requests.carried_out.{column} = requests.carried_in.{column}",
        severity: Warning,
        source: (
            "格式表三“上年结转”的含义：上年年报的“结转下年度继续办理”（国办公开办函〔2019〕60号、〔2021〕30号）；机构改革、更正上年年报后可以不同",
            "What “carried over from last year” means in table 3: last year’s “carried forward”; it may differ after a reorganisation or a correction of last year’s report",
        ),
        message: (
            "表三“{member}”一列：上年结转与上年年报的结转下年度不一致，请核对，或在年报中说明",
            "Table 3, column “{member}”: what was carried over is not what last year’s report carried forward; check, or explain it in the report",
        ),
    },
    Rule {
        id: "years.in_force",
        formula: "last.disclosure.{row}.in_force + disclosure.{row}.issued = disclosure.{row}.in_force + disclosure.{row}.repealed",
        severity: Hint,
        source: (
            "格式表二各栏的含义：上年现行有效加制发、减废止，为本年现行有效（国办公开办函〔2021〕30号）；到期失效、清理后重新计数、机构改革都会使之不同",
            "What the columns of table 2 mean: in force last year, plus issued, less repealed; expiry, recounting and reorganisation make it differ",
        ),
        message: (
            "表二“{member}”：上年现行有效件数加本年制发、减本年废止，与本年现行有效不同；若有到期失效或清理，请忽略",
            "Table 2, “{member}”: in force last year, plus issued, less repealed, is not what is in force now; ignore this if some expired or were recounted",
        ),
    },
    Rule {
        id: "years.items",
        formula: "last.disclosure.{row}.previous_items + last.disclosure.{row}.change = disclosure.{row}.previous_items",
        severity: Warning,
        source: (
            "2019年格式表二“上一年项目数量”“本年增/减”的含义（国办公开办函〔2019〕60号）",
            "What “items last year” and “change this year” mean in table 2 of the form of 2019",
        ),
        message: (
            "表二“{member}”：上年年报的项目数量加增减，与本年年报的“上一年项目数量”不一致",
            "Table 2, “{member}”: last year’s items and their change do not make this report’s “items last year”",
        ),
    },
    Rule {
        id: "years.pending",
        formula: "remedies.{row}.total >= last.remedies.{row}.pending",
        severity: Hint,
        source: (
            "格式表四的含义：上年尚未审结的，本年或已审结，或仍未审结；有的机关总计只计新案，则可以不同",
            "What table 4 means: what was pending last year is concluded or still pending; where only new cases are counted, it may differ",
        ),
        message: (
            "表四“{member}”：本年总计少于上年年报的尚未审结",
            "Table 4, “{member}”: the total is less than what was pending in last year’s report",
        ),
    },
    Rule {
        id: "units.requests",
        formula: "units.requests.{row}.{column} = requests.{row}.{column}",
        severity: Error,
        source: (
            "政府年报由所属各机关年报汇总而成（政府信息公开条例第四十九条、第五十条）；名单完整时相等",
            "A government’s report sums up those of its agencies (Regulations, articles 49 and 50); equal where the list of units is complete",
        ),
        message: (
            "表三“{member}”：与各单位之和不一致",
            "Table 3, “{member}”: differs from the sum of the units",
        ),
    },
    Rule {
        id: "units.remedies",
        formula: "units.remedies.{row}.{column} = remedies.{row}.{column}",
        severity: Error,
        source: (
            "政府年报由所属各机关年报汇总而成（政府信息公开条例第四十九条、第五十条）；名单完整时相等",
            "A government’s report sums up those of its agencies (Regulations, articles 49 and 50); equal where the list of units is complete",
        ),
        message: (
            "表四“{member}”：与各单位之和不一致",
            "Table 4, “{member}”: differs from the sum of the units",
        ),
    },
    Rule {
        id: "units.decisions",
        formula: "units.disclosure.{row}.decisions = disclosure.{row}.decisions",
        severity: Error,
        source: (
            "政府年报由所属各机关年报汇总而成（政府信息公开条例第四十九条、第五十条）；名单完整时相等",
            "A government’s report sums up those of its agencies (Regulations, articles 49 and 50); equal where the list of units is complete",
        ),
        message: (
            "表二“{member}”：处理决定数量与各单位之和不一致",
            "Table 2, “{member}”: the decisions differ from the sum of the units",
        ),
    },
    Rule {
        id: "units.requests_part",
        formula: "requests.{row}.{column} >= largest.requests.{row}.{column}",
        severity: Warning,
        source: (
            "汇总数不少于其中任一单位的数；仅报本级的年报除外",
            "A sum is no less than any of its parts; a report of the government’s own office alone is another matter",
        ),
        message: (
            "表三“{member}”：少于其中一个单位的数",
            "Table 3, “{member}”: less than one unit’s number",
        ),
    },
    Rule {
        id: "units.remedies_part",
        formula: "remedies.{row}.{column} >= largest.remedies.{row}.{column}",
        severity: Warning,
        source: (
            "汇总数不少于其中任一单位的数；仅报本级的年报除外",
            "A sum is no less than any of its parts; a report of the government’s own office alone is another matter",
        ),
        message: (
            "表四“{member}”：少于其中一个单位的数",
            "Table 4, “{member}”: less than one unit’s number",
        ),
    },
];

//! Every rule, declared once.
//!
//! To add one: an entry here, and three small reports under
//! `tests/data/rules/<id>/` in which it holds, fails and is undecided.

use super::Severity::{Hint, Warning};
use super::{Rule, Severity::Error};

/// Every family of relations that a report is checked against.
pub static RULES: &[Rule] = &[
    Rule {
        id: "requests.row_total",
        formula: "sum({part}: requests.{row}.{part}) = requests.{row}.total",
        severity: Error,
        source: (
            "格式表三的表头：自然人与法人或其他组织五类之和为总计（国办公开办函〔2019〕60号、〔2021〕30号）",
            "The header of table 3: natural persons and the five kinds of legal persons make up the total (forms of 2019 and 2021)",
        ),
        message: (
            "表{table}“{member}”一行：各类申请人相加与总计不一致",
            "Table {table}, row “{member}”: the kinds of applicants do not add up to the total",
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
            "表{table}“{member}”一列：各项办理结果相加与（七）总计不一致",
            "Table {table}, column “{member}”: the outcomes do not add up to (7) Total",
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
            "表{table}“{member}”一列：本年新收加上年结转，与（七）总计加结转下年度不一致",
            "Table {table}, column “{member}”: received and carried over do not match handled and carried forward",
        ),
    },
    Rule {
        id: "remedies.total",
        formula: "sum({part}: remedies.{row}.{part}) = remedies.{row}.total",
        severity: Error,
        source: (
            "格式表四的表头：四种结果之和为总计（国办公开办函〔2019〕60号、〔2021〕30号）",
            "The header of table 4: the four outcomes make up the total (forms of 2019 and 2021)",
        ),
        message: (
            "表{table}“{member}”：四种结果相加与总计不一致",
            "Table {table}, “{member}”: the four outcomes do not add up to the total",
        ),
    },
];

/// Every family of what the whole document is checked against: its sentences,
/// its sections, its sense. Their formulas are for reading only, and no repair is
/// sought for these.
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
    Rule {
        id: "form.section_missing",
        formula: "六个部分俱全 all six sections are there",
        severity: Error,
        source: SECTIONS,
        message: (
            "缺少“{seen}”部分：各部分编号连续，但其中没有这一部分",
            "The section “{seen}” is missing: the sections are numbered without a gap, and it is not among them",
        ),
    },
    Rule {
        id: "form.section_order",
        formula: "六个部分按序编号 the six sections stand in order and are numbered so",
        severity: Warning,
        source: SECTIONS,
        message: (
            "标题“{seen}”的编号或位置与格式的六个部分不符，请核对",
            "The heading “{seen}” is not numbered, or does not stand, as the six sections of the form do; please check",
        ),
    },
    Rule {
        id: "form.superseded",
        formula: "2021年度起用2021年格式 the form of 2021 from the report for 2021 on",
        severity: Error,
        source: FORM_2021,
        message: (
            "这是{year}年度的报告，表格仍为{form}年格式；自{newer}年度起应使用{newer}年格式",
            "This report for {year} still uses the form of {form}; the form of {newer} is in force since the report for {newer}",
        ),
    },
    Rule {
        id: "form.mixed",
        formula: "各表同一格式 all tables on one form",
        severity: Warning,
        source: FORM_2021,
        message: (
            "表二为{two}年格式，表三为{three}年格式，新旧格式混用，请核对",
            "Table 2 follows the form of {two} and table 3 that of {three}; please check",
        ),
    },
    Rule {
        id: "form.period",
        formula: "统计期限起止在同一年 the period covered begins and ends in one year",
        severity: Error,
        source: PERIOD,
        message: (
            "统计期限写作{from}年1月1日至{until}年12月31日，起止不在同一年",
            "The period covered is given as 1 January {from} to 31 December {until}, which is not one year",
        ),
    },
    Rule {
        id: "form.year",
        formula: "文中自称的年度 = 标题的年度 the year named in the text = that of the title",
        severity: Warning,
        source: PERIOD,
        message: (
            "文中称本报告或其数据为{seen}年度，标题为{year}年度，请核对",
            "The text speaks of the report or its numbers as those of {seen}, the title says {year}; please check",
        ),
    },
    Rule {
        id: "form.problems",
        formula: "第五部分有内容 section five says something",
        severity: Warning,
        source: SECTIONS,
        message: (
            "“存在的主要问题及改进情况”部分没有实际内容",
            "The section on problems and improvements says nothing",
        ),
    },
    Rule {
        id: "form.aspects",
        formula: "第一部分写到五个方面 section one speaks of all five aspects",
        severity: Hint,
        source: (
            "格式第一部分：主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障（国办公开办函〔2021〕30号）",
            "Section one of the form: publication, requests, management of information, platforms, supervision (form of 2021)",
        ),
        message: (
            "总体情况部分没有看到{seen}方面的内容，请核对",
            "Section one does not seem to speak of {seen}; please check",
        ),
    },
    Rule {
        id: "form.fees",
        formula: "第六部分报告信息处理费 section six speaks of fees for processing information",
        severity: Hint,
        source: (
            "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）；自2021年度起各地一般在第六部分报告收取情况",
            "Measures on fees for processing information (国办函〔2020〕109号); since the report for 2021 section six usually reports them",
        ),
        message: (
            "全文未提及信息处理费；如本年没有收取，一般在第六部分写明",
            "Fees for processing information are not mentioned; section six usually says so where none were charged",
        ),
    },
    Rule {
        id: "form.mobile",
        formula: "不公开个人手机号码 no mobile number of a person",
        severity: Warning,
        source: PRIVACY,
        message: (
            "文中有手机号码 {seen}：如属个人信息，不应公开",
            "The text contains a mobile number, {seen}: if it is a person’s, it should not be published",
        ),
    },
    Rule {
        id: "form.identity",
        formula: "不公开身份证号码 no citizen identity number",
        severity: Warning,
        source: PRIVACY,
        message: (
            "文中有居民身份证号码 {seen}（校验位相符）：属于个人信息，不应公开",
            "The text contains a citizen identity number, {seen} (its check digit is right): it should not be published",
        ),
    },
    Rule {
        id: "plausible.negative",
        formula: "cell ≥ 0, but for 本年增/减",
        severity: Error,
        source: (
            "格式各表的单元格为件数、数量或金额，不能为负数；只有2019年格式的“本年增/减”可以为负",
            "The cells of the form are counts and amounts, never below nought; only the change of the form of 2019 may be",
        ),
        message: ("单元格为负数：{seen}", "A cell is below nought: {seen}"),
    },
    Rule {
        id: "plausible.in_force",
        formula: "disclosure.{row}.in_force ≥ disclosure.{row}.issued - disclosure.{row}.repealed",
        severity: Warning,
        source: (
            "2021年格式表二各列含义：本年制发且未废止的即为现行有效",
            "The columns of table 2 of 2021: what was issued this year and not repealed is in force",
        ),
        message: (
            "表二：现行有效{valid}件，少于本年制发{issued}件减废止{repealed}件，请核对",
            "Table 2: {valid} in force, fewer than {issued} issued this year less {repealed} repealed; please check",
        ),
    },
    Rule {
        id: "plausible.public_total",
        formula: "disclosure.{row}.public_total ≥ disclosure.{row}.published",
        severity: Warning,
        source: (
            "2019年格式表二各列含义：本年新公开数量包含在对外公开总数量之内",
            "The columns of table 2 of 2019: what was published this year is part of what is public",
        ),
        message: (
            "表二：对外公开总数量{all}少于本年新公开数量{new}，请核对",
            "Table 2: {all} public in all, fewer than the {new} published this year; please check",
        ),
    },
    Rule {
        id: "plausible.items",
        formula: "disclosure.{row}.previous_items + disclosure.{row}.change ≥ 0",
        severity: Warning,
        source: (
            "2019年格式表二各列含义：上一年项目数量加本年增/减为本年项目数量",
            "The columns of table 2 of 2019: last year’s items and the change make this year’s",
        ),
        message: (
            "表二：上一年项目数量{before}，本年增/减{change}，相加为负数，请核对",
            "Table 2: {before} items last year and a change of {change} come to less than nought; please check",
        ),
    },
    Rule {
        id: "plausible.procurement",
        formula: "disclosure.procurement.items > 0 exactly where disclosure.procurement.amount > 0",
        severity: Warning,
        source: (
            "2019年格式表二各列含义：有采购项目才有采购金额",
            "The columns of table 2 of 2019: an amount is paid exactly where something was bought",
        ),
        message: (
            "表二政府集中采购：采购项目数量与采购总金额一个为0、一个不为0，请核对",
            "Table 2, central procurement: of items and amount one is nought and the other is not; please check",
        ),
    },
    Rule {
        id: "plausible.regulations",
        formula: "disclosure.regulations.* = 0 for an agency that makes no 规章",
        severity: Hint,
        source: (
            "《立法法》：规章由国务院部门、省级政府、设区的市和自治州政府制定",
            "Legislation Law: rules of government are made by State Council departments, provinces, and cities with districts",
        ),
        message: (
            "表二“规章”一行不为0：{seen}一般不制定规章，请核对是否误填了行政规范性文件",
            "Table 2 counts rules of government: {seen} does not usually make any; are these normative documents?",
        ),
    },
    Rule {
        id: "plausible.fees",
        formula: "disclosure.fees.amount in 万元",
        severity: Hint,
        source: (
            "2021年格式表二：本年收费金额（单位：万元）",
            "Table 2 of 2021: amount charged this year, in 10,000 yuan",
        ),
        message: (
            "表二行政事业性收费为{seen}万元，数额很大，请核对是否以元为单位填写",
            "Table 2: fees of {seen} × 10,000 yuan are a great deal; was it entered in yuan?",
        ),
    },
];

const SECTIONS: (&str, &str) = (
    "格式的六个部分及其顺序（国办公开办函〔2019〕60号、〔2021〕30号）；《政府信息公开条例》第五十条",
    "The six sections of the form and their order (forms of 2019 and 2021); Article 50 of the Regulations",
);

const FORM_2021: (&str, &str) = (
    "国办公开办函〔2021〕30号：自2021年度起使用新格式",
    "国办公开办函〔2021〕30号: the new form is in force since the report for 2021",
);

const PERIOD: (&str, &str) = (
    "《政府信息公开条例》第四十九、五十条：年度报告报告上一年度的情况",
    "Articles 49 and 50 of the Regulations: the report covers the year before",
);

const PRIVACY: (&str, &str) = (
    "《个人信息保护法》；《政府信息公开条例》第十五条",
    "Personal Information Protection Law; Article 15 of the Regulations",
);

const PROSE: (&str, &str) = (
    "《政府信息公开条例》第五十条：年度报告应当如实载明收到和处理申请、被申请行政复议和提起行政诉讼等情况，正文与表格说的是同一件事",
    "Article 50 of the Regulations on Open Government Information: the report states requests, reviews and lawsuits; its sentences and its tables speak of the same facts",
);

//! Every rule, declared once: what must hold, what is said where it does not, on what authority,
//! and when it is mistaken.
//!
//! To add one: an entry here, and three small reports under `tests/data/rules/<id>/` in which it
//! holds, fails and is undecided. [`Rule`] tells what its fields mean.

use super::Check::{Formula, Statement};
use super::Rule;
use super::Severity::{Error, Hint, Warning};

/// Every rule that a report is held to.
pub static RULES: &[Rule] = &[
    Rule {
        id: "requests.row_total",
        check: Formula("sum({part}: requests.{row}.{part}) = requests.{row}.total"),
        severity: Error,
        source: (
            "格式表三的表头：自然人与法人或其他组织五类之和为总计（国办公开办函〔2019〕60号、〔2021〕30号）",
            "The header of table 3: natural persons and the five kinds of legal persons make up the total (forms of 2019 and 2021)",
        ),
        message: (
            "表{table}“{member}”一行：各类申请人合计{left}，总计填{right}，相差{difference}",
            "Table {table}, row “{member}”: the kinds of applicants add up to {left}, the printed total is {right}, a difference of {difference}",
        ),
        caution: NONE,
        holds: "3 + 1 + 0 + 0 + 0 + 0 = 4",
        fails: "3 + 1 + 0 + 0 + 0 + 0 = 5",
    },
    Rule {
        id: "requests.result_total",
        check: Formula(
            "sum({outcome}: requests.{outcome}.{column}) = requests.result_total.{column}",
        ),
        severity: Error,
        source: (
            "格式表三“三、本年度办理结果”各项之和为（七）总计；（二）部分公开“只计这一情形，不计其他情形”，各项互不重复（国办公开办函〔2019〕60号、〔2021〕30号）",
            "Item III of table 3: the outcomes make up (7) Total; they exclude each other, as (2) says “count this case only” (forms of 2019 and 2021)",
        ),
        message: (
            "表{table}“{member}”一列：各项办理结果合计{left}，（七）总计填{right}，相差{difference}",
            "Table {table}, column “{member}”: the outcomes add up to {left}, (7) Total is {right}, a difference of {difference}",
        ),
        caution: (
            "自行增加了小计行的表会重复相加，这样的行不计入；部分公开按“只计这一情形”，重复计数是真的错误",
            "A table with subtotals of its own would be added up twice, so these rows are left out; counting a partial disclosure twice is a real mistake",
        ),
        holds: "2 + 1 + 4 = 7",
        fails: "2 + 1 + 4 = 6",
    },
    Rule {
        id: "requests.balance",
        check: Formula(
            "requests.new.{column} + requests.carried_in.{column} = requests.result_total.{column} + requests.carried_out.{column}",
        ),
        severity: Error,
        source: (
            "格式表三左上角注：“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”（国办公开办函〔2019〕60号、〔2021〕30号）",
            "The note in the corner of table 3: “In each column, items I and II add up to items III and IV” (forms of 2019 and 2021)",
        ),
        message: (
            "表{table}“{member}”一列：新收＋上年结转＝{left}，（七）总计＋结转下年度＝{right}，应相等，相差{difference}",
            "Table {table}, column “{member}”: received and carried over are {left}, handled and carried forward {right}; they should be equal and differ by {difference}",
        ),
        caution: NONE,
        holds: "9 + 1 = 8 + 2",
        fails: "9 + 1 = 8 + 1",
    },
    Rule {
        id: "remedies.total",
        check: Formula("sum({part}: remedies.{row}.{part}) = remedies.{row}.total"),
        severity: Error,
        source: (
            "格式表四的表头：四种结果之和为总计（国办公开办函〔2019〕60号、〔2021〕30号）",
            "The header of table 4: the four outcomes make up the total (forms of 2019 and 2021)",
        ),
        message: (
            "表{table}“{member}”：四种结果合计{left}，总计填{right}，相差{difference}",
            "Table {table}, “{member}”: the four outcomes add up to {left}, the printed total is {right}, a difference of {difference}",
        ),
        caution: REMEDIES,
        holds: "1 + 0 + 0 + 1 = 2",
        fails: "1 + 0 + 0 + 1 = 3",
    },
    Rule {
        id: "prose.requests",
        check: Statement(
            "requests.new.total = number in a sentence (so for what was carried over, handled, and for each kind of applicant)",
        ),
        severity: Warning,
        source: PROSE,
        message: (
            "正文“{quote}”与表三不一致：{member}为{cells}，请核对",
            "The sentence “{quote}” does not match table 3, where {member} is {cells}; please check",
        ),
        caution: SENTENCES,
        holds: "全年收到政府信息公开申请4件 (4)",
        fails: "全年收到政府信息公开申请4件 (5)",
    },
    Rule {
        id: "prose.outcomes",
        check: Statement("sum of the outcome's rows, column 总计 = number in a sentence"),
        severity: Warning,
        source: PROSE,
        message: (
            "正文“{quote}”与表三不一致：{member}为{cells}，请核对",
            "The sentence “{quote}” does not match table 3, where {member} is {cells}; please check",
        ),
        caution: SENTENCES,
        holds: "予以公开3件 (3)",
        fails: "予以公开3件 (2)",
    },
    Rule {
        id: "prose.remedies",
        check: Statement(
            "remedies.review.total = number in a sentence; remedies.direct.total + remedies.after_review.total = number in a sentence",
        ),
        severity: Warning,
        source: PROSE,
        message: (
            "正文“{quote}”与表四不一致：{member}为{cells}，请核对",
            "The sentence “{quote}” does not match table 4, where {member} is {cells}; please check",
        ),
        caution: (
            "句中须点明因政府信息公开；“结果维持”等各结果的件数不当作总数",
            "The sentence has to say that it is about government information; the number of one outcome is not taken for the total",
        ),
        holds: "因政府信息公开被申请行政复议1件 (1)",
        fails: "因政府信息公开被申请行政复议1件 (2)",
    },
    Rule {
        id: "prose.disclosure",
        check: Statement(
            "disclosure.normative.issued = number in a sentence (so for what was repealed or is in force)",
        ),
        severity: Warning,
        source: PROSE,
        message: (
            "正文“{quote}”与表二不一致：{member}为{cells}，请核对",
            "The sentence “{quote}” does not match table 2, where {member} is {cells}; please check",
        ),
        caution: (
            "“发布”未必是“制发”，只比较“制发”“制定”“废止”“现行有效”",
            "What was published was not always made this year: only what is made, repealed or in force is compared",
        ),
        holds: "制发行政规范性文件2件 (2)",
        fails: "制发行政规范性文件2件 (3)",
    },
    Rule {
        id: "prose.share",
        check: Statement(
            "100 × part / whole = percentage in a sentence, up to one unit of its last digit",
        ),
        severity: Warning,
        source: PROSE,
        message: (
            "正文“{quote}”与数字不符：{member}占全部申请的{cells}%，请核对",
            "“{quote}” does not follow from the numbers: {member} is {cells}% of all requests; please check",
        ),
        caution: (
            "四舍五入和截去尾数都算对，允许末位相差1",
            "Rounding and cutting off are both right: the last digit may differ by one",
        ),
        holds: "占比33.3% (1 / 3)",
        fails: "占比35.3% (1 / 3)",
    },
    Rule {
        id: "form.section_missing",
        check: Statement("六个部分俱全 all six sections are there"),
        severity: Error,
        source: SECTIONS,
        message: (
            "没有看到第{number}部分“{seen}”，其余各部分编号连续，请补上或核对标题",
            "Section {position}, “{seen}”, is not there, though the others are numbered without a gap; add it, or check the headings",
        ),
        caution: HEADINGS,
        holds: "一、二、三、四、五、六",
        fails: "一、二、三、四、五，编号连续，没有行政复议、行政诉讼情况",
    },
    Rule {
        id: "form.section_order",
        check: Statement("六个部分按序编号 the six sections stand in order and are numbered so"),
        severity: Warning,
        source: SECTIONS,
        message: (
            "标题“{seen}”应为第{number}部分，编号或位置与格式不符，请核对",
            "The heading “{seen}” should be section {position}, and is not numbered, or does not stand, as the form has it; check",
        ),
        caution: HEADINGS,
        holds: "一、二、三、四、五、六",
        fails: "一、三、三、四、五、六",
    },
    Rule {
        id: "form.superseded",
        check: Statement("2021年度起用2021年格式 the form of 2021 from the report for 2021 on"),
        severity: Error,
        source: FORM_2021,
        message: (
            "这是{year}年度的报告，表格仍为{form}年格式；自{newer}年度起应使用{newer}年格式",
            "This report for {year} still uses the form of {form}; the form of {newer} is in force since the report for {newer}",
        ),
        caution: (
            "补发往年年报，或标题的年度写错时也会出现",
            "It also appears where an older report is issued late, or the title names another year",
        ),
        holds: "2021年度报告用2021年格式",
        fails: "2023年度报告用2019年格式",
    },
    Rule {
        id: "form.mixed",
        check: Statement("各表同一格式 all tables on one form"),
        severity: Warning,
        source: FORM_2021,
        message: (
            "表二为{two}年格式，表三为{three}年格式，新旧格式混用，请核对",
            "Table 2 follows the form of {two} and table 3 that of {three}; please check",
        ),
        caution: (
            "从两份文件拼贴的文本也会出现",
            "It also appears in a text pasted together from two files",
        ),
        holds: "表二、表三同为2021年格式",
        fails: "表二为2019年格式，表三为2021年格式",
    },
    Rule {
        id: "form.period",
        check: Statement("统计期限起止在同一年 the period covered begins and ends in one year"),
        severity: Error,
        source: PERIOD,
        message: (
            "统计期限写作{from}年1月1日至{until}年12月31日，起止不在同一年",
            "The period covered is given as 1 January {from} to 31 December {until}, which is not one year",
        ),
        caution: (
            "截止日期省略年份时按起始年份理解；当年新设的机关可以从设立之日起",
            "An end without a year is taken to be in the year of the start; an office founded this year may begin then",
        ),
        holds: "自2023年1月1日起至2023年12月31日止",
        fails: "自2023年1月1日起至2022年12月31日止",
    },
    Rule {
        id: "form.year",
        check: Statement(
            "文中自称的年度 = 标题的年度 the year named in the text = that of the title",
        ),
        severity: Warning,
        source: PERIOD,
        message: (
            "文中称本报告或其数据为{seen}年度，标题为{year}年度，请核对",
            "The text speaks of the report or its numbers as those of {seen}, the title says {year}; please check",
        ),
        caution: (
            "与上年比较、上年决算、下年打算都可以写其他年份，不作比较",
            "Comparisons, last year’s accounts and plans name other years rightly, and are not compared",
        ),
        holds: "2023年度报告：2023年，本机关收到",
        fails: "2023年度报告：2022年，本机关收到",
    },
    Rule {
        id: "form.problems",
        check: Statement("第五部分有内容 section five says something"),
        severity: Warning,
        source: SECTIONS,
        message: (
            "“{seen}”部分没有实际内容，请写明问题和改进措施",
            "The section “{seen}” says nothing; state the problems and what is done about them",
        ),
        caution: ("内容在图片中时认不出", "What a picture holds is not seen"),
        holds: "存在的主要问题：解读形式不够丰富",
        fails: "存在的主要问题：无",
    },
    Rule {
        id: "form.aspects",
        check: Statement("第一部分写到五个方面 section one speaks of all five aspects"),
        severity: Hint,
        source: (
            "格式第一部分：主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障（国办公开办函〔2021〕30号）",
            "Section one of the form: publication, requests, management of information, platforms, supervision (form of 2021)",
        ),
        message: (
            "总体情况部分没有看到{seen}方面的内容，请核对",
            "Section one does not seem to speak of {seen}; please check",
        ),
        caution: (
            "只看用词：换一种说法就认不出；内容很短，或大多数方面都没有写到时不提示",
            "Only by the words in use: another wording is not seen; nothing is said where the section is short or speaks of few aspects",
        ),
        holds: "主动公开、依申请公开、政府信息管理、平台建设、监督保障",
        fails: "主动公开、依申请公开、政府信息管理、监督保障",
    },
    Rule {
        id: "form.fees",
        check: Statement(
            "第六部分报告信息处理费 section six speaks of fees for processing information",
        ),
        severity: Hint,
        source: (
            "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）；自2021年度起各地一般在第六部分报告收取情况",
            "Measures on fees for processing information (国办函〔2020〕109号); since the report for 2021 section six usually reports them",
        ),
        message: (
            "全文未提及信息处理费；如本年没有收取，一般在第六部分写明",
            "Fees for processing information are not mentioned; section six usually says so where none were charged",
        ),
        caution: (
            "只是提醒：2021年起各地要求写明，但也有不写的",
            "A reminder only: usual since 2021, though not everywhere",
        ),
        holds: "本年未收取信息处理费",
        fails: "没有其他需要报告的事项",
    },
    Rule {
        id: "form.mobile",
        check: Statement("不公开个人手机号码 no mobile number of a person"),
        severity: Warning,
        source: PRIVACY,
        message: (
            "文中有手机号码 {seen}：如属个人信息，不应公开",
            "The text contains a mobile number, {seen}: if it is a person’s, it should not be published",
        ),
        caution: (
            "办公用的手机号码也会提示，请判断是否应公开",
            "An office’s own mobile number is reported as well; judge whether it should be public",
        ),
        holds: "联系电话：0571-00000000",
        fails: "联系电话：130开头的11位号码",
    },
    Rule {
        id: "form.identity",
        check: Statement("不公开身份证号码 no citizen identity number"),
        severity: Warning,
        source: PRIVACY,
        message: (
            "文中有居民身份证号码 {seen}（校验位相符）：属于个人信息，不应公开",
            "The text contains a citizen identity number, {seen} (its check digit is right): it should not be published",
        ),
        caution: (
            "校验码正确的18位号码才提示，但也可能是别的编号",
            "Only numbers with a right check digit are reported, but some may be of another kind",
        ),
        holds: "没有身份证号码",
        fails: "18位且校验码正确的号码",
    },
    Rule {
        id: "plausible.negative",
        check: Formula("{cell} >= 0"),
        severity: Error,
        source: (
            "格式各表的格为件数、数量或金额，不能为负数；只有2019年格式的“本年增/减”可以为负",
            "The cells of the form are counts and amounts, never below zero; only the change of the form of 2019 may be",
        ),
        message: (
            "表{table}“{member}”填{seen}，不应为负数，请核对",
            "Table {table}, “{member}” is {seen}, which should not be below zero; check",
        ),
        caution: NONE,
        holds: "0 ≥ 0",
        fails: "-1 ≥ 0",
    },
    Rule {
        id: "plausible.in_force",
        check: Formula(
            "disclosure.{row}.issued - disclosure.{row}.repealed <= disclosure.{row}.in_force",
        ),
        severity: Warning,
        source: (
            "2021年格式表二各列含义：本年制发且未废止的即为现行有效",
            "The columns of table 2 of 2021: what was issued this year and not repealed is in force",
        ),
        message: (
            "表{table}“{member}”：现行有效填{in_force}，少于本年制发{issued}减废止{repealed}，请核对",
            "Table {table}, “{member}”: {in_force} in force, fewer than {issued} issued this year less {repealed} repealed; check",
        ),
        caution: (
            "当年制发、当年到期失效的文件不在废止之内，可以少于",
            "Documents made and expired in one year are not among the repealed, so it may be less",
        ),
        holds: "3 - 1 ≤ 5",
        fails: "3 - 1 ≤ 1",
    },
    Rule {
        id: "plausible.public_total",
        check: Formula("disclosure.{row}.published <= disclosure.{row}.public_total"),
        severity: Warning,
        source: (
            "2019年格式表二各列含义：本年新公开数量包含在对外公开总数量之内",
            "The columns of table 2 of 2019: what was published this year is part of what is public",
        ),
        message: (
            "表{table}“{member}”：对外公开总数量填{public_total}，少于本年新公开数量{published}，请核对",
            "Table {table}, “{member}”: {public_total} public in all, fewer than the {published} published this year; check",
        ),
        caution: (
            "把“对外公开总数量”理解为本年数时会少于，仍与格式的含义不符",
            "Where the total is taken to be this year’s it may be less, which is not what the form means",
        ),
        holds: "2 ≤ 9",
        fails: "2 ≤ 1",
    },
    Rule {
        id: "plausible.items",
        check: Formula(
            "disclosure.{row}.previous_items + disclosure.{row}.change >= 0 where disclosure.{row}.previous_items >= 0",
        ),
        severity: Warning,
        source: (
            "2019年格式表二各列含义：上一年项目数量加本年增/减为本年项目数量",
            "The columns of table 2 of 2019: last year’s items and the change make this year’s",
        ),
        message: (
            "表{table}“{member}”：上一年项目数量{previous_items}，本年增/减{change}，合计{left}，不应为负数，请核对",
            "Table {table}, “{member}”: {previous_items} items last year and a change of {change} come to {left}, which should not be below zero; check",
        ),
        caution: (
            "增减的符号用文字写出时列为无法判断",
            "Where the sign is written in words it is undecided",
        ),
        holds: "20 + -5 ≥ 0",
        fails: "3 + -5 ≥ 0",
    },
    Rule {
        id: "plausible.procurement",
        check: Statement(
            "disclosure.procurement.items > 0 exactly where disclosure.procurement.amount > 0",
        ),
        severity: Warning,
        source: (
            "2019年格式表二各列含义：有采购项目才有采购金额",
            "The columns of table 2 of 2019: an amount is paid exactly where something was bought",
        ),
        message: (
            "表二政府集中采购：采购项目数量与采购总金额一个为0、一个不为0，请核对",
            "Table 2, central procurement: of items and amount one is zero and the other is not; please check",
        ),
        caution: (
            "金额四舍五入为0时可以只有项目数",
            "A small amount may be rounded to 0",
        ),
        holds: "2项，30.5万元",
        fails: "0项，30.5万元",
    },
    Rule {
        id: "plausible.regulations",
        check: Statement("disclosure.regulations.* = 0 for an agency that makes no 规章"),
        severity: Hint,
        source: (
            "《立法法》：规章由国务院部门、省级政府、设区的市和自治州政府制定",
            "Legislation Law: rules of government are made by State Council departments, provinces, and cities with districts",
        ),
        message: (
            "表二“规章”一行不为0：{seen}一般不制定规章，请核对是否误填了行政规范性文件",
            "Table 2 counts rules of government: {seen} does not usually make any; are these normative documents?",
        ),
        caution: (
            "设区的市的政府及其办公厅（室）代政府填报时可以不为0",
            "The office of a government that makes rules may report for it",
        ),
        holds: "县教育局：规章 0",
        fails: "县教育局：规章 3",
    },
    Rule {
        id: "plausible.fees",
        check: Statement("disclosure.fees.amount in 万元"),
        severity: Hint,
        source: (
            "2021年格式表二：本年收费金额（单位：万元）",
            "Table 2 of 2021: amount charged this year, in 10,000 yuan",
        ),
        message: (
            "表二行政事业性收费为{seen}万元，数额很大，请核对是否以元为单位填写",
            "Table 2: fees of {seen} × 10,000 yuan are a great deal; was it entered in yuan?",
        ),
        caution: (
            "大城市和收费多的部门确有很大的数额",
            "Large cities and agencies with many fees do have such sums",
        ),
        holds: "12.5万元",
        fails: "31644100万元",
    },
    Rule {
        id: "years.carried",
        check: Formula("last.requests.carried_out.{column} = requests.carried_in.{column}"),
        severity: Warning,
        source: (
            "格式表三“上年结转”的含义：上年年报的“结转下年度继续办理”（国办公开办函〔2019〕60号、〔2021〕30号）；机构改革、更正上年年报后可以不同",
            "What “carried over from last year” means in table 3: last year’s “carried forward”; it may differ after a reorganisation or a correction of last year’s report",
        ),
        message: (
            "表三本年“上年结转”与上年年报“结转下年度继续办理”不一致：[“{member}”本年填{right}，上年年报为{left}]；请核对，或在年报中说明",
            "Table 3: what was carried over is not what last year’s report carried forward: [“{member}” is {right}, {left} in last year’s report]; check, or explain it in the report",
        ),
        caution: COVERAGE,
        holds: "2 = 2",
        fails: "2 = 0",
    },
    Rule {
        id: "years.in_force",
        check: Formula(
            "last.disclosure.{row}.in_force + disclosure.{row}.issued = disclosure.{row}.in_force + disclosure.{row}.repealed",
        ),
        severity: Hint,
        source: (
            "格式表二各栏的含义：上年现行有效加制发、减废止，为本年现行有效（国办公开办函〔2021〕30号）；到期失效、清理后重新计数、机构改革都会使之不同",
            "What the columns of table 2 mean: in force last year, plus issued, less repealed; expiry, recounting and reorganisation make it differ",
        ),
        message: (
            "表二现行有效件数与上年年报不衔接：[“{member}”上年现行有效{last.in_force}＋本年制发{issued}＝{left}，本年现行有效{in_force}＋废止{repealed}＝{right}，应相等]；有到期失效或清理的不必改",
            "Table 2 does not follow from last year’s report: [“{member}”: {last.in_force} in force last year and {issued} issued are {left}, {in_force} in force and {repealed} repealed are {right}; they should be equal]; nothing need change where some expired or were recounted",
        ),
        caution: (
            "到期失效、清理后重新计数、修改计入制发时不相等，约一半的年报如此",
            "Expiry, recounting, and amendments that count as made make it differ, in about half of all reports",
        ),
        holds: "20 + 3 = 22 + 1",
        fails: "20 + 3 = 18 + 1",
    },
    Rule {
        id: "years.items",
        check: Formula(
            "last.disclosure.{row}.previous_items + last.disclosure.{row}.change = disclosure.{row}.previous_items",
        ),
        severity: Warning,
        source: (
            "2019年格式表二“上一年项目数量”“本年增/减”的含义（国办公开办函〔2019〕60号）",
            "What “items last year” and “change this year” mean in table 2 of the form of 2019",
        ),
        message: (
            "表二“上一年项目数量”与上年年报不一致：[“{member}”填{right}，上年年报的项目数量{last.previous_items}与增减{last.change}合计{left}]；请核对",
            "Table 2: “items last year” does not follow from last year’s report: [“{member}” is {right}, but last year’s {last.previous_items} items and a change of {last.change} make {left}]; check",
        ),
        caution: COVERAGE,
        holds: "100 + 5 = 105",
        fails: "100 + 5 = 100",
    },
    Rule {
        id: "years.pending",
        check: Formula("remedies.{row}.total >= last.remedies.{row}.pending"),
        severity: Hint,
        source: (
            "格式表四的含义：上年尚未审结的，本年或已审结，或仍未审结；有的机关总计只计新案，则可以不同",
            "What table 4 means: what was pending last year is concluded or still pending; where only new cases are counted, it may differ",
        ),
        message: (
            "表四本年总计少于上年年报的尚未审结：[“{member}”填{left}，上年尚未审结{right}]；请核对",
            "Table 4: the total is less than what was pending in last year’s report: [“{member}” is {left}, and {right} were pending]; check",
        ),
        caution: (
            "总计只计本年新案，或案件撤回时可以少于",
            "Where only new cases count, or cases were withdrawn, it may be less",
        ),
        holds: "2 ≥ 1",
        fails: "0 ≥ 1",
    },
    Rule {
        id: "units.requests",
        check: Formula("units.requests.{row}.{column} = requests.{row}.{column}"),
        severity: Error,
        source: SUM,
        message: NOT_THE_SUM,
        caution: UNITS,
        holds: "5 = 5",
        fails: "5 = 6",
    },
    Rule {
        id: "units.remedies",
        check: Formula("units.remedies.{row}.{column} = remedies.{row}.{column}"),
        severity: Error,
        source: SUM,
        message: NOT_THE_SUM,
        caution: UNITS,
        holds: "1 = 1",
        fails: "1 = 0",
    },
    Rule {
        id: "units.decisions",
        check: Formula("units.disclosure.{row}.decisions = disclosure.{row}.decisions"),
        severity: Error,
        source: SUM,
        message: NOT_THE_SUM,
        caution: UNITS,
        holds: "700 = 700",
        fails: "700 = 650",
    },
    Rule {
        id: "units.requests_part",
        check: Formula("requests.{row}.{column} >= largest.requests.{row}.{column}"),
        severity: Warning,
        source: SUM_OF_PARTS,
        message: (
            "表三的汇总数少于其中一个单位的数：[“{member}”填{left}，少于“{unit}”的{right}]，请核对",
            "Table 3 has less than one of its units: [“{member}” is {left}, less than {right} of “{unit}”]; check",
        ),
        caution: PART,
        holds: "6 ≥ 5",
        fails: "4 ≥ 5",
    },
    Rule {
        id: "units.remedies_part",
        check: Formula("remedies.{row}.{column} >= largest.remedies.{row}.{column}"),
        severity: Warning,
        source: SUM_OF_PARTS,
        message: (
            "表四的汇总数少于其中一个单位的数：[“{member}”填{left}，少于“{unit}”的{right}]，请核对",
            "Table 4 has less than one of its units: [“{member}” is {left}, less than {right} of “{unit}”]; check",
        ),
        caution: PART,
        holds: "1 ≥ 1",
        fails: "0 ≥ 1",
    },
    Rule {
        id: "form.blank",
        check: Statement("总计格已填写 the totals are filled in"),
        severity: Warning,
        source: TOTALS,
        message: (
            "表{table}的总计未填{n}格，有关核对做不了；另有{parts}格空白，按0核对",
            "Table {table}: {n:total is|totals are} not filled in, so their relations cannot be decided; {parts:other blank cell counts|other blank cells count} as 0",
        ),
        caution: NONE,
        holds: "总计 4",
        fails: "总计空着",
    },
    Rule {
        id: "years.copied",
        check: Statement(
            "表三的数字、正文的段落不全与上年相同 numbers and paragraphs are not all those of last year",
        ),
        severity: Warning,
        source: OWN,
        message: (
            "{seen}与上年年报相同，请核对是否沿用了上年",
            "{seen} of last year’s report; check whether they were carried over",
        ),
        caution: (
            "申请很少的单位，两年的数字可以碰巧相同；表三全为0时只比较段落",
            "With few requests two years may agree by chance; of a table of zeros only the paragraphs are compared",
        ),
        holds: "正文7段，与上年相同的2段",
        fails: "正文7段，除数字外与上年相同的7段",
    },
    Rule {
        id: "years.sudden",
        check: Statement("requests.new.total 与上年相差不到五倍 within five times last year’s"),
        severity: Hint,
        source: OWN,
        message: (
            "本年新收{now}件，上年{before}件，相差五倍以上，请核对",
            "{now:request was|requests were} received, {before} last year: more than fivefold; check",
        ),
        caution: (
            "只是提醒：专项事件会使申请猛增，两年都少于20件的不比较",
            "A reminder only: one affair may bring many requests; years with fewer than 20 are not compared",
        ),
        holds: "上年40件，本年60件",
        fails: "上年40件，本年400件",
    },
    Rule {
        id: "years.not_last_year",
        check: Statement("last.year + 1 = year"),
        severity: Hint,
        source: OWN,
        message: (
            "选作上年年报的是{before}年度，本年报是{year}年度，不相邻，没有对照",
            "The report given as last year’s is of {before}, this one of {year}; they were not compared",
        ),
        caution: (
            "标题的年度写错时也会出现",
            "It also appears where a title names the wrong year",
        ),
        holds: "2022年与2023年",
        fails: "2020年与2023年",
    },
    Rule {
        id: "units.other_year",
        check: Statement("units.year = year"),
        severity: Warning,
        source: ONE_EACH,
        message: (
            "单位年报“{unit}”为{before}年度，本年报为{year}年度，仍计入各单位之和",
            "The unit’s report “{unit}” is of {before}, this report of {year}; it was added up all the same",
        ),
        caution: UNITS,
        holds: "都是2023年",
        fails: "一份是2022年",
    },
    Rule {
        id: "units.duplicate",
        check: Statement("每单位一份年报 one report for each unit"),
        severity: Warning,
        source: ONE_EACH,
        message: (
            "第{first}份“{unit}”与第{second}份“{other}”像是同一单位的年报，两份都计入了各单位之和",
            "Number {first} “{unit}” and number {second} “{other}” look like one unit’s report; both were added up",
        ),
        caution: (
            "两个单位同名，或数字碰巧全同时也会出现",
            "It also appears for two units of one name, or whose numbers agree by chance",
        ),
        holds: "每单位一份",
        fails: "同一单位两份",
    },
    Rule {
        id: "units.left_out",
        check: Statement(
            "表三各格的差额不等于某单位的数 the differences are not the numbers of one unit",
        ),
        severity: Warning,
        source: ONE_EACH,
        message: (
            "表{table}与各单位之和的差额，正是“{unit}”的全部数字：本年报可能漏计了这个单位，或名单中多了它",
            "Table {table} differs from the sum of the units by exactly the numbers of “{unit}”: it may have been left out here, or does not belong to the list",
        ),
        caution: UNITS,
        holds: "差额与各单位都不同",
        fails: "差额正是一个单位的全部数字",
    },
    Rule {
        id: "units.counted_twice",
        check: Statement(
            "表三各格的差额不等于某单位的数 the differences are not the numbers of one unit",
        ),
        severity: Warning,
        source: ONE_EACH,
        message: (
            "表{table}与各单位之和的差额，正是“{unit}”的全部数字：本年报可能把这个单位计了两次",
            "Table {table} differs from the sum of the units by exactly the numbers of “{unit}”: it may have been counted twice here",
        ),
        caution: UNITS,
        holds: "差额与各单位都不同",
        fails: "差额正是一个单位的全部数字",
    },
    Rule {
        id: "units.missing",
        check: Statement(
            "表三各格的差额不自成一张相符的表 the differences are no table that adds up by itself",
        ),
        severity: Warning,
        source: ONE_EACH,
        message: (
            "表{table}与各单位之和的各格差额，本身各项相符，名单中可能少了一个单位",
            "What table {table} has above the sum of the units is a table that adds up by itself: a unit may be missing from the list",
        ),
        caution: UNITS,
        holds: "差额不成表",
        fails: "差额自成一张相符的表",
    },
    Rule {
        id: "units.not_compared",
        check: Statement("每个单位都有这一格 every unit has the cell"),
        severity: Warning,
        source: ONE_EACH,
        message: (
            "表{table}有{n}格未与各单位之和对照：{units}缺少这些格，或没有读准",
            "Table {table}: {n:cell was|cells were} not compared with the sum of the units, missing or not read for certain in {units}",
        ),
        caution: (
            "没有已知的误报；单位用的是另一年的格式时，也会缺少一些格",
            "None is known; a unit on the form of another year lacks some cells, too",
        ),
        holds: "各单位都有这一格",
        fails: "一个单位的表三是图片",
    },
    Rule {
        id: "years.other_agency",
        check: Statement("last.agency = agency"),
        severity: Hint,
        source: OWN,
        message: (
            "选作上年年报的是“{other}”的，本年报是“{own}”的，仍作了对照，请核对文件",
            "The report given as last year’s is that of “{other}”, this one of “{own}”; they were compared all the same: check the files",
        ),
        caution: (
            "机关更名、合并后也会出现",
            "It also appears where an agency was renamed or merged",
        ),
        holds: "都是县教育局的",
        fails: "县教育局与县公安局",
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
    "《政府信息公开条例》第四十九条：年度报告报告上一年度的情况",
    "Article 49 of the Regulations: the report covers the year before",
);

const PRIVACY: (&str, &str) = (
    "《个人信息保护法》；《政府信息公开条例》第十五条",
    "Personal Information Protection Law; Article 15 of the Regulations",
);

const PROSE: (&str, &str) = (
    "《政府信息公开条例》第五十条：年度报告应当包括收到和处理申请、被申请行政复议和提起行政诉讼等情况，正文与表格说的是同一件事",
    "Article 50 of the Regulations on Open Government Information: the report states requests, reviews and lawsuits; its sentences and its tables speak of the same facts",
);

const TOTALS: (&str, &str) = (
    "格式各表的总计格应填写（国办公开办函〔2019〕60号、〔2021〕30号）",
    "The totals of the form are to be filled in (forms of 2019 and 2021)",
);

const OWN: (&str, &str) = (
    "年报应反映本年度的情况（《政府信息公开条例》第四十九条）",
    "A report is of its own year (Article 49 of the Regulations)",
);

const SUM: (&str, &str) = (
    "政府年报汇总所属各单位的数字（各地布置年报工作的通知和通行做法）；名单完整时相等",
    "A government’s report sums up those of its units (notices and usual practice); equal where the list of units is complete",
);
const NOT_THE_SUM: (&str, &str) = (
    "表{table}有{n}格与各单位之和不一致，请核对",
    "Table {table}: {n:cell differs|cells differ} from the sum of the units; check",
);
const SUM_OF_PARTS: (&str, &str) = (
    "汇总数不少于其中任一单位的数；仅报本级的年报除外",
    "A sum is no less than any of its parts; a report of the government’s own office alone is another matter",
);
const ONE_EACH: (&str, &str) = (
    "各单位之和只在每单位一份、同一年度、没有遗漏时才有意义",
    "A sum of units means something where each is there once, for the same year, and none is missing",
);

const NONE: (&str, &str) = (
    "没有已知的误报；表格读不准时列为无法判断",
    "None is known; where the table is hard to read, it is undecided",
);

const REMEDIES: (&str, &str) = (
    "没有已知的误报；空格按0计并说明，总计空着时列为无法判断",
    "None is known; blanks count as 0 and are reported, and without a total it is undecided",
);

const SENTENCES: (&str, &str) = (
    "只在用词没有歧义时比较；“受理”可含上年结转，两种算法有一种相等即不提示。句子讲的若是上年、下属单位或热线、建议提案，请忽略",
    "Compared only where the words leave no doubt; 受理 may include what was carried over, and either sum will do. Ignore it where the sentence speaks of another year, of units below, of a hotline or of proposals",
);

const HEADINGS: (&str, &str) = (
    "标题作为图片，或没有单独成行时可能认不出；多出“信息处理费收取情况”一节不算错",
    "A heading that is a picture or does not stand on its own line may be missed; an extra section on fees is no mistake",
);

const COVERAGE: (&str, &str) = (
    "机构改革、更正上年年报、汇总范围变化都会使两年不同，应在年报中说明",
    "Reorganisation, a correction of last year’s report or another coverage make the years differ; the report should say so",
);

const UNITS: (&str, &str) = (
    "名单不全、仅报本级、移送件两处都计、垂直管理机关不在内时都会有差额；声明名单完整后才作为错误",
    "It differs where the list is incomplete, the report is of one office alone, transferred requests count twice, or organs under central control are left out; an error only where the list is declared complete",
);

const PART: (&str, &str) = (
    "仅报本级的年报可以少于所属单位",
    "The report of one office alone may be less than that of a unit",
);

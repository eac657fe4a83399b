//! What a reader should know of each family of rules before trusting it: when
//! it is mistaken, and what it looks like where it holds and where it fails.

/// A family of rules, explained.
#[derive(Clone, Copy, Debug)]
pub struct Guide {
    /// Which family.
    pub id: &'static str,
    /// When a report that breaks it is right all the same, Chinese and English.
    pub caution: (&'static str, &'static str),
    /// Numbers or words that keep it.
    pub holds: &'static str,
    /// Numbers or words that break it.
    pub fails: &'static str,
}

const NONE: (&str, &str) = (
    "没有已知的误报；表格读不准时列为无法判断",
    "None is known; where the table is hard to read, it is undecided",
);
const REMEDIES: (&str, &str) = (
    "没有已知的误报；空格按0计并说明，总计空着时列为无法判断",
    "None is known; blanks count as 0 and are told of, and without a total it is undecided",
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

/// Every family, in the order of the catalogue.
pub static GUIDES: &[Guide] = &[
    guide(
        "requests.row_total",
        NONE,
        "3 + 1 + 0 + 0 + 0 + 0 = 4",
        "3 + 1 + 0 + 0 + 0 + 0 = 5",
    ),
    guide(
        "requests.result_total",
        (
            "自行增加了小计行的表会重复相加，这样的行不计入；部分公开按“只计这一情形”，重复计数是真的错误",
            "A table with subtotals of its own would be added up twice, so these rows are left out; counting a partial disclosure twice is a real mistake",
        ),
        "2 + 1 + 4 = 7",
        "2 + 1 + 4 = 6",
    ),
    guide("requests.balance", NONE, "9 + 1 = 8 + 2", "9 + 1 = 8 + 1"),
    guide(
        "remedies.total",
        REMEDIES,
        "1 + 0 + 0 + 1 = 2",
        "1 + 0 + 0 + 1 = 3",
    ),
    guide(
        "prose.requests",
        SENTENCES,
        "全年收到政府信息公开申请4件 (4)",
        "全年收到政府信息公开申请4件 (5)",
    ),
    guide(
        "prose.outcomes",
        SENTENCES,
        "予以公开3件 (3)",
        "予以公开3件 (2)",
    ),
    guide(
        "prose.remedies",
        (
            "句中须点明因政府信息公开；“结果维持”等各结果的件数不当作总数",
            "The sentence has to say that it is about government information; the number of one outcome is not taken for the total",
        ),
        "因政府信息公开被申请行政复议1件 (1)",
        "因政府信息公开被申请行政复议1件 (2)",
    ),
    guide(
        "prose.disclosure",
        (
            "“发布”未必是“制发”，只比较“制发”“制定”“废止”“现行有效”",
            "What was published was not always made this year: only what is made, repealed or in force is compared",
        ),
        "制发行政规范性文件2件 (2)",
        "制发行政规范性文件2件 (3)",
    ),
    guide(
        "prose.share",
        (
            "四舍五入和截去尾数都算对，允许末位相差1",
            "Rounding and cutting off are both right: the last digit may differ by one",
        ),
        "占比33.3% (1 / 3)",
        "占比35.3% (1 / 3)",
    ),
    guide(
        "form.section_missing",
        HEADINGS,
        "一、二、三、四、五、六",
        "一、二、三、四、五，编号连续，没有行政复议、行政诉讼情况",
    ),
    guide(
        "form.section_order",
        HEADINGS,
        "一、二、三、四、五、六",
        "一、三、三、四、五、六",
    ),
    guide(
        "form.superseded",
        (
            "补发往年年报，或标题的年度写错时也会出现",
            "It also appears where an older report is issued late, or the title names another year",
        ),
        "2021年度报告用2021年格式",
        "2023年度报告用2019年格式",
    ),
    guide(
        "form.mixed",
        (
            "从两份文件拼贴的文本也会出现",
            "It also appears in a text pasted together from two files",
        ),
        "表二、表三同为2021年格式",
        "表二为2019年格式，表三为2021年格式",
    ),
    guide(
        "form.period",
        (
            "截止日期省略年份时按起始年份理解；当年新设的机关可以从设立之日起",
            "An end without a year is taken to be in the year of the start; an office founded this year may begin then",
        ),
        "自2023年1月1日起至2023年12月31日止",
        "自2023年1月1日起至2022年12月31日止",
    ),
    guide(
        "form.year",
        (
            "与上年比较、上年决算、下年打算都可以写其他年份，不作比较",
            "Comparisons, last year’s accounts and plans name other years rightly, and are not compared",
        ),
        "2023年度报告：2023年，本机关收到",
        "2023年度报告：2022年，本机关收到",
    ),
    guide(
        "form.problems",
        ("内容在图片中时认不出", "What a picture holds is not seen"),
        "存在的主要问题：解读形式不够丰富",
        "存在的主要问题：无",
    ),
    guide(
        "form.aspects",
        (
            "只看用词：换一种说法就认不出；内容很短，或大多数方面都没有写到时不提示",
            "Only by the words in use: another wording is not seen; nothing is said where the section is short or speaks of few aspects",
        ),
        "主动公开、依申请公开、政府信息管理、平台建设、监督保障",
        "主动公开、依申请公开、政府信息管理、监督保障",
    ),
    guide(
        "form.fees",
        (
            "只是提醒：2021年起各地要求写明，但也有不写的",
            "A reminder only: usual since 2021, though not everywhere",
        ),
        "本年未收取信息处理费",
        "没有其他需要报告的事项",
    ),
    guide(
        "form.mobile",
        (
            "办公用的手机号码也会提示，请判断是否应公开",
            "An office’s own mobile number is told of as well; judge whether it should be public",
        ),
        "联系电话：0571-00000000",
        "联系电话：130开头的11位号码",
    ),
    guide(
        "form.identity",
        (
            "校验码正确的18位号码才提示，但也可能是别的编号",
            "Only numbers with a right check digit are told of, but some may be of another kind",
        ),
        "没有身份证号码",
        "18位且校验码正确的号码",
    ),
    guide("plausible.negative", NONE, "0 ≥ 0", "-1 ≥ 0"),
    guide(
        "plausible.in_force",
        (
            "当年制发、当年到期失效的文件不在废止之内，可以少于",
            "Documents made and expired in one year are not among the repealed, so it may be less",
        ),
        "5 ≥ 3 - 1",
        "1 ≥ 3 - 1",
    ),
    guide(
        "plausible.public_total",
        (
            "把“对外公开总数量”理解为本年数时会少于，仍与格式的含义不符",
            "Where the total is taken to be this year’s it may be less, which is not what the form means",
        ),
        "9 ≥ 2",
        "1 ≥ 2",
    ),
    guide(
        "plausible.items",
        (
            "增减的符号用文字写出时列为无法判断",
            "Where the sign is written in words it is undecided",
        ),
        "20 + -5 ≥ 0",
        "3 + -5 ≥ 0",
    ),
    guide(
        "plausible.procurement",
        (
            "金额四舍五入为0时可以只有项目数",
            "A small amount may be rounded to 0",
        ),
        "2项，30.5万元",
        "0项，30.5万元",
    ),
    guide(
        "plausible.regulations",
        (
            "设区的市的政府及其办公厅（室）代政府填报时可以不为0",
            "The office of a government that makes rules may report for it",
        ),
        "县教育局：规章 0",
        "县教育局：规章 3",
    ),
    guide(
        "plausible.fees",
        (
            "大城市和收费多的部门确有很大的数额",
            "Large cities and agencies with many fees do have such sums",
        ),
        "12.5万元",
        "31644100万元",
    ),
    guide("years.carried", COVERAGE, "2 = 2", "2 = 0"),
    guide(
        "years.in_force",
        (
            "到期失效、清理后重新计数、修改计入制发时不相等，约一半的年报如此",
            "Expiry, recounting, and amendments that count as made make it differ, in about half of all reports",
        ),
        "20 + 3 = 22 + 1",
        "20 + 3 = 18 + 1",
    ),
    guide("years.items", COVERAGE, "100 + 5 = 105", "100 + 5 = 100"),
    guide(
        "years.pending",
        (
            "总计只计本年新案，或案件撤回时可以少于",
            "Where only new cases count, or cases were withdrawn, it may be less",
        ),
        "2 ≥ 1",
        "0 ≥ 1",
    ),
    guide("units.requests", UNITS, "5 = 5", "5 = 6"),
    guide("units.remedies", UNITS, "1 = 1", "1 = 0"),
    guide("units.decisions", UNITS, "700 = 700", "700 = 650"),
    guide("units.requests_part", PART, "6 ≥ 5", "4 ≥ 5"),
    guide("units.remedies_part", PART, "1 ≥ 1", "0 ≥ 1"),
    guide("form.blank", NONE, "总计 4", "总计空着"),
    guide(
        "years.copied",
        (
            "申请很少的单位，两年的数字可以碰巧相同；表三全为0时只比较段落",
            "With few requests two years may agree by chance; of a table of noughts only the paragraphs are compared",
        ),
        "正文7段，与上年相同的2段",
        "正文7段，除数字外与上年相同的7段",
    ),
    guide(
        "years.sudden",
        (
            "只是提醒：专项事件会使申请猛增，两年都少于20件的不比较",
            "A reminder only: one affair may bring many requests; years with fewer than 20 are not compared",
        ),
        "上年40件，本年60件",
        "上年40件，本年400件",
    ),
    guide(
        "years.not_last_year",
        (
            "标题的年度写错时也会出现",
            "It also appears where a title names the wrong year",
        ),
        "2022年与2023年",
        "2020年与2023年",
    ),
    guide("units.other_year", UNITS, "都是2023年", "一份是2022年"),
    guide(
        "units.duplicate",
        (
            "两个单位同名，或数字碰巧全同时也会出现",
            "It also appears for two units of one name, or whose numbers agree by chance",
        ),
        "每单位一份",
        "同一单位两份",
    ),
    guide(
        "units.left_out",
        UNITS,
        "差额与各单位都不同",
        "差额正是一个单位的全部数字",
    ),
    guide(
        "units.counted_twice",
        UNITS,
        "差额与各单位都不同",
        "差额正是一个单位的全部数字",
    ),
    guide("units.missing", UNITS, "差额不成表", "差额自成一张相符的表"),
    guide(
        "units.not_compared",
        (
            "没有已知的误报；单位用的是另一年的格式时，也会缺少一些格",
            "None is known; a unit on the form of another year lacks some cells, too",
        ),
        "各单位都有这一格",
        "一个单位的表三是图片",
    ),
    guide(
        "years.other_agency",
        (
            "机关更名、合并后也会出现",
            "It also appears where an agency was renamed or merged",
        ),
        "都是县教育局的",
        "县教育局与县公安局",
    ),
];

const fn guide(
    id: &'static str,
    caution: (&'static str, &'static str),
    holds: &'static str,
    fails: &'static str,
) -> Guide {
    Guide {
        id,
        caution,
        holds,
        fails,
    }
}

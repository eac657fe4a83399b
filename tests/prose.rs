//! What sentences claim, wording by wording; and what must claim nothing.

#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use gouji::cells::Document;
use gouji::report::fields::Table;
use gouji::report::{Report, claims};
use gouji::view::View;
use support::compare::checked_text;
use support::figures::Figures;
use support::generate::{Dice, consistent, consistent_on, draws};
use support::write::{self, Shape};

/// The claims of a paragraph in the report of an agency on 2023, as `member=number@share`.
fn claims_of(agency: &str, text: &str) -> String {
    let mut report = Report::default();
    (report.agency, report.year) = (Some(agency.to_owned()), Some(2023));
    let document = Document {
        text: text.to_owned(),
        ..Document::default()
    };
    let told = |c: &claims::Claim| {
        let share = c
            .share
            .as_ref()
            .map_or_else(String::new, |s| format!("@{}%", s.percent));
        format!("{}={}{share}", c.pattern.member, c.stated)
    };
    let found: Vec<String> = claims::read(&document, &report).iter().map(told).collect();
    found.join(" ")
}

#[track_caller]
fn check_claims<'a>(cases: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) {
    let wrong = cases.into_iter().filter_map(|(agency, text, expected)| {
        let found = claims_of(agency, text);
        (found != expected).then(|| format!("{text}\n  found    {found}\n  expected {expected}\n"))
    });
    let wrong: String = wrong.collect();
    assert!(wrong.is_empty(), "\n{wrong}");
}

const OFFICE: &str = "澄州市生态环境局";
const PLACE: &str = "澄州市人民政府";

/// Wordings of requests received, handled and carried over; by the number they have in the
/// collection of patterns. Where the words leave a doubt there is no claim, and a note says why.
const REQUESTS: &[(u8, &str, &str, &str)] = &[
    (
        1,
        OFFICE,
        "2023年全年我局共收到政府信息公开申请17件。",
        "new=17",
    ),
    (
        2,
        PLACE,
        "全区共收到政府信息公开申请48件，共办结45件，结转至2024年3件。",
        "new=48 handled=45 carried_out=3",
    ),
    (
        3,
        PLACE,
        "（二）依申请公开。本年度全区共收到48件申请，及时规范办结45件，3件结转下年度继续办理。",
        "new=48 handled=45 carried_out=3",
    ),
    (
        4,
        PLACE,
        "2023年全区各级行政机关共受理政府信息公开申请112件。",
        "new=112",
    ),
    (
        5,
        OFFICE,
        "共受理政务信息公开的申请6条，均按期作出答复。",
        "new=6",
    ),
    (
        6,
        OFFICE,
        "全年受理信息公开申请4件。所有申请均在法定期限内依法办结。",
        "new=4",
    ),
    (
        7,
        OFFICE,
        "全年受理向我局提出的信息公开申请5件，办复率100%。",
        "new=5",
    ),
    (8, OFFICE, "2023年共收到依申请公开9件。", "new=9"),
    (9, OFFICE, "2023年共受理依申请公开 7 件。", "new=7"),
    (10, OFFICE, "本年度收到依申请公开事项2项。", "new=2"),
    (
        11,
        OFFICE,
        "接到群众提交的政府信息公开申请1条，因属信访举报投诉类，故不予处理。",
        "new=1",
    ),
    (
        12,
        PLACE,
        "收到群众通过邮寄、网络提交的各类政府信息公开申请共计31件。",
        "new=31",
    ),
    // One channel alone may be a part of the requests.
    (
        13,
        OFFICE,
        "收到政府网站上政府信息公开申请件8件，办结依申请8件。",
        "handled=8",
    ),
    (
        14,
        OFFICE,
        "收到政府信息依申请公开办理事项3件，已在规定时间内办结。",
        "new=3",
    ),
    (
        15,
        OFFICE,
        "本年度共受理政府信息公开申请2件，都在法定期限内予以答复。",
        "new=2",
    ),
    (
        16,
        PLACE,
        "收到政府信息公开申请20件，涉及自然人17件、商业企业3件。",
        "new=20 natural=17 business=3",
    ),
    (17, OFFICE, "全年办理政府信息公开申请12件。", "done=12"),
    (17, OFFICE, "办理依申请公开12件。", "done=12"),
    (
        18,
        OFFICE,
        "2023年，未收到公民提出的公开政府信息申请。",
        "new=0",
    ),
    (18, OFFICE, "我局未收到政府信息公开申请件。", "new=0"),
    (19, OFFICE, "未收到依申请公开事宜。", "new=0"),
    (20, OFFICE, "暂未接到群众对依申请公开信息申请。", "new=0"),
    (
        21,
        OFFICE,
        "今年以来，我局未收到相关政府信息公开申请。",
        "new=0",
    ),
    // Only legal persons.
    (
        22,
        OFFICE,
        "未收到法人或者其他组织对依申请公开政府信息的申请。",
        "",
    ),
    (
        23,
        OFFICE,
        "全年未接到信息公开申请；未收到行政许可申请。",
        "new=0",
    ),
    (
        24,
        OFFICE,
        "收到依申请公开0件，公开0件，不予公开0件，因政府信息公开引起行政复议0件，行政诉讼0件。",
        "new=0 granted=0 denied=0 review=0 litigation=0",
    ),
    (
        25,
        OFFICE,
        "答复政府信息公开申请53件，包括上年结转信息公开申请3件。",
        "handled=53 carried_in=3",
    ),
    (
        26,
        OFFICE,
        "结转上年度政府信息公开申请2件。",
        "carried_in=2",
    ),
    (
        27,
        OFFICE,
        "收到政府信息公开申请9件，其中2件结转下年度继续办理。",
        "new=9 carried_out=2",
    ),
    // No number: the one request is only implied.
    (27, OFFICE, "因未收到补正，结转下年度办理。", ""),
    (28, PLACE, "收到政府信息公开申请75件。", "new=75"),
    (29, OFFICE, "依法办结政府信息公开申请14件。", "handled=14"),
    (
        30,
        PLACE,
        "办结依申请公开81件，其中予以公开22件。",
        "handled=81 granted=22",
    ),
    (
        31,
        PLACE,
        "共完成政府信息依申请公开答复53件。",
        "handled=53",
    ),
    // Rates and 均已 give no number of their own.
    (
        32,
        OFFICE,
        "收到政府信息公开申请5件，均已答复及办结，按时办结率100%。",
        "new=5",
    ),
];

const OUTCOMES: &[(u8, &str, &str, &str)] = &[
    (
        33,
        PLACE,
        "办结依申请公开81件，其中：予以公开及部分公开42件，占51.85%；不予公开3件；无法提供29件；不予处理4件；其他处理3件。",
        "handled=81 open=42@51.85% denied=3 unavailable=29 declined=4 other=3",
    ),
    (
        34,
        PLACE,
        "答复政府信息公开申请1453件，其中予以公开答复702件，占48.3%；部分公开99，不予公开12件；无法提供的500件；不予处理的40件；其他处理100件。",
        "handled=1453 granted=702@48.3% partial=99 denied=12 unavailable=500 declined=40 other=100",
    ),
    (
        35,
        OFFICE,
        "收到政府信息公开申请9件，其中同意公开6件，占比66.7%；无法提供2件；区分处理后公开1件。",
        "new=9 granted=6@66.7% unavailable=2 partial=1",
    ),
    (
        36,
        OFFICE,
        "收到政府信息公开申请9件，同意公开答复数6件，区分处理后公开数1件，无法提供数2件。",
        "new=9 granted=6 partial=1 unavailable=2",
    ),
    (
        37,
        OFFICE,
        "收到政府信息公开申请9件，公开答复6件，无法提供3件。",
        "new=9 granted=6 unavailable=3",
    ),
    // The number mixes (3) and (4): the pattern allows for both.
    (
        38,
        OFFICE,
        "收到政府信息公开申请3件，予以公开1件，不予公开2件，分别属于本机关不掌握相关政府信息及行政执法案卷。",
        "new=3 granted=1 denied=2",
    ),
    (
        39,
        OFFICE,
        "区分可以公开和不予公开部分内容后，作出答复。",
        "",
    ),
    (40, OFFICE, "因申请人无正当理由逾期不补正，不再处理。", ""),
    (41, OFFICE, "对2件申请作出补正告知。", ""),
    (
        42,
        PLACE,
        "上半年，收到政府信息公开申请30件，其中同意公开或部分公开共14件，公开率为46.7%。",
        "",
    ),
];

const REMEDIES: &[(u8, &str, &str, &str)] = &[
    (
        43,
        PLACE,
        "因政府信息公开引起的行政复议案件12件、行政诉讼案件7件。",
        "review=12 litigation=7",
    ),
    (
        44,
        PLACE,
        "办理因政府信息公开申请引发的行政复议15起，行政诉讼9起。",
        "review=15 litigation=9",
    ),
    (
        45,
        PLACE,
        "政府信息公开方面，共有行政诉讼案件3件、行政复议案件6件，均已结案。",
        "litigation=3 review=6",
    ),
    (
        46,
        OFFICE,
        "政府信息公开行政复议1条，未发生行政诉讼情况。",
        "review=1 litigation=0",
    ),
    (
        47,
        OFFICE,
        "办理政府信息公开行政复议1件，当事人后续主动撤诉，未出现被纠错的情况，行政诉讼0件。",
        "review=1 litigation=0",
    ),
    (
        48,
        "澄州市公安局",
        "没有因政府信息公开针对市公安局申请行政复议或行政诉讼的事项。",
        "review=0 litigation=0",
    ),
    (
        49,
        OFFICE,
        "全年未发生因政府信息公开工作被申请行政复议或提起行政诉讼的情况。",
        "review=0 litigation=0",
    ),
    // Cases put on record need not be those of the table.
    (
        50,
        PLACE,
        "全市备案政府信息依申请公开领域行政复议案件134件，行政诉讼案件57件。",
        "",
    ),
    (
        51,
        PLACE,
        "上半年发生涉及政府信息公开的行政诉讼案件4件，被纠错1件。",
        "",
    ),
];

const DISCLOSURE: &[(u8, &str, &str, &str)] = &[
    (
        52,
        PLACE,
        "动态更新本年度制发的行政规范性文件88件。",
        "issued=88",
    ),
    (
        53,
        PLACE,
        "集中公开现行有效行政规范性文件698件。",
        "in_force=698",
    ),
    // A clean-up publishes what it chooses to.
    (53, PLACE, "清理并集中发布现行有效行政规范性文件393件。", ""),
    (
        54,
        OFFICE,
        "行政规范性文件本年度未制发，现行有效件数4件。",
        "issued=0 in_force=4",
    ),
    (55, OFFICE, "我局共制定规范性文件5件，已备案。", "issued=5"),
    (
        56,
        PLACE,
        "主动公开规章13件（含新制定2件，修改3件，废止1件）、行政规范性文件24件。",
        "",
    ),
    (57, OFFICE, "政策、规范性文件类信息19条。", ""),
    (58, OFFICE, "本年收费金额与上年持平。", ""),
];

const FEES: &[(u8, &str, &str, &str)] = &[
    (59, PLACE, "全年收取信息处理费2950元。", ""),
    (
        60,
        PLACE,
        "25件申请案件收取信息处理费2950元，其中，甲单位1件收取420元；乙单位24件收取2530元。",
        "",
    ),
    (61, OFFICE, "本机关无收取信息处理费情况。", ""),
    (62, OFFICE, "通知收取件数0 通知收取金额0 实际收取金额0", ""),
];

/// What looks alike and must claim nothing.
const DECOYS: &[(u8, &str, &str, &str)] = &[
    (
        63,
        OFFICE,
        "2023年主动公开政府信息532条，其中机构职能类8条、规划计划类6条。",
        "",
    ),
    (
        64,
        OFFICE,
        "制作、获取政府信息总数812条，其中主动公开700条，依申请公开信息数12条，不予公开信息数100条。",
        "",
    ),
    (
        65,
        OFFICE,
        "截至目前累计主动公开政府信息9120条，其中2023年度532条；历年共受理政府信息公开申请61件。",
        "",
    ),
    (
        66,
        OFFICE,
        "全文电子化率达98%，比上年升3%，较上年同期上升2%。",
        "",
    ),
    (
        67,
        OFFICE,
        "收到政府信息公开申请17件，其中网络申请9件，信函申请5件，当面申请3件。",
        "new=17",
    ),
    (
        68,
        OFFICE,
        "申请内容中，政策法规信息2件、机构设置信息3件、小区备案信息1件。",
        "",
    ),
    (
        69,
        OFFICE,
        "12345平台受理诉求1024件，办理率100%，满意率99.2%。",
        "",
    ),
    (
        70,
        OFFICE,
        "受理信访12件、来信8件、来电30件、来访5件、网络投诉11件；群众留言6条，信箱咨询3条。",
        "",
    ),
    (
        71,
        OFFICE,
        "热线电话1200通，网络诉求45件，现场解决30件，跟进解决15件。",
        "",
    ),
    (72, OFFICE, "公开举报电话，受理群众反映问题15个。", ""),
    (
        73,
        OFFICE,
        "受理公安业务4210件，办结率100%，年办件量4000多件，审批事项36项。",
        "",
    ),
    (
        74,
        OFFICE,
        "开展调查问卷3次、意见征集2次；召开新闻发布会1场；发布政策解读18篇。",
        "",
    ),
    (
        75,
        OFFICE,
        "公众号推送文章1142余篇，阅读139.7万人，关注9,948人。",
        "",
    ),
    (76, OFFICE, "送交两馆公文21条。", ""),
    (77, OFFICE, "参加问政节目4期，曝光12个问题。", ""),
    (78, OFFICE, "人大建议、政协提案22件，全部办结22件。", ""),
    (
        79,
        OFFICE,
        "全市共收到政府信息公开申请310件，各职能部门、镇街共收到政府信息公开申请120件。",
        "",
    ),
    (
        80,
        OFFICE,
        "上半年收到政府信息公开申请4件，第三季度收到政府信息公开申请3件，2022年收到政府信息公开申请11件；依据〔2021〕30号，电话0512-61234567，邮编215000，7号楼14层。",
        "",
    ),
    (
        81,
        OFFICE,
        "公开行政处罚案件信息36条、行政执法公示120条。",
        "",
    ),
];

#[test]
fn every_wording_claims_what_it_says() {
    let all = [REQUESTS, OUTCOMES, REMEDIES, DISCLOSURE, FEES, DECOYS].concat();
    check_claims(
        all.iter()
            .map(|(_, agency, text, expected)| (*agency, *text, *expected)),
    );
    let mut numbers: Vec<u8> = all.iter().map(|(number, ..)| *number).collect();
    numbers.dedup();
    assert_eq!(numbers, (1..=81).collect::<Vec<_>>());
}

#[test]
fn doubtful_sentences_claim_nothing() {
    let doubtful = [
        "我局共收到约15件政府信息公开申请。",
        "共收到政府信息公开申请15余件。",
        "共收到政府信息公开申请1 5件。",
        "截至12月31日，共收到政府信息公开申请15件。",
        "12月，收到政府信息公开申请2件。",
        "较上年增加政府信息公开申请3件。",
        "2022年，收到政府信息公开申请3件，办结3件。",
        "市住建局收到政府信息公开申请3件。",
        "其中市住建局收到政府信息公开申请3件。",
        "收到并办结政府信息公开申请3件。",
        "收到法人提出的政府信息公开申请3件。",
        "收到不予公开的政府信息公开申请3件。",
        "收到政府信息公开申请补正3件。",
        "全年未发生行政复议被纠正的情况。",
        "未发生政府信息公开行政复议败诉情况。",
        "办理行政复议案件35件，行政诉讼12件。",
        "未收到不服政府信息公开申请答复的投诉。",
        "新增政府信息公开行政复议2件，行政诉讼1件。",
        "因政府信息公开出庭应诉2件，行政诉讼1件。",
        "转发规范性文件12件。",
        "以市政府名义制定规范性文件2件。",
        "以市政府名义印发并公开的行政规范性文件17件。",
        "加强政府信息公开监督保障。全年办理行政复议案件35件、行政诉讼案件12件。",
        "做好政府信息公开工作，未发生因行政处罚被申请行政复议的情况。",
        "县长信箱收到信件183条，答复183条。",
        "12345政务服务热线共收到19357件。",
        "受理依申请信息56条。",
        "对规范性文件12件进行合法性审查。",
    ];
    check_claims(doubtful.map(|text| (OFFICE, text, "")));
    // Of a government its own office may be meant.
    let parts = "市政府收到政府信息公开申请22件，部门收到政府信息公开申请288件。";
    check_claims([(PLACE, parts, "")]);
    // Requests passed on are answered by others.
    let moved = "收到政府信息公开申请8件，其中转交2件，答复6件。";
    check_claims([(OFFICE, moved, "new=8")]);
}

/// What stands beside requests in the paragraph of a small agency, and parts of them.
#[test]
fn other_things_and_parts_claim_nothing() {
    let received = "收到政府信息公开申请8件，均依法办理；";
    let beside = [
        "收到局长信箱来件32件，回复32件。",
        "承办人大代表议案5件，答复5件。",
        "审查文件120件，公开80件，不予公开40件。",
        "办理来访工单30件，办结30件。",
        "接待群众来访30人次，答复30件。",
        "办理网民提问12件，答复12件。",
        "上门调处邻里矛盾14件，办结14件。",
    ];
    for sentence in beside {
        check_claims([(OFFICE, format!("{received}{sentence}").as_str(), "new=8")]);
    }
    let parts = [
        "收到涉及征地补偿的政府信息公开申请3件，涉及水利工程的政府信息公开申请5件。",
        "收到市政府办公室转来的政府信息公开申请2件。",
        "收到同一申请人提出的要求公开会议纪要的政府信息公开申请2件。",
        "年底收到的政府信息公开申请1件尚在办理期限内。",
        "疫情期间收到政府信息公开申请2件。",
        "办结上年结转政府信息公开申请1件。",
        "提前办结政府信息公开申请3件。",
        "对政府信息公开申请做到收到一件、登记一件、办结一件。",
        "政府信息公开行政复议案件2件，其中上年结转2件。",
        "上年结转的政府信息公开行政复议案件1件。",
        "未发生因政府信息公开不及时、不准确引发的行政复议、行政诉讼。",
        "除上述案件外，未发生其他政府信息公开行政复议、行政诉讼。",
        "妥善化解政府信息公开行政复议2件。",
        "推动出台规范性文件5件，建议废止规范性文件3件。",
        "开展各类文件清理145件，废止14件。",
        "未收到群众提交的书面政府信息公开申请。",
        "一、本年新收政府信息公开申请数量576件",
    ];
    let told: Vec<String> = parts.map(|text| claims_of(OFFICE, text)).to_vec();
    let expected: Vec<&str> = parts
        .iter()
        .map(|text| {
            if text.contains("案件2件") {
                "review=2"
            } else {
                ""
            }
        })
        .collect();
    assert_eq!(told, expected);
    let cases = [
        (
            OFFICE,
            "收到政府信息公开申请9件，应答复9件，实际答复8件。",
            "new=9",
        ),
        (
            OFFICE,
            "收到政府信息公开申请8件，按期答复6件，经批准延期答复2件。",
            "new=8",
        ),
        (
            PLACE,
            "市政府作为行政复议机关，受理政府信息公开行政复议申请12件。",
            "",
        ),
    ];
    check_claims(cases);
}

/// Wordings in which a number is surely what the table has.
#[test]
fn wordings_of_other_years_ends_lists_and_groups() {
    let cases = [
        (
            OFFICE,
            "依申请公开方面，上一年度结转7件，收到政府信息公开申请9件，办结10件，其余6件结转下一年度继续办理。",
            "carried_in=7 new=9 handled=10 carried_out=6",
        ),
        (
            OFFICE,
            "收到政府信息公开申请9件，上一年度结转7件，办结10件。",
            "new=9 carried_in=7 handled=10",
        ),
        (OFFICE, "一年来，共收到政府信息公开申请9件。", "new=9"),
        (
            OFFICE,
            "因政府信息公开引起的行政诉讼9件，其中未经复议直接起诉5件，复议后起诉4件。",
            "litigation=9 direct=5 after_review=4",
        ),
        (
            OFFICE,
            "截至2023年底，现行有效行政规范性文件99件。",
            "in_force=99",
        ),
        (
            OFFICE,
            "截至2023年12月31日，现行有效行政规范性文件99件。",
            "in_force=99",
        ),
        (OFFICE, "截至2022年底，现行有效行政规范性文件99件。", ""),
        (OFFICE, "截至2023年底，收到政府信息公开申请9件。", ""),
        (
            OFFICE,
            "办结政府信息公开申请9件。一是予以公开5件；二是部分公开4件。",
            "handled=9 granted=5 partial=4",
        ),
        (
            OFFICE,
            "办结政府信息公开申请9件，“予以公开”9件。",
            "handled=9 granted=9",
        ),
        (
            OFFICE,
            "办结政府信息公开申请9件，其中：1.予以公开5件；2.部分公开4件。",
            "handled=9 granted=5 partial=4",
        ),
    ];
    check_claims(cases);
}

/// Wordings of published reports, with figures of our own.
/// What became of a part of the requests, or of somebody else's, is not what became of all; that
/// of parts that come to the whole is.
#[test]
fn results_of_a_part_are_not_those_of_the_whole() {
    let whole = "2023年，我局共收到政府信息公开申请74件，办结77件";
    let cases = [
        (
            "其中自然人申请61件，予以公开26件，部分公开8件；商业企业申请9件，予以公开5件",
            "",
        ),
        (
            "其中自然人61件，法人或其他组织16件，予以公开31件",
            "granted=31",
        ),
        ("其中网上申请40件，予以公开20件，不予公开3件", ""),
        ("其中网上申请40件，信函申请37件，予以公开31件", "granted=31"),
        ("对上年结转的6件，予以公开4件", ""),
        ("针对招生类申请，予以公开18件", ""),
        ("针对各类申请，予以公开31件", "granted=31"),
        ("15日内办结60件，20日内办结17件", ""),
        ("合并答复10件。作出其他答复37件", ""),
        (
            "予以公开40件（含部分公开9件），不予处理11件（含其他处理6件）",
            "partial=9 other=6",
        ),
        ("应公开事项120项，已公开120项", ""),
        ("对拟公开信息审查1500条，不予公开5条", ""),
        ("政务公开考核扣分事项5项，整改办结5项", ""),
        ("第一中学收到申请5件，办结5件", ""),
        ("县招生办收到申请5件，予以公开3件，结转下年度1件", ""),
        ("模拟办理申请10件", ""),
        ("对5件复杂疑难申请进行会商，答复政府信息公开申请5件", ""),
        ("政府信息公开行政复议收案8件，上年结转1件", ""),
    ];
    for (text, rest) in cases {
        let text = format!("{whole}。{text}。");
        let expected = format!("new=74 handled=77 {rest}");
        check_claims([(OFFICE, text.as_str(), expected.trim_end())]);
    }
    check_claims([
        (
            PLACE,
            "全市共收到政府信息公开申请74件，办结77件。市公安局收到政府信息公开申请15件，办结14件，予以公开3件。",
            "new=74 handled=77",
        ),
        (
            PLACE,
            "市政府作为复议机关办理政府信息公开行政复议案件30件，维持20件。",
            "",
        ),
        (PLACE, "市司法局办理政府信息公开行政复议案件30件。", ""),
        (
            OFFICE,
            "办理行政复议案件23件，其中信息公开类8件；办理行政诉讼案件27件，其中信息公开类7件。",
            "",
        ),
        (
            OFFICE,
            "信息公开类行政复议案件占全部行政复议案件23件的34.8%。",
            "",
        ),
        (OFFICE, "本年度无政府信息公开申请。", "new=0"),
        (OFFICE, "我局2023年没有政府信息公开申请。", "new=0"),
        (OFFICE, "如无政府信息公开申请，则不作统计。", ""),
        (OFFICE, "2023年政府信息公开申请总量84件。", "new=84"),
    ]);
}

#[test]
fn sentences_go_on_in_the_next() {
    let cases = [
        (
            OFFICE,
            "全年累计受理政府信息公开申请9件，与上年持平，其中部分公开2件，不予公开1件，予以公开6件，占总数的66.7%。",
            "new=9 partial=2 denied=1 granted=6@66.7%",
        ),
        (
            OFFICE,
            "全年共收到依申请公开14件（其中信件申请10件，网络申请4件），已办结12件，2件结转下年办理。因政府信息公开引起的行政复议案件9件，已审结。行政诉讼案件3件，目前案件正在审理中。",
            "new=14 handled=12 carried_out=2 review=9 litigation=3",
        ),
        (
            PLACE,
            "2023年共办理公众以市人民政府为主体的政府信息公开申请19件，均依法办结。2023年度发生因政府信息公开引发的行政复议3件，未发生因政府信息公开引发的行政诉讼案件。",
            "done=19 review=3 litigation=0",
        ),
        (
            PLACE,
            "我市收到政府信息依申请公开9件，上年结转1件，其中网络申请数5件，信函申请数5件，已按程序按时办理，发生因此引起的行政复议1件。",
            "new=9 carried_in=1",
        ),
        (
            PLACE,
            "上半年，全市各行政机关共受理政府信息公开申请267件，答复263件，申请量比上年同期上升1.52%。其中同意公开或部分公开共81件，公开率为30.80%。",
            "",
        ),
        (
            OFFICE,
            "共收到政府信息公开申请6件，办结6件。未发生行政复议、行政诉讼。",
            "new=6 handled=6 review=0 litigation=0",
        ),
        (
            OFFICE,
            "（二）依申请公开。2023年，共收到政府信息公开\n申请12件，均按照规定的时限和程序及时办\n结12件。",
            "new=12 handled=12",
        ),
    ];
    check_claims(cases);
}

#[test]
fn numbers_are_read_as_they_are_written() {
    let numbers = [
        ("收到政府信息公开申请１２件。", "new=12"),
        ("收到政府信息公开申请1,234件。", "new=1234"),
        ("收到政府信息公开申请十二件。", "new=12"),
        ("收到政府信息公开申请一百零五件。", "new=105"),
        ("收到政府信息公开申请零件。", "new=0"),
        ("收到政府信息公开申请 两 宗。", "new=2"),
        ("二〇二三年，收到政府信息公开申请3件。", "new=3"),
        ("收到政府信息公开申请3件次。", ""),
    ];
    check_claims(numbers.map(|(text, expected)| (OFFICE, text, expected)));
}

// ---- whole reports -------------------------------------------------------

/// Sentences with the names of numbers in them; two or three make a paragraph.
const SENTENCES: &[&str] = &[
    "{year}年，{agency}共收到政府信息公开申请{new}件，上年结转{in}件，办结{handled}件，结转下年度继续办理{out}件。",
    "全年受理信息公开申请{new}件，其中自然人{natural}件，法人或其他组织{bodies}件。",
    "本年度收到依申请公开事项{new}项，涉及自然人{natural}件、商业企业{business}件、科研机构{research}件、社会公益组织{nonprofit}件、法律服务机构{legal}件。",
    "办结政府信息公开申请{handled}件，其中：予以公开{granted}件；部分公开{partial}件；不予公开{denied}件；无法提供{unavailable}件；不予处理{declined}件；其他处理{other}件。",
    "答复政府信息公开申请{handled}件，予以公开及部分公开{open}件，不予公开的{denied}件，无法提供的{unavailable}件，不予处理的{declined}件，其他处理{other}件。",
    "收到政府信息公开申请{new}宗，包括上年结转信息公开申请{in}件在内，均依法办理，{out}件结转下年度继续办理。",
    "{year}年共收到依申请公开 {new} 件，同意公开答复数{granted}件，区分处理后公开数{partial}件，无法提供数{unavailable}件。",
    "因政府信息公开引起的行政复议案件{review}件、行政诉讼案件{litigation}件。",
    "办理因政府信息公开申请引发的行政复议{review}起，其中维持{upheld}起，纠正{corrected}起，其他结果{result}起，尚未审结{pending}起。",
    "因政府信息公开提起行政诉讼{litigation}件。",
    "本年度制发行政规范性文件{issued}件。",
];

/// What the table knows each of them as.
fn number(figures: &Figures, name: &str) -> i64 {
    let cell = |row: &str| figures.number(&format!("requests.{row}.total"));
    let group = |start: &str| {
        let rows = &figures
            .form(Table::Requests)
            .table(Table::Requests)
            .sections[0]
            .rows;
        rows.iter()
            .filter(|r| r.id.starts_with(start))
            .map(|r| cell(r.id))
            .sum()
    };
    let new = |column: &str| figures.number(&format!("requests.new.{column}"));
    let review = |column: &str| figures.number(&format!("remedies.review.{column}"));
    match name {
        "year" => figures.year.into(),
        "new" => cell("new"),
        "in" => cell("carried_in"),
        "out" => cell("carried_out"),
        "handled" => cell("result_total"),
        "granted" | "partial" => cell(name),
        "open" => cell("granted") + cell("partial"),
        "denied" | "unavailable" | "declined" | "other" => group(name),
        "natural" | "business" | "research" | "nonprofit" | "legal" => new(name),
        "bodies" => ["business", "research", "nonprofit", "legal", "other"]
            .map(new)
            .iter()
            .sum(),
        "review" => review("total"),
        "litigation" => ["direct", "after_review"]
            .map(|b| figures.number(&format!("remedies.{b}.total")))
            .iter()
            .sum(),
        "upheld" | "corrected" | "pending" => review(name),
        "result" => review("other"),
        "issued" => {
            let columns =
                ["issued", "made"].map(|c| figures.number(&format!("disclosure.normative.{c}")));
            columns.iter().sum()
        }
        other => panic!("{other}"),
    }
}

/// A paragraph of right sentences, or with one number of one sentence changed.
fn paragraph(figures: &Figures, dice: &mut Dice, spoil: bool) -> String {
    let mut sentences: Vec<&str> = (0..1 + dice.below(3))
        .map(|_| *dice.pick(SENTENCES))
        .collect();
    sentences.dedup();
    let spoilt = dice.below(sentences.len());
    let mut text = String::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let parts: Vec<&str> = sentence.split(['{', '}']).collect();
        let numbers: Vec<usize> = (1..parts.len())
            .step_by(2)
            .filter(|i| !["year", "agency"].contains(&parts[*i]))
            .collect();
        let changed = (spoil && at == spoilt).then(|| *dice.pick(&numbers));
        for (i, part) in parts.iter().enumerate() {
            match *part {
                "agency" => text += &figures.agency,
                part if i % 2 == 0 => text += part,
                name => {
                    let right = number(figures, name);
                    let wrong = right + 1 + dice.below(if right > 9 { 9 } else { 2 }) as i64;
                    text += &(if changed == Some(i) { wrong } else { right }).to_string();
                }
            }
        }
    }
    text
}

/// A report with the paragraph under its first heading.
fn report_with(figures: &Figures, shape: Shape, dice: &mut Dice, paragraph: &str) -> String {
    let plain = write::write(figures, shape, dice);
    if plain.starts_with("<!DOCTYPE") {
        plain.replacen(
            "一、总体情况</p>",
            &format!("一、总体情况</p><p>{paragraph}</p>"),
            1,
        )
    } else {
        plain.replacen("一、总体情况", &format!("一、总体情况\n{paragraph}\n"), 1)
    }
}

fn told(text: &str) -> Vec<String> {
    let view = checked_text("", text);
    let prose = view
        .findings
        .iter()
        .filter(|f| f.rule.starts_with("prose."));
    prose
        .map(|f| format!("{} {} {}", f.instance, f.outcome, f.message))
        .collect()
}

const SHAPES: [Shape; 6] = [
    Shape::Html,
    Shape::TabLines,
    Shape::TabRows,
    Shape::PipeRows,
    Shape::Lines,
    Shape::OneLine,
];

#[test]
fn right_sentences_are_left_alone() {
    for seed in 0..draws(300, 2000) {
        let mut dice = Dice::new(seed);
        let figures = consistent(&mut dice);
        let paragraph = paragraph(&figures, &mut dice, false);
        let shape = *dice.pick(&SHAPES);
        let text = report_with(&figures, shape, &mut dice, &paragraph);
        let told = told(&text);
        assert!(told.is_empty(), "{seed} {shape:?}\n{paragraph}\n{told:?}");
    }
}

#[test]
fn a_wrong_number_in_a_sentence_is_found() {
    let drawn = draws(300, 2000);
    let (mut found, mut missed) = (0, Vec::new());
    for seed in 0..drawn {
        let mut dice = Dice::new(seed);
        let figures = consistent(&mut dice);
        let paragraph = paragraph(&figures, &mut dice, true);
        let shape = *dice.pick(&SHAPES);
        let text = report_with(&figures, shape, &mut dice, &paragraph);
        if told(&text).iter().any(|f| f.contains(" fails ")) {
            found += 1;
        } else {
            missed.push(format!("{seed} {shape:?} {paragraph}"));
        }
    }
    println!(
        "{found} of {drawn}\n{}",
        missed[..missed.len().min(12)].join("\n")
    );
    assert!(found * 20 >= drawn * 19, "{found}");
}

/// A report of nine requests, of which six are granted, under a paragraph.
fn of_nine(paragraph: &str, changes: &[(&str, &str)]) -> View {
    let mut figures = consistent_on("2021", 2023, &mut Dice::new(0));
    figures.agency = OFFICE.to_owned();
    for (cell, text) in &mut figures.cells {
        if cell.starts_with("requests.") || cell.starts_with("remedies.") {
            *text = "0".to_owned();
        }
    }
    let rows = [
        ("new", "9"),
        ("granted", "6"),
        ("partial", "2"),
        ("result_total", "8"),
        ("carried_out", "1"),
    ];
    let cells = rows.into_iter().flat_map(|(row, number)| {
        ["natural", "total"].map(|column| (format!("requests.{row}.{column}"), number))
    });
    let changes = changes
        .iter()
        .map(|(cell, text)| ((*cell).to_owned(), *text));
    for (cell, text) in cells.chain(changes) {
        figures.cells.insert(cell, text.to_owned());
    }
    let text = report_with(&figures, Shape::TabLines, &mut Dice::new(1), paragraph);
    checked_text("", &text)
}

fn of_sentences(view: &View) -> Vec<(String, &str, &str)> {
    let own = view
        .findings
        .iter()
        .filter(|f| f.rule.starts_with("prose."));
    own.map(|f| (f.instance.to_string(), f.outcome, f.message.as_str()))
        .collect()
}

/// Rounded, cut off or one off in the last place is right; beyond that the right one is given.
#[test]
fn a_share_is_compared_with_the_numbers_of_sentence_and_table() {
    let cases = [
        ("75%", None),
        ("75.0%", None),
        ("75.00%", None),
        ("66.7%", None),
        ("66.6%", None),
        ("66.66%", None),
        ("67%", None),
        ("66%", None),
        ("74%", None),
        ("76%", None),
        ("60%", Some("75%")),
        ("73%", Some("75%")),
        ("77%", Some("75%")),
        ("66.5%", Some("75.0%")),
        ("66.8%", Some("75.0%")),
        ("74.8%", Some("75.0%")),
        ("75.2%", Some("75.0%")),
        ("66.68%", Some("75.00%")),
        ("7.5%", Some("75.0%")),
        ("100%", Some("75%")),
    ];
    for (percent, right) in cases {
        let paragraph = format!("收到政府信息公开申请9件，其中予以公开6件，占比{percent}。");
        let view = of_nine(&paragraph, &[]);
        let told = of_sentences(&view);
        match right {
            None => assert!(told.is_empty(), "{percent} {told:#?}"),
            Some(right) => {
                assert_eq!(told.len(), 1, "{percent} {told:#?}");
                let (instance, outcome, message) = &told[0];
                assert_eq!(
                    (instance.as_str(), *outcome),
                    ("prose.share:granted", "fails")
                );
                assert!(message.contains(percent), "{message}");
                assert!(message.contains(right), "{message}");
            }
        }
    }
    let two_thirds = of_nine(
        "收到政府信息公开申请9件，其中予以公开6件，占比50.00%。",
        &[
            ("requests.result_total.natural", "9"),
            ("requests.result_total.total", "9"),
        ],
    );
    assert!(of_sentences(&two_thirds)[0].2.contains("66.67%"));
    // No share of nothing.
    let none = of_nine(
        "收到政府信息公开申请9件，其中予以公开6件，占比50%。",
        &[
            ("requests.result_total.natural", "0"),
            ("requests.result_total.total", "0"),
        ],
    );
    assert!(of_sentences(&none).is_empty());
}

#[test]
fn what_a_sentence_gives_is_compared_with_sums_as_they_are_printed() {
    let view = of_nine("办结政府信息公开申请8件，予以公开及部分公开7件。", &[]);
    let own = view
        .findings
        .iter()
        .filter(|f| f.rule.starts_with("prose."));
    let numbers: Vec<_> = own.map(|f| f.formula.as_deref()).collect();
    assert_eq!(numbers, [Some("6 + 2 = 7")]);
    // Where the total is left blank nothing is accused.
    let view = of_nine(
        "收到政府信息公开申请8件。",
        &[("requests.new.total", ""), ("requests.new.natural", "")],
    );
    let told = of_sentences(&view);
    assert!(
        told.iter().all(|(_, outcome, _)| *outcome != "fails"),
        "{told:#?}"
    );
    // The outcomes add up to what is said, although the row that adds them up does not.
    let wrong = [
        ("requests.result_total.natural", "5"),
        ("requests.result_total.total", "5"),
    ];
    assert!(of_sentences(&of_nine("办结8件。", &wrong)).is_empty());
    let told = of_nine("办结政府信息公开申请8件。", &wrong);
    assert!(of_sentences(&told).is_empty(), "{:#?}", of_sentences(&told));
    let told = of_nine("办结政府信息公开申请7件。", &wrong);
    assert_eq!(of_sentences(&told).len(), 1);
    // The same said twice.
    let view = of_nine("收到政府信息公开申请5件。收到政府信息公开申请7件。", &[]);
    let names: Vec<_> = of_sentences(&view)
        .into_iter()
        .map(|(name, ..)| name)
        .collect();
    assert_eq!(names, ["prose.requests:new", "prose.requests:new#2"]);
}

/// A long sentence is quoted by its end.
#[test]
fn a_finding_quotes_the_words_that_it_is_about() {
    let view = of_nine("收到政府信息公开申请 5 件。", &[]);
    let told = of_sentences(&view);
    assert!(told[0].2.contains("“收到政府信息公开申请5件”"), "{told:#?}");
    let long = "深入学习贯彻条例并且不断提升服务水平和工作质效的同时通过网络信函当面等各种渠道全年收到政府信息公开申请5件。";
    let told = of_nine(long, &[]);
    let told = of_sentences(&told);
    assert!(told[0].2.contains("“…"), "{told:#?}");
    assert!(told[0].2.contains("收到政府信息公开申请5件”"), "{told:#?}");
    let quote = told[0].2.split(['“', '”']).nth(1).unwrap();
    assert_eq!(quote.chars().count(), 41, "{quote}");
}

#[test]
fn endless_prose_takes_no_longer() {
    let table = "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉 结果维持 结果纠正 其他结果 尚未审结 总计 \
        结果维持 结果纠正 其他结果 尚未审结 总计 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
    let pieces = [
        "的",
        "其中",
        "共计",
        "1月",
        "3件",
        "收到申请公开",
        "的的的的的的的的的的3件，",
        "一",
        "十",
        "13812345678 ",
        "一、总体情况\n",
        "未收到申请公开，",
    ];
    for piece in pieces {
        let text = format!("{table}{}", piece.repeat(600_000 / piece.len()));
        let start = std::time::Instant::now();
        let view = checked_text("", &text);
        let took = start.elapsed();
        assert!(view.findings.len() < 300, "{piece:?}");
        assert!(took.as_secs() < 20, "{piece:?} {took:?}");
    }
}

/// Any of five cells may be wrong; the sentences know which.
#[test]
fn sentences_speak_for_a_repair_and_against_another() {
    let first = |sentence: &str| {
        let text = format!(
            "{sentence}\n行政复议\t行政诉讼\n\
             结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉\n\
             结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n\
             1\t0\t2\t0\t4\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n"
        );
        let view = checked_text("", &text);
        let changes = &view.causes[0].options[0].changes;
        let change = changes.iter().map(|c| format!("{}={}", c.cell, c.to));
        (change.collect::<Vec<_>>().join(" "), told(&text).len())
    };
    let sentence = "因政府信息公开引起的行政复议案件4件，其中维持2件，其他结果2件。";
    assert_eq!(first(sentence), ("remedies.review.upheld=2".to_owned(), 1));
    // That the parts agree with a sentence leaves the table's own fault alone to be told of.
    let sentence = "因政府信息公开引起的行政复议案件3件，其中维持1件，其他结果2件。";
    assert_eq!(first(sentence), ("remedies.review.total=3".to_owned(), 0));
}

//! Characters that mean the same become the same: what the eye cannot tell
//! apart, a reader of the form must not either.

/// A character of a numeral in its plain form; none for what cannot be seen.
///
/// ```
/// use gouji::cells::fold::plain;
/// assert_eq!(plain('５'), Some('5'));
/// assert_eq!(plain('\u{200B}'), None);
/// ```
#[must_use]
pub fn plain(c: char) -> Option<char> {
    match c {
        '\u{AD}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => None,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).map(dash),
        '\u{3000}' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Some(' '),
        _ => Some(dash(c)),
    }
}

/// Every dash and minus as one character, every slash likewise.
fn dash(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{2500}'
        | '\u{2501}'
        | '\u{FE58}'
        | '\u{FE63}' => '-',
        '\u{2044}' | '\u{2215}' | '\u{29F8}' => '/',
        _ => c,
    }
}

/// A character of a label in its plain form; none for blanks, punctuation,
/// digits and whatever else does not tell one label from another.
///
/// ```
/// use gouji::cells::fold::letter;
/// assert_eq!(letter('⼯'), Some('工')); // a Kangxi radical, as PDF files have it
/// assert_eq!(letter('規'), Some('规'));
/// assert_eq!(letter('（'), None);
/// ```
#[must_use]
pub fn letter(c: char) -> Option<char> {
    match c {
        '\u{4E00}'..='\u{9FFF}' => Some(simplified(c)),
        'A'..='Z' | 'a'..='z' => Some(c.to_ascii_lowercase()),
        '\u{2F00}'..='\u{2FD5}' => KANGXI.chars().nth((u32::from(c) - 0x2F00) as usize),
        '\u{2E80}'..='\u{2EF3}' => supplement(c),
        '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => Some(c),
        _ => None,
    }
}

/// Whether a character is part of a word in the scripts that a report may be
/// written in: [`char::is_alphabetic`] without its tables of all others, which
/// each visitor would have to download.
///
/// ```
/// use gouji::cells::fold::is_alphabetic;
/// assert!("规〇ＡaéЖⅡ".chars().all(is_alphabetic));
/// assert!(!"（1，１".chars().any(is_alphabetic));
/// ```
#[must_use]
pub fn is_alphabetic(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z'
        | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ'
        | 'Ͱ'..='ԯ'
        | '\u{2160}'..='\u{2188}' | '\u{24B6}'..='\u{24E9}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAD9}' | '\u{20000}'..='\u{3FFFF}'
        | 'Ａ'..='Ｚ' | 'ａ'..='ｚ'
    )
}

/// The characters that the Kangxi radicals U+2F00 to U+2FD5 are drawn like.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾见角言谷豆豕豸贝赤走足身车辛辰辵邑酉釆里金长门阜隶隹雨青非面革韦韭音页风飞食首香马骨高髟斗鬯鬲鬼鱼鸟卤鹿麦麻黄黍黑黹黾鼎鼓鼠鼻齐齿龙龟龠";

/// Radicals of the supplement block that stand for whole characters of the form.
fn supplement(c: char) -> Option<char> {
    Some(match c {
        '⺟' => '母',
        '⺠' => '民',
        '⻅' => '见',
        '⻋' => '车',
        '⻓' => '长',
        '⻔' => '门',
        '⻚' => '页',
        '⻛' => '风',
        '⻜' => '飞',
        '⻝' => '食',
        '⻢' => '马',
        '⻦' => '鸟',
        '⻩' => '黄',
        '⻬' => '齐',
        '⻮' => '齿',
        '⻰' => '龙',
        _ => return None,
    })
}

/// Traditional characters of the form's own words, and 钩 for 勾.
#[expect(clippy::too_many_lines, reason = "a table")]
fn simplified(c: char) -> char {
    match c {
        '鈎' | '鉤' | '钩' => '勾',
        '開' => '开',
        '數' => '数',
        '請' => '请',
        '處' | '処' => '处',
        '結' => '结',
        '轉' => '转',
        '繼' => '继',
        '續' => '续',
        '辦' => '办',
        '報' => '报',
        '類' => '类',
        '屬' => '属',
        '於' => '于',
        '國' => '国',
        '機' => '机',
        '關' => '关',
        '務' => '务',
        '業' => '业',
        '會' => '会',
        '組' => '组',
        '織' => '织',
        '構' => '构',
        '總' => '总',
        '計' => '计',
        '規' => '规',
        '範' => '范',
        '檔' => '档',
        '製' => '制',
        '發' => '发',
        '廢' => '废',
        '現' => '现',
        '許' => '许',
        '對' => '对',
        '項' => '项',
        '罰' => '罚',
        '強' => '强',
        '費' => '费',
        '額' => '额',
        '採' => '采',
        '購' => '购',
        '複' | '復' | '覆' => '复',
        '議' => '议',
        '訴' => '诉',
        '訟' => '讼',
        '維' => '维',
        '糾' => '纠',
        '審' => '审',
        '經' => '经',
        '後' => '后',
        '條' => '条',
        '區' => '区',
        '這' => '这',
        '種' => '种',
        '該' => '该',
        '護' => '护',
        '權' => '权',
        '應' => '应',
        '過' => '过',
        '執' => '执',
        '詢' => '询',
        '無' => '无',
        '沒' => '没',
        '資' => '资',
        '訊' => '讯',
        '確' => '确',
        '認' => '认',
        '獲' => '获',
        '內' => '内',
        '訪' => '访',
        '舉' => '举',
        '與' => '与',
        '並' => '并',
        '為' => '为',
        '補' => '补',
        '繳' => '缴',
        '納' => '纳',
        '穩' => '稳',
        '單' => '单',
        '萬' => '万',
        '係' => '系',
        '動' => '动',
        '實' => '实',
        '問' => '问',
        '題' => '题',
        '進' => '进',
        '須' => '须',
        '級' => '级',
        '產' => '产',
        '書' => '书',
        '據' => '据',
        '況' => '况',
        '聯' => '联',
        '勞' => '劳',
        '財' => '财',
        '農' => '农',
        '縣' => '县',
        '鄉' => '乡',
        '鎮' => '镇',
        '廳' => '厅',
        '廠' => '厂',
        '員' => '员',
        '監' => '监',
        '證' => '证',
        '體' => '体',
        '門' => '门',
        '長' => '长',
        '間' => '间',
        '當' => '当',
        '時' => '时',
        '從' => '从',
        '賠' => '赔',
        '償' => '偿',
        '個' => '个',
        '別' => '别',
        '兩' => '两',
        '僅' => '仅',
        '歸' => '归',
        '撥' => '拨',
        '領' => '领',
        '館' => '馆',
        '則' => '则',
        '說' => '说',
        _ => c,
    }
}

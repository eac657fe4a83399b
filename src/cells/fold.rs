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
        // Not U+202E, which turns round what is printed behind it.
        | '\u{202A}'..='\u{202D}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => None,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).map(dash),
        '\u{3000}' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Some(' '),
        _ => Some(dash(c)),
    }
}

/// Whether a character is a digit, narrow or wide.
#[must_use]
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
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
#[expect(
    clippy::indexing_slicing,
    reason = "the remainder is below the bits that SEEN has, and the place was found"
)]
fn simplified(c: char) -> char {
    let low = c as usize % (64 * SEEN.len());
    if SEEN[low / 64] >> (low % 64) & 1 == 0 {
        return c;
    }
    let found = TRADITIONAL.binary_search_by_key(&c, |(traditional, _)| *traditional);
    found.map_or(c, |at| TRADITIONAL[at].1)
}

/// The last ten bits of the traditional characters: most others are told
/// apart by them alone.
#[expect(
    clippy::indexing_slicing,
    reason = "evaluated while it is compiled, where a wrong index is an error"
)]
static SEEN: [u64; 16] = {
    let mut seen = [0; 16];
    let mut at = 0;
    while at < TRADITIONAL.len() {
        let low = TRADITIONAL[at].0 as usize % (64 * seen.len());
        seen[low / 64] |= 1 << (low % 64);
        at += 1;
    }
    seen
};

/// In the order of their code points.
const TRADITIONAL: [(char, char); 128] = [
    ('並', '并'),
    ('係', '系'),
    ('個', '个'),
    ('僅', '仅'),
    ('償', '偿'),
    ('內', '内'),
    ('兩', '两'),
    ('処', '处'),
    ('別', '别'),
    ('則', '则'),
    ('動', '动'),
    ('務', '务'),
    ('勞', '劳'),
    ('區', '区'),
    ('員', '员'),
    ('問', '问'),
    ('單', '单'),
    ('國', '国'),
    ('執', '执'),
    ('報', '报'),
    ('實', '实'),
    ('審', '审'),
    ('對', '对'),
    ('屬', '属'),
    ('廠', '厂'),
    ('廢', '废'),
    ('廳', '厅'),
    ('強', '强'),
    ('後', '后'),
    ('從', '从'),
    ('復', '复'),
    ('應', '应'),
    ('採', '采'),
    ('撥', '拨'),
    ('據', '据'),
    ('數', '数'),
    ('於', '于'),
    ('時', '时'),
    ('書', '书'),
    ('會', '会'),
    ('條', '条'),
    ('業', '业'),
    ('構', '构'),
    ('機', '机'),
    ('檔', '档'),
    ('權', '权'),
    ('歸', '归'),
    ('沒', '没'),
    ('況', '况'),
    ('為', '为'),
    ('無', '无'),
    ('獲', '获'),
    ('現', '现'),
    ('產', '产'),
    ('當', '当'),
    ('發', '发'),
    ('監', '监'),
    ('確', '确'),
    ('種', '种'),
    ('穩', '稳'),
    ('範', '范'),
    ('糾', '纠'),
    ('納', '纳'),
    ('級', '级'),
    ('組', '组'),
    ('結', '结'),
    ('經', '经'),
    ('維', '维'),
    ('縣', '县'),
    ('總', '总'),
    ('織', '织'),
    ('繳', '缴'),
    ('繼', '继'),
    ('續', '续'),
    ('罰', '罚'),
    ('聯', '联'),
    ('與', '与'),
    ('舉', '举'),
    ('萬', '万'),
    ('處', '处'),
    ('補', '补'),
    ('製', '制'),
    ('複', '复'),
    ('覆', '复'),
    ('規', '规'),
    ('計', '计'),
    ('訊', '讯'),
    ('訟', '讼'),
    ('訪', '访'),
    ('許', '许'),
    ('訴', '诉'),
    ('詢', '询'),
    ('該', '该'),
    ('認', '认'),
    ('說', '说'),
    ('請', '请'),
    ('證', '证'),
    ('議', '议'),
    ('護', '护'),
    ('財', '财'),
    ('費', '费'),
    ('資', '资'),
    ('賠', '赔'),
    ('購', '购'),
    ('轉', '转'),
    ('辦', '办'),
    ('農', '农'),
    ('這', '这'),
    ('進', '进'),
    ('過', '过'),
    ('鄉', '乡'),
    ('鈎', '勾'),
    ('鉤', '勾'),
    ('鎮', '镇'),
    ('钩', '勾'),
    ('長', '长'),
    ('門', '门'),
    ('開', '开'),
    ('間', '间'),
    ('關', '关'),
    ('項', '项'),
    ('須', '须'),
    ('領', '领'),
    ('題', '题'),
    ('額', '额'),
    ('類', '类'),
    ('館', '馆'),
    ('體', '体'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_can_be_found() {
        assert!(TRADITIONAL.is_sorted());
        assert!(
            TRADITIONAL
                .iter()
                .all(|(c, plain)| letter(*c) == Some(*plain))
        );
    }
}

//! The letters of embedded fonts that do not tell them: where a font uses one
//! of the Adobe character collections, the collection does.

use hayro_interpret::hayro_cmap::{self, BfString, CMap, CMapName, CidFamily};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Words};
use std::collections::BTreeMap;

/// Fonts by name; none for a name that two different fonts have.
#[derive(Default)]
pub(super) struct Fonts(BTreeMap<String, Option<Font>>);

struct Font {
    encoding: CMap,
    letters: CMap,
    /// What tells it from another of its name.
    same: (Vec<u8>, Vec<u8>),
}

impl Fonts {
    pub(super) fn of(pdf: &Pdf) -> Self {
        let mut fonts = Self::default();
        for object in pdf.objects() {
            let Object::Dict(dict) = object else { continue };
            let subtype: Option<Name> = dict.get("Subtype");
            if subtype.is_none_or(|name| name.as_str() != "Type0") || dict.contains_key("ToUnicode")
            {
                continue;
            }
            let Some(name) = dict.get::<Name>("BaseFont") else {
                continue;
            };
            let name = without_prefix(name.as_str()).to_owned();
            let font = font(&dict);
            let same = |one: &Option<Font>, two: &Option<Font>| match (one, two) {
                (Some(one), Some(two)) => one.same == two.same,
                _ => false,
            };
            match fonts.0.get_mut(&name) {
                Some(known) if !same(known, &font) => *known = None,
                Some(_) => {}
                None => {
                    fonts.0.insert(name, font);
                }
            }
        }
        fonts
    }

    /// The letter of a code of a font.
    pub(super) fn letter(&self, font: &str, code: u32) -> Option<BfString> {
        let font = self.0.get(font)?.as_ref()?;
        let cid = (1..=4).find_map(|length| font.encoding.lookup_cid_code(code, length))?;
        font.letters.lookup_bf_string(cid)
    }
}

/// A name without the six letters that mark a part of a font.
fn without_prefix(name: &str) -> &str {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest,
        _ => name,
    }
}

fn font(dict: &Dict) -> Option<Font> {
    let inner = dict
        .get::<Array>("DescendantFonts")?
        .iter::<Dict>()
        .next()?;
    let info = inner.get::<Dict>("CIDSystemInfo")?;
    let registry = info.get::<Words>("Registry")?;
    let ordering = info.get::<Words>("Ordering")?;
    let family = CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes());
    let letters = named(family.ucs2_cmap()?)?;
    let (encoding, told) = if let Some(name) = dict.get::<Name>("Encoding") {
        let encoding = match CMapName::from_bytes(&name) {
            CMapName::IdentityH => CMap::identity_h(),
            CMapName::IdentityV => CMap::identity_v(),
            known => named(known)?,
        };
        (encoding, name.to_vec())
    } else {
        let stream = dict.get::<Stream>("Encoding")?;
        let data = stream.decoded_data().ok()?;
        (
            CMap::parse(&data, hayro_cmap::load_embedded)?,
            data.to_vec(),
        )
    };
    Some(Font {
        encoding,
        letters,
        same: (told, ordering.as_bytes().to_vec()),
    })
}

fn named(name: CMapName) -> Option<CMap> {
    CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)
}

//! How runs of a Word document look, as far as it bears on what is read: hidden
//! text, raised text, symbols, numbered paragraphs; by themselves and by style.

use super::super::xml::attribute;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// What properties say of a run or a paragraph; none where they say nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks {
    pub(super) hidden: Option<bool>,
    /// It is raised, lowered or struck out: no part of the number beside it.
    pub(super) apart: Option<bool>,
    /// Its font shows pictures for letters.
    pub(super) symbol: Option<bool>,
    /// Its paragraph has a number that is not in the text.
    pub(super) numbered: Option<bool>,
}

impl Looks {
    /// Takes up an element among the properties.
    pub(super) fn property(&mut self, e: &BytesStart) {
        let value = attribute(e, "val");
        let value = value.as_deref();
        let is_on = !matches!(value, Some("0" | "false" | "off" | "none"));
        match e.local_name().as_ref() {
            "vanish" => self.hidden = Some(is_on),
            "vertAlign" => self.apart = Some(value != Some("baseline")),
            "strike" | "dstrike" if is_on => self.apart = Some(true),
            "rFonts" => self.symbol = Some(is_symbol_font(e)),
            "numId" => self.numbered = Some(value != Some("0")),
            _ => {}
        }
    }

    /// These, and where they say nothing, those.
    pub(super) fn or(self, others: Looks) -> Looks {
        Looks {
            hidden: self.hidden.or(others.hidden),
            apart: self.apart.or(others.apart),
            symbol: self.symbol.or(others.symbol),
            numbered: self.numbered.or(others.numbered),
        }
    }
}

fn is_symbol_font(e: &BytesStart) -> bool {
    ["ascii", "hAnsi"].iter().any(|script| {
        let font = attribute(e, script).unwrap_or_default();
        ["Wingdings", "Webdings", "Marlett"]
            .iter()
            .any(|symbols| font.starts_with(symbols))
    })
}

/// The styles of a document, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    looks: Looks,
    based_on: Option<String>,
}

/// A style is based on no more than so many.
const LONGEST: usize = 32;

impl Styles {
    /// Reads the part of a package that declares them. Of a damaged one what
    /// comes before the damage holds.
    pub(super) fn read(xml: &str) -> Self {
        let mut styles = Self::default();
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        let mut open: Option<(String, Style)> = None;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) if e.local_name().as_ref() == "style" => {
                    let id = attribute(&e, "styleId").unwrap_or_default();
                    open = Some((id, Style::default()));
                }
                Event::Start(e) => {
                    if let Some((_, style)) = &mut open {
                        style.property(&e);
                    }
                }
                Event::End(e) if e.local_name().as_ref() == "style" => {
                    styles.styles.extend(open.take());
                }
                Event::Eof => break,
                _ => {}
            }
        }
        styles
    }

    /// What a style and those it is based on say.
    pub(super) fn looks(&self, id: &str) -> Looks {
        let first = self.styles.get(id);
        let chain =
            std::iter::successors(first, |style| self.styles.get(style.based_on.as_deref()?));
        chain
            .take(LONGEST)
            .fold(Looks::default(), |looks, style| looks.or(style.looks))
    }
}

impl Style {
    fn property(&mut self, e: &BytesStart) {
        match e.local_name().as_ref() {
            "basedOn" => self.based_on = attribute(e, "val"),
            _ => self.looks.property(e),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_looks_like_those_it_is_based_on() {
        let styles = Styles::read(
            "<w:styles><w:style w:styleId='a'><w:rPr><w:vanish/></w:rPr></w:style>\
             <w:style w:styleId='b'><w:basedOn w:val='a'/><w:rPr><w:strike/></w:rPr></w:style>\
             <w:style w:styleId='c'><w:basedOn w:val='c'/><w:rPr><w:vanish w:val='0'/></w:rPr></w:style></w:styles>",
        );
        assert_eq!(styles.looks("b").hidden, Some(true));
        assert_eq!(styles.looks("b").apart, Some(true));
        assert_eq!(styles.looks("c").hidden, Some(false));
        assert_eq!(styles.looks("d"), Looks::default());
    }
}

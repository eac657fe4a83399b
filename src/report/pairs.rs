//! Which reports stand beside which: last year's of the same agency, and those
//! of the units under a government.
//!
//! Only what the reports say of themselves counts: agency and year, and where a
//! report says neither, the name of its file. Names are compared as printed, so
//! that an agency under a new name finds no report of last year; it is for the
//! reader to put that right. Nothing says whether the units are all there.

#![expect(
    clippy::indexing_slicing,
    reason = "places in a list are counted from that list"
)]

use super::identity::named;
use crate::cells::fold::plain;
use crate::cells::order;
use crate::source::Words;

/// What is known of a report, to find those beside it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The name of its file.
    pub name: &'a str,
    /// The agency that reports.
    pub agency: Option<&'a str>,
    /// The year it reports on.
    pub year: Option<u16>,
}

/// The reports beside one, as places in the list it came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Companions {
    /// Last year's report of the same agency.
    pub last_year: Option<usize>,
    /// The reports of the units under it, in the order of the list.
    pub units: Vec<usize>,
    /// Why none could be chosen, where several might be.
    pub doubt: Option<Words>,
}

/// Finds the reports beside each of a list.
///
/// A government is an agency whose name is that of a place, with or without
/// 人民政府. Its units are the agencies of the same year whose names begin with
/// that place, but for those under a government of a smaller place.
///
/// ```
/// use gouji::report::pairs::{Known, pair};
/// let known = |agency, year| Known { name: "", agency: Some(agency), year: Some(year) };
/// let found = pair(&[
///     known("清河县教育局", 2023),
///     known("清河县人民政府", 2023),
///     known("清河县教育局", 2022),
/// ]);
/// assert_eq!(found[0].last_year, Some(2));
/// assert_eq!(found[1].units, [0]);
/// ```
#[must_use]
pub fn pair(reports: &[Known]) -> Vec<Companions> {
    let index = Index::new(reports);
    let known = &index.known;
    let mut found: Vec<_> = known.iter().map(|own| index.beside(own)).collect();
    for (at, government) in governments(known) {
        found[government].units.push(at);
    }
    for twice in twice_governed(known) {
        found[twice].units.clear();
        found[twice].doubt = Some(known[twice].doubt());
    }
    found
}

/// Reports by agency and year, to find last year's report among many.
#[derive(Debug)]
pub struct Index {
    known: Vec<Identified>,
    /// Places in that list, by year and agency.
    order: Vec<usize>,
}

impl Index {
    /// Of a list of reports.
    #[must_use]
    pub fn new(reports: &[Known]) -> Self {
        let known: Vec<_> = reports.iter().map(Identified::of).collect();
        let mut order: Vec<_> = (0..known.len()).collect();
        order::sort_by(&mut order, |a, b| known[*a].key().cmp(&known[*b].key()));
        Self { known, order }
    }

    /// The place in the list of last year's report by the same agency, if it is there.
    ///
    /// # Errors
    /// Several are there, which the words say.
    pub fn last_year_of(&self, report: &Known) -> Result<Option<usize>, Words> {
        self.last_year(&Identified::of(report))
    }

    fn last_year(&self, own: &Identified) -> Result<Option<usize>, Words> {
        let Some((agency, last)) = own.agency.as_deref().zip(own.last_year()) else {
            return Ok(None);
        };
        match self.same(Some(last), agency) {
            [] => Ok(None),
            [one] => Ok(Some(*one)),
            several => Err(several_reports(several.len(), agency, last)),
        }
    }

    fn beside(&self, own: &Identified) -> Companions {
        let (last_year, doubt) = match self.last_year(own) {
            Ok(found) => (found, None),
            Err(doubt) => (None, Some(doubt)),
        };
        Companions {
            last_year,
            doubt,
            units: Vec::new(),
        }
    }

    /// Those of one year and agency, in the order of the list.
    fn same(&self, year: Option<u16>, agency: &str) -> &[usize] {
        let key = |at: &usize| self.known[*at].key();
        let start = self.order.partition_point(|at| key(at) < (year, agency));
        let end = self.order.partition_point(|at| key(at) <= (year, agency));
        &self.order[start..end]
    }
}

/// A report with what it is known by.
#[derive(Debug)]
struct Identified {
    agency: Option<String>,
    year: Option<u16>,
    /// The place it governs.
    place: Option<String>,
}

impl Identified {
    fn of(known: &Known) -> Self {
        let (mut agency, mut year) = (known.agency.map(bare), known.year);
        if agency.is_none() || year.is_none() {
            let (of_name, in_name) = named(stem(known.name));
            // A name that speaks of another year is that of another report.
            if year.is_none() || in_name.is_none() || year == in_name {
                agency = agency.or_else(|| of_name.as_deref().map(bare));
                year = year.or(in_name);
            }
        }
        let place = agency.as_deref().and_then(place_of).map(str::to_owned);
        Self {
            agency,
            year,
            place,
        }
    }

    fn key(&self) -> (Option<u16>, &str) {
        (self.year, self.agency.as_deref().unwrap_or_default())
    }

    fn last_year(&self) -> Option<u16> {
        self.year?.checked_sub(1)
    }

    fn doubt(&self) -> Words {
        let agency = self.place.as_deref().unwrap_or_default();
        several_reports(2, agency, self.year.unwrap_or_default())
    }
}

fn several_reports(count: usize, agency: &str, year: u16) -> Words {
    Words::new(
        format!("“{agency}”{year}年的年报有{count}份，未自动对应，请指定一份"),
        format!("there are {count} reports of “{agency}” for {year}; none was paired, choose one"),
    )
}

/// Each unit with its government: the one whose place is the longest that its name begins with.
fn governments(known: &[Identified]) -> Vec<(usize, usize)> {
    let places = places(known);
    let mut pairs = Vec::new();
    for (at, unit) in known.iter().enumerate() {
        let Some(agency) = &unit.agency else { continue };
        let longest = agency
            .char_indices()
            .filter_map(|(end, _)| agency.get(..end))
            .rev()
            .find_map(|start| {
                let found =
                    places.partition_point(|(year, place, _)| (*year, *place) < (unit.year, start));
                let (year, place, government) = places.get(found)?;
                let own = unit.place.as_deref() == Some(*place);
                ((*year, *place) == (unit.year, start) && !own).then_some(*government)
            });
        pairs.extend(longest.map(|government| (at, government)));
    }
    pairs
}

/// Governments of one place and year: it is not known whose the units are.
fn twice_governed(known: &[Identified]) -> Vec<usize> {
    let places = places(known);
    let same = |a: &Governed, b: &Governed| (a.0, a.1) == (b.0, b.1);
    let twice = places.chunk_by(same).filter(|same| same.len() > 1);
    twice.flatten().map(|(_, _, at)| *at).collect()
}

/// Year, place and report.
type Governed<'a> = (Option<u16>, &'a str, usize);

fn places(known: &[Identified]) -> Vec<Governed<'_>> {
    let mut places: Vec<_> = known
        .iter()
        .enumerate()
        .filter(|(_, k)| k.year.is_some())
        .filter_map(|(at, k)| Some((k.year, k.place.as_deref()?, at)))
        .collect();
    order::sort(&mut places);
    places
}

/// The place that an agency of this name governs.
fn place_of(agency: &str) -> Option<&str> {
    const PLACES: [char; 10] = ['省', '市', '区', '县', '旗', '州', '盟', '镇', '乡', '师'];
    let place = agency.strip_suffix("人民政府").unwrap_or(agency);
    place.ends_with(PLACES).then_some(place)
}

fn bare(name: &str) -> String {
    let folded = name.chars().filter_map(plain);
    folded.filter(|c| !c.is_whitespace()).collect()
}

/// The name of a file without its folders and its ending.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(agency: &'static str, year: u16) -> Known<'static> {
        Known {
            name: "",
            agency: Some(agency),
            year: Some(year),
        }
    }

    #[test]
    fn a_unit_belongs_to_the_smallest_place_that_its_name_begins_with() {
        let found = pair(&[
            known("安平市人民政府", 2023),
            known("安平市清河县人民政府", 2023),
            known("安平市清河县教育局", 2023),
            known("安平市教育局", 2023),
            known("安平市清河县南门镇", 2023),
        ]);
        assert_eq!(found[0].units, [1, 3]);
        assert_eq!(found[1].units, [2, 4]);
        assert!(found[2].units.is_empty() && found[4].units.is_empty());
    }

    #[test]
    fn last_years_is_not_chosen_out_of_several() {
        let both = [
            known("清河县教育局", 2023),
            known("清河县教育局", 2022),
            known("清河县教育局", 2022),
        ];
        let found = pair(&both);
        assert_eq!(found[0].last_year, None);
        assert!(
            found[0]
                .doubt
                .as_ref()
                .unwrap()
                .zh
                .contains("2022年的年报有2份")
        );
        assert_eq!(found[1], Companions::default());
    }

    #[test]
    fn two_governments_of_one_place_get_no_units() {
        let found = pair(&[
            known("清河县人民政府", 2023),
            known("清河县", 2023),
            known("清河县教育局", 2023),
        ]);
        assert!(found.iter().all(|f| f.units.is_empty()));
        assert!(found[0].doubt.is_some() && found[1].doubt.is_some());
    }

    #[test]
    fn the_name_of_the_file_tells_what_the_report_does_not() {
        let of = |name, agency, year| Known { name, agency, year };
        let found = pair(&[
            of(
                "上报/清河县教育局2023年政府信息公开工作年度报告.docx",
                None,
                None,
            ),
            of(
                "清河县教育局2022年政府信息公开工作年度报告.pdf",
                None,
                Some(2022),
            ),
            of(
                "清河县教育局2022年政府信息公开工作年度报告.pdf",
                None,
                Some(2021),
            ),
        ]);
        assert_eq!(found[0].last_year, Some(1));
        assert_eq!(found[1].last_year, None);
    }
}

//! What a file is, by its content and never by its name.

/// What kind of file the bytes are, as far as their beginning tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text in some encoding, a web page perhaps.
    Text,
    /// Text of values parted by commas.
    Csv,
    /// Pages as one file of mail: `.mht`, `.mhtml`.
    Mht,
    /// Rich text.
    Rtf,
    /// A zip archive: a newer office document, or an archive of files.
    Zip,
    /// A zip archive with the pages of an OFD.
    Ofd,
    /// A compound file: an older office document, or an encrypted newer one.
    Compound,
    /// A PDF.
    Pdf,
    /// An archive that is not opened here: rar, 7z.
    Archive,
    /// A picture.
    Picture,
}

/// How far into a file its mark may stand: mail and web servers leave lines before it.
const HEAD: usize = 1024;

pub(super) fn kind(bytes: &[u8]) -> Kind {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let trimmed = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let trimmed = trimmed.trim_ascii_start();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let is_ofd = has_entry(bytes, b"OFD.xml");
        return if is_ofd { Kind::Ofd } else { Kind::Zip };
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        Kind::Compound
    } else if trimmed.starts_with(b"{\\rtf") {
        Kind::Rtf
    } else if bytes.starts_with(b"Rar!") || bytes.starts_with(b"7z\xBC\xAF") {
        Kind::Archive
    } else if is_picture(bytes) {
        Kind::Picture
    } else if is_mail(trimmed) {
        Kind::Mht
    } else if contains(head, b"%PDF-") {
        Kind::Pdf
    } else if is_csv(bytes) {
        Kind::Csv
    } else {
        Kind::Text
    }
}

/// Whether the directory at the end of a zip archive has an entry of this name.
/// The archive may hold others unpacked, whose entries are not its own.
fn has_entry(bytes: &[u8], name: &[u8]) -> bool {
    const HEADER: usize = 46;
    let number = |at: usize| -> Option<usize> {
        let four = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_le_bytes(four) as usize)
    };
    let directory = || {
        let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06")?;
        bytes.get(..end)?.get(end.checked_sub(number(end + 12)?)?..)
    };
    let directory = directory().unwrap_or_default();
    let mut names = directory.windows(HEADER + name.len());
    names.any(|w| {
        w.starts_with(b"PK\x01\x02")
            && w.ends_with(name)
            && w.get(28..30) == Some(&[name.len() as u8, 0])
    })
}

/// Whether most records are values parted by the same mark, as many in each.
/// Sentences have wider commas in Chinese, so the narrow ones tell a table.
fn is_csv(bytes: &[u8]) -> bool {
    let head = bytes.get(..64 * HEAD).unwrap_or(bytes);
    !contains(head, b"<") && (is_parted_by(b',', head) || is_parted_by(b';', head))
}

#[expect(
    clippy::indexing_slicing,
    reason = "no count of marks is above that of the last entry"
)]
fn is_parted_by(mark: u8, head: &[u8]) -> bool {
    const FEW: usize = 6;
    // How many records have how many marks outside quotes.
    let mut records = [0usize; 64];
    let (mut quoted, mut filled, mut marks) = (false, false, 0);
    for byte in head.iter().chain(b"\n") {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && filled => {
                records[marks.min(63)] += 1;
                (filled, marks) = (false, 0);
            }
            b if *b == mark && !quoted => (filled, marks) = (true, marks + 1),
            b => filled |= !b.is_ascii_whitespace(),
        }
    }
    let all: usize = records.iter().sum();
    let usual = records[3..].iter().max();
    all >= FEW && usual.is_some_and(|usual| usual * 4 > all * 3)
}

fn is_picture(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 6] = [
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"BM",
        b"II*\0",
        b"MM\0*",
    ];
    let is_bitmap = |mark: &[u8]| mark != b"BM" || bytes.get(6..10) == Some(&[0; 4]);
    marks
        .into_iter()
        .any(|mark| bytes.starts_with(mark) && is_bitmap(mark))
}

/// Whether a file opens with the header lines of a saved page.
fn is_mail(head: &[u8]) -> bool {
    let name = head.split(|b| *b == b':').next().unwrap_or_default();
    let known: [&[u8]; 6] = [
        b"From",
        b"MIME-Version",
        b"Content-Type",
        b"Subject",
        b"Date",
        b"Snapshot-Content-Location",
    ];
    known.iter().any(|k| name.eq_ignore_ascii_case(k))
        && (contains_folded(head, b"mime-version:") || contains_folded(head, b"multipart/related"))
}

fn contains(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|found| found == what)
}

fn contains_folded(bytes: &[u8], what: &[u8]) -> bool {
    bytes
        .windows(what.len())
        .any(|found| found.eq_ignore_ascii_case(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_holds() {
        let cases: [(&[u8], Kind); 15] = [
            (b"PK\x03\x04..word/document.xml", Kind::Zip),
            (b"PK\x03\x04....OFD.xml", Kind::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Compound),
            (b"\xEF\xBB\xBF {\\rtf1\\ansi", Kind::Rtf),
            (b"\n%PDF-1.4\n", Kind::Pdf),
            (b"\x89PNG\r\n", Kind::Picture),
            (
                b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n",
                Kind::Mht,
            ),
            (b"From: the office\nreceived 3", Kind::Text),
            (b"BMI of the agency", Kind::Text),
            (
                b"a,b,c,d\n1,2,3,4\n1,2,3,4\n1,2,3,4\n1,2,3,4\n1,2,3,4\n",
                Kind::Csv,
            ),
            (b"1,234\n5,678\n1,234\n1,234\n1,234\n1,234\n", Kind::Text),
            (
                b"a;\"b\n;c\";c;d\n1;2;3;4\n1;2;3;4\n\n1;2;3;4\n1;2;3;4\n1;2;3;4\n",
                Kind::Csv,
            ),
            (
                b"He came, saw, won, left.\nShe, too.\nA, b.\nIt, she, he, they.\nNone.\nOne, two.\n",
                Kind::Text,
            ),
            (b"Rar!\x1A\x07", Kind::Archive),
            (b"7z\xBC\xAF\x27\x1C", Kind::Archive),
        ];
        for (bytes, expected) in cases {
            assert_eq!(kind(bytes), expected, "{}", bytes.escape_ascii());
        }
    }
}

//! Lists of property changes of Word documents ([MS-DOC] 2.2.5.2).

/// One change: what is set, and to what.
pub(super) struct Sprm<'a> {
    pub(super) kind: u16,
    pub(super) operand: &'a [u8],
}

/// The changes of a list, as far as it is whole.
pub(super) fn sprms(mut rest: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    std::iter::from_fn(move || {
        let (kind, after) = rest.split_at_checked(2)?;
        let kind = u16::from_le_bytes([kind[0], kind[1]]);
        let (head, size) = extent(kind, after)?;
        let operand = after.get(head..head + size)?;
        rest = &after[head + size..];
        Some(Sprm { kind, operand })
    })
}

/// How many bytes of size stand before an operand, and how many it has.
fn extent(kind: u16, after: &[u8]) -> Option<(usize, usize)> {
    const DEFINE_TABLE: u16 = 0xD608;
    const CHANGE_TABS: u16 = 0xC615;
    let byte = |at: usize| after.get(at).map(|b| usize::from(*b));
    Some(match kind >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        // Its size has two bytes, and is one too large.
        _ if kind == DEFINE_TABLE => (2, (byte(0)? + byte(1)? * 256).saturating_sub(1)),
        _ if kind == CHANGE_TABS && byte(0)? == 255 => {
            let deleted = byte(1)?;
            let added = byte(2 + deleted * 4)?;
            (1, 2 + deleted * 4 + added * 3)
        }
        _ => (1, byte(0)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_have_the_size_of_their_kind() {
        let list = [
            &[0x16, 0x24, 1][..],
            &[0x49, 0x66, 2, 0, 0, 0],
            &[0x08, 0xD6, 4, 0, 1, 0x94, 0xFF],
            &[0x2B, 0xD6, 2, 0, 3],
        ];
        let bytes = list.concat();
        let found: Vec<_> = sprms(&bytes).map(|s| (s.kind, s.operand.len())).collect();
        assert_eq!(found, [(0x2416, 1), (0x6649, 4), (0xD608, 3), (0xD62B, 2)]);
        assert_eq!(sprms(&bytes[..bytes.len() - 1]).count(), 3);
    }
}

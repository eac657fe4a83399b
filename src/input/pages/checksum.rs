//! Whether what a PDF packs unpacks whole. The library takes what it can get
//! of a damaged stream, where numbers may then be missing or others; the
//! checksum at the stream's end tells.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Name, Object, Stream};

/// Longer streams are pictures and fonts.
const LONGEST: usize = 8 << 20;

/// Whether some stream of the file is damaged.
pub(super) fn is_damaged(pdf: &Pdf) -> bool {
    pdf.objects().into_iter().any(|object| match object {
        Object::Stream(stream) => differs(&stream).unwrap_or(false),
        _ => false,
    })
}

/// Whether a stream unpacks to something else than was packed; none where the
/// checksum does not tell.
fn differs(stream: &Stream) -> Option<bool> {
    let packed = stream.raw_data();
    let dict = stream.dict();
    let plain =
        is_deflated(stream) && !dict.contains_key("DecodeParms") && !dict.contains_key("DP");
    if !plain || packed.len() > LONGEST {
        return None;
    }
    let Ok(unpacked) = stream.decoded_data() else {
        return Some(true);
    };
    let sum = adler32(&unpacked).to_be_bytes();
    // A line end may stand behind it, or be counted in the length.
    let end = packed.get(packed.len().saturating_sub(8)..)?;
    Some(!end.windows(4).any(|four| four == sum))
}

/// Whether a stream is packed in this one way only.
fn is_deflated(stream: &Stream) -> bool {
    let known = |name: &Name| matches!(name.as_str(), "FlateDecode" | "Fl");
    let dict = stream.dict();
    if let Some(filters) = dict.get::<Array>("Filter") {
        let filters: Vec<Name> = filters.iter::<Name>().collect();
        return matches!(filters.as_slice(), [only] if known(only));
    }
    dict.get::<Name>("Filter").is_some_and(|name| known(&name))
}

/// The checksum of RFC 1950.
fn adler32(bytes: &[u8]) -> u32 {
    const PRIME: u32 = 65_521;
    let (mut one, mut two) = (1_u32, 0_u32);
    // So many steps fit before either sum overflows.
    for chunk in bytes.chunks(5552) {
        for byte in chunk {
            one += u32::from(*byte);
            two += one;
        }
        one %= PRIME;
        two %= PRIME;
    }
    two << 16 | one
}

#[cfg(test)]
mod tests {
    use super::adler32;

    #[test]
    fn the_checksum_is_that_of_the_rfc() {
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
        assert_eq!(adler32(b""), 1);
    }
}

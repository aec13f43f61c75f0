//! Short ASCII text without a path to a panic, and base64url.

use base64::alphabet::Alphabet;

use crate::wiped::Zeroizing;

/// The longest text that is made here, in characters: the longest code verifier of RFC 7636 section 4.1.
pub(crate) const MAX: usize = 128;

/// The characters of base64url (RFC 4648, section 5), each at the place of its 6 bits.
const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const _: Alphabet = match Alphabet::new(ALPHABET) {
    Ok(alphabet) => alphabet,
    Err(_) => panic!("not an alphabet"),
};

/// The first `length` characters of `ascii`, at most [`MAX`], in one allocation that is wiped on drop.
///
/// The allocation is a box of a fixed size: growing a `String` brings a panic and its message for every overflow.
pub(crate) fn from_ascii(ascii: impl Iterator<Item = u8>, length: usize) -> Zeroizing<String> {
    let mut octets: Box<[u8; MAX]> = Box::new([0; MAX]);
    octets.iter_mut().zip(ascii.take(length)).for_each(|(to, from)| *to = from & 0x7f);
    let octets: Box<[u8]> = octets;
    let mut octets = octets.into_vec();
    octets.truncate(length);
    #[allow(unsafe_code)]
    // SAFETY: every octet is below 128. Asking the standard library costs a page 700 bytes of code.
    Zeroizing::new(unsafe { String::from_utf8_unchecked(octets) })
}

/// The first `length` characters of the base64url text of `octets`, without padding (RFC 7636, appendix A).
///
/// The `base64` crate is asked at compile time whether the alphabet is one. Its encoder is not used: it is unrolled for
/// long inputs, which costs a page ten times the bytes of this loop.
pub(crate) fn base64url(octets: &[u8], length: usize) -> Zeroizing<String> {
    let mut bits = 0_u32;
    let mut available = 0;
    let mut rest = octets.iter();
    let characters = core::iter::from_fn(|| {
        if available < 6 {
            bits = bits << 8 | u32::from(rest.next().copied().unwrap_or_default());
            available += 8;
        }
        available -= 6;
        ALPHABET.as_bytes().get((bits >> available & 63) as usize).copied()
    });
    from_ascii(characters, length)
}

/// Whether `text` is `43*128unreserved`: 43 to 128 characters, each a letter, a digit, `-`, `.`, `_` or `~`
/// (RFC 7636, sections 4.1 and 4.2).
pub(crate) fn is_43_to_128_unreserved(text: &str) -> bool {
    matches!(text.len(), 43..=MAX)
        && text.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~'))
}

/// `length` characters of base64url's alphabet, each uniform and independent of the others: 6 random bits a character.
/// None when the platform gives no random numbers.
///
/// Whole groups of 3 octets are drawn and the text is cut to its length, so that the last character is as uniform as the
/// first one.
pub(crate) fn random(length: usize) -> Option<Zeroizing<String>> {
    let octets: Box<[u8]> = Box::new([0; MAX / 4 * 3]);
    let mut octets = Zeroizing::new(octets);
    let drawn = octets.get_mut(..length.div_ceil(4) * 3)?;
    let filled = getrandom::fill(drawn);
    filled.ok().map(|()| base64url(drawn, length))
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

    use super::*;

    #[test]
    fn base64url_is_what_the_crate_encodes() {
        for length in 0..=96_usize {
            let octets: Vec<u8> = (0..length).map(|n| (n * 151 + length * 89) as u8).collect();
            let expected = URL_SAFE_NO_PAD.encode(&octets);
            assert_eq!(*base64url(&octets, expected.len()), expected);
        }
    }

    #[test]
    fn every_length_is_filled() {
        for length in 0..=MAX {
            assert_eq!(random(length).unwrap().len(), length);
        }
    }

    #[test]
    fn more_than_the_longest_is_refused_rather_than_cut() {
        assert!(random(MAX + 1).is_none());
    }

    #[test]
    fn just_the_66_unreserved_characters_pass() {
        let allowed: Vec<char> =
            (0..=255_u8).map(char::from).filter(|c| is_43_to_128_unreserved(&c.to_string().repeat(43))).collect();
        assert_eq!(allowed.len(), 66);
        for outside in [' ', '+', '/', '=', '%', '\0', '\u{7f}', 'é', '\u{ff0d}'] {
            assert!(!allowed.contains(&outside), "{outside:?}");
        }
    }

    #[test]
    fn lengths_are_43_to_128() {
        let passing: Vec<usize> = (0..200).filter(|n| is_43_to_128_unreserved(&"a".repeat(*n))).collect();
        assert_eq!(passing, (43..=128).collect::<Vec<_>>());
    }

    /// 64 characters, each expected 500 times at every position. Chi-squared has a mean of 63 and a standard deviation of
    /// 11.2: a fair source passes 150 less than once in ten million positions.
    #[test]
    fn every_position_is_uniform_even_the_last_one() {
        const DRAWS: usize = 64 * 500;
        let mut counts = vec![[0_u32; 128]; 43];
        for _ in 0..DRAWS {
            for (position, octet) in random(43).unwrap().bytes().enumerate() {
                counts[position][usize::from(octet)] += 1;
            }
        }
        for (position, count) in counts.iter().enumerate() {
            let seen: Vec<f64> = count.iter().filter(|n| **n > 0).map(|n| f64::from(*n)).collect();
            assert_eq!(seen.len(), 64, "position {position}");
            let chi_squared: f64 = seen.iter().map(|n| (n - 500.0).powi(2) / 500.0).sum();
            assert!(chi_squared < 150.0, "position {position}: chi-squared {chi_squared}");
        }
    }
}

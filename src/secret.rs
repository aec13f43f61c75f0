//! Random text, and the rule that code verifiers and code challenges share.

use alloc::string::String;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use crate::error::{Error, ErrorCode};

/// The shortest code verifier and code challenge, in characters (RFC 7636, sections 4.1 and 4.2).
pub(crate) const MIN_CHARS: usize = 43;
/// The longest code verifier and code challenge, in characters (RFC 7636, sections 4.1 and 4.2).
pub(crate) const MAX_CHARS: usize = 128;

/// Returns `length` random characters of base64url (RFC 4648, section 5), 6 random bits each, at
/// most [`MAX_CHARS`].
///
/// The octets are drawn in groups of 3 and the text is cut to its length, so the last character is
/// as uniform as the others.
pub(crate) fn random_text(length: usize) -> Result<Zeroizing<String>, Error> {
    let mut octets = Zeroizing::new([0; MAX_CHARS / 4 * 3]);
    let drawn = octets
        .get_mut(..length.div_ceil(4) * 3)
        .ok_or_else(|| Error::new(ErrorCode::InvalidArgument))?;
    getrandom::fill(drawn).map_err(|_| Error::new(ErrorCode::RandomUnavailable))?;
    let mut text = base64url(drawn);
    text.truncate(length);
    Ok(text)
}

/// Returns the base64url text of at most 96 `octets`, without padding (RFC 7636, appendix A).
pub(crate) fn base64url(octets: &[u8]) -> Zeroizing<String> {
    // `Engine::encode` checks that the text is UTF-8, with as much code as the encoder has.
    let mut characters = Zeroizing::new([0; MAX_CHARS]);
    let encoded = URL_SAFE_NO_PAD.encode_slice(octets, characters.as_mut_slice());
    let length = encoded.expect("96 octets are 128 characters");
    Zeroizing::new(characters[..length].iter().copied().map(char::from).collect())
}

/// Returns whether `text` is `43*128unreserved`: 43 to 128 characters, each a letter, a digit, `-`,
/// `.`, `_` or `~` (RFC 7636, sections 4.1 and 4.2).
pub(crate) fn is_43_to_128_unreserved(text: &str) -> bool {
    (MIN_CHARS..=MAX_CHARS).contains(&text.len())
        && text.bytes().all(|octet| {
            octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~')
        })
}

#[cfg(test)]
mod tests {
    use std::{string::ToString, vec, vec::Vec};

    use super::*;

    #[test]
    fn random_text_has_every_length_up_to_the_longest() {
        for length in 0..=MAX_CHARS {
            assert_eq!(random_text(length).unwrap().len(), length);
        }
        assert!(random_text(MAX_CHARS + 1).is_err());
    }

    #[test]
    fn exactly_the_66_unreserved_characters_are_accepted() {
        let allowed: Vec<char> = (0..=255_u8)
            .map(char::from)
            .filter(|c| is_43_to_128_unreserved(&c.to_string().repeat(43)))
            .collect();
        assert_eq!(allowed.len(), 66);
        for outside in [' ', '+', '/', '=', '%', '\0', '\u{7f}', 'é', '\u{ff0d}'] {
            assert!(!allowed.contains(&outside), "{outside:?}");
        }
    }

    #[test]
    fn lengths_from_43_to_128_are_accepted() {
        let passing: Vec<usize> =
            (0..200).filter(|n| is_43_to_128_unreserved(&"a".repeat(*n))).collect();
        assert_eq!(passing, (43..=128).collect::<Vec<_>>());
    }

    /// Each of 64 characters is expected 500 times at every position. Chi-squared has a mean of 63
    /// and a standard deviation of 11.2: a fair source exceeds 150 less than once in ten million
    /// positions.
    #[test]
    fn every_position_of_a_random_text_is_uniform() {
        const DRAWS: usize = 64 * 500;
        let mut counts = vec![[0_u32; 128]; 43];
        for _ in 0..DRAWS {
            for (position, octet) in random_text(43).unwrap().bytes().enumerate() {
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

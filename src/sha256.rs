//! SHA-256 of a code verifier.

use sha2::block_api::compress256;

use crate::{text::MAX, wiped::Zeroizing};

/// The initial hash value (FIPS 180-4, section 5.3.3).
const INITIAL: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// The SHA-256 digest of at most [`MAX`] octets.
///
/// The compression is `sha2`'s. Its front end buffers messages of any length, with checks that can panic; here the whole
/// message fits three blocks.
pub(crate) fn digest(message: &[u8]) -> [u8; 32] {
    debug_assert!(message.len() <= MAX);
    // The message, a bit 1, zeros, and the message's length in bits (FIPS 180-4, section 5.1.1).
    let padded: Box<[u8]> = Box::new([0; (MAX + 8) / 64 * 64 + 64]);
    let mut padded = Zeroizing::new(padded);
    let end = (message.len() + 8) / 64 * 64 + 64;
    let bits = message.len() as u32 * 8;
    let octet_at = |at: usize| match message.get(at) {
        Some(octet) => *octet,
        None if at == message.len() => 0x80,
        None if at + 4 >= end => (bits >> (8 * (end - 1 - at))) as u8,
        None => 0,
    };
    padded.iter_mut().take(end).enumerate().for_each(|(at, octet)| *octet = octet_at(at));

    let mut state = INITIAL;
    compress256(&mut state, padded.as_chunks().0.get(..end / 64).unwrap_or_default());
    let mut digest = [0; 32];
    digest.iter_mut().zip(state.iter().flat_map(|word| word.to_be_bytes())).for_each(|(to, from)| *to = from);
    digest
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn every_length_is_what_the_crate_hashes() {
        for length in 0..=MAX {
            let message: Vec<u8> = (0..length).map(|n| (n * 37 + length) as u8).collect();
            assert_eq!(digest(&message), <[u8; 32]>::from(Sha256::digest(&message)), "{length} octets");
        }
    }
}

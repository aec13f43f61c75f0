//! SHA-256 of a code verifier.

use sha2::block_api::compress256;
use zeroize::zeroize_stack;

use crate::{
    text::{self, MAX},
    wiped::Zeroizing,
};

/// The initial hash value (FIPS 180-4, section 5.3.3).
const INITIAL: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// The octets of the longest message, the bit 1 and the length after it, in whole blocks.
const PADDED: usize = (MAX + 8) / 64 * 64 + 64;

/// The base64url text of the SHA-256 digest of at most [`MAX`] octets: 43 characters. In a page, nothing of either is left on
/// the stack.
pub(crate) fn base64url_digest(message: &[u8]) -> Zeroizing<String> {
    let text = hashed(message);
    // `sha2` reads the message into a block of words of its own, and leaves it there.
    zeroize_stack::<1024>();
    text
}

#[inline(never)] // Its frame has to be where the wiping is.
fn hashed(message: &[u8]) -> Zeroizing<String> {
    text::base64url(digest(message).as_flattened(), 43)
}

/// The digest, in words of four octets.
///
/// The compression is `sha2`'s. Its front end buffers messages of any length, with checks that can panic; here the whole
/// message fits three blocks.
fn digest(message: &[u8]) -> [[u8; 4]; 8] {
    debug_assert!(message.len() <= MAX);
    // The message, a bit 1, zeros, and the message's length in bits (FIPS 180-4, section 5.1.1).
    let padded: Box<[u8]> = Box::new([0; PADDED]);
    let mut padded = Zeroizing::new(padded);
    padded.iter_mut().zip(message.iter().chain(&[0x80])).for_each(|(to, from)| *to = *from);
    let mut state = INITIAL;
    if let Some(blocks) = padded.as_chunks_mut().0.get_mut(..(message.len() + 8) / 64 + 1) {
        if let Some(last) = blocks.last_mut() {
            [last[62], last[63]] = (message.len() as u16 * 8).to_be_bytes();
        }
        compress256(&mut state, blocks);
    }
    state.map(u32::to_be_bytes)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn every_length_is_what_the_crate_hashes() {
        for length in 0..=MAX {
            let message: Vec<u8> = (0..length).map(|n| (n * 37 + length) as u8).collect();
            assert_eq!(digest(&message).as_flattened(), <[u8; 32]>::from(Sha256::digest(&message)), "{length} octets");
        }
    }
}

use alloc::string::String;
use core::fmt;

use sha2::{Digest, Sha256};
use zeroize::{Zeroizing, zeroize_stack};

use crate::{
    code_challenge::{ChallengeMethod, CodeChallenge},
    error::Error,
    secret::{self, is_43_to_128_unreserved},
};

const LENGTH_RULE: &str =
    "length: must be an integer from 43 to 128 (characters; RFC 7636 section 4.1)";
const VERIFIER_RULE: &str = "codeVerifier: must be a string of 43 to 128 characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 section 4.1)";
/// More than the stack frames of [`s256`], in bytes.
const S256_STACK_BYTES: usize = 2048;

/// A code verifier: the secret that proves to the token endpoint that the authorization code was
/// requested by the same client (RFC 7636, section 4.1).
///
/// It has 43 to 128 characters of `A-Z a-z 0-9 - . _ ~`. It is wiped on drop, is not [`Clone`], and
/// [`Debug`] does not show it.
///
/// ```
/// use zoom_pkce::CodeVerifier;
///
/// let code_verifier = CodeVerifier::new()?;
/// assert_eq!(code_verifier.secret().len(), 43);
/// assert_eq!(format!("{code_verifier:?}"), "CodeVerifier([redacted])");
/// # Ok::<(), zoom_pkce::Error>(())
/// ```
pub struct CodeVerifier(Zeroizing<String>);

impl CodeVerifier {
    /// The length of the shortest code verifier, in characters, and of those that
    /// [`CodeVerifier::new`] makes.
    pub const MIN_LENGTH: usize = secret::MIN_CHARS;
    /// The length of the longest code verifier, in characters.
    pub const MAX_LENGTH: usize = secret::MAX_CHARS;

    /// Generates a code verifier of 43 characters: 258 random bits.
    ///
    /// # Errors
    ///
    /// [`RandomUnavailable`](crate::ErrorCode::RandomUnavailable) if the platform gives no random
    /// numbers.
    pub fn new() -> Result<Self, Error> {
        Self::with_length(Self::MIN_LENGTH)
    }

    /// Generates a code verifier of `length` characters, 6 random bits each.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](crate::ErrorCode::InvalidArgument) if `length` is not 43 to 128,
    /// [`RandomUnavailable`](crate::ErrorCode::RandomUnavailable) if the platform gives no random
    /// numbers.
    ///
    /// ```
    /// use zoom_pkce::{CodeVerifier, ErrorCode};
    ///
    /// assert_eq!(CodeVerifier::with_length(128)?.secret().len(), 128);
    /// let error = CodeVerifier::with_length(42).unwrap_err();
    /// assert_eq!(error.code(), ErrorCode::InvalidArgument);
    /// assert!(error.to_string().starts_with("length: "));
    /// # Ok::<(), zoom_pkce::Error>(())
    /// ```
    pub fn with_length(length: usize) -> Result<Self, Error> {
        if !(Self::MIN_LENGTH..=Self::MAX_LENGTH).contains(&length) {
            return Err(Error::invalid_argument(LENGTH_RULE));
        }
        secret::random_text(length).map(Self)
    }

    /// Parses a code verifier that was made elsewhere. `text` is wiped on drop, and at once if it
    /// is refused.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](crate::ErrorCode::InvalidArgument) if it is not 43 to 128 characters of
    /// `A-Z a-z 0-9 - . _ ~`.
    ///
    /// ```
    /// use zoom_pkce::CodeVerifier;
    ///
    /// assert!(CodeVerifier::parse("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned()).is_ok());
    /// assert!(CodeVerifier::parse("too short".to_owned()).is_err());
    /// ```
    pub fn parse(text: String) -> Result<Self, Error> {
        let text = Zeroizing::new(text);
        if is_43_to_128_unreserved(&text) {
            Ok(Self(text))
        } else {
            Err(Error::invalid_argument(VERIFIER_RULE))
        }
    }

    /// Returns the code verifier's characters, for the token request. Keep them out of logs, URLs
    /// and storage.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// Returns the code challenge of this code verifier (RFC 7636, section 4.2).
    ///
    /// With [`ChallengeMethod::Plain`] the challenge **is** the code verifier, and as secret.
    ///
    /// ```
    /// use zoom_pkce::{ChallengeMethod, CodeVerifier};
    ///
    /// let code_verifier = CodeVerifier::parse("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned())?;
    /// let code_challenge = code_verifier.challenge(ChallengeMethod::S256);
    /// assert_eq!(code_challenge.as_str(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    /// # Ok::<(), zoom_pkce::Error>(())
    /// ```
    pub fn challenge(&self, method: ChallengeMethod) -> CodeChallenge {
        let text = match method {
            ChallengeMethod::Plain => self.0.clone(),
            ChallengeMethod::S256 => {
                let text = s256(&self.0);
                // SHA-256 leaves the code verifier in its stack frames.
                zeroize_stack::<S256_STACK_BYTES>();
                text
            }
        };
        CodeChallenge::from_parts_unchecked(text, method)
    }
}

/// Returns `BASE64URL-ENCODE(SHA256(ASCII(code_verifier)))` (RFC 7636, section 4.2). It is not
/// inlined, so its stack frame is among those that the caller wipes.
#[inline(never)]
fn s256(code_verifier: &str) -> Zeroizing<String> {
    secret::base64url(&Sha256::digest(code_verifier))
}

impl fmt::Debug for CodeVerifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CodeVerifier([redacted])")
    }
}

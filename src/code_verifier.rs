use core::fmt;

use crate::{
    code_challenge::{ChallengeMethod, CodeChallenge},
    error::{Error, ErrorCode, Message},
    sha256,
    text::{self, is_43_to_128_unreserved},
    wiped::Zeroizing,
};

/// A code verifier: the secret that proves, at the token endpoint, who asked for the authorization code
/// (RFC 7636, section 4.1).
///
/// 43 to 128 characters of `A-Z a-z 0-9 - . _ ~`. It is wiped from memory on drop, is not [`Clone`], and its [`Debug`]
/// does not show it.
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
    /// The shortest code verifier, in characters; what [`CodeVerifier::new`] makes.
    pub const MIN_LENGTH: usize = 43;
    /// The longest code verifier, in characters.
    pub const MAX_LENGTH: usize = 128;

    /// A new code verifier of 43 characters: 258 random bits.
    ///
    /// # Errors
    ///
    /// [`RandomUnavailable`](crate::ErrorCode::RandomUnavailable) when the platform gives no random numbers.
    pub fn new() -> Result<Self, Error> {
        Self::with_length(Self::MIN_LENGTH)
    }

    /// A new code verifier of `length` characters, 6 random bits each.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](crate::ErrorCode::InvalidArgument) when `length` is not 43 to 128,
    /// [`RandomUnavailable`](crate::ErrorCode::RandomUnavailable) when the platform gives no random numbers.
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
            return Err(Error::invalid(Message::Length));
        }
        text::random(length).map(Self).ok_or_else(|| Error::new(ErrorCode::RandomUnavailable))
    }

    /// A code verifier made elsewhere. The text that was handed in is wiped, whether it is accepted or not.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](crate::ErrorCode::InvalidArgument) when it is not 43 to 128 characters of
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
        if is_43_to_128_unreserved(&text) { Ok(Self(text)) } else { Err(Error::invalid(Message::CodeVerifier)) }
    }

    /// The code verifier's characters, for the token request. Keep them out of logs, URLs and storage.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// The code challenge that belongs to this code verifier (RFC 7636, section 4.2).
    ///
    /// With [`ChallengeMethod::Plain`] the challenge **is** the verifier, so it is as secret.
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
            ChallengeMethod::S256 => sha256::base64url_digest(self.0.as_bytes()),
        };
        CodeChallenge::trusted(text, method)
    }
}

impl fmt::Debug for CodeVerifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CodeVerifier([redacted])")
    }
}

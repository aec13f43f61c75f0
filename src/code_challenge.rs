use alloc::string::String;
use core::{fmt, str::FromStr};

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{CodeVerifier, error::Error, secret::is_43_to_128_unreserved};

const METHOD_RULE: &str =
    "codeChallengeMethod: must be \"plain\" or \"S256\" (RFC 7636 section 4.3)";
const CHALLENGE_RULE: &str = "codeChallenge: must be a string of 43 to 128 characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 section 4.2)";

/// How a code challenge is made from a code verifier (RFC 7636, section 4.2).
///
/// Zoom's in-client flow (`zoomSdk.authorize`) supports only [`Plain`](Self::Plain) today;
/// everywhere else [`S256`](Self::S256) is right.
///
/// ```
/// use zoom_pkce::ChallengeMethod;
///
/// assert_eq!(ChallengeMethod::S256.as_str(), "S256");
/// assert_eq!(ChallengeMethod::Plain.to_string(), "plain");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChallengeMethod {
    /// `plain`: the challenge is the verifier itself.
    Plain,
    /// `S256`: the challenge is `BASE64URL(SHA256(verifier))`, 43 characters.
    S256,
}

impl ChallengeMethod {
    /// Returns the value of the parameter `code_challenge_method`: `plain` or `S256`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::S256 => "S256",
        }
    }
}

impl fmt::Display for ChallengeMethod {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for ChallengeMethod {
    type Err = Error;

    /// Parses `plain` or `S256`. The spelling must be exact.
    ///
    /// ```
    /// use zoom_pkce::ChallengeMethod;
    ///
    /// assert_eq!("S256".parse(), Ok(ChallengeMethod::S256));
    /// assert!("s256".parse::<ChallengeMethod>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "plain" => Ok(Self::Plain),
            "S256" => Ok(Self::S256),
            _ => Err(Error::invalid_argument(METHOD_RULE)),
        }
    }
}

/// A code challenge: sent with the authorization request, and compared with the code verifier by
/// the token endpoint (RFC 7636, section 4.2).
///
/// A `plain` challenge is the code verifier itself. So [`Debug`] shows no characters, and the text
/// is wiped on drop.
///
/// ```
/// use zoom_pkce::{ChallengeMethod, CodeVerifier};
///
/// let code_verifier = CodeVerifier::new()?;
/// let code_challenge = code_verifier.challenge(ChallengeMethod::S256);
/// assert_eq!(code_challenge.as_str().len(), 43);
/// assert_eq!(code_challenge.method(), ChallengeMethod::S256);
/// assert!(code_challenge.verify(&code_verifier));
/// assert_eq!(format!("{code_challenge:?}"), "CodeChallenge([redacted], S256)");
/// # Ok::<(), zoom_pkce::Error>(())
/// ```
pub struct CodeChallenge {
    text: Zeroizing<String>,
    method: ChallengeMethod,
}

impl CodeChallenge {
    /// Makes a code challenge from a text that is known to fit.
    pub(crate) fn from_parts_unchecked(text: Zeroizing<String>, method: ChallengeMethod) -> Self {
        Self { text, method }
    }

    /// Parses a code challenge that was made elsewhere with `method`.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](crate::ErrorCode::InvalidArgument) if it is not 43 to 128 characters of
    /// `A-Z a-z 0-9 - . _ ~`.
    ///
    /// ```
    /// use zoom_pkce::{ChallengeMethod, CodeChallenge, CodeVerifier};
    ///
    /// let sent = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".to_owned();
    /// let code_challenge = CodeChallenge::parse(sent, ChallengeMethod::S256)?;
    /// let code_verifier = CodeVerifier::parse("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned())?;
    /// assert!(code_challenge.verify(&code_verifier));
    /// # Ok::<(), zoom_pkce::Error>(())
    /// ```
    pub fn parse(text: String, method: ChallengeMethod) -> Result<Self, Error> {
        let text = Zeroizing::new(text);
        if is_43_to_128_unreserved(&text) {
            Ok(Self { text, method })
        } else {
            Err(Error::invalid_argument(CHALLENGE_RULE))
        }
    }

    /// Returns the challenge's characters: 43 with `S256`, those of the verifier with `plain`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the method that the challenge was made with.
    pub fn method(&self) -> ChallengeMethod {
        self.method
    }

    /// Returns whether this challenge was made from `code_verifier` (RFC 7636, section 4.6). The
    /// comparison takes constant time.
    #[must_use = "a code verifier that does not match is refused"]
    pub fn verify(&self, code_verifier: &CodeVerifier) -> bool {
        let expected = code_verifier.challenge(self.method);
        expected.text.as_bytes().ct_eq(self.text.as_bytes()).into()
    }
}

impl fmt::Debug for CodeChallenge {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CodeChallenge([redacted], {})", self.method)
    }
}

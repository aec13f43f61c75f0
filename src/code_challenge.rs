use core::{fmt, str::FromStr};

use subtle::ConstantTimeEq;

use crate::{
    CodeVerifier,
    error::{Error, Message},
    text::is_43_to_128_unreserved,
    wiped::Zeroizing,
};

/// How a code challenge is made from a code verifier (RFC 7636, section 4.2).
///
/// Zoom's in-client flow (`zoomSdk.authorize`) supports only [`Plain`](Self::Plain) today; everywhere else
/// [`S256`](Self::S256) is right.
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
    /// The name that `code_challenge_method` carries: `plain` or `S256`.
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

    /// Reads `plain` or `S256`, in that very spelling.
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
            _ => Err(Error::invalid(Message::Method)),
        }
    }
}

/// A code challenge: what goes with the authorization request, for the token endpoint to hold the code verifier
/// against (RFC 7636, section 4.2).
///
/// Its [`Debug`] shows no characters, since a `plain` challenge is the verifier; for the same reason it is wiped on drop.
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
    pub(crate) fn trusted(text: Zeroizing<String>, method: ChallengeMethod) -> Self {
        Self { text, method }
    }

    /// A code challenge made elsewhere with `method`.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](crate::ErrorCode::InvalidArgument) when it is not 43 to 128 characters of
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
            Err(Error::invalid(Message::CodeChallenge))
        }
    }

    /// The challenge's characters: 43 with `S256`, those of the verifier with `plain`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The method the challenge was made with.
    pub fn method(&self) -> ChallengeMethod {
        self.method
    }

    /// Whether `code_verifier` is the one that this challenge was made from (RFC 7636, section 4.6). The comparison
    /// takes as long wherever the two differ.
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

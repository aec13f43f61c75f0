use alloc::string::String;
use core::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{error::Error, secret};

const STATE_RULE: &str =
    "state: must be a non-empty string of ASCII characters, at most 4096 (RFC 6749 appendix A.5)";

/// A `state`: binds an authorization response to its request (RFC 6749, section 10.12).
///
/// [`Debug`] does not show it, and it is wiped on drop.
///
/// ```
/// use zoom_pkce::State;
///
/// let state = State::new()?;
/// assert_eq!(state.as_str().len(), 32);
/// assert!(state.verify(state.as_str()));
/// assert!(!state.verify("another one"));
/// # Ok::<(), zoom_pkce::Error>(())
/// ```
pub struct State(Zeroizing<String>);

impl State {
    /// The length of a generated state, in characters of 6 random bits (RFC 6749, section 10.10,
    /// asks for 128 bits).
    const GENERATED_CHARS: usize = 32;
    /// The length of the longest state from elsewhere, in characters.
    pub(crate) const MAX_CHARS: usize = 4096;

    /// Generates a state: 32 characters of `A-Z a-z 0-9 - _`, 192 random bits.
    ///
    /// # Errors
    ///
    /// [`RandomUnavailable`](crate::ErrorCode::RandomUnavailable) if the platform gives no random
    /// numbers.
    pub fn new() -> Result<Self, Error> {
        secret::random_text(Self::GENERATED_CHARS).map(Self)
    }

    /// Parses a state that was made elsewhere, for instance by the backend.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](crate::ErrorCode::InvalidArgument) if it is empty, longer than 4096
    /// characters, or holds anything but visible ASCII characters and spaces (RFC 6749, appendix
    /// A.5).
    ///
    /// ```
    /// use zoom_pkce::State;
    ///
    /// assert!(State::parse("session-7 x".to_owned()).is_ok());
    /// assert!(State::parse(String::new()).is_err());
    /// assert!(State::parse("line\nbreak".to_owned()).is_err());
    /// ```
    pub fn parse(text: String) -> Result<Self, Error> {
        let text = Zeroizing::new(text);
        if matches!(text.len(), 1..=Self::MAX_CHARS)
            && text.bytes().all(|octet| matches!(octet, b' '..=b'~'))
        {
            Ok(Self(text))
        } else {
            Err(Error::invalid_argument(STATE_RULE))
        }
    }

    /// Returns the state's characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Copies the state. [`Clone`] is left out so that copies are made on purpose.
    pub(crate) fn duplicate(&self) -> Self {
        Self(self.0.clone())
    }

    /// Returns whether `received` is this state. The comparison takes constant time.
    #[must_use = "an event with another state is not used"]
    pub fn verify(&self, received: &str) -> bool {
        self.0.as_bytes().ct_eq(received.as_bytes()).into()
    }
}

impl fmt::Debug for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("State([redacted])")
    }
}

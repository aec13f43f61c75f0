use core::fmt;

use subtle::ConstantTimeEq;

use crate::{
    error::{Error, ErrorCode, Message},
    text,
    wiped::Zeroizing,
};

/// A `state`: what binds an authorization response to the request it answers (RFC 6749, section 10.12).
///
/// Its [`Debug`] does not show it, and it is wiped on drop.
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
    /// The length of a new state, in characters of 6 bits each: 192 random bits (RFC 6749 section 10.10 asks for 128).
    const LENGTH: usize = 32;
    /// The longest state from elsewhere, in characters: what is longer can't be compared without growing the wasm's memory.
    const MAX_LENGTH: usize = 4096;

    /// A new state: 32 characters of `A-Z a-z 0-9 - _`, 192 random bits.
    ///
    /// # Errors
    ///
    /// [`RandomUnavailable`](crate::ErrorCode::RandomUnavailable) when the platform gives no random numbers.
    pub fn new() -> Result<Self, Error> {
        text::random(Self::LENGTH).map(Self).ok_or_else(|| Error::new(ErrorCode::RandomUnavailable))
    }

    /// A state made elsewhere, for instance by the backend.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](crate::ErrorCode::InvalidArgument) when it is empty, longer than 4096 characters, or
    /// holds anything but visible ASCII characters and spaces (RFC 6749, appendix A.5).
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
        if matches!(text.len(), 1..=Self::MAX_LENGTH) && text.bytes().all(|octet| matches!(octet, b' '..=b'~')) {
            Ok(Self(text))
        } else {
            Err(Error::invalid(Message::State))
        }
    }

    /// The state's characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Another one of the same: a state is less of a secret than a verifier, but copies are made on purpose only.
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    pub(crate) fn duplicate(&self) -> Self {
        Self(self.0.clone())
    }

    /// Whether `received` is this state. The comparison takes as long wherever the two differ.
    pub fn verify(&self, received: &str) -> bool {
        self.0.as_bytes().ct_eq(received.as_bytes()).into()
    }
}

impl fmt::Debug for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("State([redacted])")
    }
}

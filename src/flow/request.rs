//! The request that a flow sends to the client, and its code verifier.

use crate::{ChallengeMethod, CodeChallenge, CodeVerifier, Error, State};

/// The code challenge of a flow's request.
///
/// ```
/// use zoom_pkce::{ChallengeMethod, CodeChallenge, flow::Challenge};
///
/// // The default of `Options`.
/// let from_the_page = Challenge::Generate(ChallengeMethod::Plain);
/// // A challenge that the backend has sent.
/// let sent = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned();
/// let from_the_backend = Challenge::Given(CodeChallenge::parse(sent, ChallengeMethod::Plain)?);
/// # Ok::<(), zoom_pkce::Error>(())
/// ```
#[derive(Debug)]
pub enum Challenge {
    /// A code verifier is generated, and its challenge is sent. Zoom's in-client flow supports only
    /// [`ChallengeMethod::Plain`] today.
    Generate(ChallengeMethod),
    /// The backend made this challenge and keeps the code verifier.
    Given(CodeChallenge),
}

impl Default for Challenge {
    fn default() -> Self {
        Self::Generate(ChallengeMethod::Plain)
    }
}

/// A request to the Zoom client: `zoomSdk.authorize({ codeChallenge, state })`.
#[derive(Debug)]
pub struct Request {
    /// The code verifier. `None` if the backend keeps it.
    pub code_verifier: Option<CodeVerifier>,
    /// The code challenge to send.
    pub code_challenge: CodeChallenge,
    /// The `state` to send.
    pub state: State,
}

impl Request {
    /// Makes a request. A missing `state` is generated.
    ///
    /// # Errors
    ///
    /// [`RandomUnavailable`](crate::ErrorCode::RandomUnavailable) if the platform gives no random
    /// numbers.
    ///
    /// ```
    /// use zoom_pkce::{ChallengeMethod, flow::{Challenge, Request}};
    ///
    /// let request = Request::new(Challenge::Generate(ChallengeMethod::Plain), None)?;
    /// let code_verifier = request.code_verifier.unwrap();
    /// assert_eq!(request.code_challenge.as_str(), code_verifier.secret());
    /// # Ok::<(), zoom_pkce::Error>(())
    /// ```
    pub fn new(challenge: Challenge, state: Option<State>) -> Result<Self, Error> {
        let (code_verifier, code_challenge) = match challenge {
            Challenge::Generate(method) => {
                let code_verifier = CodeVerifier::new()?;
                let code_challenge = code_verifier.challenge(method);
                (Some(code_verifier), code_challenge)
            }
            Challenge::Given(code_challenge) => (None, code_challenge),
        };
        let state = state.map_or_else(State::new, Ok)?;
        Ok(Self { code_verifier, code_challenge, state })
    }

    /// Returns the method of the code challenge. `None` if the backend made it.
    pub fn code_challenge_method(&self) -> Option<ChallengeMethod> {
        self.code_verifier.as_ref().map(|_| self.code_challenge.method())
    }

    /// Returns the texts that no message may repeat. A plain code challenge is the code verifier.
    pub(super) fn secrets(&self) -> [&str; 2] {
        [self.code_challenge.as_str(), self.state.as_str()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_the_method_of_a_generated_challenge_only() {
        let method = |challenge| Request::new(challenge, None).unwrap().code_challenge_method();
        for generated in [ChallengeMethod::Plain, ChallengeMethod::S256] {
            assert_eq!(method(Challenge::Generate(generated)), Some(generated));
        }
        let given = CodeChallenge::parse("a".repeat(43), ChallengeMethod::S256).unwrap();
        assert_eq!(method(Challenge::Given(given)), None);
    }
}

//! The result of a flow.

use alloc::string::String;
use core::fmt;

use zeroize::Zeroizing;

use crate::{ChallengeMethod, CodeVerifier, State};

/// The result of the person's consent: the values that a backend needs to request tokens.
///
/// ```
/// use zoom_pkce::flow::Authorization;
///
/// /// The parameters of the token request (RFC 6749, section 4.1.3, and RFC 7636, section 4.5).
/// fn parameters(authorization: &Authorization) -> Vec<(&str, &str)> {
///     let mut parameters = vec![
///         ("grant_type", "authorization_code"),
///         ("code", authorization.code.as_str()),
///         ("redirect_uri", &authorization.redirect_uri),
///     ];
///     if let Some(code_verifier) = &authorization.code_verifier {
///         parameters.push(("code_verifier", code_verifier.secret()));
///     }
///     parameters
/// }
/// ```
///
/// With the feature `serde` it is `Serialize`, with the names of the npm package (`codeVerifier`).
/// The result holds the secrets in plain text.
pub struct Authorization {
    /// The authorization code, 1 to 4096 characters. It works once, for 5 minutes by Zoom's newer
    /// pages and for 10 by older ones. Wiped on drop.
    pub code: Zeroizing<String>,
    /// The code verifier. `None` if the backend keeps it.
    pub code_verifier: Option<CodeVerifier>,
    /// The method of the challenge. `None` if the backend made it.
    pub code_challenge_method: Option<ChallengeMethod>,
    /// The redirect URI that the token request must repeat exactly: the event's, or the page's own
    /// URL if the event names none.
    pub redirect_uri: String,
    /// The `state` that was sent.
    pub state: State,
    /// When the event was received, in milliseconds since the epoch.
    pub received_at: f64,
}

impl fmt::Debug for Authorization {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Authorization")
            .field("code_challenge_method", &self.code_challenge_method)
            .field("redirect_uri", &self.redirect_uri)
            .field("received_at", &self.received_at)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Authorization {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// The members of the npm package's `Authorization`.
        #[derive(serde::Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Members<'a> {
            code: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            code_verifier: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            code_challenge_method: Option<&'a str>,
            redirect_uri: &'a str,
            state: &'a str,
            received_at: f64,
        }

        let members = Members {
            code: &self.code,
            code_verifier: self.code_verifier.as_ref().map(CodeVerifier::secret),
            code_challenge_method: self.code_challenge_method.map(ChallengeMethod::as_str),
            redirect_uri: &self.redirect_uri,
            state: self.state.as_str(),
            received_at: self.received_at,
        };
        members.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use std::{borrow::ToOwned, format};

    use super::*;

    #[test]
    fn debug_shows_no_secrets() {
        let code_verifier = CodeVerifier::new().unwrap();
        let state = State::new().unwrap();
        let secrets = [
            "secret-code".to_owned(),
            code_verifier.secret().to_owned(),
            state.as_str().to_owned(),
        ];
        let authorization = Authorization {
            code: secrets[0].clone().into(),
            code_verifier: Some(code_verifier),
            code_challenge_method: Some(ChallengeMethod::Plain),
            redirect_uri: "https://app.example/".to_owned(),
            state,
            received_at: 0.0,
        };
        let shown = format!("{authorization:?}");
        assert!(shown.contains("https://app.example/"), "{shown}");
        assert!(secrets.iter().all(|secret| !shown.contains(secret)), "{shown}");
    }
}

//! The rules for forwarding an authorization to a backend: checks of the URL and the authorization,
//! and the meaning of the backend's answer.
//!
//! The request itself is made by `forward` of the npm package, or by `forward::forward` for Rust
//! front ends (feature `serde`, `wasm32-unknown-unknown`).

use alloc::string::ToString;

use crate::{
    ChallengeMethod,
    error::{Error, ErrorCode},
};

#[cfg(all(target_arch = "wasm32", target_os = "unknown", feature = "serde"))]
pub use crate::browser::{Format, Target, forward};

/// The longest life of an authorization code by Zoom's pages, in milliseconds. An older one is not
/// sent.
pub const CODE_LIFETIME_MS: f64 = 600_000.0;
/// The shortest life of an authorization code by Zoom's pages, in milliseconds. An older one is
/// sent, and is suspect if Zoom refuses it.
pub const SHORTEST_CODE_LIFETIME_MS: f64 = 300_000.0;
/// How long a backend may take by default, in milliseconds.
pub const BACKEND_TIMEOUT_MS: i32 = 30_000;

pub(crate) const URL_RULE: &str = "url: must be an http or https URL without user and password, or a path on the page's own origin";

const INVALID_GRANT_OLD: &str =
    "The code was older than 5 minutes. Authorize again and forward the code at once.";
const INVALID_GRANT_S256: &str = "The challenge method was \"S256\", and Zoom's in-client flow supports only \"plain\" today: authorize with codeChallengeMethod: \"plain\".";
const INVALID_GRANT_PLAIN: &str = "The challenge method was \"plain\", as Zoom's in-client flow expects. In order of likelihood: redirect_uri is not exactly the authorization's redirectUri (if the page has a fragment, try the option redirectUri: location.href); code_verifier did not arrive; the code was used twice or reached Zoom after more than 5 minutes; the endpoint is not Zoom's and expects \"S256\": then authorize with codeChallengeMethod: \"S256\".";
const INVALID_GRANT_UNKNOWN: &str = "In order of likelihood: the code challenge was not made with \"plain\", which is what Zoom's in-client flow expects; redirect_uri is not exactly the authorization's redirectUri (if the page has a fragment, try the option redirectUri: location.href); code_verifier did not arrive; the code was used twice or reached Zoom after more than 5 minutes.";

const NO_ROUTE_HINT: &str = "Nothing takes a POST there, it seems: check the path and the development server's proxy. The authorization code may be used up: authorize again.";
const FORBIDDEN_HINT: &str = "The backend may not let this page's origin in (allowedOrigins), or miss a CSRF token. The authorization code may be used up: authorize again.";
const BACKEND_DOWN_HINT: &str = "The backend failed, or a proxy did not reach it: check that it runs, and its log. If it found no session: in Zoom's frame a session cookie needs SameSite=None and Secure. The authorization code may be used up: authorize again.";

/// Checks a URL by the parts that a URL parser returns: `protocol` with its colon, whether it has a
/// user or a password, and `hostname`.
///
/// # Errors
///
/// [`InvalidArgument`](ErrorCode::InvalidArgument) for another protocol or with credentials,
/// [`InsecureEndpoint`](ErrorCode::InsecureEndpoint) for `http:` to another machine.
///
/// ```
/// use zoom_pkce::forward::check_url;
///
/// assert!(check_url("https:", false, "app.example.com").is_ok());
/// assert!(check_url("http:", false, "localhost").is_ok());
/// assert!(check_url("http:", false, "app.example.com").is_err());
/// ```
pub fn check_url(protocol: &str, has_credentials: bool, hostname: &str) -> Result<(), Error> {
    match protocol {
        _ if has_credentials => Err(Error::invalid_argument(URL_RULE)),
        "https:" => Ok(()),
        "http:" if is_loopback(hostname) => Ok(()),
        "http:" => Err(Error::new(ErrorCode::InsecureEndpoint)),
        _ => Err(Error::invalid_argument(URL_RULE)),
    }
}

/// Returns whether a request to `hostname` stays on this machine.
fn is_loopback(hostname: &str) -> bool {
    let is_ipv4 =
        |hostname: &str| hostname.bytes().all(|octet| octet.is_ascii_digit() || octet == b'.');
    matches!(hostname, "[::1]" | "localhost")
        || hostname.ends_with(".localhost")
        || (hostname.starts_with("127.") && is_ipv4(hostname))
}

/// Checks the age of an authorization code. Both times are in milliseconds since the epoch.
///
/// # Errors
///
/// [`CodeExpired`](ErrorCode::CodeExpired) if the code is older than [`CODE_LIFETIME_MS`].
pub fn check_code_age(received_at_ms: f64, now_ms: f64) -> Result<(), Error> {
    if now_ms - received_at_ms > CODE_LIFETIME_MS {
        Err(Error::new(ErrorCode::CodeExpired))
    } else {
        Ok(())
    }
}

/// A backend's answer, without its body.
#[derive(Clone, Copy, Debug)]
pub struct BackendAnswer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// Whether the answer is a redirect that was not followed.
    pub is_redirect: bool,
    /// Whether the body is JSON. An empty body counts as JSON in a success, and not in a failure.
    pub is_json: bool,
    /// The member `error` of the body (RFC 6749, section 5.2). Empty if there is none.
    pub error: &'a str,
    /// What the body says of its failure, without secrets; of a page, its first line. Empty if it
    /// says nothing.
    pub reasons: &'a str,
    /// The challenge method of the authorization. `None` if the backend made the challenge.
    pub code_challenge_method: Option<ChallengeMethod>,
    /// How old the code was when it was sent, in milliseconds by the page's clock.
    pub code_age_ms: f64,
}

impl BackendAnswer<'_> {
    /// Checks that the answer is a success.
    ///
    /// # Errors
    ///
    /// [`RedirectRefused`](ErrorCode::RedirectRefused),
    /// [`InvalidResponse`](ErrorCode::InvalidResponse), [`InvalidGrant`](ErrorCode::InvalidGrant)
    /// and [`BackendRejected`](ErrorCode::BackendRejected).
    pub fn check(&self) -> Result<(), Error> {
        if self.is_redirect || (300..400).contains(&self.status) {
            return Err(Error::new(ErrorCode::RedirectRefused));
        }
        match ((200..300).contains(&self.status), self.is_json) {
            (true, true) => Ok(()),
            (true, false) => Err(Error::new(ErrorCode::InvalidResponse)),
            _ if self.error == "invalid_grant" => Err(self.invalid_grant()),
            _ => Err(self.rejected()),
        }
    }

    fn invalid_grant(&self) -> Error {
        let hint = match self.code_challenge_method {
            Some(ChallengeMethod::S256) => INVALID_GRANT_S256,
            _ if self.code_age_ms > SHORTEST_CODE_LIFETIME_MS => INVALID_GRANT_OLD,
            Some(ChallengeMethod::Plain) => INVALID_GRANT_PLAIN,
            None => INVALID_GRANT_UNKNOWN,
        };
        Error::new(ErrorCode::InvalidGrant)
            .with_hint(hint)
            .with_retryable(self.code_challenge_method != Some(ChallengeMethod::S256))
    }

    fn rejected(&self) -> Error {
        let hint = match self.status {
            // A page for an unknown path says so itself.
            404 | 405 if self.reasons.is_empty() || !self.is_json => NO_ROUTE_HINT,
            403 => FORBIDDEN_HINT,
            500.. if !self.is_json => BACKEND_DOWN_HINT,
            _ => ErrorCode::BackendRejected.hint(),
        };
        let mut message = alloc::string::String::from("the backend answered with HTTP status ");
        message.push_str(&self.status.to_string());
        Error::new(ErrorCode::BackendRejected)
            .with_message(message)
            .with_detail(self.reasons)
            .with_hint(hint)
            .with_retryable(self.status >= 500 || self.status == 429)
    }
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::*;

    #[test]
    fn http_is_accepted_on_this_machine_only() {
        for host in ["localhost", "app.localhost", "127.0.0.1", "127.1.2.3", "[::1]"] {
            assert_eq!(check_url("http:", false, host), Ok(()), "{host}");
        }
        for host in ["app.example.com", "127.evil.example", "localhost.example", "10.0.0.1", ""] {
            let error = check_url("http:", false, host).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InsecureEndpoint, "{host}");
        }
    }

    #[test]
    fn https_is_accepted_everywhere() {
        for host in ["app.example.com", "10.0.0.1", "localhost"] {
            assert_eq!(check_url("https:", false, host), Ok(()), "{host}");
        }
    }

    #[test]
    fn other_protocols_and_credentials_are_refused() {
        for (protocol, has_credentials) in
            [("ftp:", false), ("", false), ("https:", true), ("http:", true)]
        {
            let error = check_url(protocol, has_credentials, "localhost").unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidArgument, "{protocol} {has_credentials}");
        }
    }

    #[test]
    fn a_code_is_accepted_for_ten_minutes() {
        assert!(check_code_age(0.0, CODE_LIFETIME_MS).is_ok());
        let now_ms = 1_700_000_000_000.0;
        assert!(check_code_age(now_ms - CODE_LIFETIME_MS, now_ms).is_ok());
        let error = check_code_age(0.0, CODE_LIFETIME_MS + 1.0).unwrap_err();
        assert_eq!(error.code(), ErrorCode::CodeExpired);
    }

    fn answer(status: u16) -> BackendAnswer<'static> {
        BackendAnswer {
            status,
            is_redirect: false,
            is_json: true,
            error: "",
            reasons: "",
            code_challenge_method: Some(ChallengeMethod::Plain),
            code_age_ms: 0.0,
        }
    }

    #[test]
    fn only_a_success_with_json_is_accepted() {
        assert_eq!(answer(200).check(), Ok(()));
        assert_eq!(answer(299).check(), Ok(()));
        for (answer, code) in [
            (BackendAnswer { is_redirect: true, ..answer(0) }, ErrorCode::RedirectRefused),
            (answer(302), ErrorCode::RedirectRefused),
            (BackendAnswer { is_json: false, ..answer(200) }, ErrorCode::InvalidResponse),
            (BackendAnswer { error: "invalid_grant", ..answer(400) }, ErrorCode::InvalidGrant),
            (answer(400), ErrorCode::BackendRejected),
        ] {
            assert_eq!(answer.check().unwrap_err().code(), code, "{answer:?}");
        }
    }

    #[test]
    fn the_hint_of_invalid_grant_names_the_other_method() {
        let refused = |code_challenge_method| {
            let answer =
                BackendAnswer { error: "invalid_grant", code_challenge_method, ..answer(400) };
            answer.check().unwrap_err()
        };
        let s256 = refused(Some(ChallengeMethod::S256));
        assert!(s256.hint().contains("codeChallengeMethod: \"plain\"") && !s256.is_retryable());
        let plain = refused(Some(ChallengeMethod::Plain));
        assert!(plain.hint().contains("\"S256\"") && plain.is_retryable());
        assert!(refused(None).hint().contains("code challenge was not made with \"plain\""));
    }

    #[test]
    fn the_hint_of_invalid_grant_names_the_age_of_a_code_after_five_minutes() {
        let hint = |code_age_ms, code_challenge_method| {
            let refused = BackendAnswer {
                error: "invalid_grant",
                code_age_ms,
                code_challenge_method,
                ..answer(400)
            };
            refused.check().unwrap_err().hint()
        };
        for method in [Some(ChallengeMethod::Plain), None] {
            assert!(!hint(SHORTEST_CODE_LIFETIME_MS, method).contains("older than"));
            assert!(hint(SHORTEST_CODE_LIFETIME_MS + 1.0, method).contains("older than 5 minutes"));
        }
        // Zoom refuses such a code at any age.
        let s256 = Some(ChallengeMethod::S256);
        assert_eq!(hint(SHORTEST_CODE_LIFETIME_MS + 1.0, s256), hint(0.0, s256));
    }

    #[test]
    fn a_rejection_says_why_and_where_to_look() {
        let error = BackendAnswer { reasons: "no session", ..answer(401) }.check().unwrap_err();
        assert_eq!(error.to_string(), "the backend answered with HTTP status 401: no session");
        assert!(!error.is_retryable());
        assert!(answer(404).check().unwrap_err().hint().starts_with("Nothing takes a POST"));
        let no_user = BackendAnswer { reasons: "no such user", ..answer(404) };
        assert!(no_user.check().unwrap_err().hint().starts_with("Look at message"));
        let page = BackendAnswer { is_json: false, reasons: "Cannot POST /", ..answer(404) };
        assert!(page.check().unwrap_err().hint().starts_with("Nothing takes a POST"));
        assert!(answer(403).check().unwrap_err().hint().contains("allowedOrigins"));
        let down = BackendAnswer { is_json: false, ..answer(502) }.check().unwrap_err();
        assert!(down.hint().starts_with("The backend failed") && down.is_retryable());
        let failed = answer(500).check().unwrap_err();
        assert!(failed.hint().starts_with("Look at message") && failed.is_retryable());
        assert!(answer(429).check().unwrap_err().is_retryable());
    }
}

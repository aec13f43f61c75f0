//! Where an authorization is posted, and how.

use alloc::{string::String, vec::Vec};
use core::fmt;

use web_sys::{AbortSignal, Headers, RequestCredentials, Url};

use crate::{
    browser::window,
    error::Error,
    forward::{BACKEND_TIMEOUT_MS, URL_RULE, check_url},
};

const HEADERS_RULE: &str = "headers: must be valid names and values of HTTP headers";

/// How the body of the request is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// `application/json`
    #[default]
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
}

/// The backend's endpoint, and how to post to it.
///
/// ```no_run
/// use zoom_pkce::forward::{Format, Target};
///
/// let target = Target {
///     format: Format::Form,
///     headers: vec![("x-csrf-token".to_owned(), "of-the-session".to_owned())],
///     ..Target::new("/api/zoom/token")
/// };
/// ```
pub struct Target {
    /// An `https` URL, or `http` on this machine. A path is resolved against the page.
    pub url: String,
    /// How the body is written. JSON by default.
    pub format: Format,
    /// Names and values that are added to the request's headers, for instance a CSRF token.
    /// `content-type` cannot be replaced.
    pub headers: Vec<(String, String)>,
    /// Whether cookies are sent. By default only to the page's own origin.
    pub credentials: RequestCredentials,
    /// How long the backend may take, in milliseconds, from 1 to `i32::MAX`. 30 000 by default.
    pub timeout_ms: i32,
    /// Ends the request when it is aborted. The authorization code may be used up by then.
    pub signal: Option<AbortSignal>,
}

impl Target {
    /// Makes a target with the default of every other field.
    ///
    /// ```no_run
    /// use zoom_pkce::forward::{BACKEND_TIMEOUT_MS, Target};
    ///
    /// assert_eq!(Target::new("/api/zoom/token").timeout_ms, BACKEND_TIMEOUT_MS);
    /// ```
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            format: Format::Json,
            headers: Vec::new(),
            credentials: RequestCredentials::SameOrigin,
            timeout_ms: BACKEND_TIMEOUT_MS,
            signal: None,
        }
    }

    /// Resolves the URL against the page and checks it.
    pub(super) fn checked_url(&self) -> Result<String, Error> {
        let base = window::url();
        let parsed = match base.as_str() {
            // A global scope without a URL.
            "" => Url::new(&self.url),
            base => Url::new_with_base(&self.url, base),
        };
        // An empty URL would be the page's own.
        let url = parsed.ok().filter(|_| !self.url.is_empty());
        let url = url.ok_or_else(|| Error::invalid_argument(URL_RULE))?;
        let has_credentials = !url.username().is_empty() || !url.password().is_empty();
        check_url(&url.protocol(), has_credentials, &url.hostname())?;
        Ok(url.href())
    }

    pub(super) fn checked_headers(&self) -> Result<Headers, Error> {
        let content_type = match self.format {
            Format::Json => "application/json",
            Format::Form => "application/x-www-form-urlencoded",
        };
        let make = || {
            let headers = Headers::new()?;
            for (name, value) in &self.headers {
                headers.append(name, value)?;
            }
            headers.set("content-type", content_type)?;
            if !headers.has("accept")? {
                headers.set("accept", "application/json")?;
            }
            Ok(headers)
        };
        make().map_err(|thrown| Error::invalid_argument(HEADERS_RULE).caused_by(thrown))
    }
}

/// Shows no headers: they can hold a secret.
impl fmt::Debug for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Target")
            .field("url", &self.url)
            .field("format", &self.format)
            .field("credentials", &self.credentials)
            .field("timeout_ms", &self.timeout_ms)
            .finish_non_exhaustive()
    }
}

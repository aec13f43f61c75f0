//! The one error type: a stable code, a message that names what is wrong, a hint that names what to do.

use core::fmt;
use std::borrow::Cow;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
use wasm_bindgen::JsValue;

/// A table of the error codes: the variant, its documentation, its stable name, whether it is retryable, its message
/// and its hint.
macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident $name:literal $retryable:literal $message:literal $hint:literal;)*) => {
        /// What went wrong, by name. [`ErrorCode::as_str`] is stable: programs may compare it.
        ///
        /// ```
        /// use zoom_pkce::ErrorCode;
        ///
        /// assert_eq!(ErrorCode::AccessDenied.as_str(), "access_denied");
        /// assert_eq!(ErrorCode::AccessDenied.message(), "the person declined to authorize the app");
        /// assert!(ErrorCode::AccessDenied.is_retryable());
        /// assert!(ErrorCode::ALL.iter().all(|code| code.hint().ends_with('.')));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            $($(#[$doc])* $variant,)*
        }

        impl ErrorCode {
            /// Every code there is.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            const fn row(self) -> (&'static str, bool, &'static str, &'static str) {
                match self {
                    $(Self::$variant => ($name, $retryable, $message, $hint),)*
                }
            }
        }
    };
}

error_codes! {
    /// An argument breaks a rule; the message names both. Nothing was done.
    InvalidArgument "invalid_argument" false
        "an argument is not valid"
        "Correct what the message names; nothing was sent.";
    /// The platform gave no random numbers. No weaker source is ever used instead.
    RandomUnavailable "random_unavailable" false
        "crypto.getRandomValues is missing or failed"
        "Run in a browser's page or worker, or in Node 20 or later, where nothing replaces globalThis.crypto.";
    /// What was passed as the SDK lacks members of `@zoom/appssdk`.
    SdkMissing "sdk_missing" false
        "zoomSdk: authorize, addEventListener and removeEventListener must be functions"
        "Pass the default export of @zoom/appssdk, or window.zoomSdk where its script tag is used.";
    /// `zoomSdk.config` has not been called.
    SdkNotConfigured "sdk_not_configured" false
        "zoomSdk.config has not been called yet"
        "First: await zoomSdk.config({ capabilities: [\"authorize\", \"onAuthorized\"], version: \"0.16.0\" }). If you did, the SDK may be loaded twice, by npm and by a script tag: pass window.zoomSdk.";
    /// The client lacks `authorize` or another capability, or does not let this app use it; the message names it.
    CapabilityMissing "capability_missing" false
        "the Zoom client lacks a capability, or does not let this app use it"
        "List what the message names in zoomSdk.config's capabilities and in the app's features in the Marketplace, and update the Zoom client if its unsupportedApis has it. List \"getUserContext\" too: guests are refused like this.";
    /// The person is a guest: not signed in to Zoom, or has not added the app. `authorize` does not exist for them.
    GuestMode "guest_mode" false
        "authorize is not available in guest mode"
        "Pass reconfigure: () => zoomSdk.config(…), which has the person asked to add the app, and list \"getUserContext\", \"promptAuthorize\" and \"onMyUserContextChange\" in its capabilities.";
    /// The client refused `authorize` for another reason, which the message carries.
    AuthorizeFailed "authorize_failed" false
        "the Zoom client refused authorize"
        "The message and zoomCode are Zoom's own. Check that the app is added, its scopes are set and the client is at least 5.10.0 (desktop), 5.10.6 (iOS) or 5.14.5 (Android).";
    /// The person declined.
    AccessDenied "access_denied" true
        "the person declined to authorize the app"
        "Say what the access is for and let the person start again; do not ask again unprompted.";
    /// `onAuthorized` came without an authorization code.
    MissingCode "missing_code" true
        "onAuthorized carried no authorization code"
        "Authorize again; if it stays so, update the Zoom client.";
    /// `onAuthorized` carried another `state`, or none where one is required.
    StateMismatch "state_mismatch" true
        "the state of onAuthorized is not the one that was sent"
        "The event answers another request or is forged: its code was dropped. Authorize again.";
    /// Nobody answered within `timeoutMs`.
    Timeout "timeout" true
        "no onAuthorized event within timeoutMs"
        "Nobody answered, \"onAuthorized\" is not among zoomSdk.config's capabilities, or the SDK is loaded twice. Authorize again, or raise timeoutMs.";
    /// The caller's `signal` was aborted.
    Aborted "aborted" true
        "aborted by the signal"
        "The caller cancelled; authorize again when wanted.";
    /// Another `authorize` of this page is waiting for the person.
    InProgress "in_progress" true
        "another authorize is still waiting for the person"
        "Use the promise of the first call, or abort its signal before calling again.";
    /// The authorization code is older than Zoom's 10 minutes. Nothing was sent.
    CodeExpired "code_expired" true
        "the authorization code is older than 10 minutes; nothing was sent"
        "Authorize again and forward the code at once.";
    /// The backend's URL is not protected by TLS. Nothing was sent.
    InsecureEndpoint "insecure_endpoint" false
        "url: must be https, or http on localhost; nothing was sent"
        "Serve the backend over https: code and verifier would be readable on the way.";
}

impl ErrorCode {
    /// The stable name, as in `ZoomPkceError.code` of the npm package.
    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    /// Whether starting over, with nothing changed in the app, can succeed.
    pub const fn is_retryable(self) -> bool {
        self.row().1
    }

    /// The message that an error of this code has where it has no more precise one.
    pub const fn message(self) -> &'static str {
        self.row().2
    }

    /// What to do about it.
    pub const fn hint(self) -> &'static str {
        self.row().3
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// An error: [`code`](Self::code) for programs, its [`Display`](fmt::Display) for people, [`hint`](Self::hint) for what
/// to do. None of them ever holds a verifier, a code, a state or a token.
///
/// ```
/// use zoom_pkce::{CodeVerifier, ErrorCode};
///
/// let error = CodeVerifier::parse("short".to_owned()).unwrap_err();
/// assert_eq!(error.code(), ErrorCode::InvalidArgument);
/// assert!(error.to_string().starts_with("codeVerifier: must be a string of 43 to 128 characters"));
/// assert_eq!(error.hint(), "Correct what the message names; nothing was sent.");
/// assert!(!error.is_retryable());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Error(Box<Inner>);

/// Boxed: results are passed around more often than they are errors.
#[derive(Clone, Debug, PartialEq)]
struct Inner {
    code: ErrorCode,
    message: &'static str,
    /// Which one, or what Zoom said; often empty.
    detail: Cow<'static, str>,
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    cause: JsValue,
}

impl Error {
    pub(crate) fn new(code: ErrorCode) -> Self {
        Self::with_message(code, code.message())
    }

    /// An `invalid_argument` whose message is `argument: the rule`.
    pub(crate) fn invalid(message: &'static str) -> Self {
        Self::with_message(ErrorCode::InvalidArgument, message)
    }

    pub(crate) fn with_message(code: ErrorCode, message: &'static str) -> Self {
        Self(Box::new(Inner {
            code,
            message,
            detail: Cow::Borrowed(""),
            #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
            cause: JsValue::UNDEFINED,
        }))
    }

    /// What went wrong, for programs.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// What to do about it, for people.
    pub fn hint(&self) -> &'static str {
        self.0.code.hint()
    }

    /// Whether starting over, with nothing changed in the app, can succeed.
    pub fn is_retryable(&self) -> bool {
        self.0.code.is_retryable()
    }
}

/// What only exists where there is a Zoom client: in a page.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
impl Error {
    /// The code's own message, and what [`Display`](fmt::Display) puts behind it and a colon.
    pub(crate) fn with_detail(code: ErrorCode, detail: impl Into<Cow<'static, str>>) -> Self {
        let mut error = Self::new(code);
        error.0.detail = detail.into();
        error
    }

    pub(crate) fn caused_by(mut self, cause: JsValue) -> Self {
        self.0.cause = cause;
        self
    }

    /// The two parts of the message.
    #[cfg(feature = "npm")]
    pub(crate) fn message_and_detail(&self) -> (&'static str, &str) {
        (self.0.message, &self.0.detail)
    }

    /// What was thrown or given as the reason: Zoom's own error (its `code` is Zoom's), the signal's reason; `undefined`
    /// where there is none.
    ///
    /// ```
    /// use zoom_pkce::{CodeVerifier, ErrorCode};
    ///
    /// let error = CodeVerifier::parse("short".to_owned()).unwrap_err();
    /// assert!(error.cause().is_undefined());
    /// ```
    pub fn cause(&self) -> &JsValue {
        &self.0.cause
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { message, detail, .. } = &*self.0;
        formatter.write_str(message)?;
        if detail.is_empty() { Ok(()) } else { write!(formatter, ": {detail}") }
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_stable_snake_case_and_unique() {
        let mut names: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ErrorCode::ALL.len());
        assert_eq!(ErrorCode::InProgress.to_string(), "in_progress");
    }

    #[test]
    fn every_error_says_what_to_do() {
        for code in ErrorCode::ALL {
            assert!(code.hint().len() > 20 && code.hint().ends_with('.'), "{code}");
            assert!(!code.message().is_empty(), "{code}");
        }
    }
}

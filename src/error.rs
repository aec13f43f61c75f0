//! The error type, and the table of all error codes with their name, message, hint and whether they
//! are retryable.

use alloc::{borrow::Cow, boxed::Box};
use core::fmt;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
use wasm_bindgen::JsValue;

/// Defines [`ErrorCode`] from the table below.
macro_rules! error_codes {
    ($(
        $(#[$doc:meta])*
        $variant:ident { name: $name:literal, retryable: $retryable:literal, message: $message:literal, hint: $hint:literal, }
    )*) => {
        /// The kind of an error. [`ErrorCode::as_str`] is stable: programs may compare it.
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
            /// All error codes.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The TypeScript type of the codes.
            #[cfg(all(target_arch = "wasm32", feature = "exports"))]
            #[expect(dead_code, reason = "only a custom section refers to it")]
            pub(crate) const TYPESCRIPT_DECLARATION: &str =
                concat!("export type ZoomPkceErrorCode =", $("\n  | \"", $name, "\"",)* ";\n");

            /// Returns the row of the table. It is inlined, so a constant code adds only its own
            /// texts to the wasm module.
            #[inline(always)]
            const fn details(self) -> &'static Details {
                match self {
                    $(Self::$variant => &Details {
                        code: Self::$variant,
                        name: $name,
                        message: $message,
                        hint: $hint,
                        is_retryable: $retryable,
                    },)*
                }
            }

            /// Returns the stable name, as in `ZoomPkceError.code` of the npm package.
            pub const fn as_str(self) -> &'static str {
                self.details().name
            }

            /// Returns whether a new attempt, without a change to the app, can succeed.
            pub const fn is_retryable(self) -> bool {
                self.details().is_retryable
            }

            /// Returns the default message of an error with this code.
            pub const fn message(self) -> &'static str {
                self.details().message
            }

            /// Returns what to do about it.
            pub const fn hint(self) -> &'static str {
                self.details().hint
            }
        }
    };
}

error_codes! {
    /// An argument is invalid; the message names it and its rule. Nothing was sent.
    InvalidArgument {
        name: "invalid_argument",
        retryable: false,
        message: "an argument is not valid",
        hint: "Correct what the message names; nothing was sent.",
    }
    /// The platform gave no random numbers. There is no fallback to a weaker source.
    RandomUnavailable {
        name: "random_unavailable",
        retryable: false,
        message: "crypto.getRandomValues is missing or failed",
        hint: "Run in a browser's page or worker, or in Node 20 or later, where nothing replaces globalThis.crypto.",
    }
    /// The value passed as the SDK lacks members of `@zoom/appssdk`.
    SdkMissing {
        name: "sdk_missing",
        retryable: false,
        message: "zoomSdk: authorize, addEventListener and removeEventListener must be functions",
        hint: "Pass the default export of @zoom/appssdk, or window.zoomSdk where its script tag is used.",
    }
    /// `zoomSdk.config` was not called, or has not resolved.
    SdkNotConfigured {
        name: "sdk_not_configured",
        retryable: false,
        message: "zoomSdk.config was not called, or its promise was not awaited",
        hint: "First: await zoomSdk.config({ capabilities: [\"authorize\", \"onAuthorized\"], version: \"0.16.0\" }). If you did, it failed (is this page in a Zoom client?), or the SDK is loaded twice, by npm and by a script tag: pass window.zoomSdk.",
    }
    /// The client lacks `authorize` or another capability, or does not let this app use it; the
    /// message names it.
    CapabilityMissing {
        name: "capability_missing",
        retryable: false,
        message: "the Zoom client lacks a capability, or does not let this app use it",
        hint: "Check the app's features tab and type in the Marketplace. List what the message names in zoomSdk.config's capabilities, and update the Zoom client if its unsupportedApis has it. List \"getUserContext\" too: guests are refused like this.",
    }
    /// The person is a guest: not signed in to Zoom, or has not added the app. `authorize` does not
    /// exist for them.
    GuestMode {
        name: "guest_mode",
        retryable: false,
        message: "authorize is not available in guest mode",
        hint: "Pass reconfigure: () => zoomSdk.config(...), which has the person asked to add the app, and list \"getUserContext\", \"promptAuthorize\" and \"onMyUserContextChange\" in its capabilities.",
    }
    /// The client refused `authorize` for another reason; the message carries it.
    AuthorizeFailed {
        name: "authorize_failed",
        retryable: false,
        message: "the Zoom client refused authorize",
        hint: "The message and zoomCode are Zoom's own. Check that the app is added, its scopes are set and the client is at least 5.10.0 (desktop), 5.10.6 (iOS) or 5.14.5 (Android).",
    }
    /// The person declined.
    AccessDenied {
        name: "access_denied",
        retryable: true,
        message: "the person declined to authorize the app",
        hint: "Say what the access is for and let the person start again; do not ask again unprompted.",
    }
    /// The `onAuthorized` event has no authorization code.
    MissingCode {
        name: "missing_code",
        retryable: true,
        message: "onAuthorized carried no authorization code",
        hint: "Authorize again; if it stays so, update the Zoom client.",
    }
    /// The `onAuthorized` event has another `state`, or no `state` although it is required.
    StateMismatch {
        name: "state_mismatch",
        retryable: true,
        message: "the state of onAuthorized is not the one that was sent",
        hint: "The event answers another request or is forged: its code was dropped. Authorize again.",
    }
    /// No event arrived within `timeoutMs`.
    Timeout {
        name: "timeout",
        retryable: true,
        message: "no onAuthorized event within timeoutMs",
        hint: "The person did not answer, this page's URL is not on the app's OAuth allow list (try location.href as it is, and without its fragment), \"onAuthorized\" is not among zoomSdk.config's capabilities, or the SDK is loaded twice. Authorize again, or raise timeoutMs.",
    }
    /// The caller's `signal` was aborted.
    Aborted {
        name: "aborted",
        retryable: true,
        message: "aborted by the signal",
        hint: "The caller cancelled: authorize again when wanted. A code that was being forwarded may be used up.",
    }
    /// Another `authorize` of this page is waiting for the person.
    InProgress {
        name: "in_progress",
        retryable: true,
        message: "another authorize is still waiting for the person",
        hint: "Use the promise of the first call, or abort its signal before calling again.",
    }
    /// The authorization code is older than 10 minutes, longer than any lives. Nothing was sent.
    CodeExpired {
        name: "code_expired",
        retryable: true,
        message: "the authorization code is older than 10 minutes; nothing was sent",
        hint: "Authorize again and forward the code at once.",
    }
    /// The backend's URL is not protected by TLS. Nothing was sent.
    InsecureEndpoint {
        name: "insecure_endpoint",
        retryable: false,
        message: "url: must be https, or http on localhost; nothing was sent",
        hint: "Serve the backend over https: code and verifier would be readable on the way.",
    }
    /// The request to the backend failed: no connection, CORS or the page's policy. It may have
    /// arrived.
    NetworkError {
        name: "network_error",
        retryable: true,
        message: "the backend could not be reached",
        hint: "Check the URL, that the backend runs, its CORS headers if it is on another origin, and connect-src in the page's Content-Security-Policy. The authorization code may be used up: authorize again.",
    }
    /// The backend did not answer within its time-out.
    BackendTimeout {
        name: "backend_timeout",
        retryable: true,
        message: "the backend did not answer in time",
        hint: "Look at the backend's log. The authorization code may be used up: authorize again.",
    }
    /// The backend answered with a redirect, which is not followed.
    RedirectRefused {
        name: "redirect_refused",
        retryable: false,
        message: "the backend answered with a redirect, which is not followed",
        hint: "Give the final URL of the backend's endpoint: code and verifier are never sent to a second place.",
    }
    /// The backend answered with a success status and a body that is not JSON.
    InvalidResponse {
        name: "invalid_response",
        retryable: false,
        message: "the backend's answer is not JSON",
        hint: "Let the endpoint answer application/json. HTML often means a wrong path, or a sign-in page in front of it.",
    }
    /// The backend answered with an error status; the message holds the status and the reason.
    BackendRejected {
        name: "backend_rejected",
        retryable: false,
        message: "the backend answered with an error status",
        hint: "Look at message, body and the backend's log. If it found no session: in Zoom's frame a session cookie needs SameSite=None and Secure. The authorization code may be used up: authorize again.",
    }
    /// The token endpoint refused the authorization code (RFC 6749, section 5.2).
    InvalidGrant {
        name: "invalid_grant",
        retryable: true,
        message: "the token endpoint refused the authorization code",
        hint: "Authorize again; the hint of the error names the likely causes.",
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// An error: [`code`](Self::code) for programs, its [`Display`](fmt::Display) for people,
/// [`hint`](Self::hint) for the remedy. It never holds a code verifier, an authorization code, a
/// state or a token.
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

/// A row of the table of error codes.
#[derive(Debug, PartialEq)]
struct Details {
    code: ErrorCode,
    name: &'static str,
    message: &'static str,
    hint: &'static str,
    is_retryable: bool,
}

/// Boxed, so that a `Result` is small.
#[derive(Clone, Debug, PartialEq)]
struct Inner {
    details: &'static Details,
    message: Cow<'static, str>,
    hint: &'static str,
    is_retryable: bool,
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    cause: JsValue,
}

impl Error {
    #[expect(clippy::inline_always, reason = "a constant code adds only its own texts")]
    #[inline(always)]
    pub(crate) fn new(code: ErrorCode) -> Self {
        Self::from_details(code.details())
    }

    fn from_details(details: &'static Details) -> Self {
        Self(Box::new(Inner {
            details,
            message: Cow::Borrowed(details.message),
            hint: details.hint,
            is_retryable: details.is_retryable,
            #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
            cause: JsValue::UNDEFINED,
        }))
    }

    /// Makes an `invalid_argument`. The message is `argument: the rule`.
    pub(crate) fn invalid_argument(message: &'static str) -> Self {
        Self::new(ErrorCode::InvalidArgument).with_message(message)
    }

    /// Replaces the message.
    pub(crate) fn with_message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.0.message = message.into();
        self
    }

    /// Appends `: detail` to the message, unless it is empty.
    pub(crate) fn with_detail(mut self, detail: &str) -> Self {
        if !detail.is_empty() {
            let message = self.0.message.to_mut();
            message.push_str(": ");
            message.push_str(detail);
        }
        self
    }

    /// Replaces the hint.
    pub(crate) fn with_hint(mut self, hint: &'static str) -> Self {
        self.0.hint = hint;
        self
    }

    pub(crate) fn with_retryable(mut self, is_retryable: bool) -> Self {
        self.0.is_retryable = is_retryable;
        self
    }

    /// Returns the error code, for programs.
    pub fn code(&self) -> ErrorCode {
        self.0.details.code
    }

    /// Returns the stable name of the error code, without the table of all codes.
    pub(crate) fn name(&self) -> &'static str {
        self.0.details.name
    }

    /// Returns what is wrong, for people.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns what to do about it, for people.
    pub fn hint(&self) -> &'static str {
        self.0.hint
    }

    /// Returns whether a new attempt, without a change to the app, can succeed.
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable
    }
}

/// The cause is a JavaScript value, so it exists only on `wasm32-unknown-unknown`.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
impl Error {
    pub(crate) fn caused_by(mut self, cause: JsValue) -> Self {
        self.0.cause = cause;
        self
    }

    /// Returns the value that was thrown or that a promise was rejected with: Zoom's own error (its
    /// `code` is Zoom's), or the signal's reason. `undefined` if there is none.
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
        formatter.write_str(&self.0.message)
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use std::{string::ToString, vec::Vec};

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

    #[test]
    fn a_detail_follows_the_message() {
        let error = Error::new(ErrorCode::GuestMode).with_detail("authenticated");
        assert_eq!(error.to_string(), "authorize is not available in guest mode: authenticated");
        assert_eq!(error.clone().with_detail(""), error);
    }
}

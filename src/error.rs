//! The one error type: a stable code, a message that names what is wrong, a hint that names what to do.

use core::fmt;

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

            const fn row(self) -> (&'static str, &'static str, &'static str) {
                match self {
                    $(Self::$variant => ($name, $message, $hint),)*
                }
            }

            /// Whether starting over, with nothing changed in the app, can succeed.
            pub const fn is_retryable(self) -> bool {
                match self {
                    $(Self::$variant => $retryable,)*
                }
            }
        }

        /// Three lines for each code: its name, its message, its hint. A page takes the lines apart, by their numbers: a
        /// place and a length for each of them are bytes that compress badly.
        #[cfg(all(target_arch = "wasm32", target_os = "unknown", feature = "npm"))]
        macro_rules! codes_lines {
            () => { concat!($($name, "\n", $message, "\n", $hint, "\n",)*) };
        }
    };
}

/// A table of the messages that are more precise than their code's own.
macro_rules! messages {
    ($($variant:ident $text:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq)]
        #[allow(dead_code)] // Which ones are used depends on the target and the feature.
        pub(crate) enum Message {
            $($variant,)*
        }

        impl Message {
            const fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        /// The lines of all codes, then one for each message.
        #[cfg(all(target_arch = "wasm32", target_os = "unknown", feature = "npm"))]
        pub(crate) const LINES: &str = concat!(codes_lines!(), $($text, "\n",)*);

        #[cfg(test)]
        impl Message {
            const ALL: &[Self] = &[$(Self::$variant,)*];
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
        "First: await zoomSdk.config({ capabilities: [\"authorize\", \"onAuthorized\"], version: \"0.16.0\" }). If you did, it failed (is this page in a Zoom client?), or the SDK is loaded twice, by npm and by a script tag: pass window.zoomSdk.";
    /// The client lacks `authorize` or another capability, or does not let this app use it; the message names it.
    CapabilityMissing "capability_missing" false
        "the Zoom client lacks a capability, or does not let this app use it"
        "List what the message names in zoomSdk.config's capabilities and in the app's features in the Marketplace, and update the Zoom client if its unsupportedApis has it. List \"getUserContext\" too: guests are refused like this.";
    /// The person is a guest: not signed in to Zoom, or has not added the app. `authorize` does not exist for them.
    GuestMode "guest_mode" false
        "authorize is not available in guest mode"
        "Pass reconfigure: () => zoomSdk.config(...), which has the person asked to add the app, and list \"getUserContext\", \"promptAuthorize\" and \"onMyUserContextChange\" in its capabilities.";
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
        "Nobody answered, this page's URL is not on the app's OAuth allow list, \"onAuthorized\" is not among zoomSdk.config's capabilities, or the SDK is loaded twice. Authorize again, or raise timeoutMs.";
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

messages! {
    Length "length: must be an integer from 43 to 128 (characters; RFC 7636 section 4.1)";
    CodeVerifier "codeVerifier: must be a string of 43 to 128 characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 section 4.1)";
    CodeChallenge "codeChallenge: must be a string of 43 to 128 characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 section 4.2)";
    Method "codeChallengeMethod: must be \"plain\" or \"S256\" (RFC 7636 section 4.3)";
    MethodAndChallenge "codeChallengeMethod: must not be given together with codeChallenge, whose method is the backend's";
    State "state: must be a non-empty string of ASCII characters, at most 4096 (RFC 6749 appendix A.5)";
    RequireState "requireState: must be true or false";
    TimeoutMs "timeoutMs: must be an integer from 1 to 2147483647 (milliseconds)";
    Signal "signal: must be an AbortSignal";
    Reconfigure "reconfigure: must be a function";
    Url "url: must be an http or https URL without user and password, or a path on the page's own origin";
    Format "format: must be \"json\" or \"form\"";
    Credentials "credentials: must be \"omit\", \"same-origin\" or \"include\"";
    Body "body: must be a function";
    Fetch "fetch: must be a function";
    AuthorizationCode "authorization.code: must be a non-empty string, at most 4096 characters";
    AuthorizationRedirectUri "authorization.redirectUri: must be a non-empty string, at most 4096 characters";
    AuthorizationState "authorization.state: must be a non-empty string, at most 4096 characters";
    AuthorizationReceivedAt "authorization.receivedAt: must be a number (milliseconds since the epoch)";
    NoState "onAuthorized carried no state, which requireState demands (by default in a frame)";
    ReconfigureFailed "reconfigure failed";
    ReconfigureTimeout "reconfigure did not end within timeoutMs";
    PromptTimeout "no onMyUserContextChange within timeoutMs: the prompt was ignored or closed";
}

impl ErrorCode {
    /// The stable name, as in `ZoomPkceError.code` of the npm package.
    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    /// The message that an error of this code has where it has no more precise one.
    pub const fn message(self) -> &'static str {
        self.row().1
    }

    /// What to do about it.
    pub const fn hint(self) -> &'static str {
        self.row().2
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
    message: Option<Message>,
    /// Which one, or what Zoom said: a text, or `undefined`.
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    detail: JsValue,
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    cause: JsValue,
}

impl Error {
    pub(crate) fn new(code: ErrorCode) -> Self {
        Self::with(code, None)
    }

    /// An `invalid_argument` whose message is `argument: the rule`.
    pub(crate) fn invalid(message: Message) -> Self {
        Self::with(ErrorCode::InvalidArgument, Some(message))
    }

    pub(crate) fn with(code: ErrorCode, message: Option<Message>) -> Self {
        Self(Box::new(Inner {
            code,
            message,
            #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
            detail: JsValue::UNDEFINED,
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
    pub(crate) fn with_detail(code: ErrorCode, detail: JsValue) -> Self {
        let mut error = Self::new(code);
        error.0.detail = detail;
        error
    }

    pub(crate) fn caused_by(mut self, cause: JsValue) -> Self {
        self.0.cause = cause;
        self
    }

    #[cfg(feature = "npm")]
    pub(crate) fn detail(&self) -> &JsValue {
        &self.0.detail
    }

    /// Where the three lines of its code begin among [`LINES`], and which line its message is.
    #[cfg(feature = "npm")]
    pub(crate) fn lines(&self) -> [u32; 2] {
        let code = self.0.code as u32 * 3;
        [code, self.0.message.map_or(code + 1, |message| ErrorCode::ALL.len() as u32 * 3 + message as u32)]
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
        formatter.write_str(self.0.message.map_or(self.0.code.message(), Message::text))?;
        #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
        if let Some(detail) = self.0.detail.as_string().filter(|detail| !detail.is_empty()) {
            write!(formatter, ": {detail}")?;
        }
        Ok(())
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

    /// In a page they are found by the numbers of their lines.
    #[test]
    fn every_text_is_one_line() {
        let of_codes = ErrorCode::ALL.iter().flat_map(|code| [code.as_str(), code.message(), code.hint()]);
        let all: Vec<_> = of_codes.chain(Message::ALL.iter().map(|message| message.text())).collect();
        assert!(all.len() > 60);
        assert!(all.iter().all(|text| !text.contains('\n')));
    }
}

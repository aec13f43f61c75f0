//! The errors with which the SDK's calls are rejected, and their meaning.

use alloc::string::String;

use crate::error::{Error, ErrorCode};

const ROLE_HINT: &str = "The person's role in the meeting does not allow it.";
const SCOPES_HINT: &str = "Check the app's scopes in the Marketplace, and add the app again.";

/// A rejection of one of the SDK's calls, or of the app's `reconfigure`.
#[derive(Clone, Debug)]
pub struct Rejection<V> {
    /// The error's `message`. Empty if there is none of 1 to 4096 characters.
    pub message: String,
    /// Whether the error has a `code`: errors of the Zoom client do, the SDK's own do not.
    pub is_zoom_error: bool,
    /// The error itself.
    pub cause: V,
}

/// An error and its cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure<V> {
    /// The error, without its cause.
    pub error: Error,
    /// The value that was thrown, if there is one.
    pub cause: Option<V>,
}

impl<V> From<Error> for Failure<V> {
    fn from(error: Error) -> Self {
        Self { error, cause: None }
    }
}

impl<V> Rejection<V> {
    /// Returns whether only the SDK gave up, after its 10 seconds. The person may still be reading
    /// the consent screen.
    pub(super) fn is_sdk_timeout(&self) -> bool {
        !self.is_zoom_error && contains(&self.message, "took longer than")
    }

    /// Returns the error for a rejection of `api`.
    ///
    /// An error of Zoom's with an unknown message becomes `refused`. Zoom's message becomes part of
    /// ours unless it repeats one of `secrets`.
    pub(super) fn into_failure(self, api: &str, refused: Error, secrets: [&str; 2]) -> Failure<V> {
        let Self { message, is_zoom_error, cause } = self;
        let says = |part: &str| contains(&message, part);
        let error = if !is_zoom_error && says("zoomSdk.config") {
            Error::new(ErrorCode::SdkNotConfigured)
        } else if says("guest mode") {
            // "API is not support in guest mode." (10284)
            Error::new(ErrorCode::GuestMode)
        } else if says("not_support") || says("not support") {
            // "No Permission for this API. [code:80004, reason:app_not_support]"
            Error::new(ErrorCode::CapabilityMissing).with_detail(api)
        } else {
            let reason_hint = if says("require_meeting") {
                // "[code:80012, reason:require_meeting_role]", 80003: "require_meeting_owner_role"
                Some(ROLE_HINT)
            } else {
                // "does not contain scopes", "invalid scope"
                says("scope").then_some(SCOPES_HINT)
            };
            let error = match reason_hint {
                None if is_zoom_error => refused,
                _ => Error::new(ErrorCode::AuthorizeFailed),
            };
            let hint = reason_hint.unwrap_or(error.hint());
            let error = error.with_hint(hint);
            let repeats_secret = secrets.into_iter().any(says);
            error.with_detail(if repeats_secret { "" } else { &message })
        };
        Failure { error, cause: Some(cause) }
    }
}

/// Returns whether `text` contains `part`. `str::contains` searches long texts faster, with ten
/// times the code; Zoom's messages are short.
fn contains(text: &str, part: &str) -> bool {
    let mut windows = text.as_bytes().windows(part.len().max(1));
    windows.any(|window| window == part.as_bytes())
}

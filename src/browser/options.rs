//! The options of `authorize`, and their defaults.

#[cfg(feature = "serde")]
mod deserialize;
#[cfg(any(feature = "exports", feature = "serde"))]
pub(crate) mod read;

use alloc::string::String;

use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

use super::window;
use crate::{
    State,
    error::Error,
    flow::{AUTHORIZE_TIMEOUT_MS, Challenge},
};

const TIMEOUT_RULE: &str = "timeoutMs: must be an integer from 1 to 2147483647 (milliseconds)";
const REDIRECT_URI_RULE: &str =
    "redirectUri: must be an absolute http or https URI, at most 4096 characters";

/// The options of [`authorize`](super::authorize).
///
/// ```no_run
/// use zoom_pkce::{State, flow::Options};
///
/// let options = Options {
///     state: Some(State::parse("of-the-session".to_owned())?),
///     require_state: true,
///     timeout_ms: 60_000,
///     ..Options::default()
/// };
/// # Ok::<(), zoom_pkce::Error>(())
/// ```
///
/// With the feature `serde` they are read from an object of JavaScript, with the names, defaults
/// and rules of the npm package: `serde_wasm_bindgen::from_value(options)`.
#[derive(Debug)]
pub struct Options {
    /// The code challenge. By default it is `plain`, from a generated code verifier.
    pub challenge: Challenge,
    /// The `state` to send. By default it is generated.
    pub state: Option<State>,
    /// Whether an event without `state` is refused. Some Zoom clients leave it out, so the default
    /// is `false`; in a frame it is `true`, since the page around it can forge an event. An event
    /// with another `state` is always refused.
    pub require_state: bool,
    /// How long to wait for the person, in milliseconds, from 1 to `i32::MAX`. 300 000 by default.
    pub timeout_ms: i32,
    /// Ends the flow when it is aborted.
    pub signal: Option<AbortSignal>,
    /// The value that `zoomSdk.config` resolved to, or `undefined`. If its `unsupportedApis` lists
    /// `authorize` or `onAuthorized`, `authorize` is not called, and the flow ends in
    /// [`CapabilityMissing`](crate::ErrorCode::CapabilityMissing) unless the person is a guest.
    pub config: JsValue,
    /// Repeats the app's own call of `zoomSdk.config` and returns its promise. With it, a guest is
    /// asked to sign in and to add the app (`zoomSdk.promptAuthorize`), and it is called after each
    /// step. Without it, the flow of a guest ends in [`GuestMode`](crate::ErrorCode::GuestMode).
    pub reconfigure: Option<Function>,
    /// Called with each step of the flow: a plain object `{ step, phase, at, errorCode }` of
    /// JavaScript without secrets, whose values docs/flow.md lists. `at` is in milliseconds since the
    /// epoch, and `errorCode` is there only if the flow has failed. If the function throws, the flow
    /// goes on, and the error becomes an unhandled rejection. Nothing is reported after the future is
    /// dropped.
    pub on_progress: Option<Function>,
    /// The redirect URI if the event names none: an absolute `http` or `https` URI, at most 4096
    /// characters, with or without a fragment. Empty by default, which stands for the page's own
    /// URL without its fragment (RFC 6749, section 3.1.2).
    pub redirect_uri: String,
}

impl Options {
    /// The default of `timeout_ms`, in milliseconds.
    pub const TIMEOUT_MS: i32 = AUTHORIZE_TIMEOUT_MS;
}

impl Default for Options {
    fn default() -> Self {
        Self {
            challenge: Challenge::default(),
            state: None,
            require_state: window::is_framed(),
            timeout_ms: Self::TIMEOUT_MS,
            signal: None,
            config: JsValue::UNDEFINED,
            reconfigure: None,
            on_progress: None,
            redirect_uri: String::new(),
        }
    }
}

/// Checks a redirect URI. A URI holds only visible ASCII characters (RFC 3986, section 2).
pub(crate) fn check_redirect_uri(uri: &str) -> Result<(), Error> {
    let octets = uri.as_bytes();
    let host = [&b"https://"[..], b"http://"].iter().find_map(|scheme| {
        let (start, rest) = octets.split_at_checked(scheme.len())?;
        if start.eq_ignore_ascii_case(scheme) { rest.first() } else { None }
    });
    let has_host = host.is_some_and(|first| !b"/?#".contains(first));
    if has_host && octets.len() <= State::MAX_CHARS && octets.iter().all(u8::is_ascii_graphic) {
        Ok(())
    } else {
        Err(Error::invalid_argument(REDIRECT_URI_RULE))
    }
}

/// Checks a time-out in milliseconds, as timers take it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::float_cmp,
    reason = "what a cast changes is refused"
)]
pub(crate) fn check_timeout_ms(milliseconds: f64) -> Result<i32, Error> {
    // By way of i64: the lowering for wasm2js converts 2147483647 to i32 wrongly.
    match i32::try_from(milliseconds as i64) {
        Ok(integer) if integer >= 1 && f64::from(integer) == milliseconds => Ok(integer),
        _ => Err(Error::invalid_argument(TIMEOUT_RULE)),
    }
}

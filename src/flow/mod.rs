//! The in-client sign-in: `zoomSdk.authorize` and `onAuthorized` as one call that always ends.
//!
//! One flow at a time: a client may leave the `state` out of its event, and then nothing tells two flows apart. A second
//! call ends in [`InProgress`](ErrorCode::InProgress).
//!
//! This is Zoom's in-client OAuth (<https://developers.zoom.us/docs/zoom-apps/authentication/>), with PKCE (RFC 7636).

mod arguments;
mod event;
mod guest;
mod pending;
mod sdk;

use core::fmt;
#[cfg(not(feature = "npm"))]
use core::{
    cell::RefCell,
    future::poll_fn,
    task::{Poll, Waker},
};
#[cfg(not(feature = "npm"))]
use std::rc::Rc;

use wasm_bindgen::JsValue;
#[cfg(not(feature = "npm"))]
use wasm_bindgen::closure::Closure;

#[cfg(not(feature = "npm"))]
use crate::Error;
#[cfg(doc)]
use crate::ErrorCode;
use crate::{ChallengeMethod, CodeChallenge, CodeVerifier, State, js, wiped::Zeroizing};

#[cfg(feature = "npm")]
pub(crate) use arguments::{PAGE, SETTLE};
#[cfg(feature = "npm")]
pub(crate) use pending::{Outcome, happened, start};

/// Which code challenge goes with the request.
///
/// ```no_run
/// use zoom_pkce::{ChallengeMethod, CodeChallenge, flow::Challenge};
///
/// // What `Options` has by default.
/// let of_the_page = Challenge::Generate(ChallengeMethod::Plain);
/// // What the backend has sent.
/// let sent = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned();
/// let of_the_backend = Challenge::Given(CodeChallenge::parse(sent, ChallengeMethod::Plain)?);
/// # Ok::<(), zoom_pkce::Error>(())
/// ```
#[derive(Debug)]
pub enum Challenge {
    /// A code verifier is made here and its challenge sent. Zoom's in-client flow supports only
    /// [`ChallengeMethod::Plain`] today.
    Generate(ChallengeMethod),
    /// The backend made this challenge and keeps the code verifier.
    Given(CodeChallenge),
}

/// How to [`authorize`].
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
#[derive(Debug)]
pub struct Options {
    /// The code challenge; `plain` from a new code verifier by default.
    pub challenge: Challenge,
    /// The `state` to send; a new one by default.
    pub state: Option<State>,
    /// Whether an event without `state` is refused. Some Zoom clients leave it out, so by default it is not, but in a frame
    /// it is: whatever page the frame is in can forge an event there. One with another `state` is refused in any case.
    pub require_state: bool,
    /// How long to wait for the person, in milliseconds, from 1 to `i32::MAX`; 300 000 by default.
    pub timeout_ms: i32,
    /// Aborting it ends the flow.
    pub signal: Option<web_sys::AbortSignal>,
    /// What `zoomSdk.config` has resolved to, if it is at hand. Where its `unsupportedApis` has `authorize` or
    /// `onAuthorized`, that counts as the client's refusal ([`CapabilityMissing`](ErrorCode::CapabilityMissing)):
    /// `authorize` is not called.
    pub config: JsValue,
    /// Repeats the app's own call of `zoomSdk.config` and returns its promise. With it, a guest is asked to sign in and to
    /// add the app (`zoomSdk.promptAuthorize`), which takes this call after each step; without it, the flow ends in
    /// [`GuestMode`](ErrorCode::GuestMode) for them.
    pub reconfigure: Option<js_sys::Function>,
    /// The redirect URI where the event names none: the page's own URL without its fragment (RFC 6749, section 3.1.2), which
    /// is what it is by default.
    pub redirect_uri: String,
}

impl Options {
    /// What `timeout_ms` is by default, in milliseconds.
    pub const TIMEOUT_MS: i32 = 300_000;
}

impl Default for Options {
    fn default() -> Self {
        Self {
            challenge: Challenge::Generate(ChallengeMethod::Plain),
            state: None,
            require_state: is_framed(),
            timeout_ms: Self::TIMEOUT_MS,
            signal: None,
            config: JsValue::UNDEFINED,
            reconfigure: None,
            redirect_uri: page(),
        }
    }
}

/// Whether another page is around this one.
fn is_framed() -> bool {
    let global = js_sys::global();
    let top = js::get(&global, "top");
    js::get(&global, "self") != top && !js::is_absent(top)
}

fn page() -> String {
    let href = js::get(&js::get(&js_sys::global(), "location"), "href").as_string().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// What a person's consent brought: everything a backend needs to ask for tokens.
///
/// ```no_run
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
pub struct Authorization {
    /// The authorization code: works once, for 10 minutes. Wiped on drop.
    pub code: Zeroizing<String>,
    /// The code verifier; none where the backend holds it.
    pub code_verifier: Option<CodeVerifier>,
    /// The method of the challenge; none where the backend made it.
    pub code_challenge_method: Option<ChallengeMethod>,
    /// The redirect URI that the token request must name, to the letter: what the event says, else the page's own URL.
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

/// Asks the Zoom client to authorize the app and waits for its `onAuthorized` event. `zoom_sdk` is the default export of
/// `@zoom/appssdk`, after its `config`.
///
/// Dropping the future ends the flow as an abort would. Whatever the end, no listener and no timer is left behind.
///
/// # Errors
///
/// Every [`ErrorCode`] from [`SdkMissing`](ErrorCode::SdkMissing) to [`InProgress`](ErrorCode::InProgress), and
/// [`InvalidArgument`](ErrorCode::InvalidArgument) and [`RandomUnavailable`](ErrorCode::RandomUnavailable).
///
/// ```no_run
/// use wasm_bindgen::JsValue;
/// use zoom_pkce::{Error, ErrorCode, flow};
///
/// async fn sign_in(zoom_sdk: &JsValue) -> Result<Option<flow::Authorization>, Error> {
///     match flow::authorize(zoom_sdk, flow::Options::default()).await {
///         Ok(authorization) => Ok(Some(authorization)),
///         Err(error) if error.code() == ErrorCode::AccessDenied => Ok(None),
///         Err(error) => Err(error),
///     }
/// }
/// ```
#[cfg(not(feature = "npm"))]
pub async fn authorize(zoom_sdk: &JsValue, options: Options) -> Result<Authorization, Error> {
    #[derive(Default)]
    struct Slot {
        outcome: Option<Result<Authorization, Error>>,
        waker: Option<Waker>,
    }

    /// Dropping it ends the flow.
    struct Flow(u32);
    impl Drop for Flow {
        fn drop(&mut self) {
            pending::drop_flow(self.0);
        }
    }

    let slot = Rc::new(RefCell::new(Slot::default()));
    let done = Rc::clone(&slot);
    let _flow = Flow(pending::start(
        &options.into_arguments(zoom_sdk),
        pending::Done(Box::new(move |outcome| {
            let mut slot = done.borrow_mut();
            slot.outcome = Some(Authorization::of(outcome));
            let waker = slot.waker.take();
            // An executor may poll while it is woken.
            drop(slot);
            if let Some(waker) = waker {
                waker.wake();
            }
        })),
    )?);
    poll_fn(|context| {
        let mut slot = slot.borrow_mut();
        match slot.outcome.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                slot.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    })
    .await
}

#[cfg(not(feature = "npm"))]
thread_local! {
    /// One JavaScript function for all that happens, never freed.
    static HAPPENED: JsValue = Closure::<dyn Fn(u32, u32, JsValue)>::new(pending::happened).into_js_value();
}

#[cfg(not(feature = "npm"))]
impl Options {
    /// As `js/authorize.js` makes them.
    fn into_arguments(self, zoom_sdk: &JsValue) -> JsValue {
        let (method, code_challenge) = match &self.challenge {
            Challenge::Generate(method) => (method.as_str().into(), JsValue::UNDEFINED),
            Challenge::Given(code_challenge) => (JsValue::UNDEFINED, code_challenge.as_str().into()),
        };
        let arguments = js_sys::Array::new();
        for (index, value) in [
            (arguments::HAPPENED, HAPPENED.with(JsValue::clone)),
            (arguments::PAGE, self.redirect_uri.into()),
            (arguments::ZOOM_SDK, zoom_sdk.clone()),
            (arguments::CODE_CHALLENGE_METHOD, method),
            (arguments::CODE_CHALLENGE, code_challenge),
            (arguments::STATE, self.state.as_ref().map(State::as_str).into()),
            (arguments::REQUIRE_STATE, self.require_state.into()),
            (arguments::TIMEOUT_MS, self.timeout_ms.into()),
            (arguments::SIGNAL, self.signal.into()),
            (arguments::CONFIG, self.config),
            (arguments::RECONFIGURE, self.reconfigure.into()),
        ] {
            arguments.set(index, value);
        }
        arguments.into()
    }
}

#[cfg(not(feature = "npm"))]
impl Authorization {
    fn of(pending::Outcome { answer, arguments, secrets }: pending::Outcome) -> Result<Self, Error> {
        let answer = answer?;
        let redirect_uri = answer.redirect_uri.unwrap_or_else(|| js::at(&arguments, arguments::PAGE));
        Ok(Self {
            code: Zeroizing::new(js::text(answer.code)),
            code_challenge_method: secrets.code_verifier.is_some().then(|| secrets.code_challenge.method()),
            code_verifier: secrets.code_verifier,
            redirect_uri: redirect_uri.as_string().unwrap_or_default(),
            state: secrets.state,
            received_at: js_sys::Date::now(),
        })
    }
}

//! `authorize`: the driver's flow as a promise.

use alloc::boxed::Box;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::*};

use super::{OPTIONS_RULE, challenge_method, options_object};
use crate::{
    ChallengeMethod, CodeChallenge, CodeVerifier, State,
    browser::{
        self,
        foreign::{is_absent, object, present, text, try_member},
        options::check_timeout_ms,
    },
    error::Error,
    flow::{Authorization, Challenge, Options},
};

const METHOD_AND_CHALLENGE: &str = "codeChallengeMethod: must not be given together with codeChallenge, whose method is the backend's";
const REQUIRE_STATE_RULE: &str = "requireState: must be true or false";
const RECONFIGURE_RULE: &str = "reconfigure: must be a function";
const CONFIG_RULE: &str = "config: must be an object, not a Promise (is an `await` missing?)";

/// Asks the Zoom client to authorize the app (`zoomSdk.authorize`) and waits for its `onAuthorized`
/// event. Call `zoomSdk.config` first. One flow at a time.
#[wasm_bindgen(unchecked_return_type = "Promise<Authorization>")]
pub fn authorize(
    #[wasm_bindgen(js_name = zoomSdk, unchecked_param_type = "ZoomSdk")] zoom_sdk: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "AuthorizeOptions")] options: JsValue,
) -> Promise {
    Promise::new(&mut |resolve: Function, reject: Function| {
        let settle = move |function: &Function, value: &JsValue| {
            let _ = function.call1(&JsValue::UNDEFINED, value);
        };
        let on_end = Box::new({
            let reject = reject.clone();
            move |result: Result<Authorization, Error>| match result {
                Ok(authorization) => settle(&resolve, &to_object(&authorization)),
                Err(error) => settle(&reject, &error.into()),
            }
        });
        let started = read_options(options.clone())
            .and_then(|options| Ok(browser::start(&zoom_sdk, options, on_end)?));
        if let Err(error) = started {
            settle(&reject, &error);
        }
    })
}

/// Reads the options. The error is `invalid_argument`, or what a getter of the caller's throws.
fn read_options(options: JsValue) -> Result<Options, JsValue> {
    let options = options_object(options, OPTIONS_RULE)?;
    let mut read = Options::default();
    read_into(&mut read, &options)?;
    Ok(read)
}

/// Replaces the defaults in `read` by the members of `options`.
fn read_into(read: &mut Options, options: &JsValue) -> Result<(), JsValue> {
    let option = |name| try_member(options, name);
    read.challenge = read_challenge(&option("codeChallenge")?, &option("codeChallengeMethod")?)?;
    read.config = options_object(option("config")?, CONFIG_RULE)?;
    read.signal = present(option("signal")?).map(JsValue::unchecked_into);
    if let Some(state) = present(option("state")?) {
        read.state = Some(State::parse(text(&state).unwrap_or_default())?);
    }
    if let Some(require_state) = present(option("requireState")?) {
        let require_state = require_state.as_bool();
        read.require_state =
            require_state.ok_or_else(|| Error::invalid_argument(REQUIRE_STATE_RULE))?;
    }
    if let Some(timeout_ms) = present(option("timeoutMs")?) {
        read.timeout_ms = check_timeout_ms(timeout_ms.as_f64().unwrap_or_default())?;
    }
    if let Some(reconfigure) = present(option("reconfigure")?) {
        let function = reconfigure.dyn_into();
        read.reconfigure = Some(function.map_err(|_| Error::invalid_argument(RECONFIGURE_RULE))?);
    }
    Ok(())
}

/// Reads the code challenge. The method of a given one belongs to the backend: it is not sent, and
/// is not part of the result.
fn read_challenge(code_challenge: &JsValue, method: &JsValue) -> Result<Challenge, Error> {
    if is_absent(code_challenge) {
        return Ok(Challenge::Generate(challenge_method(method, ChallengeMethod::Plain)?));
    }
    if !is_absent(method) {
        return Err(Error::invalid_argument(METHOD_AND_CHALLENGE));
    }
    let text = text(code_challenge).unwrap_or_default();
    Ok(Challenge::Given(CodeChallenge::parse(text, ChallengeMethod::S256)?))
}

fn to_object(authorization: &Authorization) -> JsValue {
    let code_verifier = authorization.code_verifier.as_ref().map(CodeVerifier::secret);
    let method = authorization.code_challenge_method.map(ChallengeMethod::as_str);
    object([
        ("code", authorization.code.as_str().into()),
        ("codeVerifier", code_verifier.into()),
        ("codeChallengeMethod", method.into()),
        ("redirectUri", authorization.redirect_uri.as_str().into()),
        ("state", authorization.state.as_str().into()),
        ("receivedAt", authorization.received_at.into()),
    ])
}

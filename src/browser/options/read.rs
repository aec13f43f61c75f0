//! Reads options from an object of JavaScript, by the names of the npm package.

use js_sys::{Function, Object};
use wasm_bindgen::{JsCast, JsValue};

use super::{Options, REDIRECT_URI_RULE, check_timeout_ms};
use crate::{
    ChallengeMethod, CodeChallenge, State,
    browser::foreign::{is_absent, member, present, text, try_member},
    error::Error,
    flow::Challenge,
};

pub(crate) const OPTIONS_RULE: &str =
    "options: must be an object, not a Promise (is an `await` missing?)";
const CONFIG_RULE: &str = "config: must be an object, not a Promise (is an `await` missing?)";
const METHOD_AND_CHALLENGE: &str = "codeChallengeMethod: must not be given together with codeChallenge, whose method is the backend's";
const REQUIRE_STATE_RULE: &str = "requireState: must be true or false";
const RECONFIGURE_RULE: &str = "reconfigure: must be a function";
const ON_PROGRESS_RULE: &str = "onProgress: must be a function";

/// Why options could not be read.
pub(crate) enum ReadError {
    /// An option breaks its rule.
    Invalid(Error),
    /// A getter of the caller's threw this value.
    #[cfg_attr(
        not(feature = "exports"),
        expect(dead_code, reason = "only the exports throw it on")
    )]
    Thrown(JsValue),
}

impl From<Error> for ReadError {
    fn from(error: Error) -> Self {
        Self::Invalid(error)
    }
}

impl From<JsValue> for ReadError {
    fn from(thrown: JsValue) -> Self {
        Self::Thrown(thrown)
    }
}

/// Reads the options of `authorize`. `undefined` and `null` stand for the defaults.
pub(crate) fn read_options(options: JsValue) -> Result<Options, ReadError> {
    let options = options_object(options, OPTIONS_RULE)?;
    let mut read = Options::default();
    read_into(&mut read, &options)?;
    Ok(read)
}

/// Replaces the defaults in `read` by the members of `options`.
fn read_into(read: &mut Options, options: &JsValue) -> Result<(), ReadError> {
    let option = |name| try_member(options, name);
    read.challenge = read_challenge(&option("codeChallenge")?, &option("codeChallengeMethod")?)?;
    if let Some(config) = present(option("config")?) {
        read.config = options_object(config, CONFIG_RULE)?;
    }
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
    if let Some(redirect_uri) = present(option("redirectUri")?) {
        read.redirect_uri =
            text(&redirect_uri).ok_or_else(|| Error::invalid_argument(REDIRECT_URI_RULE))?;
    }
    read.reconfigure = function(option("reconfigure")?, RECONFIGURE_RULE)?;
    read.on_progress = function(option("onProgress")?, ON_PROGRESS_RULE)?;
    Ok(())
}

/// Reads an optional function.
fn function(value: JsValue, rule: &'static str) -> Result<Option<Function>, Error> {
    let function = present(value).map(JsValue::dyn_into).transpose();
    function.map_err(|_| Error::invalid_argument(rule))
}

/// Returns `options`, or an empty object if they are `undefined` or `null`. Anything but an object
/// breaks the rule, and so does a promise.
pub(crate) fn options_object(options: JsValue, rule: &'static str) -> Result<JsValue, Error> {
    if is_absent(&options) {
        Ok(Object::new().into())
    } else if options.is_object() && member(&options, "then").is_undefined() {
        Ok(options)
    } else {
        Err(Error::invalid_argument(rule))
    }
}

/// Reads an optional challenge method.
pub(crate) fn challenge_method(
    value: &JsValue,
    default: ChallengeMethod,
) -> Result<ChallengeMethod, Error> {
    if is_absent(value) { Ok(default) } else { text(value).unwrap_or_default().parse() }
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

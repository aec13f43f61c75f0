//! Reads options from an object of JavaScript, by the names of the npm package.

use alloc::{format, string::String};

use js_sys::Object;
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_wasm_bindgen::preserve;
use wasm_bindgen::{JsCast, JsValue};

use super::{Options, check_timeout_ms};
use crate::{
    ChallengeMethod, CodeChallenge, State,
    browser::foreign::{is_absent, member, present, text, try_member},
    error::{Error, ErrorCode},
    flow::Challenge,
};

const NAMES: [&str; 9] = [
    "codeChallengeMethod",
    "codeChallenge",
    "state",
    "requireState",
    "timeoutMs",
    "signal",
    "config",
    "reconfigure",
    "redirectUri",
];

const OPTIONS_RULE: &str = "options: must be an object, not a Promise (is an `await` missing?)";
const METHOD_AND_CHALLENGE: &str = "codeChallengeMethod: must not be given together with codeChallenge, whose method is the backend's";
const REQUIRE_STATE_RULE: &str = "requireState: must be true or false";
const RECONFIGURE_RULE: &str = "reconfigure: must be a function";
const CONFIG_RULE: &str = "config: must be an object, not a Promise (is an `await` missing?)";
const REDIRECT_URI_RULE: &str = "redirectUri: must be a non-empty string, at most 4096 characters";

/// Reads an object of JavaScript, by `serde_wasm_bindgen` only. Members that are not options are
/// refused.
impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The value is read as a whole: reading field by field would accept a promise.
        let options: JsValue = preserve::deserialize(deserializer)?;
        read(&options).map_err(D::Error::custom)
    }
}

fn read(options: &JsValue) -> Result<Options, Error> {
    if is_absent(options) {
        return Ok(Options::default());
    }
    check_object(options, OPTIONS_RULE)?;
    let names = Object::keys(options.unchecked_ref::<Object>());
    let mut names = names.iter().filter_map(|name| name.as_string());
    if let Some(unknown) = names.find(|name| !NAMES.contains(&name.as_str())) {
        let message = format!("options: there is no option {unknown}");
        return Err(Error::new(ErrorCode::InvalidArgument).with_message(message));
    }

    let option = |name| {
        let value = try_member(options, name);
        value.map(present).map_err(|_| Error::invalid_argument(OPTIONS_RULE))
    };
    let mut read = Options {
        challenge: read_challenge(option("codeChallenge")?, option("codeChallengeMethod")?)?,
        signal: option("signal")?.map(JsValue::unchecked_into),
        ..Options::default()
    };
    if let Some(state) = option("state")? {
        read.state = Some(State::parse(text_or_empty(&state))?);
    }
    if let Some(require_state) = option("requireState")? {
        let require_state = require_state.as_bool();
        read.require_state =
            require_state.ok_or_else(|| Error::invalid_argument(REQUIRE_STATE_RULE))?;
    }
    if let Some(timeout_ms) = option("timeoutMs")? {
        read.timeout_ms = check_timeout_ms(timeout_ms.as_f64().unwrap_or_default())?;
    }
    if let Some(config) = option("config")? {
        check_object(&config, CONFIG_RULE)?;
        read.config = config;
    }
    if let Some(reconfigure) = option("reconfigure")? {
        let function = reconfigure.dyn_into();
        read.reconfigure = Some(function.map_err(|_| Error::invalid_argument(RECONFIGURE_RULE))?);
    }
    if let Some(redirect_uri) = option("redirectUri")? {
        let redirect_uri = text(&redirect_uri);
        read.redirect_uri =
            redirect_uri.ok_or_else(|| Error::invalid_argument(REDIRECT_URI_RULE))?;
    }
    Ok(read)
}

/// Reads the code challenge. The method of a given challenge belongs to the backend and is not
/// sent.
fn read_challenge(
    code_challenge: Option<JsValue>,
    method: Option<JsValue>,
) -> Result<Challenge, Error> {
    match (code_challenge, method) {
        (None, None) => Ok(Challenge::Generate(ChallengeMethod::Plain)),
        (None, Some(method)) => Ok(Challenge::Generate(text_or_empty(&method).parse()?)),
        (Some(text), None) => {
            let text = text_or_empty(&text);
            Ok(Challenge::Given(CodeChallenge::parse(text, ChallengeMethod::S256)?))
        }
        (Some(_), Some(_)) => Err(Error::invalid_argument(METHOD_AND_CHALLENGE)),
    }
}

/// Checks that `value` is an object and not a promise.
fn check_object(value: &JsValue, rule: &'static str) -> Result<(), Error> {
    if value.is_object() && member(value, "then").is_undefined() {
        Ok(())
    } else {
        Err(Error::invalid_argument(rule))
    }
}

/// Returns the text of a string. Another value becomes an empty text, which every rule refuses.
fn text_or_empty(value: &JsValue) -> String {
    text(value).unwrap_or_default()
}

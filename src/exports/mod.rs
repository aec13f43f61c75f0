//! The functions that a module built by wasm-pack exports to JavaScript.

mod authorize;
mod error;
mod pkce;
mod types;

use js_sys::Object;
use wasm_bindgen::JsValue;

use crate::{
    ChallengeMethod,
    browser::foreign::{is_absent, member, text},
    error::Error,
};

const OPTIONS_RULE: &str = "options: must be an object, not a Promise (is an `await` missing?)";

/// Returns `options`, or an empty object if they are `undefined` or `null`. Other values and
/// promises are refused.
fn options_object(options: JsValue, rule: &'static str) -> Result<JsValue, Error> {
    if is_absent(&options) {
        Ok(Object::new().into())
    } else if options.is_object() && member(&options, "then").is_undefined() {
        Ok(options)
    } else {
        Err(Error::invalid_argument(rule))
    }
}

/// Reads an optional challenge method.
fn challenge_method(value: &JsValue, default: ChallengeMethod) -> Result<ChallengeMethod, Error> {
    if is_absent(value) { Ok(default) } else { text(value).unwrap_or_default().parse() }
}

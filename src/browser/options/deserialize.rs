//! `Options: Deserialize`, for Rust front ends that get their options from JavaScript.

use alloc::format;

use js_sys::Object;
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_wasm_bindgen::preserve;
use wasm_bindgen::{JsCast, JsValue};

use super::{
    Options,
    read::{OPTIONS_RULE, ReadError, read_options},
};
use crate::{
    browser::foreign::is_absent,
    error::{Error, ErrorCode},
};

const NAMES: [&str; 10] = [
    "codeChallengeMethod",
    "codeChallenge",
    "state",
    "requireState",
    "timeoutMs",
    "signal",
    "config",
    "reconfigure",
    "onProgress",
    "redirectUri",
];

/// Reads an object of JavaScript, by `serde_wasm_bindgen` only. Members that are not options are
/// refused.
impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As a whole: a field by itself would not show that the object is a promise.
        let options: JsValue = preserve::deserialize(deserializer)?;
        read(options).map_err(D::Error::custom)
    }
}

fn read(options: JsValue) -> Result<Options, Error> {
    let read = read_options(options.clone()).map_err(|error| match error {
        ReadError::Invalid(error) => error,
        ReadError::Thrown(_) => Error::invalid_argument(OPTIONS_RULE),
    })?;
    if is_absent(&options) {
        return Ok(read);
    }
    let names = Object::keys(options.unchecked_ref::<Object>());
    let mut names = names.iter().filter_map(|name| name.as_string());
    if let Some(unknown) = names.find(|name| !NAMES.contains(&name.as_str())) {
        let message = format!("options: there is no option {unknown}");
        return Err(Error::new(ErrorCode::InvalidArgument).with_message(message));
    }
    Ok(read)
}

//! What goes out to JavaScript: arrays, by serde, to which `js/` gives the names. Names in the wasm would be bytes that
//! neither a minifier nor a compressor can reach.

use js_sys::{Array, Function};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use crate::{CodeChallenge, CodeVerifier, error::Error, flow};

/// `codeVerifier`, `codeChallenge`, `codeChallengeMethod`
#[derive(Serialize)]
struct PkcePair<'a>(&'a str, &'a str, &'a str);

/// `code`, `codeVerifier`, `codeChallengeMethod`, `redirectUri`, `state`, `receivedAt`
#[derive(Serialize)]
struct Authorization<'a>(&'a str, Option<&'a str>, Option<&'a str>, &'a str, &'a str, f64);

/// whether the format is `form`, `timeoutMs`
#[derive(Serialize)]
pub(super) struct CheckedTarget(pub(super) bool, pub(super) i32);

/// `code`, `message`, `hint`, `retryable`, to which `cause` is added.
#[derive(Serialize)]
struct ErrorData<'a>(&'a str, &'a str, &'a str, bool);

pub(super) fn pkce_pair(code_verifier: &CodeVerifier, code_challenge: &CodeChallenge) -> JsValue {
    value(&PkcePair(code_verifier.secret(), code_challenge.as_str(), code_challenge.method().as_str()))
}

fn authorization(authorization: &flow::Authorization) -> JsValue {
    value(&Authorization(
        &authorization.code,
        authorization.code_verifier.as_ref().map(CodeVerifier::secret),
        authorization.code_challenge_method.map(|method| method.as_str()),
        &authorization.redirect_uri,
        authorization.state.as_str(),
        authorization.received_at,
    ))
}

pub(super) fn error(error: Error) -> JsValue {
    let code = error.code();
    let data = value(&ErrorData(code.as_str(), error.message(), code.hint(), code.is_retryable()));
    data.unchecked_ref::<Array>().push(error.cause());
    data
}

pub(super) fn value_or_error(outcome: Result<JsValue, Error>) -> JsValue {
    outcome.unwrap_or_else(error)
}

/// `settle(authorization)`, an array of six, or `settle(error)`, an array of five.
pub(super) fn settle(settle: &JsValue, outcome: Result<flow::Authorization, Error>) {
    let value = value_or_error(outcome.map(|outcome| authorization(&outcome)));
    let _ = settle.unchecked_ref::<Function>().call2(&JsValue::UNDEFINED, &value, &JsValue::UNDEFINED);
}

/// Cannot fail: these types have no maps, no large integers and no serializer of their own that could.
pub(super) fn value(data: &impl Serialize) -> JsValue {
    serde_wasm_bindgen::to_value(data).unwrap_or_default()
}

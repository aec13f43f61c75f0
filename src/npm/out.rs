//! What goes out to JavaScript: arrays of texts, by serde, to which `js/` gives the names. Names in the wasm would be bytes
//! that neither a minifier nor a compressor can reach.

use js_sys::{Array, Function};
use wasm_bindgen::{JsCast, JsValue};

use crate::{CodeChallenge, CodeVerifier, error::Error, flow};

/// `codeVerifier`, `codeChallenge`, `codeChallengeMethod`
pub(super) fn pkce_pair(code_verifier: &CodeVerifier, code_challenge: &CodeChallenge) -> JsValue {
    let texts = [code_verifier.secret(), code_challenge.as_str(), code_challenge.method().as_str()];
    array(&texts.map(Some)).into()
}

/// `code`, `codeVerifier`, `codeChallengeMethod`, `redirectUri`, `state`, `receivedAt`
fn authorization(authorization: &flow::Authorization) -> JsValue {
    let array = array(&[
        Some(&authorization.code),
        authorization.code_verifier.as_ref().map(CodeVerifier::secret),
        authorization.code_challenge_method.map(|method| method.as_str()),
        Some(&authorization.redirect_uri),
        Some(authorization.state.as_str()),
    ]);
    array.push(&authorization.received_at.into());
    array.into()
}

/// `code`, `message`, `hint`, the detail that belongs behind the message, `retryable`, `cause`. The truth value at that
/// place is what `js/wasm.js` tells errors by.
fn error(error: Error) -> JsValue {
    let code = error.code();
    let (message, detail) = error.message_and_detail();
    let array = array(&[code.as_str(), message, code.hint(), detail].map(Some));
    array.push(&code.is_retryable().into());
    array.push(error.cause());
    array.into()
}

pub(super) fn value_or_error(outcome: Result<JsValue, Error>) -> JsValue {
    outcome.unwrap_or_else(error)
}

/// `settle(authorization)` or `settle(error)`
pub(super) fn settle(settle: &JsValue, outcome: Result<flow::Authorization, Error>) {
    let value = value_or_error(outcome.map(|outcome| authorization(&outcome)));
    let _ = settle.unchecked_ref::<Function>().call2(&JsValue::UNDEFINED, &value, &JsValue::UNDEFINED);
}

/// Cannot fail: texts have no serializer of their own that could.
fn array(texts: &[Option<&str>]) -> Array {
    serde_wasm_bindgen::to_value(texts).unwrap_or_default().unchecked_into()
}

//! What goes out to JavaScript: arrays, their texts by serde, to which `js/` gives the names. Names in the wasm would be
//! bytes that neither a minifier nor a compressor can reach.

use js_sys::{Array, Function};
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    CodeChallenge, CodeVerifier,
    error::{Error, LINES},
    flow::{Outcome, PAGE, SETTLE},
    js,
};

/// `codeVerifier`, `codeChallenge`, `codeChallengeMethod`
pub(super) fn pkce_pair(code_verifier: &CodeVerifier, code_challenge: &CodeChallenge) -> JsValue {
    array([Some(code_verifier.secret()), Some(code_challenge.as_str()), Some(code_challenge.method().as_str())]).into()
}

/// All lines of [`LINES`], then the number of the code's first one and of the message, `retryable`, the detail that belongs
/// behind the message, `cause`. The truth value at that place is what `js/wasm.js` tells errors by.
fn error(error: Error) -> JsValue {
    let array = array([Some(LINES), None, None]);
    let [code, message] = error.lines();
    array.set(1, code.into());
    array.set(2, message.into());
    array.set(3, error.is_retryable().into());
    array.set(4, error.detail().clone());
    array.set(5, error.cause().clone());
    array.into()
}

pub(super) fn value_or_error(outcome: Result<JsValue, Error>) -> JsValue {
    outcome.unwrap_or_else(error)
}

/// Tells `settle`, which is among the arguments of a flow.
pub(crate) struct Done;

impl Done {
    pub(crate) fn call(self, outcome: Outcome) {
        settle(outcome);
    }
}

/// `codeVerifier`, `codeChallengeMethod`, `state`, `code`, `redirectUri`, `receivedAt`; or an error.
fn settle(Outcome { answer, arguments, secrets }: Outcome) {
    let authorization = answer.map(|answer| {
        let code_verifier = secrets.code_verifier.as_ref();
        let method = code_verifier.map(|_| secrets.code_challenge.method().as_str());
        let array = array([code_verifier.map(CodeVerifier::secret), method, Some(secrets.state.as_str())]);
        array.set(3, answer.code);
        array.set(4, answer.redirect_uri.unwrap_or_else(|| js::at(&arguments, PAGE)));
        array.set(5, js_sys::Date::now().into());
        array.into()
    });
    let settle = js::at(&arguments, SETTLE);
    let _ = settle.unchecked_ref::<Function>().call2(
        &JsValue::UNDEFINED,
        &value_or_error(authorization),
        &JsValue::UNDEFINED,
    );
}

/// Cannot fail: texts have no serializer of their own that could.
fn array(texts: [Option<&str>; 3]) -> Array {
    let array = Array::new();
    for (index, text) in (0..).zip(&texts) {
        array.set(index, serde_wasm_bindgen::to_value(text).unwrap_or_default());
    }
    array
}

//! The exports of the npm package `zoom-pkce`; `js/` takes options apart, calls them, and gives names to what comes back.
//! Whatever comes in is checked here. An error leaves as a value too, the array that `ZoomPkceError` is made of:
//! throwing costs more glue.

mod allocator;
mod forward;
mod out;

use wasm_bindgen::{JsValue, prelude::*};

use crate::{ChallengeMethod, CodeChallenge, CodeVerifier, State, error::Error, flow, js};

pub(crate) use out::Done;

/// `generateCodeVerifier(length)`
#[wasm_bindgen(js_name = generateCodeVerifier)]
pub fn generate_code_verifier(length: JsValue) -> JsValue {
    out::value_or_error(new_code_verifier(&length).map(|code_verifier| code_verifier.secret().into()))
}

/// `generateCodeChallenge(codeVerifier, method)`
#[wasm_bindgen(js_name = generateCodeChallenge)]
pub fn generate_code_challenge(code_verifier: JsValue, method: JsValue) -> JsValue {
    let challenge = || Ok(code_verifier_of(&code_verifier)?.challenge(js::method(&method, ChallengeMethod::S256)?));
    out::value_or_error(challenge().map(|challenge| challenge.as_str().into()))
}

/// `verifyCodeChallenge(codeVerifier, codeChallenge, method)`
#[wasm_bindgen(js_name = verifyCodeChallenge)]
pub fn verify_code_challenge(code_verifier: JsValue, code_challenge: JsValue, method: JsValue) -> JsValue {
    let verify = || {
        let code_verifier = code_verifier_of(&code_verifier)?;
        let method = js::method(&method, ChallengeMethod::S256)?;
        Ok(CodeChallenge::parse(js::text(&code_challenge), method)?.verify(&code_verifier).into())
    };
    out::value_or_error(verify())
}

/// `generatePkcePair({ codeChallengeMethod, length })`
#[wasm_bindgen(js_name = generatePkcePair)]
pub fn generate_pkce_pair(method: JsValue, length: JsValue) -> JsValue {
    let pair = || {
        let method = js::method(&method, ChallengeMethod::S256)?;
        let code_verifier = new_code_verifier(&length)?;
        Ok(out::pkce_pair(&code_verifier, &code_verifier.challenge(method)))
    };
    out::value_or_error(pair())
}

/// `generateState()`
#[wasm_bindgen(js_name = generateState)]
pub fn generate_state() -> JsValue {
    out::value_or_error(State::new().map(|state| state.as_str().into()))
}

/// `[settle, happened, page, zoomSdk, codeChallengeMethod, codeChallenge, state, requireState, timeoutMs, signal, config,
/// reconfigure]`: authorizes from the page at `page`. `settle` is called once, with an authorization or with an error;
/// `happened` is the export of that name. The array is the flow's from then on.
#[wasm_bindgen]
pub fn authorize(arguments: JsValue) {
    if let Err(error) = flow::start(&arguments, Done) {
        out::tell(&arguments, out::value_or_error(Err(error)));
    }
}

/// What happened to a flow; the numbers are bound by the flow itself.
#[wasm_bindgen]
pub fn happened(flow: u32, happening: u32, value: JsValue) {
    flow::happened(flow, happening, value);
}

/// Checks what `forward` is given before anything is sent, all but the authorization: `[protocol with user and password,
/// hostname, format, credentials, body, fetch, timeoutMs, signal]`, the first two by the URL parser. Gives `timeoutMs`.
#[wasm_bindgen(js_name = checkTarget)]
pub fn check_target(arguments: JsValue) -> JsValue {
    out::value_or_error(forward::check_target(&arguments))
}

/// Checks the authorization that is about to be sent.
#[wasm_bindgen(js_name = checkAuthorization)]
pub fn check_authorization(authorization: JsValue) -> JsValue {
    out::value_or_error(forward::check_authorization(&authorization))
}

fn new_code_verifier(length: &JsValue) -> Result<CodeVerifier, Error> {
    if js::is_absent(length) {
        return CodeVerifier::new();
    }
    let number = js::number(length);
    let length = number as usize;
    CodeVerifier::with_length(if length as f64 == number { length } else { 0 })
}

fn code_verifier_of(value: &JsValue) -> Result<CodeVerifier, Error> {
    CodeVerifier::parse(js::text(value))
}

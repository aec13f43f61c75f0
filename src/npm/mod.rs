//! The exports of the npm package `zoom-pkce`; `js/` takes options apart, calls them, and gives names to what comes back.
//! Whatever comes in is checked here. An error leaves as a value too, the array that `ZoomPkceError` is made of:
//! throwing costs more glue.

mod allocator;
mod forward;
mod out;

use wasm_bindgen::{JsValue, prelude::*};

use crate::{
    ChallengeMethod, CodeChallenge, CodeVerifier, State,
    error::Error,
    flow::{self, Challenge, Options},
    js,
};

/// `generateCodeVerifier(length)`
#[wasm_bindgen(js_name = generateCodeVerifier)]
pub fn generate_code_verifier(length: JsValue) -> JsValue {
    out::value_or_error(new_code_verifier(&length).map(|code_verifier| code_verifier.secret().into()))
}

/// `generateCodeChallenge(codeVerifier, method)`
#[wasm_bindgen(js_name = generateCodeChallenge)]
pub fn generate_code_challenge(code_verifier: JsValue, method: JsValue) -> JsValue {
    let challenge = || Ok(code_verifier_of(&code_verifier)?.challenge(method_of(&method, ChallengeMethod::S256)?));
    out::value_or_error(challenge().map(|challenge| challenge.as_str().into()))
}

/// `verifyCodeChallenge(codeVerifier, codeChallenge, method)`
#[wasm_bindgen(js_name = verifyCodeChallenge)]
pub fn verify_code_challenge(code_verifier: JsValue, code_challenge: JsValue, method: JsValue) -> JsValue {
    let verify = || {
        let code_verifier = code_verifier_of(&code_verifier)?;
        Ok(code_challenge_of(&code_challenge, method_of(&method, ChallengeMethod::S256)?)?
            .verify(&code_verifier)
            .into())
    };
    out::value_or_error(verify())
}

/// `generatePkcePair({ codeChallengeMethod, length })`
#[wasm_bindgen(js_name = generatePkcePair)]
pub fn generate_pkce_pair(method: JsValue, length: JsValue) -> JsValue {
    let pair = || {
        let method = method_of(&method, ChallengeMethod::S256)?;
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
/// `happened` is the export of that name.
#[wasm_bindgen]
pub fn authorize(arguments: JsValue) {
    let at = |index| js::at(&arguments, index);
    flow::listen_through(at(1));
    let settle = at(0);
    let done = Box::new(move |outcome: Result<flow::Authorization, Error>| out::settle(&settle, outcome));
    match options(&arguments).and_then(|options| flow::start(&at(3), options, done)) {
        Ok(flow) => flow.detach(),
        Err(error) => out::settle(&at(0), Err(error)),
    }
}

fn options(arguments: &JsValue) -> Result<Options, Error> {
    let at = |index| js::at(arguments, index);
    let (method, code_challenge, state, require_state, reconfigure) = (at(4), at(5), at(6), at(7), at(11));
    let challenge = if js::is_absent(&code_challenge) {
        Challenge::Generate(method_of(&method, ChallengeMethod::Plain)?)
    } else if js::is_absent(&method) {
        // The method is the backend's business: it only travels with a verifier that is made here.
        Challenge::Given(code_challenge_of(&code_challenge, ChallengeMethod::S256)?)
    } else {
        return Err(Error::invalid(
            "codeChallengeMethod: must not be given together with codeChallenge, whose method is the backend's",
        ));
    };
    Ok(Options {
        challenge,
        state: if js::is_absent(&state) {
            None
        } else {
            Some(State::parse(js::string(&state, 4096).unwrap_or_default())?)
        },
        require_state: require_state.as_bool().ok_or_else(|| Error::invalid("requireState: must be true or false"))?,
        timeout_ms: js::timeout_ms(&at(8), Options::TIMEOUT_MS)?,
        signal: js::signal(at(9))?,
        config: at(10),
        reconfigure: if js::is_absent(&reconfigure) {
            None
        } else if reconfigure.is_function() {
            Some(reconfigure.unchecked_into())
        } else {
            return Err(Error::invalid("reconfigure: must be a function"));
        },
        redirect_uri: at(2).as_string().unwrap_or_default(),
    })
}

/// What happened to a flow; the numbers are bound by the flow itself.
#[wasm_bindgen]
pub fn happened(flow: u32, happening: u32, value: JsValue) {
    flow::happened(flow, happening, value);
}

/// Checks what `forward` is given before anything is sent, all but the authorization: `[protocol, user and password,
/// hostname, format, credentials, body, fetch, timeoutMs, signal]`, the first three by the URL parser. Gives
/// `timeoutMs`.
#[wasm_bindgen(js_name = checkTarget)]
pub fn check_target(arguments: JsValue) -> JsValue {
    out::value_or_error(forward::check_target(&arguments))
}

/// Checks the authorization that is about to be sent.
#[wasm_bindgen(js_name = checkAuthorization)]
pub fn check_authorization(authorization: JsValue) -> JsValue {
    out::value_or_error(forward::check_authorization(&authorization).map(|()| JsValue::UNDEFINED))
}

fn new_code_verifier(length: &JsValue) -> Result<CodeVerifier, Error> {
    if js::is_absent(length) {
        return CodeVerifier::new();
    }
    CodeVerifier::with_length(js::whole_number(length, 0.0, 999.0).unwrap_or_default() as usize)
}

fn code_verifier_of(value: &JsValue) -> Result<CodeVerifier, Error> {
    CodeVerifier::parse(js::string(value, 128).unwrap_or_default())
}

fn code_challenge_of(value: &JsValue, method: ChallengeMethod) -> Result<CodeChallenge, Error> {
    CodeChallenge::parse(js::string(value, 128).unwrap_or_default(), method)
}

fn method_of(value: &JsValue, default: ChallengeMethod) -> Result<ChallengeMethod, Error> {
    if js::is_absent(value) {
        return Ok(default);
    }
    js::string(value, 5).unwrap_or_default().parse()
}

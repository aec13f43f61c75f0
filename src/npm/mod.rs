//! The export of the npm package `zoom-pkce`; `js/` takes options apart, calls it, and gives names to what comes back.
//! Whatever comes in is checked here. An error leaves as a value too, the array that `ZoomPkceError` is made of:
//! throwing costs more glue.

mod allocator;
mod forward;
mod out;

use wasm_bindgen::{JsValue, prelude::*};

use crate::{ChallengeMethod, CodeChallenge, CodeVerifier, State, error::Error, flow, js};

pub(crate) use out::Done;

/// Does what the first of `arguments` says, with the others. One export, since each costs a hundred bytes on both sides.
#[wasm_bindgen]
pub fn run(arguments: JsValue) -> JsValue {
    let at = |index| js::at(&arguments, index);
    out::value_or_error(match js::number(at(0)) as u32 {
        0 => {
            flow::happened(js::number(at(1)) as u32, js::number(at(2)) as u32, at(3));
            Ok(JsValue::UNDEFINED)
        }
        1 => flow::start(&arguments, Done).map(|_| JsValue::UNDEFINED),
        2 => forward::check_target(&arguments),
        3 => forward::check_authorization(&at(1)),
        4 => generate_code_verifier(at(1)),
        5 => generate_code_challenge(at(1), at(2)),
        6 => verify_code_challenge(at(1), at(2), at(3)),
        7 => generate_pkce_pair(at(1), at(2)),
        8 => State::new().map(|state| state.as_str().into()),
        _ => Ok(JsValue::UNDEFINED),
    })
}

fn generate_code_verifier(length: JsValue) -> Result<JsValue, Error> {
    Ok(new_code_verifier(length)?.secret().into())
}

fn generate_code_challenge(code_verifier: JsValue, method: JsValue) -> Result<JsValue, Error> {
    let code_verifier = CodeVerifier::parse(js::text(code_verifier))?;
    let method = js::method(method, ChallengeMethod::S256)?;
    Ok(code_verifier.challenge(method).as_str().into())
}

fn verify_code_challenge(code_verifier: JsValue, code_challenge: JsValue, method: JsValue) -> Result<JsValue, Error> {
    let code_verifier = CodeVerifier::parse(js::text(code_verifier))?;
    let method = js::method(method, ChallengeMethod::S256)?;
    Ok(CodeChallenge::parse(js::text(code_challenge), method)?.verify(&code_verifier).into())
}

fn generate_pkce_pair(method: JsValue, length: JsValue) -> Result<JsValue, Error> {
    let method = js::method(method, ChallengeMethod::S256)?;
    let code_verifier = new_code_verifier(length)?;
    Ok(out::pkce_pair(&code_verifier, &code_verifier.challenge(method)))
}

fn new_code_verifier(length: JsValue) -> Result<CodeVerifier, Error> {
    if length.loose_eq(&JsValue::NULL) {
        return CodeVerifier::new();
    }
    let number = js::number(length);
    let length = number as usize;
    CodeVerifier::with_length(if length as f64 == number { length } else { 0 })
}

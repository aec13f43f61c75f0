//! Code verifiers, code challenges and states.

use js_sys::{JsString, Object};
use wasm_bindgen::{JsCast, JsValue, prelude::*};

use crate::{
    ChallengeMethod, CodeChallenge, CodeVerifier, State,
    browser::{
        foreign::{is_absent, text},
        options::read::{OPTIONS_RULE, challenge_method, options_object},
    },
    error::Error,
};

// The names of these members are in the glue. If they came from the wasm, they would be decoded for
// each pair, which took longer than the hash.
#[wasm_bindgen]
extern "C" {
    pub type PkcePairOptions;

    #[wasm_bindgen(method, getter, catch, js_name = codeChallengeMethod)]
    fn code_challenge_method(this: &PkcePairOptions) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn length(this: &PkcePairOptions) -> Result<JsValue, JsValue>;

    type PkcePair;

    #[wasm_bindgen(method, setter, js_name = codeVerifier)]
    fn set_code_verifier(this: &PkcePair, code_verifier: &str);
    #[wasm_bindgen(method, setter, js_name = codeChallenge)]
    fn set_code_challenge(this: &PkcePair, code_challenge: &str);
    #[wasm_bindgen(method, setter, js_name = codeChallengeMethod)]
    fn set_code_challenge_method(this: &PkcePair, method: &str);
}

/// Generates a code verifier (RFC 7636, section 4.1): 43 to 128 characters, 43 by default.
#[wasm_bindgen(js_name = generateCodeVerifier, unchecked_return_type = "string")]
pub fn generate_code_verifier(
    #[wasm_bindgen(unchecked_optional_param_type = "number")] length: JsValue,
) -> Result<JsString, Error> {
    Ok(CodeVerifier::with_length(read_length(&length))?.secret().into())
}

/// Returns the code challenge of a code verifier (RFC 7636, section 4.2). The method is `"S256"` by
/// default.
#[wasm_bindgen(js_name = generateCodeChallenge, unchecked_return_type = "string")]
pub fn generate_code_challenge(
    #[wasm_bindgen(js_name = codeVerifier, unchecked_param_type = "string")] code_verifier: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CodeChallengeMethod")] method: JsValue,
) -> Result<JsString, Error> {
    let code_verifier = read_code_verifier(&code_verifier)?;
    let method = challenge_method(&method, ChallengeMethod::S256)?;
    Ok(code_verifier.challenge(method).as_str().into())
}

/// Returns whether a code challenge was made from a code verifier (RFC 7636, section 4.6). The
/// comparison takes constant time. The method is `"S256"` by default.
#[wasm_bindgen(js_name = verifyCodeChallenge)]
pub fn verify_code_challenge(
    #[wasm_bindgen(js_name = codeVerifier, unchecked_param_type = "string")] code_verifier: JsValue,
    #[wasm_bindgen(js_name = codeChallenge, unchecked_param_type = "string")]
    code_challenge: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CodeChallengeMethod")] method: JsValue,
) -> Result<bool, Error> {
    let code_verifier = read_code_verifier(&code_verifier)?;
    let method = challenge_method(&method, ChallengeMethod::S256)?;
    let code_challenge = CodeChallenge::parse(text(&code_challenge).unwrap_or_default(), method)?;
    Ok(code_challenge.verify(&code_verifier))
}

/// Generates a code verifier and its code challenge. `codeChallengeMethod` is `"S256"` by default,
/// `length`, of the code verifier in characters, 43.
#[wasm_bindgen(js_name = generatePkcePair, unchecked_return_type = "PkcePair")]
pub fn generate_pkce_pair(
    #[wasm_bindgen(unchecked_optional_param_type = "PkcePairOptions")] options: Option<
        PkcePairOptions,
    >,
) -> Result<JsValue, JsValue> {
    let (length, method) = match options {
        Some(options) => read_pair_options(options)?,
        None => (CodeVerifier::MIN_LENGTH, ChallengeMethod::S256),
    };
    let code_verifier = CodeVerifier::with_length(length)?;
    let pair = Object::new().unchecked_into::<PkcePair>();
    pair.set_code_verifier(code_verifier.secret());
    pair.set_code_challenge(code_verifier.challenge(method).as_str());
    pair.set_code_challenge_method(method.as_str());
    Ok(pair.into())
}

/// Generates a `state` (RFC 6749, section 10.12): 32 characters, 192 random bits.
#[wasm_bindgen(js_name = generateState, unchecked_return_type = "string")]
pub fn generate_state() -> Result<JsString, Error> {
    Ok(State::new()?.as_str().into())
}

fn read_code_verifier(value: &JsValue) -> Result<CodeVerifier, Error> {
    CodeVerifier::parse(text(value).unwrap_or_default())
}

/// Reads the options of `generatePkcePair`.
fn read_pair_options(options: PkcePairOptions) -> Result<(usize, ChallengeMethod), JsValue> {
    let options = options_object(options.into(), OPTIONS_RULE)?.unchecked_into::<PkcePairOptions>();
    let method = challenge_method(&options.code_challenge_method()?, ChallengeMethod::S256)?;
    Ok((read_length(&options.length()?), method))
}

/// Reads the length of a code verifier. A length that is not an integer becomes 0, which
/// [`CodeVerifier::with_length`] refuses.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "what a cast changes is refused"
)]
fn read_length(length: &JsValue) -> usize {
    if is_absent(length) {
        return CodeVerifier::MIN_LENGTH;
    }
    let number = length.as_f64().unwrap_or_default();
    let integer = number as usize;
    if integer as f64 == number { integer } else { 0 }
}

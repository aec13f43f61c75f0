//! What `forward` may send and where. The request itself is made by `js/forward.js`.

use wasm_bindgen::JsValue;

use crate::{
    CodeVerifier,
    error::{Error, ErrorCode, Message},
    js,
};

/// How long Zoom accepts an authorization code, in milliseconds.
const CODE_LIFETIME_MS: f64 = 600_000.0;
/// How long a backend may take by default, in milliseconds.
const TIMEOUT_MS: i32 = 30_000;

/// Checks what `forward` is given before anything is sent, all but the authorization: `protocol` with user and password
/// behind it, `hostname`, `format`, `credentials`, `body`, `fetch`, `timeoutMs`, `signal`, the first two by the URL parser.
/// Gives `timeoutMs`.
pub(super) fn check_target(arguments: &JsValue) -> Result<JsValue, Error> {
    let at = |index| js::at(arguments, index);
    let is_secure = match js::text(at(1)).as_str() {
        "https:" => true,
        "http:" => false,
        _ => return Err(Error::invalid(Message::Url)),
    };
    // In the form that the URL parser writes.
    if !is_secure && !is_loopback(js::text(at(2)).as_bytes()) {
        return Err(Error::new(ErrorCode::InsecureEndpoint));
    }
    let is_one_of = |index, values: &[&str]| js::is_absent(at(index)) || values.contains(&js::text(at(index)).as_str());
    if !is_one_of(3, &["json", "form"]) {
        return Err(Error::invalid(Message::Format));
    }
    if !is_one_of(4, &["omit", "same-origin", "include"]) {
        return Err(Error::invalid(Message::Credentials));
    }
    if !js::is_optional_function(at(5)) {
        return Err(Error::invalid(Message::Body));
    }
    if !js::is_optional_function(at(6)) {
        return Err(Error::invalid(Message::Fetch));
    }
    let timeout_ms = js::timeout_ms(at(7), TIMEOUT_MS)?;
    js::check_signal(at(8))?;
    Ok(timeout_ms.into())
}

/// Whether what is sent to `host` stays on this machine.
fn is_loopback(host: &[u8]) -> bool {
    host == b"[::1]"
        || host == b"localhost"
        || host.ends_with(b".localhost")
        || (host.starts_with(b"127.") && host.iter().all(|octet| octet.is_ascii_digit() || *octet == b'.'))
}

/// Checks the authorization that is about to be sent.
pub(super) fn check_authorization(authorization: &JsValue) -> Result<JsValue, Error> {
    for (key, message) in [
        ("code", Message::AuthorizationCode),
        ("redirectUri", Message::AuthorizationRedirectUri),
        ("state", Message::AuthorizationState),
    ] {
        if !js::is_text(js::get(authorization, key)) {
            return Err(Error::invalid(message));
        }
    }
    if !js::is_absent(js::get(authorization, "codeVerifier")) {
        CodeVerifier::parse(js::text(js::get(authorization, "codeVerifier")))?;
    }
    let received_at = js::number(js::get(authorization, "receivedAt"));
    if received_at.is_nan() {
        Err(Error::invalid(Message::AuthorizationReceivedAt))
    } else if js_sys::Date::now() - received_at > CODE_LIFETIME_MS {
        Err(Error::new(ErrorCode::CodeExpired))
    } else {
        Ok(JsValue::UNDEFINED)
    }
}

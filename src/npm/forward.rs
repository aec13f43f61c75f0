//! What `forward` may send and where. The request itself is made by `js/forward.js`.

use wasm_bindgen::JsValue;

use super::code_verifier_of;
use crate::{
    error::{Error, ErrorCode},
    js,
};

/// How long Zoom accepts an authorization code, in milliseconds.
const CODE_LIFETIME_MS: f64 = 600_000.0;
/// How long a backend may take by default, in milliseconds.
const TIMEOUT_MS: i32 = 30_000;

/// Checks `protocol`, user and password, `hostname`, `format`, `credentials`, `body`, `fetch`, `timeoutMs`, `signal`. Gives
/// `timeoutMs`.
pub(super) fn check_target(arguments: &JsValue) -> Result<JsValue, Error> {
    let at = |index| js::at(arguments, index);
    check_url(&at(0), &at(1), &at(2))?;
    if !is_optional_of(&at(3), &["json", "form"]) {
        return Err(Error::invalid("format: must be \"json\" or \"form\""));
    }
    if !is_optional_of(&at(4), &["omit", "same-origin", "include"]) {
        return Err(Error::invalid("credentials: must be \"omit\", \"same-origin\" or \"include\""));
    }
    if !is_optional_function(&at(5)) {
        return Err(Error::invalid("body: must be a function"));
    }
    if !is_optional_function(&at(6)) {
        return Err(Error::invalid("fetch: must be a function"));
    }
    let timeout_ms = js::timeout_ms(&at(7), TIMEOUT_MS)?;
    let signal = js::signal(at(8))?;
    if js::is_aborted(&signal) {
        return Err(js::aborted(&signal));
    }
    Ok(timeout_ms.into())
}

fn is_optional_of(value: &JsValue, values: &[&str]) -> bool {
    js::is_absent(value) || js::string(value, 16).is_some_and(|text| values.contains(&text.as_str()))
}

fn is_optional_function(value: &JsValue) -> bool {
    js::is_absent(value) || value.is_function()
}

/// Refuses a URL that others on the way could read; the parts are in the form that the URL parser writes.
fn check_url(protocol: &JsValue, user_and_password: &JsValue, hostname: &JsValue) -> Result<(), Error> {
    let text = |part, max| js::string(part, max);
    let is_secure = match text(protocol, 6).as_deref() {
        Some("https:") => Some(true),
        Some("http:") => Some(false),
        _ => None,
    };
    match is_secure.filter(|_| text(user_and_password, 0).is_some()) {
        None => Err(Error::invalid(
            "url: must be an http or https URL without user and password, or a path on the page's own origin",
        )),
        Some(is_secure) if is_secure || is_loopback(text(hostname, 255).unwrap_or_default().as_bytes()) => Ok(()),
        _ => Err(Error::new(ErrorCode::InsecureEndpoint)),
    }
}

/// Whether what is sent to `host` stays on this machine.
fn is_loopback(host: &[u8]) -> bool {
    host == b"[::1]"
        || host == b"localhost"
        || host.ends_with(b".localhost")
        || (host.starts_with(b"127.") && host.iter().all(|octet| octet.is_ascii_digit() || *octet == b'.'))
}

pub(super) fn check_authorization(authorization: &JsValue) -> Result<(), Error> {
    let is_text = |key| js::string(&js::get(authorization, key), 4096).is_some_and(|text| !text.is_empty());
    if !is_text("code") {
        return Err(Error::invalid("authorization.code: must be a non-empty string, at most 4096 characters"));
    }
    if !is_text("redirectUri") {
        return Err(Error::invalid("authorization.redirectUri: must be a non-empty string, at most 4096 characters"));
    }
    if !is_text("state") {
        return Err(Error::invalid("authorization.state: must be a non-empty string, at most 4096 characters"));
    }
    let code_verifier = js::get(authorization, "codeVerifier");
    if !js::is_absent(&code_verifier) {
        code_verifier_of(&code_verifier)?;
    }
    match js::get(authorization, "receivedAt").as_f64().filter(|time| time.is_finite()) {
        None => Err(Error::invalid("authorization.receivedAt: must be a number (milliseconds since the epoch)")),
        Some(time) if js_sys::Date::now() - time > CODE_LIFETIME_MS => Err(Error::new(ErrorCode::CodeExpired)),
        Some(_) => Ok(()),
    }
}

//! What `forward` may send and where. The request itself is made by `js/forward.js`.

use wasm_bindgen::JsValue;

use super::{code_verifier_of, out};
use crate::{
    error::{Error, ErrorCode},
    js,
};

/// How long Zoom accepts an authorization code, in milliseconds.
const CODE_LIFETIME_MS: f64 = 600_000.0;
/// How long a backend may take by default, in milliseconds.
const TIMEOUT_MS: i32 = 30_000;

pub(super) fn check_target(target: &JsValue, url: &str) -> Result<JsValue, Error> {
    check_url(url)?;
    let form = match one_of(target, "format", &["json", "form"]) {
        Some(format) => format == 2,
        None => return Err(Error::invalid("format: must be \"json\" or \"form\"")),
    };
    if one_of(target, "credentials", &["omit", "same-origin", "include"]).is_none() {
        return Err(Error::invalid("credentials: must be \"omit\", \"same-origin\" or \"include\""));
    }
    if !is_optional_function(&js::get(target, "body")) {
        return Err(Error::invalid("body: must be a function"));
    }
    if !is_optional_function(&js::get(target, "fetch")) {
        return Err(Error::invalid("fetch: must be a function"));
    }
    let timeout_ms = js::timeout_ms(&js::get(target, "timeoutMs"), TIMEOUT_MS)?;
    match js::signal(js::get(target, "signal"))?.filter(|signal| signal.aborted()) {
        Some(signal) => Err(Error::new(ErrorCode::Aborted).caused_by(signal.reason())),
        None => Ok(out::value(&out::CheckedTarget(form, timeout_ms))),
    }
}

/// The place of `target[key]` among `values`, from 1; 0 where there is none, `None` where it is another value.
fn one_of(target: &JsValue, key: &str, values: &[&str]) -> Option<usize> {
    let value = js::get(target, key);
    if js::is_absent(&value) {
        return Some(0);
    }
    let text = js::string(&value, 16)?;
    values.iter().position(|known| *known == text).map(|place| place + 1)
}

fn is_optional_function(value: &JsValue) -> bool {
    js::is_absent(value) || value.is_function()
}

/// Refuses a URL that others on the way could read; `url` is in the form that the URL parser writes.
fn check_url(url: &str) -> Result<(), Error> {
    const RULE: &str =
        "url: must be an http or https URL without user and password, or a path on the page's own origin";
    let (rest, secure) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => (rest, false),
        (None, None) => return Err(Error::invalid(RULE)),
    };
    let authority = rest.as_bytes().split(|octet| matches!(octet, b'/' | b'?' | b'#')).next().unwrap_or_default();
    if authority.contains(&b'@') {
        Err(Error::invalid(RULE))
    } else if secure || is_loopback(authority) {
        Ok(())
    } else {
        Err(Error::new(ErrorCode::InsecureEndpoint))
    }
}

/// Whether what is sent to `authority` (a host, perhaps with a port) stays on this machine.
fn is_loopback(authority: &[u8]) -> bool {
    if authority.starts_with(b"[") {
        return authority == b"[::1]" || authority.starts_with(b"[::1]:");
    }
    let host = authority.split(|octet| *octet == b':').next().unwrap_or_default();
    host == b"localhost"
        || host.ends_with(b".localhost")
        || (host.starts_with(b"127.") && host.iter().all(|octet| octet.is_ascii_digit() || *octet == b'.'))
}

pub(super) fn check_authorization(authorization: &JsValue) -> Result<(), Error> {
    let is_text = |key| js::get(authorization, key).as_string().is_some_and(|text| !text.is_empty());
    if !is_text("code") {
        return Err(Error::invalid("authorization.code: must be a non-empty string"));
    }
    if !is_text("redirectUri") {
        return Err(Error::invalid("authorization.redirectUri: must be a non-empty string"));
    }
    if !is_text("state") {
        return Err(Error::invalid("authorization.state: must be a non-empty string"));
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

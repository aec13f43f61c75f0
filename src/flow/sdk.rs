//! The part of `@zoom/appssdk` that the flow uses. The SDK object is a `Proxy` that answers to every name, `then` too:
//! never await it.

use wasm_bindgen::JsValue;

use crate::{
    error::{Error, ErrorCode},
    js,
};

pub(super) const AUTHORIZE: &str = "authorize";
pub(super) const PROMPT_AUTHORIZE: &str = "promptAuthorize";
pub(super) const GET_USER_CONTEXT: &str = "getUserContext";
pub(super) const ON_AUTHORIZED: &str = "onAuthorized";
pub(super) const ON_MY_USER_CONTEXT_CHANGE: &str = "onMyUserContextChange";

/// Whether `value` has what the flow needs.
pub(super) fn check(value: &JsValue) -> Result<(), Error> {
    let has = |member| js::get(value, member).is_function();
    if has(AUTHORIZE) && has("addEventListener") && has("removeEventListener") {
        Ok(())
    } else {
        Err(Error::new(ErrorCode::SdkMissing))
    }
}

/// That the client has what the flow needs, by `config`, its answer to `zoomSdk.config`.
pub(super) fn check_config(config: &JsValue) -> Result<(), Error> {
    let unsupported = js::get(config, "unsupportedApis");
    let lacks = |name: &str| {
        let found = js::call(&unsupported, "includes", &name.into(), &JsValue::UNDEFINED);
        found.is_ok_and(|found| found.as_bool() == Some(true))
    };
    let lacking = match (lacks(AUTHORIZE), lacks(ON_AUTHORIZED)) {
        (false, false) => return Ok(()),
        (true, false) => AUTHORIZE,
        (false, true) => ON_AUTHORIZED,
        (true, true) => "authorize, onAuthorized",
    };
    Err(Error::with_detail(ErrorCode::CapabilityMissing, lacking))
}

/// What a rejection of the SDK's `api` means; `None` where the flow goes on. `otherwise` is the code where Zoom's text says
/// nothing that is known here.
///
/// The SDK gives up on every call after 10 seconds, while the person may still be reading the consent screen: the event
/// can come long after that.
///
/// Zoom's text goes into the message unless it repeats one of `secrets`. The error that it came with is the cause, as it
/// is.
pub(super) fn rejection(reason: JsValue, api: &str, otherwise: ErrorCode, secrets: &[&str]) -> Option<Error> {
    let mut text = js::string(&js::get(&reason, "message"), 4096).unwrap_or_default();
    if secrets.iter().any(|secret| contains(&text, secret)) {
        text = String::new();
    }
    let is_zooms = !js::is_absent(&js::get(&reason, "code"));
    let error = if contains(&text, "took longer than") && !is_zooms {
        return None;
    } else if contains(&text, "zoomSdk.config") && !is_zooms {
        Error::new(ErrorCode::SdkNotConfigured)
    } else if contains(&text, "not_support") || contains(&text, "not support") {
        // "No Permission for this API. [code:80004, reason:app_not_support]"
        Error::with_detail(ErrorCode::CapabilityMissing, api)
    } else {
        Error::with_detail(otherwise, &text)
    };
    Some(error.caused_by(reason))
}

/// `str::contains` in a tenth of its bytes: Zoom's messages are short.
fn contains(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len()).any(|window| window == part.as_bytes())
}

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

/// That `value` has what the flow needs, `promptAuthorize` too where it `may_prompt`.
pub(super) fn check(value: JsValue, may_prompt: bool) -> Result<(), Error> {
    let has = |member| js::is_function(js::get(&value, member));
    if !(has(AUTHORIZE) && has("addEventListener") && has("removeEventListener")) {
        Err(Error::new(ErrorCode::SdkMissing))
    } else if may_prompt && !has(PROMPT_AUTHORIZE) {
        Err(Error::with_detail(ErrorCode::CapabilityMissing, PROMPT_AUTHORIZE.into()))
    } else {
        Ok(())
    }
}

/// What of the flow's needs the client lacks, by `config`, its answer to `zoomSdk.config`.
pub(super) fn lacking(config: JsValue) -> Option<&'static str> {
    let unsupported = js::get(&config, "unsupportedApis");
    let lacks = |name: &str| {
        let found = js::call(unsupported.clone(), "includes", name.into(), JsValue::UNDEFINED);
        found.is_ok_and(|found| js::truth(found) == Some(true))
    };
    match (lacks(AUTHORIZE), lacks(ON_AUTHORIZED)) {
        (false, false) => None,
        (true, false) => Some(AUTHORIZE),
        (false, true) => Some(ON_AUTHORIZED),
        (true, true) => Some("authorize, onAuthorized"),
    }
}

/// What a rejection of the SDK's `api` means; `None` where the flow goes on. `declined` is the code of an error of Zoom's
/// whose text says nothing that is known here.
///
/// The SDK gives up on every call after 10 seconds, while the person may still be reading the consent screen: the event
/// can come long after that.
///
/// Zoom's text goes into the message unless it repeats one of `secrets`. The error that it came with is the cause, as it
/// is.
pub(super) fn rejection(reason: JsValue, api: &'static str, declined: ErrorCode, secrets: [&str; 2]) -> Option<Error> {
    let text = js::text(js::get(&reason, "message"));
    // Zoom's own errors have a code.
    let is_zooms = !js::is_absent(js::get(&reason, "code"));
    let says = |part: &str| contains(&text, part);
    let error = if !is_zooms && says("took longer than") {
        return None;
    } else if !is_zooms && says("zoomSdk.config") {
        Error::new(ErrorCode::SdkNotConfigured)
    } else if says("not_support") || says("not support") {
        // "No Permission for this API. [code:80004, reason:app_not_support]"
        Error::with_detail(ErrorCode::CapabilityMissing, api.into())
    } else {
        let code = if is_zooms { declined } else { ErrorCode::AuthorizeFailed };
        let tells = secrets.into_iter().any(says);
        Error::with_detail(code, if tells || text.is_empty() { JsValue::UNDEFINED } else { text.as_str().into() })
    };
    Some(error.caused_by(reason))
}

/// `str::contains` in a tenth of its bytes: Zoom's messages are short.
fn contains(text: &str, part: &str) -> bool {
    !part.is_empty() && text.as_bytes().windows(part.len()).any(|window| window == part.as_bytes())
}

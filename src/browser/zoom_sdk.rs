//! The part of `@zoom/appssdk` that the flow uses, as typed bindings, and how its values are read.
//!
//! The SDK object is a `Proxy` that answers to every name, `then` too: it must not be awaited.

use wasm_bindgen::{JsCast, JsValue, prelude::*};
use zeroize::Zeroizing;

use super::foreign;
use crate::{
    error::{Error, ErrorCode},
    flow::machine::{Event, Rejection, Status, Unsupported},
};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    pub(super) type ZoomSdk;

    #[wasm_bindgen(method, catch)]
    pub(super) fn authorize(this: &ZoomSdk, request: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getUserContext)]
    pub(super) fn get_user_context(this: &ZoomSdk) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = promptAuthorize)]
    pub(super) fn prompt_authorize(this: &ZoomSdk) -> Result<JsValue, JsValue>;

    /// The list `unsupportedApis`.
    type ApiNames;

    #[wasm_bindgen(method, catch)]
    fn includes(this: &ApiNames, name: &str) -> Result<JsValue, JsValue>;
}

/// Checks that `value` has the methods that the flow calls.
pub(super) fn check(value: &JsValue, can_reconfigure: bool) -> Result<ZoomSdk, Error> {
    for name in ["authorize", "addEventListener", "removeEventListener"] {
        if !foreign::has_method(value, name) {
            return Err(Error::new(ErrorCode::SdkMissing));
        }
    }
    if can_reconfigure && !foreign::has_method(value, "promptAuthorize") {
        return Err(Error::new(ErrorCode::CapabilityMissing).with_detail("promptAuthorize"));
    }
    Ok(value.clone().unchecked_into())
}

/// Makes the argument of `zoomSdk.authorize`. A client may change it, so each call gets a new one.
pub(super) fn authorize_request(code_challenge: JsValue, state: JsValue) -> JsValue {
    foreign::object([("codeChallenge", code_challenge), ("state", state)])
}

/// Reads an event of `onAuthorized`.
pub(super) fn read_event(event: &JsValue) -> Event<JsValue> {
    let text = |name| Some(foreign::member(event, name)).filter(foreign::is_text);
    let state = foreign::present(foreign::member(event, "state"));
    Event {
        result: foreign::member(event, "result").as_bool(),
        state: state.map(|state| Zeroizing::new(foreign::text(&state).unwrap_or_default())),
        code: text("code"),
        redirect_uri: text("redirectUri"),
    }
}

/// Reads the status in an answer of `getUserContext` or an event of `onMyUserContextChange`.
pub(super) fn read_status(context: &JsValue) -> Option<Status> {
    Status::parse(&foreign::text(&foreign::member(context, "status"))?)
}

/// Reads an answer of `zoomSdk.config`.
pub(super) fn read_unsupported(config: &JsValue) -> Unsupported {
    let apis = foreign::member(config, "unsupportedApis");
    let includes = |name| {
        let included = apis.unchecked_ref::<ApiNames>().includes(name);
        included.is_ok_and(|included| included.as_bool() == Some(true))
    };
    Unsupported { authorize: includes("authorize"), on_authorized: includes("onAuthorized") }
}

/// Reads the value that a call was rejected with.
pub(super) fn read_rejection(cause: JsValue) -> Rejection<JsValue> {
    Rejection {
        message: foreign::text(&foreign::member(&cause, "message")).unwrap_or_default(),
        is_zoom_error: !foreign::is_absent(&foreign::member(&cause, "code")),
        cause,
    }
}

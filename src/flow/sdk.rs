//! The part of `@zoom/appssdk` that the flow uses.

use js_sys::JsString;
use wasm_bindgen::{JsValue, prelude::*};

use crate::{
    error::{Error, ErrorCode},
    js,
};

pub(super) const ON_AUTHORIZED: &str = "onAuthorized";

#[wasm_bindgen]
extern "C" {
    /// The SDK object. It is a `Proxy` that answers to every name, `then` too: never await it.
    #[derive(Clone)]
    pub(super) type ZoomSdk;

    /// The promise that `authorize` returns.
    pub(super) type Requested;

    #[wasm_bindgen(method, catch)]
    pub(super) fn authorize(this: &ZoomSdk, request: &JsValue) -> Result<Requested, JsValue>;
    #[wasm_bindgen(method, catch, js_name = catch)]
    pub(super) fn on_rejected(this: &Requested, rejected: &js_sys::Function) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = addEventListener)]
    pub(super) fn add_event_listener(this: &ZoomSdk, event: &str, listener: &js_sys::Function) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeEventListener)]
    pub(super) fn remove_event_listener(
        this: &ZoomSdk,
        event: &str,
        listener: &js_sys::Function,
    ) -> Result<(), JsValue>;
}

impl ZoomSdk {
    /// `value` as the SDK, if it has what the flow needs.
    pub(super) fn check(value: &JsValue) -> Result<Self, Error> {
        let has = |member| js::get(value, member).is_function();
        if has("authorize") && has("addEventListener") && has("removeEventListener") {
            Ok(value.clone().unchecked_into())
        } else {
            Err(Error::new(ErrorCode::SdkMissing))
        }
    }
}

/// What a rejection of `zoomSdk.authorize` means; `None` where the flow goes on.
///
/// The SDK gives up on every call after 10 seconds, while the person may still be reading the consent screen: the event
/// can come long after that.
///
/// Zoom's text goes into the message unless it repeats one of `secrets`. The error that it came with is the cause, as it
/// is.
pub(super) fn rejection(reason: JsValue, secrets: &[&str]) -> Option<Error> {
    let mut text = js::string(&js::get(&reason, "message"), 4096).unwrap_or_default();
    if secrets.iter().any(|secret| contains(&text, secret)) {
        text = String::new();
    }
    let is_zooms = !js::is_absent(&js::get(&reason, "code"));
    let error = if contains(&text, "took longer than") && !is_zooms {
        return None;
    } else if contains(&text, "zoomSdk.config") && !is_zooms {
        Error::new(ErrorCode::SdkNotConfigured)
    } else if contains(&text, "app_not_support") {
        // "No Permission for this API. [code:80004, reason:app_not_support]"
        Error::new(ErrorCode::CapabilityMissing)
    } else {
        let separator = if text.is_empty() { "" } else { ": " };
        let message = JsString::from(ErrorCode::AuthorizeFailed.message())
            .concat(&JsValue::from_str(separator))
            .concat(&JsValue::from_str(&text));
        Error::with_message(ErrorCode::AuthorizeFailed, String::from(message))
    };
    Some(error.caused_by(reason))
}

/// `str::contains` in a tenth of its bytes: Zoom's messages are short.
fn contains(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len()).any(|window| window == part.as_bytes())
}

//! `@zoom/appssdk` at `window.zoomSdk`, where its script tag puts it.

use wasm_bindgen::prelude::*;

use crate::failure::{Failure, message_of};

#[wasm_bindgen]
extern "C" {
    type ZoomSdk;

    #[wasm_bindgen(method, catch)]
    async fn config(this: &ZoomSdk, options: &JsValue) -> Result<JsValue, JsValue>;
}

/// Returns the SDK, or `undefined`. It has a member `then`, so it must not be awaited in JavaScript
/// or returned from an exported `async fn`.
pub fn get() -> JsValue {
    js_sys::Reflect::get(&js_sys::global(), &"zoomSdk".into()).unwrap_or_default()
}

/// Calls `zoomSdk.config` with the app's capabilities, and returns the client's answer.
pub async fn configure() -> Result<JsValue, Failure> {
    let options = r#"{ "capabilities": ["authorize", "onAuthorized"], "version": "0.16.0" }"#;
    let options = js_sys::JSON::parse(options).expect("the options are JSON");
    get().unchecked_into::<ZoomSdk>().config(&options).await.map_err(|thrown| {
        Failure::new(
            format!("zoomSdk.config failed: {}", message_of(&thrown)),
            "Open this page as an app in the Zoom client.",
        )
    })
}

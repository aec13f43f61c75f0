//! `@zoom/appssdk`, as its script tag brings it: at `window.zoomSdk`.

use wasm_bindgen::prelude::*;

use crate::failure::{Failure, message_of};

#[wasm_bindgen]
extern "C" {
    type ZoomSdk;

    #[wasm_bindgen(method, catch)]
    async fn config(this: &ZoomSdk, options: &JsValue) -> Result<JsValue, JsValue>;
}

/// The SDK, or `undefined`. Don't await it, nor return it from an `async fn` to JavaScript: it answers to `then`.
pub fn get() -> JsValue {
    js_sys::Reflect::get(&js_sys::global(), &"zoomSdk".into()).unwrap_or_default()
}

/// Tells the Zoom client what the app needs; gives what the client says of itself.
pub async fn configure() -> Result<JsValue, Failure> {
    let options = r#"{ "capabilities": ["authorize", "onAuthorized"], "version": "0.16.0" }"#;
    let options = js_sys::JSON::parse(options).expect("this is JSON");
    get().unchecked_into::<ZoomSdk>().config(&options).await.map_err(|thrown| {
        Failure::new(
            format!("zoomSdk.config failed: {}", message_of(&thrown)),
            "Open this page as an app in the Zoom client.",
        )
    })
}

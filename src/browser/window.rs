//! The page's own URL, and whether it is in a frame.

use alloc::string::String;

use wasm_bindgen::{JsValue, prelude::*};

use super::foreign;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = globalThis)]
    type Global;

    #[wasm_bindgen(static_method_of = Global, js_class = "globalThis", getter)]
    fn location() -> Option<Location>;
    #[wasm_bindgen(static_method_of = Global, js_class = "globalThis", getter, js_name = self)]
    fn own_window() -> JsValue;
    #[wasm_bindgen(static_method_of = Global, js_class = "globalThis", getter)]
    fn top() -> JsValue;

    type Location;

    #[wasm_bindgen(method, getter)]
    fn href(this: &Location) -> Option<String>;
}

/// Returns the page's URL without its fragment, which a redirect URI must not have (RFC 6749,
/// section 3.1.2). Empty if the global scope has no URL.
pub(super) fn url() -> String {
    let href = Global::location().and_then(|location| location.href());
    let mut url = href.unwrap_or_default();
    let end = url.bytes().position(|octet| octet == b'#').unwrap_or(url.len());
    url.truncate(end);
    url
}

/// Returns whether the page is in a frame of another page.
pub(super) fn is_framed() -> bool {
    let top = Global::top();
    !foreign::is_absent(&top) && top != Global::own_window()
}

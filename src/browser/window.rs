//! The page's own URL, and whether it is in a frame.

use alloc::string::String;

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue, prelude::*};

use super::foreign;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = globalThis)]
    type Global;

    #[wasm_bindgen(static_method_of = Global, js_class = "globalThis", getter, catch)]
    fn location() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(static_method_of = Global, js_class = "globalThis", getter, js_name = self, catch)]
    fn own_window() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(static_method_of = Global, js_class = "globalThis", getter, catch)]
    fn top() -> Result<JsValue, JsValue>;
}

/// Returns the page's URL without its fragment, which a redirect URI must not have (RFC 6749,
/// section 3.1.2). Empty if the global scope has no URL, or one of more than 4096 characters.
pub(super) fn url() -> String {
    let href = foreign::member(&Global::location().unwrap_or_default(), "href");
    let Some(href) = href.dyn_ref::<JsString>() else { return String::new() };
    // Cut before it is copied: the fragment can be long.
    let end = u32::try_from(href.index_of("#", 0)).unwrap_or(u32::MAX);
    foreign::text(&href.substring(0, end)).unwrap_or_default()
}

/// Returns whether the page is in a frame of another page.
pub(super) fn is_framed() -> bool {
    let top = Global::top().unwrap_or_default();
    !foreign::is_absent(&top) && top != Global::own_window().unwrap_or_default()
}

//! The page's own URL, and whether it is in a frame.

use alloc::string::String;

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue, prelude::*};

use super::foreign::{is_absent, member, text};

#[wasm_bindgen]
extern "C" {
    type Global;

    #[wasm_bindgen(static_method_of = Global, getter, js_class = "globalThis", js_name = globalThis)]
    fn global() -> JsValue;
}

/// Returns the page's URL without its fragment, which a redirect URI must not have (RFC 6749,
/// section 3.1.2). Empty if the global scope has no URL, or one of more than 4096 characters.
pub(super) fn url() -> String {
    let href = member(&member(&Global::global(), "location"), "href");
    let Some(href) = href.dyn_ref::<JsString>() else { return String::new() };
    // Cut before it is copied: the fragment can be long.
    let end = u32::try_from(href.index_of("#", 0)).unwrap_or(u32::MAX);
    text(&href.substring(0, end)).unwrap_or_default()
}

/// Returns whether the page is in a frame of another page.
pub(super) fn is_framed() -> bool {
    let global = Global::global();
    let top = member(&global, "top");
    !is_absent(&top) && top != member(&global, "self")
}

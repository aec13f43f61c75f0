//! A timer, cleared on drop.

use js_sys::Function;
use wasm_bindgen::{JsValue, prelude::*};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, milliseconds: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// Calls a function once after a delay, unless it is dropped before.
#[must_use = "dropping a timer clears it"]
pub(super) struct Timer(JsValue);

impl Timer {
    /// Starts a timer of 1 to `i32::MAX` milliseconds.
    pub(super) fn start(callback: &Function, milliseconds: i32) -> Self {
        Self(set_timeout(callback, milliseconds))
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.0);
    }
}

//! A timer, cleared on drop.

use js_sys::Function;
use wasm_bindgen::{JsValue, prelude::*};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn set_timeout(callback: &Function, milliseconds: i32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = clearTimeout, catch)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// Calls a function once after a delay, unless it is dropped before.
#[must_use = "dropping a timer clears it"]
pub(super) struct Timer(JsValue);

impl Timer {
    /// Starts a timer of 1 to `i32::MAX` milliseconds.
    pub(super) fn start(callback: &Function, milliseconds: i32) -> Result<Self, JsValue> {
        set_timeout(callback, milliseconds).map(Self)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // A page that has replaced clearTimeout by a function that throws cannot be helped.
        let _ = clear_timeout(&self.0);
    }
}

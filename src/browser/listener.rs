//! A listener of the SDK, removed on drop.

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::zoom_sdk::ZoomSdk;

/// Listens to an event of the SDK until it is dropped.
#[must_use = "dropping a listener removes it"]
pub(super) struct Listener {
    zoom_sdk: ZoomSdk,
    event: &'static str,
    function: Function,
}

impl Listener {
    /// Adds a listener. If that throws, the listener is removed again: it may have been added.
    pub(super) fn add(
        zoom_sdk: &ZoomSdk,
        event: &'static str,
        function: Function,
    ) -> Result<Self, JsValue> {
        let listener = Self { zoom_sdk: zoom_sdk.clone(), event, function };
        zoom_sdk.add_event_listener(event, &listener.function).map(|()| listener)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // If the SDK throws here, the listener cannot be removed. The error is ignored.
        let _ = self.zoom_sdk.remove_event_listener(self.event, &self.function);
    }
}

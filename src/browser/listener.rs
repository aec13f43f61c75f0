//! A listener of the SDK or of an `AbortSignal`, removed on drop.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, prelude::*};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type EventSource;

    #[wasm_bindgen(method, catch, js_name = addEventListener)]
    fn add_event_listener(
        this: &EventSource,
        event: &str,
        listener: &Function,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeEventListener)]
    fn remove_event_listener(
        this: &EventSource,
        event: &str,
        listener: &Function,
    ) -> Result<(), JsValue>;
}

/// Listens to an event until it is dropped.
#[must_use = "dropping a listener removes it"]
pub(super) struct Listener {
    source: EventSource,
    event: &'static str,
    function: Function,
}

impl Listener {
    /// Adds a listener. If that throws, the listener is removed again: it may have been added.
    pub(super) fn add(
        source: &JsValue,
        event: &'static str,
        function: Function,
    ) -> Result<Self, JsValue> {
        let listener = Self { source: source.clone().unchecked_into(), event, function };
        listener.source.add_event_listener(event, &listener.function).map(|()| listener)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // If the source throws here, the listener cannot be removed. The error is ignored.
        let _ = self.source.remove_event_listener(self.event, &self.function);
    }
}

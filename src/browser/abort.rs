//! The caller's `AbortSignal`, and the subscription to it.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use web_sys::AbortSignal;

use super::foreign;
use crate::error::{Error, ErrorCode};

const SIGNAL_RULE: &str = "signal: must be an AbortSignal";

#[wasm_bindgen]
extern "C" {
    /// An `AbortSignal` of any realm.
    #[derive(Clone)]
    pub(crate) type Signal;

    #[wasm_bindgen(method, catch, js_name = addEventListener)]
    fn add_event_listener(this: &Signal, event: &str, listener: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeEventListener)]
    fn remove_event_listener(
        this: &Signal,
        event: &str,
        listener: &Function,
    ) -> Result<(), JsValue>;
}

impl Signal {
    /// Checks that `value` is an `AbortSignal`, if there is one.
    ///
    /// # Errors
    ///
    /// `invalid_argument` for another value, `aborted` if the signal is aborted.
    pub(crate) fn check(value: Option<&AbortSignal>) -> Result<Option<Self>, Error> {
        let Some(value) = value else { return Ok(None) };
        let signal = value.unchecked_ref::<Self>();
        let aborted = foreign::member(value, "aborted").as_bool();
        match aborted.filter(|_| foreign::has_method(value, "addEventListener")) {
            Some(false) => Ok(Some(signal.clone())),
            Some(true) => Err(Error::new(ErrorCode::Aborted).caused_by(signal.abort_reason())),
            None => Err(Error::invalid_argument(SIGNAL_RULE)),
        }
    }

    /// Returns why the signal was aborted.
    pub(crate) fn abort_reason(&self) -> JsValue {
        foreign::member(self, "reason")
    }
}

/// Listens to the abort of a signal until it is dropped.
#[must_use = "dropping a subscription ends it"]
pub(crate) struct AbortSubscription {
    signal: Signal,
    listener: Function,
}

impl AbortSubscription {
    pub(crate) fn add(signal: Signal, listener: Function) -> Self {
        // If the signal throws, the flow runs without the subscription.
        let _ = signal.add_event_listener("abort", &listener);
        Self { signal, listener }
    }
}

impl Drop for AbortSubscription {
    fn drop(&mut self) {
        let _ = self.signal.remove_event_listener("abort", &self.listener);
    }
}

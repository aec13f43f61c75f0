//! Ends a request early: at its time-out, at the abort of the caller's signal, or with its future.

use alloc::format;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, AbortSignal};

use crate::{
    browser::{abort, foreign, listener::Listener, timer::Timer},
    error::{Error, ErrorCode},
};

/// Ends a request at a time-out, at the abort of a signal, or when it is dropped.
#[must_use = "dropping a deadline ends its request"]
pub(super) struct Deadline {
    controller: AbortController,
    /// Resolves when the request is ended. A `fetch` that the page has replaced may not heed the
    /// controller's signal.
    ended: Promise,
    timeout_ms: i32,
    signal: Option<AbortSignal>,
    /// Removed on drop.
    _abort_listener: Option<Listener>,
    /// Cleared on drop.
    _timer: Timer,
}

impl Deadline {
    pub(super) fn start(timeout_ms: i32, signal: Option<AbortSignal>) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        let mut listening = Ok(());
        let ended = Promise::new(&mut |resolve, _| {
            let signal = controller.signal();
            listening = signal.add_event_listener_with_callback("abort", &resolve);
        });
        listening?;
        let abort = foreign::member(&controller, "abort");
        let end = abort.unchecked_into::<Function>().bind0(&controller);
        Ok(Self {
            ended,
            timeout_ms,
            // If the signal throws, the request runs without it.
            _abort_listener: signal
                .as_ref()
                .and_then(|signal| Listener::add(signal, "abort", end.clone()).ok()),
            signal,
            _timer: Timer::start(&end, timeout_ms)?,
            controller,
        })
    }

    /// Returns the signal for `fetch`.
    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Waits for a step of the request.
    ///
    /// # Errors
    ///
    /// The value that the step is rejected with, or `undefined` if the request is ended meanwhile.
    pub(super) async fn race(&self, step: &Promise) -> Result<JsValue, JsValue> {
        let first = Promise::race(&Array::of2(step, &self.ended)).await?;
        if self.signal().aborted() { Err(JsValue::UNDEFINED) } else { Ok(first) }
    }

    /// Returns why the request was ended. `None` if it was not.
    pub(super) fn error(&self) -> Option<Error> {
        if !self.signal().aborted() {
            return None;
        }
        if let Some(error) = abort::error(self.signal.as_ref()) {
            return Some(error);
        }
        let message = format!("the backend did not answer within {} ms", self.timeout_ms);
        Some(Error::new(ErrorCode::BackendTimeout).with_message(message))
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

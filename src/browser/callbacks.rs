//! The functions that the SDK, promises, timers and signals call.
//!
//! Each is made once for the page and bound to the ids of its flow and call. So a callback can be
//! late without calling into freed memory: the driver drops a callback with a stale id.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, prelude::*};

use super::driver;
use crate::flow::machine::CallId;

/// The call id of a callback that belongs to no call.
const NO_CALL: CallId = CallId(0);

#[wasm_bindgen]
extern "C" {
    /// A callback that is not bound yet.
    pub(super) type Callback;

    /// `Function.prototype.bind`
    #[wasm_bindgen(method, js_name = bind)]
    fn bind_ids(this: &Callback, this_arg: &JsValue, flow_id: u32, call_id: u32) -> Function;
}

impl Callback {
    fn new(function: fn(u32, CallId, JsValue)) -> Self {
        let closure = Closure::<dyn Fn(u32, u32, JsValue)>::new(move |flow_id, call_id, value| {
            function(flow_id, CallId(call_id), value);
        });
        closure.into_js_value().unchecked_into()
    }

    /// Returns the callback of a flow.
    pub(super) fn of_flow(&self, flow_id: u32) -> Function {
        self.of_call(flow_id, NO_CALL)
    }

    /// Returns the callback of a flow's call.
    pub(super) fn of_call(&self, flow_id: u32, call_id: CallId) -> Function {
        self.bind_ids(&JsValue::UNDEFINED, flow_id, call_id.0)
    }
}

/// The callbacks of the page.
#[expect(clippy::struct_field_names, reason = "the names of the driver's functions")]
pub(super) struct Callbacks {
    pub(super) on_authorized: Callback,
    pub(super) on_context_changed: Callback,
    pub(super) on_aborted: Callback,
    pub(super) on_timeout: Callback,
    pub(super) on_fulfilled: Callback,
    pub(super) on_rejected: Callback,
}

impl Callbacks {
    pub(super) fn new() -> Self {
        Self {
            on_authorized: Callback::new(driver::on_authorized),
            on_context_changed: Callback::new(driver::on_context_changed),
            on_aborted: Callback::new(driver::on_aborted),
            on_timeout: Callback::new(driver::on_timeout),
            on_fulfilled: Callback::new(driver::on_fulfilled),
            on_rejected: Callback::new(driver::on_rejected),
        }
    }
}

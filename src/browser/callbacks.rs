//! The functions that the SDK, promises, timers and signals call.
//!
//! Each is made once for the page and bound to the ids of its flow and call. So a callback can be
//! late without calling into freed memory: the driver drops a callback with a stale id.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, prelude::*};

use super::driver;
use crate::flow::machine::CallId;

#[wasm_bindgen]
extern "C" {
    type Callback;

    /// `Function.prototype.bind`
    #[wasm_bindgen(method)]
    fn bind(this: &Callback, this_arg: &JsValue, flow_id: u32) -> Function;
    #[wasm_bindgen(method, js_name = bind)]
    fn bind_call(this: &Callback, this_arg: &JsValue, flow_id: u32, call_id: u32) -> Function;
}

/// The callbacks of the page.
pub(super) struct Callbacks {
    on_authorized: Callback,
    on_context_changed: Callback,
    on_aborted: Callback,
    on_timeout: Callback,
    on_fulfilled: Callback,
    on_rejected: Callback,
}

impl Callbacks {
    pub(super) fn new() -> Self {
        let of_flow = |function: fn(u32, JsValue)| -> Callback {
            Closure::<dyn Fn(u32, JsValue)>::new(function).into_js_value().unchecked_into()
        };
        let of_call = |function: fn(u32, CallId, JsValue)| -> Callback {
            let closure =
                Closure::<dyn Fn(u32, u32, JsValue)>::new(move |flow_id, call_id, value| {
                    function(flow_id, CallId(call_id), value);
                });
            closure.into_js_value().unchecked_into()
        };
        Self {
            on_authorized: of_flow(driver::on_authorized),
            on_context_changed: of_flow(driver::on_context_changed),
            on_aborted: of_flow(driver::on_aborted),
            on_timeout: of_flow(driver::on_timeout),
            on_fulfilled: of_call(driver::on_fulfilled),
            on_rejected: of_call(driver::on_rejected),
        }
    }

    pub(super) fn on_authorized(&self, flow_id: u32) -> Function {
        self.on_authorized.bind(&JsValue::UNDEFINED, flow_id)
    }

    pub(super) fn on_context_changed(&self, flow_id: u32) -> Function {
        self.on_context_changed.bind(&JsValue::UNDEFINED, flow_id)
    }

    pub(super) fn on_aborted(&self, flow_id: u32) -> Function {
        self.on_aborted.bind(&JsValue::UNDEFINED, flow_id)
    }

    pub(super) fn on_timeout(&self, flow_id: u32) -> Function {
        self.on_timeout.bind(&JsValue::UNDEFINED, flow_id)
    }

    pub(super) fn on_fulfilled(&self, flow_id: u32, call_id: CallId) -> Function {
        self.on_fulfilled.bind_call(&JsValue::UNDEFINED, flow_id, call_id.0)
    }

    pub(super) fn on_rejected(&self, flow_id: u32, call_id: CallId) -> Function {
        self.on_rejected.bind_call(&JsValue::UNDEFINED, flow_id, call_id.0)
    }
}

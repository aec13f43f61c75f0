//! Reading foreign JavaScript values: typed getters that refuse what is not of the type, with the argument's name.

use js_sys::{Function, JsString, Reflect};
use wasm_bindgen::{JsValue, prelude::*};

use crate::error::{Error, ErrorCode};

#[wasm_bindgen]
extern "C" {
    #[cfg(feature = "npm")]
    type Arguments;

    #[cfg(feature = "npm")]
    #[wasm_bindgen(method, indexing_getter)]
    fn at(this: &Arguments, index: u32) -> JsValue;

    #[wasm_bindgen(js_name = setTimeout)]
    pub(crate) fn set_timeout(callback: &JsValue, milliseconds: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    pub(crate) fn clear_timeout(timer: &JsValue);
    /// `Promise.resolve`, which runs code of the value's.
    #[wasm_bindgen(js_namespace = Promise, catch)]
    pub(crate) fn resolve(value: &JsValue) -> Result<JsValue, JsValue>;
}

#[cfg(feature = "npm")]
/// The longest delay that a timer can have, in milliseconds.
const MAX_TIMEOUT: f64 = i32::MAX as f64;

/// `object[key]`; `undefined` where `object` is none, where it has no such key, or where reading throws.
pub(crate) fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

/// `object[method](first, second)`. Whatever goes wrong, a missing method too, is what JavaScript throws.
pub(crate) fn call(object: &JsValue, method: &str, first: &JsValue, second: &JsValue) -> Result<JsValue, JsValue> {
    get(object, method).unchecked_ref::<Function>().call2(object, first, second)
}

/// `value` as text, if it is a string of at most `max` characters. A longer one is not copied: wasm memory that has
/// grown stays so.
pub(crate) fn string(value: &JsValue, max: u32) -> Option<String> {
    value.dyn_ref::<JsString>().filter(|text| text.length() <= max).and_then(|_| value.as_string())
}

/// Whether `value` is `undefined` or `null`.
pub(crate) fn is_absent(value: &JsValue) -> bool {
    value.loose_eq(&JsValue::NULL)
}

#[cfg(feature = "npm")]
/// `value` as an `f64` that is a whole number within `min` and `max`.
pub(crate) fn whole_number(value: &JsValue, min: f64, max: f64) -> Option<f64> {
    value.as_f64().filter(|number| (min..=max).contains(number) && f64::from(*number as i32) == *number)
}

/// A time-out in milliseconds.
#[cfg(feature = "npm")]
pub(crate) fn timeout_ms(value: &JsValue, default: i32) -> Result<i32, Error> {
    if is_absent(value) {
        return Ok(default);
    }
    whole_number(value, 1.0, MAX_TIMEOUT)
        .map(|milliseconds| milliseconds as i32)
        .ok_or_else(|| Error::invalid("timeoutMs: must be an integer from 1 to 2147483647 (milliseconds)"))
}

/// Whether `signal` has been aborted.
pub(crate) fn is_aborted(signal: &Option<web_sys::AbortSignal>) -> bool {
    signal.as_ref().is_some_and(|signal| get(signal, "aborted").as_bool() == Some(true))
}

pub(crate) fn aborted(signal: &Option<web_sys::AbortSignal>) -> Error {
    let reason = signal.as_ref().map(|signal| get(signal, "reason"));
    Error::new(ErrorCode::Aborted).caused_by(reason.unwrap_or_default())
}

/// An `AbortSignal`, of whichever realm, or nothing.
#[cfg(feature = "npm")]
pub(crate) fn signal(value: JsValue) -> Result<Option<web_sys::AbortSignal>, Error> {
    if is_absent(&value) {
        Ok(None)
    } else if get(&value, "aborted").as_bool().is_some() && get(&value, "addEventListener").is_function() {
        Ok(Some(value.unchecked_into()))
    } else {
        Err(Error::invalid("signal: must be an AbortSignal"))
    }
}

/// The argument at `index` of those that JavaScript passes as an array: one value to cross and to drop, not a dozen.
#[cfg(feature = "npm")]
pub(crate) fn at(arguments: &JsValue, index: u32) -> JsValue {
    arguments.unchecked_ref::<Arguments>().at(index)
}

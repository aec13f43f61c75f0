//! Reading foreign JavaScript values: typed getters that refuse what is not of the type, with the argument's name.

use js_sys::{Array, Function, JsString, Reflect};
use wasm_bindgen::{JsValue, prelude::*};

use crate::{
    ChallengeMethod,
    error::{Error, ErrorCode, Message},
};

#[wasm_bindgen]
extern "C" {
    type Arguments;

    #[wasm_bindgen(method, indexing_getter)]
    fn at(this: &Arguments, index: u32) -> JsValue;

    /// `Number.isFinite`: false for all that is no number.
    #[wasm_bindgen(js_namespace = Number, js_name = isFinite)]
    fn is_finite(value: &JsValue) -> bool;
    #[wasm_bindgen(js_name = Number)]
    fn to_number(value: &JsValue) -> f64;
    #[wasm_bindgen(js_name = setTimeout)]
    pub(crate) fn set_timeout(callback: &JsValue, milliseconds: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    pub(crate) fn clear_timeout(timer: &JsValue);
    /// `Promise.resolve`, which runs code of the value's.
    #[wasm_bindgen(js_namespace = Promise, catch)]
    pub(crate) fn resolve(value: &JsValue) -> Result<JsValue, JsValue>;
}

/// The longest delay that a timer can have, in milliseconds.
const MAX_TIMEOUT: f64 = i32::MAX as f64;
/// Longer than any code, state, redirect URI or message that Zoom sends, in characters.
const MAX_LENGTH: u32 = 4096;

/// `object[key]`; `undefined` where `object` is none, where it has no such key, or where reading throws.
pub(crate) fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

/// `object[method](first, second)`. Whatever goes wrong, a missing method too, is what JavaScript throws.
pub(crate) fn call(object: &JsValue, method: &str, first: &JsValue, second: &JsValue) -> Result<JsValue, JsValue> {
    get(object, method).unchecked_ref::<Function>().call2(object, first, second)
}

/// Whether `value` is a string with at least one character, and not too long.
pub(crate) fn is_text(value: &JsValue) -> bool {
    value.dyn_ref::<JsString>().is_some_and(|text| matches!(text.length(), 1..=MAX_LENGTH))
}

/// `value`, if it is a text; else nothing. A longer one is not copied: wasm memory that has grown stays so.
pub(crate) fn text(value: &JsValue) -> String {
    if is_text(value) { value.as_string().unwrap_or_default() } else { String::new() }
}

/// Whether `value` is `undefined` or `null`.
pub(crate) fn is_absent(value: &JsValue) -> bool {
    value.loose_eq(&JsValue::NULL)
}

/// Whether `value` is a function or absent.
pub(crate) fn is_optional_function(value: &JsValue) -> bool {
    is_absent(value) || value.is_function()
}

/// `value`, if it is a number that is not infinite; else NaN.
pub(crate) fn number(value: &JsValue) -> f64 {
    if is_finite(value) { to_number(value) } else { f64::NAN }
}

pub(crate) fn method(value: &JsValue, default: ChallengeMethod) -> Result<ChallengeMethod, Error> {
    if is_absent(value) { Ok(default) } else { text(value).parse() }
}

/// A time-out in milliseconds.
pub(crate) fn timeout_ms(value: &JsValue, default: i32) -> Result<i32, Error> {
    if is_absent(value) {
        return Ok(default);
    }
    let number = number(value);
    let milliseconds = number as i32;
    if (1.0..=MAX_TIMEOUT).contains(&number) && f64::from(milliseconds) == number {
        Ok(milliseconds)
    } else {
        Err(Error::invalid(Message::TimeoutMs))
    }
}

/// That `signal` is an `AbortSignal`, of whichever realm, or absent; and that it has not been aborted.
pub(crate) fn check_signal(signal: &JsValue) -> Result<(), Error> {
    if is_absent(signal) {
        return Ok(());
    }
    match get(signal, "aborted").as_bool() {
        Some(is_aborted) if get(signal, "addEventListener").is_function() => {
            if is_aborted {
                Err(aborted(signal))
            } else {
                Ok(())
            }
        }
        _ => Err(Error::invalid(Message::Signal)),
    }
}

pub(crate) fn aborted(signal: &JsValue) -> Error {
    Error::new(ErrorCode::Aborted).caused_by(get(signal, "reason"))
}

/// The argument at `index` of those that JavaScript passes as an array: one value to cross and to drop, not a dozen.
pub(crate) fn at(arguments: &JsValue, index: u32) -> JsValue {
    arguments.unchecked_ref::<Arguments>().at(index)
}

pub(crate) fn set_at(arguments: &JsValue, index: u32, value: JsValue) {
    arguments.unchecked_ref::<Array>().set(index, value);
}

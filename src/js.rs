//! Reading foreign JavaScript values: typed getters that refuse what is not of the type, with the argument's name.

use js_sys::{Array, Function, JsString};
use wasm_bindgen::{JsValue, prelude::*};

use crate::{
    ChallengeMethod,
    error::{Error, ErrorCode, Message},
};

#[wasm_bindgen]
extern "C" {
    type Untyped;

    #[wasm_bindgen(method, indexing_getter)]
    fn at(this: &Untyped, index: u32) -> JsValue;
    #[wasm_bindgen(method, indexing_setter)]
    fn set(this: &Untyped, key: &str, value: &str);
    #[wasm_bindgen(js_namespace = Reflect, js_name = get, catch)]
    fn reflect_get(object: &JsValue, key: &str) -> Result<JsValue, JsValue>;
    /// For functions, without js-sys's types for their arguments.
    #[wasm_bindgen(method)]
    fn bind(this: &Untyped, this_argument: JsValue, first: u32, second: u32) -> JsValue;

    /// `Number.isFinite`: false for all that is no number.
    #[wasm_bindgen(js_namespace = Number, js_name = isFinite)]
    fn is_finite(value: &JsValue) -> bool;
    #[wasm_bindgen(js_name = Number)]
    fn to_number(value: &JsValue) -> f64;
    #[wasm_bindgen(js_name = setTimeout)]
    pub(crate) fn set_timeout(callback: JsValue, milliseconds: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    pub(crate) fn clear_timeout(timer: JsValue);
    /// `Promise.resolve`, which runs code of the value's.
    #[wasm_bindgen(js_namespace = Promise, catch)]
    pub(crate) fn resolve(value: JsValue) -> Result<JsValue, JsValue>;
}

/// The longest delay that a timer can have, in milliseconds.
const MAX_TIMEOUT: f64 = i32::MAX as f64;
/// Longer than any code, state, redirect URI or message that Zoom sends, in characters.
const MAX_LENGTH: u32 = 4096;

/// `object[key]`; `undefined` where `object` is none, where it has no such key, or where reading throws.
pub(crate) fn get(object: &JsValue, key: &str) -> JsValue {
    reflect_get(object, key).unwrap_or_default()
}

/// `object[method](first, second)`. Whatever goes wrong, a missing method too, is what JavaScript throws.
pub(crate) fn call(object: JsValue, method: &str, first: JsValue, second: JsValue) -> Result<JsValue, JsValue> {
    get(&object, method).unchecked_ref::<Function>().call2(&object, &first, &second)
}

// What looks at a value takes it: who calls has nothing to keep in memory and to drop, which a page would load at each place.

/// Whether `value` is a string with at least one character, and not too long.
#[cfg(feature = "npm")]
pub(crate) fn is_text(value: JsValue) -> bool {
    text_length(&value).is_some()
}

fn text_length(value: &JsValue) -> Option<u32> {
    value.dyn_ref::<JsString>().map(JsString::length).filter(|length| matches!(length, 1..=MAX_LENGTH))
}

/// `value`, if it is a text.
pub(crate) fn filter_text(value: JsValue) -> Option<JsValue> {
    text_length(&value).is_some().then_some(value)
}

/// `value`, if it is a text; else nothing. A longer one is not copied: wasm memory that has grown stays so.
pub(crate) fn text(value: JsValue) -> String {
    text_length(&value).and_then(|_| value.as_string()).unwrap_or_default()
}

/// Whether `value` is `undefined` or `null`.
pub(crate) fn is_absent(value: JsValue) -> bool {
    value.loose_eq(&JsValue::NULL)
}

pub(crate) fn is_function(value: JsValue) -> bool {
    value.is_function()
}

/// Whether `value` is a function or absent.
pub(crate) fn is_optional_function(value: JsValue) -> bool {
    value.is_function() || is_absent(value)
}

/// `value`, if it is true or false.
pub(crate) fn truth(value: JsValue) -> Option<bool> {
    value.as_bool()
}

/// `value`, if it is a number that is not infinite; else NaN.
pub(crate) fn number(value: JsValue) -> f64 {
    if is_finite(&value) { to_number(&value) } else { f64::NAN }
}

pub(crate) fn method(value: JsValue, default: ChallengeMethod) -> Result<ChallengeMethod, Error> {
    if value.loose_eq(&JsValue::NULL) { Ok(default) } else { text(value).parse() }
}

/// A time-out in milliseconds.
pub(crate) fn timeout_ms(value: JsValue, default: i32) -> Result<i32, Error> {
    if value.loose_eq(&JsValue::NULL) {
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
pub(crate) fn check_signal(signal: JsValue) -> Result<(), Error> {
    if signal.loose_eq(&JsValue::NULL) {
        return Ok(());
    }
    match truth(get(&signal, "aborted")) {
        Some(is_aborted) if is_function(get(&signal, "addEventListener")) => {
            if is_aborted {
                Err(aborted(signal))
            } else {
                Ok(())
            }
        }
        _ => Err(Error::invalid(Message::Signal)),
    }
}

pub(crate) fn aborted(signal: JsValue) -> Error {
    Error::new(ErrorCode::Aborted).caused_by(get(&signal, "reason"))
}

/// The argument at `index` of those that JavaScript passes as an array: one value to cross and to drop, not a dozen.
pub(crate) fn at(arguments: &JsValue, index: u32) -> JsValue {
    arguments.unchecked_ref::<Untyped>().at(index)
}

/// A function, with `undefined` as its `this` and its first two arguments bound.
pub(crate) fn bind(function: JsValue, first: u32, second: u32) -> JsValue {
    function.unchecked_ref::<Untyped>().bind(JsValue::UNDEFINED, first, second)
}

/// `object[key] = value`, of an object that was made here.
pub(crate) fn set(object: &JsValue, key: &str, value: &str) {
    object.unchecked_ref::<Untyped>().set(key, value);
}

pub(crate) fn set_at(arguments: &JsValue, index: u32, value: JsValue) {
    arguments.unchecked_ref::<Array>().set(index, value);
}

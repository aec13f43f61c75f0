//! Reading JavaScript values that come from the caller, the SDK or the client, and making objects.
//!
//! A member of a foreign value can be missing, of another type, or a getter that throws.

use alloc::string::String;

use js_sys::{JsString, Object};
use wasm_bindgen::{JsCast, JsValue, prelude::*};

use crate::State;

/// The length of the longest text that is read, in characters. Codes, states, redirect URIs and
/// messages of Zoom's are shorter. A longer text is not copied into the wasm memory, which is of
/// fixed size.
#[expect(clippy::cast_possible_truncation, reason = "4096 fits")]
pub(crate) const MAX_TEXT_CHARS: u32 = State::MAX_CHARS as u32;

#[wasm_bindgen]
extern "C" {
    type Foreign;

    #[wasm_bindgen(method, indexing_getter, catch)]
    fn get(this: &Foreign, name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, indexing_setter, catch)]
    fn set(this: &Foreign, name: &str, value: &JsValue) -> Result<(), JsValue>;
}

/// Returns `object[name]`.
///
/// # Errors
///
/// The error of JavaScript, if `object` is `undefined` or `null`, or if a getter throws.
pub(crate) fn try_member(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    object.unchecked_ref::<Foreign>().get(name)
}

/// Returns `object[name]`. `undefined` if reading it throws.
pub(crate) fn member(object: &JsValue, name: &str) -> JsValue {
    try_member(object, name).unwrap_or_default()
}

/// Returns whether `object[name]` is a function.
pub(crate) fn has_method(object: &JsValue, name: &str) -> bool {
    member(object, name).is_function()
}

/// Returns `value`, if it is a string of 1 to 4096 characters.
pub(crate) fn text(value: &JsValue) -> Option<String> {
    if is_text(value) { value.as_string() } else { None }
}

/// Returns whether `value` is a string of 1 to 4096 characters.
pub(crate) fn is_text(value: &JsValue) -> bool {
    let text = value.dyn_ref::<JsString>();
    text.is_some_and(|text| (1..=MAX_TEXT_CHARS).contains(&text.length()))
}

/// Returns whether `value` is `undefined` or `null`.
pub(crate) fn is_absent(value: &JsValue) -> bool {
    value.loose_eq(&JsValue::NULL)
}

/// Returns `value`, unless it is `undefined` or `null`.
pub(crate) fn present(value: JsValue) -> Option<JsValue> {
    (!is_absent(&value)).then_some(value)
}

/// Makes an object. A member that is `undefined` is left out.
pub(crate) fn object<const N: usize>(members: [(&str, JsValue); N]) -> JsValue {
    let object = JsValue::from(Object::new());
    for (name, value) in &members {
        set(&object, name, value);
    }
    object
}

/// Sets `object[name]` of an object that was made here, unless `value` is `undefined`.
pub(crate) fn set(object: &JsValue, name: &str, value: &JsValue) {
    if !value.is_undefined() {
        // It throws, or runs foreign code, only if a page has changed the prototype.
        let _ = object.unchecked_ref::<Foreign>().set(name, value);
    }
}

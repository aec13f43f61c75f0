//! Errors as JavaScript sees them: an `Error` named `ZoomPkceError`.

#[cfg(not(feature = "standalone"))]
use alloc::string::String;

use wasm_bindgen::{JsCast, JsValue, prelude::*};

use crate::{
    browser::foreign,
    error::{Error, ErrorCode},
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = DOMException)]
    type DomException;
}

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        #[allow(
            clippy::useless_asref,
            reason = "with `standalone` the message is a `&str` already"
        )]
        let object = JsValue::from(js_sys::Error::new(message(&error).as_ref()));
        for (name, value) in [
            ("name", "ZoomPkceError".into()),
            ("reason", error.message().into()),
            ("code", error.name().into()),
            ("hint", error.hint().into()),
            ("retryable", error.is_retryable().into()),
            ("zoomCode", zoom_code(&error)),
            ("cause", error.cause().clone()),
        ] {
            foreign::set(&object, name, &value);
        }
        object
    }
}

/// Returns the message of the JavaScript error. Consoles and error overlays show the name and the
/// message, and most show nothing else.
#[cfg(not(feature = "standalone"))]
fn message(error: &Error) -> String {
    [error.message(), " (", error.name(), "). ", error.hint()].concat()
}

/// The JavaScript of the npm package makes its own error of this one, and its message.
#[cfg(feature = "standalone")]
fn message(error: &Error) -> &str {
    error.message()
}

/// Returns the `code` of the Zoom client's own error. `undefined` if the cause is another one: the
/// reason of a signal, or an exception of the browser.
fn zoom_code(error: &Error) -> JsValue {
    let cause = error.cause();
    if error.code() == ErrorCode::Aborted || cause.is_instance_of::<DomException>() {
        return JsValue::UNDEFINED;
    }
    foreign::member(cause, "code")
}

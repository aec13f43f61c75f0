//! Errors as the page shows them.

use js_sys::Error;
use wasm_bindgen::{JsCast, JsValue};

/// An error: what is wrong, and what to do about it.
pub struct Failure {
    pub message: String,
    pub hint: String,
}

impl Failure {
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

impl From<zoom_pkce::Error> for Failure {
    fn from(error: zoom_pkce::Error) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

/// Returns the message of a value that JavaScript threw.
pub fn message_of(thrown: &JsValue) -> String {
    thrown.dyn_ref::<Error>().map_or_else(|| format!("{thrown:?}"), |error| error.message().into())
}

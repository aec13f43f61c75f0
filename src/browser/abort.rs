//! The caller's `AbortSignal`, which can be of any realm.

use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

use super::foreign;
use crate::error::{Error, ErrorCode};

const SIGNAL_RULE: &str = "signal: must be an AbortSignal";

/// Checks that `signal` is an `AbortSignal`, if there is one.
///
/// # Errors
///
/// `invalid_argument` for another value, `aborted` if the signal is aborted.
pub(super) fn check(signal: Option<&AbortSignal>) -> Result<(), Error> {
    let Some(signal) = signal else { return Ok(()) };
    let aborted = foreign::member(signal, "aborted").as_bool();
    match aborted.filter(|_| foreign::has_method(signal, "addEventListener")) {
        Some(false) => Ok(()),
        Some(true) => Err(Error::new(ErrorCode::Aborted).caused_by(reason(signal))),
        None => Err(Error::invalid_argument(SIGNAL_RULE)),
    }
}

/// Returns why `signal` was aborted.
pub(super) fn reason(signal: &AbortSignal) -> JsValue {
    foreign::member(signal, "reason")
}

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
    let is_signal = foreign::member(signal, "aborted").as_bool().is_some()
        && ["addEventListener", "removeEventListener"]
            .iter()
            .all(|name| foreign::has_method(signal, name));
    if !is_signal {
        return Err(Error::invalid_argument(SIGNAL_RULE));
    }
    error(Some(signal)).map_or(Ok(()), Err)
}

/// Returns the error of an aborted signal. `None` if it is not aborted.
pub(super) fn error(signal: Option<&AbortSignal>) -> Option<Error> {
    let signal = signal?;
    let is_aborted = foreign::member(signal, "aborted").as_bool() == Some(true);
    is_aborted.then(|| Error::new(ErrorCode::Aborted).caused_by(reason(signal)))
}

/// Returns why `signal` was aborted.
pub(super) fn reason(signal: &AbortSignal) -> JsValue {
    foreign::member(signal, "reason")
}

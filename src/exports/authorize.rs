//! `authorize`: the driver's flow as a promise.

use alloc::boxed::Box;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsValue, prelude::*};

use crate::{
    ChallengeMethod, CodeVerifier,
    browser::{
        self, Authorized,
        foreign::object,
        options::read::{ReadError, read_options},
    },
    error::Error,
};

/// Asks the Zoom client to authorize the app (`zoomSdk.authorize`) and waits for its `onAuthorized`
/// event. Call `zoomSdk.config` first. One flow at a time.
#[wasm_bindgen(unchecked_return_type = "Promise<Authorization>")]
pub fn authorize(
    #[wasm_bindgen(js_name = zoomSdk, unchecked_param_type = "ZoomSdk")] zoom_sdk: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "AuthorizeOptions")] options: JsValue,
) -> Promise {
    Promise::new(&mut |resolve: Function, reject: Function| {
        let settle = move |function: &Function, value: &JsValue| {
            let _ = function.call1(&JsValue::UNDEFINED, value);
        };
        let on_end = Box::new({
            let reject = reject.clone();
            move |result: Result<Authorized, Error>| match result {
                Ok(authorized) => settle(&resolve, &to_object(authorized)),
                Err(error) => settle(&reject, &error.into()),
            }
        });
        let started = read_options(options.clone())
            .and_then(|options| Ok(browser::start(&zoom_sdk, options, on_end)?));
        match started {
            Ok(_) => {}
            Err(ReadError::Invalid(error)) => settle(&reject, &error.into()),
            Err(ReadError::Thrown(thrown)) => settle(&reject, &thrown),
        }
    })
}

/// Refuses calls of `authorize` until `release` is called. The npm package fetches a code challenge
/// meanwhile.
#[cfg(feature = "standalone")]
#[wasm_bindgen]
pub fn reserve() -> Result<(), Error> {
    browser::Reservation::new().map(core::mem::forget)
}

/// Ends what `reserve` began.
#[cfg(feature = "standalone")]
#[wasm_bindgen]
pub fn release() {
    drop(browser::Reservation::forgotten());
}

fn to_object(Authorized { code, redirect_uri, request, received_at }: Authorized) -> JsValue {
    let method = request.code_challenge_method().map(ChallengeMethod::as_str);
    let code_verifier = request.code_verifier.as_ref().map(CodeVerifier::secret);
    object([
        ("code", code),
        ("codeVerifier", code_verifier.into()),
        ("codeChallengeMethod", method.into()),
        ("redirectUri", redirect_uri),
        ("state", request.state.as_str().into()),
        ("receivedAt", received_at.into()),
    ])
}

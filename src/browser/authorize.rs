//! `authorize` for Rust front ends.

use alloc::boxed::Box;

use futures_channel::oneshot;
use wasm_bindgen::JsValue;

use super::{
    Options,
    driver::{self, Authorized},
    foreign::text,
};
use crate::{
    error::{Error, ErrorCode},
    flow::{Authorization, Request},
};

/// Asks the Zoom client to authorize the app and waits for its `onAuthorized` event. `zoom_sdk` is
/// the default export of `@zoom/appssdk`, after its `config`.
///
/// Dropping the future cancels the flow. However the flow ends, no listener and no timer is left
/// behind.
///
/// # Errors
///
/// Every [`ErrorCode`] from [`SdkMissing`](ErrorCode::SdkMissing) to
/// [`InProgress`](ErrorCode::InProgress), [`InvalidArgument`](ErrorCode::InvalidArgument) and
/// [`RandomUnavailable`](ErrorCode::RandomUnavailable).
///
/// ```no_run
/// use wasm_bindgen::JsValue;
/// use zoom_pkce::{Error, ErrorCode, flow};
///
/// async fn sign_in(zoom_sdk: &JsValue) -> Result<Option<flow::Authorization>, Error> {
///     match flow::authorize(zoom_sdk, flow::Options::default()).await {
///         Ok(authorization) => Ok(Some(authorization)),
///         Err(error) if error.code() == ErrorCode::AccessDenied => Ok(None),
///         Err(error) => Err(error),
///     }
/// }
/// ```
pub async fn authorize(zoom_sdk: &JsValue, options: Options) -> Result<Authorization, Error> {
    /// Cancels its flow when it is dropped.
    struct CancelOnDrop(u32);
    impl Drop for CancelOnDrop {
        fn drop(&mut self) {
            driver::cancel(self.0);
        }
    }

    let (sender, receiver) = oneshot::channel();
    let on_end = Box::new(move |outcome| {
        // The receiver is gone if the future was dropped.
        let _ = sender.send(outcome);
    });
    let _cancel = CancelOnDrop(driver::start(zoom_sdk, options, on_end)?);
    let outcome = receiver.await.unwrap_or_else(|_| Err(Error::new(ErrorCode::Aborted)));
    outcome.map(Authorization::from)
}

impl From<Authorized> for Authorization {
    fn from(Authorized { code, redirect_uri, request, received_at }: Authorized) -> Self {
        let code_challenge_method = request.code_challenge_method();
        let Request { code_verifier, state, .. } = request;
        Self {
            code: text(&code).unwrap_or_default().into(),
            code_verifier,
            code_challenge_method,
            redirect_uri: redirect_uri.as_string().unwrap_or_default(),
            state,
            received_at,
        }
    }
}

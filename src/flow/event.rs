//! Reading `onAuthorized`: `{ code, redirectUri, result, state?, timestamp }`, of which nothing can be relied on.

use wasm_bindgen::JsValue;

use crate::{
    State,
    error::{Error, ErrorCode, Message},
    js,
};

/// An authorization code, and the redirect URI that belongs to it. They are looked at where they are: nothing
/// here needs a copy.
pub(crate) struct Answer {
    pub(crate) code: JsValue,
    pub(crate) redirect_uri: Option<JsValue>,
}

/// What an event must be to be the answer.
pub(super) struct Expected<'a> {
    pub(super) state: &'a State,
    /// Whether one without `state` is refused: some clients leave it out.
    pub(super) require_state: bool,
    /// Whether the person is a guest who is asked to sign in or to add the app. What comes without this flow's state then is
    /// about that.
    pub(super) is_guest: bool,
    /// Whether a state is that of a flow that has ended. An event of it is nobody's any more, and ends no other.
    pub(super) is_ended: fn(&str) -> bool,
}

/// The answer in `event`. `None` where it is not meant for this flow.
pub(super) fn read(event: &JsValue, expected: &Expected<'_>) -> Option<Result<Answer, Error>> {
    let is_declined = js::truth(js::get(event, "result")) == Some(false);
    let received = js::get(event, "state");
    if received.loose_eq(&JsValue::NULL) {
        if expected.is_guest && !is_declined {
            return None;
        }
        if expected.require_state && !expected.is_guest {
            return Some(Err(Error::with(ErrorCode::StateMismatch, Some(Message::NoState))));
        }
    } else {
        let received = js::text(received);
        if !expected.state.verify(&received) {
            let is_nobodys = expected.is_guest || (expected.is_ended)(&received);
            return (!is_nobodys).then(|| Err(Error::new(ErrorCode::StateMismatch)));
        }
    }
    if is_declined {
        return Some(Err(Error::new(ErrorCode::AccessDenied)));
    }
    let text = |key| js::filter_text(js::get(event, key));
    Some(match text("code") {
        Some(code) => Ok(Answer { code, redirect_uri: text("redirectUri") }),
        None => Err(Error::new(ErrorCode::MissingCode)),
    })
}

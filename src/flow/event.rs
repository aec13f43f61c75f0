//! Reading `onAuthorized`: `{ code, redirectUri, result, state?, timestamp }`, of which nothing can be relied on.

use js_sys::Array;
use wasm_bindgen::JsValue;

use crate::{
    State,
    error::{Error, ErrorCode},
    js,
};

/// Longer than any code, state or redirect URI that Zoom sends, in characters.
const MAX_LENGTH: u32 = 4096;

/// What the event says, once it is known to answer this request.
pub(super) struct Answer {
    pub(super) code: String,
    pub(super) redirect_uri: Option<String>,
}

/// The answer in `event`, which must carry `state`, or none at all where `require_state` is false: some clients leave it
/// out. `None` where it answers one of the flows that have `ended`: that one is nobody's any more, and ends no other.
pub(super) fn read(
    event: &JsValue,
    state: &State,
    require_state: bool,
    ended: Option<&Array>,
) -> Option<Result<Answer, Error>> {
    let received = js::get(event, "state");
    if js::is_absent(&received) {
        if require_state {
            return Some(Err(Error::with_message(
                ErrorCode::StateMismatch,
                "onAuthorized carried no state, and requireState is set",
            )));
        }
    } else if !js::string(&received, MAX_LENGTH).is_some_and(|received| state.verify(&received)) {
        let is_of_an_ended_flow = ended.is_some_and(|ended| ended.includes(&received, 0));
        return (!is_of_an_ended_flow).then(|| Err(Error::new(ErrorCode::StateMismatch)));
    }
    if js::get(event, "result").as_bool() == Some(false) {
        return Some(Err(Error::new(ErrorCode::AccessDenied)));
    }
    let text = |key| js::string(&js::get(event, key), MAX_LENGTH).filter(|text| !text.is_empty());
    Some(match text("code") {
        Some(code) => Ok(Answer { code, redirect_uri: text("redirectUri") }),
        None => Err(Error::new(ErrorCode::MissingCode)),
    })
}

//! Reading `onAuthorized`: `{ code, redirectUri, result, state?, timestamp }`, of which nothing can be relied on.

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

/// What an event must be to be the answer.
pub(super) struct Expected<'a> {
    pub(super) state: &'a State,
    /// Whether one without `state` is refused: some clients leave it out.
    pub(super) require_state: bool,
    /// Whether the person is being asked to sign in or to add the app. Only a refusal of that can be meant then.
    pub(super) is_prompting: bool,
    /// The states of flows that have ended. An event of one of them is nobody's any more, and ends no other.
    pub(super) ended: &'a [Option<State>],
}

/// The answer in `event`. `None` where it is not meant for this flow.
pub(super) fn read(event: &JsValue, expected: Expected<'_>) -> Option<Result<Answer, Error>> {
    let Expected { state, require_state, is_prompting, ended } = expected;
    let received = js::get(event, "state");
    if js::is_absent(&received) {
        if require_state && !is_prompting {
            return Some(Err(Error::with_message(
                ErrorCode::StateMismatch,
                "onAuthorized carried no state, which requireState demands (by default in a frame)",
            )));
        }
    } else {
        let received = js::string(&received, MAX_LENGTH).unwrap_or_default();
        if !state.verify(&received) {
            let is_nobodys = is_prompting || ended.iter().flatten().any(|ended| ended.verify(&received));
            return (!is_nobodys).then(|| Err(Error::new(ErrorCode::StateMismatch)));
        }
    }
    if js::get(event, "result").as_bool() == Some(false) {
        return Some(Err(Error::new(ErrorCode::AccessDenied)));
    }
    let text = |key| js::string(&js::get(event, key), MAX_LENGTH).filter(|text| !text.is_empty());
    match text("code") {
        _ if is_prompting => None,
        Some(code) => Some(Ok(Answer { code, redirect_uri: text("redirectUri") })),
        None => Some(Err(Error::new(ErrorCode::MissingCode))),
    }
}

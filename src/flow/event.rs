//! The event `onAuthorized`: `{ code, redirectUri, result, state?, timestamp }`.

use alloc::string::String;
use core::fmt;

use zeroize::Zeroizing;

use super::EndedStates;
use crate::{
    State,
    error::{Error, ErrorCode},
};

const STATE_REQUIRED: &str =
    "onAuthorized carried no state, which requireState demands (by default in a frame)";

/// The members of an `onAuthorized` event. Each can be missing or malformed. [`Debug`] does not
/// show the code and the state. `V` is a text that is only passed through.
pub struct Event<V> {
    /// `false` if the person declined. `None` if it is not a boolean.
    pub result: Option<bool>,
    /// `None` if the client left it out. A value that is not a usable string is `""`, which matches
    /// no `state`.
    pub state: Option<Zeroizing<String>>,
    /// The authorization code, 1 to 4096 characters. `None` if there is no usable one.
    pub code: Option<V>,
    /// The redirect URI, 1 to 4096 characters. `None` if there is no usable one.
    pub redirect_uri: Option<V>,
}

/// The authorization in an event. [`Debug`] does not show the code.
pub struct Grant<V> {
    /// The authorization code.
    pub code: V,
    /// The redirect URI of the event. `None` if the event named none.
    pub redirect_uri: Option<V>,
}

impl<V: fmt::Debug> fmt::Debug for Event<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Event")
            .field("result", &self.result)
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

impl<V: fmt::Debug> fmt::Debug for Grant<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Grant")
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

/// The conditions under which an event is the answer to a flow's request.
pub(super) struct Expected<'a> {
    pub(super) state: &'a State,
    /// Whether an event without `state` is refused. Some clients leave it out.
    pub(super) require_state: bool,
    /// Whether the person is a guest who was asked to sign in or to add the app. Then an event
    /// without the flow's `state` answers that prompt and is ignored.
    pub(super) is_guest: bool,
    pub(super) ended_states: &'a EndedStates,
}

impl<V> Event<V> {
    /// Returns the answer in the event, or `None` if the event is not for this flow.
    pub(super) fn into_answer(self, expected: &Expected<'_>) -> Option<Result<Grant<V>, Error>> {
        let is_declined = self.result == Some(false);
        match &self.state {
            None if expected.is_guest && !is_declined => return None,
            None if expected.require_state && !expected.is_guest => {
                let error = Error::new(ErrorCode::StateMismatch);
                return Some(Err(error.with_message(STATE_REQUIRED)));
            }
            Some(received) if !expected.state.verify(received) => {
                let is_stale = expected.is_guest || expected.ended_states.contains(received);
                return (!is_stale).then(|| Err(Error::new(ErrorCode::StateMismatch)));
            }
            _ => {}
        }
        if is_declined {
            return Some(Err(Error::new(ErrorCode::AccessDenied)));
        }
        Some(match self.code {
            Some(code) => Ok(Grant { code, redirect_uri: self.redirect_uri }),
            None => Err(Error::new(ErrorCode::MissingCode)),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::{borrow::ToOwned, format};

    use super::*;

    #[test]
    fn debug_shows_no_code_and_no_state() {
        let code = || "secret-code".to_owned();
        let event = Event {
            result: Some(true),
            state: Some(Zeroizing::new("secret-state".to_owned())),
            code: Some(code()),
            redirect_uri: Some("https://app.example/".to_owned()),
        };
        let grant = Grant { code: code(), redirect_uri: None };
        for shown in [format!("{event:?}"), format!("{grant:?}")] {
            assert!(!shown.contains("secret") && shown.contains("redirect_uri"), "{shown}");
        }
    }
}

//! Descriptions of inputs. Unlike the inputs themselves, they can be copied and repeated.

use zoom_pkce::flow::machine::{Answer, CallId, Event, Input, Rejection, Status};

/// The `state` of the flow's request.
pub const STATE: &str = "state-of-this-flow";
/// The `state` of a flow that ended before.
pub const ENDED_STATE: &str = "state-of-an-ended-flow";
/// The code challenge of the flow's request.
pub const CHALLENGE: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// The authorization code of the events.
pub const CODE: &str = "code-of-the-person";

/// A value that only travels through a flow: a code, a redirect URI, a thrown error, the reason of
/// an abort.
pub type Cause = &'static str;

/// An input of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestInput {
    Authorized(TestEvent),
    ContextChanged(Option<Status>),
    Fulfilled(CallId, Answer),
    Rejected(CallId, TestRejection),
    TimedOut,
    Aborted,
}

/// The members of an `onAuthorized` event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestEvent {
    pub result: Option<bool>,
    pub state: Option<&'static str>,
    pub code: Option<&'static str>,
    pub redirect_uri: Option<&'static str>,
}

/// A rejection, whose cause is its own message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestRejection {
    pub message: &'static str,
    pub is_zoom_error: bool,
}

impl TestInput {
    /// The reason of [`TestInput::Aborted`].
    pub const ABORT_REASON: Cause = "the reason of the abort";
}

impl TestRejection {
    /// The error with which the SDK gives up on a call after 10 seconds.
    pub const GAVE_UP: Self =
        Self::by_sdk("authorize took longer than 10000ms to respond.\n requestId: 7");
    /// The error for an API that is not among the capabilities, and for every guest.
    pub const NO_PERMISSION: Self =
        Self::by_zoom("No Permission for this API. [code:80004, reason:app_not_support]");

    /// The error for an API that guests may not call.
    pub const NOT_FOR_GUESTS: Self = Self::by_zoom("API is not support in guest mode.");

    pub const fn by_zoom(message: &'static str) -> Self {
        Self { message, is_zoom_error: true }
    }

    pub const fn by_sdk(message: &'static str) -> Self {
        Self { message, is_zoom_error: false }
    }
}

impl From<TestInput> for Input<Cause> {
    fn from(input: TestInput) -> Self {
        match input {
            TestInput::Authorized(event) => Self::Authorized(event.into()),
            TestInput::ContextChanged(status) => Self::ContextChanged(status),
            TestInput::Fulfilled(call_id, answer) => Self::Fulfilled(call_id, answer),
            TestInput::Rejected(call_id, rejection) => Self::Rejected(call_id, rejection.into()),
            TestInput::TimedOut => Self::TimedOut,
            TestInput::Aborted => Self::Aborted(TestInput::ABORT_REASON),
        }
    }
}

impl From<TestEvent> for Event<Cause> {
    fn from(event: TestEvent) -> Self {
        Self {
            result: event.result,
            state: event.state.map(|state| state.to_owned().into()),
            code: event.code,
            redirect_uri: event.redirect_uri,
        }
    }
}

impl From<TestRejection> for Rejection<Cause> {
    fn from(rejection: TestRejection) -> Self {
        let TestRejection { message, is_zoom_error } = rejection;
        Self { message: message.to_owned(), is_zoom_error, cause: message }
    }
}

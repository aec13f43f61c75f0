//! The language of the cases: what happens, and what the flow does then.

use std::panic::Location;

use zoom_pkce::{
    ErrorCode,
    flow::machine::{Answer, Call, CallId, Output, Status, Unsupported},
};

use crate::checked::{CODE, Cause, CheckedFlow, STATE, Start, TestEvent, TestInput, TestRejection};

pub use zoom_pkce::flow::machine::Call::{Authorize, GetUserContext, PromptAuthorize, Reconfigure};

/// A client that supports every API of the flow.
pub const SUPPORTED: Unsupported = Unsupported { authorize: false, on_authorized: false };
/// The default: `state` is optional, and the app passes no `reconfigure`.
pub const DEFAULT: Start =
    Start { require_state: false, can_reconfigure: false, unsupported: SUPPORTED };
pub const REQUIRING_STATE: Start = Start { require_state: true, ..DEFAULT };
pub const WITH_RECONFIGURE: Start = Start { can_reconfigure: true, ..DEFAULT };

pub const NO_PERMISSION: TestRejection = TestRejection::NO_PERMISSION;
pub const GAVE_UP: TestRejection = TestRejection::GAVE_UP;
/// An error of the app's own `reconfigure`.
pub const CONFIG_FAILED: TestRejection = TestRejection::by_sdk("config failed");
pub const OTHER_STATE: &str = "state-of-another-flow";
pub const REDIRECT_URI: &str = "https://app.example/from-the-event";

/// An input of a flow, with the call that it belongs to by kind.
#[derive(Clone, Copy, Debug)]
pub enum When {
    Input(TestInput),
    /// The promise of the last call of this kind is fulfilled.
    Fulfilled(Call, Answer),
    /// The last call of this kind is rejected.
    Rejected(Call, TestRejection),
    /// As the two above, but of the first call of this kind.
    FirstFulfilled(Call, Answer),
    FirstRejected(Call, TestRejection),
}

/// The expected reaction of a flow.
#[derive(Clone, Copy, Debug)]
pub enum Then {
    Waits,
    Calls(Call),
    Grants { redirect_uri: Option<&'static str> },
    Fails { code: ErrorCode, message: Option<&'static str>, cause: Option<Cause> },
}

pub const WAITS: Then = Then::Waits;
/// The flow ends in an authorization code.
pub const GRANTS: Then = Then::Grants { redirect_uri: Some(REDIRECT_URI) };
/// The flow's time is over.
pub const TIMED_OUT: When = When::Input(TestInput::TimedOut);
pub const ABORTED: When = When::Input(TestInput::Aborted);

/// The event of a person who approved, from a client that leaves the `state` out.
pub const APPROVED: TestEvent = TestEvent {
    result: Some(true),
    state: None,
    code: Some(CODE),
    redirect_uri: Some(REDIRECT_URI),
};
/// The event of a person who declined, from a client that leaves the `state` out.
pub const DECLINED: TestEvent =
    TestEvent { result: Some(false), state: None, code: None, redirect_uri: None };

pub fn event(event: TestEvent) -> When {
    When::Input(TestInput::Authorized(event))
}

pub fn approved() -> When {
    event(APPROVED)
}

pub fn approved_with_state(state: &'static str) -> When {
    event(TestEvent { state: Some(state), ..APPROVED })
}

/// The event that answers the flow's own request.
pub fn own_event() -> When {
    approved_with_state(STATE)
}

pub fn declined() -> When {
    event(DECLINED)
}

pub fn declined_with_state(state: &'static str) -> When {
    event(TestEvent { state: Some(state), ..DECLINED })
}

/// `onMyUserContextChange` with a status.
pub fn context(status: &str) -> When {
    When::Input(TestInput::ContextChanged(Status::parse(status)))
}

/// `onMyUserContextChange` without a status: something else has changed, such as the role.
pub fn other_change() -> When {
    When::Input(TestInput::ContextChanged(None))
}

/// The client accepts a call.
pub fn accepts(call: Call) -> When {
    When::Fulfilled(call, Answer::Accepted)
}

/// `getUserContext` is answered with a status.
pub fn tells(status: &str) -> When {
    When::Fulfilled(GetUserContext, Answer::Context(Status::parse(status)))
}

/// The first `getUserContext` is answered with a status, after another one was called.
pub fn tells_late(status: &str) -> When {
    When::FirstFulfilled(GetUserContext, Answer::Context(Status::parse(status)))
}

/// `reconfigure` succeeds.
pub fn configures() -> When {
    configures_without(SUPPORTED)
}

pub fn configures_without(unsupported: Unsupported) -> When {
    When::Fulfilled(Reconfigure, Answer::Config(unsupported))
}

/// The first `reconfigure` succeeds, after another one was called.
pub fn configures_late() -> When {
    When::FirstFulfilled(Reconfigure, Answer::Config(SUPPORTED))
}

pub fn rejects(call: Call, rejection: TestRejection) -> When {
    When::Rejected(call, rejection)
}

/// The first call of this kind is rejected, after something else has made it obsolete.
pub fn rejects_late(call: Call, rejection: TestRejection) -> When {
    When::FirstRejected(call, rejection)
}

pub fn calls(call: Call) -> Then {
    Then::Calls(call)
}

/// The flow ends in an error with the message of its code and without a cause.
pub fn fails(code: ErrorCode) -> Then {
    Then::Fails { code, message: None, cause: None }
}

impl Then {
    /// The message of the error ends with `message`.
    pub fn saying(self, message: &'static str) -> Self {
        match self {
            Self::Fails { code, cause, .. } => Self::Fails { code, message: Some(message), cause },
            other => other,
        }
    }

    /// The error has this cause.
    pub fn caused_by(self, cause: impl Into<Cause>) -> Self {
        match self {
            Self::Fails { code, message, .. } => {
                Self::Fails { code, message, cause: Some(cause.into()) }
            }
            other => other,
        }
    }

    fn assert_is(self, output: Output<Cause>, line: &str) {
        match (self, output) {
            (Self::Waits, Output::Wait) => {}
            (Self::Calls(expected), Output::Call(_, call)) => assert_eq!(call, expected, "{line}"),
            (Self::Grants { redirect_uri }, Output::Finish(Ok(grant))) => {
                assert_eq!(grant.code, CODE, "{line}");
                assert_eq!(grant.redirect_uri, redirect_uri, "{line}");
            }
            (Self::Fails { code, message, cause }, Output::Finish(Err(failure))) => {
                let shown = failure.error.to_string();
                assert_eq!(failure.error.code(), code, "{line}: {shown}");
                assert_eq!(failure.cause, cause, "{line}: {shown}");
                match message {
                    Some(message) => assert!(shown.ends_with(message), "{line}: {shown}"),
                    None => assert_eq!(shown, code.message(), "{line}"),
                }
            }
            (_, output) => panic!("{line}: {output:?}"),
        }
    }
}

impl From<TestRejection> for Cause {
    fn from(rejection: TestRejection) -> Self {
        rejection.message
    }
}

/// Runs a flow through `lines`, which must lead to its end, and returns it.
///
/// The first call of a flow is `authorize`, or `getUserContext` if the client lacks an API.
#[track_caller]
pub fn check(start: Start, lines: &[(When, Then)]) -> CheckedFlow {
    let caller = Location::caller();
    let (mut flow, output) = CheckedFlow::start(start);
    let mut made = Vec::new();
    let first = if start.unsupported == SUPPORTED { Authorize } else { GetUserContext };
    let note = |output: &Output<Cause>, made: &mut Vec<(CallId, Call)>| {
        if let Output::Call(id, call) = *output {
            made.push((id, call));
        }
    };
    note(&output, &mut made);
    calls(first).assert_is(output, &format!("{caller}, the start"));
    for (n, (when, then)) in lines.iter().enumerate() {
        let output = flow.step(to_input(*when, &made));
        note(&output, &mut made);
        then.assert_is(output, &format!("{caller}, line {n}: {when:?}, {then:?}"));
    }
    assert!(flow.history().has_ended, "{caller}: the case does not end");
    flow
}

/// Runs a flow that was refused, with `reconfigure`, through `lines`. It waits for the answer of
/// `getUserContext`.
#[track_caller]
pub fn check_refused(lines: &[(When, Then)]) {
    let refused = [(rejects(Authorize, NO_PERMISSION), calls(GetUserContext))];
    check(WITH_RECONFIGURE, &[&refused, lines].concat());
}

/// Runs a flow of a guest with this status, who is prompted, through `lines`.
#[track_caller]
pub fn check_prompted(status: &str, lines: &[(When, Then)]) {
    check_refused(&[&[(tells(status), calls(PromptAuthorize))], lines].concat());
}

/// Runs a flow of a person who has added the app since `config`, through `lines`.
#[track_caller]
pub fn check_added(lines: &[(When, Then)]) {
    check_refused(&[&[(tells("authorized"), calls(Reconfigure))], lines].concat());
}

fn to_input(when: When, made: &[(CallId, Call)]) -> TestInput {
    let find = |call: Call| move |(id, made): &(CallId, Call)| (*made == call).then_some(*id);
    let last = |call| made.iter().rev().find_map(find(call)).expect("a call of this kind");
    let first = |call| made.iter().find_map(find(call)).expect("a call of this kind");
    match when {
        When::Input(input) => input,
        When::Fulfilled(call, answer) => TestInput::Fulfilled(last(call), answer),
        When::Rejected(call, rejection) => TestInput::Rejected(last(call), rejection),
        When::FirstFulfilled(call, answer) => TestInput::Fulfilled(first(call), answer),
        When::FirstRejected(call, rejection) => TestInput::Rejected(first(call), rejection),
    }
}

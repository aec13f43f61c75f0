//! The flow as a state machine, without I/O, a clock or JavaScript.
//!
//! A [`Flow`] takes an [`Input`] (an event, the answer to a call, a time-out) and returns an
//! [`Output`]: wait, make a call, or finish. Its caller makes the calls and keeps the time.
//!
//! ```
//! use zoom_pkce::{
//!     ChallengeMethod,
//!     flow::{Challenge, EndedStates, Request, machine::*},
//! };
//!
//! let request = Request::new(Challenge::Generate(ChallengeMethod::Plain), None)?;
//! let state = request.state.as_str().to_owned();
//! let settings = Settings { require_state: false, can_reconfigure: false };
//! let (mut flow, output) =
//!     Flow::start(request, settings, Unsupported::default(), EndedStates::new());
//! assert!(matches!(output, Output::Call(_, Call::Authorize)));
//!
//! let event = Event {
//!     result: Some(true),
//!     state: Some(state.into()),
//!     code: Some("code"),
//!     redirect_uri: None,
//! };
//! assert!(matches!(flow.step(Input::Authorized(event)), Output::Finish(Ok(_))));
//! # Ok::<(), zoom_pkce::Error>(())
//! ```

use core::mem;

use super::{EndedStates, Request, event::Expected, user_context::Prompted};
use crate::error::{Error, ErrorCode};

pub use super::{
    event::{Event, Grant},
    rejection::{Failure, Rejection},
    user_context::{GuestStatus, Status},
};

const AUTHORIZE: &str = "authorize";
const ON_AUTHORIZED: &str = "onAuthorized";
const PROMPT_AUTHORIZE: &str = "promptAuthorize";
const RECONFIGURE_FAILED: &str = "reconfigure failed";
const RECONFIGURE_TIMED_OUT: &str = "reconfigure did not end within timeoutMs";
const PROMPT_TIMED_OUT: &str =
    "no onMyUserContextChange within timeoutMs: the prompt was ignored or closed";

/// The id of a call, unique within its flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallId(pub u32);

/// A call that the flow's caller makes. Its answer is an [`Input`] with the same [`CallId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// `zoomSdk.authorize` with the flow's [`Request`].
    Authorize,
    /// `zoomSdk.getUserContext`.
    GetUserContext,
    /// `zoomSdk.promptAuthorize`: asks a guest to sign in or to add the app.
    PromptAuthorize,
    /// The app's own `reconfigure`, which repeats `zoomSdk.config`.
    Reconfigure,
}

/// The flow's APIs that `unsupportedApis`, in the answer of `zoomSdk.config`, lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsupported {
    /// Whether `authorize` is listed.
    pub authorize: bool,
    /// Whether `onAuthorized` is listed.
    pub on_authorized: bool,
}

/// The value that a call's promise was fulfilled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// [`Call::Authorize`] or [`Call::PromptAuthorize`]: the client accepted the request. The
    /// person has not decided yet.
    Accepted,
    /// [`Call::GetUserContext`]: the person's status. `None` if Zoom reports no known one.
    Context(Option<Status>),
    /// [`Call::Reconfigure`]: what the client does not support.
    Config(Unsupported),
}

/// An input of the flow. `V` is a value that is only passed through: an authorization code, a
/// redirect URI, a thrown error. Wiping it is up to its type.
#[derive(Debug)]
pub enum Input<V> {
    /// `onAuthorized` fired.
    Authorized(Event<V>),
    /// `onMyUserContextChange` fired, with the new status or, for another change, `None`.
    ContextChanged(Option<Status>),
    /// The promise of a call was fulfilled.
    Fulfilled(CallId, Answer),
    /// A call threw, or its promise was rejected.
    Rejected(CallId, Rejection<V>),
    /// The flow's time-out has passed.
    TimedOut,
    /// The caller's signal was aborted, with its reason.
    Aborted(V),
}

/// The next action of the flow's caller.
#[derive(Debug)]
pub enum Output<V> {
    /// Wait for the next input.
    Wait,
    /// Make a call.
    Call(CallId, Call),
    /// The flow has ended. Every later input is answered with [`Output::Wait`].
    Finish(Result<Grant<V>, Failure<V>>),
}

/// The settings of a flow.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Whether an event without `state` is refused.
    pub require_state: bool,
    /// Whether [`Call::Reconfigure`] and [`Call::PromptAuthorize`] are available.
    pub can_reconfigure: bool,
}

/// The state of a flow, with the ids of its pending calls. A call whose id is not in the state is
/// stale: its answer is ignored.
#[derive(Debug)]
enum State<V> {
    /// `authorize` was called, and the flow waits for `onAuthorized`. `call_id` is `None` after the
    /// call was answered.
    AwaitingEvent { call_id: Option<CallId>, reauthorized: bool },
    /// `authorize` was refused or the SDK gave up on it. `getUserContext` tells whether the person
    /// is a guest. `refusal` is `None` if the SDK gave up.
    Identifying { query_id: CallId, refusal: Option<Failure<V>> },
    /// A guest sees the prompt of `promptAuthorize`. `query_id` belongs to a `getUserContext`.
    Prompting { call_id: CallId, status: GuestStatus, query_id: Option<CallId> },
    /// The status of a guest has changed, and the app repeats `zoomSdk.config`.
    Reconfiguring { call_id: CallId, status: Status, query_id: Option<CallId> },
    /// `authorize` was refused although the person has added the app: the app repeats
    /// `zoomSdk.config`.
    ReconfiguringAuthorized { call_id: CallId, refusal: Failure<V> },
    /// The flow has ended.
    Ended,
}

/// A sign-in through `zoomSdk.authorize`, from its first call to its end.
#[derive(Debug)]
pub struct Flow<V> {
    request: Request,
    settings: Settings,
    ended_states: EndedStates,
    state: State<V>,
    prompted: Prompted,
    last_call_id: CallId,
}

impl<V> Flow<V> {
    /// Starts a flow. Returns it with its first output, which is a call.
    ///
    /// `unsupported` is from the answer to `zoomSdk.config`: what it lists counts as refused.
    pub fn start(
        request: Request,
        settings: Settings,
        unsupported: Unsupported,
        ended_states: EndedStates,
    ) -> (Self, Output<V>) {
        let mut flow = Self {
            request,
            settings,
            ended_states,
            state: State::Ended,
            prompted: Prompted::default(),
            last_call_id: CallId(0),
        };
        let output = match capability_missing(unsupported) {
            Some(error) => flow.identify(Some(error.into())),
            None => flow.authorize(false),
        };
        (flow, output)
    }

    /// Advances the flow by one input.
    pub fn step(&mut self, input: Input<V>) -> Output<V> {
        if self.has_ended() {
            return Output::Wait;
        }
        match input {
            Input::Authorized(event) => self.on_event(event),
            Input::ContextChanged(status) => self.on_context_changed(status),
            Input::Fulfilled(call_id, answer) => self.on_fulfilled(call_id, answer),
            Input::Rejected(call_id, rejection) => self.on_rejected(call_id, rejection),
            Input::TimedOut => self.on_timeout(),
            Input::Aborted(reason) => {
                let error = Error::new(ErrorCode::Aborted);
                self.fail(Failure { error, cause: Some(reason) })
            }
        }
    }

    /// Returns the call with this id. `None` if its answer no longer matters.
    pub fn pending_call(&self, id: CallId) -> Option<Call> {
        match &self.state {
            State::AwaitingEvent { call_id: Some(call_id), .. } if *call_id == id => {
                Some(Call::Authorize)
            }
            State::Identifying { query_id, .. }
            | State::Prompting { query_id: Some(query_id), .. }
            | State::Reconfiguring { query_id: Some(query_id), .. }
                if *query_id == id =>
            {
                Some(Call::GetUserContext)
            }
            State::Prompting { call_id, .. } if *call_id == id => Some(Call::PromptAuthorize),
            State::Reconfiguring { call_id, .. }
            | State::ReconfiguringAuthorized { call_id, .. }
                if *call_id == id =>
            {
                Some(Call::Reconfigure)
            }
            _ => None,
        }
    }

    pub(super) fn has_ended(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    /// Returns whether a change of the person's status matters.
    pub(super) fn awaits_status(&self) -> bool {
        matches!(
            self.state,
            State::Identifying { .. } | State::Prompting { .. } | State::Reconfiguring { .. }
        )
    }

    /// Returns the request that [`Call::Authorize`] sends.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Returns the request, and the `state`s of ended flows with that of this one, for the next
    /// flow.
    pub fn into_parts(self) -> (Request, EndedStates) {
        let Self { request, mut ended_states, .. } = self;
        ended_states.insert(request.state.duplicate());
        (request, ended_states)
    }

    fn on_event(&mut self, event: Event<V>) -> Output<V> {
        let expected = Expected {
            state: &self.request.state,
            require_state: self.settings.require_state,
            is_guest: matches!(self.state, State::Prompting { .. } | State::Reconfiguring { .. }),
            ended_states: &self.ended_states,
        };
        match event.into_answer(&expected) {
            Some(answer) => self.finish(answer.map_err(Failure::from)),
            None => Output::Wait,
        }
    }

    fn on_context_changed(&mut self, status: Option<Status>) -> Output<V> {
        let next_id = self.next_call_id();
        match (&mut self.state, status) {
            // The event does not say what has changed: the client is asked.
            (State::Identifying { query_id, .. }, None) => {
                *query_id = next_id;
                Output::Call(next_id, Call::GetUserContext)
            }
            (State::Prompting { query_id, .. } | State::Reconfiguring { query_id, .. }, None) => {
                *query_id = Some(next_id);
                Output::Call(next_id, Call::GetUserContext)
            }
            _ => self.on_status(status),
        }
    }

    fn on_fulfilled(&mut self, id: CallId, answer: Answer) -> Output<V> {
        match (self.pending_call(id), answer) {
            (Some(Call::Authorize), _) => {
                if let State::AwaitingEvent { call_id, .. } = &mut self.state {
                    *call_id = None;
                }
                Output::Wait
            }
            (Some(Call::GetUserContext), Answer::Context(status)) => self.on_status(status),
            (Some(Call::Reconfigure), Answer::Config(unsupported)) => {
                self.on_reconfigured(unsupported)
            }
            _ => Output::Wait,
        }
    }

    fn on_rejected(&mut self, id: CallId, rejection: Rejection<V>) -> Output<V> {
        match self.pending_call(id) {
            Some(Call::Authorize) => self.on_authorize_rejected(rejection),
            Some(Call::GetUserContext) => self.on_status(None),
            Some(Call::PromptAuthorize) if rejection.is_sdk_timeout() => Output::Wait,
            Some(Call::PromptAuthorize) => {
                let denied = Error::new(ErrorCode::AccessDenied);
                let secrets = self.request.secrets();
                self.fail(rejection.into_failure(PROMPT_AUTHORIZE, denied, secrets))
            }
            Some(Call::Reconfigure) => {
                let state = mem::replace(&mut self.state, State::Ended);
                if let State::ReconfiguringAuthorized { refusal, .. } = state {
                    self.fail(refusal)
                } else {
                    let error =
                        Error::new(ErrorCode::SdkNotConfigured).with_message(RECONFIGURE_FAILED);
                    self.fail(Failure { error, cause: Some(rejection.cause) })
                }
            }
            None => Output::Wait,
        }
    }

    fn on_authorize_rejected(&mut self, rejection: Rejection<V>) -> Output<V> {
        let refusal =
            (!rejection.is_sdk_timeout()).then(|| authorize_refused(&self.request, rejection));
        match (&mut self.state, refusal) {
            (State::AwaitingEvent { reauthorized: true, .. }, Some(failure)) => self.fail(failure),
            (State::AwaitingEvent { reauthorized: true, call_id }, None) => {
                *call_id = None;
                Output::Wait
            }
            // A guest is refused with the same words as an app that lacks a capability.
            (_, refusal) => self.identify(refusal),
        }
    }

    /// Continues by the person's status.
    fn on_status(&mut self, status: Option<Status>) -> Output<V> {
        match mem::replace(&mut self.state, State::Ended) {
            State::Identifying { refusal, .. } => self.on_identified(status, refusal),
            State::Prompting { call_id, status: before, .. } => match status {
                Some(status) if status != Status::Guest(before) => self.reconfigure(status),
                _ => self.enter(State::Prompting { call_id, status: before, query_id: None }),
            },
            State::Reconfiguring { call_id, status: before, .. } => match status {
                Some(status) if status != before => self.reconfigure(status),
                _ => self.enter(State::Reconfiguring { call_id, status: before, query_id: None }),
            },
            other => self.enter(other),
        }
    }

    fn on_identified(&mut self, status: Option<Status>, refusal: Option<Failure<V>>) -> Output<V> {
        match (status, refusal) {
            (Some(Status::Guest(status)), _) if self.settings.can_reconfigure => {
                self.prompt(status, None)
            }
            (Some(Status::Guest(status)), refusal) => {
                let cause = refusal.and_then(|refusal| refusal.cause);
                self.fail(Failure { error: guest_mode(status), cause })
            }
            // The person has added the app since `config`, which the client has not noticed.
            (Some(Status::Authorized), Some(refusal))
                if self.settings.can_reconfigure
                    && matches!(
                        refusal.error.code(),
                        ErrorCode::CapabilityMissing | ErrorCode::GuestMode
                    ) =>
            {
                let call_id = self.next_call_id();
                self.state = State::ReconfiguringAuthorized { call_id, refusal };
                Output::Call(call_id, Call::Reconfigure)
            }
            (_, Some(refusal)) => self.fail(refusal),
            (_, None) => self.enter(State::AwaitingEvent { call_id: None, reauthorized: false }),
        }
    }

    fn on_reconfigured(&mut self, unsupported: Unsupported) -> Output<V> {
        if let State::Reconfiguring { status: Status::Guest(status), query_id, .. } = self.state {
            return self.prompt(status, query_id);
        }
        match capability_missing(unsupported) {
            Some(error) => self.fail(error.into()),
            None => self.authorize(true),
        }
    }

    fn on_timeout(&mut self) -> Output<V> {
        let timeout = Error::new(ErrorCode::Timeout);
        let failure = match mem::replace(&mut self.state, State::Ended) {
            State::Prompting { .. } => timeout.with_message(PROMPT_TIMED_OUT).into(),
            State::Reconfiguring { .. } => timeout.with_message(RECONFIGURE_TIMED_OUT).into(),
            State::Identifying { refusal: Some(refusal), .. }
            | State::ReconfiguringAuthorized { refusal, .. } => refusal,
            _ => timeout.into(),
        };
        self.fail(failure)
    }

    fn authorize(&mut self, reauthorized: bool) -> Output<V> {
        let call_id = self.next_call_id();
        self.state = State::AwaitingEvent { call_id: Some(call_id), reauthorized };
        Output::Call(call_id, Call::Authorize)
    }

    /// Asks the client for the person's status.
    fn identify(&mut self, refusal: Option<Failure<V>>) -> Output<V> {
        let query_id = self.next_call_id();
        self.state = State::Identifying { query_id, refusal };
        Output::Call(query_id, Call::GetUserContext)
    }

    /// Has the client ask the guest to sign in or to add the app, once at each status.
    fn prompt(&mut self, status: GuestStatus, query_id: Option<CallId>) -> Output<V> {
        if !self.prompted.insert(status) {
            return self.fail(guest_mode(status).into());
        }
        let call_id = self.next_call_id();
        self.state = State::Prompting { call_id, status, query_id };
        Output::Call(call_id, Call::PromptAuthorize)
    }

    /// Has the app repeat `zoomSdk.config`, which Zoom demands after each change of the status.
    fn reconfigure(&mut self, status: Status) -> Output<V> {
        let call_id = self.next_call_id();
        self.state = State::Reconfiguring { call_id, status, query_id: None };
        Output::Call(call_id, Call::Reconfigure)
    }

    fn next_call_id(&mut self) -> CallId {
        self.last_call_id = CallId(self.last_call_id.0.wrapping_add(1));
        self.last_call_id
    }

    fn enter(&mut self, state: State<V>) -> Output<V> {
        self.state = state;
        Output::Wait
    }

    fn fail(&mut self, failure: Failure<V>) -> Output<V> {
        self.finish(Err(failure))
    }

    fn finish(&mut self, outcome: Result<Grant<V>, Failure<V>>) -> Output<V> {
        self.state = State::Ended;
        Output::Finish(outcome)
    }
}

/// Returns the failure for a refused call of `authorize`, or for a refused listener of
/// `onAuthorized`. Without that listener a flow does not start.
pub fn authorize_refused<V>(request: &Request, rejection: Rejection<V>) -> Failure<V> {
    let refused = Error::new(ErrorCode::AuthorizeFailed);
    rejection.into_failure(AUTHORIZE, refused, request.secrets())
}

fn guest_mode(status: GuestStatus) -> Error {
    Error::new(ErrorCode::GuestMode).with_detail(status.as_str())
}

/// Returns the error for a client that lacks an API of the flow. Its message names the API.
fn capability_missing(unsupported: Unsupported) -> Option<Error> {
    let names = match (unsupported.authorize, unsupported.on_authorized) {
        (false, false) => return None,
        (true, false) => AUTHORIZE,
        (false, true) => ON_AUTHORIZED,
        (true, true) => "authorize, onAuthorized",
    };
    Some(Error::new(ErrorCode::CapabilityMissing).with_detail(names))
}

//! The progress of a flow: its steps by name, and what becomes of each.
//!
//! A report consists of names. No value that travels through a flow is part of it.
//!
//! ```
//! use zoom_pkce::{
//!     ChallengeMethod,
//!     flow::{Challenge, EndedStates, Request, machine::*, progress::{Progress, advance}},
//! };
//!
//! let request = Request::new(Challenge::Generate(ChallengeMethod::Plain), None)?;
//! let settings = Settings { require_state: false, can_reconfigure: false };
//! let (mut flow, _) =
//!     Flow::start(request, settings, Unsupported::default(), EndedStates::new());
//!
//! let event = Event { result: Some(false), state: None, code: None::<&str>, redirect_uri: None };
//! let (report, output) = advance(&mut flow, Input::Authorized(event));
//! let Progress { step, phase, .. } = report.unwrap();
//! assert_eq!((step.as_str(), phase.as_str()), ("onAuthorized", "received"));
//!
//! let Output::Finish(outcome) = output else { unreachable!() };
//! assert_eq!(Progress::end(&outcome).error_code, Some("access_denied"));
//! # Ok::<(), zoom_pkce::Error>(())
//! ```

use super::machine::{Call, Failure, Flow, Grant, Input, Output};

/// A step of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The flow as a whole.
    Flow,
    /// A call of the SDK, or of the app's `reconfigure`.
    Call(Call),
    /// The event `onAuthorized`.
    OnAuthorized,
    /// The event `onMyUserContextChange`.
    OnMyUserContextChange,
}

/// What becomes of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The flow or the call starts.
    Started,
    /// The flow has ended in an authorization, or the promise of the call was fulfilled.
    Succeeded,
    /// The flow has ended in an error, or the call threw or its promise was rejected.
    Failed,
    /// The flow uses the event.
    Received,
    /// The event is not for this flow.
    Ignored,
}

/// A report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The step.
    pub step: Step,
    /// What becomes of it.
    pub phase: Phase,
    /// The name of the error that the flow has ended in. `None` in every other report.
    pub error_code: Option<&'static str>,
}

impl Step {
    /// Returns the name, which is that of the SDK or of the option.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Call(Call::Authorize) => "authorize",
            Self::Call(Call::GetUserContext) => "getUserContext",
            Self::Call(Call::PromptAuthorize) => "promptAuthorize",
            Self::Call(Call::Reconfigure) => "reconfigure",
            Self::OnAuthorized => "onAuthorized",
            Self::OnMyUserContextChange => "onMyUserContextChange",
        }
    }
}

impl Phase {
    /// Returns the name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Received => "received",
            Self::Ignored => "ignored",
        }
    }
}

impl Progress {
    /// The first report of a flow.
    pub const START: Self = Self::new(Step::Flow, Phase::Started);

    const fn new(step: Step, phase: Phase) -> Self {
        Self { step, phase, error_code: None }
    }

    /// Returns the report of a call that is about to be made.
    pub const fn call(call: Call) -> Self {
        Self::new(Step::Call(call), Phase::Started)
    }

    /// Returns the last report of a flow.
    pub fn end<V>(outcome: &Result<Grant<V>, Failure<V>>) -> Self {
        match outcome {
            Ok(_) => Self::new(Step::Flow, Phase::Succeeded),
            Err(failure) => Self {
                error_code: Some(failure.error.name()),
                ..Self::new(Step::Flow, Phase::Failed)
            },
        }
    }
}

/// Advances a flow by one input. Returns the report of the input with the output.
///
/// A time-out and an abort are reported by the end of the flow. A late answer and an event after
/// the end are not reported.
pub fn advance<V>(flow: &mut Flow<V>, input: Input<V>) -> (Option<Progress>, Output<V>) {
    let answer = |id, phase| {
        let call = flow.pending_call(id)?;
        Some(Progress::new(Step::Call(call), phase))
    };
    let mut report = match &input {
        _ if flow.has_ended() => None,
        Input::Authorized(_) => Some(Progress::new(Step::OnAuthorized, Phase::Received)),
        Input::ContextChanged(_) => {
            let phase = if flow.awaits_status() { Phase::Received } else { Phase::Ignored };
            Some(Progress::new(Step::OnMyUserContextChange, phase))
        }
        Input::Fulfilled(id, _) => answer(*id, Phase::Succeeded),
        Input::Rejected(id, _) => answer(*id, Phase::Failed),
        Input::TimedOut | Input::Aborted(_) => None,
    };
    let output = flow.step(input);
    // An event that is for the flow ends it.
    if let (Some(Progress { step: Step::OnAuthorized, phase, .. }), Output::Wait) =
        (&mut report, &output)
    {
        *phase = Phase::Ignored;
    }
    (report, output)
}

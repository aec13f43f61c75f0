//! What holds at each step of every flow, whatever its inputs are.

use zoom_pkce::flow::{
    machine::{Call, CallId, Flow, Output, Status},
    progress::{Phase, Progress, Step},
};

use super::{CHALLENGE, CODE, Cause, ENDED_STATE, History, STATE, TestEvent, TestInput};

/// A flow before a step.
pub struct Before {
    pub has_ended: bool,
    pub last_id: CallId,
    /// The pending call that the input answers.
    pub answered: Option<Call>,
    /// Whether a change of the person's status matters.
    pub awaits_status: bool,
    /// The `Debug` of the flow, if the input answers a call that is not pending.
    pub flow: Option<String>,
}

/// A step of a flow.
pub struct Transition<'a> {
    pub before: &'a Before,
    pub input: TestInput,
    /// The report of the input.
    pub report: Option<Progress>,
    pub output: &'a Output<Cause>,
    /// The flow after the step.
    pub flow: &'a Flow<Cause>,
    /// The history with the step.
    pub history: &'a History,
}

/// An invariant: its name, and whether a step keeps it.
pub type Invariant = (&'static str, fn(&Transition<'_>) -> bool);

/// The invariants.
pub const INVARIANTS: [Invariant; 13] = [
    ("a flow ends once, and no output but Wait follows", ends_once),
    ("a time-out and an abort end every flow", time_out_and_abort_end),
    ("authorize is called at most twice", authorize_is_called_twice_at_most),
    ("a guest is prompted at most once at each status", prompts_once_a_status),
    ("getUserContext is called after a refusal or a change of context", queries_with_a_reason),
    ("without reconfigure, neither it nor promptAuthorize is called", respects_can_reconfigure),
    ("each call has an id of its own", ids_are_unique),
    ("the calls that are neither answered nor superseded are pending", pending_calls_are_known),
    ("an answer to a call that is not pending changes nothing", stale_answers_change_nothing),
    ("the event that answers the request is granted at any time", own_event_is_granted),
    ("only an event for this flow is granted", only_own_event_is_granted),
    ("what a flow uses is reported, and what is not for it", input_is_reported),
    ("no error message has the state, the challenge or the code", errors_hold_no_secret),
];

fn ends_once(step: &Transition<'_>) -> bool {
    !step.before.has_ended || matches!(step.output, Output::Wait)
}

fn time_out_and_abort_end(step: &Transition<'_>) -> bool {
    !matches!(step.input, TestInput::TimedOut | TestInput::Aborted)
        || step.before.has_ended
        || matches!(step.output, Output::Finish(Err(_)))
}

fn authorize_is_called_twice_at_most(step: &Transition<'_>) -> bool {
    step.history.authorize_calls <= 2
}

fn prompts_once_a_status(step: &Transition<'_>) -> bool {
    let prompted = &step.history.prompted;
    let is_guest = |status: &Option<Status>| matches!(status, Some(Status::Guest(_)));
    prompted.iter().all(is_guest)
        && prompted.iter().enumerate().all(|(n, status)| !prompted[..n].contains(status))
}

fn queries_with_a_reason(step: &Transition<'_>) -> bool {
    !matches!(step.output, Output::Call(_, Call::GetUserContext))
        || match step.input {
            TestInput::ContextChanged(status) => status.is_none(),
            TestInput::Rejected(..) => step.before.answered == Some(Call::Authorize),
            _ => false,
        }
}

fn respects_can_reconfigure(step: &Transition<'_>) -> bool {
    step.history.start.can_reconfigure
        || !matches!(step.output, Output::Call(_, Call::Reconfigure | Call::PromptAuthorize))
}

fn ids_are_unique(step: &Transition<'_>) -> bool {
    !matches!(step.output, Output::Call(id, _) if id.0 <= step.before.last_id.0)
}

fn pending_calls_are_known(step: &Transition<'_>) -> bool {
    let stale = step.history.stale.map(|(id, _)| id);
    let is_unknown = |id| step.flow.pending_call(id).is_none();
    step.history
        .pending
        .iter()
        .all(|pending| step.flow.pending_call(pending.id) == Some(pending.call))
        && [Some(CallId(0)), stale].into_iter().flatten().all(is_unknown)
}

fn stale_answers_change_nothing(step: &Transition<'_>) -> bool {
    let Some(before) = &step.before.flow else { return true };
    matches!(step.output, Output::Wait) && *before == format!("{:?}", step.flow)
}

fn own_event_is_granted(step: &Transition<'_>) -> bool {
    let TestInput::Authorized(event) = step.input else { return true };
    let TestEvent { result: Some(true), state: Some(STATE), code: Some(code), .. } = event else {
        return true;
    };
    step.before.has_ended || matches!(step.output, Output::Finish(Ok(grant)) if grant.code == code)
}

fn only_own_event_is_granted(step: &Transition<'_>) -> bool {
    let Output::Finish(Ok(_)) = step.output else { return true };
    let TestInput::Authorized(event) = step.input else { return false };
    event.result != Some(false)
        && event.code.is_some()
        && match event.state {
            Some(state) => state == STATE,
            None => !step.history.start.require_state,
        }
}

fn input_is_reported(step: &Transition<'_>) -> bool {
    let event = |is_used| if is_used { Phase::Received } else { Phase::Ignored };
    let expected = match step.input {
        _ if step.before.has_ended => None,
        TestInput::Authorized(_) => {
            Some((Step::OnAuthorized, event(matches!(step.output, Output::Finish(_)))))
        }
        TestInput::ContextChanged(_) => {
            Some((Step::OnMyUserContextChange, event(step.before.awaits_status)))
        }
        TestInput::Fulfilled(..) => {
            step.before.answered.map(|call| (Step::Call(call), Phase::Succeeded))
        }
        TestInput::Rejected(..) => {
            step.before.answered.map(|call| (Step::Call(call), Phase::Failed))
        }
        TestInput::TimedOut | TestInput::Aborted => None,
    };
    step.report.map(|report| (report.step, report.phase)) == expected
}

fn errors_hold_no_secret(step: &Transition<'_>) -> bool {
    let Output::Finish(Err(failure)) = step.output else { return true };
    let shown = [failure.error.message(), failure.error.hint()];
    [STATE, ENDED_STATE, CHALLENGE, CODE]
        .iter()
        .all(|secret| shown.iter().all(|text| !text.contains(secret)))
}

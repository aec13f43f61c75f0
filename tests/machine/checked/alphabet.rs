//! Every kind of input that a flow can get, by what it waits for.

use zoom_pkce::flow::machine::{Answer, Call, CallId, GuestStatus, Status, Unsupported};

use super::{CHALLENGE, CODE, ENDED_STATE, History, STATE, TestEvent, TestInput, TestRejection};

const STATES: [Option<&str>; 4] = [Some(STATE), Some("state-of-another"), Some(ENDED_STATE), None];
const STATUSES: [Option<Status>; 4] = [
    None,
    Some(Status::Guest(GuestStatus::Unauthenticated)),
    Some(Status::Guest(GuestStatus::Authenticated)),
    Some(Status::Authorized),
];
/// Rejections of each kind. Two of them repeat a secret of the request.
const REJECTIONS: [TestRejection; 4] = [
    TestRejection::GAVE_UP,
    TestRejection::NO_PERMISSION,
    TestRejection::by_zoom(STATE),
    TestRejection::by_sdk(CHALLENGE),
];
const CONFIGS: [Unsupported; 3] = [
    Unsupported { authorize: false, on_authorized: false },
    Unsupported { authorize: true, on_authorized: false },
    Unsupported { authorize: false, on_authorized: true },
];
/// An id that no call has.
const UNKNOWN_ID: CallId = CallId(u32::MAX);

/// Returns the inputs that a flow with this history can get: every event, each answer to a pending
/// call, answers to one call that is not pending.
pub fn expected_inputs(history: &History) -> Vec<TestInput> {
    let mut inputs = vec![TestInput::TimedOut, TestInput::Aborted];
    for state in STATES {
        for (result, code) in [(true, Some(CODE)), (true, None), (false, None)] {
            inputs.push(authorized(Some(result), state, code));
        }
    }
    inputs.extend(STATUSES.map(TestInput::ContextChanged));
    for pending in history.pending.iter().filter(|pending| !pending.is_answered) {
        inputs.extend(answers(pending.id, pending.call));
        inputs.extend(REJECTIONS.map(|rejection| TestInput::Rejected(pending.id, rejection)));
    }
    let (stale, call) = history.stale.unwrap_or((UNKNOWN_ID, Call::GetUserContext));
    inputs.extend(answers(stale, call));
    inputs.push(TestInput::Rejected(stale, TestRejection::NO_PERMISSION));
    inputs
}

/// Returns [`expected_inputs`] and those that a caller of the machine does not make: a second
/// answer, an answer of another call's kind. Besides, malformed events and more rejections.
pub fn all_inputs(history: &History) -> Vec<TestInput> {
    let mut inputs = expected_inputs(history);
    for state in STATES {
        inputs.push(authorized(None, state, Some(CODE)));
        inputs.push(authorized(Some(false), state, Some(CODE)));
    }
    let not_configured =
        TestRejection::by_sdk("must call zoomSdk.config before using other API methods");
    for pending in &history.pending {
        for call in [Call::Authorize, Call::GetUserContext, Call::Reconfigure] {
            inputs.extend(answers(pending.id, call));
        }
        for rejection in [
            TestRejection::by_zoom(""),
            TestRejection::NOT_FOR_GUESTS,
            not_configured,
            TestRejection::GAVE_UP,
        ] {
            inputs.push(TestInput::Rejected(pending.id, rejection));
        }
    }
    inputs
}

/// Returns whether `input` ends most flows.
pub fn is_decisive(input: TestInput) -> bool {
    match input {
        TestInput::Authorized(event) => event.state != Some(ENDED_STATE),
        TestInput::Rejected(_, rejection) => {
            ![TestRejection::GAVE_UP, TestRejection::NO_PERMISSION].contains(&rejection)
        }
        TestInput::TimedOut | TestInput::Aborted => true,
        TestInput::ContextChanged(_) | TestInput::Fulfilled(..) => false,
    }
}

fn authorized(
    result: Option<bool>,
    state: Option<&'static str>,
    code: Option<&'static str>,
) -> TestInput {
    TestInput::Authorized(TestEvent { result, state, code, redirect_uri: None })
}

/// Returns what the promise of `call` can be fulfilled with.
fn answers(id: CallId, call: Call) -> Vec<TestInput> {
    let answers = match call {
        Call::Authorize | Call::PromptAuthorize => vec![Answer::Accepted],
        Call::GetUserContext => STATUSES.map(Answer::Context).to_vec(),
        Call::Reconfigure => CONFIGS.map(Answer::Config).to_vec(),
    };
    answers.into_iter().map(|answer| TestInput::Fulfilled(id, answer)).collect()
}

//! "Waiting for the event" of docs/flow.md.

use zoom_pkce::{
    ChallengeMethod, ErrorCode, State,
    flow::{
        Challenge, EndedStates, Request,
        machine::{Event, Flow, Input, Output, Settings, Unsupported},
    },
};

use super::script::*;
use crate::checked::{CODE, ENDED_STATE, STATE, TestEvent};

#[test]
fn the_event_counts_before_authorize_has_resolved() {
    check(DEFAULT, &[(own_event(), GRANTS)]);
    check(DEFAULT, &[(own_event(), GRANTS), (accepts(Authorize), WAITS)]);
}

#[test]
fn the_event_counts_after_authorize_has_resolved() {
    check(DEFAULT, &[(accepts(Authorize), WAITS), (own_event(), GRANTS)]);
}

#[test]
fn the_event_counts_after_the_sdk_gave_up() {
    for answer in [
        tells("authorized"),
        tells("something new"),
        rejects(GetUserContext, NO_PERMISSION),
        rejects(GetUserContext, GAVE_UP),
    ] {
        for start in [DEFAULT, WITH_RECONFIGURE] {
            check(
                start,
                &[
                    (rejects(Authorize, GAVE_UP), calls(GetUserContext)),
                    (answer, WAITS),
                    (approved(), GRANTS),
                ],
            );
        }
    }
}

#[test]
fn the_event_counts_while_the_status_is_asked_for() {
    for rejection in [GAVE_UP, NO_PERMISSION] {
        check(
            WITH_RECONFIGURE,
            &[
                (rejects(Authorize, rejection), calls(GetUserContext)),
                (approved(), GRANTS),
                (tells("authenticated"), WAITS),
            ],
        );
    }
}

#[test]
fn no_event_ends_in_a_time_out() {
    check(DEFAULT, &[(TIMED_OUT, fails(ErrorCode::Timeout))]);
    check(DEFAULT, &[(accepts(Authorize), WAITS), (TIMED_OUT, fails(ErrorCode::Timeout))]);
}

#[test]
fn no_event_after_the_sdk_gave_up_ends_in_a_time_out() {
    let gives_up = (rejects(Authorize, GAVE_UP), calls(GetUserContext));
    check(DEFAULT, &[gives_up, (TIMED_OUT, fails(ErrorCode::Timeout))]);
    check(
        DEFAULT,
        &[gives_up, (tells("authorized"), WAITS), (TIMED_OUT, fails(ErrorCode::Timeout))],
    );
}

#[test]
fn only_the_first_event_counts() {
    check(
        DEFAULT,
        &[(approved(), GRANTS), (approved(), WAITS), (declined(), WAITS), (TIMED_OUT, WAITS)],
    );
    check(DEFAULT, &[(declined(), fails(ErrorCode::AccessDenied)), (own_event(), WAITS)]);
}

#[test]
fn an_event_after_the_time_out_changes_nothing() {
    check(DEFAULT, &[(TIMED_OUT, fails(ErrorCode::Timeout)), (own_event(), WAITS)]);
}

#[test]
fn a_rejection_after_the_event_changes_nothing() {
    for rejection in [GAVE_UP, NO_PERMISSION] {
        check(DEFAULT, &[(approved(), GRANTS), (rejects(Authorize, rejection), WAITS)]);
    }
}

#[test]
fn a_change_of_status_while_the_person_decides_changes_nothing() {
    check(
        WITH_RECONFIGURE,
        &[
            (context("unauthenticated"), WAITS),
            (context("authorized"), WAITS),
            (other_change(), WAITS),
            (approved(), GRANTS),
        ],
    );
}

#[test]
fn the_redirect_uri_is_that_of_the_event() {
    let without = event(TestEvent { redirect_uri: None, ..APPROVED });
    check(DEFAULT, &[(approved(), Then::Grants { redirect_uri: Some(REDIRECT_URI) })]);
    check(DEFAULT, &[(without, Then::Grants { redirect_uri: None })]);
}

#[test]
fn a_person_who_declines_ends_in_access_denied() {
    for members in [
        DECLINED,
        TestEvent { state: Some(STATE), ..DECLINED },
        TestEvent { code: Some(CODE), ..DECLINED },
    ] {
        check(DEFAULT, &[(event(members), fails(ErrorCode::AccessDenied))]);
    }
}

#[test]
fn an_event_without_a_usable_code_ends_in_missing_code() {
    for members in [
        TestEvent { code: None, ..APPROVED },
        TestEvent { code: None, state: Some(STATE), ..APPROVED },
        // An event that is not an object.
        TestEvent { result: None, code: None, redirect_uri: None, ..APPROVED },
    ] {
        check(DEFAULT, &[(event(members), fails(ErrorCode::MissingCode))]);
    }
}

#[test]
fn an_event_whose_result_is_not_a_boolean_counts_by_its_code() {
    check(DEFAULT, &[(event(TestEvent { result: None, ..APPROVED }), GRANTS)]);
}

#[test]
fn an_event_without_state_is_granted_unless_state_is_required() {
    let refused = fails(ErrorCode::StateMismatch)
        .saying("carried no state, which requireState demands (by default in a frame)");
    check(DEFAULT, &[(approved(), GRANTS)]);
    check(REQUIRING_STATE, &[(approved(), refused)]);
    check(REQUIRING_STATE, &[(declined(), refused)]);
    check(REQUIRING_STATE, &[(own_event(), GRANTS)]);
}

#[test]
fn an_event_with_another_state_ends_in_state_mismatch() {
    let prefix = &STATE[..5];
    let extension: &str = format!("{STATE}x").leak();
    for state in [OTHER_STATE, prefix, extension, ""] {
        for start in [DEFAULT, REQUIRING_STATE] {
            for members in [
                APPROVED,
                DECLINED,
                // Neither a refusal nor a missing code is reported before the state is checked.
                TestEvent { code: None, ..APPROVED },
            ] {
                let event = event(TestEvent { state: Some(state), ..members });
                check(start, &[(event, fails(ErrorCode::StateMismatch))]);
            }
        }
    }
}

#[test]
fn an_event_with_the_state_of_an_ended_flow_is_ignored() {
    check(
        REQUIRING_STATE,
        &[
            (approved_with_state(ENDED_STATE), WAITS),
            (declined_with_state(ENDED_STATE), WAITS),
            (own_event(), GRANTS),
        ],
    );
}

#[test]
fn the_states_of_the_last_eight_flows_are_remembered() {
    let mut ended_states = EndedStates::new();
    for n in 0..9 {
        let mut flow = start_with_state(&format!("state-{n}"), ended_states);
        assert!(matches!(flow.step(Input::TimedOut), Output::Finish(Err(_))));
        let (request, states) = flow.into_parts();
        assert_eq!(request.state.as_str(), format!("state-{n}"));
        ended_states = states;
    }
    let mut flow = start_with_state("state-9", ended_states);
    for n in 1..9 {
        let output = flow.step(approved_event(&format!("state-{n}")));
        assert!(matches!(output, Output::Wait), "the event of flow {n}");
    }
    let Output::Finish(Err(failure)) = flow.step(approved_event("state-0")) else {
        panic!("the event of the flow before them must count")
    };
    assert_eq!(failure.error.code(), ErrorCode::StateMismatch);
}

fn start_with_state(state: &str, ended_states: EndedStates) -> Flow<&'static str> {
    let state = State::parse(state.to_owned()).unwrap();
    let challenge = Challenge::Generate(ChallengeMethod::Plain);
    let request = Request::new(challenge, Some(state)).unwrap();
    let settings = Settings { require_state: false, can_reconfigure: false };
    Flow::start(request, settings, Unsupported::default(), ended_states).0
}

fn approved_event(state: &str) -> Input<&'static str> {
    Input::Authorized(Event {
        result: Some(true),
        state: Some(state.to_owned().into()),
        code: Some(CODE),
        redirect_uri: None,
    })
}

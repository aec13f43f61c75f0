//! "Seeing what happens" of docs/flow.md: the reports of whole flows.

use zoom_pkce::ErrorCode;

use super::script::*;
use crate::checked::{ENDED_STATE, Start};

/// Runs a flow through `lines` and compares its reports.
#[track_caller]
fn check_reports(start: Start, lines: &[(When, Then)], expected: &[&str]) {
    assert_eq!(check(start, lines).reports().texts(), expected);
}

#[test]
fn a_sign_in_reports_its_call_and_its_event() {
    check_reports(
        DEFAULT,
        &[
            (accepts(Authorize), WAITS),
            (approved_with_state(ENDED_STATE), WAITS),
            (own_event(), GRANTS),
            (own_event(), WAITS),
            (ABORTED, WAITS),
        ],
        &[
            "flow started",
            "authorize started",
            "authorize succeeded",
            "onAuthorized ignored",
            "onAuthorized received",
            "flow succeeded",
        ],
    );
}

#[test]
fn an_answer_after_the_end_is_not_reported() {
    check_reports(
        DEFAULT,
        &[(own_event(), GRANTS), (accepts(Authorize), WAITS)],
        &["flow started", "authorize started", "onAuthorized received", "flow succeeded"],
    );
}

#[test]
fn a_flow_that_fails_reports_the_code_of_its_error() {
    for (when, then, reports) in [
        (TIMED_OUT, fails(ErrorCode::Timeout), vec!["flow failed timeout"]),
        (
            declined(),
            fails(ErrorCode::AccessDenied),
            vec!["onAuthorized received", "flow failed access_denied"],
        ),
        (
            approved_with_state(OTHER_STATE),
            fails(ErrorCode::StateMismatch),
            vec!["onAuthorized received", "flow failed state_mismatch"],
        ),
    ] {
        check_reports(
            DEFAULT,
            &[(when, then)],
            &[&["flow started", "authorize started"], reports.as_slice()].concat(),
        );
    }
}

#[test]
fn a_guest_reports_each_prompt() {
    check_reports(
        WITH_RECONFIGURE,
        &[
            (context("authorized"), WAITS),
            (rejects(Authorize, NO_PERMISSION), calls(GetUserContext)),
            (tells("authenticated"), calls(PromptAuthorize)),
            (accepts(PromptAuthorize), WAITS),
            (approved(), WAITS),
            (other_change(), calls(GetUserContext)),
            (context("authorized"), calls(Reconfigure)),
            (tells_late("authorized"), WAITS),
            (configures(), calls(Authorize)),
            (own_event(), GRANTS),
        ],
        &[
            "flow started",
            "authorize started",
            // Nothing has been refused yet, so the status does not matter.
            "onMyUserContextChange ignored",
            "authorize failed",
            "getUserContext started",
            "getUserContext succeeded",
            "promptAuthorize started",
            "promptAuthorize succeeded",
            "onAuthorized ignored",
            "onMyUserContextChange received",
            // Another event has the status before this call is answered.
            "getUserContext started",
            "onMyUserContextChange received",
            "reconfigure started",
            "reconfigure succeeded",
            "authorize started",
            "onAuthorized received",
            "flow succeeded",
        ],
    );
}

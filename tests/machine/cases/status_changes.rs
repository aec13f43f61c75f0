//! Answers that come late, and changes of the status while a call is pending.

use zoom_pkce::ErrorCode;

use super::script::*;
use crate::checked::{ENDED_STATE, TestRejection};

#[test]
fn a_change_of_status_overtakes_the_answer_to_the_first_question() {
    check_refused(&[
        (context("authorized"), calls(Reconfigure)),
        (tells("authenticated"), WAITS),
        (configures(), calls(Authorize)),
        (approved(), GRANTS),
    ]);
}

#[test]
fn a_change_of_something_else_asks_for_the_status_again() {
    check_refused(&[
        (other_change(), calls(GetUserContext)),
        (tells_late("authenticated"), WAITS),
        (tells("authorized"), calls(Reconfigure)),
        (configures(), calls(Authorize)),
        (approved(), GRANTS),
    ]);
}

#[test]
fn an_answer_to_an_old_question_prompts_no_guest() {
    check_prompted(
        "authenticated",
        &[
            (other_change(), calls(GetUserContext)),
            (context("authorized"), calls(Reconfigure)),
            (tells("unauthenticated"), WAITS),
            (configures(), calls(Authorize)),
            (tells("unauthenticated"), WAITS),
            (approved(), GRANTS),
        ],
    );
}

#[test]
fn a_question_is_obsolete_once_authorize_is_called_again() {
    check_prompted(
        "authenticated",
        &[
            (context("authorized"), calls(Reconfigure)),
            (other_change(), calls(GetUserContext)),
            (configures(), calls(Authorize)),
            (tells("authenticated"), WAITS),
            (approved(), GRANTS),
        ],
    );
}

#[test]
fn a_question_stays_open_while_a_guest_is_prompted_again() {
    check_prompted(
        "unauthenticated",
        &[
            (context("authenticated"), calls(Reconfigure)),
            (other_change(), calls(GetUserContext)),
            (configures(), calls(PromptAuthorize)),
            (tells("authorized"), calls(Reconfigure)),
            (configures(), calls(Authorize)),
            (approved(), GRANTS),
        ],
    );
}

#[test]
fn the_late_refusal_of_a_prompt_changes_nothing() {
    let closed = TestRejection::by_zoom("The prompt was closed");
    check_prompted(
        "authenticated",
        &[
            (context("authorized"), calls(Reconfigure)),
            (rejects(PromptAuthorize, closed), WAITS),
            (configures(), calls(Authorize)),
            (rejects(PromptAuthorize, closed), WAITS),
            (approved(), GRANTS),
        ],
    );
}

#[test]
fn only_the_last_reconfigure_counts() {
    for first in [rejects_late(Reconfigure, CONFIG_FAILED), configures_late()] {
        check_prompted(
            "unauthenticated",
            &[
                (context("authenticated"), calls(Reconfigure)),
                (context("authorized"), calls(Reconfigure)),
                (first, WAITS),
                (configures(), calls(Authorize)),
                (approved(), GRANTS),
            ],
        );
    }
}

#[test]
fn a_change_of_something_else_while_config_is_repeated_changes_nothing() {
    let failed =
        fails(ErrorCode::SdkNotConfigured).saying("reconfigure failed").caused_by(CONFIG_FAILED);
    let unchanged: [&[(When, Then)]; 3] = [
        &[(context("authorized"), WAITS)],
        &[(other_change(), calls(GetUserContext)), (tells("authorized"), WAITS)],
        &[(other_change(), calls(GetUserContext)), (rejects(GetUserContext, NO_PERMISSION), WAITS)],
    ];
    for lines in unchanged {
        let before: &[(When, Then)] = &[(context("authorized"), calls(Reconfigure))];
        let granted = [(configures(), calls(Authorize)), (approved(), GRANTS)];
        let fails = [(rejects(Reconfigure, CONFIG_FAILED), failed)];
        check_prompted("authenticated", &[before, lines, &granted].concat());
        check_prompted("authenticated", &[before, lines, &fails].concat());
    }
}

#[test]
fn a_status_that_is_not_reported_leaves_the_prompt_open() {
    for answer in [tells("something new"), rejects(GetUserContext, NO_PERMISSION)] {
        check_prompted(
            "authenticated",
            &[
                (other_change(), calls(GetUserContext)),
                (answer, WAITS),
                (context("authorized"), calls(Reconfigure)),
                (configures(), calls(Authorize)),
                (approved(), GRANTS),
            ],
        );
    }
}

#[test]
fn the_late_rejection_of_the_first_authorize_does_not_end_the_second_one() {
    check_prompted(
        "authenticated",
        &[
            (context("authorized"), calls(Reconfigure)),
            (configures(), calls(Authorize)),
            (rejects_late(Authorize, NO_PERMISSION), WAITS),
            (approved_with_state(ENDED_STATE), WAITS),
            (approved(), GRANTS),
        ],
    );
}

//! "Guest mode" of docs/flow.md.

use zoom_pkce::{ErrorCode, flow::machine::Unsupported};

use super::script::*;
use crate::checked::{ENDED_STATE, STATE, Start, TestEvent, TestRejection};

const CANCELLED: TestRejection = TestRejection::by_zoom("The user cancelled");
const WITHOUT_AUTHORIZE: Unsupported = Unsupported { authorize: true, on_authorized: false };
const WITHOUT_ON_AUTHORIZED: Unsupported = Unsupported { authorize: false, on_authorized: true };

#[test]
fn a_guest_without_reconfigure_ends_in_guest_mode() {
    for (status, message) in [
        ("unauthenticated", "authorize is not available in guest mode: unauthenticated"),
        ("authenticated", "authorize is not available in guest mode: authenticated"),
    ] {
        let guest = fails(ErrorCode::GuestMode).saying(message);
        let gives_up = (rejects(Authorize, GAVE_UP), calls(GetUserContext));
        let refuses = (rejects(Authorize, NO_PERMISSION), calls(GetUserContext));
        check(DEFAULT, &[refuses, (tells(status), guest.caused_by(NO_PERMISSION))]);
        check(DEFAULT, &[gives_up, (tells(status), guest)]);
        let unsupported = WITHOUT_AUTHORIZE;
        check(Start { unsupported, ..DEFAULT }, &[(tells(status), guest)]);
    }
}

#[test]
fn a_guest_whom_config_denies_authorize_is_prompted() {
    check(
        Start { unsupported: WITHOUT_AUTHORIZE, ..WITH_RECONFIGURE },
        &[
            (tells("authenticated"), calls(PromptAuthorize)),
            (context("authorized"), calls(Reconfigure)),
            (configures(), calls(Authorize)),
            (approved(), GRANTS),
        ],
    );
}

#[test]
fn a_guest_who_signs_in_and_adds_the_app_is_granted() {
    check_prompted(
        "unauthenticated",
        &[
            (accepts(PromptAuthorize), WAITS),
            (context("unauthenticated"), WAITS),
            (other_change(), calls(GetUserContext)),
            (tells("unauthenticated"), WAITS),
            // Neither event answers the flow's own request.
            (approved(), WAITS),
            (approved_with_state(OTHER_STATE), WAITS),
            (context("authenticated"), calls(Reconfigure)),
            (context("authenticated"), WAITS),
            (configures(), calls(PromptAuthorize)),
            (accepts(PromptAuthorize), WAITS),
            (other_change(), calls(GetUserContext)),
            (tells("authorized"), calls(Reconfigure)),
            (approved(), WAITS),
            (configures(), calls(Authorize)),
            (accepts(Authorize), WAITS),
            (own_event(), GRANTS),
        ],
    );
}

#[test]
fn a_guest_of_an_sdk_that_gave_up_is_prompted() {
    check(
        WITH_RECONFIGURE,
        &[
            (rejects(Authorize, GAVE_UP), calls(GetUserContext)),
            (tells("authenticated"), calls(PromptAuthorize)),
            (own_event(), GRANTS),
        ],
    );
}

#[test]
fn a_guest_who_declines_ends_in_access_denied() {
    for event in [declined(), declined_with_state(STATE)] {
        check_prompted("authenticated", &[(event, fails(ErrorCode::AccessDenied))]);
        check_prompted(
            "unauthenticated",
            &[
                (context("authenticated"), calls(Reconfigure)),
                (event, fails(ErrorCode::AccessDenied)),
            ],
        );
    }
    // The answer to a prompt has no state, whatever the setting is.
    check(
        Start { require_state: true, ..WITH_RECONFIGURE },
        &[
            (rejects(Authorize, NO_PERMISSION), calls(GetUserContext)),
            (tells("authenticated"), calls(PromptAuthorize)),
            (approved(), WAITS),
            (declined(), fails(ErrorCode::AccessDenied)),
        ],
    );
}

#[test]
fn an_event_that_is_not_for_the_request_is_ignored_while_a_guest_is_prompted() {
    let without_code = event(TestEvent { code: None, ..APPROVED });
    check_prompted(
        "authenticated",
        &[
            (approved(), WAITS),
            (without_code, WAITS),
            (approved_with_state(OTHER_STATE), WAITS),
            (declined_with_state(OTHER_STATE), WAITS),
            (approved_with_state(ENDED_STATE), WAITS),
            (own_event(), GRANTS),
        ],
    );
}

#[test]
fn a_prompt_that_zoom_refuses_ends_in_access_denied() {
    check_prompted(
        "authenticated",
        &[(
            rejects(PromptAuthorize, CANCELLED),
            fails(ErrorCode::AccessDenied).saying(": The user cancelled").caused_by(CANCELLED),
        )],
    );
}

#[test]
fn a_prompt_that_is_refused_while_the_status_is_asked_for_ends_in_access_denied() {
    check_prompted(
        "authenticated",
        &[
            (other_change(), calls(GetUserContext)),
            (
                rejects(PromptAuthorize, CANCELLED),
                fails(ErrorCode::AccessDenied).saying(": The user cancelled").caused_by(CANCELLED),
            ),
            (tells("authorized"), WAITS),
        ],
    );
}

#[test]
fn a_prompt_that_fails_with_an_error_not_of_zoom_ends_in_authorize_failed() {
    let broken = TestRejection::by_sdk("Invalid input");
    check_prompted(
        "authenticated",
        &[(
            rejects(PromptAuthorize, broken),
            fails(ErrorCode::AuthorizeFailed).saying(": Invalid input").caused_by(broken),
        )],
    );
}

#[test]
fn a_client_without_prompt_authorize_ends_in_capability_missing() {
    check_prompted(
        "authenticated",
        &[(
            rejects(PromptAuthorize, NO_PERMISSION),
            fails(ErrorCode::CapabilityMissing)
                .saying(": promptAuthorize")
                .caused_by(NO_PERMISSION),
        )],
    );
}

#[test]
fn a_prompt_that_is_closed_or_ignored_ends_in_a_time_out() {
    let ignored = fails(ErrorCode::Timeout).saying("the prompt was ignored or closed");
    check_prompted("authenticated", &[(TIMED_OUT, ignored)]);
    check_prompted("authenticated", &[(accepts(PromptAuthorize), WAITS), (TIMED_OUT, ignored)]);
    // The SDK gave up on the prompt, which the person may still answer.
    check_prompted(
        "authenticated",
        &[(rejects(PromptAuthorize, GAVE_UP), WAITS), (TIMED_OUT, ignored)],
    );
}

#[test]
fn a_prompt_counts_after_the_sdk_gave_up_on_it() {
    check_prompted(
        "authenticated",
        &[
            (rejects(PromptAuthorize, GAVE_UP), WAITS),
            (context("authorized"), calls(Reconfigure)),
            (configures(), calls(Authorize)),
            (approved(), GRANTS),
        ],
    );
}

#[test]
fn a_person_who_added_the_app_meanwhile_is_granted_after_one_reconfigure() {
    check_added(&[(configures(), calls(Authorize)), (approved(), GRANTS)]);
    check(
        Start { unsupported: WITHOUT_AUTHORIZE, ..WITH_RECONFIGURE },
        &[
            (tells("authorized"), calls(Reconfigure)),
            (configures(), calls(Authorize)),
            (approved(), GRANTS),
        ],
    );
}

#[test]
fn a_person_who_added_the_app_is_granted_by_the_event_of_the_first_request_too() {
    check_added(&[(own_event(), GRANTS)]);
    check_added(&[(approved(), GRANTS)]);
}

#[test]
fn the_first_refusal_is_reported_if_reconfigure_fails_after_the_app_was_added() {
    let refused =
        fails(ErrorCode::CapabilityMissing).saying(": authorize").caused_by(NO_PERMISSION);
    check_added(&[(rejects(Reconfigure, CONFIG_FAILED), refused)]);
    check_added(&[(TIMED_OUT, refused)]);
}

#[test]
fn a_change_of_status_while_the_app_repeats_config_after_it_was_added_changes_nothing() {
    check_added(&[
        (context("authenticated"), WAITS),
        (other_change(), WAITS),
        (configures(), calls(Authorize)),
        (approved(), GRANTS),
    ]);
}

#[test]
fn a_refusal_for_another_reason_is_not_tried_again() {
    let scope = TestRejection::by_zoom("Scope not allowed");
    check(
        WITH_RECONFIGURE,
        &[
            (rejects(Authorize, scope), calls(GetUserContext)),
            (
                tells("authorized"),
                fails(ErrorCode::AuthorizeFailed).saying(": Scope not allowed").caused_by(scope),
            ),
        ],
    );
    for answer in [tells("something new"), rejects(GetUserContext, NO_PERMISSION)] {
        check(
            WITH_RECONFIGURE,
            &[
                (rejects(Authorize, NO_PERMISSION), calls(GetUserContext)),
                (
                    answer,
                    fails(ErrorCode::CapabilityMissing)
                        .saying(": authorize")
                        .caused_by(NO_PERMISSION),
                ),
            ],
        );
    }
}

#[test]
fn a_refusal_for_guests_is_guest_mode_or_tried_again_if_the_person_has_added_the_app() {
    let for_guests = TestRejection::NOT_FOR_GUESTS;
    let refusal = (rejects(Authorize, for_guests), calls(GetUserContext));
    let guest_mode = fails(ErrorCode::GuestMode).caused_by(for_guests);
    for answer in [tells("something new"), rejects(GetUserContext, NO_PERMISSION)] {
        check(DEFAULT, &[refusal, (answer, guest_mode)]);
    }
    check(DEFAULT, &[refusal, (tells("authorized"), guest_mode)]);
    let added =
        [refusal, (tells("authorized"), calls(Reconfigure)), (configures(), calls(Authorize))];
    check(WITH_RECONFIGURE, &[&added[..], &[(approved(), GRANTS)]].concat());
    check(
        WITH_RECONFIGURE,
        &[&added[..], &[(rejects(Authorize, for_guests), guest_mode)]].concat(),
    );
    check(
        WITH_RECONFIGURE,
        &[refusal, (tells("authenticated"), calls(PromptAuthorize)), (own_event(), GRANTS)],
    );
}

#[test]
fn a_refusal_after_reconfigure_is_reported_and_no_guest_is_prompted_again() {
    let refused =
        fails(ErrorCode::CapabilityMissing).saying(": authorize").caused_by(NO_PERMISSION);
    check_added(&[(configures(), calls(Authorize)), (rejects(Authorize, NO_PERMISSION), refused)]);
    check_prompted(
        "authenticated",
        &[
            (context("authorized"), calls(Reconfigure)),
            (configures(), calls(Authorize)),
            (rejects(Authorize, NO_PERMISSION), refused),
        ],
    );
}

#[test]
fn the_event_counts_after_the_sdk_gave_up_on_the_second_authorize() {
    check_prompted(
        "authenticated",
        &[
            (context("authorized"), calls(Reconfigure)),
            (configures(), calls(Authorize)),
            (rejects(Authorize, GAVE_UP), WAITS),
            (approved(), GRANTS),
        ],
    );
}

#[test]
fn an_event_without_state_is_refused_after_guest_mode_if_state_is_required() {
    check(
        Start { require_state: true, ..WITH_RECONFIGURE },
        &[
            (rejects(Authorize, NO_PERMISSION), calls(GetUserContext)),
            (tells("authenticated"), calls(PromptAuthorize)),
            (context("authorized"), calls(Reconfigure)),
            (configures(), calls(Authorize)),
            (approved(), fails(ErrorCode::StateMismatch).saying("demands (by default in a frame)")),
        ],
    );
}

#[test]
fn an_api_that_config_still_lacks_after_guest_mode_is_named() {
    for (unsupported, message) in
        [(WITHOUT_ON_AUTHORIZED, ": onAuthorized"), (WITHOUT_AUTHORIZE, ": authorize")]
    {
        let missing = fails(ErrorCode::CapabilityMissing).saying(message);
        check_prompted(
            "authenticated",
            &[
                (context("authorized"), calls(Reconfigure)),
                (configures_without(unsupported), missing),
            ],
        );
        check_added(&[(configures_without(unsupported), missing)]);
    }
}

#[test]
fn a_guest_is_prompted_again_although_config_still_lacks_authorize() {
    check_prompted(
        "unauthenticated",
        &[
            (context("authenticated"), calls(Reconfigure)),
            (configures_without(WITHOUT_AUTHORIZE), calls(PromptAuthorize)),
            (own_event(), GRANTS),
        ],
    );
}

#[test]
fn a_reconfigure_that_fails_ends_in_sdk_not_configured() {
    for status in ["authorized", "unauthenticated"] {
        check_prompted(
            "authenticated",
            &[
                (context(status), calls(Reconfigure)),
                (
                    rejects(Reconfigure, CONFIG_FAILED),
                    fails(ErrorCode::SdkNotConfigured)
                        .saying("reconfigure failed")
                        .caused_by(CONFIG_FAILED),
                ),
            ],
        );
    }
}

#[test]
fn a_reconfigure_that_does_not_end_is_named_by_the_time_out() {
    check_prompted(
        "authenticated",
        &[
            (context("authorized"), calls(Reconfigure)),
            (
                TIMED_OUT,
                fails(ErrorCode::Timeout).saying("reconfigure did not end within timeoutMs"),
            ),
        ],
    );
}

#[test]
fn a_guest_is_prompted_once_at_each_status() {
    // Zoom reports the two statuses in turns.
    check_prompted(
        "authenticated",
        &[
            (context("unauthenticated"), calls(Reconfigure)),
            (configures(), calls(PromptAuthorize)),
            (context("authenticated"), calls(Reconfigure)),
            (configures(), fails(ErrorCode::GuestMode).saying(": authenticated")),
        ],
    );
}

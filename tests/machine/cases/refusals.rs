//! "Refusals" of docs/flow.md.

use zoom_pkce::{
    ErrorCode,
    flow::machine::{Unsupported, authorize_refused},
};

use super::script::*;
use crate::checked::{CHALLENGE, STATE, Start, TestRejection, request};

const NOT_CONFIGURED: TestRejection =
    TestRejection::by_sdk("must call zoomSdk.config before using other API methods");
const ROLE: TestRejection =
    TestRejection::by_zoom("No Permission for this API. [code:80012, reason:require_meeting_role]");
const OWNER_ROLE: TestRejection = TestRejection::by_zoom(
    "No Permission for this API. [code:80003, reason:require_meeting_owner_role]",
);
const SCOPE: TestRejection = TestRejection::by_zoom("Scope not allowed");

/// Rejections, with the code and the end of the message of the error that they become.
const REFUSALS: [(TestRejection, ErrorCode, &str); 13] = [
    (
        NOT_CONFIGURED,
        ErrorCode::SdkNotConfigured,
        "zoomSdk.config was not called, or its promise was not awaited",
    ),
    (NO_PERMISSION, ErrorCode::CapabilityMissing, "does not let this app use it: authorize"),
    (
        TestRejection::by_sdk(NO_PERMISSION.message),
        ErrorCode::CapabilityMissing,
        "does not let this app use it: authorize",
    ),
    (
        TestRejection::by_zoom("the client does not support it"),
        ErrorCode::CapabilityMissing,
        "does not let this app use it: authorize",
    ),
    (
        TestRejection::NOT_FOR_GUESTS,
        ErrorCode::GuestMode,
        "authorize is not available in guest mode",
    ),
    (ROLE, ErrorCode::AuthorizeFailed, ROLE.message),
    (OWNER_ROLE, ErrorCode::AuthorizeFailed, OWNER_ROLE.message),
    (SCOPE, ErrorCode::AuthorizeFailed, "the Zoom client refused authorize: Scope not allowed"),
    // The Zoom client's own errors are not taken for those of the SDK.
    (
        TestRejection::by_zoom(GAVE_UP.message),
        ErrorCode::AuthorizeFailed,
        "the Zoom client refused authorize: authorize took longer than 10000ms to respond.\n \
         requestId: 7",
    ),
    (
        TestRejection::by_zoom("call zoomSdk.config"),
        ErrorCode::AuthorizeFailed,
        "the Zoom client refused authorize: call zoomSdk.config",
    ),
    (
        TestRejection::by_sdk("Invalid input"),
        ErrorCode::AuthorizeFailed,
        "the Zoom client refused authorize: Invalid input",
    ),
    (
        TestRejection::by_sdk("é🔑"),
        ErrorCode::AuthorizeFailed,
        "the Zoom client refused authorize: é🔑",
    ),
    // A rejection without a usable message.
    (TestRejection::by_sdk(""), ErrorCode::AuthorizeFailed, "the Zoom client refused authorize"),
];

/// Answers of a client that does not report a guest.
fn no_guest() -> [When; 5] {
    [
        tells("authorized"),
        tells("something new"),
        tells(""),
        rejects(GetUserContext, NO_PERMISSION),
        rejects(GetUserContext, GAVE_UP),
    ]
}

#[test]
fn a_refusal_of_authorize_ends_in_the_error_for_it() {
    for (rejection, code, message) in REFUSALS {
        check_refused_with(rejection, fails(code).saying(message).caused_by(rejection));
    }
}

#[test]
fn a_refused_listener_is_the_error_of_its_refusal() {
    for (rejection, code, message) in REFUSALS {
        let failure = authorize_refused(&request(), rejection.into());
        assert_eq!(failure.error.code(), code);
        assert!(failure.error.message().ends_with(message), "{}", failure.error);
        assert_eq!(failure.cause, Some(rejection.message));
    }
}

#[test]
fn a_refusal_for_the_role_or_the_scopes_says_so_in_its_hint() {
    let error = |rejection: TestRejection| authorize_refused(&request(), rejection.into()).error;
    for role in [ROLE, OWNER_ROLE] {
        assert!(error(role).hint().contains("role in the meeting"), "{role:?}");
    }
    for message in ["invalid scope", "the token does not contain scopes: [user:read]"] {
        assert!(
            error(TestRejection::by_zoom(message)).hint().contains("app's scopes"),
            "{message}"
        );
    }
}

#[test]
fn a_prompt_that_is_refused_for_the_role_or_the_scopes_was_not_declined() {
    for rejection in [ROLE, OWNER_ROLE, TestRejection::by_zoom("invalid scope")] {
        let refused =
            fails(ErrorCode::AuthorizeFailed).saying(rejection.message).caused_by(rejection);
        check_prompted("authenticated", &[(rejects(PromptAuthorize, rejection), refused)]);
    }
}

#[test]
fn a_refusal_that_repeats_the_request_shows_none_of_it() {
    for secret in [STATE, CHALLENGE] {
        let message: &str = format!("cannot handle {secret}").leak();
        for (rejection, of_prompt) in [
            (TestRejection::by_zoom(message), ErrorCode::AccessDenied),
            (TestRejection::by_sdk(message), ErrorCode::AuthorizeFailed),
        ] {
            let refused = fails(ErrorCode::AuthorizeFailed).caused_by(rejection);
            check_refused_with(rejection, refused);
            let refused = fails(of_prompt).caused_by(rejection);
            check_prompted("authenticated", &[(rejects(PromptAuthorize, rejection), refused)]);
        }
    }
}

#[track_caller]
fn check_refused_with(rejection: TestRejection, end: Then) {
    for answer in no_guest() {
        check(DEFAULT, &[(rejects(Authorize, rejection), calls(GetUserContext)), (answer, end)]);
    }
}

#[test]
fn a_refusal_outlives_a_client_that_does_not_report_the_status() {
    let refused = fails(ErrorCode::CapabilityMissing).saying(": authorize");
    for start in [DEFAULT, WITH_RECONFIGURE] {
        check(
            start,
            &[
                (rejects(Authorize, NO_PERMISSION), calls(GetUserContext)),
                (TIMED_OUT, refused.caused_by(NO_PERMISSION)),
            ],
        );
    }
}

#[test]
fn an_api_that_config_reports_as_unsupported_is_named_and_authorize_is_not_called() {
    for (authorize, on_authorized, message) in [
        (true, false, ": authorize"),
        (false, true, ": onAuthorized"),
        (true, true, ": authorize, onAuthorized"),
    ] {
        let unsupported = Unsupported { authorize, on_authorized };
        for answer in no_guest().into_iter().chain([TIMED_OUT]) {
            let missing = fails(ErrorCode::CapabilityMissing).saying(message);
            check(Start { unsupported, ..DEFAULT }, &[(answer, missing)]);
        }
    }
}

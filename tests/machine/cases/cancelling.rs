//! "Cancelling" of docs/flow.md: an abort ends a flow at each of its stages.

use zoom_pkce::ErrorCode;

use super::script::*;
use crate::checked::TestInput;

#[test]
fn an_abort_ends_the_flow_at_every_stage_with_its_reason() {
    let refused = (rejects(Authorize, NO_PERMISSION), calls(GetUserContext));
    let stages: [&[(When, Then)]; 7] = [
        &[],
        &[(accepts(Authorize), WAITS)],
        &[refused],
        &[refused, (tells("authenticated"), calls(PromptAuthorize))],
        &[
            refused,
            (tells("authenticated"), calls(PromptAuthorize)),
            (context("authorized"), calls(Reconfigure)),
        ],
        &[refused, (tells("authorized"), calls(Reconfigure))],
        &[refused, (tells("authorized"), calls(Reconfigure)), (configures(), calls(Authorize))],
    ];
    for stage in stages {
        let aborted = fails(ErrorCode::Aborted).caused_by(TestInput::ABORT_REASON);
        let end = [(ABORTED, aborted), (own_event(), WAITS), (ABORTED, WAITS)];
        check(WITH_RECONFIGURE, &[stage, &end].concat());
    }
}

#[test]
fn an_abort_after_the_end_changes_nothing() {
    check(DEFAULT, &[(approved(), GRANTS), (ABORTED, WAITS)]);
    check(DEFAULT, &[(TIMED_OUT, fails(ErrorCode::Timeout)), (ABORTED, WAITS)]);
}

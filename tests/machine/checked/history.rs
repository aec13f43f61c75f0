//! The history of a flow, as seen from outside: its inputs and outputs.

use zoom_pkce::flow::machine::{Answer, Call, CallId, Output, Status};

use super::{Cause, Start, TestInput};

/// A call whose answer still matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    pub id: CallId,
    pub call: Call,
    /// Whether the call was answered: a prompt is pending after the client has accepted it.
    pub is_answered: bool,
}

/// The history of a flow. It has a bounded size, so that equal ones can be recognised.
#[derive(Debug)]
pub struct History {
    pub start: Start,
    pub has_ended: bool,
    /// The calls that were neither answered nor superseded, the oldest first.
    pub pending: Vec<Pending>,
    /// The last call that ceased to be pending.
    pub stale: Option<(CallId, Call)>,
    /// The largest id of a call.
    pub last_id: CallId,
    pub authorize_calls: u8,
    /// The status that was reported last.
    pub reported: Option<Status>,
    /// The status that had been reported before each prompt.
    pub prompted: Vec<Option<Status>>,
}

impl History {
    pub fn new(start: Start) -> Self {
        Self {
            start,
            has_ended: false,
            pending: Vec::new(),
            stale: None,
            last_id: CallId(0),
            authorize_calls: 0,
            reported: None,
            prompted: Vec::new(),
        }
    }

    /// Returns the pending call with this id.
    pub fn pending_call(&self, id: CallId) -> Option<Call> {
        self.pending.iter().find(|pending| pending.id == id).map(|pending| pending.call)
    }

    /// Returns the pending call that `input` answers.
    pub fn answered_call(&self, input: TestInput) -> Option<Call> {
        match input {
            TestInput::Fulfilled(id, _) | TestInput::Rejected(id, _) => self.pending_call(id),
            _ => None,
        }
    }

    /// Returns whether `input` is an answer that no promise gives: the second one of a call, or one
    /// of another call's kind.
    pub fn is_impossible_answer(&self, input: TestInput) -> bool {
        let (id, answer) = match input {
            TestInput::Fulfilled(id, answer) => (id, Some(answer)),
            TestInput::Rejected(id, _) => (id, None),
            _ => return false,
        };
        let Some(pending) = self.pending.iter().find(|pending| pending.id == id) else {
            return false;
        };
        let is_of_kind = matches!(
            (pending.call, answer),
            (_, None)
                | (Call::Authorize | Call::PromptAuthorize, Some(Answer::Accepted))
                | (Call::GetUserContext, Some(Answer::Context(_)))
                | (Call::Reconfigure, Some(Answer::Config(_)))
        );
        pending.is_answered || !is_of_kind
    }

    /// Returns whether a change of the person's status matters: after a refusal, while the person's
    /// status is asked for, or while a guest is prompted.
    pub fn awaits_status(&self) -> bool {
        self.pending.iter().any(|pending| match pending.call {
            Call::GetUserContext | Call::PromptAuthorize => true,
            Call::Reconfigure => !self.prompted.is_empty(),
            Call::Authorize => false,
        })
    }

    /// Returns whether `input` answers a call that is not pending.
    pub fn is_stale(&self, input: TestInput) -> bool {
        matches!(input, TestInput::Fulfilled(..) | TestInput::Rejected(..))
            && self.answered_call(input).is_none()
    }

    /// Notes an input, before its output.
    pub fn record_input(&mut self, input: TestInput) {
        if self.has_ended {
            return;
        }
        match (self.answered_call(input), input) {
            (_, TestInput::ContextChanged(Some(status))) => self.report(Some(status)),
            (Some(Call::GetUserContext), TestInput::Fulfilled(_, Answer::Context(status))) => {
                self.report(status);
            }
            (Some(Call::GetUserContext), TestInput::Rejected(..)) => self.report(None),
            (Some(Call::Authorize), _)
            | (
                Some(Call::Reconfigure),
                TestInput::Rejected(..) | TestInput::Fulfilled(_, Answer::Config(_)),
            ) => {
                self.close(&[self.answered_call(input).unwrap()]);
            }
            (
                Some(Call::PromptAuthorize),
                TestInput::Fulfilled(id, _) | TestInput::Rejected(id, _),
            ) => {
                for pending in &mut self.pending {
                    pending.is_answered |= pending.id == id;
                }
            }
            _ => {}
        }
    }

    /// Notes an output.
    pub fn record_output(&mut self, output: &Output<Cause>) {
        match *output {
            Output::Wait => {}
            Output::Call(id, call) => {
                self.close(match call {
                    Call::GetUserContext => &[Call::GetUserContext],
                    Call::PromptAuthorize => &[Call::PromptAuthorize],
                    Call::Reconfigure => &[Call::PromptAuthorize, Call::Reconfigure],
                    Call::Authorize => &[Call::GetUserContext, Call::PromptAuthorize],
                });
                self.pending.push(Pending { id, call, is_answered: false });
                self.last_id = id;
                self.authorize_calls += u8::from(call == Call::Authorize);
                if call == Call::PromptAuthorize {
                    self.prompted.push(self.reported);
                }
            }
            Output::Finish(_) => {
                self.has_ended = true;
                self.close(&[
                    Call::Authorize,
                    Call::GetUserContext,
                    Call::PromptAuthorize,
                    Call::Reconfigure,
                ]);
            }
        }
    }

    /// Notes a report of the status. It makes a pending `getUserContext` obsolete, even if it
    /// reports no known status.
    fn report(&mut self, status: Option<Status>) {
        self.reported = status.or(self.reported);
        self.close(&[Call::GetUserContext]);
    }

    fn close(&mut self, calls: &[Call]) {
        let stale = &mut self.stale;
        self.pending.retain(|pending| {
            let is_closed = calls.contains(&pending.call);
            if is_closed {
                *stale = Some((pending.id, pending.call));
            }
            !is_closed
        });
    }
}

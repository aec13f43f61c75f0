//! A flow that is checked against its invariants after each input.
//!
//! The fuzz target `flow` uses the same files.

mod alphabet;
mod history;
mod invariants;
mod reports;
mod test_input;

use zoom_pkce::{
    ChallengeMethod, CodeChallenge, State,
    flow::{
        Challenge, EndedStates, Request,
        machine::{Flow, Input, Output, Settings, Unsupported},
        progress::{self, Progress},
    },
};

pub use self::{
    alphabet::{all_inputs, expected_inputs, is_decisive},
    history::History,
    invariants::{Before, INVARIANTS, Transition},
    reports::Reports,
    test_input::{CHALLENGE, CODE, Cause, ENDED_STATE, STATE, TestEvent, TestInput, TestRejection},
};

/// The arguments that a flow starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    pub require_state: bool,
    pub can_reconfigure: bool,
    pub unsupported: Unsupported,
}

impl Start {
    /// Returns the start with this number, counted in binary from its four booleans.
    pub fn from_bits(bits: u8) -> Self {
        let bit = |n: u8| bits >> n & 1 == 1;
        let unsupported = Unsupported { authorize: bit(2), on_authorized: bit(3) };
        Self { require_state: bit(0), can_reconfigure: bit(1), unsupported }
    }

    /// Returns every combination of settings and of what the client does not support.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..16).map(Self::from_bits)
    }
}

/// The request of every flow.
pub fn request() -> Request {
    let code_challenge = CodeChallenge::parse(CHALLENGE.to_owned(), ChallengeMethod::Plain);
    let state = State::parse(STATE.to_owned()).unwrap();
    Request::new(Challenge::Given(code_challenge.unwrap()), Some(state)).unwrap()
}

/// A flow and its history. Every output is checked against [`INVARIANTS`].
pub struct CheckedFlow {
    flow: Flow<Cause>,
    history: History,
    reports: Reports,
}

impl CheckedFlow {
    /// Starts a flow. Returns it with its first output.
    pub fn start(start: Start) -> (Self, Output<Cause>) {
        let mut ended_states = EndedStates::new();
        ended_states.insert(State::parse(ENDED_STATE.to_owned()).unwrap());
        let Start { require_state, can_reconfigure, unsupported } = start;
        let settings = Settings { require_state, can_reconfigure };
        let (flow, output) = Flow::start(request(), settings, unsupported, ended_states);
        let mut checked = Self { flow, history: History::new(start), reports: Reports::default() };
        checked.reports.push(Progress::START);
        checked.record(&output);
        (checked, output)
    }

    /// Starts a flow and feeds it `inputs`, which were checked before.
    pub fn replay(start: Start, inputs: &[TestInput]) -> Self {
        let (mut checked, _) = Self::start(start);
        for input in inputs {
            checked.advance(*input);
        }
        checked
    }

    /// Advances the flow by one input and checks the invariants.
    ///
    /// # Panics
    ///
    /// If an invariant is broken.
    pub fn step(&mut self, input: TestInput) -> Output<Cause> {
        let before = Before {
            has_ended: self.history.has_ended,
            last_id: self.history.last_id,
            answered: self.history.answered_call(input),
            awaits_status: self.history.awaits_status(),
            flow: self.history.is_stale(input).then(|| format!("{:?}", self.flow)),
        };
        let (report, output) = self.advance(input);
        let transition = Transition {
            before: &before,
            input,
            report,
            output: &output,
            flow: &self.flow,
            history: &self.history,
        };
        for (name, holds) in INVARIANTS {
            assert!(holds(&transition), "broken: {name}\n{input:?}\n{output:?}\n{:?}", self.flow);
        }
        assert_eq!(self.reports.has_end(), self.history.has_ended, "{:?}", self.reports);
        output
    }

    pub fn history(&self) -> &History {
        &self.history
    }

    pub fn flow(&self) -> &Flow<Cause> {
        &self.flow
    }

    pub fn reports(&self) -> &Reports {
        &self.reports
    }

    fn advance(&mut self, input: TestInput) -> (Option<Progress>, Output<Cause>) {
        let is_possible = !self.history.is_impossible_answer(input);
        self.history.record_input(input);
        let (report, output) = progress::advance(&mut self.flow, Input::from(input));
        report.filter(|_| is_possible).into_iter().for_each(|report| self.reports.push(report));
        self.record(&output);
        (report, output)
    }

    /// Notes an output, and the report that the driver makes of it.
    fn record(&mut self, output: &Output<Cause>) {
        self.history.record_output(output);
        match output {
            Output::Wait => {}
            Output::Call(_, call) => self.reports.push(Progress::call(*call)),
            Output::Finish(outcome) => self.reports.push(Progress::end(outcome)),
        }
    }
}

//! Every short sequence of inputs, and every state that a flow can reach.

use std::{
    collections::{BTreeSet, HashSet, VecDeque},
    fmt::Write as _,
    io::{self, Write as _},
};

use zoom_pkce::flow::machine::Output;

use super::checked::{Cause, CheckedFlow, Start, TestInput, expected_inputs};

/// The length of the longest sequences, in inputs. One more makes them 15 times as many.
const MAX_INPUTS: usize = 4;

/// The results of the search.
#[derive(Default)]
struct Report {
    sequences: usize,
    ends: BTreeSet<String>,
}

impl Report {
    /// Counts a step. Returns whether it ends its flow.
    fn record(&mut self, output: &Output<Cause>) -> bool {
        self.sequences += 1;
        let Output::Finish(outcome) = output else { return false };
        self.ends.insert(match outcome {
            Ok(_) => "granted".to_owned(),
            Err(failure) => format!("{:?}: {}", failure.error.code(), failure.error),
        });
        true
    }
}

#[test]
fn the_invariants_hold_in_every_short_sequence() {
    let mut report = Report::default();
    for start in Start::all() {
        let (flow, _) = CheckedFlow::start(start);
        visit(start, &flow, &mut Vec::new(), &mut report);
    }
    let Report { sequences, ends } = report;
    show(&format!(
        "machine: every sequence of up to {MAX_INPUTS} inputs: {} sequences, {} distinct ends",
        grouped(sequences),
        ends.len()
    ));
    assert!(sequences > 1_000_000 && ends.len() > 15, "{ends:#?}");
}

/// Tries each input after `path`, which led to `flow`, and each sequence after it.
fn visit(start: Start, flow: &CheckedFlow, path: &mut Vec<TestInput>, report: &mut Report) {
    for input in expected_inputs(flow.history()) {
        let mut flow = CheckedFlow::replay(start, path);
        let output = flow.step(input);
        if report.record(&output) {
            flow.step(TestInput::TimedOut);
        } else if path.len() + 1 < MAX_INPUTS {
            path.push(input);
            visit(start, &flow, path, report);
            path.pop();
        }
    }
}

/// Sequences that lead to equal states are followed once, so sequences of every length are covered.
/// Two states are equal if their `Debug` is, the numbers of the calls apart: the machine only
/// compares those.
#[test]
fn the_invariants_hold_in_every_state() {
    let mut report = Report::default();
    let (mut states, mut longest) = (0, 0);
    for start in Start::all() {
        let (flow, _) = CheckedFlow::start(start);
        let mut seen = HashSet::from([state_of(&flow)]);
        let mut paths = VecDeque::from([Vec::new()]);
        while let Some(path) = paths.pop_front() {
            longest = longest.max(path.len());
            let flow = CheckedFlow::replay(start, &path);
            for input in expected_inputs(flow.history()) {
                let mut flow = CheckedFlow::replay(start, &path);
                let output = flow.step(input);
                report.record(&output);
                if seen.insert(state_of(&flow)) {
                    paths.push_back([path.as_slice(), &[input]].concat());
                }
            }
        }
        states += seen.len();
    }
    let Report { sequences, ends } = report;
    show(&format!(
        "machine: every reachable state: {} states, at most {longest} inputs from the start, {} \
         steps between them, {} distinct ends",
        grouped(states),
        grouped(sequences),
        ends.len()
    ));
    assert!(states > 100 && longest > MAX_INPUTS, "{ends:#?}");
}

/// Returns a description of a flow and its history, without the numbers of the calls: a pending
/// call is named by its place among them.
fn state_of(flow: &CheckedFlow) -> String {
    const ID: &str = "CallId(";
    let history = flow.history();
    let described = format!("{:?} {history:?}", flow.flow());
    let mut parts = described.split(ID);
    let mut state = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(')').expect("an id");
        let place = history.pending.iter().position(|call| call.id.0.to_string() == number);
        write!(state, "{place:?}{rest}").unwrap();
    }
    state
}

/// Writes a line that the test harness does not capture.
fn show(line: &str) {
    io::stdout().write_all(format!("{line}\n").as_bytes()).unwrap();
}

/// Returns `number` with its digits in groups of three.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(" ")
}

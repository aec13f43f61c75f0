//! The target `flow`: a sequence of inputs for the state machine.

// The tests use more of it.
#[allow(dead_code, unused_imports)]
#[path = "../../tests/machine/checked/mod.rs"]
mod checked;

use checked::{CheckedFlow, Start, all_inputs};

/// Runs a flow. The first octet is its start; each other one chooses among the inputs that the flow
/// can get next.
///
/// # Panics
///
/// If an invariant is broken.
pub fn flow(input: &[u8]) {
    let Some((start, choices)) = input.split_first() else { return };
    let (mut flow, _) = CheckedFlow::start(Start::from_bits(*start));
    for choice in choices {
        let inputs = all_inputs(flow.history());
        flow.step(inputs[usize::from(*choice) % inputs.len()]);
    }
}

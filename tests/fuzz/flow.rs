//! The target `flow`: runs the state machine with a sequence of inputs.

#[allow(dead_code, unused_imports, reason = "the native tests use the rest of this module")]
#[path = "../machine/checked/mod.rs"]
mod checked;

use checked::{CheckedFlow, Start, all_inputs};

/// Runs a flow. The first octet selects its start. Each further octet selects one of the inputs
/// that the flow can get next.
///
/// # Panics
///
/// If an invariant does not hold.
pub fn flow(input: &[u8]) {
    let Some((start, choices)) = input.split_first() else { return };
    let (mut flow, _) = CheckedFlow::start(Start::from_bits(*start));
    for choice in choices {
        let inputs = all_inputs(flow.history());
        flow.step(inputs[usize::from(*choice) % inputs.len()]);
    }
}

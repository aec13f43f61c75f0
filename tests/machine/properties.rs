//! Long random sequences of inputs.

use proptest::{collection::vec, prelude::*, sample::Index};

use super::checked::{CheckedFlow, Start, TestInput, all_inputs, is_decisive};

/// The length of the longest sequences, in inputs.
const MAX_INPUTS: usize = 200;

/// A choice among the inputs that a flow can get next.
#[derive(Clone, Debug)]
struct Choice {
    /// Whether an input that ends most flows can be chosen.
    can_be_decisive: bool,
    index: Index,
}

impl Choice {
    fn of(&self, mut inputs: Vec<TestInput>) -> TestInput {
        inputs.retain(|input| self.can_be_decisive || !is_decisive(*input));
        inputs[self.index.index(inputs.len())]
    }
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let choice = (prop::bool::weighted(0.05), any::<Index>())
        .prop_map(|(can_be_decisive, index)| Choice { can_be_decisive, index });
    vec(choice, 0..=MAX_INPUTS)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_invariants_hold_in_long_sequences(start in 0_u8..16, choices in choices()) {
        let (mut flow, _) = CheckedFlow::start(Start::from_bits(start));
        for choice in choices {
            flow.step(choice.of(all_inputs(flow.history())));
        }
    }
}

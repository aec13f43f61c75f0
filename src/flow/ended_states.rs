//! The `state`s of flows that have ended.

use crate::State;

/// The number of ended flows whose `state` is remembered.
const CAPACITY: usize = 8;

/// The `state`s of the page's last 8 flows that ended. A consent screen can outlive its flow, and
/// its late event must not end the next one.
#[derive(Debug, Default)]
pub struct EndedStates {
    states: [Option<State>; CAPACITY],
    /// The index of the next `state`.
    next: usize,
}

impl EndedStates {
    /// Makes an empty list.
    pub const fn new() -> Self {
        Self { states: [const { None }; CAPACITY], next: 0 }
    }

    /// Adds the `state` of a flow that has ended. If the list is full, the oldest `state` is wiped.
    pub fn insert(&mut self, state: State) {
        let index = self.next % CAPACITY;
        self.states[index] = Some(state);
        self.next = index + 1;
    }

    /// Returns whether `received` is one of the `state`s. Each comparison takes constant time.
    pub fn contains(&self, received: &str) -> bool {
        self.states.iter().flatten().any(|state| state.verify(received))
    }
}

#[cfg(test)]
mod tests {
    use std::format;

    use super::*;

    #[test]
    fn the_last_eight_states_are_remembered() {
        let mut ended = EndedStates::new();
        for n in 0..9 {
            ended.insert(State::parse(format!("state-{n}")).unwrap());
        }
        assert!(!ended.contains("state-0"));
        for n in 1..9 {
            assert!(ended.contains(&format!("state-{n}")), "{n}");
        }
        assert!(!ended.contains(""));
    }
}

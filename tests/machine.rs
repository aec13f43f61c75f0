//! The state machine of the flow, natively: the tables of docs/flow.md case by case, every short
//! sequence of inputs, every state that can be reached, and long random sequences.
//!
//! All of them run through [`checked::CheckedFlow`], which checks the invariants at each step.

#![cfg(not(target_arch = "wasm32"))]

#[path = "machine/cases/mod.rs"]
mod cases;
#[path = "machine/checked/mod.rs"]
mod checked;
#[path = "machine/exhaustive.rs"]
mod exhaustive;
#[path = "machine/properties.rs"]
mod properties;

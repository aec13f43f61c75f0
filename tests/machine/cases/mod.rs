//! The tables of docs/flow.md, except the parts that the machine does not decide.

mod cancelling;
mod guest_mode;
mod progress;
mod refusals;
mod script;
mod status_changes;
mod waiting;

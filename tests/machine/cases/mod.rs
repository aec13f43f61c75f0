//! The tables of docs/flow.md, as far as the machine decides them.

mod cancelling;
mod guest_mode;
mod refusals;
mod script;
mod status_changes;
mod waiting;

//! The in-client sign-in: `zoomSdk.authorize` and `onAuthorized` as one operation that always ends.
//!
//! One flow at a time: a client may leave the `state` out of its event, and then two flows cannot
//! be told apart. A second call ends in [`InProgress`](crate::ErrorCode::InProgress).
//!
//! This is Zoom's in-client OAuth (<https://developers.zoom.us/docs/zoom-apps/authentication/>)
//! with PKCE (RFC 7636). [`machine`] makes the decisions, on every target. On
//! `wasm32-unknown-unknown`, `authorize` runs it in a page.

mod authorization;
mod ended_states;
mod event;
pub mod machine;
pub mod progress;
mod rejection;
mod request;
mod user_context;

pub use authorization::Authorization;
pub use ended_states::EndedStates;
pub use request::{Challenge, Request};

/// How long a flow waits for the person by default, in milliseconds.
pub const AUTHORIZE_TIMEOUT_MS: i32 = 300_000;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub use crate::browser::{Options, authorize};

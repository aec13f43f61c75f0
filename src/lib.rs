#![doc = include_str!("../docs/crate.md")]
//! ## Modules
//!
//! * [`CodeVerifier`], [`CodeChallenge`], [`ChallengeMethod`] and [`State`] are plain Rust for
//!   every target: the same types serve a page and a backend.
//! * [`flow`] is the sign-in through `zoomSdk.authorize` and `onAuthorized`. Its decisions are a
//!   state machine for every target ([`flow::machine`]); on `wasm32-unknown-unknown`,
//!   `flow::authorize` drives it in a page.
//! * [`forward`] has the rules for posting an authorization to a backend, and reads its answer.

#![no_std]

extern crate alloc;
#[cfg(not(feature = "standalone"))]
extern crate std;

mod code_challenge;
mod code_verifier;
mod error;
mod secret;
mod state;

pub mod flow;
pub mod forward;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod browser;
#[cfg(all(target_arch = "wasm32", target_os = "unknown", feature = "exports"))]
mod exports;
#[cfg(all(
    target_arch = "wasm32",
    target_os = "unknown",
    feature = "standalone",
    not(feature = "serde")
))]
mod standalone;

pub use code_challenge::{ChallengeMethod, CodeChallenge};
pub use code_verifier::CodeVerifier;
pub use error::{Error, ErrorCode};
pub use state::State;

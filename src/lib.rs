//! PKCE (RFC 7636) and the in-client sign-in for Zoom Apps.
//!
//! * [`CodeVerifier`], [`CodeChallenge`], [`ChallengeMethod`] and [`State`] are plain Rust for
//!   every target: the same types serve a page and a backend.
//! * [`flow`] is the sign-in through `zoomSdk.authorize` and `onAuthorized`. Its decisions are a
//!   state machine for every target ([`flow::machine`]); on `wasm32-unknown-unknown`,
//!   `flow::authorize` drives it in a page.
//! * [`forward`] has the rules for posting an authorization to a backend, and reads its answer.
//!
//! Features:
//!
//! * `exports` (default): the functions that a module built by wasm-pack exports to JavaScript.
//! * `serde`: `Options: Deserialize`, `Authorization: Serialize`, and `forward::forward` for Rust
//!   front ends.
//! * `standalone`: for a module without the standard library. A panic is a trap, and freed memory
//!   is wiped.
//!
//! ```
//! use zoom_pkce::{ChallengeMethod, CodeVerifier};
//!
//! let code_verifier = CodeVerifier::new()?;
//! let code_challenge = code_verifier.challenge(ChallengeMethod::S256);
//! assert_eq!(code_challenge.as_str().len(), 43);
//! assert!(code_challenge.verify(&code_verifier));
//! # Ok::<(), zoom_pkce::Error>(())
//! ```

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

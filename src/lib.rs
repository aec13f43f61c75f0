//! PKCE (RFC 7636) for Zoom Apps, in the browser and on any other target.
//!
//! * [`CodeVerifier`], [`CodeChallenge`], [`ChallengeMethod`] and [`State`] are plain Rust: the same types make
//!   challenges in a page and in a backend.
//! * On `wasm32-unknown-unknown`, the module `flow` signs a person in through `zoomSdk.authorize` and `onAuthorized`.
//! * With the feature `npm` (for wasm-pack only) the crate exports what the npm package `zoom-pkce` is made of.
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

#![warn(missing_docs)]
#![deny(unsafe_code)]

mod code_challenge;
mod code_verifier;
mod error;
mod sha256;
mod state;
mod text;
mod wiped;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub mod flow;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod js;
#[cfg(all(target_arch = "wasm32", target_os = "unknown", feature = "npm"))]
mod npm;

pub use code_challenge::{ChallengeMethod, CodeChallenge};
pub use code_verifier::CodeVerifier;
pub use error::{Error, ErrorCode};
pub use state::State;

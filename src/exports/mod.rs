//! The functions that a module built by wasm-pack exports to JavaScript.

mod authorize;
mod error;
mod pkce;
mod types;

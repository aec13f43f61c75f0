//! The places of what a flow is given, in the array that it comes in, and of what the flow adds to it. It stays in JavaScript:
//! each value that moves to this side costs a page the code that moves and drops it.

// The first place is `npm::run`'s.

/// Who is told how the flow ended, in the npm package.
#[cfg(feature = "npm")]
pub(crate) const SETTLE: u32 = 1;
/// A function that calls [`happened`](super::pending::happened).
pub(crate) const HAPPENED: u32 = 2;
/// The page's own URL.
pub(crate) const PAGE: u32 = 3;
pub(crate) const ZOOM_SDK: u32 = 4;
pub(crate) const CODE_CHALLENGE_METHOD: u32 = 5;
pub(crate) const CODE_CHALLENGE: u32 = 6;
pub(crate) const STATE: u32 = 7;
pub(crate) const REQUIRE_STATE: u32 = 8;
pub(crate) const TIMEOUT_MS: u32 = 9;
pub(crate) const SIGNAL: u32 = 10;
pub(crate) const CONFIG: u32 = 11;
pub(crate) const RECONFIGURE: u32 = 12;

pub(crate) const ON_EVENT: u32 = 13;
pub(crate) const ON_ABORT: u32 = 14;
pub(crate) const ON_CONTEXT_CHANGED: u32 = 15;
pub(crate) const TIMER: u32 = 16;

//! The driver: runs the flow's state machine in a page, over the SDK.

mod abort;
mod authorize;
mod callbacks;
mod driver;
pub(crate) mod foreign;
#[cfg(feature = "serde")]
mod forward;
mod listener;
pub(crate) mod options;
mod page;
mod timer;
mod window;
mod zoom_sdk;

pub use authorize::authorize;
#[cfg(feature = "serde")]
pub use forward::{Format, Target, forward};
pub use options::Options;

#[cfg(feature = "exports")]
pub(crate) use driver::{Authorized, start};
#[cfg(all(feature = "exports", feature = "standalone"))]
pub(crate) use page::Reservation;

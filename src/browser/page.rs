//! State that all flows of a page share.

use alloc::boxed::Box;
use core::cell::Cell;

use super::{callbacks::Callbacks, driver::RunningFlow};
use crate::{
    error::{Error, ErrorCode},
    flow::EndedStates,
};

/// State that all flows of the page share.
pub(super) struct Page {
    /// The running flow. Taken out only while it is used, when no foreign code runs.
    pub(super) running: Cell<Option<Box<RunningFlow>>>,
    /// Taken by the running flow.
    pub(super) ended_states: Cell<EndedStates>,
    /// Whether a [`Reservation`] exists.
    is_reserved: Cell<bool>,
    last_flow_id: Cell<u32>,
    callbacks: Cell<Option<&'static Callbacks>>,
}

impl Page {
    const fn new() -> Self {
        Self {
            running: Cell::new(None),
            ended_states: Cell::new(EndedStates::new()),
            is_reserved: Cell::new(false),
            last_flow_id: Cell::new(0),
            callbacks: Cell::new(None),
        }
    }

    pub(super) fn next_flow_id(&self) -> u32 {
        let id = self.last_flow_id.get().wrapping_add(1);
        self.last_flow_id.set(id);
        id
    }

    /// Returns whether a flow is running or starting.
    fn is_occupied(&self) -> bool {
        let running = self.running.take();
        let is_occupied = running.is_some();
        self.running.set(running);
        is_occupied || self.is_reserved.get()
    }

    /// Returns the page's callbacks, which are made at the first call and never freed.
    pub(super) fn callbacks(&self) -> &'static Callbacks {
        self.callbacks.get().unwrap_or_else(|| {
            let callbacks: &Callbacks = Box::leak(Box::new(Callbacks::new()));
            self.callbacks.set(Some(callbacks));
            callbacks
        })
    }
}

/// Keeps other flows from starting until it is dropped. After `mem::forget`, dropping
/// [`Reservation::forgotten`] ends it.
#[must_use = "dropping a reservation ends it"]
pub(crate) struct Reservation(());

impl Reservation {
    /// Makes a reservation.
    ///
    /// # Errors
    ///
    /// `in_progress` if a flow is running or starting.
    pub(crate) fn new() -> Result<Self, Error> {
        with_page(|page| {
            if page.is_occupied() {
                return Err(Error::new(ErrorCode::InProgress));
            }
            page.is_reserved.set(true);
            Ok(Self(()))
        })
    }

    /// Returns a reservation that was forgotten.
    #[cfg(feature = "standalone")]
    pub(crate) fn forgotten() -> Self {
        Self(())
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        with_page(|page| page.is_reserved.set(false));
    }
}

#[cfg(not(feature = "standalone"))]
std::thread_local! {
    static PAGE: Page = const { Page::new() };
}

#[cfg(feature = "standalone")]
static PAGE: OneThread<Page> = OneThread(Page::new());

/// Stands in for `std::thread_local`, which a build without the standard library lacks.
#[cfg(feature = "standalone")]
struct OneThread<T>(T);

#[cfg(feature = "standalone")]
impl<T> OneThread<T> {
    fn with<R>(&self, use_value: impl FnOnce(&T) -> R) -> R {
        use_value(&self.0)
    }
}

#[cfg(all(feature = "standalone", not(target_feature = "atomics")))]
#[allow(unsafe_code, reason = "a `static` must be `Sync`")]
// SAFETY: wasm32-unknown-unknown without the target feature `atomics` has one thread.
unsafe impl<T> Sync for OneThread<T> {}

pub(super) fn with_page<R>(use_page: impl FnOnce(&Page) -> R) -> R {
    PAGE.with(use_page)
}

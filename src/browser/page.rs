//! What all flows of a page share.

use alloc::boxed::Box;
use core::cell::Cell;

use super::{callbacks::Callbacks, driver::RunningFlow};
use crate::flow::EndedStates;

/// The page's flow.
pub(super) enum Slot {
    /// No flow is running.
    Free,
    /// A flow is running.
    Running(Box<RunningFlow>),
    /// A flow is reading a value, which can run foreign code.
    Busy,
}

/// What all flows of the page share.
pub(super) struct Page {
    pub(super) slot: Cell<Slot>,
    /// Taken by the running flow.
    ended_states: Cell<EndedStates>,
    last_flow_id: Cell<u32>,
    callbacks: Cell<Option<&'static Callbacks>>,
}

impl Page {
    const fn new() -> Self {
        Self {
            slot: Cell::new(Slot::Free),
            ended_states: Cell::new(EndedStates::new()),
            last_flow_id: Cell::new(0),
            callbacks: Cell::new(None),
        }
    }

    pub(super) fn next_flow_id(&self) -> u32 {
        let id = self.last_flow_id.get().wrapping_add(1);
        self.last_flow_id.set(id);
        id
    }

    /// Makes a free slot busy, for a new flow. Returns the `state`s of ended flows. `None` if the
    /// slot is not free.
    pub(super) fn reserve(&self) -> Option<EndedStates> {
        let before = self.slot.replace(Slot::Busy);
        if !matches!(before, Slot::Free) {
            self.slot.set(before);
            return None;
        }
        Some(self.ended_states.take())
    }

    /// Frees the slot after a flow.
    pub(super) fn free(&self, ended_states: EndedStates) {
        self.ended_states.set(ended_states);
        self.slot.set(Slot::Free);
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

// SAFETY: wasm32-unknown-unknown without the target feature `atomics` has one thread.
#[cfg(all(feature = "standalone", not(target_feature = "atomics")))]
#[allow(unsafe_code)]
unsafe impl<T> Sync for OneThread<T> {}

pub(super) fn with_page<R>(use_page: impl FnOnce(&Page) -> R) -> R {
    PAGE.with(use_page)
}

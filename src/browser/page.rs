//! What all flows of a page share, and the page's own URL and frame.

use alloc::{borrow::ToOwned, boxed::Box, string::String};
use core::cell::Cell;

use wasm_bindgen::{JsValue, prelude::*};

use super::{callbacks::Callbacks, driver::RunningFlow, foreign};
use crate::flow::EndedStates;

#[wasm_bindgen]
extern "C" {
    type Global;

    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: Global;
    #[wasm_bindgen(method, getter)]
    fn location(this: &Global) -> Option<Location>;
    #[wasm_bindgen(method, getter)]
    fn top(this: &Global) -> JsValue;

    type Location;

    #[wasm_bindgen(method, getter)]
    fn href(this: &Location) -> Option<String>;
}

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
    pub(super) ended_states: Cell<EndedStates>,
    last_flow_id: Cell<u32>,
    callbacks: Cell<Option<Callbacks>>,
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

    /// Returns the page's callbacks, which are made at the first call and never freed.
    pub(super) fn callbacks(&self) -> Callbacks {
        let callbacks = self.callbacks.take().unwrap_or_else(Callbacks::new);
        self.callbacks.set(Some(callbacks.clone()));
        callbacks
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

/// Returns the page's URL without its fragment, which a redirect URI must not have (RFC 6749,
/// section 3.1.2). Empty if the global scope has no URL.
pub(super) fn url() -> String {
    let href = GLOBAL.with(Global::location).and_then(|location| location.href());
    let href = href.unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Returns whether the page is in a frame of another page.
pub(super) fn is_framed() -> bool {
    GLOBAL.with(|global| {
        let top = global.top();
        !foreign::is_absent(&top) && top != **global
    })
}

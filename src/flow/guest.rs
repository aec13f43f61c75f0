//! Guest mode: who the person is to Zoom, by `getUserContext` and `onMyUserContextChange`.

use wasm_bindgen::JsValue;

use crate::js;

/// What Zoom says of the person. `authorize` works for the last one only.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Status {
    /// Not asked yet, not told, or something that this version does not know.
    Unknown,
    /// Not signed in to Zoom.
    Unauthenticated,
    /// Signed in, but has not added the app.
    Authenticated,
    /// Has added the app.
    Authorized,
}

impl Status {
    /// The status in an answer of `getUserContext`, or in an event of `onMyUserContextChange`, which may tell of another
    /// change and have none.
    pub(super) fn of(context: &JsValue) -> Self {
        match js::text(js::get(context, "status")).as_str() {
            UNAUTHENTICATED => Self::Unauthenticated,
            AUTHENTICATED => Self::Authenticated,
            "authorized" => Self::Authorized,
            _ => Self::Unknown,
        }
    }

    /// Zoom's word for what a guest is; `None` where the person is none.
    pub(super) fn of_guest(self) -> Option<&'static str> {
        match self {
            Self::Unauthenticated => Some(UNAUTHENTICATED),
            Self::Authenticated => Some(AUTHENTICATED),
            _ => None,
        }
    }
}

const UNAUTHENTICATED: &str = "unauthenticated";
const AUTHENTICATED: &str = "authenticated";

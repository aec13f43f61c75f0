//! The person's status (user or guest), as `getUserContext` and `onMyUserContextChange` report it.

/// The `status` of a user context. A status that Zoom does not report, or that this version does
/// not know, is `None` in the types that hold one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// `authorize` is not available to the person.
    Guest(GuestStatus),
    /// The person has added the app: `authorize` works.
    Authorized,
}

/// Why a person is a guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuestStatus {
    /// The person is not signed in to Zoom.
    Unauthenticated,
    /// The person is signed in, but has not added the app.
    Authenticated,
}

impl Status {
    /// Parses Zoom's word for a status.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "unauthenticated" => Some(Self::Guest(GuestStatus::Unauthenticated)),
            "authenticated" => Some(Self::Guest(GuestStatus::Authenticated)),
            "authorized" => Some(Self::Authorized),
            _ => None,
        }
    }
}

impl GuestStatus {
    /// Returns Zoom's word for the status.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::Authenticated => "authenticated",
        }
    }
}

/// The statuses in which a guest has been prompted.
#[derive(Debug, Default)]
pub(super) struct Prompted {
    unauthenticated: bool,
    authenticated: bool,
}

impl Prompted {
    /// Notes a prompt. Returns whether it is the first one at this status.
    pub(super) fn insert(&mut self, status: GuestStatus) -> bool {
        let prompted = match status {
            GuestStatus::Unauthenticated => &mut self.unauthenticated,
            GuestStatus::Authenticated => &mut self.authenticated,
        };
        !core::mem::replace(prompted, true)
    }
}

//! The session: an encrypted cookie, which every instance with the same `SESSION_SECRET` can read.

use std::time::{Duration, SystemTime};

use axum_extra::extract::{
    PrivateCookieJar,
    cookie::{Cookie, SameSite},
};
use serde::{Deserialize, Serialize};

use crate::pending::{PendingInstall, PendingSignIn};

const COOKIE_NAME: &str = "session";
const SESSION_LIFETIME: Duration = Duration::from_secs(14 * 24 * 60 * 60);

#[derive(Deserialize, Serialize)]
pub struct Session {
    pub pending_sign_in: Option<PendingSignIn>,
    pub pending_install: Option<PendingInstall>,
    pub user: Option<User>,
    /// Checked here, because only the browser enforces the cookie's `Max-Age`.
    pub expires_at: SystemTime,
}

/// The person who is signed in.
#[derive(Deserialize, Serialize)]
pub struct User {
    pub id: String,
    pub name: String,
}

impl Default for Session {
    fn default() -> Self {
        let expires_at = SystemTime::now() + SESSION_LIFETIME;
        Self { pending_sign_in: None, pending_install: None, user: None, expires_at }
    }
}

impl Session {
    /// Starts the session of a person.
    pub fn of(user: User) -> Self {
        Self { user: Some(user), ..Self::default() }
    }

    /// Reads the session from the cookie. Returns a new session if the cookie is missing, expired
    /// or cannot be decrypted.
    pub fn read(jar: &PrivateCookieJar) -> Self {
        let session: Option<Self> =
            jar.get(COOKIE_NAME).and_then(|cookie| serde_json::from_str(cookie.value()).ok());
        session.filter(|session| SystemTime::now() < session.expires_at).unwrap_or_default()
    }

    pub fn write(&self, jar: PrivateCookieJar) -> PrivateCookieJar {
        jar.add(cookie(serde_json::to_string(self).unwrap_or_default()))
    }

    /// Removes the cookie. A copy of it stays valid until it expires.
    pub fn end(jar: PrivateCookieJar) -> PrivateCookieJar {
        jar.remove(cookie(String::new()))
    }
}

fn cookie(value: String) -> Cookie<'static> {
    // Zoom's web client shows the app in a frame, where the cookie is a third-party cookie.
    Cookie::build((COOKIE_NAME, value))
        .path("/")
        .max_age(SESSION_LIFETIME.try_into().unwrap_or_default())
        .http_only(true)
        .secure(true)
        .same_site(SameSite::None)
        .partitioned(true)
        .build()
}

//! The session: an encrypted cookie, which every instance with the same `SESSION_SECRET` can read.

use std::time::{Duration, SystemTime};

use axum_extra::extract::{
    PrivateCookieJar,
    cookie::{Cookie, SameSite},
};
use serde::{Deserialize, Serialize};
use zoom_pkce::{CodeVerifier, State};

use crate::zoom::User;

const COOKIE_NAME: &str = "session";
const SESSION_LIFETIME: Duration = Duration::from_secs(14 * 24 * 60 * 60);
/// 5 minutes for the person to decide, and the 10 minutes that a code lives at most.
const SIGN_IN_LIFETIME: Duration = Duration::from_secs(15 * 60);

#[derive(Deserialize, Serialize)]
pub struct Session {
    pub pending_sign_in: Option<PendingSignIn>,
    pub user: Option<User>,
    /// Checked here, because only the browser enforces the cookie's `Max-Age`.
    pub expires_at: SystemTime,
}

impl Default for Session {
    fn default() -> Self {
        Self { pending_sign_in: None, user: None, expires_at: SystemTime::now() + SESSION_LIFETIME }
    }
}

impl Session {
    /// Reads the session from the cookie. Returns a new session if the cookie is missing, expired
    /// or cannot be decrypted.
    pub fn read(jar: &PrivateCookieJar) -> Self {
        let session: Option<Self> = jar.get(COOKIE_NAME).and_then(|cookie| serde_json::from_str(cookie.value()).ok());
        session.filter(|session| SystemTime::now() < session.expires_at).unwrap_or_default()
    }

    pub fn write(&self, jar: PrivateCookieJar) -> PrivateCookieJar {
        let value = serde_json::to_string(self).unwrap_or_default();
        // Zoom's web client shows the app in a frame, where the cookie is a third-party cookie.
        let cookie = Cookie::build((COOKIE_NAME, value))
            .path("/")
            .max_age(SESSION_LIFETIME.try_into().unwrap_or_default())
            .http_only(true)
            .secure(true)
            .same_site(SameSite::None)
            .partitioned(true);
        jar.add(cookie)
    }
}

/// A sign-in between its challenge and its code.
#[derive(Deserialize, Serialize)]
pub struct PendingSignIn {
    code_verifier: String,
    state: String,
    expires_at: SystemTime,
}

impl PendingSignIn {
    pub fn new(code_verifier: &CodeVerifier, state: &State) -> Self {
        Self {
            code_verifier: code_verifier.secret().to_owned(),
            state: state.as_str().to_owned(),
            expires_at: SystemTime::now() + SIGN_IN_LIFETIME,
        }
    }

    /// Returns the code verifier, if `state` is that of this sign-in and the sign-in has not
    /// expired.
    pub fn code_verifier_for(self, state: Option<&str>) -> Option<CodeVerifier> {
        let is_same_state = State::parse(self.state).ok()?.verify(state?);
        let is_in_time = SystemTime::now() < self.expires_at;
        if is_same_state && is_in_time { CodeVerifier::parse(self.code_verifier).ok() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the code verifier and the state of a new sign-in, and the sign-in.
    fn new_sign_in() -> (String, String, PendingSignIn) {
        let (code_verifier, state) = (CodeVerifier::new().unwrap(), State::new().unwrap());
        let pending = PendingSignIn::new(&code_verifier, &state);
        (code_verifier.secret().to_owned(), state.as_str().to_owned(), pending)
    }

    #[test]
    fn returns_the_code_verifier_for_its_own_state_only() {
        let (code_verifier, state, pending) = new_sign_in();
        let (_, _, other) = new_sign_in();
        let (_, _, without_state) = new_sign_in();
        assert_eq!(pending.code_verifier_for(Some(&state)).unwrap().secret(), code_verifier);
        assert!(other.code_verifier_for(Some(&state)).is_none());
        assert!(without_state.code_verifier_for(None).is_none());
    }

    #[test]
    fn expires_after_15_minutes() {
        let (_, state, mut pending) = new_sign_in();
        let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
        assert!(pending.expires_at > SystemTime::now() + minutes(14));
        pending.expires_at -= minutes(15);
        assert!(pending.code_verifier_for(Some(&state)).is_none());
    }
}

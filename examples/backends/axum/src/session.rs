//! The session: an encrypted cookie, which every instance with the same `SESSION_SECRET` can read.

use std::time::{Duration, SystemTime};

use axum_extra::extract::{
    PrivateCookieJar,
    cookie::{Cookie, SameSite},
};
use serde::{Deserialize, Serialize};
use zoom_pkce::{CodeVerifier, State};

use crate::zoom::User;

const NAME: &str = "session";
const SESSION_LIFETIME: Duration = Duration::from_secs(14 * 24 * 60 * 60);
/// 5 minutes for the person, and the 10 that a code lives.
const SIGN_IN_LIFETIME: Duration = Duration::from_secs(15 * 60);

#[derive(Deserialize, Serialize)]
pub struct Session {
    pub zoom: Option<Kept>,
    pub user: Option<User>,
    /// Beside the cookie's own end, which the browser alone goes by.
    pub expires_at: SystemTime,
}

impl Default for Session {
    fn default() -> Self {
        Self { zoom: None, user: None, expires_at: SystemTime::now() + SESSION_LIFETIME }
    }
}

impl Session {
    /// A new one where there is none that can be decrypted.
    pub fn read(jar: &PrivateCookieJar) -> Self {
        let session: Option<Self> = jar.get(NAME).and_then(|cookie| serde_json::from_str(cookie.value()).ok());
        session.filter(|session| SystemTime::now() < session.expires_at).unwrap_or_default()
    }

    pub fn write(&self, jar: PrivateCookieJar) -> PrivateCookieJar {
        let value = serde_json::to_string(self).unwrap_or_default();
        // In Zoom's web client the app is in a frame, and its cookie a third party's.
        let cookie = Cookie::build((NAME, value))
            .path("/")
            .max_age(SESSION_LIFETIME.try_into().unwrap_or_default())
            .http_only(true)
            .secure(true)
            .same_site(SameSite::None)
            .partitioned(true);
        jar.add(cookie)
    }
}

/// What stays here between the challenge and the code.
#[derive(Deserialize, Serialize)]
pub struct Kept {
    code_verifier: String,
    state: String,
    expires_at: SystemTime,
}

impl Kept {
    pub fn new(code_verifier: &CodeVerifier, state: &State) -> Self {
        Self {
            code_verifier: code_verifier.secret().to_owned(),
            state: state.as_str().to_owned(),
            expires_at: SystemTime::now() + SIGN_IN_LIFETIME,
        }
    }

    /// The code verifier, where the page's state is the one that was kept, in time.
    pub fn code_verifier_for(self, state: Option<&str>) -> Option<CodeVerifier> {
        let is_same = State::parse(self.state).ok()?.verify(state?);
        let is_in_time = SystemTime::now() < self.expires_at;
        if is_same && is_in_time { CodeVerifier::parse(self.code_verifier).ok() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> (String, String, Kept) {
        let (code_verifier, state) = (CodeVerifier::new().unwrap(), State::new().unwrap());
        let kept = Kept::new(&code_verifier, &state);
        (code_verifier.secret().to_owned(), state.as_str().to_owned(), kept)
    }

    #[test]
    fn the_code_verifier_is_for_the_state_it_was_kept_with() {
        let (code_verifier, state, kept) = kept();
        assert_eq!(kept.code_verifier_for(Some(&state)).unwrap().secret(), code_verifier);
        assert!(self::kept().2.code_verifier_for(Some(&state)).is_none());
        assert!(self::kept().2.code_verifier_for(None).is_none());
    }

    #[test]
    fn and_for_15_minutes() {
        let (_, state, mut kept) = kept();
        let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
        assert!(kept.expires_at > SystemTime::now() + minutes(14));
        kept.expires_at -= minutes(15);
        assert!(kept.code_verifier_for(Some(&state)).is_none());
    }
}

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
/// 5 minutes for the person, and the 10 that a code lives.
const LIFETIME: Duration = Duration::from_secs(15 * 60);

#[derive(Default, Deserialize, Serialize)]
pub struct Session {
    pub zoom: Option<Kept>,
    pub user: Option<User>,
}

impl Session {
    /// A new one where there is none that can be decrypted.
    pub fn read(jar: &PrivateCookieJar) -> Self {
        jar.get(NAME).and_then(|cookie| serde_json::from_str(cookie.value()).ok()).unwrap_or_default()
    }

    pub fn write(&self, jar: PrivateCookieJar) -> PrivateCookieJar {
        let value = serde_json::to_string(self).unwrap_or_default();
        // In Zoom's web client the app is in a frame, and its cookie a third party's.
        let cookie = Cookie::build((NAME, value))
            .path("/")
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
            expires_at: SystemTime::now() + LIFETIME,
        }
    }

    /// The code verifier, where the page's state is the one that was kept, in time.
    pub fn code_verifier_for(self, state: Option<&str>) -> Option<CodeVerifier> {
        let is_same = State::parse(self.state).ok()?.verify(state?);
        let is_in_time = SystemTime::now() < self.expires_at;
        if is_same && is_in_time { CodeVerifier::parse(self.code_verifier).ok() } else { None }
    }
}

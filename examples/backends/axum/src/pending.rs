//! Sign-ins between their challenge and their code. The session keeps them.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use zoom_pkce::{ChallengeMethod, CodeChallenge, CodeVerifier, Error, State};

/// 5 minutes for the person to decide, and the 10 minutes that a code lives at most.
const SIGN_IN_LIFETIME: Duration = Duration::from_secs(15 * 60);

/// A redirect that loses its state comes back within this time. A person takes longer.
const RESTART_LOOP: Duration = Duration::from_secs(30);

#[derive(Deserialize, Serialize)]
pub struct PendingSignIn {
    code_verifier: String,
    state: String,
    expires_at: SystemTime,
}

/// A sign-in that began in a browser, to add the app.
#[derive(Deserialize, Serialize)]
pub struct PendingInstall {
    pub sign_in: PendingSignIn,
    /// Whether it was started because a callback came without a state.
    pub is_restart: bool,
}

impl PendingInstall {
    /// Returns the sign-in, if it has not expired.
    pub fn if_in_time(self) -> Option<Self> {
        self.sign_in.is_in_time().then_some(self)
    }

    /// Returns whether a callback without a state has just started the sign-in.
    pub fn is_recent_restart(&self) -> bool {
        let started_at = self.sign_in.expires_at - SIGN_IN_LIFETIME;
        self.is_restart && SystemTime::now() < started_at + RESTART_LOOP
    }
}

impl PendingSignIn {
    /// Makes a code verifier and a state. Returns what to keep, and the code challenge and the
    /// state for Zoom.
    pub fn new(method: ChallengeMethod) -> Result<(Self, CodeChallenge, State), Error> {
        let (code_verifier, state) = (CodeVerifier::new()?, State::new()?);
        let pending = Self {
            code_verifier: code_verifier.secret().to_owned(),
            state: state.as_str().to_owned(),
            expires_at: SystemTime::now() + SIGN_IN_LIFETIME,
        };
        Ok((pending, code_verifier.challenge(method), state))
    }

    fn is_in_time(&self) -> bool {
        SystemTime::now() < self.expires_at
    }

    /// Returns whether `state` is that of this sign-in. The comparison takes constant time.
    pub fn has_state(&self, state: Option<&str>) -> bool {
        let own = State::parse(self.state.clone());
        own.is_ok_and(|own| state.is_some_and(|state| own.verify(state)))
    }

    /// Returns the code verifier, if `state` is that of this sign-in and the sign-in has not
    /// expired.
    pub fn code_verifier_for(self, state: Option<&str>) -> Option<CodeVerifier> {
        if self.has_state(state) && self.is_in_time() {
            CodeVerifier::parse(self.code_verifier).ok()
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new_sign_in(method: ChallengeMethod) -> (PendingSignIn, CodeChallenge, State) {
        PendingSignIn::new(method).unwrap()
    }

    #[test]
    fn returns_the_code_verifier_for_its_own_state_only() {
        for method in [ChallengeMethod::Plain, ChallengeMethod::S256] {
            let (pending, code_challenge, state) = new_sign_in(method);
            let (other, _, _) = new_sign_in(method);
            let (without_state, _, _) = new_sign_in(method);
            let code_verifier = pending.code_verifier_for(Some(state.as_str())).unwrap();
            assert!(code_challenge.verify(&code_verifier));
            assert_eq!(code_challenge.method(), method);
            assert!(other.code_verifier_for(Some(state.as_str())).is_none());
            assert!(without_state.code_verifier_for(None).is_none());
        }
    }

    #[test]
    fn expires_after_15_minutes() {
        let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
        let (mut pending, _, state) = new_sign_in(ChallengeMethod::Plain);
        assert!(pending.expires_at > SystemTime::now() + minutes(14));
        pending.expires_at -= minutes(15);
        assert!(pending.code_verifier_for(Some(state.as_str())).is_none());
    }

    #[test]
    fn an_install_expires_with_its_sign_in() {
        let (sign_in, _, _) = new_sign_in(ChallengeMethod::S256);
        let install = PendingInstall { sign_in, is_restart: true };
        let mut install = install.if_in_time().unwrap();
        install.sign_in.expires_at -= SIGN_IN_LIFETIME;
        assert!(install.if_in_time().is_none());
    }

    #[test]
    fn a_restart_is_recent_for_30_seconds() {
        let started_before = |seconds, is_restart| {
            let (mut sign_in, _, _) = new_sign_in(ChallengeMethod::S256);
            sign_in.expires_at -= Duration::from_secs(seconds);
            PendingInstall { sign_in, is_restart }
        };
        assert!(started_before(0, true).is_recent_restart());
        assert!(started_before(20, true).is_recent_restart());
        assert!(!started_before(30, true).is_recent_restart());
        assert!(!started_before(0, false).is_recent_restart());
    }
}

//! What is the same for every sign-in: what happens with the code and the tokens.

use oauth2::RedirectUrl;
use zoom_pkce::CodeVerifier;

use crate::{
    app::App,
    people::Person,
    refusal::Refusal,
    session::{Session, User},
};

/// A person who has signed in.
pub struct SignedIn {
    /// The session of the person. It holds nothing of the session before.
    pub session: Session,
    pub name: String,
    pub access_token: String,
}

impl App {
    /// Exchanges a code for tokens and saves the person whom they belong to.
    pub async fn sign_in(
        &self,
        code: String,
        code_verifier: &CodeVerifier,
        redirect_uri: &RedirectUrl,
    ) -> Result<SignedIn, Refusal> {
        let tokens = self.zoom.exchange_code(code, code_verifier, redirect_uri).await?;
        let access_token = tokens.access_token.clone();
        let User { id, name } = self.zoom.user(&access_token).await?;
        self.people.save(&id, &Person { name: name.clone(), tokens }).await?;
        Ok(SignedIn { session: Session::of(User { id, name: name.clone() }), name, access_token })
    }
}

/// Returns whether a text can be a code of Zoom's: 1 to 4096 visible ASCII characters.
pub fn is_code(text: &str) -> bool {
    matches!(text.len(), 1..=4096) && text.bytes().all(|octet| octet.is_ascii_graphic())
}

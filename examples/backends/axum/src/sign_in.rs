//! What is the same for every sign-in: what happens with the code and the tokens.

use oauth2::RedirectUrl;
use zoom_pkce::CodeVerifier;

use crate::{app::App, people::Person, refusal::Refusal, session::User};

impl App {
    /// Exchanges a code for tokens and saves the person whom they belong to. Returns who it is, and
    /// the access token.
    pub async fn sign_in(
        &self,
        code: String,
        code_verifier: &CodeVerifier,
        redirect_uri: &RedirectUrl,
    ) -> Result<(User, String), Refusal> {
        let tokens = self.zoom.exchange_code(code, code_verifier, redirect_uri).await?;
        let user = self.zoom.user(&tokens.access_token).await?;
        let person = Person { name: user.name.clone(), tokens };
        self.people.save(&user.id, &person).await?;
        Ok((user, person.tokens.access_token))
    }
}

/// Returns whether a text can be a code of Zoom's: 1 to 4096 visible ASCII characters.
pub fn is_code(text: &str) -> bool {
    matches!(text.len(), 1..=4096) && text.bytes().all(|octet| octet.is_ascii_graphic())
}

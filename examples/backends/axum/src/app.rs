//! What all routes share: the settings, which are environment variables, and the connections.

use std::{env, error::Error};

use axum::extract::FromRef;
use axum_extra::extract::cookie::Key;
use oauth2::{ClientId, ClientSecret, RedirectUrl, url::Url};

use crate::{people::People, zoom::Zoom};

const MIN_SECRET_CHARS: usize = 32;

#[derive(Clone)]
pub struct App {
    pub zoom: Zoom,
    pub people: People,
    pub client_id: ClientId,
    pub client_secret: ClientSecret,
    /// The URL of the page, where people sign in within the Zoom client.
    pub page_uri: RedirectUrl,
    /// The URL that Zoom redirects to after a person has added the app.
    pub callback_uri: RedirectUrl,
    /// The origin of the page.
    pub origin: String,
    cookie_key: Key,
}

impl FromRef<App> for Key {
    fn from_ref(app: &App) -> Self {
        app.cookie_key.clone()
    }
}

impl App {
    pub async fn from_env() -> Result<Self, Box<dyn Error>> {
        let page_uri = RedirectUrl::new(required_env("ZOOM_REDIRECT_URI")?)?;
        let client_id = ClientId::new(required_env("ZOOM_CLIENT_ID")?);
        let client_secret = ClientSecret::new(required_env("ZOOM_CLIENT_SECRET")?);
        let session_secret = required_env("SESSION_SECRET")?;
        if session_secret.len() < MIN_SECRET_CHARS {
            return Err(format!(
                "SESSION_SECRET must have at least {MIN_SECRET_CHARS} characters."
            )
            .into());
        }
        let redis_url = env::var("REDIS_URL").unwrap_or("redis://127.0.0.1:6379".into());
        let people = People::connect(&redis_url).await;
        Ok(Self {
            zoom: Zoom::from_env(client_id.clone(), client_secret.clone())?,
            people: people.map_err(|error| format!("REDIS_URL: {error}"))?,
            client_id,
            client_secret,
            callback_uri: RedirectUrl::from_url(page_uri.url().join("/api/zoom/callback")?),
            origin: page_uri.url().origin().ascii_serialization(),
            page_uri,
            // Derived, not random: all instances must have the same key.
            cookie_key: Key::derive_from(session_secret.as_bytes()),
        })
    }

    /// Returns the URL of the page, with the error for which a person is sent back to it.
    pub fn page_with_error(&self, error: &str) -> Url {
        let mut url = self.page_uri.url().clone();
        url.query_pairs_mut().append_pair("error", error);
        url
    }
}

fn required_env(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("{name} is not set."))
}

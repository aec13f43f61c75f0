//! Requests to Zoom: exchanging the code, and reading the user.

use std::{env, error::Error, pin::Pin, time::Duration};

use axum::http::StatusCode;
use oauth2::{
    AsyncHttpClient, AuthorizationCode, ClientId, ClientSecret, EndpointNotSet, EndpointSet,
    HttpClientError, HttpRequest, HttpResponse, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    TokenResponse, TokenUrl,
    basic::{BasicClient, BasicErrorResponseType},
};
use serde::{Deserialize, Serialize};
use zoom_pkce::CodeVerifier;

use crate::{Refusal, required_env};

const TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub struct Zoom {
    oauth: BasicClient<EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>,
    api_url: String,
    http: reqwest::Client,
}

/// The user who signed in, as stored in the session.
#[derive(Deserialize, Serialize)]
pub struct User {
    pub id: String,
    pub name: String,
}

/// The user in the answer of `GET /v2/users/me`.
#[derive(Deserialize)]
struct ZoomUser {
    id: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
}

impl Zoom {
    pub fn from_env(redirect_uri: &str) -> Result<Self, Box<dyn Error>> {
        let token_url = env::var("ZOOM_TOKEN_URL").unwrap_or("https://zoom.us/oauth/token".into());
        Ok(Self {
            // By default the credentials go as HTTP Basic and the parameters in the body, as Zoom
            // requires.
            oauth: BasicClient::new(ClientId::new(required_env("ZOOM_CLIENT_ID")?))
                .set_client_secret(ClientSecret::new(required_env("ZOOM_CLIENT_SECRET")?))
                .set_token_uri(TokenUrl::new(token_url)?)
                .set_redirect_uri(RedirectUrl::new(redirect_uri.to_owned())?),
            api_url: env::var("ZOOM_API_URL").unwrap_or("https://api.zoom.us/v2".into()),
            // A redirect would send the code verifier to another address.
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .timeout(TIMEOUT)
                .build()?,
        })
    }

    /// Exchanges a code for tokens and returns the access token. Keep `tokens.refresh_token()`,
    /// too, if your app uses Zoom's API later.
    pub async fn exchange_code(
        &self,
        code: String,
        code_verifier: &CodeVerifier,
    ) -> Result<String, Refusal> {
        let request = self
            .oauth
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(PkceCodeVerifier::new(code_verifier.secret().to_owned()));
        match request.request_async(self).await {
            Ok(tokens) => Ok(tokens.access_token().secret().clone()),
            // Only `error` is logged: the other fields and the body repeat the code.
            Err(RequestTokenError::ServerResponse(refusal)) => {
                let error = refusal.error();
                eprintln!("Zoom refused: {error}");
                Err(if *error == BasicErrorResponseType::InvalidGrant {
                    Refusal(StatusCode::BAD_REQUEST, "invalid_grant")
                } else {
                    TOKEN_REQUEST_FAILED
                })
            }
            Err(RequestTokenError::Request(refusal)) => Err(refusal),
            Err(_) => {
                eprintln!("Zoom's answer is not that of a token endpoint (RFC 6749, section 5)");
                Err(TOKEN_REQUEST_FAILED)
            }
        }
    }

    /// Sends a request to the token endpoint. The statuses 429 and 503 say nothing about the code:
    /// Zoom takes no requests for now.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Refusal> {
        let answer = self.http.call(request).await.map_err(|error| match error {
            HttpClientError::Reqwest(error) => failure(&error),
            _ => TOKEN_REQUEST_FAILED,
        })?;
        let error = match answer.status() {
            StatusCode::TOO_MANY_REQUESTS => "rate_limited",
            StatusCode::SERVICE_UNAVAILABLE => "unavailable",
            _ => return Ok(answer),
        };
        eprintln!("Zoom takes no requests for now: {error}");
        Err(Refusal(answer.status(), error))
    }

    /// Returns the user that an access token belongs to.
    pub async fn user(&self, access_token: &str) -> Result<User, Refusal> {
        let request = self.http.get(format!("{}/users/me", self.api_url)).bearer_auth(access_token);
        let answer = async { request.send().await?.error_for_status()?.json().await };
        let ZoomUser { id, display_name, first_name, last_name } =
            answer.await.map_err(|error| failure(&error))?;
        let name = if display_name.is_empty() {
            format!("{first_name} {last_name}")
        } else {
            display_name
        };
        Ok(User { id, name: name.trim().to_owned() })
    }
}

impl<'a> AsyncHttpClient<'a> for Zoom {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Refusal>> + Send + 'a>>;

    fn call(&'a self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

const TOKEN_REQUEST_FAILED: Refusal = Refusal(StatusCode::BAD_GATEWAY, "token_request_failed");

fn failure(error: &reqwest::Error) -> Refusal {
    eprintln!("Zoom could not be reached, or its answer is unusable: {error}");
    let is_timeout = error.is_timeout();
    if is_timeout {
        Refusal(StatusCode::GATEWAY_TIMEOUT, "token_request_failed")
    } else {
        TOKEN_REQUEST_FAILED
    }
}

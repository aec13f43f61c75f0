//! Zoom's OAuth: the URL of the consent page, and the exchange of a code for tokens.

mod api;

use std::{
    borrow::Cow,
    env,
    error::Error,
    pin::Pin,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::http::StatusCode;
use oauth2::{
    AsyncHttpClient, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet,
    EndpointSet, HttpClientError, HttpRequest, HttpResponse, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, TokenResponse, TokenUrl,
    basic::{BasicClient, BasicErrorResponseType, BasicTokenResponse},
    url::Url,
};
use zoom_pkce::{CodeChallenge, CodeVerifier, State};

use crate::{
    people::Tokens,
    refusal::{Refusal, TOKEN_REQUEST_FAILED},
};

const TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub struct Zoom {
    oauth: BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>,
    api_url: String,
    http: reqwest::Client,
}

impl Zoom {
    pub fn from_env(
        client_id: ClientId,
        client_secret: ClientSecret,
    ) -> Result<Self, Box<dyn Error>> {
        let token_url = env::var("ZOOM_TOKEN_URL").unwrap_or("https://zoom.us/oauth/token".into());
        let token_url = TokenUrl::new(token_url)?;
        // The consent page is beside the token endpoint.
        let consent_url = AuthUrl::from_url(token_url.url().join("authorize")?);
        Ok(Self {
            // By default the credentials go as HTTP Basic and the parameters in the body, as Zoom
            // requires.
            oauth: BasicClient::new(client_id)
                .set_client_secret(client_secret)
                .set_auth_uri(consent_url)
                .set_token_uri(token_url),
            api_url: env::var("ZOOM_API_URL").unwrap_or("https://api.zoom.us/v2".into()),
            // A redirect would send the code verifier to another address.
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .timeout(TIMEOUT)
                .build()?,
        })
    }

    /// Returns the URL of Zoom's consent page, which redirects to `redirect_uri`.
    pub fn consent_url(
        &self,
        redirect_uri: &RedirectUrl,
        state: &State,
        code_challenge: &CodeChallenge,
    ) -> Url {
        let state = CsrfToken::new(state.as_str().to_owned());
        let request = self
            .oauth
            .authorize_url(|| state)
            .set_redirect_uri(Cow::Borrowed(redirect_uri))
            .add_extra_param("code_challenge", code_challenge.as_str())
            .add_extra_param("code_challenge_method", code_challenge.method().as_str());
        request.url().0
    }

    /// Exchanges a code for tokens.
    pub async fn exchange_code(
        &self,
        code: String,
        code_verifier: &CodeVerifier,
        redirect_uri: &RedirectUrl,
    ) -> Result<Tokens, Refusal> {
        let request = self
            .oauth
            .exchange_code(AuthorizationCode::new(code))
            .set_redirect_uri(Cow::Borrowed(redirect_uri))
            .set_pkce_verifier(PkceCodeVerifier::new(code_verifier.secret().to_owned()));
        match request.request_async(self).await {
            Ok(tokens) => Ok(tokens.into()),
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
}

impl<'a> AsyncHttpClient<'a> for Zoom {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Refusal>> + Send + 'a>>;

    fn call(&'a self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

impl From<BasicTokenResponse> for Tokens {
    fn from(tokens: BasicTokenResponse) -> Self {
        let expires_at = SystemTime::now() + tokens.expires_in().unwrap_or_default();
        Self {
            access_token: tokens.access_token().secret().clone(),
            refresh_token: tokens.refresh_token().map(|token| token.secret().clone()),
            expires_at: expires_at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs(),
        }
    }
}

fn failure(error: &reqwest::Error) -> Refusal {
    eprintln!("Zoom could not be reached, or its answer is unusable: {error}");
    let is_timeout = error.is_timeout();
    if is_timeout {
        Refusal(StatusCode::GATEWAY_TIMEOUT, "token_request_failed")
    } else {
        TOKEN_REQUEST_FAILED
    }
}

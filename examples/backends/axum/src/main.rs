//! A Zoom App's backend on axum. The session is an encrypted cookie, so any number of these may run behind a load balancer.

mod session;
mod zoom;

use std::{env, error::Error};

use axum::{
    Json, Router,
    extract::{FromRef, Request, State, rejection::JsonRejection},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use axum_extra::extract::{PrivateCookieJar, cookie::Key};
use serde::Deserialize;
use serde_json::{Value, json};
use zoom_pkce::{ChallengeMethod, CodeVerifier};

use crate::{
    session::{Kept, Session},
    zoom::Zoom,
};

/// What `forward` sends is far smaller.
const MAX_BYTES: usize = 8 * 1024;

#[derive(Clone)]
struct App {
    zoom: Zoom,
    redirect_uri: String,
    origin: String,
    cookie_key: Key,
}

impl FromRef<App> for Key {
    fn from_ref(app: &App) -> Self {
        app.cookie_key.clone()
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let redirect_uri = setting("ZOOM_REDIRECT_URI")?;
    let secret = setting("SESSION_SECRET")?;
    if secret.len() < 32 {
        return Err("SESSION_SECRET must have at least 32 characters.".into());
    }
    let app = App {
        zoom: Zoom::from_env(&redirect_uri)?,
        origin: oauth2::url::Url::parse(&redirect_uri)?.origin().ascii_serialization(),
        redirect_uri,
        // The same for every instance.
        cookie_key: Key::derive_from(secret.as_bytes()),
    };
    let router = Router::new()
        .route("/api/zoom/token", post(token))
        .route("/api/zoom/session/challenge", post(challenge))
        .route("/api/zoom/session/token", post(token_of_session))
        .route_layer(middleware::from_fn_with_state(app.clone(), own_page_only))
        .route("/api/zoom/user", get(user))
        .layer(axum::extract::DefaultBodyLimit::max(MAX_BYTES))
        .with_state(app);
    let port = env::var("PORT").unwrap_or("3000".into());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("Listening at http://{}/", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}

fn setting(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("{name} is not set."))
}

/// Why a request is not answered as it wishes.
struct Refusal(StatusCode, &'static str);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, [NO_STORE], Json(json!({ "error": self.1 }))).into_response()
    }
}

const NO_STORE: (header::HeaderName, HeaderValue) = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

const INVALID_REQUEST: Refusal = Refusal(StatusCode::BAD_REQUEST, "invalid_request");

/// Another page could sign a person in as somebody else (RFC 6749, section 10.12).
async fn own_page_only(State(app): State<App>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN);
    let is_own = origin.is_some_and(|origin| origin.as_bytes() == app.origin.as_bytes());
    let mut response = if is_own {
        next.run(request).await
    } else {
        Refusal(StatusCode::FORBIDDEN, "forbidden_origin").into_response()
    };
    let (name, value) = NO_STORE;
    response.headers_mut().insert(name, value);
    response
}

/// What `forward` posts.
#[derive(Deserialize)]
struct Fields {
    code: String,
    code_verifier: Option<String>,
    redirect_uri: String,
    state: Option<String>,
}

type Body = Result<Json<Fields>, JsonRejection>;

impl App {
    fn check(&self, body: Body) -> Result<Fields, Refusal> {
        let Json(fields) = body.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Refusal(StatusCode::PAYLOAD_TOO_LARGE, "content_too_large"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"),
            _ => INVALID_REQUEST,
        })?;
        let is_code =
            matches!(fields.code.len(), 1..=2048) && fields.code.bytes().all(|octet| octet.is_ascii_graphic());
        if is_code && fields.redirect_uri == self.redirect_uri { Ok(fields) } else { Err(INVALID_REQUEST) }
    }
}

/// One way: the page makes the code verifier, and posts it with the code.
async fn token(State(app): State<App>, jar: PrivateCookieJar, body: Body) -> Result<impl IntoResponse, Refusal> {
    let fields = app.check(body)?;
    let code_verifier = CodeVerifier::parse(fields.code_verifier.unwrap_or_default()).map_err(|_| INVALID_REQUEST)?;
    sign_in(&app, jar, fields.code, &code_verifier).await
}

/// The other: it is made here, and stays in the session. Zoom's client knows `plain` only.
async fn challenge(jar: PrivateCookieJar) -> Result<impl IntoResponse, Refusal> {
    let failure = |_| Refusal(StatusCode::INTERNAL_SERVER_ERROR, "server_error");
    let code_verifier = CodeVerifier::new().map_err(failure)?;
    let state = zoom_pkce::State::new().map_err(failure)?;
    let code_challenge = code_verifier.challenge(ChallengeMethod::Plain);
    let answer = json!({ "codeChallenge": code_challenge.as_str(), "state": state.as_str() });
    let session = Session { zoom: Some(Kept::new(&code_verifier, &state)), ..Session::read(&jar) };
    Ok((session.write(jar), Json(answer)))
}

/// A copy of the cookie may come again, for 15 minutes: what makes it good for one sign-in is that Zoom takes a code once.
async fn token_of_session(State(app): State<App>, jar: PrivateCookieJar, body: Body) -> Result<Response, Refusal> {
    let fields = app.check(body)?;
    let mut session = Session::read(&jar);
    let kept = session.zoom.take();
    let jar = session.write(jar);
    let answer = match kept.and_then(|kept| kept.code_verifier_for(fields.state.as_deref())) {
        Some(code_verifier) => sign_in(&app, jar.clone(), fields.code, &code_verifier).await,
        None => Err(INVALID_REQUEST),
    };
    // The cookie forgets the code verifier, whatever comes of it.
    Ok(answer.map_or_else(|refusal| (jar, refusal).into_response(), IntoResponse::into_response))
}

async fn sign_in(
    app: &App,
    jar: PrivateCookieJar,
    code: String,
    code_verifier: &CodeVerifier,
) -> Result<(PrivateCookieJar, Json<Value>), Refusal> {
    let access_token = app.zoom.exchange_code(code, code_verifier).await?;
    let user = app.zoom.user(&access_token).await?;
    let answer = json!({ "name": user.name });
    // Your app keeps the tokens in its database, by the user's ID: a cookie holds 4 KiB at the most.
    let session = Session { user: Some(user), ..Session::default() };
    Ok((session.write(jar), Json(answer)))
}

async fn user(jar: PrivateCookieJar) -> Result<impl IntoResponse, Refusal> {
    let user = Session::read(&jar).user.ok_or(Refusal(StatusCode::UNAUTHORIZED, "not_signed_in"))?;
    Ok(([NO_STORE], Json(json!({ "name": user.name }))))
}

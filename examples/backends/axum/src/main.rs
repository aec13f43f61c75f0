//! A Zoom App's backend on axum. The session is an encrypted cookie, so any number of instances can
//! run behind a load balancer.

#[expect(dead_code, reason = "for a backend that serves its Home URL itself")]
mod app_context;
mod session;
mod zoom;

use std::{env, error::Error, fmt};

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
    session::{PendingSignIn, Session},
    zoom::Zoom,
};

/// The limit for request bodies. Code, redirect URI and state have at most 4096 characters each.
const MAX_BODY_BYTES: usize = 40 * 1024;

const MIN_SECRET_CHARS: usize = 32;

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
    let redirect_uri = required_env("ZOOM_REDIRECT_URI")?;
    let secret = required_env("SESSION_SECRET")?;
    if secret.len() < MIN_SECRET_CHARS {
        return Err(
            format!("SESSION_SECRET must have at least {MIN_SECRET_CHARS} characters.").into()
        );
    }
    let app = App {
        zoom: Zoom::from_env(&redirect_uri)?,
        origin: oauth2::url::Url::parse(&redirect_uri)?.origin().ascii_serialization(),
        redirect_uri,
        // Derived, not random: all instances must have the same key.
        cookie_key: Key::derive_from(secret.as_bytes()),
    };
    let router = Router::new()
        .route("/api/zoom/token", post(token))
        .route("/api/zoom/session/challenge", post(session_challenge))
        .route("/api/zoom/session/token", post(session_token))
        .route_layer(middleware::from_fn_with_state(app.clone(), check_origin))
        .route("/api/zoom/user", get(user))
        .layer(axum::extract::DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(app);
    let port = env::var("PORT").unwrap_or("3000".into());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("Listening at http://{}/", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}

fn required_env(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("{name} is not set."))
}

/// An answer with an error: its status, and the `error` in its body.
#[derive(Debug)]
pub struct Refusal(StatusCode, &'static str);

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.1)
    }
}

impl Error for Refusal {}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, [NO_STORE], Json(json!({ "error": self.1 }))).into_response()
    }
}

const NO_STORE: (header::HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

const INVALID_REQUEST: Refusal = Refusal(StatusCode::BAD_REQUEST, "invalid_request");

/// Refuses requests from other origins. Another page could otherwise post a code of its own and
/// sign the person in as another user (RFC 6749, section 10.12).
async fn check_origin(State(app): State<App>, request: Request, next: Next) -> Response {
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

/// The JSON that `forward` of zoom-pkce posts.
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
            StatusCode::PAYLOAD_TOO_LARGE => {
                Refusal(StatusCode::PAYLOAD_TOO_LARGE, "content_too_large")
            }
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                Refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
            }
            _ => INVALID_REQUEST,
        })?;
        let is_code = matches!(fields.code.len(), 1..=4096)
            && fields.code.bytes().all(|octet| octet.is_ascii_graphic());
        if is_code && fields.redirect_uri == self.redirect_uri {
            Ok(fields)
        } else {
            Err(INVALID_REQUEST)
        }
    }
}

/// Signs in with the code verifier of the page, which posts it with the code.
async fn token(
    State(app): State<App>,
    jar: PrivateCookieJar,
    body: Body,
) -> Result<impl IntoResponse, Refusal> {
    let fields = app.check(body)?;
    let code_verifier = CodeVerifier::parse(fields.code_verifier.unwrap_or_default())
        .map_err(|_| INVALID_REQUEST)?;
    sign_in(&app, jar, fields.code, &code_verifier).await
}

/// Makes a code verifier, keeps it in the session, and answers with its challenge. Zoom's client
/// supports only the challenge method `plain`.
async fn session_challenge(jar: PrivateCookieJar) -> Result<impl IntoResponse, Refusal> {
    let failure = |_| Refusal(StatusCode::INTERNAL_SERVER_ERROR, "server_error");
    let code_verifier = CodeVerifier::new().map_err(failure)?;
    let state = zoom_pkce::State::new().map_err(failure)?;
    let code_challenge = code_verifier.challenge(ChallengeMethod::Plain);
    let answer = json!({ "codeChallenge": code_challenge.as_str(), "state": state.as_str() });
    let pending_sign_in = Some(PendingSignIn::new(&code_verifier, &state));
    let session = Session { pending_sign_in, ..Session::read(&jar) };
    Ok((session.write(jar), Json(answer)))
}

/// Signs in with the code verifier of the session. A copy of the cookie could be sent again within
/// 15 minutes; it is of no use, because Zoom accepts a code only once.
async fn session_token(
    State(app): State<App>,
    jar: PrivateCookieJar,
    body: Body,
) -> Result<Response, Refusal> {
    let fields = app.check(body)?;
    let mut session = Session::read(&jar);
    let pending_sign_in = session.pending_sign_in.take();
    let jar = session.write(jar);
    let code_verifier =
        pending_sign_in.and_then(|pending| pending.code_verifier_for(fields.state.as_deref()));
    let answer = match code_verifier {
        Some(code_verifier) => sign_in(&app, jar.clone(), fields.code, &code_verifier).await,
        None => Err(INVALID_REQUEST),
    };
    // A refusal, too, comes with the cookie without the code verifier.
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
    // Store the tokens in your database, by the user's ID. A cookie holds at most 4 KiB.
    let session = Session { user: Some(user), ..Session::default() };
    Ok((session.write(jar), Json(answer)))
}

/// Answers who is signed in.
async fn user(jar: PrivateCookieJar) -> Result<impl IntoResponse, Refusal> {
    let user =
        Session::read(&jar).user.ok_or(Refusal(StatusCode::UNAUTHORIZED, "not_signed_in"))?;
    Ok(([NO_STORE], Json(json!({ "name": user.name }))))
}

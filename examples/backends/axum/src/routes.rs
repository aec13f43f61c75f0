//! The routes.

mod adding_the_app;
mod in_client;
mod opening_the_app;

use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, StatusCode, header},
    middleware::{from_fn, from_fn_with_state, map_response},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use axum_extra::extract::PrivateCookieJar;
use serde_json::{Value, json};

use crate::{
    app::App,
    refusal::{NOT_SIGNED_IN, Refusal},
    session::{Session, User},
};

/// The limit for request bodies. Code, redirect URI and state have at most 4096 characters each.
const MAX_BODY_BYTES: usize = 40 * 1024;

pub fn router(app: App) -> Router {
    let in_client = Router::new()
        .route("/api/zoom/token", post(in_client::token))
        .route("/api/zoom/session/challenge", post(in_client::session_challenge))
        .route("/api/zoom/session/token", post(in_client::session_token))
        .route_layer(from_fn_with_state(app.clone(), in_client::check_origin));
    // By itself axum answers HEAD as it answers GET.
    let adding_the_app = Router::new()
        .route("/api/zoom/install", get(adding_the_app::install).head(method_not_allowed))
        .route("/api/zoom/callback", get(adding_the_app::callback).head(method_not_allowed))
        .route_layer(from_fn(adding_the_app::check_navigation))
        .route_layer(map_response(no_referrer));
    Router::new()
        .merge(in_client)
        .merge(adding_the_app)
        .route("/api/zoom/context", post(opening_the_app::context))
        .route("/api/zoom/session", get(user))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(map_response(no_store))
        .with_state(app)
}

/// Answers who is signed in.
async fn user(jar: PrivateCookieJar) -> Result<impl IntoResponse, Refusal> {
    let user = Session::read(&jar).user.ok_or(NOT_SIGNED_IN)?;
    Ok(Json(json!({ "name": user.name })))
}

/// Starts the session of a person. It holds nothing of the session before.
fn signed_in(jar: PrivateCookieJar, user: User) -> (PrivateCookieJar, Json<Value>) {
    let answer = Json(json!({ "name": user.name }));
    (Session::of(user).write(jar), answer)
}

async fn method_not_allowed() -> impl IntoResponse {
    (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET")])
}

async fn no_store(mut response: Response) -> Response {
    let value = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}

/// The URL of the request may hold a code: the next page must not learn of it.
async fn no_referrer(mut response: Response) -> Response {
    let value = HeaderValue::from_static("no-referrer");
    response.headers_mut().insert(header::REFERRER_POLICY, value);
    response
}

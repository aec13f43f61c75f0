//! Signing in within the Zoom client: the page posts the code that `zoomSdk.authorize` has led to.

use axum::{
    Json,
    extract::{Request, State, rejection::JsonRejection},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::PrivateCookieJar;
use serde::Deserialize;
use serde_json::{Value, json};
use zoom_pkce::{ChallengeMethod, CodeVerifier};

use super::signed_in;
use crate::{
    app::App,
    pending::PendingSignIn,
    refusal::{INVALID_REQUEST, Refusal, SERVER_ERROR},
    session::Session,
    sign_in::is_code,
};

/// Refuses requests from other origins. Another page could otherwise post a code of its own and
/// sign the person in as another user (RFC 6749, section 10.12).
pub async fn check_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN);
    let is_own = origin.is_some_and(|origin| origin.as_bytes() == app.origin.as_bytes());
    if is_own {
        next.run(request).await
    } else {
        Refusal(StatusCode::FORBIDDEN, "forbidden_origin").into_response()
    }
}

/// The JSON that `forward` of zoom-pkce posts.
#[derive(Deserialize)]
pub struct Fields {
    code: String,
    code_verifier: Option<String>,
    redirect_uri: String,
    state: Option<String>,
}

type Body = Result<Json<Fields>, JsonRejection>;

impl Fields {
    fn check(body: Body, app: &App) -> Result<Self, Refusal> {
        let Json(fields) = body.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                Refusal(StatusCode::PAYLOAD_TOO_LARGE, "content_too_large")
            }
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                Refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
            }
            _ => INVALID_REQUEST,
        })?;
        if is_code(&fields.code) && fields.redirect_uri == app.page_uri.as_str() {
            Ok(fields)
        } else {
            Err(INVALID_REQUEST)
        }
    }
}

/// Signs in with the code verifier of the page, which posts it with the code.
pub async fn token(
    State(app): State<App>,
    jar: PrivateCookieJar,
    body: Body,
) -> Result<impl IntoResponse, Refusal> {
    let fields = Fields::check(body, &app)?;
    let code_verifier = CodeVerifier::parse(fields.code_verifier.unwrap_or_default())
        .map_err(|_| INVALID_REQUEST)?;
    sign_in(&app, jar, fields.code, &code_verifier).await
}

/// Makes a code verifier, keeps it in the session, and answers with its challenge. Zoom's client
/// supports only the challenge method `plain`.
pub async fn session_challenge(jar: PrivateCookieJar) -> Result<impl IntoResponse, Refusal> {
    let (pending, code_challenge, state) =
        PendingSignIn::new(ChallengeMethod::Plain).map_err(|_| SERVER_ERROR)?;
    let answer = json!({ "codeChallenge": code_challenge.as_str(), "state": state.as_str() });
    let session = Session { pending_sign_in: Some(pending), ..Session::read(&jar) };
    Ok((session.write(jar), Json(answer)))
}

/// Signs in with the code verifier of the session. A copy of the cookie could be sent again within
/// 15 minutes; it is of no use, because Zoom accepts a code only once.
pub async fn session_token(
    State(app): State<App>,
    jar: PrivateCookieJar,
    body: Body,
) -> Result<Response, Refusal> {
    let fields = Fields::check(body, &app)?;
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
    let (user, _) = app.sign_in(code, code_verifier, &app.page_uri).await?;
    Ok(signed_in(jar, user))
}

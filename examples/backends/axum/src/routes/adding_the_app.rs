//! Adding the app in a browser: the app's own link, and "Add" in the Zoom App Marketplace.

mod navigation;
mod zoom_redirect;

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::PrivateCookieJar;
use zoom_pkce::ChallengeMethod;

pub use self::navigation::check_navigation;
use self::zoom_redirect::{Parameters, ZoomRedirect};
use crate::{
    app::App,
    pending::{PendingInstall, PendingSignIn},
    refusal::Refusal,
    session::Session,
};

/// The `error` that a person comes back to the page with.
type Failure = &'static str;

/// Sends the person to Zoom's consent page.
pub async fn install(State(app): State<App>, jar: PrivateCookieJar) -> Response {
    start(&app, jar, false).unwrap_or_else(|error| to_page(&app, error).into_response())
}

/// Takes the code of a person who has allowed the app, and opens the app in the Zoom client. A copy
/// of the cookie could be sent again within 15 minutes; it is of no use, because Zoom accepts a
/// code only once.
pub async fn callback(
    State(app): State<App>,
    jar: PrivateCookieJar,
    parameters: Parameters,
) -> Response {
    let redirect = match ZoomRedirect::read(parameters) {
        Ok(redirect) => redirect,
        Err(error) => return to_page(&app, error).into_response(),
    };
    let mut session = Session::read(&jar);
    let kept = match &redirect {
        // Any link can have an error. It ends a sign-in only with the state of that sign-in.
        ZoomRedirect::Error { state, .. } => {
            session.pending_install.take_if(|install| install.sign_in.has_state(state.as_deref()))
        }
        _ => session.pending_install.take(),
    };
    let kept = kept.and_then(PendingInstall::if_in_time);
    let jar = session.write(jar);
    let answer = match redirect {
        ZoomRedirect::Error { error, .. } => Err(error),
        ZoomRedirect::CodeWithoutState => restart(&app, jar.clone(), kept),
        ZoomRedirect::Code { code, state } => finish(&app, jar.clone(), kept, code, &state).await,
    };
    // A failure, too, comes with the changed session.
    answer.unwrap_or_else(|error| (jar, to_page(&app, error)).into_response())
}

fn start(app: &App, jar: PrivateCookieJar, is_restart: bool) -> Result<Response, Failure> {
    let (sign_in, code_challenge, state) =
        PendingSignIn::new(ChallengeMethod::S256).map_err(|_| "server_error")?;
    let consent_url = app.zoom.consent_url(&app.callback_uri, &state, &code_challenge);
    let pending_install = Some(PendingInstall { sign_in, is_restart });
    let session = Session { pending_install, ..Session::read(&jar) };
    let redirect = (StatusCode::FOUND, [(header::LOCATION, String::from(consent_url))]);
    Ok((session.write(jar), redirect).into_response())
}

/// "Add" in the Marketplace comes without a state. Any link can look like that, and its code could
/// be another person's. So the code is not used, and the sign-in starts anew.
fn restart(
    app: &App,
    jar: PrivateCookieJar,
    kept: Option<PendingInstall>,
) -> Result<Response, Failure> {
    if kept.is_some_and(|install| install.is_recent_restart()) {
        eprintln!("The callback has twice come without a state: something drops it");
        return Err("state_missing");
    }
    start(app, jar, true)
}

async fn finish(
    app: &App,
    jar: PrivateCookieJar,
    kept: Option<PendingInstall>,
    code: String,
    state: &str,
) -> Result<Response, Failure> {
    let sign_in = kept.ok_or("session_expired")?.sign_in;
    let code_verifier = sign_in.code_verifier_for(Some(state)).ok_or("state_mismatch")?;
    let (user, access_token) = app
        .sign_in(code, &code_verifier, &app.callback_uri)
        .await
        .map_err(|Refusal(_, error)| error)?;
    let link = app.zoom.deep_link(&access_token, "added").await;
    // Without the link the person is signed in all the same.
    let url = link.as_ref().unwrap_or(app.page_uri.url());
    Ok((Session::of(user).write(jar), Redirect::to(url.as_str())).into_response())
}

fn to_page(app: &App, error: Failure) -> Redirect {
    Redirect::to(app.page_with_error(error).as_str())
}

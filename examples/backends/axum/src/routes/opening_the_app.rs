//! Opening the app: the app context says who has opened it. Zoom sends it with the request for the
//! app's Home URL, and the page gets it from `zoomSdk.getAppContext()`.

use std::time::SystemTime;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use axum_extra::extract::PrivateCookieJar;

use super::signed_in;
use crate::{
    app::App,
    app_context::{AppContext, AppContextError},
    refusal::{NOT_SIGNED_IN, Refusal},
    session::{Session, User},
};

const HEADER: &str = "x-zoom-app-context";
const NO_CONTEXT: Refusal = Refusal(StatusCode::UNAUTHORIZED, "no_context");
const GUEST: Refusal = Refusal(StatusCode::UNAUTHORIZED, "guest");

/// Signs in the person whom the context names, if the person has signed in before. A page of
/// another origin cannot send this header without a preflight, which is not answered.
pub async fn context(
    State(app): State<App>,
    jar: PrivateCookieJar,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    // Without the header, the request may be another page's: it ends no session.
    let header = headers.get(HEADER).filter(|value| !value.is_empty()).ok_or(NO_CONTEXT)?;
    Ok(match who_opens(&app, header).await {
        Ok(user) => signed_in(jar, user).into_response(),
        // The session may be of another person, and ends.
        Err(refusal) => (Session::end(jar), refusal).into_response(),
    })
}

async fn who_opens(app: &App, header: &HeaderValue) -> Result<User, Refusal> {
    let id = read(app, header)?.uid.ok_or(GUEST)?;
    let person = app.people.find(&id).await?.ok_or(NOT_SIGNED_IN)?;
    Ok(User { id, name: person.name })
}

fn read(app: &App, header: &HeaderValue) -> Result<AppContext, Refusal> {
    let text = header.to_str().map_err(|_| refusal(AppContextError::InvalidContext))?;
    AppContext::decrypt(text, &app.client_id, app.client_secret.secret(), SystemTime::now())
        .map_err(refusal)
}

fn refusal(error: AppContextError) -> Refusal {
    if matches!(error, AppContextError::WrongSecret | AppContextError::WrongAudience) {
        eprintln!("{error}: the app context is of another app, or ZOOM_CLIENT_SECRET is wrong");
    }
    Refusal(StatusCode::UNAUTHORIZED, error.as_str())
}

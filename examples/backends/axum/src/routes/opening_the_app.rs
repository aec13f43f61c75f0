//! Opening the app: the app context says who has opened it. Zoom sends it with the request for the
//! app's Home URL, and the page gets it from `zoomSdk.getAppContext()`.

use std::time::SystemTime;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
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
    let user = match read(&app, &headers)?.uid {
        Some(id) => {
            let person = app.people.find(&id).await?;
            person.map(|person| User { id, name: person.name }).ok_or(NOT_SIGNED_IN)
        }
        None => Err(GUEST),
    };
    Ok(match user {
        Ok(user) => signed_in(jar, user).into_response(),
        // The session is of another person, and ends.
        Err(refusal) => (Session::end(jar), refusal).into_response(),
    })
}

fn read(app: &App, headers: &HeaderMap) -> Result<AppContext, Refusal> {
    let header = headers.get(HEADER).filter(|value| !value.is_empty()).ok_or(NO_CONTEXT)?;
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

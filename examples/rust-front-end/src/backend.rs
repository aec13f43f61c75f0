//! The app's own backend, which exchanges the authorization code and keeps the tokens.

use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestCache, RequestInit, RequestRedirect, Response};
use zoom_pkce::{CodeVerifier, flow::Authorization};

use crate::failure::Failure;

/// A path: the page's own origin, so as safe as the page is.
const URL: &str = "/api/zoom/token";

/// The token request's own words (RFC 6749, section 4.1.3), as `forward` of the npm package posts them.
#[derive(Serialize)]
struct Fields<'a> {
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_verifier: Option<&'a str>,
    redirect_uri: &'a str,
    state: &'a str,
}

/// Who the backend says has signed in.
#[derive(Deserialize)]
pub struct User {
    pub name: String,
}

/// Posts the authorization, once: its code works once.
pub async fn exchange(authorization: &Authorization, signal: &AbortSignal) -> Result<User, Failure> {
    let fields = Fields {
        code: &authorization.code,
        code_verifier: authorization.code_verifier.as_ref().map(CodeVerifier::secret),
        redirect_uri: &authorization.redirect_uri,
        state: authorization.state.as_str(),
    };
    let body = serde_json::to_string(&fields).expect("texts are JSON");
    // What fetch throws is not shown: the person can do nothing with it.
    let (status, answer) = post(&body, signal).await.map_err(|_| {
        Failure::new("the backend could not be reached", "Is it running? The code may be used up: sign in again.")
    })?;
    if !(200..300).contains(&status) {
        let message = format!("the backend answered with HTTP status {status}");
        return Err(Failure::new(message, "Look at its log. The code may be used up: sign in again."));
    }
    serde_json::from_str(&answer)
        .map_err(|_| Failure::new("the backend's answer is not a user", "Let it answer JSON with a name."))
}

async fn post(body: &str, signal: &AbortSignal) -> Result<(u16, String), JsValue> {
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    headers.set("accept", "application/json")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&body.into());
    init.set_cache(RequestCache::NoStore);
    // Followed, a redirect would hand the code and the verifier to whoever it names.
    init.set_redirect(RequestRedirect::Error);
    init.set_signal(Some(signal));
    let window = web_sys::window().expect("this runs in a page");
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(URL, &init)).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}

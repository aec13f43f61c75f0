//! `forward` for Rust front ends: posts an authorization to a backend with the global `fetch`.

mod deadline;
mod page_reason;
mod redactor;
mod target;

use js_sys::{Date, JSON, JsString, Object, Promise};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use web_sys::{
    RequestCache, RequestInit, RequestRedirect, Response, ResponseType, UrlSearchParams,
};

pub use self::target::{Format, Target};

use self::{deadline::Deadline, redactor::Redactor};
use super::{abort, foreign, options::check_timeout_ms};
use crate::{
    CodeVerifier,
    error::{Error, ErrorCode},
    flow::Authorization,
    forward::{BackendAnswer, check_code_age},
};

const CODE_RULE: &str = "authorization.code: must be a non-empty string, at most 4096 characters";
const REDIRECT_URI_RULE: &str =
    "authorization.redirect_uri: must be a non-empty string, at most 4096 characters";
const RECEIVED_AT_RULE: &str =
    "authorization.received_at: must be a number (milliseconds since the epoch)";
const MAX_TEXT_CHARS: usize = foreign::MAX_TEXT_CHARS as usize;

const OTHER_TYPE_HINT: &str =
    "Compare the type that forward returns with the JSON that the endpoint answers.";

#[wasm_bindgen]
extern "C" {
    /// The `fetch` of the page or the worker.
    #[wasm_bindgen(catch)]
    fn fetch(url: &str, init: &RequestInit) -> Result<JsValue, JsValue>;

    /// `JSON.parse` of a text that stays in JavaScript.
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse_json(text: &JsString) -> Result<JsValue, JsValue>;
}

/// The body of the request, in the words of the token request (RFC 6749, section 4.1.3, and
/// RFC 7636, section 4.5).
#[derive(Serialize)]
struct Fields<'a> {
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_verifier: Option<&'a str>,
    redirect_uri: &'a str,
    state: &'a str,
}

impl<'a> Fields<'a> {
    fn new(authorization: &'a Authorization) -> Self {
        Self {
            code: &authorization.code,
            code_verifier: authorization.code_verifier.as_ref().map(CodeVerifier::secret),
            redirect_uri: &authorization.redirect_uri,
            state: authorization.state.as_str(),
        }
    }

    /// Writes the fields as text of JavaScript: no copy of a secret is left in the wasm memory.
    fn write(&self, format: Format) -> Result<JsString, JsValue> {
        let fields = serde_wasm_bindgen::to_value(self)?;
        match format {
            Format::Json => JSON::stringify(&fields),
            Format::Form => {
                let fields = fields.unchecked_ref::<Object>();
                Ok(UrlSearchParams::new_with_record_from_str_to_str(fields)?.to_string())
            }
        }
    }
}

/// Posts an authorization to a backend and returns the JSON that it answers with. An empty answer
/// is `null`, for `()` or an `Option`.
///
/// The body has the fields `code`, `code_verifier` (unless the backend keeps it), `redirect_uri`
/// and `state`. The request is made once, since a code works once. No redirect is followed.
/// Dropping the future ends the request.
///
/// # Errors
///
/// Before anything is sent: [`InvalidArgument`](ErrorCode::InvalidArgument),
/// [`InsecureEndpoint`](ErrorCode::InsecureEndpoint) and [`CodeExpired`](ErrorCode::CodeExpired).
/// Then [`NetworkError`](ErrorCode::NetworkError), [`BackendTimeout`](ErrorCode::BackendTimeout),
/// [`RedirectRefused`](ErrorCode::RedirectRefused),
/// [`InvalidResponse`](ErrorCode::InvalidResponse) for an answer that is not a `T`,
/// [`BackendRejected`](ErrorCode::BackendRejected) and [`InvalidGrant`](ErrorCode::InvalidGrant).
/// At any time [`Aborted`](ErrorCode::Aborted).
///
/// ```no_run
/// use serde::Deserialize;
/// use wasm_bindgen::JsValue;
/// use zoom_pkce::{Error, flow, forward::{Target, forward}};
///
/// #[derive(Deserialize)]
/// struct User {
///     name: String,
/// }
///
/// async fn sign_in(zoom_sdk: &JsValue) -> Result<User, Error> {
///     let authorization = flow::authorize(zoom_sdk, flow::Options::default()).await?;
///     forward(&authorization, Target::new("/api/zoom/token")).await
/// }
/// ```
pub async fn forward<T: DeserializeOwned>(
    authorization: &Authorization,
    target: Target,
) -> Result<T, Error> {
    let body = post(authorization, target).await?;
    // The message of the error can quote the answer, which can hold tokens: it is dropped.
    serde_wasm_bindgen::from_value(body).map_err(|_| {
        Error::new(ErrorCode::InvalidResponse)
            .with_message("the backend's answer is JSON of another type")
            .with_detail(core::any::type_name::<T>())
            .with_hint(OTHER_TYPE_HINT)
    })
}

/// Checks the fields that a program can set to any value, and the age of the code.
fn check_authorization(authorization: &Authorization) -> Result<(), Error> {
    let is_text = |text: &str| (1..=MAX_TEXT_CHARS).contains(&text.chars().count());
    if !is_text(&authorization.code) {
        return Err(Error::invalid_argument(CODE_RULE));
    }
    if !is_text(&authorization.redirect_uri) {
        return Err(Error::invalid_argument(REDIRECT_URI_RULE));
    }
    if !authorization.received_at.is_finite() {
        return Err(Error::invalid_argument(RECEIVED_AT_RULE));
    }
    check_code_age(authorization.received_at, Date::now())
}

/// Makes the request and returns the body of a success.
async fn post(authorization: &Authorization, target: Target) -> Result<JsValue, Error> {
    let url = target.checked_url()?;
    let timeout_ms = check_timeout_ms(target.timeout_ms.into())?;
    let headers = target.checked_headers()?;
    abort::check(target.signal.as_ref())?;
    check_authorization(authorization)?;

    let unreachable = |thrown| Error::new(ErrorCode::NetworkError).caused_by(thrown);
    let fields = Fields::new(authorization);
    let redactor = Redactor::new([Some(fields.code), fields.code_verifier].into_iter().flatten());
    let deadline = Deadline::start(timeout_ms, target.signal.clone()).map_err(unreachable)?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&fields.write(target.format).map_err(unreachable)?.into());
    init.set_credentials(target.credentials);
    init.set_cache(RequestCache::NoStore);
    // A redirect that is followed would send the code and the verifier to another place.
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&deadline.signal()));

    let code_age_ms = Date::now() - authorization.received_at;
    let request = async {
        let response = deadline.race(&Promise::resolve(&fetch(&url, &init)?)).await?;
        let response = response.unchecked_into::<Response>();
        let text = deadline.race(&response.text()?).await?;
        Ok((response, text.unchecked_into::<JsString>()))
    };
    let (response, text) =
        request.await.map_err(|thrown| deadline.error().unwrap_or_else(|| unreachable(thrown)))?;
    judge(authorization, code_age_ms, &response, &text, &redactor)
}

/// Returns the body of an answer, if it is a success.
fn judge(
    authorization: &Authorization,
    code_age_ms: f64,
    response: &Response,
    text: &JsString,
    redactor: &Redactor,
) -> Result<JsValue, Error> {
    let json = if text.length() == 0 { Some(JsValue::NULL) } else { parse_json(text).ok() };
    let body = json.clone().unwrap_or_default();
    let said = json.clone().unwrap_or_else(|| text.into());
    let answer = BackendAnswer {
        status: response.status(),
        is_redirect: response.type_() == ResponseType::Opaqueredirect,
        is_json: json.is_some_and(|body| response.ok() || body.is_truthy()),
        error: &foreign::text(&foreign::member(&body, "error")).unwrap_or_default(),
        reasons: &redactor.reasons(&said),
        code_challenge_method: authorization.code_challenge_method,
        code_age_ms,
    };
    answer.check()?;
    Ok(body)
}

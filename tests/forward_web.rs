//! `forward` of Rust front ends, against a double of the global `fetch`: each row of the table
//! "Forwarding" in docs/flow.md. Run in browsers by `wasm-pack test`, with the feature `serde`.

#![cfg(all(target_arch = "wasm32", feature = "serde"))]

use std::{
    future::{Future, poll_fn},
    pin::{Pin, pin},
    task::Poll,
};

use js_sys::{Date, Object, Promise, Reflect};
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{AbortSignal, RequestCredentials};
use zoom_pkce::{
    ChallengeMethod, CodeVerifier, Error, ErrorCode, State,
    flow::Authorization,
    forward::{CODE_LIFETIME_MS, Format, SHORTEST_CODE_LIFETIME_MS, Target, forward},
};

wasm_bindgen_test_configure!(run_in_browser);

/// A code that URLs, forms and JSON each write in another way.
const CODE: &str = "code of/the \"person\"+é";
const CODE_IN_URL: &str = "code%20of%2Fthe%20%22person%22%2B%C3%A9";
const CODE_IN_FORM: &str = "code+of%2Fthe+%22person%22%2B%C3%A9";
const CODE_IN_JSON: &str = r#"code of/the \"person\"+é"#;
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEj~k";
const VERIFIER_IN_FORM: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEj%7Ek";
/// The code verifier that pages of the table repeat.
const VERIFIER_IN_PAGES: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const REDIRECT_URI: &str = "https://app.example/";
const STATE: &str = "state-of-the-caller";
const URL: &str = "https://backend.example/api/zoom/token";

#[wasm_bindgen(inline_js = r#"
const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
const timers = new Set();
globalThis.setTimeout = (callback, ...rest) => {
  const timer = realSetTimeout(() => (timers.delete(timer), callback()), ...rest);
  // The time-out calls a bound function. Other timers of the page are the test runner's.
  if (callback.name.startsWith("bound ")) timers.add(timer);
  return timer;
};
globalThis.clearTimeout = (timer) => (timers.delete(timer), realClearTimeout(timer));

export const pendingTimers = () => timers.size;
export const sleep = (milliseconds) => new Promise((resolve) => realSetTimeout(resolve, milliseconds));

let unhandled = 0;
globalThis.addEventListener("unhandledrejection", (event) => (unhandled++, event.preventDefault()));
export const unhandledRejections = () => unhandled;

const realFetch = globalThis.fetch;

/** Stands in for the backend until it is restored. */
export class Backend {
  #requests = [];
  constructor(answer) {
    globalThis.fetch = (url, init) => {
      this.#requests.push({ url, ...init });
      return answer(init);
    };
  }
  static answers(status, body) {
    return new Backend(async () => new Response(status === 204 ? null : body, { status }));
  }
  static redirects() {
    return new Backend(async () => ({ ok: false, status: 0, type: "opaqueredirect", text: async () => "" }));
  }
  static rejects(reason) {
    return new Backend(() => Promise.reject(reason));
  }
  static throws(reason) {
    return new Backend(() => {
      throw reason;
    });
  }
  static breaks(reason) {
    return new Backend(async () => {
      const start = (controller) => (controller.enqueue(new Uint8Array([123])), controller.error(reason));
      return new Response(new ReadableStream({ start }));
    });
  }
  static hangs(heedsSignal) {
    const until = (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    return new Backend(({ signal }) => (heedsSignal ? until(signal) : new Promise(() => {})));
  }
  static hangsInTheBody() {
    return new Backend(async () => new Response(new ReadableStream()));
  }
  restore() {
    globalThis.fetch = realFetch;
  }
  requests() {
    return this.#requests.length;
  }
  request() {
    return this.#requests[0];
  }
  header(name) {
    return this.#requests[0].headers.get(name) ?? undefined;
  }
  wasAborted() {
    return this.#requests[0].signal.aborted;
  }
}

export class Controller {
  #controller = new AbortController();
  #listeners = 0;
  constructor() {
    const { signal } = this.#controller;
    const { addEventListener: add, removeEventListener: remove } = signal;
    signal.addEventListener = (...rest) => (this.#listeners++, add.apply(signal, rest));
    signal.removeEventListener = (...rest) => (this.#listeners--, remove.apply(signal, rest));
  }
  get signal() {
    return this.#controller.signal;
  }
  abort(reason) {
    this.#controller.abort(reason);
  }
  listeners() {
    return this.#listeners;
  }
}
"#)]
extern "C" {
    type Backend;
    #[wasm_bindgen(static_method_of = Backend)]
    fn answers(status: u16, body: &str) -> Backend;
    #[wasm_bindgen(static_method_of = Backend)]
    fn redirects() -> Backend;
    #[wasm_bindgen(static_method_of = Backend)]
    fn rejects(reason: &JsValue) -> Backend;
    #[wasm_bindgen(static_method_of = Backend)]
    fn throws(reason: &JsValue) -> Backend;
    #[wasm_bindgen(static_method_of = Backend)]
    fn breaks(reason: &JsValue) -> Backend;
    #[wasm_bindgen(static_method_of = Backend)]
    fn hangs(heeds_signal: bool) -> Backend;
    #[wasm_bindgen(static_method_of = Backend, js_name = hangsInTheBody)]
    fn hangs_in_the_body() -> Backend;
    #[wasm_bindgen(method)]
    fn restore(this: &Backend);
    #[wasm_bindgen(method)]
    fn requests(this: &Backend) -> u32;
    #[wasm_bindgen(method)]
    fn request(this: &Backend) -> JsValue;
    #[wasm_bindgen(method)]
    fn header(this: &Backend, name: &str) -> Option<String>;
    #[wasm_bindgen(method, js_name = wasAborted)]
    fn was_aborted(this: &Backend) -> bool;

    type Controller;
    #[wasm_bindgen(constructor)]
    fn new() -> Controller;
    #[wasm_bindgen(method, getter)]
    fn signal(this: &Controller) -> AbortSignal;
    #[wasm_bindgen(method)]
    fn abort(this: &Controller, reason: &JsValue);
    #[wasm_bindgen(method)]
    fn listeners(this: &Controller) -> u32;

    #[wasm_bindgen(js_name = pendingTimers)]
    fn pending_timers() -> u32;
    #[wasm_bindgen(js_name = unhandledRejections)]
    fn unhandled_rejections() -> u32;
    #[wasm_bindgen(js_name = sleep)]
    fn sleep_promise(milliseconds: i32) -> Promise;
}

#[derive(Debug, Deserialize, PartialEq)]
struct User {
    name: String,
}

fn authorization() -> Authorization {
    Authorization {
        code: CODE.to_owned().into(),
        code_verifier: Some(CodeVerifier::parse(VERIFIER.to_owned()).unwrap()),
        code_challenge_method: Some(ChallengeMethod::Plain),
        redirect_uri: REDIRECT_URI.to_owned(),
        state: State::parse(STATE.to_owned()).unwrap(),
        received_at: Date::now(),
    }
}

/// A target whose timer ends a test that would otherwise hang.
fn target() -> Target {
    Target { timeout_ms: 3000, ..Target::new(URL) }
}

async fn sleep(milliseconds: i32) {
    JsFuture::from(sleep_promise(milliseconds)).await.unwrap();
}

async fn poll_once<T>(mut future: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}

/// Forwards an authorization to a backend, and checks that the request is made once.
async fn forward_to<T: serde::de::DeserializeOwned>(
    backend: &Backend,
    target: Target,
) -> Result<T, Error> {
    let outcome = forward(&authorization(), target).await;
    backend.restore();
    assert_eq!(backend.requests(), 1);
    assert_eq!(pending_timers(), 0);
    outcome
}

/// Returns the error of a request to a backend.
async fn refused(backend: &Backend, target: Target) -> Error {
    forward_to::<JsonValue>(backend, target).await.expect_err("a refusal")
}

/// Returns the error of a target or an authorization for which nothing is sent.
async fn unsent(authorization: &Authorization, target: Target) -> Error {
    let backend = Backend::answers(200, "{}");
    let error = forward::<JsonValue>(authorization, target).await.expect_err("nothing is sent");
    backend.restore();
    assert_eq!((backend.requests(), pending_timers()), (0, 0), "{error}");
    error
}

/// Any JSON.
#[derive(Debug)]
struct JsonValue;

impl<'de> Deserialize<'de> for JsonValue {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap()
}

fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap_or_default()
}

// The request.

#[wasm_bindgen_test]
async fn posts_the_fields_as_json_and_returns_the_answer() {
    let backend = Backend::answers(200, r#"{ "name": "Ada", "more": [1, null] }"#);
    let user: User = forward_to(&backend, target()).await.unwrap();
    assert_eq!(user, User { name: "Ada".to_owned() });

    let request = backend.request();
    assert_eq!(text(&request, "url"), URL);
    for (name, value) in [
        ("method", "POST"),
        ("credentials", "same-origin"),
        ("cache", "no-store"),
        ("redirect", "manual"),
    ] {
        assert_eq!(text(&request, name), value, "{name}");
    }
    assert_eq!(backend.header("content-type").unwrap(), "application/json");
    assert_eq!(backend.header("accept").unwrap(), "application/json");
    let body = js_sys::JSON::parse(&text(&request, "body")).unwrap();
    assert_eq!(Object::keys(body.unchecked_ref::<Object>()).length(), 4);
    for (name, value) in [
        ("code", CODE),
        ("code_verifier", VERIFIER),
        ("redirect_uri", REDIRECT_URI),
        ("state", STATE),
    ] {
        assert_eq!(text(&body, name), value, "{name}");
    }
}

#[wasm_bindgen_test]
async fn posts_the_fields_as_a_form() {
    let backend = Backend::answers(200, "{}");
    let target = Target { format: Format::Form, ..target() };
    forward_to::<JsonValue>(&backend, target).await.unwrap();
    assert_eq!(backend.header("content-type").unwrap(), "application/x-www-form-urlencoded");
    assert_eq!(
        text(&backend.request(), "body"),
        format!(
            "code={CODE_IN_FORM}&code_verifier={VERIFIER_IN_FORM}\
             &redirect_uri=https%3A%2F%2Fapp.example%2F&state={STATE}"
        )
    );
}

#[wasm_bindgen_test]
async fn leaves_out_a_code_verifier_that_the_backend_keeps() {
    let backend = Backend::answers(200, "{}");
    let authorization =
        Authorization { code_verifier: None, code_challenge_method: None, ..authorization() };
    forward::<JsonValue>(&authorization, target()).await.unwrap();
    backend.restore();
    assert!(!text(&backend.request(), "body").contains("code_verifier"));
}

#[wasm_bindgen_test]
async fn adds_the_callers_headers_and_credentials() {
    let backend = Backend::answers(200, "{}");
    let headers = [("X-CSRF-Token", "7"), ("accept", "text/json"), ("content-type", "text/plain")];
    let target = Target {
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        credentials: RequestCredentials::Include,
        ..target()
    };
    let shown = format!("{target:?}");
    assert!(
        shown.starts_with("Target { url: ") && !shown.contains('7'),
        "Debug: no header: {shown}"
    );
    forward_to::<JsonValue>(&backend, target).await.unwrap();
    assert_eq!(backend.header("x-csrf-token").unwrap(), "7");
    assert_eq!(backend.header("accept").unwrap(), "text/json");
    assert_eq!(backend.header("content-type").unwrap(), "application/json");
    assert_eq!(text(&backend.request(), "credentials"), "include");
}

#[wasm_bindgen_test]
async fn resolves_a_path_against_the_page() {
    let backend = Backend::answers(200, "{}");
    forward_to::<JsonValue>(&backend, Target::new("/api/zoom/token")).await.unwrap();
    let url = text(&backend.request(), "url");
    assert!(url.starts_with("http") && url.ends_with("/api/zoom/token"), "{url}");
}

// A success, and a response with an unexpected body.

#[wasm_bindgen_test]
async fn an_empty_answer_is_null() {
    for status in [200, 204] {
        forward_to::<()>(&Backend::answers(status, ""), target()).await.unwrap();
        let user = forward_to::<Option<User>>(&Backend::answers(status, ""), target()).await;
        assert_eq!(user.unwrap(), None);
    }
    let error = forward_to::<User>(&Backend::answers(204, ""), target()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidResponse);
}

#[wasm_bindgen_test]
async fn a_success_that_is_not_json_is_an_invalid_response() {
    let error = refused(&Backend::answers(200, "<!doctype html>"), target()).await;
    assert_eq!(error.code(), ErrorCode::InvalidResponse);
    assert_eq!(error.message(), ErrorCode::InvalidResponse.message());
}

#[wasm_bindgen_test]
async fn json_of_another_type_is_an_invalid_response_that_names_the_type() {
    for body in ["{}", "7", "[]", r#"{ "name": ["token-of-the-person"] }"#] {
        let error = forward_to::<User>(&Backend::answers(200, body), target()).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidResponse, "{body}");
        assert!(error.message().ends_with("forward_web::User"), "{error}");
        assert!(!format!("{error:?}").contains("token-of-the-person"), "{error:?}");
    }
}

// A refusal.

#[wasm_bindgen_test]
async fn an_error_status_is_a_rejection_with_its_reasons() {
    for (status, body, message, retryable) in [
        (400, "", "400", false),
        (401, "not JSON", "401: not JSON", false),
        (429, "null", "429", true),
        (500, r#"{ "error": 7, "reason": " " }"#, "500", true),
        (400, r#"{ "error": "invalid_request" }"#, "400: invalid_request", false),
        (
            422,
            r#"{ "reason": "c.", "error_description": "b\r\n\t b", "error": "a" }"#,
            "422: a: b b: c",
            false,
        ),
    ] {
        let error = refused(&Backend::answers(status, body), target()).await;
        assert_eq!(error.code(), ErrorCode::BackendRejected, "{body}");
        let message = format!("the backend answered with HTTP status {message}");
        assert_eq!(error.message(), message, "{body}");
        assert_eq!(error.is_retryable(), retryable, "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_reason_has_at_most_300_characters() {
    let body = format!(r#"{{ "error": "{}" }}"#, "x".repeat(5000));
    let error = refused(&Backend::answers(400, &body), target()).await;
    let reason = error.message().rsplit(": ").next().unwrap();
    assert_eq!(reason, "x".repeat(300));
}

/// A row of the table of error pages, which the tests of `forward` in JavaScript read too.
#[derive(Deserialize)]
struct ErrorPage {
    case: String,
    body: String,
    reason: String,
}

#[wasm_bindgen_test]
async fn an_error_page_or_a_text_says_the_reason_in_its_first_line() {
    let table = js_sys::JSON::parse(include_str!("support/error-pages.json")).unwrap();
    let pages: Vec<ErrorPage> = serde_wasm_bindgen::from_value(table).unwrap();
    for ErrorPage { case, body, reason } in pages {
        let code_verifier = CodeVerifier::parse(VERIFIER_IN_PAGES.to_owned()).unwrap();
        let sent = Authorization { code_verifier: Some(code_verifier), ..authorization() };
        let backend = Backend::answers(500, &body);
        let error = forward::<JsonValue>(&sent, target()).await.unwrap_err();
        backend.restore();
        let status = "the backend answered with HTTP status 500";
        let detail = if reason.is_empty() { reason } else { format!(": {reason}") };
        assert_eq!(error.message(), format!("{status}{detail}"), "{case}");
    }
}

#[wasm_bindgen_test]
async fn the_hint_of_a_rejection_depends_on_the_status_and_the_body() {
    for (status, body, hint) in [
        (404, "", "Nothing takes a POST there"),
        (405, "<!doctype html>", "Nothing takes a POST there"),
        (404, "<pre>Cannot POST /api/zoom/token</pre>", "Nothing takes a POST there"),
        (404, r#"{ "reason": "no such user" }"#, "Look at message"),
        (403, "{}", "The backend may not let this page's origin in"),
        (502, "<!doctype html>", "The backend failed"),
        (503, "", "The backend failed"),
        (500, "{}", "Look at message"),
    ] {
        let error = refused(&Backend::answers(status, body), target()).await;
        assert!(error.hint().starts_with(hint), "{status} {body}: {}", error.hint());
    }
}

#[wasm_bindgen_test]
async fn invalid_grant_has_a_hint_for_the_challenge_method() {
    for (method, hint, retryable) in [
        (Some(ChallengeMethod::S256), "The challenge method was \"S256\"", false),
        (Some(ChallengeMethod::Plain), "The challenge method was \"plain\"", true),
        (None, "In order of likelihood", true),
    ] {
        let backend = Backend::answers(400, r#"{ "error": "invalid_grant" }"#);
        let authorization = Authorization { code_challenge_method: method, ..authorization() };
        let error = forward::<JsonValue>(&authorization, target()).await.unwrap_err();
        backend.restore();
        assert_eq!(error.code(), ErrorCode::InvalidGrant);
        assert!(error.hint().starts_with(hint), "{}", error.hint());
        assert_eq!(error.is_retryable(), retryable, "{method:?}");
    }
    let backend = Backend::answers(400, r#"{ "error": "invalid_grant" }"#);
    let received_at = Date::now() - SHORTEST_CODE_LIFETIME_MS - 1000.0;
    let old = Authorization { received_at, ..authorization() };
    let error = forward::<JsonValue>(&old, target()).await.unwrap_err();
    backend.restore();
    assert!(error.hint().starts_with("The code was older than 5 minutes"), "{}", error.hint());
    // With a success it is an ordinary answer.
    let backend = Backend::answers(200, r#"{ "error": "invalid_grant" }"#);
    assert!(forward_to::<JsonValue>(&backend, target()).await.is_ok());
}

#[wasm_bindgen_test]
async fn no_message_repeats_a_secret() {
    let code_in_lower_case = CODE_IN_URL.replace("%2F", "%2f").replace("%C3%A9", "%c3%a9");
    for secret in [
        CODE,
        CODE_IN_URL,
        &code_in_lower_case,
        CODE_IN_FORM,
        CODE_IN_JSON,
        VERIFIER,
        VERIFIER_IN_FORM,
    ] {
        // The text is longer than a reason: a secret at its end is cut in two.
        for text in [secret.to_owned(), format!("{}{secret}", "x".repeat(290))] {
            let reason = js_sys::JSON::stringify(&text.into()).unwrap();
            let body = format!(
                r#"{{ "error": {reason}, "error_description": {reason}, "reason": {reason} }}"#
            );
            let error = refused(&Backend::answers(400, &body), target()).await;
            let message = error.message().to_lowercase();
            for part in ["code", "person", "dbjft", "wfoej"] {
                assert!(!message.contains(part), "{secret}: {message}");
            }
            assert!(message.contains("[redacte"), "{message}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_redirect_is_refused() {
    for (case, make) in [
        ("opaque", Backend::redirects as fn() -> Backend),
        ("302", || Backend::answers(302, "")),
        ("307", || Backend::answers(307, "{}")),
    ] {
        let error = refused(&make(), target()).await;
        assert_eq!(error.code(), ErrorCode::RedirectRefused, "{case}");
    }
}

// Without a response.

#[wasm_bindgen_test]
async fn a_failed_request_is_a_network_error_with_its_cause() {
    let reason = JsValue::from(js_sys::TypeError::new("Failed to fetch"));
    for (case, make, breaks) in [
        ("no connection", Backend::rejects as fn(&JsValue) -> Backend, false),
        ("a policy that throws", Backend::throws, false),
        ("a connection that breaks", Backend::breaks, true),
    ] {
        let error = refused(&make(&reason), target()).await;
        assert_eq!(error.code(), ErrorCode::NetworkError, "{case}");
        assert!(error.is_retryable(), "{case}");
        // Browsers make an error of their own for a body that breaks.
        let is_reason = Object::is(error.cause(), &reason);
        assert!(is_reason || (breaks && !error.cause().is_undefined()), "{case}");
    }
}

#[wasm_bindgen_test]
async fn a_backend_without_a_complete_answer_ends_in_a_time_out() {
    for (case, make) in [
        ("a fetch that heeds the signal", (|| Backend::hangs(true)) as fn() -> Backend),
        ("a fetch that ignores the signal", || Backend::hangs(false)),
        ("a body without an end", Backend::hangs_in_the_body),
    ] {
        let backend = make();
        let error = refused(&backend, Target { timeout_ms: 30, ..target() }).await;
        assert_eq!(error.code(), ErrorCode::BackendTimeout, "{case}");
        assert_eq!(error.message(), "the backend did not answer within 30 ms", "{case}");
        assert!(backend.was_aborted(), "{case}");
    }
    sleep(5).await;
    assert_eq!(unhandled_rejections(), 0);
}

#[wasm_bindgen_test]
async fn an_abort_on_the_way_ends_the_request() {
    for heeds_signal in [true, false] {
        let (backend, controller) = (Backend::hangs(heeds_signal), Controller::new());
        let authorization = authorization();
        let target = Target { signal: Some(controller.signal()), ..target() };
        let mut waiting = pin!(forward::<JsonValue>(&authorization, target));
        assert!(poll_once(waiting.as_mut()).await.is_none());
        assert_eq!((controller.listeners(), pending_timers()), (1, 1));
        let reason = JsValue::from("the caller's reason");
        controller.abort(&reason);
        let error = waiting.await.unwrap_err();
        backend.restore();
        assert_eq!(error.code(), ErrorCode::Aborted);
        assert!(Object::is(error.cause(), &reason));
        assert!(backend.was_aborted());
        assert_eq!((controller.listeners(), pending_timers()), (0, 0));
    }
    sleep(5).await;
    assert_eq!(unhandled_rejections(), 0);
}

#[wasm_bindgen_test]
async fn an_abort_after_the_end_changes_nothing() {
    let (backend, controller) = (Backend::answers(200, "{}"), Controller::new());
    let target = Target { signal: Some(controller.signal()), ..target() };
    forward_to::<JsonValue>(&backend, target).await.unwrap();
    assert_eq!(controller.listeners(), 0);
    controller.abort(&JsValue::UNDEFINED);
    sleep(5).await;
    assert_eq!(unhandled_rejections(), 0);
}

#[wasm_bindgen_test]
async fn a_dropped_future_ends_the_request_and_leaves_nothing_behind() {
    for heeds_signal in [true, false] {
        let (backend, controller) = (Backend::hangs(heeds_signal), Controller::new());
        let authorization = authorization();
        {
            let target = Target { signal: Some(controller.signal()), ..target() };
            let mut waiting = pin!(forward::<JsonValue>(&authorization, target));
            assert!(poll_once(waiting.as_mut()).await.is_none());
        }
        backend.restore();
        assert!(backend.was_aborted());
        assert_eq!((controller.listeners(), pending_timers()), (0, 0));
    }
    sleep(5).await;
    assert_eq!(unhandled_rejections(), 0);
}

#[wasm_bindgen_test]
async fn many_requests_in_a_row_leave_no_values_behind() {
    let backend = Backend::answers(200, "{}");
    let authorization = authorization();
    let mut live = 0;
    for nth in 0..200 {
        if nth == 20 {
            live = wasm_bindgen::externref_heap_live_count();
        }
        let mut waiting = pin!(forward::<JsonValue>(&authorization, target()));
        if nth % 2 == 0 {
            waiting.await.unwrap();
        } else {
            // Dropped.
            assert!(poll_once(waiting.as_mut()).await.is_none());
        }
    }
    backend.restore();
    sleep(5).await;
    let after = wasm_bindgen::externref_heap_live_count();
    assert!(after <= live + 10, "JavaScript values held: {live} became {after}");
    assert_eq!(pending_timers(), 0);
}

// Refused before a request.

#[wasm_bindgen_test]
async fn a_signal_that_is_aborted_before_sends_nothing() {
    let controller = Controller::new();
    controller.abort(&"before".into());
    let target = Target { signal: Some(controller.signal()), ..target() };
    let error = unsent(&authorization(), target).await;
    assert_eq!(error.code(), ErrorCode::Aborted);
    assert_eq!(error.cause().as_string().unwrap(), "before");
}

#[wasm_bindgen_test]
async fn http_to_another_machine_sends_nothing() {
    for url in ["http://backend.example/", "http://127.evil.example/", "http://localhost.example/"]
    {
        let error = unsent(&authorization(), Target::new(url)).await;
        assert_eq!(error.code(), ErrorCode::InsecureEndpoint, "{url}");
    }
    for url in ["http://localhost:8080/", "http://127.0.0.1/", "http://[::1]/"] {
        let backend = Backend::answers(200, "{}");
        forward_to::<JsonValue>(&backend, Target::new(url)).await.expect(url);
    }
}

#[wasm_bindgen_test]
async fn an_invalid_target_sends_nothing() {
    let header = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    for (target, argument) in [
        (Target::new(""), "url: "),
        (Target::new("https://"), "url: "),
        (Target::new("ftp://backend.example/"), "url: "),
        (Target::new("javascript:7"), "url: "),
        (Target::new("https://user:password@backend.example/"), "url: "),
        (Target::new("https://user@backend.example/"), "url: "),
        (Target::new("https://:password@backend.example/"), "url: "),
        (Target { timeout_ms: 0, ..target() }, "timeoutMs: "),
        (Target { timeout_ms: -1, ..target() }, "timeoutMs: "),
        (Target { headers: header("a b", "c"), ..target() }, "headers: "),
        (Target { headers: header("a", "b\nc"), ..target() }, "headers: "),
        (Target { signal: Some(Object::new().unchecked_into()), ..target() }, "signal: "),
    ] {
        let case = format!("{target:?}");
        let error = unsent(&authorization(), target).await;
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{case}");
        assert!(error.message().starts_with(argument), "{case}: {error}");
    }
}

#[wasm_bindgen_test]
async fn an_invalid_authorization_sends_nothing() {
    for (authorization, field) in [
        (Authorization { code: String::new().into(), ..authorization() }, "code"),
        (Authorization { code: "c".repeat(4097).into(), ..authorization() }, "code"),
        (Authorization { redirect_uri: String::new(), ..authorization() }, "redirect_uri"),
        (Authorization { received_at: f64::NAN, ..authorization() }, "received_at"),
    ] {
        let error = unsent(&authorization, target()).await;
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{field}");
        assert!(error.message().starts_with(&format!("authorization.{field}: ")), "{error}");
    }
}

#[wasm_bindgen_test]
async fn a_code_older_than_ten_minutes_sends_nothing() {
    let received_at = Date::now() - CODE_LIFETIME_MS - 1000.0;
    let error = unsent(&Authorization { received_at, ..authorization() }, target()).await;
    assert_eq!(error.code(), ErrorCode::CodeExpired);
}

#[wasm_bindgen_test]
async fn a_future_that_is_never_polled_sends_nothing() {
    let backend = Backend::answers(200, "{}");
    drop(forward::<JsonValue>(&authorization(), target()));
    backend.restore();
    assert_eq!((backend.requests(), pending_timers()), (0, 0));
}

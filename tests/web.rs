//! Tests that need a JavaScript engine: random numbers, and the flow against a test double of
//! `@zoom/appssdk`. `wasm-pack test` runs them in all three browsers. `tests/machine/` tests the
//! flow's state machine natively.

#![cfg(target_arch = "wasm32")]

use std::{
    collections::HashSet,
    future::{Future, poll_fn},
    pin::{Pin, pin},
    task::Poll,
};

use js_sys::{ArrayBuffer, Date, Error as JsError, Function, Object, Promise, Reflect};
use static_assertions::assert_not_impl_any;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::AbortSignal;
use zoom_pkce::{
    ChallengeMethod, CodeChallenge, CodeVerifier, Error, ErrorCode, State,
    flow::{Authorization, Challenge, Options, authorize},
};

wasm_bindgen_test_configure!(run_in_browser);

// An `Authorization` holds a code and a code verifier, so code that copies or prints it does not
// compile.
assert_not_impl_any!(Authorization: Clone, Copy, std::fmt::Display, PartialEq, Into<JsValue>);
#[cfg(not(feature = "serde"))]
assert_not_impl_any!(Authorization: serde::Serialize);

/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const CODE: &str = "code-of-the-person";
const REDIRECT_URI: &str = "https://app.example/from-the-event";
const STATE: &str = "state-of-the-caller";

const TOOK_LONGER: &str = "authorize took longer than 10000ms to respond.\n requestId: 7";

/// A test double of the `zoomSdk` object of `@zoom/appssdk` 0.16.41. Like the original, it is a
/// `Proxy`, keeps a list of handlers for each event, does not deduplicate them, removes them by
/// identity from every event, and calls them synchronously.
#[wasm_bindgen(inline_js = r#"
const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
const timers = new Set();
globalThis.setTimeout = (callback, ...rest) => {
  const timer = realSetTimeout(() => (timers.delete(timer), callback()), ...rest);
  // The flow's callbacks are bound functions. The other timers belong to the test runner.
  if (callback.name.startsWith("bound ")) timers.add(timer);
  return timer;
};
globalThis.clearTimeout = (timer) => (timers.delete(timer), realClearTimeout(timer));

let unhandled = 0;
globalThis.addEventListener("unhandledrejection", (event) => (unhandled++, event.preventDefault()));

class Sdk {
  _handlers = {};
  _requests = [];
  _listened = [];
  _held = [];
  _answer = () => Promise.resolve({ message: "Success" });
  _calls = [];

  constructor() {
    return new Proxy(this, {
      get(target, name) {
        const safe = String(name);
        if (safe[0] !== "_" && safe !== "default" && !target[safe]) {
          return (...rest) => (target._calls.push(safe), Promise.resolve(rest));
        }
        return Reflect.get(target, safe);
      },
    });
  }
  // The answer of getUserContext; if it is undefined, the call is rejected.
  _status = undefined;
  getUserContext() {
    this._calls.push("getUserContext");
    return this._status ? Promise.resolve({ status: this._status }) : Promise.reject(new Error("No Permission"));
  }
  promptAuthorize() {
    this._calls.push("promptAuthorize");
    return Promise.resolve({ message: "Success" });
  }
  authorize(request) {
    this._calls.push("authorize");
    this._requests.push(request);
    return this._answer(request);
  }
  addEventListener(name, handler) {
    this._calls.push(`addEventListener ${name}`);
    this._listened.push(handler);
    if (this._handlers[name]) this._handlers[name].push(handler);
    else this._handlers[name] = [handler];
  }
  removeEventListener(name, handler) {
    this._calls.push(`removeEventListener ${name}`);
    if (!this._handlers[name]) return;
    for (const each of Object.keys(this._handlers)) {
      this._handlers[each] = this._handlers[each].filter((other) => other !== handler);
    }
  }
}

export class Zoom {
  sdk = new Sdk();
  thrown = [];
  emit(event) {
    try {
      this.sdk._handlers.onAuthorized?.forEach((handler) => handler(event));
    } catch (error) {
      this.thrown.push(error);
      throw error;
    }
  }
  emitContext(event) {
    this.sdk._handlers.onMyUserContextChange?.forEach((handler) => handler(event));
  }
  setStatus(status) {
    this.sdk._status = status;
  }
  changeRequestAndRefuse(how) {
    this.sdk._answer = (request) => {
      const { codeChallenge } = request;
      if (how === "deletes") delete request.codeChallenge;
      else request.codeChallenge = "xyz";
      return Promise.reject(new Error(`bad request ${codeChallenge}`));
    };
  }
  whileListening(act) {
    const add = this.sdk.addEventListener;
    this.sdk.addEventListener = (name, handler) => {
      act();
      add.call(this.sdk, name, handler);
    };
  }
  emitSoon(event) {
    realSetTimeout(() => this.emit(event), 1);
  }
  emitWithinAuthorize(event) {
    this.sdk._answer = () => (this.emit(event), Promise.resolve({}));
  }
  refuse(reason) {
    this.sdk._answer = () => Promise.reject(reason);
  }
  throwFrom(member, reason) {
    this.sdk[member] = () => {
      throw reason;
    };
  }
  returnFromAuthorize(value) {
    this.sdk._answer = () => value;
  }
  hold() {
    this.sdk._answer = () => new Promise((_, reject) => this.sdk._held.push(reject));
  }
  rejectHeld(nth, reason) {
    this.sdk._held[nth](reason);
  }
  callListener(nth, event) {
    return this.sdk._listened[nth](event);
  }
  request(nth) {
    return this.sdk._requests[nth];
  }
  requests() {
    return this.sdk._requests.length;
  }
  listeners() {
    return Object.values(this.sdk._handlers).flat().length;
  }
  calls() {
    return this.sdk._calls.join(", ");
  }
  listen() {
    const heard = [];
    this.sdk.addEventListener("onAuthorized", (event) => heard.push(event));
    return heard;
  }
}

export class Controller {
  #controller = new AbortController();
  #listeners = [];
  constructor() {
    const { signal } = this.#controller;
    const { addEventListener: add, removeEventListener: remove } = signal;
    signal.addEventListener = (...rest) => (this.#listeners.push(rest[1]), add.apply(signal, rest));
    signal.removeEventListener = (...rest) => {
      this.#listeners = this.#listeners.filter((listener) => listener !== rest[1]);
      remove.apply(signal, rest);
    };
  }
  get signal() {
    return this.#controller.signal;
  }
  abort(reason) {
    this.#controller.abort(reason);
  }
  listeners() {
    return this.#listeners.length;
  }
}

export const pendingTimers = () => timers.size;
export const unhandledRejections = () => unhandled;
export const takeUnhandledRejections = () => {
  const taken = unhandled;
  unhandled = 0;
  return taken;
};
export const sleep = (milliseconds) => new Promise((resolve) => realSetTimeout(resolve, milliseconds));
export const repeat = (text, count) => text.repeat(count);
export const zoomApiError = (message, code) => Object.assign(new Error(message), { code, requestId: "7" });
export const withoutMember = (member) => {
  const sdk = { authorize() {}, addEventListener() {}, removeEventListener() {} };
  delete sdk[member];
  return sdk;
};
export const throwingGetters = () =>
  new Proxy({}, {
    get() {
      throw new Error("from a getter");
    },
  });
const withGetter = (event, act) =>
  Object.defineProperty({ ...event }, "result", {
    get() {
      act();
      return true;
    },
  });
export const emitsFromItsGetter = (zoom, inner, event) => withGetter(event, () => zoom.emit(inner));
export const abortsFromItsGetter = (controller, event) =>
  withGetter(event, () => controller.abort());

export function replaceRandom(how) {
  const owner = how === "no crypto" ? globalThis : globalThis.crypto;
  const name = how === "no crypto" ? "crypto" : "getRandomValues";
  const own = Object.getOwnPropertyDescriptor(owner, name);
  const throws = () => {
    throw new DOMException("no entropy", "OperationError");
  };
  Object.defineProperty(owner, name, { value: how === "throws" ? throws : undefined, configurable: true });
  return () => (own ? Object.defineProperty(owner, name, own) : delete owner[name]);
}

// An onProgress that appends each report to `texts`, and calls `act` at the one with the text `at`.
export const recordsProgress = (texts, at, act) => ({ step, phase, errorCode }) => {
  const text = [step, phase, errorCode].filter(Boolean).join(" ");
  texts.push(text);
  if (text === at) act();
};

export const emitsContext = (zoom, status) => () => zoom.emitContext({ status });

export const aborts = (controller) => () => controller.abort("within");

// A reconfigure whose promises the test settles: each call appends the promise's resolve and reject
// to `settlers`.
export const reconfigureByHand = (settlers) => () =>
  new Promise((resolve, reject) => settlers.push(resolve, reject));

export const doesNothing = () => () => {};

export const accepts = () => () => Promise.resolve({ message: "Success" });

export const fails = (how) => () => {
  const error = new Error("config failed");
  if (how === "throws") throw error;
  return Promise.reject(error);
};

export function goTo(suffix) {
  const before = location.href;
  history.replaceState(null, "", suffix);
  return () => history.replaceState(null, "", before);
}
"#)]
extern "C" {
    type Zoom;
    #[wasm_bindgen(constructor)]
    fn new() -> Zoom;
    #[wasm_bindgen(method, getter)]
    fn sdk(this: &Zoom) -> JsValue;
    #[wasm_bindgen(method)]
    fn emit(this: &Zoom, event: &JsValue);
    #[wasm_bindgen(method, js_name = emitContext)]
    fn emit_context(this: &Zoom, event: &JsValue);
    #[wasm_bindgen(method, js_name = setStatus)]
    fn set_status(this: &Zoom, status: &str);
    #[wasm_bindgen(method, js_name = changeRequestAndRefuse)]
    fn change_request_and_refuse(this: &Zoom, how: &str);
    #[wasm_bindgen(method, js_name = whileListening)]
    fn while_listening(this: &Zoom, act: &Function);
    #[wasm_bindgen(method, js_name = emitSoon)]
    fn emit_soon(this: &Zoom, event: &JsValue);
    #[wasm_bindgen(method, js_name = emitWithinAuthorize)]
    fn emit_within_authorize(this: &Zoom, event: &JsValue);
    #[wasm_bindgen(method)]
    fn refuse(this: &Zoom, reason: &JsValue);
    #[wasm_bindgen(method, js_name = throwFrom)]
    fn throw_from(this: &Zoom, member: &str, reason: &JsValue);
    #[wasm_bindgen(method, js_name = returnFromAuthorize)]
    fn return_from_authorize(this: &Zoom, value: &JsValue);
    #[wasm_bindgen(method)]
    fn hold(this: &Zoom);
    #[wasm_bindgen(method, js_name = rejectHeld)]
    fn reject_held(this: &Zoom, nth: u32, reason: &JsValue);
    #[wasm_bindgen(method, js_name = callListener)]
    fn call_listener(this: &Zoom, nth: u32, event: &JsValue) -> JsValue;
    #[wasm_bindgen(method)]
    fn request(this: &Zoom, nth: u32) -> JsValue;
    #[wasm_bindgen(method)]
    fn requests(this: &Zoom) -> u32;
    #[wasm_bindgen(method)]
    fn listeners(this: &Zoom) -> u32;
    #[wasm_bindgen(method)]
    fn calls(this: &Zoom) -> String;
    #[wasm_bindgen(method)]
    fn listen(this: &Zoom) -> js_sys::Array;
    #[wasm_bindgen(method, getter)]
    fn thrown(this: &Zoom) -> js_sys::Array;

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
    #[wasm_bindgen(js_name = takeUnhandledRejections)]
    fn take_unhandled_rejections() -> u32;
    #[wasm_bindgen(js_name = sleep)]
    fn sleep_promise(milliseconds: i32) -> Promise;
    fn repeat(text: &str, count: u32) -> JsValue;
    #[wasm_bindgen(js_name = zoomApiError)]
    fn zoom_api_error(message: &str, code: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = withoutMember)]
    fn without_member(member: &str) -> JsValue;
    #[wasm_bindgen(js_name = throwingGetters)]
    fn throwing_getters() -> JsValue;
    #[wasm_bindgen(js_name = emitsFromItsGetter)]
    fn emits_from_its_getter(zoom: &Zoom, inner: &JsValue, event: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = abortsFromItsGetter)]
    fn aborts_from_its_getter(controller: &Controller, event: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = replaceRandom)]
    fn replace_random(how: &str) -> Function;
    #[wasm_bindgen(js_name = recordsProgress)]
    fn records_progress(texts: &js_sys::Array, at: &str, act: &Function) -> Function;
    #[wasm_bindgen(js_name = emitsContext)]
    fn emits_context(zoom: &Zoom, status: &str) -> Function;
    fn aborts(controller: &Controller) -> Function;
    #[wasm_bindgen(js_name = reconfigureByHand)]
    fn reconfigure_by_hand(settlers: &js_sys::Array) -> Function;
    #[wasm_bindgen(js_name = doesNothing)]
    fn does_nothing() -> Function;
    fn accepts() -> Function;
    fn fails(how: &str) -> Function;
    #[wasm_bindgen(js_name = goTo)]
    fn go_to(suffix: &str) -> Function;
}

/// Undoes the replacement that a helper made, on drop.
struct Restore(Function);

impl Drop for Restore {
    fn drop(&mut self) {
        self.0.call0(&JsValue::UNDEFINED).unwrap();
    }
}

type Outcome = Result<Authorization, Error>;

async fn sleep(milliseconds: i32) {
    JsFuture::from(sleep_promise(milliseconds)).await.unwrap();
}

/// Waits until the reactions of settled promises have run, `unhandledrejection` included.
async fn settle() {
    sleep(5).await;
}

async fn poll_once<T>(mut flow: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    poll_fn(|context| match flow.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}

/// Starts a flow and waits until the client's immediate answers have arrived.
async fn start<T>(mut flow: Pin<&mut impl Future<Output = T>>) {
    assert!(poll_once(flow.as_mut()).await.is_none(), "the flow waits");
    settle().await;
}

/// Options with a time-out of 3 s, so that a failing test does not hang.
fn options() -> Options {
    Options { timeout_ms: 3000, ..Options::default() }
}

fn with_state() -> Options {
    Options { state: Some(State::parse(STATE.to_owned()).unwrap()), ..options() }
}

fn assert_nothing_left(zoom: &Zoom, case: &str) {
    assert_eq!(zoom.listeners(), 0, "listeners, {case}");
    assert_eq!(pending_timers(), 0, "timers, {case}");
    assert_eq!(zoom.thrown().length(), 0, "listeners that threw, {case}");
}

/// Starts a flow, calls `meanwhile` while it waits, and returns its outcome.
async fn flow(zoom: &Zoom, options: Options, meanwhile: impl FnOnce()) -> Outcome {
    let sdk = zoom.sdk();
    let mut flow = pin!(authorize(&sdk, options));
    let outcome = if let Some(outcome) = poll_once(flow.as_mut()).await {
        outcome
    } else {
        assert_eq!((zoom.listeners(), pending_timers()), (1, 1), "while it waits");
        meanwhile();
        flow.await
    };
    assert_nothing_left(zoom, "after a flow");
    outcome
}

/// Asserts that a new flow succeeds after what the test did.
async fn assert_still_works(case: &str) {
    let zoom = Zoom::new();
    let authorization = flow(&zoom, options(), || zoom.emit(&approved())).await;
    assert_eq!(*authorization.expect(case).code, CODE, "{case}");
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in members {
        Reflect::set(&object, &JsValue::from_str(key), value).unwrap();
    }
    object.into()
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap()
}

fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap()
}

/// The event after a person's approval, with `members` added or replaced.
fn approved_with(members: &[(&str, JsValue)]) -> JsValue {
    let event = [
        ("code", CODE.into()),
        ("redirectUri", REDIRECT_URI.into()),
        ("result", true.into()),
        ("timestamp", Date::now().into()),
    ];
    object(&[&event, members].concat())
}

fn approved() -> JsValue {
    approved_with(&[])
}

fn error(message: &str) -> JsValue {
    JsError::new(message).into()
}

#[track_caller]
fn failed(outcome: Outcome, code: ErrorCode, case: &str) -> Error {
    let error = outcome.expect_err(case);
    assert_eq!(error.code(), code, "{case}: {error}");
    assert_eq!(error.is_retryable(), code.is_retryable(), "{case}");
    error
}

fn memory_pages() -> u32 {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    memory.buffer().unchecked_into::<ArrayBuffer>().byte_length() / 65_536
}

// Random numbers and hashing in the engine.

#[wasm_bindgen_test]
fn the_example_of_rfc_7636_appendix_b_is_reproduced() {
    let verifier = CodeVerifier::parse(VERIFIER.to_owned()).unwrap();
    assert_eq!(verifier.challenge(ChallengeMethod::S256).as_str(), CHALLENGE);
    assert_eq!(verifier.challenge(ChallengeMethod::Plain).as_str(), VERIFIER);
    assert!(
        CodeChallenge::parse(CHALLENGE.to_owned(), ChallengeMethod::S256)
            .unwrap()
            .verify(&verifier)
    );
    let other = CodeVerifier::parse(CHALLENGE.to_owned()).unwrap();
    assert!(!verifier.challenge(ChallengeMethod::S256).verify(&other));
}

#[wasm_bindgen_test]
fn a_thousand_verifiers_and_states_differ_and_use_the_whole_alphabet() {
    let mut seen = HashSet::new();
    let mut characters = HashSet::new();
    for _ in 0..1000 {
        let (verifier, state) = (CodeVerifier::new().unwrap(), State::new().unwrap());
        assert_eq!((verifier.secret().len(), state.as_str().len()), (43, 32));
        characters.extend(verifier.secret().chars());
        assert!(
            seen.insert(verifier.secret().to_owned()) && seen.insert(state.as_str().to_owned())
        );
    }
    assert_eq!(characters.len(), 64);
    assert!(
        characters
            .iter()
            .all(|character| character.is_ascii_alphanumeric() || "-_".contains(*character))
    );
}

#[wasm_bindgen_test]
async fn without_random_numbers_there_is_an_error_and_never_a_value() {
    for how in ["throws", "is missing", "no crypto"] {
        let restore = Restore(replace_random(how));
        for error in [
            CodeVerifier::new().expect_err(how),
            CodeVerifier::with_length(128).expect_err(how),
            State::new().expect_err(how),
        ] {
            assert_eq!(error.code(), ErrorCode::RandomUnavailable, "{how}");
        }

        let zoom = Zoom::new();
        let given = CodeChallenge::parse(CHALLENGE.to_owned(), ChallengeMethod::S256).unwrap();
        for options in [with_state(), Options { challenge: Challenge::Given(given), ..options() }] {
            let outcome = flow(&zoom, options, || zoom.emit(&approved())).await;
            failed(outcome, ErrorCode::RandomUnavailable, how);
        }
        assert_eq!(zoom.calls(), "", "{how}");

        drop(restore);
        assert!(CodeVerifier::new().is_ok(), "{how}, restored");
    }
    assert_still_works("random numbers are back").await;
}

// The person approves.

#[wasm_bindgen_test]
async fn by_default_the_method_is_plain_and_the_challenge_is_the_verifier() {
    let zoom = Zoom::new();
    let authorization = flow(&zoom, options(), || zoom.emit(&approved())).await.unwrap();
    let verifier = authorization.code_verifier.unwrap();
    assert_eq!(*authorization.code, CODE);
    assert_eq!(authorization.code_challenge_method, Some(ChallengeMethod::Plain));
    assert_eq!(text(&zoom.request(0), "codeChallenge"), verifier.secret());
    assert_eq!(verifier.secret().len(), 43);
    assert_eq!(text(&zoom.request(0), "state"), authorization.state.as_str());
    assert_eq!(authorization.state.as_str().len(), 32);
    assert_eq!(authorization.redirect_uri, REDIRECT_URI);
}

#[wasm_bindgen_test]
async fn with_s256_the_challenge_is_the_hash_of_the_verifier() {
    let zoom = Zoom::new();
    let options = Options { challenge: Challenge::Generate(ChallengeMethod::S256), ..options() };
    let authorization = flow(&zoom, options, || zoom.emit(&approved())).await.unwrap();
    let verifier = authorization.code_verifier.unwrap();
    assert_eq!(authorization.code_challenge_method, Some(ChallengeMethod::S256));
    let sent = text(&zoom.request(0), "codeChallenge");
    assert_eq!(sent, verifier.challenge(ChallengeMethod::S256).as_str());
    assert_ne!(sent, verifier.secret());
}

#[wasm_bindgen_test]
async fn with_a_given_challenge_no_verifier_is_made() {
    let zoom = Zoom::new();
    let given = CodeChallenge::parse(CHALLENGE.to_owned(), ChallengeMethod::S256).unwrap();
    let options = Options { challenge: Challenge::Given(given), ..with_state() };
    let authorization = flow(&zoom, options, || zoom.emit(&approved())).await.unwrap();
    assert!(authorization.code_verifier.is_none());
    assert_eq!(authorization.code_challenge_method, None);
    assert_eq!(text(&zoom.request(0), "codeChallenge"), CHALLENGE);
    assert_eq!(text(&zoom.request(0), "state"), STATE);
    assert_eq!(authorization.state.as_str(), STATE);
}

#[wasm_bindgen_test]
async fn the_flow_listens_before_its_request_which_has_two_members() {
    let zoom = Zoom::new();
    flow(&zoom, options(), || zoom.emit(&approved())).await.unwrap();
    assert_eq!(
        zoom.calls(),
        "addEventListener onAuthorized, authorize, removeEventListener onAuthorized"
    );
    let keys = Object::keys(&Object::from(zoom.request(0)));
    assert_eq!(keys.join(" "), "codeChallenge state");
}

#[wasm_bindgen_test]
async fn every_flow_has_its_own_verifier_and_state() {
    let zoom = Zoom::new();
    for _ in 0..2 {
        flow(&zoom, options(), || zoom.emit(&approved())).await.unwrap();
    }
    for key in ["codeChallenge", "state"] {
        assert_ne!(text(&zoom.request(0), key), text(&zoom.request(1), key), "{key}");
    }
}

#[wasm_bindgen_test]
async fn the_event_may_come_before_or_after_authorize_settles() {
    let zoom = Zoom::new();
    // The promise of `authorize` never settles.
    zoom.hold();
    flow(&zoom, options(), || zoom.emit(&approved())).await.expect("before the promise settles");

    let zoom = Zoom::new();
    flow(&zoom, options(), || zoom.emit_soon(&approved()))
        .await
        .expect("in a later task, after the promise resolved");

    let zoom = Zoom::new();
    zoom.emit_within_authorize(&approved());
    flow(&zoom, options(), || panic!("the flow should have ended"))
        .await
        .expect("within the call of authorize");

    for settled in [JsValue::UNDEFINED, JsValue::NULL, 1.into(), object(&[])] {
        let zoom = Zoom::new();
        zoom.return_from_authorize(&settled);
        flow(&zoom, options(), || zoom.emit_soon(&approved()))
            .await
            .expect("although authorize returned no promise");
    }
}

#[wasm_bindgen_test]
async fn a_rejection_after_the_event_is_handled() {
    for message in ["refused too late", TOOK_LONGER] {
        let zoom = Zoom::new();
        zoom.hold();
        flow(&zoom, options(), || zoom.emit(&approved())).await.expect(message);
        zoom.reject_held(0, &error(message));
        settle().await;
        assert_eq!(unhandled_rejections(), 0, "{message}");
    }
}

#[wasm_bindgen_test]
async fn the_redirect_uri_is_that_of_the_event_or_the_page_without_its_fragment() {
    let restore = Restore(go_to("?page=1&x=%20#fragment#more"));
    let page = text(&get(&js_sys::global(), "location"), "href");
    assert!(page.ends_with("#fragment#more"), "{page}");
    let page = page.strip_suffix("#fragment#more").unwrap();
    for (redirect_uri, expected) in [
        (REDIRECT_URI.into(), REDIRECT_URI),
        (JsValue::UNDEFINED, page),
        (JsValue::NULL, page),
        ("".into(), page),
        (7.into(), page),
        (repeat("r", 4097), page),
    ] {
        let zoom = Zoom::new();
        let event = approved_with(&[("redirectUri", redirect_uri.clone())]);
        let authorization = flow(&zoom, options(), || zoom.emit(&event)).await.unwrap();
        assert_eq!(authorization.redirect_uri, expected);
    }
    drop(restore);

    let zoom = Zoom::new();
    let options = Options { redirect_uri: "https://app.example/mine".to_owned(), ..options() };
    let event = approved_with(&[("redirectUri", JsValue::UNDEFINED)]);
    let authorization = flow(&zoom, options, || zoom.emit(&event)).await.unwrap();
    assert_eq!(authorization.redirect_uri, "https://app.example/mine");
}

#[wasm_bindgen_test]
async fn an_invalid_redirect_uri_is_refused_before_the_client_is_asked() {
    let longest = format!("https://app.example/{}", "x".repeat(4096 - 20));
    for valid in ["http://localhost:5173", "https://app.example/proxy#/userinfo", &longest] {
        let zoom = Zoom::new();
        let options = Options { redirect_uri: valid.to_owned(), ..options() };
        let event = approved_with(&[("redirectUri", JsValue::UNDEFINED)]);
        let authorization = flow(&zoom, options, || zoom.emit(&event)).await.expect(valid);
        assert_eq!(authorization.redirect_uri, valid);
    }
    let too_long = format!("{longest}x");
    for invalid in ["/proxy#/userinfo", "https://", "https://#", "ftp://app.example/", &too_long] {
        let zoom = Zoom::new();
        let options = Options { redirect_uri: invalid.to_owned(), ..options() };
        let outcome = authorize(&zoom.sdk(), options).await;
        let error = failed(outcome, ErrorCode::InvalidArgument, invalid);
        assert!(error.to_string().starts_with("redirectUri: must be "), "{error}");
        assert_eq!(zoom.requests(), 0, "{invalid}");
    }
}

#[wasm_bindgen_test]
async fn received_at_is_the_time_of_the_event() {
    let zoom = Zoom::new();
    let sdk = zoom.sdk();
    let mut waiting = pin!(authorize(&sdk, options()));
    assert!(poll_once(waiting.as_mut()).await.is_none());
    sleep(30).await;
    let before = Date::now();
    zoom.emit(&approved());
    let after = Date::now();
    sleep(30).await;
    let received_at = waiting.await.unwrap().received_at;
    assert!((before..=after).contains(&received_at), "{before} <= {received_at} <= {after}");
}

// The state.

#[wasm_bindgen_test]
async fn the_state_of_the_event_must_match_if_present() {
    let refused = Some(ErrorCode::StateMismatch);
    let cases: [(&str, JsValue, bool, Option<ErrorCode>); 14] = [
        ("the state", STATE.into(), false, None),
        ("the state, required", STATE.into(), true, None),
        ("absent", JsValue::UNDEFINED, false, None),
        ("absent, required", JsValue::UNDEFINED, true, refused),
        ("null", JsValue::NULL, false, None),
        ("null, required", JsValue::NULL, true, refused),
        ("another", "state-of-another-xx".into(), false, refused),
        ("another, required", "state-of-another-xx".into(), true, refused),
        ("a prefix", STATE[..5].into(), false, refused),
        ("an extension", format!("{STATE}x").into(), false, refused),
        ("empty", "".into(), false, refused),
        ("a number", 7.into(), false, refused),
        ("a list of the state", js_sys::Array::of1(&STATE.into()).into(), false, refused),
        ("4097 characters", repeat("s", 4097), false, refused),
    ];
    for (case, state, require_state, expected) in cases {
        let zoom = Zoom::new();
        let options = Options { require_state, ..with_state() };
        let event = approved_with(&[("state", state.clone())]);
        let outcome = flow(&zoom, options, || zoom.emit(&event)).await;
        match expected {
            None => assert_eq!(*outcome.expect(case).code, CODE, "{case}"),
            Some(code) => drop(failed(outcome, code, case)),
        }
    }
}

#[wasm_bindgen_test]
async fn a_state_that_is_a_number_does_not_match_its_text() {
    let zoom = Zoom::new();
    let options = Options { state: Some(State::parse("7".to_owned()).unwrap()), ..options() };
    let event = approved_with(&[("state", 7.into())]);
    failed(
        flow(&zoom, options, || zoom.emit(&event)).await,
        ErrorCode::StateMismatch,
        "7 is not \"7\"",
    );
}

#[wasm_bindgen_test]
async fn a_forged_refusal_or_an_empty_event_with_another_state_is_a_mismatch() {
    for event in [
        object(&[("result", false.into()), ("state", "forged".into())]),
        object(&[("code", "".into()), ("state", "forged".into())]),
    ] {
        let zoom = Zoom::new();
        let outcome = flow(&zoom, options(), || zoom.emit(&event)).await;
        failed(outcome, ErrorCode::StateMismatch, "forged");
    }
}

// The person declines, or the event has no usable code.

#[wasm_bindgen_test]
async fn an_event_without_a_usable_code_ends_the_flow_with_an_error() {
    let with_code = |code: JsValue| approved_with(&[("code", code)]);
    let cases: [(&str, JsValue, ErrorCode); 17] = [
        ("declined", object(&[("result", false.into())]), ErrorCode::AccessDenied),
        (
            "declined, with a code",
            approved_with(&[("result", false.into())]),
            ErrorCode::AccessDenied,
        ),
        ("no code", with_code(JsValue::UNDEFINED), ErrorCode::MissingCode),
        ("empty code", with_code("".into()), ErrorCode::MissingCode),
        ("code null", with_code(JsValue::NULL), ErrorCode::MissingCode),
        ("code a number", with_code(7.into()), ErrorCode::MissingCode),
        ("code true", with_code(true.into()), ErrorCode::MissingCode),
        ("code an object", with_code(object(&[])), ErrorCode::MissingCode),
        (
            "code a list of the code",
            with_code(js_sys::Array::of1(&CODE.into()).into()),
            ErrorCode::MissingCode,
        ),
        ("empty object", object(&[]), ErrorCode::MissingCode),
        ("empty list", js_sys::Array::new().into(), ErrorCode::MissingCode),
        ("undefined", JsValue::UNDEFINED, ErrorCode::MissingCode),
        ("null", JsValue::NULL, ErrorCode::MissingCode),
        ("a string", CODE.into(), ErrorCode::MissingCode),
        ("a number", 42.into(), ErrorCode::MissingCode),
        ("a symbol", js_sys::Symbol::iterator().into(), ErrorCode::MissingCode),
        ("getters that throw", throwing_getters(), ErrorCode::MissingCode),
    ];
    for (case, event, code) in cases {
        let zoom = Zoom::new();
        failed(flow(&zoom, options(), || zoom.emit(&event)).await, code, case);
    }
    assert_still_works("after events without a code").await;
}

/// No other test uses texts of this size: after one, the memory would have room for the next.
#[wasm_bindgen_test]
async fn texts_of_1_mb_are_refused_before_they_are_copied_into_the_memory() {
    assert_still_works("before").await;
    for (key, expected) in [
        ("redirectUri", None),
        ("state", Some(ErrorCode::StateMismatch)),
        ("code", Some(ErrorCode::MissingCode)),
    ] {
        let zoom = Zoom::new();
        let event = approved_with(&[(key, repeat("x", 1 << 20))]);
        let before = memory_pages();
        let outcome = flow(&zoom, options(), || zoom.emit(&event)).await;
        assert_eq!(outcome.err().map(|error| error.code()), expected, "{key}");
        assert!(memory_pages() <= before + 1, "{key}: {before} pages became {}", memory_pages());
    }
}

#[wasm_bindgen_test]
async fn a_code_may_have_up_to_4096_characters() {
    for (length, expected) in [(4096, None), (4097, Some(ErrorCode::MissingCode))] {
        let zoom = Zoom::new();
        let event = approved_with(&[("code", repeat("c", length))]);
        let outcome = flow(&zoom, options(), || zoom.emit(&event)).await;
        assert_eq!(outcome.err().map(|error| error.code()), expected, "{length} characters");
    }
}

// The client refuses.

#[wasm_bindgen_test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn a_refusal_of_authorize_becomes_an_error_with_its_code_and_message() {
    const REFUSED: &str = "the Zoom client refused authorize: ";
    let cases: [(&str, JsValue, ErrorCode, String); 14] = [
        (
            "Zoom's own error",
            zoom_api_error("Scope not allowed", &"10023".into()),
            ErrorCode::AuthorizeFailed,
            format!("{REFUSED}Scope not allowed"),
        ),
        (
            "Zoom's own error with a number",
            zoom_api_error("Scope not allowed", &10023.into()),
            ErrorCode::AuthorizeFailed,
            format!("{REFUSED}Scope not allowed"),
        ),
        (
            "no permission",
            zoom_api_error(
                "No Permission for this API. [code:80004, reason:app_not_support]",
                &80004.into(),
            ),
            ErrorCode::CapabilityMissing,
            format!("{}: authorize", ErrorCode::CapabilityMissing.message()),
        ),
        (
            "no permission, as a plain error",
            error("No Permission for this API. [code:80004, reason:app_not_support]"),
            ErrorCode::CapabilityMissing,
            format!("{}: authorize", ErrorCode::CapabilityMissing.message()),
        ),
        (
            "not configured",
            error("must call zoomSdk.config before using other API methods"),
            ErrorCode::SdkNotConfigured,
            ErrorCode::SdkNotConfigured.message().to_owned(),
        ),
        (
            "Zoom's own error that speaks of taking longer",
            zoom_api_error(TOOK_LONGER, &"1".into()),
            ErrorCode::AuthorizeFailed,
            format!("{REFUSED}{TOOK_LONGER}"),
        ),
        (
            "plain error",
            error("Invalid input"),
            ErrorCode::AuthorizeFailed,
            format!("{REFUSED}Invalid input"),
        ),
        (
            "message in other characters",
            error("é🔑"),
            ErrorCode::AuthorizeFailed,
            format!("{REFUSED}é🔑"),
        ),
        (
            "empty message",
            error(""),
            ErrorCode::AuthorizeFailed,
            ErrorCode::AuthorizeFailed.message().to_owned(),
        ),
        (
            "undefined",
            JsValue::UNDEFINED,
            ErrorCode::AuthorizeFailed,
            ErrorCode::AuthorizeFailed.message().to_owned(),
        ),
        (
            "null",
            JsValue::NULL,
            ErrorCode::AuthorizeFailed,
            ErrorCode::AuthorizeFailed.message().to_owned(),
        ),
        (
            "a number",
            7.into(),
            ErrorCode::AuthorizeFailed,
            ErrorCode::AuthorizeFailed.message().to_owned(),
        ),
        (
            "a message that is not a string",
            object(&[("message", 7.into())]),
            ErrorCode::AuthorizeFailed,
            ErrorCode::AuthorizeFailed.message().to_owned(),
        ),
        (
            "getters that throw",
            throwing_getters(),
            ErrorCode::AuthorizeFailed,
            ErrorCode::AuthorizeFailed.message().to_owned(),
        ),
    ];
    for (case, reason, code, message) in cases {
        for how in ["rejects", "authorize throws", "addEventListener throws"] {
            let case = format!("{case}, {how}");
            let zoom = Zoom::new();
            match how {
                "rejects" => zoom.refuse(&reason),
                "authorize throws" => zoom.throw_from("authorize", &reason),
                _ => zoom.throw_from("addEventListener", &reason),
            }
            let sdk = zoom.sdk();
            let refused = failed(authorize(&sdk, options()).await, code, &case);
            assert_eq!(refused.to_string(), message, "{case}");
            assert!(Object::is(refused.cause(), &reason), "{case}");
            assert_nothing_left(&zoom, &case);
            assert_eq!(zoom.requests(), u32::from(how == "rejects"), "{case}");
        }
    }
    assert_eq!(unhandled_rejections(), 0);
    assert_still_works("after refusals").await;
}

#[wasm_bindgen_test]
async fn the_cause_of_a_refusal_is_zooms_own_error() {
    let zoom = Zoom::new();
    zoom.refuse(&zoom_api_error("Scope not allowed", &"10023".into()));
    let refused =
        failed(flow(&zoom, options(), || {}).await, ErrorCode::AuthorizeFailed, "refused");
    assert_eq!(text(refused.cause(), "code"), "10023");
    assert_eq!(text(refused.cause(), "message"), "Scope not allowed");
}

// Guest mode, and missing capabilities.

const NO_PERMISSION: &str = "No Permission for this API. [code:80004, reason:app_not_support]";

fn refuses_guests(status: &str) -> Zoom {
    let zoom = Zoom::new();
    zoom.refuse(&zoom_api_error(NO_PERMISSION, &"80004".into()));
    zoom.set_status(status);
    zoom
}

/// Options with a `reconfigure` after which the client accepts `authorize`.
fn reconfigured(zoom: &Zoom) -> Options {
    let sdk = zoom.sdk();
    let reconfigure = Closure::<dyn Fn() -> JsValue>::new(move || {
        Reflect::set(&sdk, &"_answer".into(), &accepts()).unwrap();
        get(&sdk, "_calls").unchecked_into::<js_sys::Array>().push(&"config".into());
        JsValue::UNDEFINED
    });
    Options { reconfigure: Some(reconfigure.into_js_value().unchecked_into()), ..options() }
}

fn context(status: &str) -> JsValue {
    object(&[("status", status.into()), ("role", "attendee".into())])
}

#[wasm_bindgen_test]
async fn a_guest_who_signs_in_and_adds_the_app_is_authorized() {
    let zoom = refuses_guests("unauthenticated");
    let (sdk, options) = (zoom.sdk(), reconfigured(&zoom));
    let mut flow = pin!(authorize(&sdk, options));
    start(flow.as_mut()).await;
    for event in [context("unauthenticated"), object(&[("role", "host".into())]), JsValue::NULL] {
        zoom.emit_context(&event);
        settle().await;
    }
    zoom.emit(&approved());
    zoom.emit(&approved_with(&[("state", "of the prompt's own flow".into())]));
    zoom.emit_context(&context("authenticated"));
    zoom.emit_context(&context("authenticated"));
    settle().await;
    // The event of another change has no status, so the flow asks the client.
    zoom.set_status("authorized");
    zoom.emit_context(&object(&[("role", "host".into())]));
    settle().await;
    assert!(poll_once(flow.as_mut()).await.is_none(), "none of these events ends the flow");
    assert_eq!(zoom.requests(), 2);
    for key in ["codeChallenge", "state"] {
        assert_eq!(
            text(&zoom.request(0), key),
            text(&zoom.request(1), key),
            "the same request, again"
        );
    }
    zoom.emit(&approved());
    let authorization = flow.await.unwrap();
    assert_eq!(*authorization.code, CODE);
    assert_eq!(
        authorization.code_verifier.unwrap().secret(),
        text(&zoom.request(1), "codeChallenge")
    );
    assert_nothing_left(&zoom, "after guest mode");
    let calls = zoom.calls();
    let calls: Vec<_> = calls
        .split(", ")
        .filter(|call| !call.contains("EventListener") && *call != "getUserContext")
        .collect();
    assert_eq!(
        calls,
        ["authorize", "promptAuthorize", "config", "promptAuthorize", "config", "authorize"],
        "config is repeated after each change"
    );
}

#[wasm_bindgen_test]
async fn a_reconfigure_that_fails_ends_the_flow() {
    for how in ["throws", "rejects"] {
        let zoom = refuses_guests("authenticated");
        let reconfigure = Some(fails(how));
        let (sdk, options) = (zoom.sdk(), Options { reconfigure, ..options() });
        let mut flow = pin!(authorize(&sdk, options));
        start(flow.as_mut()).await;
        zoom.emit_context(&context("authorized"));
        let error = failed(flow.await, ErrorCode::SdkNotConfigured, how);
        assert_eq!(text(error.cause(), "message"), "config failed");
        assert_nothing_left(&zoom, how);
    }
}

/// Resolves, with `config`, the promise that the first call of [`reconfigure_by_hand`] returned.
fn finish_reconfigure(settlers: &js_sys::Array, config: &JsValue) {
    settlers.get(0).unchecked_into::<Function>().call1(&JsValue::UNDEFINED, config).unwrap();
}

fn count(zoom: &Zoom, call: &str) -> usize {
    zoom.calls().split(", ").filter(|called| *called == call).count()
}

#[wasm_bindgen_test]
async fn an_api_that_reconfigure_reports_unsupported_is_named() {
    let zoom = refuses_guests("authenticated");
    let settlers = js_sys::Array::new();
    let reconfigure = Some(reconfigure_by_hand(&settlers));
    let (sdk, options) = (zoom.sdk(), Options { reconfigure, ..options() });
    let mut flow = pin!(authorize(&sdk, options));
    start(flow.as_mut()).await;
    zoom.emit_context(&context("authorized"));
    let config = object(&[("unsupportedApis", js_sys::Array::of1(&"onAuthorized".into()).into())]);
    finish_reconfigure(&settlers, &config);
    let missing = failed(flow.await, ErrorCode::CapabilityMissing, "after guest mode");
    assert!(missing.to_string().ends_with(": onAuthorized"));
    assert_eq!(zoom.requests(), 1);
}

#[wasm_bindgen_test]
async fn without_a_listener_the_client_is_not_called() {
    let zoom = refuses_guests("authenticated");
    zoom.throw_from("addEventListener", &error("no listeners here"));
    let refused = failed(
        authorize(&zoom.sdk(), reconfigured(&zoom)).await,
        ErrorCode::AuthorizeFailed,
        "addEventListener throws",
    );
    assert_eq!(text(refused.cause(), "message"), "no listeners here");
    assert_eq!(
        zoom.calls()
            .split(", ")
            .filter(|call| !call.contains("EventListener") && !call.is_empty())
            .count(),
        0
    );
}

#[wasm_bindgen_test]
async fn events_of_the_last_eight_flows_are_ignored() {
    let zoom = Zoom::new();
    for _ in 0..9 {
        failed(
            flow(&zoom, Options { timeout_ms: 1, ..options() }, || {}).await,
            ErrorCode::Timeout,
            "no event",
        );
    }
    let of = |nth| approved_with(&[("state", get(&zoom.request(nth), "state"))]);
    let sdk = zoom.sdk();
    let mut waiting = pin!(authorize(&sdk, options()));
    assert!(poll_once(waiting.as_mut()).await.is_none());
    for nth in 1..9 {
        zoom.emit(&of(nth));
        assert!(poll_once(waiting.as_mut()).await.is_none(), "the event of flow {nth}");
    }
    zoom.emit(&of(0));
    failed(waiting.await, ErrorCode::StateMismatch, "the flow before these eight");
}

#[wasm_bindgen_test]
async fn a_guest_is_not_prompted_twice_at_the_same_status() {
    // The events and the client report different statuses. Without a limit, the flow would prompt
    // for ever.
    let zoom = refuses_guests("authenticated");
    let reconfigure = Some(emits_context(&zoom, "unauthenticated"));
    let (sdk, options) = (zoom.sdk(), Options { reconfigure, ..options() });
    let mut flow = pin!(authorize(&sdk, options));
    start(flow.as_mut()).await;
    zoom.emit_context(&context("unauthenticated"));
    settle().await;
    zoom.emit_context(&context("authenticated"));
    let guest = failed(flow.await, ErrorCode::GuestMode, "back and forth");
    assert_eq!(count(&zoom, "promptAuthorize"), 2, "{guest}");
    assert_nothing_left(&zoom, "after changes back and forth");
}

#[wasm_bindgen_test]
async fn a_second_refusal_after_reconfigure_ends_the_flow() {
    let zoom = refuses_guests("authenticated");
    let settlers = js_sys::Array::new();
    let reconfigure = Some(reconfigure_by_hand(&settlers));
    let (sdk, options) = (zoom.sdk(), Options { reconfigure, ..options() });
    let mut flow = pin!(authorize(&sdk, options));
    start(flow.as_mut()).await;
    zoom.emit_context(&context("authorized"));
    finish_reconfigure(&settlers, &JsValue::UNDEFINED);
    let refused = failed(flow.await, ErrorCode::CapabilityMissing, "refused again");
    assert_eq!((zoom.requests(), count(&zoom, "promptAuthorize")), (2, 1), "{refused}");
}

#[wasm_bindgen_test]
async fn reconfigure_needs_an_sdk_with_prompt_authorize() {
    let zoom = Zoom::new();
    let sdk = zoom.sdk();
    Reflect::set(&sdk, &"promptAuthorize".into(), &7.into()).unwrap();
    let missing = failed(
        authorize(&sdk, reconfigured(&zoom)).await,
        ErrorCode::CapabilityMissing,
        "no prompt",
    );
    assert!(missing.to_string().ends_with(": promptAuthorize"));
    assert_eq!(zoom.calls(), "");
}

#[wasm_bindgen_test]
async fn a_request_that_the_client_changes_does_not_leak_into_the_error() {
    for how in ["deletes", "overwrites"] {
        let zoom = Zoom::new();
        zoom.change_request_and_refuse(how);
        let refused = failed(flow(&zoom, options(), || {}).await, ErrorCode::AuthorizeFailed, how);
        assert_eq!(
            refused.to_string(),
            "the Zoom client refused authorize",
            "{how}: no verifier in it"
        );
    }
    assert_still_works("after changed requests").await;
}

#[wasm_bindgen_test]
async fn an_abort_within_add_event_listener_prevents_the_request() {
    for reconfigure in [None, Some(accepts())] {
        let (zoom, controller) = (Zoom::new(), Controller::new());
        zoom.while_listening(&aborts(&controller));
        let sdk = zoom.sdk();
        let options = Options { signal: Some(controller.signal()), reconfigure, ..options() };
        failed(authorize(&sdk, options).await, ErrorCode::Aborted, "within addEventListener");
        assert_nothing_left(&zoom, "within addEventListener");
        assert_eq!((zoom.requests(), controller.listeners()), (0, 0));
    }
}

#[wasm_bindgen_test]
async fn an_api_that_config_reports_unsupported_is_named() {
    for (unsupported, named) in [
        (vec!["authorize"], Some("authorize")),
        (vec!["cloudRecording", "onAuthorized"], Some("onAuthorized")),
        (vec!["onAuthorized", "authorize"], Some("authorize, onAuthorized")),
        (vec!["cloudRecording"], None),
        (vec![], None),
    ] {
        let zoom = Zoom::new();
        let unsupported = unsupported.into_iter().map(JsValue::from).collect::<js_sys::Array>();
        let config = object(&[("unsupportedApis", unsupported.into())]);
        let approve = || {
            if named.is_none() {
                zoom.emit(&approved());
            }
        };
        let outcome = flow(&zoom, Options { config, ..options() }, approve).await;
        match named {
            None => assert_eq!(*outcome.unwrap().code, CODE),
            Some(name) => {
                let error = failed(outcome, ErrorCode::CapabilityMissing, name);
                assert!(error.to_string().ends_with(&format!(": {name}")), "{error}");
                assert_eq!(zoom.requests(), 0, "authorize is not called");
            }
        }
    }
}

#[wasm_bindgen_test]
async fn a_value_other_than_the_sdk_is_refused() {
    let cases: [(&str, JsValue); 11] = [
        ("undefined", JsValue::UNDEFINED),
        ("null", JsValue::NULL),
        ("a number", 7.into()),
        ("a string", "zoomSdk".into()),
        ("true", true.into()),
        ("an empty object", object(&[])),
        ("getters that throw", throwing_getters()),
        ("authorize is not a function", object(&[("authorize", 7.into())])),
        ("without authorize", without_member("authorize")),
        ("without addEventListener", without_member("addEventListener")),
        ("without removeEventListener", without_member("removeEventListener")),
    ];
    for (case, sdk) in cases {
        let error = failed(authorize(&sdk, options()).await, ErrorCode::SdkMissing, case);
        assert!(error.to_string().starts_with("zoomSdk: "), "{case}: {error}");
        assert_eq!(pending_timers(), 0, "{case}");
    }
    assert_still_works("after values other than the SDK").await;
}

// Time-outs and aborts.

#[wasm_bindgen_test]
async fn without_an_event_the_flow_ends_after_its_time_out() {
    let zoom = Zoom::new();
    let before = Date::now();
    let outcome = flow(&zoom, Options { timeout_ms: 30, ..options() }, || {}).await;
    let waited = Date::now() - before;
    failed(outcome, ErrorCode::Timeout, "no event");
    assert!((25.0..1500.0).contains(&waited), "{waited} ms");
}

#[wasm_bindgen_test]
async fn an_event_after_the_time_out_is_ignored() {
    let zoom = Zoom::new();
    failed(
        flow(&zoom, Options { timeout_ms: 30, ..options() }, || {}).await,
        ErrorCode::Timeout,
        "no event",
    );
    zoom.emit(&approved());
    assert!(zoom.call_listener(0, &approved()).is_undefined());

    // Nor does it end the next flow, even if the SDK still calls the old listener.
    let sdk = zoom.sdk();
    let mut waiting = pin!(authorize(&sdk, options()));
    assert!(poll_once(waiting.as_mut()).await.is_none());
    zoom.call_listener(0, &approved_with(&[("code", "stale".into())]));
    assert!(
        poll_once(waiting.as_mut()).await.is_none(),
        "the old listener must not end the new flow"
    );
    zoom.emit(&approved());
    assert_eq!(*waiting.await.unwrap().code, CODE);
    assert_nothing_left(&zoom, "after both");
}

#[wasm_bindgen_test]
async fn the_late_event_of_a_flow_that_ended_does_not_end_the_next_one() {
    let zoom = Zoom::new();
    failed(
        flow(&zoom, Options { timeout_ms: 10, ..options() }, || {}).await,
        ErrorCode::Timeout,
        "no event",
    );
    let of = |nth| approved_with(&[("state", get(&zoom.request(nth), "state"))]);
    let sdk = zoom.sdk();
    let mut waiting = pin!(authorize(&sdk, options()));
    assert!(poll_once(waiting.as_mut()).await.is_none());
    zoom.emit(&of(0));
    assert!(
        poll_once(waiting.as_mut()).await.is_none(),
        "the late event must not end the new flow"
    );
    zoom.emit(&of(1));
    assert_eq!(waiting.await.unwrap().state.as_str(), text(&zoom.request(1), "state"));
    assert_nothing_left(&zoom, "after both");

    // A state that no flow had still ends in a mismatch.
    let unknown = approved_with(&[("state", "unknown".into())]);
    failed(
        flow(&zoom, options(), || zoom.emit(&unknown)).await,
        ErrorCode::StateMismatch,
        "unknown",
    );
}

#[wasm_bindgen_test]
async fn a_refusal_that_repeats_the_request_shows_none_of_it() {
    for key in ["codeChallenge", "state"] {
        let zoom = Zoom::new();
        zoom.hold();
        let sdk = zoom.sdk();
        let mut waiting = pin!(authorize(&sdk, options()));
        assert!(poll_once(waiting.as_mut()).await.is_none());
        let secret = text(&zoom.request(0), key);
        zoom.reject_held(0, &error(&format!("cannot handle {secret}")));
        let refused = failed(waiting.await, ErrorCode::AuthorizeFailed, key);
        assert_eq!(refused.to_string(), ErrorCode::AuthorizeFailed.message(), "{key}");
    }
}

#[wasm_bindgen_test]
async fn a_flow_aborted_before_its_start_calls_nothing() {
    for reason in [JsValue::from("the caller's reason"), object(&[]), JsValue::UNDEFINED] {
        let (zoom, controller) = (Zoom::new(), Controller::new());
        controller.abort(&reason);
        let options = Options { signal: Some(controller.signal()), ..options() };
        let aborted = failed(flow(&zoom, options, || {}).await, ErrorCode::Aborted, "before");
        assert!(Object::is(aborted.cause(), &controller.signal().reason()));
        assert!(reason.is_undefined() || Object::is(aborted.cause(), &reason));
        assert_eq!(zoom.calls(), "");
        assert_eq!(controller.listeners(), 0);
    }
    assert_still_works("after an abort").await;
}

#[wasm_bindgen_test]
async fn an_abort_ends_a_waiting_flow() {
    for reason in [JsValue::from("the caller's reason"), object(&[]), JsValue::UNDEFINED] {
        let (zoom, controller) = (Zoom::new(), Controller::new());
        let options = Options { signal: Some(controller.signal()), ..options() };
        let outcome = flow(&zoom, options, || {
            assert_eq!(controller.listeners(), 1);
            controller.abort(&reason);
        })
        .await;
        let aborted = failed(outcome, ErrorCode::Aborted, "while it waits");
        assert!(Object::is(aborted.cause(), &controller.signal().reason()));
        assert!(reason.is_undefined() || Object::is(aborted.cause(), &reason));
        assert_eq!(controller.listeners(), 0);
        zoom.emit(&approved());
    }
    assert_still_works("after an abort").await;
}

#[wasm_bindgen_test]
async fn an_abort_while_the_event_is_read_ends_the_flow() {
    let (zoom, controller) = (Zoom::new(), Controller::new());
    let options = Options { signal: Some(controller.signal()), ..options() };
    let event = aborts_from_its_getter(&controller, &approved());
    let outcome = flow(&zoom, options, || zoom.emit(&event)).await;
    failed(outcome, ErrorCode::Aborted, "while the event is read");
    assert_still_works("after an abort within an event").await;
}

#[wasm_bindgen_test]
fn state_is_required_by_default_only_in_a_frame() {
    assert!(!Options::default().require_state, "in a page of its own");
    // In a frame `top` is not `self`. A page can replace `self`, and not `top`.
    let global = js_sys::global();
    Reflect::set(&global, &"self".into(), &Object::new()).unwrap();
    let is_required = Options::default().require_state;
    Reflect::set(&global, &"self".into(), &global).unwrap();
    assert!(is_required, "in a frame");
}

#[wasm_bindgen_test]
async fn a_signal_that_is_not_an_abort_signal_is_refused() {
    let half = |name: &str, value: &JsValue| {
        let signal = Object::new();
        Reflect::set(&signal, &name.into(), value).unwrap();
        signal.unchecked_into::<AbortSignal>()
    };
    let without_remove_event_listener = || {
        let signal = Controller::new().signal();
        Reflect::set(&signal, &"removeEventListener".into(), &JsValue::NULL).unwrap();
        signal
    };
    for signal in [
        Object::new().unchecked_into(),
        half("aborted", &JsValue::FALSE),
        half("addEventListener", &Object::new().constructor()),
        without_remove_event_listener(),
    ] {
        let zoom = Zoom::new();
        let outcome = flow(&zoom, Options { signal: Some(signal), ..options() }, || {}).await;
        failed(outcome, ErrorCode::InvalidArgument, "half a signal");
        assert_nothing_left(&zoom, "half a signal");
    }
}

#[wasm_bindgen_test]
async fn an_abort_after_the_end_is_ignored() {
    let (zoom, controller) = (Zoom::new(), Controller::new());
    let options = Options { signal: Some(controller.signal()), ..options() };
    flow(&zoom, options, || zoom.emit(&approved())).await.unwrap();
    assert_eq!(controller.listeners(), 0);
    controller.abort(&JsValue::UNDEFINED);
    assert_still_works("after a late abort").await;
}

#[wasm_bindgen_test]
async fn a_dropped_future_leaves_nothing_behind() {
    let (zoom, controller) = (Zoom::new(), Controller::new());
    let sdk = zoom.sdk();
    {
        let options = Options { signal: Some(controller.signal()), ..options() };
        let mut waiting = pin!(authorize(&sdk, options));
        assert!(poll_once(waiting.as_mut()).await.is_none());
        assert_eq!((zoom.listeners(), pending_timers(), controller.listeners()), (1, 1, 1));
    }
    assert_nothing_left(&zoom, "dropped");
    assert_eq!(controller.listeners(), 0);
    zoom.emit(&approved());
    zoom.call_listener(0, &approved());
    controller.abort(&JsValue::UNDEFINED);
    assert_still_works("after a dropped future").await;
}

#[wasm_bindgen_test]
async fn a_future_that_is_never_polled_calls_nothing() {
    let zoom = Zoom::new();
    let sdk = zoom.sdk();
    drop(authorize(&sdk, options()));
    assert_eq!(zoom.calls(), "");
    assert_nothing_left(&zoom, "never polled");
}

// The option on_progress.

fn reported(texts: &js_sys::Array) -> Vec<String> {
    texts.iter().map(|text| text.as_string().unwrap()).collect()
}

#[wasm_bindgen_test]
async fn each_step_of_a_flow_is_reported() {
    let (zoom, texts) = (Zoom::new(), js_sys::Array::new());
    let on_progress = Some(records_progress(&texts, "", &does_nothing()));
    let sdk = zoom.sdk();
    let mut waiting = pin!(authorize(&sdk, Options { on_progress, ..with_state() }));
    start(waiting.as_mut()).await;
    zoom.emit(&approved());
    waiting.await.unwrap();
    zoom.emit(&approved());
    let expected = [
        "flow started",
        "authorize started",
        "authorize succeeded",
        "onAuthorized received",
        "flow succeeded",
    ];
    assert_eq!(reported(&texts), expected);
}

#[wasm_bindgen_test]
async fn a_dropped_future_reports_nothing_more() {
    let (zoom, texts) = (Zoom::new(), js_sys::Array::new());
    let sdk = zoom.sdk();
    {
        let on_progress = Some(records_progress(&texts, "", &does_nothing()));
        let mut waiting = pin!(authorize(&sdk, Options { on_progress, ..options() }));
        assert!(poll_once(waiting.as_mut()).await.is_none());
    }
    zoom.call_listener(0, &approved());
    settle().await;
    assert_eq!(reported(&texts), ["flow started", "authorize started"]);
}

#[wasm_bindgen_test]
async fn an_error_of_on_progress_is_an_unhandled_rejection() {
    let zoom = Zoom::new();
    let options = Options { on_progress: Some(fails("throws")), ..options() };
    flow(&zoom, options, || zoom.emit(&approved())).await.unwrap();
    settle().await;
    // One for each report: the flow, authorize, the event, the flow.
    assert_eq!(take_unhandled_rejections(), 4);
}

#[wasm_bindgen_test]
async fn a_call_that_on_progress_makes_obsolete_is_not_made() {
    // The person has signed in before the prompt is shown.
    for at in ["getUserContext succeeded", "promptAuthorize started"] {
        let (zoom, texts) = (refuses_guests("authenticated"), js_sys::Array::new());
        let sdk = zoom.sdk();
        let on_progress = Some(records_progress(&texts, at, &emits_context(&zoom, "authorized")));
        let mut waiting = pin!(authorize(&sdk, Options { on_progress, ..reconfigured(&zoom) }));
        start(waiting.as_mut()).await;
        settle().await;
        zoom.emit(&approved());
        waiting.await.unwrap();
        assert_eq!(count(&zoom, "promptAuthorize"), 0, "{at}");
        assert_eq!(count(&zoom, "config"), 1, "{at}");
        let reported = reported(&texts);
        let prompts = reported.iter().filter(|text| text.starts_with("promptAuthorize"));
        assert!(prompts.eq([at].iter().filter(|text| text.ends_with("started"))), "{reported:?}");
        assert_nothing_left(&zoom, at);
    }
}

// More than one flow.

#[wasm_bindgen_test]
async fn a_second_flow_is_refused_while_the_first_waits() {
    let (zoom, other) = (Zoom::new(), Zoom::new());
    let sdk = zoom.sdk();
    let mut first = pin!(authorize(&sdk, options()));
    assert!(poll_once(first.as_mut()).await.is_none());
    for second in [&zoom, &other] {
        let controller = Controller::new();
        let options = Options { signal: Some(controller.signal()), ..options() };
        failed(authorize(&second.sdk(), options).await, ErrorCode::InProgress, "the second one");
        assert_eq!(controller.listeners(), 0);
    }
    assert_eq!((zoom.requests(), zoom.listeners(), pending_timers()), (1, 1, 1));
    assert_eq!(other.calls(), "");
    zoom.emit(&approved());
    assert_eq!(*first.await.unwrap().code, CODE);
    assert_nothing_left(&zoom, "after the first one");
    assert_still_works("after two flows at once").await;
}

#[wasm_bindgen_test]
async fn a_late_rejection_of_an_old_flow_does_not_end_the_new_one() {
    let zoom = Zoom::new();
    zoom.hold();
    failed(
        flow(&zoom, Options { timeout_ms: 10, ..options() }, || {}).await,
        ErrorCode::Timeout,
        "the old one",
    );
    let sdk = zoom.sdk();
    let mut waiting = pin!(authorize(&sdk, options()));
    assert!(poll_once(waiting.as_mut()).await.is_none());
    zoom.reject_held(0, &zoom_api_error("refused", &"1".into()));
    settle().await;
    assert!(
        poll_once(waiting.as_mut()).await.is_none(),
        "the old rejection must not end the new flow"
    );
    // A rejection of its own request does.
    zoom.reject_held(1, &zoom_api_error("refused", &"2".into()));
    let refused = failed(waiting.await, ErrorCode::AuthorizeFailed, "the new one");
    assert_eq!(text(refused.cause(), "code"), "2");
    assert_nothing_left(&zoom, "after both");
    assert_eq!(unhandled_rejections(), 0);
}

#[wasm_bindgen_test]
async fn only_the_first_of_several_events_counts() {
    let zoom = Zoom::new();
    let outcome = flow(&zoom, options(), || {
        zoom.emit(&approved());
        zoom.emit(&approved_with(&[("code", "second".into())]));
        zoom.call_listener(0, &object(&[("result", false.into())]));
    })
    .await;
    assert_eq!(*outcome.unwrap().code, CODE);
}

#[wasm_bindgen_test]
async fn an_event_that_another_event_interrupts_still_counts() {
    let zoom = Zoom::new();
    let event =
        emits_from_its_getter(&zoom, &approved_with(&[("code", "inner".into())]), &approved());
    let authorization = flow(&zoom, options(), || zoom.emit(&event)).await.unwrap();
    assert_eq!(*authorization.code, CODE);
    assert_still_works("after events within events").await;
}

#[wasm_bindgen_test]
async fn the_listeners_of_the_app_get_every_event() {
    let zoom = Zoom::new();
    let before = zoom.listen();
    let sdk = zoom.sdk();
    let events = [approved(), object(&[("result", false.into())]), throwing_getters()];
    for (nth, event) in (0..).zip(&events) {
        let mut waiting = pin!(authorize(&sdk, options()));
        assert!(poll_once(waiting.as_mut()).await.is_none());
        let after = zoom.listen();
        zoom.emit(event);
        assert_eq!(waiting.await.is_ok(), nth == 0);
        assert_eq!(
            (before.length(), after.length()),
            (2 * nth + 1, 1),
            "the event that ends the flow"
        );
        assert!(Object::is(&after.get(0), event));
        zoom.emit(event);
        assert_eq!((before.length(), after.length()), (2 * nth + 2, 2), "an event after the flow");
        assert_eq!(
            (zoom.listeners(), pending_timers()),
            (nth + 2, 0),
            "the app's own listeners are kept"
        );
        assert_eq!(zoom.thrown().length(), 0);
    }
}

#[wasm_bindgen_test]
async fn two_thousand_flows_in_a_row_leave_nothing_behind() {
    const FLOWS: u32 = 2000;
    let (zoom, controller) = (Zoom::new(), Controller::new());
    let sdk = zoom.sdk();
    let (event, declined) = (approved(), object(&[("result", false.into())]));
    let mut left = (0, 0);
    for nth in 0..FLOWS {
        // The first flows allocate what all flows share.
        if nth == 100 {
            left = (memory_pages(), wasm_bindgen::externref_heap_live_count());
        }
        let options = Options { signal: Some(controller.signal()), ..options() };
        let mut waiting = pin!(authorize(&sdk, options));
        assert!(poll_once(waiting.as_mut()).await.is_none());
        match nth % 3 {
            0 => {
                zoom.emit(&event);
                assert!(waiting.await.is_ok());
            }
            1 => {
                zoom.emit(&declined);
                assert!(waiting.await.is_err());
            }
            // The future is dropped while it waits.
            _ => {}
        }
    }
    assert_eq!(zoom.requests(), FLOWS);
    assert_eq!(controller.listeners(), 0);
    assert_nothing_left(&zoom, "after all");
    assert_eq!(memory_pages(), left.0, "pages of wasm memory");
    let live = wasm_bindgen::externref_heap_live_count();
    assert!(live <= left.1 + 10, "JavaScript values held: {} became {live}", left.1);
}

// Secrets.

#[wasm_bindgen_test]
async fn debug_shows_no_secret() {
    let assert_hides = |shown: String, secrets: &[&str]| {
        for secret in secrets {
            assert!(!shown.contains(secret), "{shown}");
        }
    };
    let challenge = CodeChallenge::parse(CHALLENGE.to_owned(), ChallengeMethod::Plain).unwrap();
    let options = Options { challenge: Challenge::Given(challenge), ..with_state() };
    assert_hides(format!("{options:?} {options:#?}"), &[CHALLENGE, STATE]);

    let zoom = Zoom::new();
    let authorization = flow(&zoom, with_state(), || zoom.emit(&approved())).await.unwrap();
    let verifier = authorization.code_verifier.as_ref().unwrap().secret();
    let shown = format!("{authorization:?} {authorization:#?}");
    assert!(
        shown.starts_with("Authorization { code_challenge_method: Some(Plain), redirect_uri: "),
        "{shown}"
    );
    assert_hides(shown, &[verifier, STATE, CODE]);

    for event in [
        approved_with(&[("state", "forged-state".into())]),
        approved_with(&[("result", false.into())]),
    ] {
        let zoom = Zoom::new();
        let error = flow(&zoom, with_state(), || zoom.emit(&event)).await.unwrap_err();
        let sent = text(&zoom.request(0), "codeChallenge");
        let shown = format!("{error} {error:?} {error:#?} {}", error.hint());
        assert_hides(shown, &[CODE, STATE, "forged-state", &sent]);
    }
}

// Errors of the exports.

#[wasm_bindgen_test]
fn the_message_of_a_javascript_error_has_the_reason_the_code_and_the_hint() {
    let error = CodeVerifier::parse("short".to_owned()).unwrap_err();
    let expected = format!("{error} ({}). {}", error.code(), error.hint());
    let shown = JsError::from(JsValue::from(error)).message();
    assert_eq!(shown, expected);
    assert!(expected.contains(" (invalid_argument). "), "{expected}");
}

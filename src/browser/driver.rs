//! The driver: makes the calls that the machine asks for, and feeds it what happens.

use alloc::boxed::Box;
use core::mem;

use js_sys::{Date, Function, Promise};
use wasm_bindgen::{JsValue, prelude::*};

use super::{
    abort,
    callbacks::Callback,
    foreign,
    listener::Listener,
    options::{Options, check_redirect_uri, check_timeout_ms},
    page::{Page, Reservation, with_page},
    timer::Timer,
    window,
    zoom_sdk::{self, ZoomSdk},
};
use crate::{
    error::{Error, ErrorCode},
    flow::{
        Request,
        machine::{
            Answer, Call, CallId, Failure, Flow, Grant, Input, Output, Settings, authorize_refused,
        },
        progress::{self, Progress},
    },
};

#[wasm_bindgen]
extern "C" {
    /// The promise of a call.
    type CallPromise;

    /// `Promise.resolve`, which reads members of `value`.
    #[wasm_bindgen(js_namespace = Promise, catch)]
    fn resolve(value: &JsValue) -> Result<CallPromise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn then(
        this: &CallPromise,
        on_fulfilled: &Function,
        on_rejected: &Function,
    ) -> Result<JsValue, JsValue>;
}

/// Called once, with the result of a flow.
pub(crate) type OnEnd = Box<dyn FnOnce(Result<Authorized, Error>)>;

/// The result of a flow. The texts of the event are as they came, not copied.
pub(crate) struct Authorized {
    pub(crate) code: JsValue,
    pub(crate) redirect_uri: JsValue,
    pub(crate) request: Request,
    /// When the event was received, in milliseconds since the epoch.
    pub(crate) received_at: f64,
}

/// A flow between its first call and its end. Dropping it removes its listeners and its timer.
pub(super) struct RunningFlow {
    id: u32,
    flow: Flow<JsValue>,
    zoom_sdk: ZoomSdk,
    /// Without `challenge` and `state`, which are in the flow's request.
    options: Options,
    on_end: OnEnd,
    /// Whether an event is being read. A getter of the event can fire another event, which is then
    /// ignored.
    is_reading_event: bool,
    /// Not read. Dropping it ends the subscriptions.
    _subscriptions: Subscriptions,
}

/// The sources of a flow's callbacks. Dropping them ends the callbacks.
struct Subscriptions {
    _timer: Timer,
    _abort_listener: Option<Listener>,
    _context_listener: Option<Listener>,
    _event_listener: Listener,
}

/// Starts a flow and returns its id. `on_end` is called unless an error is returned.
///
/// # Errors
///
/// `invalid_argument`, `random_unavailable`, `sdk_missing`, `capability_missing`, `aborted`,
/// `in_progress`, `authorize_failed` if the page's `setTimeout` throws, and the error of
/// [`authorize_refused`] if the SDK refuses the listener.
pub(crate) fn start(zoom_sdk: &JsValue, mut options: Options, on_end: OnEnd) -> Result<u32, Error> {
    let timeout_ms = check_timeout_ms(options.timeout_ms.into())?;
    if options.redirect_uri.is_empty() {
        options.redirect_uri = window::url();
    } else {
        check_redirect_uri(&options.redirect_uri)?;
    }
    let can_reconfigure = options.reconfigure.is_some();
    let zoom_sdk = zoom_sdk::check(zoom_sdk, can_reconfigure)?;
    let unsupported = zoom_sdk::read_unsupported(&options.config);
    abort::check(options.signal.as_ref())?;
    let request = Request::new(mem::take(&mut options.challenge), options.state.take())?;
    // The page's and the SDK's code runs from here on, and could start another flow.
    let reservation = Reservation::new()?;

    let id = with_page(Page::next_flow_id);
    let on_timeout = with_page(Page::callbacks).on_timeout.of_flow(id);
    let timer = Timer::start(&on_timeout, timeout_ms)
        .map_err(|thrown| Error::new(ErrorCode::AuthorizeFailed).caused_by(thrown))?;
    // The listeners come first: the event can arrive before the promise of `authorize` settles.
    let subscriptions = subscribe(id, timer, &zoom_sdk, &options)
        .map_err(|thrown| authorize_refused(&request, zoom_sdk::read_rejection(thrown)))
        .map_err(with_cause)?;
    abort::check(options.signal.as_ref())?;

    let settings = Settings { require_state: options.require_state, can_reconfigure };
    let ended_states = with_page(|page| page.ended_states.take());
    let (flow, first) = Flow::start(request, settings, unsupported, ended_states);
    put_back(Box::new(RunningFlow {
        id,
        flow,
        zoom_sdk,
        options,
        on_end,
        is_reading_event: false,
        _subscriptions: subscriptions,
    }));
    drop(reservation);
    report(id, Progress::START);
    act(id, first, Date::now());
    Ok(id)
}

fn subscribe(
    id: u32,
    timer: Timer,
    zoom_sdk: &ZoomSdk,
    options: &Options,
) -> Result<Subscriptions, JsValue> {
    let callbacks = with_page(Page::callbacks);
    let listen = |event, callback: &Callback| Listener::add(zoom_sdk, event, callback.of_flow(id));
    Ok(Subscriptions {
        _timer: timer,
        // If the signal throws, the flow runs without it.
        _abort_listener: options.signal.as_ref().and_then(|signal| {
            Listener::add(signal, "abort", callbacks.on_aborted.of_flow(id)).ok()
        }),
        // If the SDK throws, the flow does not learn that a guest has signed in or added the app, and
        // the prompt ends in a time-out.
        _context_listener: options
            .reconfigure
            .as_ref()
            .and_then(|_| listen("onMyUserContextChange", &callbacks.on_context_changed).ok()),
        _event_listener: listen("onAuthorized", &callbacks.on_authorized)?,
    })
}

/// Ends a flow without a result, if it has not ended yet.
pub(super) fn cancel(id: u32) {
    if let Some(running) = take(id) {
        let _ = running.clean_up();
    }
}

// Values are read before the flow is used: their getters can run any code.

pub(super) fn on_authorized(flow_id: u32, _: CallId, event: JsValue) {
    let set_reading = |is_reading| {
        with_running(flow_id, |running| mem::replace(&mut running.is_reading_event, is_reading))
    };
    if set_reading(true) == Some(false) {
        let event = zoom_sdk::read_event(&event);
        set_reading(false);
        advance(flow_id, Input::Authorized(event));
    }
}

pub(super) fn on_context_changed(flow_id: u32, _: CallId, event: JsValue) {
    advance(flow_id, Input::ContextChanged(zoom_sdk::read_status(&event)));
}

pub(super) fn on_timeout(flow_id: u32, _: CallId, _: JsValue) {
    advance(flow_id, Input::TimedOut);
}

pub(super) fn on_aborted(flow_id: u32, _: CallId, _: JsValue) {
    let signal = with_running(flow_id, |running| running.options.signal.clone()).flatten();
    let reason = signal.as_ref().map(abort::reason);
    advance(flow_id, Input::Aborted(reason.unwrap_or_default()));
}

pub(super) fn on_fulfilled(flow_id: u32, call_id: CallId, value: JsValue) {
    let answer = match pending_call(flow_id, call_id) {
        Some(Call::Authorize | Call::PromptAuthorize) => Answer::Accepted,
        Some(Call::GetUserContext) => Answer::Context(zoom_sdk::read_status(&value)),
        Some(Call::Reconfigure) => Answer::Config(zoom_sdk::read_unsupported(&value)),
        None => return,
    };
    advance(flow_id, Input::Fulfilled(call_id, answer));
}

pub(super) fn on_rejected(flow_id: u32, call_id: CallId, reason: JsValue) {
    if pending_call(flow_id, call_id).is_some() {
        advance(flow_id, Input::Rejected(call_id, zoom_sdk::read_rejection(reason)));
    }
}

fn pending_call(flow_id: u32, call_id: CallId) -> Option<Call> {
    with_running(flow_id, |running| running.flow.pending_call(call_id)).flatten()
}

/// Feeds an input to a flow, if it is still running.
fn advance(id: u32, input: Input<JsValue>) {
    // Before `onProgress` is called, which can take any time.
    let received_at = Date::now();
    let advanced = with_running(id, |running| progress::advance(&mut running.flow, input));
    let Some((progress, output)) = advanced else { return };
    if let Some(progress) = progress {
        report(id, progress);
    }
    act(id, output, received_at);
}

/// Does what the machine says.
fn act(id: u32, output: Output<JsValue>, received_at: f64) {
    match output {
        Output::Wait => {}
        Output::Call(call_id, call) => perform(id, call_id, call),
        Output::Finish(outcome) => {
            if let Some(running) = take(id) {
                running.finish(outcome, received_at);
            }
        }
    }
}

/// Reports the progress of a flow, if it is still running. `onProgress` is foreign code: the flow can
/// have ended afterwards, or wait for something else.
fn report(id: u32, progress: Progress) {
    let on_progress = with_running(id, |running| running.options.on_progress.clone()).flatten();
    if let Some(on_progress) = on_progress {
        call_on_progress(&on_progress, progress);
    }
}

fn call_on_progress(on_progress: &Function, Progress { step, phase, error_code }: Progress) {
    let progress = foreign::object([
        ("step", step.as_str().into()),
        ("phase", phase.as_str().into()),
        ("at", Date::now().into()),
        ("errorCode", error_code.into()),
    ]);
    if let Err(thrown) = on_progress.call1(&JsValue::UNDEFINED, &progress) {
        // Nothing handles the promise, so the error is reported as an unhandled rejection.
        let _ = Promise::reject(&thrown);
    }
}

/// Makes a call and waits for its promise. The client may answer within the call.
fn perform(id: u32, call_id: CallId, call: Call) {
    // `onProgress` has run, and may have made the call obsolete.
    if pending_call(id, call_id).is_none() {
        return;
    }
    report(id, Progress::call(call));
    let callbacks = with_page(Page::callbacks);
    let followed = make_call(id, call_id, call).and_then(|answer| {
        resolve(&answer)?.then(
            &callbacks.on_fulfilled.of_call(id, call_id),
            &callbacks.on_rejected.of_call(id, call_id),
        )
    });
    if let Err(thrown) = followed {
        on_rejected(id, call_id, thrown);
    }
}

/// Makes a call. If it is obsolete, its answer is `undefined`, and is dropped.
fn make_call(id: u32, call_id: CallId, call: Call) -> Result<JsValue, JsValue> {
    let prepared = with_running(id, |running| {
        running.flow.pending_call(call_id)?;
        let texts = matches!(call, Call::Authorize).then(|| {
            let Request { code_challenge, state, .. } = running.flow.request();
            (code_challenge.as_str().into(), state.as_str().into())
        });
        let reconfigure = running.options.reconfigure.clone();
        Some((running.zoom_sdk.clone(), reconfigure, texts.unwrap_or_default()))
    });
    let Some((zoom_sdk, reconfigure, (code_challenge, state))) = prepared.flatten() else {
        return Ok(JsValue::UNDEFINED);
    };
    match (call, reconfigure) {
        (Call::Authorize, _) => {
            zoom_sdk.authorize(&zoom_sdk::authorize_request(code_challenge, state))
        }
        (Call::GetUserContext, _) => zoom_sdk.get_user_context(),
        (Call::PromptAuthorize, _) => zoom_sdk.prompt_authorize(),
        (Call::Reconfigure, Some(reconfigure)) => reconfigure.call0(&JsValue::UNDEFINED),
        (Call::Reconfigure, None) => Ok(JsValue::UNDEFINED),
    }
}

/// Takes a flow out of the page, if it is still running.
fn take(id: u32) -> Option<Box<RunningFlow>> {
    with_page(|page| {
        let running = page.running.take()?;
        if running.id == id {
            return Some(running);
        }
        page.running.set(Some(running));
        None
    })
}

fn put_back(running: Box<RunningFlow>) {
    with_page(|page| page.running.set(Some(running)));
}

/// Uses a flow, if it is still running. `use_flow` must not run foreign code, which would find no
/// flow in the page.
fn with_running<T>(id: u32, use_flow: impl FnOnce(&mut RunningFlow) -> T) -> Option<T> {
    let mut running = take(id)?;
    let result = use_flow(&mut running);
    put_back(running);
    Some(result)
}

impl RunningFlow {
    /// Removes the listeners and the timer. The flow was taken out of the page before.
    fn clean_up(self) -> (Request, Options, OnEnd) {
        let Self { flow, options, on_end, .. } = self;
        let (request, ended_states) = flow.into_parts();
        with_page(|page| page.ended_states.set(ended_states));
        (request, options, on_end)
    }

    fn finish(self, outcome: Result<Grant<JsValue>, Failure<JsValue>>, received_at: f64) {
        let (request, options, on_end) = self.clean_up();
        if let Some(on_progress) = &options.on_progress {
            call_on_progress(on_progress, Progress::end(&outcome));
        }
        on_end(match outcome {
            Ok(grant) => Ok(Authorized {
                code: grant.code,
                redirect_uri: grant.redirect_uri.unwrap_or_else(|| options.redirect_uri.into()),
                request,
                received_at,
            }),
            Err(failure) => Err(with_cause(failure)),
        });
    }
}

fn with_cause(Failure { error, cause }: Failure<JsValue>) -> Error {
    error.caused_by(cause.unwrap_or_default())
}

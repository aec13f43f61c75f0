//! The driver: makes the calls that the machine asks for, and feeds it what happens.

use alloc::{boxed::Box, string::String};
use core::mem;

use js_sys::{Date, Function};
use wasm_bindgen::{JsValue, prelude::*};

use super::{
    abort::{AbortSubscription, Signal},
    callbacks::Callbacks,
    foreign,
    listener::Listener,
    options::{Options, check_timeout_ms},
    page::{Page, with_page},
    timer::Timer,
    zoom_sdk::{self, ZoomSdk},
};
use crate::{
    error::{Error, ErrorCode},
    flow::{
        Authorization, Request,
        machine::{Answer, Call, CallId, Failure, Flow, Grant, Input, Output, Settings},
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
pub(crate) type OnEnd = Box<dyn FnOnce(Result<Authorization, Error>)>;

/// A flow between its first call and its end. Dropping it removes its listeners and its timer.
pub(super) struct RunningFlow {
    id: u32,
    flow: Flow<JsValue>,
    zoom_sdk: ZoomSdk,
    /// Without `challenge` and `state`, which are in the flow's request.
    options: Options,
    on_end: OnEnd,
    /// Not read. Dropping it clears the timer.
    _timer: Timer,
    abort_subscription: Option<AbortSubscription>,
    context_listener: Option<Listener>,
    event_listener: Option<Listener>,
}

/// Starts a flow and returns its id. `on_end` is called unless an error is returned.
///
/// # Errors
///
/// `invalid_argument`, `random_unavailable`, `sdk_missing`, `capability_missing`, `aborted` and
/// `in_progress`.
pub(crate) fn start(zoom_sdk: &JsValue, mut options: Options, on_end: OnEnd) -> Result<u32, Error> {
    let timeout_ms = check_timeout_ms(options.timeout_ms.into())?;
    let request = Request::new(mem::take(&mut options.challenge), options.state.take())?;
    let can_reconfigure = options.reconfigure.is_some();
    let zoom_sdk = zoom_sdk::check(zoom_sdk, can_reconfigure)?;
    let unsupported = zoom_sdk::read_unsupported(&options.config);
    // The last check: no foreign code runs between it and the subscription.
    let signal = Signal::check(options.signal.as_ref())?;

    let callbacks = with_page(Page::callbacks);
    let id = with_page(Page::next_flow_id);
    let timer = Timer::start(&callbacks.on_timeout.of_flow(id), timeout_ms)
        .map_err(|thrown| Error::new(ErrorCode::AuthorizeFailed).caused_by(thrown))?;
    if with_page(Page::is_occupied) {
        return Err(Error::new(ErrorCode::InProgress));
    }
    let ended_states = with_page(|page| page.ended_states.take());
    let settings = Settings { require_state: options.require_state, can_reconfigure };
    let (flow, first) = Flow::start(request, settings, unsupported, ended_states);
    put_back(Box::new(RunningFlow {
        id,
        flow,
        zoom_sdk: zoom_sdk.clone(),
        options,
        on_end,
        _timer: timer,
        abort_subscription: None,
        context_listener: None,
        event_listener: None,
    }));

    // The listeners come first: the event can arrive before the promise of `authorize` settles.
    match listen(id, callbacks, &zoom_sdk, signal, can_reconfigure) {
        Ok(()) => {
            if let Output::Call(call_id, call) = first {
                perform(id, call_id, call);
            }
        }
        Err(thrown) => {
            if let Some(running) = take(id) {
                let rejection = zoom_sdk::read_rejection(thrown);
                advance(running, Some(Input::ListenerRefused(rejection)));
            }
        }
    }
    Ok(id)
}

/// Adds the listeners of a flow. The flow can end meanwhile: a listener is then removed at once.
fn listen(
    id: u32,
    callbacks: &Callbacks,
    zoom_sdk: &ZoomSdk,
    signal: Option<Signal>,
    can_reconfigure: bool,
) -> Result<(), JsValue> {
    if let Some(signal) = signal {
        let subscription = AbortSubscription::add(signal, callbacks.on_aborted.of_flow(id));
        update(id, |running| running.abort_subscription = Some(subscription));
    }
    if can_reconfigure {
        // Optional: without this listener, a guest's prompt ends in a time-out.
        let function = callbacks.on_context_changed.of_flow(id);
        if let Ok(listener) = Listener::add(zoom_sdk, "onMyUserContextChange", function) {
            update(id, |running| running.context_listener = Some(listener));
        }
    }
    let function = callbacks.on_authorized.of_flow(id);
    let listener = Listener::add(zoom_sdk, "onAuthorized", function)?;
    update(id, |running| running.event_listener = Some(listener));
    Ok(())
}

/// Ends a flow without a result, if it has not ended yet.
pub(super) fn cancel(id: u32) {
    if let Some(running) = take(id) {
        let _ = running.clean_up();
    }
}

pub(super) fn on_authorized(flow_id: u32, _: CallId, event: JsValue) {
    if let Some(running) = take(flow_id) {
        let event = zoom_sdk::read_event(&event);
        advance(running, Some(Input::Authorized(event)));
    }
}

pub(super) fn on_context_changed(flow_id: u32, _: CallId, event: JsValue) {
    if let Some(running) = take(flow_id) {
        let status = zoom_sdk::read_status(&event);
        advance(running, Some(Input::ContextChanged(status)));
    }
}

pub(super) fn on_timeout(flow_id: u32, _: CallId, _: JsValue) {
    if let Some(running) = take(flow_id) {
        advance(running, Some(Input::TimedOut));
    }
}

pub(super) fn on_aborted(flow_id: u32, _: CallId, _: JsValue) {
    if let Some(running) = take(flow_id) {
        let signal = running.options.signal.as_ref();
        let reason = signal.map(|signal| foreign::member(signal, "reason"));
        advance(running, Some(Input::Aborted(reason.unwrap_or_default())));
    }
}

pub(super) fn on_fulfilled(flow_id: u32, call_id: CallId, value: JsValue) {
    if let Some(running) = take(flow_id) {
        let answer = running.flow.pending_call(call_id).map(|call| match call {
            Call::Authorize | Call::PromptAuthorize => Answer::Accepted,
            Call::GetUserContext => Answer::Context(zoom_sdk::read_status(&value)),
            Call::Reconfigure => Answer::Config(zoom_sdk::read_unsupported(&value)),
        });
        advance(running, answer.map(|answer| Input::Fulfilled(call_id, answer)));
    }
}

pub(super) fn on_rejected(flow_id: u32, call_id: CallId, reason: JsValue) {
    if let Some(running) = take(flow_id) {
        let pending_call = running.flow.pending_call(call_id);
        let rejection = pending_call.map(|_| zoom_sdk::read_rejection(reason));
        advance(running, rejection.map(|rejection| Input::Rejected(call_id, rejection)));
    }
}

/// Feeds an input to a flow that was taken out of the page. `None` changes nothing.
fn advance(mut running: Box<RunningFlow>, input: Option<Input<JsValue>>) {
    let output = match input {
        Some(input) => running.flow.step(input),
        None => Output::Wait,
    };
    match output {
        Output::Finish(outcome) => running.finish(outcome),
        Output::Wait => put_back(running),
        Output::Call(call_id, call) => {
            let id = running.id;
            put_back(running);
            perform(id, call_id, call);
        }
    }
}

/// Makes the call that the machine asks for. The client may answer within it.
fn perform(id: u32, call_id: CallId, call: Call) {
    if let Err(thrown) = make_call(id, call).and_then(|answer| follow(id, call_id, &answer)) {
        on_rejected(id, call_id, thrown);
    }
}

/// Makes a call. It runs foreign code, so the flow is back in the page meanwhile.
fn make_call(id: u32, call: Call) -> Result<JsValue, JsValue> {
    let prepared = update(id, |running| {
        let request = match call {
            Call::Authorize => zoom_sdk::authorize_request(running.flow.request()),
            _ => JsValue::UNDEFINED,
        };
        (running.zoom_sdk.clone(), running.options.reconfigure.clone(), request)
    });
    let Some((zoom_sdk, reconfigure, request)) = prepared else { return Ok(JsValue::UNDEFINED) };
    match (call, reconfigure) {
        (Call::Authorize, _) => zoom_sdk.authorize(&request),
        (Call::GetUserContext, _) => zoom_sdk.get_user_context(),
        (Call::PromptAuthorize, _) => zoom_sdk.prompt_authorize(),
        (Call::Reconfigure, Some(reconfigure)) => reconfigure.call0(&JsValue::UNDEFINED),
        (Call::Reconfigure, None) => Ok(JsValue::UNDEFINED),
    }
}

/// Waits for the promise that a call returned.
fn follow(id: u32, call_id: CallId, answer: &JsValue) -> Result<JsValue, JsValue> {
    let promise = resolve(answer)?;
    let Callbacks { on_fulfilled, on_rejected, .. } = with_page(Page::callbacks);
    promise.then(&on_fulfilled.of_call(id, call_id), &on_rejected.of_call(id, call_id))
}

/// Takes a flow out of the page, if it is still running. Foreign code that runs meanwhile finds no
/// flow: its callbacks are dropped.
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

/// Changes a flow, if it is still running.
fn update<T>(id: u32, change: impl FnOnce(&mut RunningFlow) -> T) -> Option<T> {
    let mut running = take(id)?;
    let result = change(&mut running);
    put_back(running);
    Some(result)
}

/// Puts a flow back into the page. If foreign code has started another flow meanwhile, this one
/// ends in `in_progress`.
fn put_back(running: Box<RunningFlow>) {
    if with_page(Page::is_occupied) {
        running.finish(Err(Error::new(ErrorCode::InProgress).into()));
    } else {
        with_page(|page| page.running.set(Some(running)));
    }
}

impl RunningFlow {
    /// Removes the listeners and the timer. The flow was taken out of the page before.
    fn clean_up(self) -> (Request, String, OnEnd) {
        let Self { flow, options, on_end, .. } = self;
        let (request, ended_states) = flow.into_parts();
        with_page(|page| page.ended_states.set(ended_states));
        (request, options.redirect_uri, on_end)
    }

    fn finish(self, outcome: Result<Grant, Failure<JsValue>>) {
        let (request, redirect_uri, on_end) = self.clean_up();
        on_end(match outcome {
            Ok(grant) => {
                let Request { code_verifier, code_challenge, state } = request;
                Ok(Authorization {
                    code: grant.code,
                    code_challenge_method: code_verifier.is_some().then(|| code_challenge.method()),
                    code_verifier,
                    redirect_uri: grant.redirect_uri.unwrap_or(redirect_uri),
                    state,
                    received_at: Date::now(),
                })
            }
            Err(Failure { error, cause }) => Err(error.caused_by(cause.unwrap_or_default())),
        });
    }
}

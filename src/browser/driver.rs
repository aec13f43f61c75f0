//! The driver: makes the calls that the machine asks for, and feeds it what happens.

use alloc::{boxed::Box, string::String, vec::Vec};

use js_sys::{Date, Function};
use wasm_bindgen::{JsValue, prelude::*};

use super::{
    abort::{AbortSubscription, Signal},
    callbacks::Callbacks,
    listener::Listener,
    options::{Options, check_timeout_ms},
    page::{Slot, with_page},
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

/// Called once with the result of a flow.
pub(crate) type OnEnd = Box<dyn FnOnce(Result<Authorization, Error>)>;

/// A flow between its first call and its end. Dropping it removes its listeners and its timer.
pub(super) struct RunningFlow {
    id: u32,
    flow: Flow<JsValue>,
    zoom_sdk: ZoomSdk,
    reconfigure: Option<Function>,
    redirect_uri: String,
    on_end: OnEnd,
    subscription: Option<AbortSubscription>,
    listeners: Vec<Listener>,
    timer: Timer,
}

/// Starts a flow and returns its id. `on_end` is called unless an error is returned.
///
/// # Errors
///
/// `invalid_argument`, `random_unavailable`, `sdk_missing`, `capability_missing`, `aborted` and
/// `in_progress`.
pub(crate) fn start(zoom_sdk: &JsValue, options: Options, on_end: OnEnd) -> Result<u32, Error> {
    let timeout_ms = check_timeout_ms(options.timeout_ms.into())?;
    let request = Request::new(options.challenge, options.state)?;
    let can_reconfigure = options.reconfigure.is_some();
    let zoom_sdk = zoom_sdk::check(zoom_sdk, can_reconfigure)?;
    let unsupported = zoom_sdk::read_unsupported(&options.config);
    // The last check: no foreign code runs between it and the subscription.
    let signal = Signal::check(&options.signal.into())?;

    let callbacks = with_page(|page| page.callbacks());
    let id = with_page(|page| page.next_flow_id());
    let before = with_page(|page| page.slot.replace(Slot::Busy));
    if !matches!(before, Slot::Free) {
        with_page(|page| page.slot.set(before));
        return Err(Error::new(ErrorCode::InProgress));
    }
    let ended_states = with_page(|page| page.ended_states.take());
    let settings = Settings { require_state: options.require_state, can_reconfigure };
    let (flow, first) = Flow::start(request, settings, unsupported, ended_states);
    let running = RunningFlow {
        id,
        flow,
        zoom_sdk: zoom_sdk.clone(),
        reconfigure: options.reconfigure,
        redirect_uri: options.redirect_uri,
        on_end,
        subscription: None,
        listeners: Vec::new(),
        timer: Timer::start(&callbacks.on_timeout(id), timeout_ms),
    };
    with_page(|page| page.slot.set(Slot::Running(Box::new(running))));

    // The listeners come first: the event can arrive before the promise of `authorize` settles.
    match listen(id, &callbacks, &zoom_sdk, signal, can_reconfigure) {
        Ok(()) => perform(id, first),
        Err(thrown) => {
            dispatch(id, |_| Some(Input::ListenerRefused(zoom_sdk::read_rejection(thrown))));
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
        let subscription = AbortSubscription::add(signal, callbacks.on_aborted(id));
        update(id, |running| running.subscription = Some(subscription));
    }
    if can_reconfigure {
        // Optional: without this listener, a guest's prompt ends in a time-out.
        let function = callbacks.on_context_changed(id);
        if let Ok(listener) = Listener::add(zoom_sdk, "onMyUserContextChange", function) {
            update(id, |running| running.listeners.push(listener));
        }
    }
    let listener = Listener::add(zoom_sdk, "onAuthorized", callbacks.on_authorized(id))?;
    update(id, |running| running.listeners.push(listener));
    Ok(())
}

/// Ends a flow without a result, if it has not ended yet.
pub(super) fn cancel(id: u32) {
    if let Some(running) = take(id) {
        let _ = running.clean_up();
    }
}

pub(super) fn on_authorized(flow_id: u32, event: JsValue) {
    dispatch(flow_id, |_| Some(Input::Authorized(zoom_sdk::read_event(&event))));
}

pub(super) fn on_context_changed(flow_id: u32, event: JsValue) {
    dispatch(flow_id, |_| Some(Input::ContextChanged(zoom_sdk::read_status(&event))));
}

pub(super) fn on_timeout(flow_id: u32, _: JsValue) {
    dispatch(flow_id, |_| Some(Input::TimedOut));
}

pub(super) fn on_aborted(flow_id: u32, _: JsValue) {
    dispatch(flow_id, |running| {
        let subscription = running.subscription.as_ref();
        let reason = subscription.map(|subscription| subscription.signal().abort_reason());
        Some(Input::Aborted(reason.unwrap_or_default()))
    });
}

pub(super) fn on_fulfilled(flow_id: u32, call_id: CallId, value: JsValue) {
    dispatch(flow_id, |running| {
        let answer = match running.flow.pending_call(call_id)? {
            Call::Authorize | Call::PromptAuthorize => Answer::Accepted,
            Call::GetUserContext => Answer::Context(zoom_sdk::read_status(&value)),
            Call::Reconfigure => Answer::Config(zoom_sdk::read_unsupported(&value)),
        };
        Some(Input::Fulfilled(call_id, answer))
    });
}

pub(super) fn on_rejected(flow_id: u32, call_id: CallId, reason: JsValue) {
    dispatch(flow_id, |running| {
        running.flow.pending_call(call_id)?;
        Some(Input::Rejected(call_id, zoom_sdk::read_rejection(reason)))
    });
}

/// Feeds an input to a flow. It is dropped if the flow has ended, or if it is `None`.
///
/// Reading the input can run foreign code. Meanwhile the slot is busy: other callbacks are dropped,
/// and another `authorize` ends in `in_progress`.
fn dispatch(id: u32, read: impl FnOnce(&RunningFlow) -> Option<Input<JsValue>>) {
    let Some(mut running) = take(id) else { return };
    let output = match read(&running) {
        Some(input) => running.flow.step(input),
        None => Output::Wait,
    };
    if let Output::Finish(outcome) = output {
        running.finish(outcome);
    } else {
        with_page(|page| page.slot.set(Slot::Running(running)));
        perform(id, output);
    }
}

/// Makes the call that the machine asks for. The client may answer within it.
fn perform(id: u32, output: Output<JsValue>) {
    let Output::Call(call_id, call) = output else { return };
    let Some(caller) = update(id, |running| running.caller(call)) else { return };
    let callbacks = with_page(|page| page.callbacks());
    let called = caller().and_then(|value| resolve(&value)).and_then(|promise| {
        promise.then(&callbacks.on_fulfilled(id, call_id), &callbacks.on_rejected(id, call_id))
    });
    if let Err(thrown) = called {
        on_rejected(id, call_id, thrown);
    }
}

/// Takes a flow out of its slot, which is busy until something is put there.
fn take(id: u32) -> Option<Box<RunningFlow>> {
    with_page(|page| match page.slot.replace(Slot::Busy) {
        Slot::Running(running) if running.id == id => Some(running),
        other => {
            page.slot.set(other);
            None
        }
    })
}

/// Changes a flow, if it is still running.
fn update<T>(id: u32, change: impl FnOnce(&mut RunningFlow) -> T) -> Option<T> {
    let mut running = take(id)?;
    let result = change(&mut running);
    with_page(|page| page.slot.set(Slot::Running(running)));
    Some(result)
}

impl RunningFlow {
    /// Returns a function that makes a call. It runs foreign code, so the flow is back in its slot
    /// when it is called.
    fn caller(&self, call: Call) -> Box<dyn FnOnce() -> Result<JsValue, JsValue>> {
        let zoom_sdk = self.zoom_sdk.clone();
        match call {
            Call::Authorize => {
                let request = zoom_sdk::authorize_request(self.flow.request());
                Box::new(move || zoom_sdk.authorize(&request))
            }
            Call::GetUserContext => Box::new(move || zoom_sdk.get_user_context()),
            Call::PromptAuthorize => Box::new(move || zoom_sdk.prompt_authorize()),
            Call::Reconfigure => {
                let reconfigure = self.reconfigure.clone();
                Box::new(move || match reconfigure {
                    Some(reconfigure) => reconfigure.call0(&JsValue::UNDEFINED),
                    None => Ok(JsValue::UNDEFINED),
                })
            }
        }
    }

    /// Frees the slot, then removes the listeners and the timer.
    fn clean_up(self) -> (Request, String, OnEnd) {
        let Self { flow, redirect_uri, on_end, subscription, listeners, timer, .. } = self;
        let (request, ended_states) = flow.into_parts();
        with_page(|page| {
            page.ended_states.set(ended_states);
            page.slot.set(Slot::Free);
        });
        drop((subscription, listeners, timer));
        (request, redirect_uri, on_end)
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

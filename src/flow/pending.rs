//! The one flow that may be waiting: how it starts, what can happen to it, how it is cleaned up.

use core::cell::RefCell;
use std::mem::ManuallyDrop;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsValue, closure::Closure, prelude::*};
use zeroize::Zeroizing;

use super::{
    Authorization, Challenge, Options, event,
    sdk::{self, ON_AUTHORIZED, ZoomSdk},
};
use crate::{
    ChallengeMethod, CodeChallenge, CodeVerifier, State,
    error::{Error, ErrorCode},
    js,
};

/// Who is told how the flow ended; called once.
pub(crate) type Done = Box<dyn FnOnce(Result<Authorization, Error>)>;

struct Pending {
    id: u32,
    sdk: ZoomSdk,
    code_challenge: CodeChallenge,
    code_verifier: Option<CodeVerifier>,
    code_challenge_method: Option<ChallengeMethod>,
    state: State,
    require_state: bool,
    redirect_uri: String,
    listener: Function,
    timer: JsValue,
    abort: Option<(web_sys::AbortSignal, Function)>,
    done: Done,
}

/// What can happen to a flow; the number goes through JavaScript.
#[derive(Clone, Copy)]
enum Happening {
    Event = 0,
    Timeout = 1,
    Abort = 2,
    Rejection = 3,
}

/// How many flows that ended are remembered.
const ENDED: u32 = 8;

/// What all flows of the page share; never freed.
struct Shared {
    pending: Option<Pending>,
    /// The states of the last [`ENDED`] flows, for JavaScript to compare: an event may come long after its flow was given
    /// up.
    ended: Option<Array>,
    last_id: u32,
    /// One JavaScript function for all flows. A flow binds its number and the kind of happening to it: nothing has to be
    /// kept alive for a listener that is called late, and none can be called after it was freed.
    happened: Option<JsValue>,
}

thread_local! {
    static SHARED: RefCell<ManuallyDrop<Shared>> =
        const { RefCell::new(ManuallyDrop::new(Shared { pending: None, ended: None, last_id: 0, happened: None })) };
}

/// None while another caller holds it, which takes an object whose getters call back into here. Nothing in this module
/// may panic: a listener must not throw, and a trap would leave the page with a dead module.
fn shared<T>(look: impl FnOnce(&mut Shared) -> T) -> Option<T> {
    SHARED.try_with(|shared| shared.try_borrow_mut().ok().map(|mut shared| look(&mut shared))).ok().flatten()
}

/// A started flow; dropping it ends the flow without telling anybody, if it has not ended yet.
#[must_use]
pub(crate) struct Flow {
    id: u32,
}

impl Flow {
    /// Lets the flow go on by itself.
    #[cfg_attr(not(feature = "npm"), allow(dead_code))]
    pub(crate) fn detach(self) {
        let _ = ManuallyDrop::new(self);
    }
}

impl Drop for Flow {
    fn drop(&mut self) {
        drop(take(self.id));
    }
}

/// Starts a flow. `done` is called once, unless an error is returned.
pub(crate) fn start(zoom_sdk: &JsValue, options: Options, done: Done) -> Result<Flow, Error> {
    let sdk = ZoomSdk::check(zoom_sdk)?;
    if shared(|shared| shared.pending.is_some()).unwrap_or(true) {
        return Err(Error::new(ErrorCode::InProgress));
    }
    if let Some(signal) = options.signal.as_ref().filter(|signal| signal.aborted()) {
        return Err(Error::new(ErrorCode::Aborted).caused_by(signal.reason()));
    }

    let (code_challenge, code_challenge_method, code_verifier) = match options.challenge {
        Challenge::Given(code_challenge) => (code_challenge, None, None),
        Challenge::Generate(method) => {
            let code_verifier = CodeVerifier::new()?;
            (code_verifier.challenge(method), Some(method), Some(code_verifier))
        }
    };
    let state = match options.state {
        Some(state) => state,
        None => State::new()?,
    };
    let request = Object::new();
    set(&request, "codeChallenge", code_challenge.as_str());
    set(&request, "state", state.as_str());

    let id = shared(|shared| {
        shared.last_id = shared.last_id.wrapping_add(1);
        shared.last_id
    })
    .unwrap_or_default();
    let listener = on(id, Happening::Event);
    let abort = options.signal.map(|signal| (signal, on(id, Happening::Abort)));
    if let Some((signal, aborted)) = &abort {
        let _ = signal.add_event_listener_with_callback("abort", aborted);
    }
    let timer = js::set_timeout(&on(id, Happening::Timeout), options.timeout_ms);
    let started = Pending {
        id,
        sdk: sdk.clone(),
        code_challenge,
        code_verifier,
        code_challenge_method,
        state,
        require_state: options.require_state,
        redirect_uri: options.redirect_uri,
        listener: listener.clone(),
        timer,
        abort,
        done,
    };
    let flow = Flow { id };
    if shared(|shared| shared.pending.get_or_insert(started).id) != Some(id) {
        // Whatever ran above has started another flow: a signal may be anything that looks like one.
        return Err(Error::new(ErrorCode::InProgress));
    }

    // Listening comes first: the event may arrive before the promise of authorize settles.
    let requested = match sdk.add_event_listener(ON_AUTHORIZED, &listener) {
        Ok(()) => sdk.authorize(&request),
        Err(thrown) => Err(thrown),
    };
    match requested {
        Ok(promise) => drop(promise.on_rejected(&on(id, Happening::Rejection))),
        Err(thrown) => happened(id, Happening::Rejection as u32, thrown),
    }
    Ok(flow)
}

#[wasm_bindgen]
extern "C" {
    /// A function, without js-sys's types for its arguments.
    type Untyped;

    #[wasm_bindgen(method)]
    fn bind(this: &Untyped, this_argument: &JsValue, id: u32, happening: u32) -> Function;
}

fn on(id: u32, happening: Happening) -> Function {
    let new = || Closure::<dyn Fn(u32, u32, JsValue)>::new(happened).into_js_value();
    let happened = shared(|shared| shared.happened.get_or_insert_with(new).clone()).unwrap_or_default();
    happened.unchecked_ref::<Untyped>().bind(&JsValue::UNDEFINED, id, happening as u32)
}

/// Never throws: it runs inside the SDK's loop over the app's listeners.
fn happened(id: u32, happening: u32, value: JsValue) {
    let outcome = shared(|shared| {
        let pending = shared.pending.as_ref().filter(|pending| pending.id == id)?;
        match happening {
            0 => event::read(&value, &pending.state, pending.require_state, shared.ended.as_ref()),
            1 => Some(Err(Error::new(ErrorCode::Timeout))),
            2 => Some(Err(Error::new(ErrorCode::Aborted).caused_by(pending.abort.as_ref()?.0.reason()))),
            _ => sdk::rejection(value, &[pending.code_challenge.as_str(), pending.state.as_str()]).map(Err),
        }
    });
    let Some(outcome) = outcome.flatten() else { return };
    let Some(Pending { code_verifier, code_challenge_method, state, redirect_uri, done, .. }) = take(id) else {
        return;
    };
    done(outcome.map(|answer| Authorization {
        code: Zeroizing::new(answer.code),
        code_verifier,
        code_challenge_method,
        redirect_uri: answer.redirect_uri.unwrap_or(redirect_uri),
        state,
        received_at: js_sys::Date::now(),
    }));
}

/// Takes the flow out, with its listeners and timer removed.
fn take(id: u32) -> Option<Pending> {
    let pending = shared(|shared| {
        let pending = shared.pending.take_if(|pending| pending.id == id)?;
        let state = JsValue::from_str(pending.state.as_str());
        shared.ended.get_or_insert_with(Array::new).set(id % ENDED, state);
        Some(pending)
    })??;
    js::clear_timeout(&pending.timer);
    let _ = pending.sdk.remove_event_listener(ON_AUTHORIZED, &pending.listener);
    if let Some((signal, aborted)) = &pending.abort {
        let _ = signal.remove_event_listener_with_callback("abort", aborted);
    }
    Some(pending)
}

fn set(object: &Object, key: &str, value: &str) {
    let _ = Reflect::set(object, &JsValue::from_str(key), &JsValue::from_str(value));
}

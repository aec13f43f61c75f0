//! The one flow that may be waiting: how it starts, what can happen to it, how it is cleaned up.

use core::cell::{Cell, OnceCell, RefCell};
use std::{mem::ManuallyDrop, rc::Rc};

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsValue, prelude::*};
use zeroize::Zeroizing;

use super::{
    Authorization, Challenge, Options,
    event::{self, Answer, Expected},
    guest::Status,
    sdk::{self, AUTHORIZE, GET_USER_CONTEXT, ON_AUTHORIZED, ON_MY_USER_CONTEXT_CHANGE, PROMPT_AUTHORIZE},
};
use crate::{
    ChallengeMethod, CodeVerifier, State,
    error::{Error, ErrorCode},
    js,
};

/// Who is told how the flow ended; called once.
pub(crate) type Done = Box<dyn FnOnce(Result<Authorization, Error>)>;

struct Pending {
    id: u32,
    /// The number of the last call of `authorize`, `promptAuthorize` or `reconfigure`: an answer to an older one comes too
    /// late to mean anything.
    last_call: u32,
    /// The number of the question who the person is, or 0 where there is none to answer.
    question: u32,
    /// The number of the prompt that the person sees, or 0.
    prompt: u32,
    listening: Rc<Listening>,
    timer: JsValue,
    /// As they were given, but without a state and with the challenge that was made.
    options: Options,
    code_verifier: Option<CodeVerifier>,
    code_challenge_method: Option<ChallengeMethod>,
    state: State,
    /// Why the client refused `authorize`, until it is known who the person is.
    refusal: Option<Error>,
    status: Status,
    /// Whether the person is asked to sign in or to add the app.
    is_guest: bool,
    /// Which statuses the person was prompted at, a bit for each: nobody is asked the same twice.
    prompted: u8,
    /// Whether `authorize` was called for the second time.
    is_second: bool,
    done: Done,
}

/// The listeners of a flow, and what they listen to.
struct Listening {
    zoom_sdk: JsValue,
    on_authorized: JsValue,
    /// None where guests are not asked.
    on_my_user_context_change: Option<JsValue>,
    signal: Option<web_sys::AbortSignal>,
    on_abort: JsValue,
}

impl Listening {
    fn add(&self) -> Result<JsValue, JsValue> {
        self.each("addEventListener")
    }

    fn remove(&self) {
        let _ = self.each("removeEventListener");
    }

    fn each(&self, method: &str) -> Result<JsValue, JsValue> {
        if let Some(signal) = &self.signal {
            let _ = js::call(signal, method, &"abort".into(), &self.on_abort);
        }
        if let Some(listener) = &self.on_my_user_context_change {
            let _ = js::call(&self.zoom_sdk, method, &ON_MY_USER_CONTEXT_CHANGE.into(), listener);
        }
        js::call(&self.zoom_sdk, method, &ON_AUTHORIZED.into(), &self.on_authorized)
    }
}

/// What can happen to a flow, as numbers: they go through JavaScript.
mod happening {
    /// `onAuthorized`
    pub(super) const EVENT: u32 = 0;
    pub(super) const TIMEOUT: u32 = 1;
    pub(super) const ABORT: u32 = 2;
    /// `authorize` was refused, or the SDK gave up.
    pub(super) const REFUSED: u32 = 3;
    /// What `getUserContext` came to.
    pub(super) const CONTEXT: u32 = 4;
    /// `onMyUserContextChange`
    pub(super) const CONTEXT_CHANGED: u32 = 5;
    pub(super) const PROMPT_REFUSED: u32 = 6;
    pub(super) const RECONFIGURED: u32 = 7;
    pub(super) const RECONFIGURE_FAILED: u32 = 8;
    /// That the client took a request, which does not mean that the person has decided.
    pub(super) const ACCEPTED: u32 = 9;
}
use happening::*;

/// What a flow does next.
enum Next {
    Wait,
    End(Result<Answer, Error>),
    Call(Call),
}

/// A call of `object[method](argument)`, and what its resolving and rejecting mean.
struct Call {
    number: u32,
    object: JsValue,
    method: &'static str,
    argument: JsValue,
    resolved: u32,
    rejected: u32,
}

impl Call {
    fn make(self) {
        let Self { number, object, method, argument, resolved, rejected } = self;
        let made = js::call(&object, method, &argument, &JsValue::UNDEFINED)
            .and_then(|value| js::resolve(&value))
            .and_then(|promise| js::call(&promise, "then", &on(number, resolved), &on(number, rejected)));
        if let Err(thrown) = made {
            happened(number, rejected, thrown);
        }
    }
}

/// How many flows that ended are remembered.
const ENDED: usize = 8;

/// What all flows of the page share; never freed.
struct Shared {
    /// Not there while something that happened to it is looked at: what runs code of others must find nothing borrowed.
    pending: Cell<Option<Box<Pending>>>,
    /// The states of the last [`ENDED`] flows: an event may come long after its flow was given up.
    ended: RefCell<[Option<State>; ENDED]>,
    /// Where the next one of them goes.
    next_ended: Cell<usize>,
    /// The last number of a flow or a call.
    last_number: Cell<u32>,
    /// One JavaScript function for all that happens. A number and the kind of happening are bound to it: nothing has to be
    /// kept alive for a listener that is called late, and none can be called after it was freed.
    happened: OnceCell<JsValue>,
}

thread_local! {
    static SHARED: ManuallyDrop<Shared> = const {
        ManuallyDrop::new(Shared {
            pending: Cell::new(None),
            ended: RefCell::new([const { None }; ENDED]),
            next_ended: Cell::new(0),
            last_number: Cell::new(0),
            happened: OnceCell::new(),
        })
    };
}

impl Shared {
    fn next_number(&self) -> u32 {
        // 0 is nobody's.
        let number = self.last_number.get().wrapping_add(1).max(1);
        self.last_number.set(number);
        number
    }

    fn take_if(&self, is_meant: impl FnOnce(&Pending) -> bool) -> Option<Box<Pending>> {
        let pending = self.pending.take()?;
        if is_meant(&pending) {
            return Some(pending);
        }
        self.pending.set(Some(pending));
        None
    }

    /// Puts a flow there, or gives it back where there is another one.
    fn put(&self, pending: Box<Pending>) -> Option<Box<Pending>> {
        let other = self.pending.take();
        let (there, back) = if other.is_some() { (other, Some(pending)) } else { (Some(pending), None) };
        self.pending.set(there);
        back
    }
}

/// Without a panic, where `LocalKey::with` has one.
fn with<T>(look: impl FnOnce(&Shared) -> Option<T>) -> Option<T> {
    SHARED.try_with(|shared| look(shared)).ok().flatten()
}

fn next_number() -> u32 {
    with(|shared| Some(shared.next_number())).unwrap_or_default()
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
        if let Some(pending) = with(|shared| shared.take_if(|pending| pending.id == self.id)) {
            pending.clean_up();
        }
    }
}

/// Starts a flow. `done` is called once, unless an error is returned.
pub(crate) fn start(zoom_sdk: &JsValue, mut options: Options, done: Done) -> Result<Flow, Error> {
    sdk::check(zoom_sdk, options.reconfigure.is_some())?;
    if js::is_aborted(&options.signal) {
        return Err(js::aborted(&options.signal));
    }
    let refusal =
        sdk::lacking(&options.config).map(|lacking| Error::with_detail(ErrorCode::CapabilityMissing, lacking));

    let mut code_verifier = None;
    let mut code_challenge_method = None;
    if let Challenge::Generate(method) = options.challenge {
        let made = CodeVerifier::new()?;
        options.challenge = Challenge::Given(made.challenge(method));
        code_verifier = Some(made);
        code_challenge_method = Some(method);
    }
    let state = match options.state.take() {
        Some(state) => state,
        None => State::new()?,
    };
    let id = next_number();
    let listening = Rc::new(Listening {
        zoom_sdk: zoom_sdk.clone(),
        on_authorized: on(id, EVENT),
        on_my_user_context_change: options.reconfigure.is_some().then(|| on(id, CONTEXT_CHANGED)),
        signal: options.signal.take(),
        on_abort: on(id, ABORT),
    });
    let mut started = Box::new(Pending {
        id,
        last_call: 0,
        question: 0,
        prompt: 0,
        listening: Rc::clone(&listening),
        timer: js::set_timeout(&on(id, TIMEOUT), options.timeout_ms),
        options,
        code_verifier,
        code_challenge_method,
        state,
        refusal: None,
        status: Status::Unknown,
        is_guest: false,
        prompted: 0,
        is_second: false,
        done,
    });
    let first = match refusal {
        None => started.authorize(),
        refusal => {
            started.refusal = refusal;
            started.ask()
        }
    };
    if let Some(started) = with(|shared| shared.put(started)) {
        js::clear_timeout(&started.timer);
        return Err(Error::new(ErrorCode::InProgress));
    }
    let flow = Flow { id };

    // Listening comes first: the event may arrive before the promise of authorize settles.
    let added = listening.add();
    let is_waiting = with(|shared| {
        let pending = shared.take_if(|pending| pending.id == id)?;
        shared.pending.set(Some(pending));
        Some(())
    });
    if is_waiting.is_none() {
        // It ended within the call, perhaps before all were added.
        listening.remove();
        return Ok(flow);
    }
    match added {
        Ok(_) => first.make(),
        Err(thrown) => happened(id, REFUSED, thrown),
    }
    Ok(flow)
}

#[wasm_bindgen]
extern "C" {
    /// A function, without js-sys's types for its arguments.
    type Untyped;

    #[wasm_bindgen(method)]
    fn bind(this: &Untyped, this_argument: &JsValue, number: u32, happening: u32) -> JsValue;
}

/// The function for a flow or a call and a kind of happening.
fn on(number: u32, happening: u32) -> JsValue {
    let function = with(|shared| {
        #[cfg(not(feature = "npm"))]
        shared.happened.get_or_init(|| Closure::<dyn Fn(u32, u32, JsValue)>::new(happened).into_js_value());
        shared.happened.get().cloned()
    });
    function.unwrap_or_default().unchecked_ref::<Untyped>().bind(&JsValue::UNDEFINED, number, happening)
}

/// The JavaScript function that calls [`happened`]: a closure made here costs a page more glue.
#[cfg(feature = "npm")]
pub(crate) fn listen_through(happened: JsValue) {
    with(|shared| shared.happened.set(happened).ok());
}

/// Never throws: it runs inside the SDK's loop over the app's listeners.
pub(crate) fn happened(number: u32, happening: u32, value: JsValue) {
    let is_meant =
        |pending: &Pending| [pending.id, pending.last_call, pending.question, pending.prompt].contains(&number);
    let Some(mut pending) = with(|shared| shared.take_if(is_meant)) else { return };
    match pending.next(number, happening, value) {
        Next::End(outcome) => pending.end(outcome),
        next => {
            // Whatever ran above may have started another flow.
            if let Some(pending) = with(|shared| shared.put(pending)) {
                pending.end(Err(Error::new(ErrorCode::InProgress)));
            } else if let Next::Call(call) = next {
                call.make();
            }
        }
    }
}

impl Pending {
    fn next(&mut self, number: u32, happening: u32, value: JsValue) -> Next {
        let is_flows = number == self.id;
        let is_latest = number == self.last_call;
        match happening {
            EVENT if is_flows => {
                let (state, require_state, is_guest) = (&self.state, self.options.require_state, self.is_guest);
                event::read(&value, &Expected { state, require_state, is_guest, is_ended })
                    .map_or(Next::Wait, Next::End)
            }
            TIMEOUT if is_flows => self.time_out(),
            ABORT if is_flows => end(js::aborted(&self.listening.signal)),
            // By the flow's own number where listening was refused already.
            REFUSED if is_latest || is_flows => {
                let error = self.rejection(value, AUTHORIZE, ErrorCode::AuthorizeFailed);
                if self.is_second || is_flows {
                    return error.map_or(Next::Wait, end);
                }
                self.refusal = error;
                Next::Call(self.ask())
            }
            CONTEXT if number == self.question => self.context(Status::of(&value)),
            CONTEXT_CHANGED if is_flows && (self.is_guest || self.question != 0) => match Status::of(&value) {
                Status::Unknown => Next::Call(self.ask()),
                status => self.context(status),
            },
            PROMPT_REFUSED if number == self.prompt => {
                self.rejection(value, PROMPT_AUTHORIZE, ErrorCode::AccessDenied).map_or(Next::Wait, end)
            }
            RECONFIGURED if is_latest => {
                if self.status != Status::Authorized {
                    return self.ask_person();
                }
                if let Some(lacking) = sdk::lacking(&value) {
                    return end(Error::with_detail(ErrorCode::CapabilityMissing, lacking));
                }
                self.question = 0;
                self.refusal = None;
                self.is_guest = false;
                self.is_second = true;
                Next::Call(self.authorize())
            }
            RECONFIGURE_FAILED if is_latest => {
                let failed = || Error::with_message(ErrorCode::SdkNotConfigured, "reconfigure failed").caused_by(value);
                end(self.refusal.take().unwrap_or_else(failed))
            }
            _ => Next::Wait,
        }
    }

    fn time_out(&mut self) -> Next {
        end(if self.is_guest {
            let message = if self.prompt == 0 {
                "reconfigure did not end within timeoutMs"
            } else {
                "no onMyUserContextChange within timeoutMs: the prompt was ignored or closed"
            };
            Error::with_message(ErrorCode::Timeout, message)
        } else {
            // There may be one, while the client does not say who the person is.
            self.refusal.take().unwrap_or_else(|| Error::new(ErrorCode::Timeout))
        })
    }

    fn rejection(&self, reason: JsValue, api: &'static str, declined: ErrorCode) -> Option<Error> {
        sdk::rejection(reason, api, declined, [self.code_challenge(), self.state.as_str()])
    }

    fn code_challenge(&self) -> &str {
        match &self.options.challenge {
            Challenge::Given(code_challenge) => code_challenge.as_str(),
            Challenge::Generate(_) => "",
        }
    }

    /// A call of the SDK, or of `reconfigure`. What the one before it comes to counts no more.
    fn call(&mut self, method: &'static str, argument: JsValue, resolved: u32, rejected: u32) -> Call {
        self.last_call = next_number();
        let object = match &self.options.reconfigure {
            Some(reconfigure) if rejected == RECONFIGURE_FAILED => reconfigure.clone().into(),
            _ => self.listening.zoom_sdk.clone(),
        };
        Call { number: self.last_call, object, method, argument, resolved, rejected }
    }

    fn authorize(&mut self) -> Call {
        // A new one each time: what the client does to its own is its business.
        let request = JsValue::from(Object::new());
        set(&request, "codeChallenge", self.code_challenge());
        set(&request, "state", self.state.as_str());
        self.call(AUTHORIZE, request, ACCEPTED, REFUSED)
    }

    /// Asks who the person is.
    fn ask(&mut self) -> Call {
        self.question = next_number();
        Call {
            number: self.question,
            object: self.listening.zoom_sdk.clone(),
            method: GET_USER_CONTEXT,
            argument: JsValue::UNDEFINED,
            resolved: CONTEXT,
            rejected: CONTEXT,
        }
    }

    /// Goes on by who the person is.
    fn context(&mut self, status: Status) -> Next {
        self.question = 0;
        if self.is_guest {
            if status == Status::Unknown || status == self.status {
                return Next::Wait;
            }
            self.status = status;
            return self.reconfigure();
        }
        self.status = status;
        let can_reconfigure = self.options.reconfigure.is_some();
        match self.refusal.take() {
            refusal if status.of_guest().is_some() => {
                if can_reconfigure {
                    self.is_guest = true;
                    return self.ask_person();
                }
                let cause = refusal.map(|refusal| refusal.cause().clone()).unwrap_or_default();
                end(self.guest_mode().caused_by(cause))
            }
            // Who has added the app since is refused until `config` was called again.
            Some(refusal)
                if can_reconfigure
                    && status == Status::Authorized
                    && refusal.code() == ErrorCode::CapabilityMissing =>
            {
                self.refusal = Some(refusal);
                self.reconfigure()
            }
            Some(refusal) => end(refusal),
            None => Next::Wait,
        }
    }

    /// Has the person asked to sign in, or to add the app.
    fn ask_person(&mut self) -> Next {
        let bit = 1 << self.status as u8;
        if self.prompted & bit != 0 {
            return end(self.guest_mode());
        }
        self.prompted |= bit;
        let call = self.call(PROMPT_AUTHORIZE, JsValue::UNDEFINED, ACCEPTED, PROMPT_REFUSED);
        self.prompt = call.number;
        Next::Call(call)
    }

    /// Has the app call `config` again.
    fn reconfigure(&mut self) -> Next {
        self.prompt = 0;
        Next::Call(self.call("call", JsValue::UNDEFINED, RECONFIGURED, RECONFIGURE_FAILED))
    }

    /// Once it was taken out.
    fn clean_up(&self) {
        with(|shared| {
            let next = (shared.next_ended.get() + 1) % ENDED;
            shared.next_ended.set(next);
            if let Ok(mut ended) = shared.ended.try_borrow_mut() {
                ended[next] = Some(self.state.duplicate());
            }
            Some(())
        });
        js::clear_timeout(&self.timer);
        self.listening.remove();
    }

    #[allow(clippy::boxed_local)] // Unboxed, all of it would be moved first.
    fn end(self: Box<Self>, outcome: Result<Answer, Error>) {
        self.clean_up();
        let Self { options, code_verifier, code_challenge_method, state, done, .. } = *self;
        done(outcome.map(|answer| Authorization {
            code: Zeroizing::new(answer.code),
            code_verifier,
            code_challenge_method,
            redirect_uri: answer.redirect_uri.unwrap_or(options.redirect_uri),
            state,
            received_at: js_sys::Date::now(),
        }));
    }

    fn guest_mode(&self) -> Error {
        Error::with_detail(ErrorCode::GuestMode, self.status.of_guest().unwrap_or_default())
    }
}

/// Whether `state` is that of a flow that has ended.
fn is_ended(state: &str) -> bool {
    with(|shared| {
        let ended = shared.ended.try_borrow().ok()?;
        ended.iter().flatten().find(|ended| ended.verify(state)).map(|_| ())
    })
    .is_some()
}

fn end(error: Error) -> Next {
    Next::End(Err(error))
}

fn set(object: &JsValue, key: &str, value: &str) {
    let _ = Reflect::set(object, &JsValue::from_str(key), &JsValue::from_str(value));
}

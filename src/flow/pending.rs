//! The one flow that may be waiting: how it starts, what can happen to it, how it is cleaned up.

use core::cell::RefCell;
use std::mem::ManuallyDrop;

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsValue, prelude::*};
use zeroize::Zeroizing;

use super::{
    Authorization, Challenge, Options,
    event::{self, Answer, Expected},
    guest::{AUTHENTICATED, Status, UNAUTHENTICATED},
    sdk::{self, AUTHORIZE, GET_USER_CONTEXT, ON_AUTHORIZED, ON_MY_USER_CONTEXT_CHANGE, PROMPT_AUTHORIZE},
};
use crate::{
    CodeVerifier, State,
    error::{Error, ErrorCode},
    js,
};

/// Who is told how the flow ended; called once.
pub(crate) type Done = Box<dyn FnOnce(Result<Authorization, Error>)>;

struct Pending {
    id: u32,
    zoom_sdk: JsValue,
    /// What `zoomSdk.authorize` is called with, a second time after guest mode.
    request: JsValue,
    /// As they were given, without the state.
    options: Options,
    code_verifier: Option<CodeVerifier>,
    state: State,
    listener: JsValue,
    /// Listens to `onMyUserContextChange`; none where guests are not asked.
    context_listener: Option<JsValue>,
    timer: JsValue,
    /// Listens to the signal, where there is one.
    aborted: JsValue,
    /// Who the person was when last told.
    status: Status,
    /// Whether the person is being asked to sign in or to add the app.
    is_prompting: bool,
    /// How many calls of `reconfigure` have not ended.
    reconfiguring: u32,
    /// Why the client refused `authorize`; none where the SDK gave up waiting for it.
    refusal: Option<Error>,
    done: Done,
}

/// What can happen to a flow; the number goes through JavaScript.
#[derive(Clone, Copy)]
enum Happening {
    /// `onAuthorized`
    Event = 0,
    Timeout = 1,
    Abort = 2,
    /// `authorize` was refused, or the SDK gave up.
    Refused = 3,
    /// What `getUserContext` came to.
    Context = 4,
    /// `onMyUserContextChange`
    ContextChanged = 5,
    PromptRefused = 6,
    Reconfigured = 7,
    ReconfigureFailed = 8,
    /// What says nothing: that the client took a request does not mean that the person has decided.
    Accepted = 9,
}

/// What a flow does next, once nothing is borrowed any more: the client may answer within the call.
enum Next {
    Wait,
    End(Result<Answer, Error>),
    Call(Call),
}

/// A call of `object[method](argument)`, and what it is to the flow when it resolves or rejects.
struct Call {
    object: JsValue,
    method: &'static str,
    argument: JsValue,
    resolved: Happening,
    rejected: Happening,
}

/// How many flows that ended are remembered.
const ENDED: usize = 8;

/// What all flows of the page share; never freed.
struct Shared {
    pending: Option<Box<Pending>>,
    /// The states of the last [`ENDED`] flows: an event may come long after its flow was given up.
    ended: [Option<State>; ENDED],
    last_id: u32,
    /// One JavaScript function for all flows. A flow binds its number and the kind of happening to it: nothing has to be
    /// kept alive for a listener that is called late, and none can be called after it was freed.
    happened: JsValue,
}

thread_local! {
    static SHARED: RefCell<ManuallyDrop<Shared>> = const {
        RefCell::new(ManuallyDrop::new(Shared {
            pending: None,
            ended: [const { None }; ENDED],
            last_id: 0,
            happened: JsValue::UNDEFINED,
        }))
    };
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
pub(crate) fn start(zoom_sdk: &JsValue, mut options: Options, done: Done) -> Result<Flow, Error> {
    sdk::check(zoom_sdk)?;
    sdk::check_config(&options.config)?;
    if js::is_aborted(&options.signal) {
        return Err(js::aborted(&options.signal));
    }

    let code_verifier = match options.challenge {
        Challenge::Generate(_) => Some(CodeVerifier::new()?),
        Challenge::Given(_) => None,
    };
    let state = match options.state.take() {
        Some(state) => state,
        None => State::new()?,
    };
    let request = JsValue::from(Object::new());
    match (&options.challenge, &code_verifier) {
        (Challenge::Generate(method), Some(code_verifier)) => {
            set(&request, CODE_CHALLENGE, code_verifier.challenge(*method).as_str());
        }
        (Challenge::Given(code_challenge), _) => set(&request, CODE_CHALLENGE, code_challenge.as_str()),
        _ => {}
    }
    set(&request, STATE, state.as_str());

    // Last, after whatever may run code of the page.
    let id = shared(|shared| {
        shared.last_id = shared.last_id.wrapping_add(1);
        shared.pending.is_none().then_some(shared.last_id)
    });
    let Some(id) = id.flatten() else { return Err(Error::new(ErrorCode::InProgress)) };
    let listener = on(id, Happening::Event);
    let context_listener = options.reconfigure.is_some().then(|| on(id, Happening::ContextChanged));
    let aborted = on(id, Happening::Abort);
    let signal = options.signal.clone();
    let started = Box::new(Pending {
        id,
        zoom_sdk: zoom_sdk.clone(),
        request: request.clone(),
        code_verifier,
        state,
        listener: listener.clone(),
        context_listener: context_listener.clone(),
        timer: js::set_timeout(&on(id, Happening::Timeout), options.timeout_ms),
        aborted: aborted.clone(),
        options,
        status: Status::Unknown,
        is_prompting: false,
        reconfiguring: 0,
        refusal: None,
        done,
    });
    shared(|shared| shared.pending = Some(started));
    let flow = Flow { id };

    // Listening comes first: the event may arrive before the promise of authorize settles.
    if let Some(signal) = &signal {
        let _ = js::call(signal, ADD, &ABORT.into(), &aborted);
    }
    if let Some(context_listener) = context_listener {
        let _ = js::call(zoom_sdk, ADD, &ON_MY_USER_CONTEXT_CHANGE.into(), &context_listener);
    }
    match js::call(zoom_sdk, ADD, &ON_AUTHORIZED.into(), &listener) {
        Ok(_) => call(id, &authorize(zoom_sdk.clone(), request)),
        Err(thrown) => happened(id, Happening::Refused as u32, thrown),
    }
    Ok(flow)
}

const ADD: &str = "addEventListener";
const REMOVE: &str = "removeEventListener";
const ABORT: &str = "abort";
const CODE_CHALLENGE: &str = "codeChallenge";
const STATE: &str = "state";

fn authorize(zoom_sdk: JsValue, request: JsValue) -> Call {
    let (resolved, rejected) = (Happening::Accepted, Happening::Refused);
    Call { object: zoom_sdk, method: AUTHORIZE, argument: request, resolved, rejected }
}

fn call(id: u32, call: &Call) {
    match js::call(&call.object, call.method, &call.argument, &JsValue::UNDEFINED) {
        Ok(promise) => {
            let promise = Promise::resolve(&promise);
            let _ = js::call(&promise, "then", &on(id, call.resolved), &on(id, call.rejected));
        }
        Err(thrown) => happened(id, call.rejected as u32, thrown),
    }
}

#[wasm_bindgen]
extern "C" {
    /// A function, without js-sys's types for its arguments.
    type Untyped;

    #[wasm_bindgen(method)]
    fn bind(this: &Untyped, this_argument: &JsValue, id: u32, happening: u32) -> JsValue;
}

/// The function for a flow and a kind of happening.
fn on(id: u32, happening: Happening) -> JsValue {
    let happened = shared(|shared| {
        #[cfg(not(feature = "npm"))]
        if shared.happened.is_undefined() {
            shared.happened = Closure::<dyn Fn(u32, u32, JsValue)>::new(happened).into_js_value();
        }
        shared.happened.clone()
    });
    happened.unwrap_or_default().unchecked_ref::<Untyped>().bind(&JsValue::UNDEFINED, id, happening as u32)
}

/// The JavaScript function that calls [`happened`]: a closure made here costs a page more glue.
#[cfg(feature = "npm")]
pub(crate) fn listen_through(happened: JsValue) {
    shared(|shared| shared.happened = happened);
}

/// Never throws: it runs inside the SDK's loop over the app's listeners.
pub(crate) fn happened(id: u32, happening: u32, value: JsValue) {
    let next = shared(|shared| {
        let Shared { pending, ended, .. } = shared;
        Some(pending.as_mut().filter(|pending| pending.id == id)?.next(happening, value, ended))
    });
    let outcome = match next.flatten() {
        None | Some(Next::Wait) => return,
        Some(Next::Call(next)) => return call(id, &next),
        Some(Next::End(outcome)) => outcome,
    };
    let Some(pending) = take(id) else { return };
    let Pending { options, code_verifier, state, done, .. } = *pending;
    done(outcome.map(|answer| Authorization {
        code: Zeroizing::new(answer.code),
        code_verifier,
        code_challenge_method: match options.challenge {
            Challenge::Generate(method) => Some(method),
            Challenge::Given(_) => None,
        },
        redirect_uri: answer.redirect_uri.unwrap_or(options.redirect_uri),
        state,
        received_at: js_sys::Date::now(),
    }));
}

impl Pending {
    fn next(&mut self, happening: u32, value: JsValue, ended: &[Option<State>]) -> Next {
        let end = |error| Next::End(Err(error));
        match happening {
            0 => {
                let expected = Expected {
                    state: &self.state,
                    require_state: self.options.require_state,
                    is_prompting: self.is_prompting,
                    ended,
                };
                event::read(&value, expected).map_or(Next::Wait, Next::End)
            }
            1 => end(Error::new(ErrorCode::Timeout)),
            2 => end(js::aborted(&self.options.signal)),
            3 => {
                self.refusal = self.rejection(value, AUTHORIZE, ErrorCode::AuthorizeFailed);
                self.ask_context()
            }
            4 => self.context(Status::of(&value)),
            5 if self.is_prompting => match Status::of(&value) {
                Status::Unknown => self.ask_context(),
                status => self.context(status),
            },
            6 => self.rejection(value, PROMPT_AUTHORIZE, ErrorCode::AccessDenied).map_or(Next::Wait, end),
            7 => {
                self.reconfiguring = self.reconfiguring.saturating_sub(1);
                if let Err(error) = sdk::check_config(&value) {
                    end(error)
                } else if self.reconfiguring > 0 || !self.is_prompting {
                    Next::Wait
                } else if self.status == Status::Authorized {
                    self.is_prompting = false;
                    Next::Call(authorize(self.zoom_sdk.clone(), self.request.clone()))
                } else {
                    self.prompt()
                }
            }
            8 => end(Error::with_message(ErrorCode::SdkNotConfigured, "reconfigure failed").caused_by(value)),
            _ => Next::Wait,
        }
    }

    fn rejection(&self, reason: JsValue, api: &str, otherwise: ErrorCode) -> Option<Error> {
        let code_challenge = js::get(&self.request, CODE_CHALLENGE).as_string().unwrap_or_default();
        sdk::rejection(reason, api, otherwise, &[&code_challenge, self.state.as_str()])
    }

    fn ask_context(&self) -> Next {
        let (object, argument) = (self.zoom_sdk.clone(), JsValue::UNDEFINED);
        let (resolved, rejected) = (Happening::Context, Happening::Context);
        Next::Call(Call { object, method: GET_USER_CONTEXT, argument, resolved, rejected })
    }

    /// Goes on by who the person is.
    fn context(&mut self, status: Status) -> Next {
        let guest = match status {
            Status::Unauthenticated => UNAUTHENTICATED,
            Status::Authenticated => AUTHENTICATED,
            _ => "",
        };
        if self.is_prompting {
            if status == Status::Unknown || status == self.status {
                return Next::Wait;
            }
            self.status = status;
            self.reconfiguring += 1;
            let object = self.options.reconfigure.clone().map(JsValue::from).unwrap_or_default();
            let argument = JsValue::UNDEFINED;
            let (resolved, rejected) = (Happening::Reconfigured, Happening::ReconfigureFailed);
            return Next::Call(Call { object, method: "call", argument, resolved, rejected });
        }
        let refusal = self.refusal.take();
        if guest.is_empty() {
            refusal.map_or(Next::Wait, |refusal| Next::End(Err(refusal)))
        } else if self.options.reconfigure.is_none() {
            let cause = refusal.map(|refusal| refusal.cause().clone()).unwrap_or_default();
            Next::End(Err(Error::with_detail(ErrorCode::GuestMode, guest).caused_by(cause)))
        } else {
            self.status = status;
            self.prompt()
        }
    }

    /// Asks the person to sign in, or to add the app.
    fn prompt(&mut self) -> Next {
        self.is_prompting = true;
        let (object, argument) = (self.zoom_sdk.clone(), JsValue::UNDEFINED);
        let (resolved, rejected) = (Happening::Accepted, Happening::PromptRefused);
        Next::Call(Call { object, method: PROMPT_AUTHORIZE, argument, resolved, rejected })
    }
}

/// Takes the flow out, with its listeners and timer removed.
fn take(id: u32) -> Option<Box<Pending>> {
    let pending = shared(|shared| {
        let pending = shared.pending.take_if(|pending| pending.id == id)?;
        shared.ended[id as usize % ENDED] = Some(pending.state.duplicate());
        Some(pending)
    })??;
    js::clear_timeout(&pending.timer);
    let _ = js::call(&pending.zoom_sdk, REMOVE, &ON_AUTHORIZED.into(), &pending.listener);
    if let Some(context_listener) = &pending.context_listener {
        let _ = js::call(&pending.zoom_sdk, REMOVE, &ON_MY_USER_CONTEXT_CHANGE.into(), context_listener);
    }
    if let Some(signal) = &pending.options.signal {
        let _ = js::call(signal, REMOVE, &ABORT.into(), &pending.aborted);
    }
    Some(pending)
}

fn set(object: &JsValue, key: &str, value: &str) {
    let _ = Reflect::set(object, &JsValue::from_str(key), &JsValue::from_str(value));
}

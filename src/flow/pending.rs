//! The one flow that may be waiting: how it starts, what can happen to it, how it is cleaned up.

use core::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;

use js_sys::Object;
use wasm_bindgen::JsValue;

use super::{
    arguments::*,
    event::{self, Answer, Expected},
    guest::Status,
    sdk::{self, AUTHORIZE, GET_USER_CONTEXT, ON_AUTHORIZED, ON_MY_USER_CONTEXT_CHANGE, PROMPT_AUTHORIZE},
};
use crate::{
    ChallengeMethod, CodeChallenge, CodeVerifier, State,
    error::{Error, ErrorCode, Message},
    js,
};

/// What a flow came to.
pub(crate) struct Outcome {
    pub(crate) answer: Result<Answer, Error>,
    pub(crate) arguments: JsValue,
    pub(crate) secrets: Secrets,
}

/// What goes with the request and, but for the challenge, to the backend.
pub(crate) struct Secrets {
    /// None where the backend holds it.
    pub(crate) code_verifier: Option<CodeVerifier>,
    pub(crate) code_challenge: CodeChallenge,
    pub(crate) state: State,
}

/// Who is told how the flow ended; called once.
#[cfg(not(feature = "npm"))]
pub(crate) struct Done(pub(super) Box<dyn FnOnce(Outcome)>);

#[cfg(not(feature = "npm"))]
impl Done {
    fn call(self, outcome: Outcome) {
        (self.0)(outcome);
    }
}

/// Without a pointer to a function: none anywhere in the wasm, and it needs no table of them.
#[cfg(feature = "npm")]
use crate::npm::Done;

struct Pending {
    id: u32,
    /// The number of the last call of `authorize`, `promptAuthorize` or `reconfigure`: an answer to an older one comes too
    /// late to mean anything.
    last_call: u32,
    /// The number of the question who the person is, or 0 where there is none to answer.
    question: u32,
    /// Whether the person sees a prompt: the last call is that of it.
    is_prompting: bool,
    arguments: JsValue,
    secrets: Secrets,
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

/// Adds the flow's listeners, or removes them.
fn listen(arguments: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    let at = |index| js::at(arguments, index);
    // Of what is not there nothing comes but an exception, which is ignored.
    let _ = js::call(at(SIGNAL), method, "abort".into(), at(ON_ABORT));
    if has(arguments, RECONFIGURE) {
        let _ = js::call(at(ZOOM_SDK), method, ON_MY_USER_CONTEXT_CHANGE.into(), at(ON_CONTEXT_CHANGED));
    }
    js::call(at(ZOOM_SDK), method, ON_AUTHORIZED.into(), at(ON_EVENT))
}

fn unlisten(arguments: &JsValue) {
    let _ = listen(arguments, "removeEventListener");
}

fn has(arguments: &JsValue, index: u32) -> bool {
    !js::is_absent(js::at(arguments, index))
}

/// What can happen to a flow, as numbers: they go through JavaScript.
mod happening {
    /// `onAuthorized`
    pub(super) const EVENT: u32 = 0;
    pub(super) const TIMEOUT: u32 = 1;
    pub(super) const ABORT: u32 = 2;
    /// `onMyUserContextChange`
    pub(super) const CONTEXT_CHANGED: u32 = 3;
    // What a call resolves with, and by the number after it what it rejects with.
    /// That the client took a request, which does not mean that the person has decided.
    pub(super) const ACCEPTED: u32 = 4;
    /// `authorize` was refused, or the SDK gave up.
    pub(super) const REFUSED: u32 = 5;
    pub(super) const PROMPTED: u32 = 6;
    pub(super) const PROMPT_REFUSED: u32 = 7;
    pub(super) const RECONFIGURED: u32 = 8;
    pub(super) const RECONFIGURE_FAILED: u32 = 9;
    /// What `getUserContext` came to.
    pub(super) const CONTEXT: u32 = 10;
    pub(super) const CONTEXT_UNKNOWN: u32 = 11;
}
use happening::*;

/// What a flow does next.
enum Next {
    Wait,
    End(Result<Answer, Error>),
    Call(Call),
}

/// A call of the client, or of the app's `reconfigure`, by what its resolving means.
struct Call {
    number: u32,
    resolved: u32,
    arguments: JsValue,
    argument: JsValue,
}

impl Call {
    fn make(self) {
        let Self { number, resolved, arguments, argument } = self;
        let (object, method) = match resolved {
            ACCEPTED => (ZOOM_SDK, AUTHORIZE),
            PROMPTED => (ZOOM_SDK, PROMPT_AUTHORIZE),
            RECONFIGURED => (RECONFIGURE, "call"),
            _ => (ZOOM_SDK, GET_USER_CONTEXT),
        };
        let on = |happening| on(&arguments, number, happening);
        let made = js::call(js::at(&arguments, object), method, argument, JsValue::UNDEFINED)
            .and_then(js::resolve)
            .and_then(|promise| js::call(promise, "then", on(resolved), on(resolved + 1)));
        if let Err(thrown) = made {
            happened(number, resolved + 1, thrown);
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
    ended: RefCell<[Option<Box<State>>; ENDED]>,
    /// Where the next one of them goes.
    next_ended: Cell<usize>,
    /// The last number of a flow or a call.
    last_number: Cell<u32>,
}

thread_local! {
    static SHARED: ManuallyDrop<Shared> = const {
        ManuallyDrop::new(Shared {
            pending: Cell::new(None),
            ended: RefCell::new([const { None }; ENDED]),
            next_ended: Cell::new(0),
            last_number: Cell::new(0),
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

/// Ends the flow of that number without telling anybody, if it has not ended yet.
#[cfg(not(feature = "npm"))]
pub(super) fn drop_flow(id: u32) {
    if let Some(pending) = with(|shared| shared.take_if(|pending| pending.id == id)) {
        pending.clean_up();
    }
}

/// Starts a flow with these [arguments](super::arguments) and gives its number. It is told once how it ends, unless an
/// error is returned.
pub(crate) fn start(arguments: &JsValue, done: Done) -> Result<u32, Error> {
    let at = |index| js::at(arguments, index);
    let timeout_ms = js::timeout_ms(at(TIMEOUT_MS), super::Options::TIMEOUT_MS)?;
    if js::truth(at(REQUIRE_STATE)).is_none() {
        return Err(Error::invalid(Message::RequireState));
    }
    if !js::is_optional_function(at(RECONFIGURE)) {
        return Err(Error::invalid(Message::Reconfigure));
    }
    let secrets = secrets(arguments)?;
    sdk::check(at(ZOOM_SDK), has(arguments, RECONFIGURE))?;
    let refusal = lacking(at(CONFIG));
    // Last: nothing of others runs between this and listening to it.
    js::check_signal(at(SIGNAL))?;

    let id = next_number();
    for (index, happening) in [(ON_EVENT, EVENT), (ON_ABORT, ABORT), (ON_CONTEXT_CHANGED, CONTEXT_CHANGED)] {
        js::set_at(arguments, index, on(arguments, id, happening));
    }
    js::set_at(arguments, TIMER, js::set_timeout(on(arguments, id, TIMEOUT), timeout_ms));
    let mut started = Box::new(Pending {
        id,
        last_call: 0,
        question: 0,
        is_prompting: false,
        arguments: arguments.clone(),
        secrets,
        refusal,
        status: Status::Unknown,
        is_guest: false,
        prompted: 0,
        is_second: false,
        done,
    });
    let first = if started.refusal.is_none() { started.authorize() } else { started.ask() };
    if with(|shared| shared.put(started)).is_some() {
        js::clear_timeout(at(TIMER));
        return Err(Error::new(ErrorCode::InProgress));
    }

    // Listening comes first: the event may arrive before the promise of authorize settles.
    let added = listen(arguments, "addEventListener");
    let is_waiting = with(|shared| {
        let pending = shared.take_if(|pending| pending.id == id)?;
        shared.pending.set(Some(pending));
        Some(())
    });
    if is_waiting.is_none() {
        // It ended within the call, perhaps before all were added.
        unlisten(arguments);
        return Ok(id);
    }
    match added {
        Ok(_) => first.make(),
        Err(thrown) => happened(id, REFUSED, thrown),
    }
    Ok(id)
}

fn secrets(arguments: &JsValue) -> Result<Secrets, Error> {
    let at = |index| js::at(arguments, index);
    let (code_verifier, code_challenge) = if !has(arguments, CODE_CHALLENGE) {
        let method = js::method(at(CODE_CHALLENGE_METHOD), ChallengeMethod::Plain)?;
        let code_verifier = CodeVerifier::new()?;
        let code_challenge = code_verifier.challenge(method);
        (Some(code_verifier), code_challenge)
    } else if !has(arguments, CODE_CHALLENGE_METHOD) {
        // The method is the backend's business: it only travels with a verifier that is made here.
        (None, CodeChallenge::parse(js::text(at(CODE_CHALLENGE)), ChallengeMethod::S256)?)
    } else {
        return Err(Error::invalid(Message::MethodAndChallenge));
    };
    let state = if has(arguments, STATE) { State::parse(js::text(at(STATE)))? } else { State::new()? };
    Ok(Secrets { code_verifier, code_challenge, state })
}

/// The error of a client that lacks what the flow needs, by its answer to `zoomSdk.config`.
fn lacking(config: JsValue) -> Option<Error> {
    sdk::lacking(config).map(|lacking| Error::with_detail(ErrorCode::CapabilityMissing, lacking.into()))
}

/// The function for a flow or a call and a kind of happening: [`happened`], to which both are bound. Nothing has to be kept
/// alive for a listener that is called late, and none can be called after it was freed.
fn on(arguments: &JsValue, number: u32, happening: u32) -> JsValue {
    js::bind(js::at(arguments, HAPPENED), number, happening)
}

/// Never throws: it runs inside the SDK's loop over the app's listeners.
pub(crate) fn happened(number: u32, happening: u32, value: JsValue) {
    // A number belongs to one flow or call, and with it to what can happen to that: what comes too late is found out here.
    let is_meant = |pending: &Pending| [pending.id, pending.last_call, pending.question].contains(&number);
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
        match happening {
            EVENT => {
                let expected = Expected {
                    state: &self.secrets.state,
                    require_state: js::truth(self.at(REQUIRE_STATE)) == Some(true),
                    is_guest: self.is_guest,
                    is_ended,
                };
                event::read(&value, &expected).map_or(Next::Wait, Next::End)
            }
            TIMEOUT => self.time_out(),
            ABORT => end(js::aborted(self.at(SIGNAL))),
            // By the flow's own number where listening was refused already.
            REFUSED => {
                let error = self.rejection(value, AUTHORIZE, ErrorCode::AuthorizeFailed);
                if self.is_second || is_flows {
                    return error.map_or(Next::Wait, end);
                }
                self.refusal = error;
                Next::Call(self.ask())
            }
            CONTEXT | CONTEXT_UNKNOWN => self.context(Status::of(&value)),
            CONTEXT_CHANGED if self.is_guest || self.question != 0 => match Status::of(&value) {
                Status::Unknown => Next::Call(self.ask()),
                status => self.context(status),
            },
            PROMPT_REFUSED => self.rejection(value, PROMPT_AUTHORIZE, ErrorCode::AccessDenied).map_or(Next::Wait, end),
            RECONFIGURED => {
                if self.status != Status::Authorized {
                    return self.ask_person();
                }
                if let Some(error) = lacking(value) {
                    return end(error);
                }
                self.question = 0;
                self.refusal = None;
                self.is_guest = false;
                self.is_second = true;
                Next::Call(self.authorize())
            }
            RECONFIGURE_FAILED => {
                let failed =
                    || Error::with(ErrorCode::SdkNotConfigured, Some(Message::ReconfigureFailed)).caused_by(value);
                end(self.refusal.take().unwrap_or_else(failed))
            }
            _ => Next::Wait,
        }
    }

    fn time_out(&mut self) -> Next {
        end(if self.is_guest {
            let message = if self.is_prompting { Message::PromptTimeout } else { Message::ReconfigureTimeout };
            Error::with(ErrorCode::Timeout, Some(message))
        } else {
            // There may be one, while the client does not say who the person is.
            self.refusal.take().unwrap_or_else(|| Error::new(ErrorCode::Timeout))
        })
    }

    fn at(&self, index: u32) -> JsValue {
        js::at(&self.arguments, index)
    }

    fn rejection(&self, reason: JsValue, api: &'static str, declined: ErrorCode) -> Option<Error> {
        let Secrets { code_challenge, state, .. } = &self.secrets;
        sdk::rejection(reason, api, declined, [code_challenge.as_str(), state.as_str()])
    }

    /// A call of the client, or of `reconfigure`.
    fn call(&self, number: u32, argument: JsValue, resolved: u32) -> Call {
        Call { number, resolved, arguments: self.arguments.clone(), argument }
    }

    fn next_number(&mut self) -> u32 {
        // What the call before comes to counts no more.
        self.last_call = next_number();
        self.last_call
    }

    fn authorize(&mut self) -> Call {
        // A new one each time: what the client does to its own is its business.
        let request = JsValue::from(Object::new());
        js::set(&request, "codeChallenge", self.secrets.code_challenge.as_str());
        js::set(&request, "state", self.secrets.state.as_str());
        let number = self.next_number();
        self.call(number, request, ACCEPTED)
    }

    /// Asks who the person is.
    fn ask(&mut self) -> Call {
        self.question = next_number();
        self.call(self.question, JsValue::UNDEFINED, CONTEXT)
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
        let can_reconfigure = has(&self.arguments, RECONFIGURE);
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
        self.is_prompting = true;
        let number = self.next_number();
        Next::Call(self.call(number, JsValue::UNDEFINED, PROMPTED))
    }

    /// Has the app call `config` again.
    fn reconfigure(&mut self) -> Next {
        self.is_prompting = false;
        let number = self.next_number();
        Next::Call(self.call(number, JsValue::UNDEFINED, RECONFIGURED))
    }

    /// Once it was taken out.
    fn clean_up(&self) {
        with(|shared| {
            let next = (shared.next_ended.get() + 1) % ENDED;
            shared.next_ended.set(next);
            if let Ok(mut ended) = shared.ended.try_borrow_mut() {
                ended[next] = Some(Box::new(self.secrets.state.duplicate()));
            }
            Some(())
        });
        js::clear_timeout(self.at(TIMER));
        unlisten(&self.arguments);
    }

    #[allow(clippy::boxed_local)] // Unboxed, all of it would be moved first.
    fn end(self: Box<Self>, answer: Result<Answer, Error>) {
        self.clean_up();
        let Self { arguments, secrets, done, .. } = *self;
        done.call(Outcome { answer, arguments, secrets });
    }

    fn guest_mode(&self) -> Error {
        Error::with_detail(ErrorCode::GuestMode, self.status.of_guest().unwrap_or_default().into())
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

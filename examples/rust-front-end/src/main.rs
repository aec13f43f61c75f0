//! A Zoom App's front end in Rust: a button that signs the person in.

mod backend;
mod failure;
mod zoom_sdk;

use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal};
use yew::{platform::spawn_local, prelude::*};
use zoom_pkce::flow::{self, Options};

use backend::User;
use failure::Failure;

enum Status {
    Starting,
    Ready,
    Waiting(AbortController),
    SignedIn(User),
    Failed(Failure),
}

/// Asks the person, and has the backend exchange what they consented to. Aborting `signal` ends either.
async fn sign_in(config: JsValue, signal: AbortSignal) -> Result<User, Failure> {
    let options = Options { config, signal: Some(signal.clone()), ..Options::default() };
    let authorization = flow::authorize(&zoom_sdk::get(), options).await?;
    backend::exchange(&authorization, &signal).await
}

#[component]
fn App() -> Html {
    let status = use_state(|| Status::Starting);
    // What zoomSdk.config resolved to; nothing while there is no Zoom client that answers.
    let config = use_state(|| None::<JsValue>);

    use_effect_with((), {
        let (status, config) = (status.clone(), config.clone());
        move |()| {
            spawn_local(async move {
                match zoom_sdk::configure().await {
                    Ok(answer) => {
                        config.set(Some(answer));
                        status.set(Status::Ready);
                    }
                    Err(failure) => status.set(Status::Failed(failure)),
                }
            });
        }
    });

    let on_click = {
        let (status, config) = (status.clone(), config.clone());
        move |_| {
            if let Status::Waiting(controller) = &*status {
                return controller.abort();
            }
            let Some(config) = (*config).clone() else { return };
            let controller = AbortController::new().expect("every browser has it");
            let signal = controller.signal();
            status.set(Status::Waiting(controller));
            let status = status.clone();
            spawn_local(async move {
                let outcome = sign_in(config, signal.clone()).await;
                status.set(match outcome {
                    Ok(user) => Status::SignedIn(user),
                    Err(_) if signal.aborted() => Status::Ready,
                    Err(failure) => Status::Failed(failure),
                });
            });
        }
    };

    let label = if matches!(*status, Status::Waiting(_)) { "Cancel" } else { "Sign in with Zoom" };
    let says = match &*status {
        Status::Waiting(_) => "Waiting for your answer in Zoom…".to_owned(),
        Status::SignedIn(user) => format!("Signed in as {}", user.name),
        _ => String::new(),
    };
    html! {
        <>
            <h1>{ "A Zoom App in Rust" }</h1>
            if !matches!(*status, Status::SignedIn(_)) {
                <button onclick={on_click} disabled={config.is_none()}>{ label }</button>
            }
            <p role="status">{ says }</p>
            if let Status::Failed(Failure { message, hint }) = &*status {
                <div role="alert">
                    <p>{ message }</p>
                    <p>{ hint }</p>
                </div>
            }
        </>
    }
}

fn main() {
    let document = web_sys::window().and_then(|window| window.document());
    // Not the body: Yew empties what it renders into, and others put things there.
    let root = document.and_then(|document| document.get_element_by_id("app")).expect("index.html has it");
    yew::Renderer::<App>::with_root(root).render();
}

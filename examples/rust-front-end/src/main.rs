//! A Zoom App's front end in Rust: a button that signs the person in.

mod failure;
mod zoom_sdk;

use serde::Deserialize;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal};
use yew::{platform::spawn_local, prelude::*};
use zoom_pkce::{
    Error,
    flow::{self, Options},
    forward::{Target, forward},
};

use failure::Failure;

/// The path of the app's backend, which exchanges the code and keeps the tokens.
const BACKEND: &str = "/api/zoom/token";

/// The person who has signed in, as the backend answers.
#[derive(Deserialize)]
struct User {
    name: String,
}

enum Status {
    Starting,
    Ready,
    Waiting(AbortController),
    SignedIn(User),
    Failed(Failure),
}

/// Asks the person to authorize the app, and posts the authorization to the backend. Aborting
/// `signal` ends both.
async fn sign_in(config: JsValue, signal: AbortSignal) -> Result<User, Error> {
    let options = Options { config, signal: Some(signal.clone()), ..Options::default() };
    let authorization = flow::authorize(&zoom_sdk::get(), options).await?;
    forward(&authorization, Target { signal: Some(signal), ..Target::new(BACKEND) }).await
}

#[component]
fn App() -> Html {
    let status = use_state(|| Status::Starting);
    // The answer of zoomSdk.config. `None` until the Zoom client has answered.
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
            let controller = AbortController::new().expect("every browser has AbortController");
            let signal = controller.signal();
            status.set(Status::Waiting(controller));
            let status = status.clone();
            spawn_local(async move {
                let outcome = sign_in(config, signal.clone()).await;
                status.set(match outcome {
                    Ok(user) => Status::SignedIn(user),
                    Err(_) if signal.aborted() => Status::Ready,
                    Err(error) => Status::Failed(error.into()),
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
    // Yew empties the element that it renders into. So this is not the body.
    let root = document
        .and_then(|document| document.get_element_by_id("app"))
        .expect("index.html has #app");
    yew::Renderer::<App>::with_root(root).render();
}

//! `Options: Deserialize` and `Authorization: Serialize`. Run in browsers by `wasm-pack test`, with
//! the feature `serde`.

#![cfg(all(target_arch = "wasm32", feature = "serde"))]

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::AbortController;
use zoom_pkce::{
    ChallengeMethod, CodeVerifier, State,
    flow::{Authorization, Challenge, Options},
};

wasm_bindgen_test_configure!(run_in_browser);

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &JsValue::from_str(name), value).unwrap();
    }
    object.into()
}

fn read(members: &[(&str, JsValue)]) -> Result<Options, serde_wasm_bindgen::Error> {
    serde_wasm_bindgen::from_value(object(members))
}

#[wasm_bindgen_test]
fn reads_every_option_by_its_name_in_javascript() {
    let signal = AbortController::new().unwrap().signal();
    let config = object(&[("unsupportedApis", js_sys::Array::new().into())]);
    let reconfigure = Function::new_no_args("");
    let on_progress = Function::new_no_args("");
    let options = read(&[
        ("codeChallengeMethod", "S256".into()),
        ("state", "of-the-session".into()),
        ("requireState", true.into()),
        ("timeoutMs", 60_000.into()),
        ("signal", signal.clone().into()),
        ("config", config.clone()),
        ("reconfigure", reconfigure.clone().into()),
        ("onProgress", on_progress.clone().into()),
        ("redirectUri", "https://app.example/".into()),
    ])
    .unwrap();
    assert!(matches!(options.challenge, Challenge::Generate(ChallengeMethod::S256)));
    assert_eq!(options.state.unwrap().as_str(), "of-the-session");
    assert!(options.require_state);
    assert_eq!(options.timeout_ms, 60_000);
    assert!(Object::is(&options.signal.unwrap(), &signal));
    assert!(Object::is(&options.config, &config));
    assert!(Object::is(&options.reconfigure.unwrap(), &reconfigure));
    assert!(Object::is(&options.on_progress.unwrap(), &on_progress));
    assert_eq!(options.redirect_uri, "https://app.example/");

    let options = read(&[("codeChallenge", VERIFIER.into())]).unwrap();
    let Challenge::Given(code_challenge) = options.challenge else { panic!("the given one") };
    assert_eq!(code_challenge.as_str(), VERIFIER);
}

#[wasm_bindgen_test]
fn a_missing_option_has_its_default() {
    let absent = ["codeChallenge", "state", "requireState", "timeoutMs", "signal", "config"];
    let undefined = absent.map(|name| (name, JsValue::UNDEFINED));
    let null = absent.map(|name| (name, JsValue::NULL));
    let default = Options::default();
    for options in [
        read(&[]),
        read(&undefined),
        read(&null),
        serde_wasm_bindgen::from_value(JsValue::UNDEFINED),
    ] {
        let options = options.unwrap();
        assert!(matches!(options.challenge, Challenge::Generate(ChallengeMethod::Plain)));
        assert!(options.state.is_none() && options.signal.is_none());
        assert!(options.reconfigure.is_none() && options.config.is_undefined());
        assert!(options.on_progress.is_none());
        assert_eq!(options.require_state, default.require_state);
        assert_eq!(options.timeout_ms, default.timeout_ms);
        assert_eq!(options.redirect_uri, default.redirect_uri);
    }
}

#[wasm_bindgen_test]
fn an_invalid_option_is_refused_with_its_rule() {
    let promise = || JsValue::from(Promise::resolve(&JsValue::UNDEFINED));
    for (name, values) in [
        ("codeChallengeMethod", vec!["s256".into(), "".into(), 7.into()]),
        ("codeChallenge", vec!["too short".into(), 7.into(), object(&[])]),
        ("state", vec!["".into(), "\n".into(), 7.into(), "a".repeat(4097).into()]),
        ("requireState", vec![1.into(), "true".into()]),
        ("timeoutMs", vec![0.into(), 1.5.into(), 2_147_483_648_f64.into(), "7".into()]),
        ("config", vec![7.into(), promise()]),
        ("reconfigure", vec![7.into(), object(&[])]),
        ("onProgress", vec![7.into(), object(&[])]),
        ("redirectUri", vec![7.into(), "".into()]),
    ] {
        for value in values {
            let error = read(&[(name, value.clone())]).unwrap_err().to_string();
            assert!(error.contains(&format!("{name}: must be ")), "{value:?}: {error}");
        }
    }
    let both = [("codeChallenge", VERIFIER.into()), ("codeChallengeMethod", "plain".into())];
    let error = read(&both).unwrap_err().to_string();
    assert!(error.contains("codeChallengeMethod: must not be given together"), "{error}");

    let error = read(&[("timeoutMS", 7.into())]).unwrap_err().to_string();
    assert!(error.contains("options: there is no option timeoutMS"), "{error}");
    for options in [7.into(), "text".into(), promise()] {
        let error = serde_wasm_bindgen::from_value::<Options>(options).unwrap_err().to_string();
        assert!(error.contains("options: must be an object"), "{error}");
    }
}

#[wasm_bindgen_test]
fn an_authorization_has_the_members_of_the_npm_packages() {
    let authorization = || Authorization {
        code: "code".to_owned().into(),
        code_verifier: Some(CodeVerifier::parse(VERIFIER.to_owned()).unwrap()),
        code_challenge_method: Some(ChallengeMethod::Plain),
        redirect_uri: "https://app.example/".to_owned(),
        state: State::parse("state".to_owned()).unwrap(),
        received_at: 1.5,
    };
    let json = |authorization: Authorization| {
        let value = serde_wasm_bindgen::to_value(&authorization).unwrap();
        String::from(js_sys::JSON::stringify(&value).unwrap())
    };
    assert_eq!(
        json(authorization()),
        format!(
            r#"{{"code":"code","codeVerifier":"{VERIFIER}","codeChallengeMethod":"plain","redirectUri":"https://app.example/","state":"state","receivedAt":1.5}}"#
        )
    );
    assert_eq!(
        json(Authorization { code_verifier: None, code_challenge_method: None, ..authorization() }),
        r#"{"code":"code","redirectUri":"https://app.example/","state":"state","receivedAt":1.5}"#
    );
}

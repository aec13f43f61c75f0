//! Tests the app context with `tests/backends/app-contexts.json` of the repository. The contexts in
//! that file were made in several languages. Each language decrypts all, and makes its own again.

#[path = "../src/app_context.rs"]
mod app_context;

use std::{
    fs,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use app_context::{AppContext, AppContextError};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

#[derive(Deserialize)]
struct Vectors {
    client_id: String,
    client_secret: String,
    now: u64,
    valid: Vec<Valid>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
struct Valid {
    name: String,
    made_by: String,
    iv: String,
    additional_data: String,
    content: String,
    context: String,
}

#[derive(Deserialize)]
struct Refused {
    name: String,
    context: String,
    error: String,
}

impl Vectors {
    fn read() -> Self {
        let path =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/backends/app-contexts.json");
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(self.now)
    }

    fn decrypt(&self, context: &str) -> Result<AppContext, AppContextError> {
        AppContext::decrypt(context, &self.client_id, &self.client_secret, self.now())
    }
}

#[test]
fn decrypts_the_contexts_of_every_language() {
    let vectors = Vectors::read();
    assert!(!vectors.valid.is_empty());
    for Valid { name, context, content, .. } in &vectors.valid {
        let context = vectors.decrypt(context).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut fields: Map<String, Value> = serde_json::from_str(content).unwrap();
        assert_eq!(fields.remove("typ").unwrap(), context.typ, "{name}");
        assert_eq!(fields.remove("aud").unwrap(), context.aud, "{name}");
        assert_eq!(fields.remove("iss").unwrap(), context.iss, "{name}");
        assert_eq!(fields.remove("ts").unwrap().as_f64(), Some(context.ts), "{name}");
        assert_eq!(fields.remove("exp").unwrap().as_f64(), Some(context.exp), "{name}");
        assert_eq!(fields.remove("uid"), context.uid.map(Value::from), "{name}");
        assert_eq!(fields, context.other, "{name}");
    }
}

#[test]
fn makes_the_contexts_of_rust() {
    let vectors = Vectors::read();
    let own: Vec<_> = vectors.valid.iter().filter(|valid| valid.made_by == "rust").collect();
    assert!(!own.is_empty());
    for valid in own {
        assert_eq!(encrypt(valid, &vectors.client_secret), valid.context, "{}", valid.name);
    }
}

#[test]
fn refuses_with_the_error_that_names_the_cause() {
    let vectors = Vectors::read();
    assert!(!vectors.refused.is_empty());
    for Refused { name, context, error } in &vectors.refused {
        assert_eq!(vectors.decrypt(context).unwrap_err().to_string(), *error, "{name}");
    }
}

/// Encrypts in base64url without padding.
fn encrypt(valid: &Valid, client_secret: &str) -> String {
    let (iv, aad) = (bytes_of(&valid.iv), bytes_of(&valid.additional_data));
    let payload = Payload { msg: valid.content.as_bytes(), aad: &aad };
    let cipher = Aes256Gcm::new_from_slice(&Sha256::digest(client_secret)).unwrap();
    let sealed = cipher.encrypt(iv.as_slice().into(), payload).unwrap();
    let bytes = [
        &[u8::try_from(iv.len()).unwrap()],
        iv.as_slice(),
        &u16::try_from(aad.len()).unwrap().to_le_bytes(),
        &aad,
        &u32::try_from(valid.content.len()).unwrap().to_le_bytes(),
        &sealed,
    ]
    .concat();
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let digits: Vec<_> = hex.chars().map(|digit| digit.to_digit(16).unwrap() as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

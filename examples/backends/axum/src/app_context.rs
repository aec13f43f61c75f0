//! The app context: who opens the app, and where. Zoom sends it with the request for the app's Home
//! URL, as the header `x-zoom-app-context`. A page gets the same text from
//! `zoomSdk.getAppContext()`.

use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

use aes_gcm::{
    Aes256Gcm, AesGcm, KeyInit,
    aead::{Aead, Nonce, Payload, consts::U16},
    aes::Aes256,
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD},
};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

const ISSUER: &str = "marketplace.zoom.us";
const MAX_CHARS: usize = 16384;
const TAG_BYTES: usize = 16;

/// What a context holds.
#[allow(dead_code, reason = "an app reads the fields that it needs")]
#[derive(Debug, Deserialize)]
pub struct AppContext {
    pub typ: String,
    pub aud: String,
    pub iss: String,
    /// When the context was made, in milliseconds since the epoch.
    pub ts: f64,
    /// When the context ends, in milliseconds since the epoch.
    pub exp: f64,
    /// The person. A guest's context has none.
    #[serde(default, deserialize_with = "non_empty_text")]
    pub uid: Option<String>,
    /// All other fields, as they are.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Why a context is refused.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AppContextError {
    /// It does not have the form of a context, or holds something else.
    InvalidContext,
    /// It is encrypted with another client secret, or was altered.
    WrongSecret,
    /// It is for another client ID.
    WrongAudience,
    /// Its time is over, about two minutes after it was made.
    ContextExpired,
}

use AppContextError::{ContextExpired, InvalidContext, WrongAudience, WrongSecret};

impl AppContextError {
    pub fn as_str(self) -> &'static str {
        match self {
            InvalidContext => "invalid_context",
            WrongSecret => "wrong_secret",
            WrongAudience => "wrong_audience",
            ContextExpired => "context_expired",
        }
    }
}

impl fmt::Display for AppContextError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl std::error::Error for AppContextError {}

impl AppContext {
    /// Decrypts and checks a context.
    pub fn decrypt(
        header: &str,
        client_id: &str,
        client_secret: &str,
        now: SystemTime,
    ) -> Result<Self, AppContextError> {
        let content = Sealed::parse(&decode_base64(header)?)?.open(client_secret)?;
        let context: Self = serde_json::from_slice(&content).map_err(|_| InvalidContext)?;
        let now_ms = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as f64;
        if context.iss != ISSUER || context.aud.is_empty() || context.typ.is_empty() {
            Err(InvalidContext)
        } else if context.aud != client_id {
            Err(WrongAudience)
        } else if now_ms >= context.exp {
            Err(ContextExpired)
        } else {
            Ok(context)
        }
    }
}

/// The parts of a context that AES-GCM takes.
struct Sealed<'a> {
    iv: &'a [u8],
    additional_data: &'a [u8],
    ciphertext_and_tag: &'a [u8],
}

impl<'a> Sealed<'a> {
    /// Reads the parts. Each has its length before it, in 1, 2 and 4 bytes, little-endian. The
    /// length of the ciphertext does not count the tag.
    fn parse(mut rest: &'a [u8]) -> Result<Self, AppContextError> {
        let iv = take_with_length::<1>(&mut rest, 0)?;
        let additional_data = take_with_length::<2>(&mut rest, 0)?;
        let ciphertext_and_tag = take_with_length::<4>(&mut rest, TAG_BYTES)?;
        if rest.is_empty() {
            Ok(Self { iv, additional_data, ciphertext_and_tag })
        } else {
            Err(InvalidContext)
        }
    }

    fn open(&self, client_secret: &str) -> Result<Vec<u8>, AppContextError> {
        // The lengths of an IV that AES-GCM takes on every platform.
        match self.iv.len() {
            12 => self.open_with::<Aes256Gcm>(client_secret),
            16 => self.open_with::<AesGcm<Aes256, U16>>(client_secret),
            _ => Err(InvalidContext),
        }
    }

    fn open_with<C: Aead + KeyInit>(
        &self,
        client_secret: &str,
    ) -> Result<Vec<u8>, AppContextError> {
        let cipher = C::new_from_slice(&Sha256::digest(client_secret)).map_err(|_| WrongSecret)?;
        let payload = Payload { msg: self.ciphertext_and_tag, aad: self.additional_data };
        cipher.decrypt(Nonce::<C>::from_slice(self.iv), payload).map_err(|_| WrongSecret)
    }
}

/// Takes a part and its length, in `N` bytes, from the front.
fn take_with_length<'a, const N: usize>(
    rest: &mut &'a [u8],
    more: usize,
) -> Result<&'a [u8], AppContextError> {
    let (length, after) = rest.split_first_chunk::<N>().ok_or(InvalidContext)?;
    let length = length.iter().rev().fold(0, |length, &byte| length << 8 | usize::from(byte));
    let part;
    (part, *rest) = after.split_at_checked(length.saturating_add(more)).ok_or(InvalidContext)?;
    Ok(part)
}

/// Decodes base64 or base64url, with or without padding.
fn decode_base64(text: &str) -> Result<Vec<u8>, AppContextError> {
    if text.len() > MAX_CHARS {
        return Err(InvalidContext);
    }
    let is_url_safe = text.contains(['-', '_']);
    let engine = if is_url_safe { &BASE64_URL_SAFE_NO_PAD } else { &BASE64_STANDARD_NO_PAD };
    engine.decode(text.trim_end_matches('=')).map_err(|_| InvalidContext)
}

/// Reads a text. Anything else, and the empty text, count as missing.
fn non_empty_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(value.as_str().filter(|text| !text.is_empty()).map(str::to_owned))
}

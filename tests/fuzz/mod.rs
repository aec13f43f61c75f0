//! The checks of the fuzz targets. Most compare the crate with a second, simple implementation of
//! RFC 7636.
//!
//! `fuzz/` has the fuzz targets. `tests/fuzz_corpus.rs` runs the same checks on the seeds and the corpus.

mod flow;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use zoom_pkce::{ChallengeMethod, CodeChallenge, CodeVerifier, Error, ErrorCode, State};

pub use flow::flow;

/// The characters of `unreserved` (RFC 7636, section 4.1).
const UNRESERVED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
const METHODS: [ChallengeMethod; 2] = [ChallengeMethod::Plain, ChallengeMethod::S256];

/// Checks one input. Panics if the crate handles it incorrectly.
pub type Check = fn(&[u8]);

/// The check of each target, with the target's name.
pub const CHECKS: [(&str, Check); 6] = [
    ("challenge_method", challenge_method),
    ("code_challenge", code_challenge),
    ("code_verifier", code_verifier),
    ("flow", flow),
    ("state", state),
    ("verify", verify),
];

/// Parses a code verifier, and derives and verifies its code challenges.
pub fn code_verifier(input: &[u8]) {
    let text = text_of(input);
    match CodeVerifier::parse(text.clone()) {
        Ok(code_verifier) => {
            assert!(is_verifier(&text), "accepted an input outside the grammar");
            assert_eq!(code_verifier.secret(), text);
            assert_eq!(format!("{code_verifier:?}"), "CodeVerifier([redacted])");
            for method in METHODS {
                let code_challenge = code_verifier.challenge(method);
                assert_eq!(code_challenge.as_str(), expected_challenge(&text, method));
                assert!(code_challenge.verify(&code_verifier));
                // The receiver can parse the challenge that is sent.
                let sent =
                    CodeChallenge::parse(code_challenge.as_str().to_owned(), method).unwrap();
                assert!(sent.verify(&code_verifier));
            }
        }
        Err(error) => {
            assert!(!is_verifier(&text), "rejected an input of the grammar");
            assert_hides_input(
                &error,
                "codeVerifier: ",
                CodeVerifier::parse(String::new()).unwrap_err(),
            );
        }
    }
}

/// Parses a code challenge with each method.
pub fn code_challenge(input: &[u8]) {
    let text = text_of(input);
    for method in METHODS {
        match CodeChallenge::parse(text.clone(), method) {
            Ok(code_challenge) => {
                assert!(is_verifier(&text), "accepted an input outside the grammar");
                assert_eq!(
                    (code_challenge.as_str(), code_challenge.method()),
                    (text.as_str(), method)
                );
                assert_eq!(
                    format!("{code_challenge:?}"),
                    format!("CodeChallenge([redacted], {method})")
                );
            }
            Err(error) => {
                assert!(!is_verifier(&text), "rejected an input of the grammar");
                assert_hides_input(
                    &error,
                    "codeChallenge: ",
                    CodeChallenge::parse(String::new(), method).unwrap_err(),
                );
            }
        }
    }
}

/// Parses the name of a code challenge method.
pub fn challenge_method(input: &[u8]) {
    let text = text_of(input);
    match text.parse::<ChallengeMethod>() {
        Ok(method) => assert_eq!(method.to_string(), text),
        Err(error) => {
            assert!(text != "plain" && text != "S256", "rejected an input of the grammar");
            assert_hides_input(
                &error,
                "codeChallengeMethod: ",
                "".parse::<ChallengeMethod>().unwrap_err(),
            );
        }
    }
}

/// Parses the first line as the `state` that was sent, and compares it with the rest.
pub fn state(input: &[u8]) {
    let text = text_of(input);
    let (sent, received) = text.split_once('\n').unwrap_or((&text, ""));
    let is_state =
        (1..=4096).contains(&sent.len()) && sent.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    match State::parse(sent.to_owned()) {
        Ok(state) => {
            assert!(is_state, "accepted an input outside the grammar");
            assert_eq!(state.as_str(), sent);
            assert_eq!(state.verify(received), received == sent);
            assert!(state.verify(sent));
            assert_eq!(format!("{state:?}"), "State([redacted])");
        }
        Err(error) => {
            assert!(!is_state, "rejected an input of the grammar");
            assert_hides_input(&error, "state: ", State::parse(String::new()).unwrap_err());
        }
    }
}

/// Verifies a code verifier, the first line, against a code challenge, the rest.
pub fn verify(input: &[u8]) {
    let text = text_of(input);
    let Some((code_verifier, code_challenge)) = text.split_once('\n') else { return };
    let Ok(parsed) = CodeVerifier::parse(code_verifier.to_owned()) else { return };
    for method in METHODS {
        let expected = expected_challenge(code_verifier, method);
        if let Ok(challenge) = CodeChallenge::parse(code_challenge.to_owned(), method) {
            assert_eq!(challenge.verify(&parsed), code_challenge == expected);
        }
        // A challenge that differs from the right one in one character does not verify.
        for (at, character) in expected.char_indices() {
            let replacement = if character == 'A' { "B" } else { "A" };
            let mut changed = expected.clone();
            changed.replace_range(at..=at, replacement);
            assert!(
                !CodeChallenge::parse(changed, method).unwrap().verify(&parsed),
                "character {at}"
            );
        }
    }
}

fn text_of(input: &[u8]) -> String {
    String::from_utf8_lossy(input).into_owned()
}

fn is_verifier(text: &str) -> bool {
    (43..=128).contains(&text.chars().count())
        && text.chars().all(|character| UNRESERVED.contains(character))
}

fn expected_challenge(code_verifier: &str, method: ChallengeMethod) -> String {
    match method {
        ChallengeMethod::Plain => code_verifier.to_owned(),
        ChallengeMethod::S256 => URL_SAFE_NO_PAD.encode(Sha256::digest(code_verifier)),
    }
}

/// Asserts that an error does not show its input: it equals `other`, the error of another input.
fn assert_hides_input(error: &Error, argument: &str, other: Error) {
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
    assert!(error.to_string().starts_with(argument));
    assert_eq!(*error, other);
}

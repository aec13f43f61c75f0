//! Native tests of PKCE: the test vector of RFC 7636, its grammar, and that secrets stay secret.

#![cfg(not(target_arch = "wasm32"))]

use std::{
    collections::HashSet,
    fmt::{Debug, Display},
    hash::Hash,
    ops::Deref,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use proptest::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};
use static_assertions::assert_not_impl_any;
use zoom_pkce::{
    ChallengeMethod::{self, Plain, S256},
    CodeChallenge, CodeVerifier, Error, ErrorCode, State,
};

/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const METHODS: [ChallengeMethod; 2] = [Plain, S256];

/// The characters of `unreserved` (RFC 7636, section 4.1), as a list. The code under test has
/// ranges.
const UNRESERVED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
const BASE64URL: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// No secret type has a trait that copies it, shows it, or compares it in variable time.
assert_not_impl_any!(CodeVerifier: Clone, Copy, Display, Serialize, PartialEq, Hash, Deref);
assert_not_impl_any!(CodeVerifier: AsRef<str>, Into<String>, Default);
assert_not_impl_any!(CodeChallenge: Clone, Copy, Display, Serialize, PartialEq, Hash, Deref);
assert_not_impl_any!(CodeChallenge: AsRef<str>, Into<String>, Default);
assert_not_impl_any!(State: Clone, Copy, Display, Serialize, PartialEq, Hash, Deref);
assert_not_impl_any!(State: AsRef<str>, Into<String>, Default);

fn code_verifier(text: &str) -> CodeVerifier {
    CodeVerifier::parse(text.to_owned()).unwrap()
}

fn code_challenge(text: &str, method: ChallengeMethod) -> CodeChallenge {
    CodeChallenge::parse(text.to_owned(), method).unwrap()
}

fn has_only(alphabet: &str, text: &str) -> bool {
    text.chars().all(|character| alphabet.contains(character))
}

/// Returns `text` with the character at `position` replaced.
fn replaced(text: &str, position: usize, character: char) -> String {
    text.chars().enumerate().map(|(at, old)| if at == position { character } else { old }).collect()
}

fn any_unreserved() -> impl Strategy<Value = char> {
    proptest::sample::select(UNRESERVED.chars().collect::<Vec<_>>())
}

fn any_verifier() -> impl Strategy<Value = String> {
    proptest::collection::vec(any_unreserved(), 43..=128).prop_map(String::from_iter)
}

fn any_method() -> impl Strategy<Value = ChallengeMethod> {
    proptest::sample::select(METHODS.to_vec())
}

mod challenges {
    use super::*;

    #[test]
    fn s256_matches_the_vector_of_rfc_7636_appendix_b() {
        let challenge = code_verifier(VERIFIER).challenge(S256);
        assert_eq!(challenge.as_str(), CHALLENGE);
        assert_eq!(challenge.method(), S256);
        assert!(code_challenge(CHALLENGE, S256).verify(&code_verifier(VERIFIER)));
    }

    #[test]
    fn plain_is_the_verifier_itself() {
        let challenge = code_verifier(VERIFIER).challenge(Plain);
        assert_eq!(challenge.as_str(), VERIFIER);
        assert_eq!(challenge.method(), Plain);
        assert!(code_challenge(VERIFIER, Plain).verify(&code_verifier(VERIFIER)));
    }

    #[test]
    fn a_challenge_does_not_verify_with_the_other_method() {
        assert!(!code_challenge(CHALLENGE, Plain).verify(&code_verifier(VERIFIER)));
        assert!(!code_challenge(VERIFIER, S256).verify(&code_verifier(VERIFIER)));
    }

    #[test]
    fn every_single_character_of_the_verifier_counts() {
        let s256 = code_challenge(CHALLENGE, S256);
        let plain = code_challenge(VERIFIER, Plain);
        for (position, old) in VERIFIER.char_indices() {
            for new in UNRESERVED.chars().filter(|new| *new != old) {
                let other = code_verifier(&replaced(VERIFIER, position, new));
                assert!(!s256.verify(&other), "S256, {new:?} at {position}");
                assert!(!plain.verify(&other), "plain, {new:?} at {position}");
            }
        }
    }

    #[test]
    fn every_single_character_of_the_challenge_counts() {
        let verifier = code_verifier(VERIFIER);
        for (method, challenge) in [(S256, CHALLENGE), (Plain, VERIFIER)] {
            for (position, old) in challenge.char_indices() {
                for new in UNRESERVED.chars().filter(|new| *new != old) {
                    let other = code_challenge(&replaced(challenge, position, new), method);
                    assert!(!other.verify(&verifier), "{method}, {new:?} at {position}");
                }
            }
        }
    }

    #[test]
    fn a_prefix_or_an_extension_does_not_verify() {
        let longer = format!("{VERIFIER}A");
        for (made_from, presented) in [(VERIFIER, longer.as_str()), (longer.as_str(), VERIFIER)] {
            for method in METHODS {
                assert!(
                    !code_verifier(made_from).challenge(method).verify(&code_verifier(presented)),
                    "{method}"
                );
            }
        }
        assert!(!code_challenge(&format!("{CHALLENGE}A"), S256).verify(&code_verifier(VERIFIER)));
    }

    #[test]
    fn method_names_are_those_of_the_rfc_and_case_sensitive() {
        for (method, name) in [(Plain, "plain"), (S256, "S256")] {
            assert_eq!(method.as_str(), name);
            assert_eq!(method.to_string(), name);
            assert_eq!(name.parse(), Ok(method));
        }
        for name in ["", "s256", "Plain", "PLAIN", "SHA256", " S256", "S256 ", "S2567", "none"] {
            let error = name.parse::<ChallengeMethod>().unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidArgument, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn a_challenge_verifies_and_round_trips(text in any_verifier(), method in any_method()) {
            let verifier = code_verifier(&text);
            let challenge = verifier.challenge(method);
            prop_assert_eq!(challenge.method(), method);
            prop_assert!(challenge.verify(&verifier));
            prop_assert!(code_challenge(challenge.as_str(), method).verify(&verifier));
        }

        #[test]
        fn plain_is_the_verifier_for_any_verifier(text in any_verifier()) {
            let challenge = code_verifier(&text).challenge(Plain);
            prop_assert_eq!(challenge.as_str(), &text);
        }

        #[test]
        fn s256_is_43_base64url_characters_and_equals_that_of_other_crates(text in any_verifier()) {
            let challenge = code_verifier(&text).challenge(S256);
            prop_assert_eq!(challenge.as_str().len(), 43);
            prop_assert!(has_only(BASE64URL, challenge.as_str()));
            prop_assert_eq!(challenge.as_str(), URL_SAFE_NO_PAD.encode(Sha256::digest(&text)));
        }

        #[test]
        fn one_changed_character_does_not_verify(
            text in any_verifier(),
            method in any_method(),
            at in any::<proptest::sample::Index>(),
            new in any_unreserved(),
        ) {
            let position = at.index(text.len());
            let changed = replaced(&text, position, new);
            prop_assume!(changed != text);
            prop_assert!(!code_verifier(&text).challenge(method).verify(&code_verifier(&changed)));
        }
    }
}

mod grammar {
    use super::*;

    /// Returns whether `text` is accepted by the three parsers of `43*128unreserved`, which must
    /// agree.
    fn accepted(text: &str) -> bool {
        let verifier = CodeVerifier::parse(text.to_owned()).is_ok();
        for method in METHODS {
            assert_eq!(
                CodeChallenge::parse(text.to_owned(), method).is_ok(),
                verifier,
                "{method}, {text:?}"
            );
        }
        verifier
    }

    #[test]
    fn lengths_are_43_to_128() {
        for (length, expected) in [
            (0, false),
            (1, false),
            (42, false),
            (43, true),
            (44, true),
            (127, true),
            (128, true),
            (129, false),
        ] {
            assert_eq!(accepted(&"a".repeat(length)), expected, "{length} characters");
        }
        assert!(!accepted(&"a".repeat(1 << 20)));
    }

    #[test]
    fn only_the_66_unreserved_characters_of_unicode_are_accepted() {
        let mut allowed = String::new();
        for character in '\0'..=char::MAX {
            let text = format!("{character}{}", "a".repeat(43));
            if CodeVerifier::parse(text.clone()).is_ok() {
                allowed.push(character);
            }
            assert_eq!(
                CodeChallenge::parse(text, S256).is_ok(),
                UNRESERVED.contains(character),
                "{character:?}"
            );
        }
        let sorted = |text: &str| {
            let mut characters: Vec<_> = text.chars().collect();
            characters.sort_unstable();
            characters
        };
        assert_eq!(sorted(&allowed), sorted(UNRESERVED));
    }

    #[test]
    fn a_bad_character_is_rejected_at_every_position() {
        for bad in
            ['+', '/', '=', ' ', '%', '\n', '\0', '\u{7f}', '\u{e9}', '\u{ff0d}', '\u{1f511}']
        {
            for position in 0..43 {
                assert!(!accepted(&replaced(VERIFIER, position, bad)), "{bad:?} at {position}");
            }
        }
    }

    #[test]
    fn characters_of_several_octets_are_rejected_at_any_length() {
        assert!(!accepted(&"\u{e9}".repeat(43)));
        assert!(!accepted(&"\u{e9}".repeat(22)));
    }

    #[test]
    fn accepted_text_is_kept_unchanged() {
        for text in [UNRESERVED, VERIFIER, &"~".repeat(128)] {
            assert_eq!(code_verifier(text).secret(), text);
            assert_eq!(code_challenge(text, Plain).as_str(), text);
        }
    }

    proptest! {
        #[test]
        fn accepts_every_text_of_the_grammar(text in any_verifier()) {
            prop_assert!(accepted(&text));
        }

        #[test]
        fn accepts_a_text_only_if_it_is_of_the_grammar(
            text in proptest::collection::vec(any_unreserved(), 38..134),
            replacement in proptest::option::of((any::<proptest::sample::Index>(), any::<char>())),
        ) {
            let mut text = text;
            if let Some((at, character)) = replacement {
                *at.get_mut(&mut text) = character;
            }
            let text = String::from_iter(text);
            let expected =
                (43..=128).contains(&text.chars().count()) && has_only(UNRESERVED, &text);
            prop_assert_eq!(accepted(&text), expected);
        }
    }
}

mod randomness {
    use super::*;

    #[test]
    fn a_verifier_has_the_requested_length_and_43_by_default() {
        assert_eq!(CodeVerifier::new().unwrap().secret().len(), 43);
        for length in 43..=128 {
            let verifier = CodeVerifier::with_length(length).unwrap();
            assert_eq!(verifier.secret().len(), length);
            assert!(has_only(BASE64URL, verifier.secret()), "{length}");
            assert!(CodeVerifier::parse(verifier.secret().to_owned()).is_ok(), "{length}");
        }
        assert_eq!((CodeVerifier::MIN_LENGTH, CodeVerifier::MAX_LENGTH), (43, 128));
    }

    #[test]
    fn rejects_a_length_outside_43_to_128() {
        for length in (0..43).chain(129..400).chain([usize::MAX - 3, usize::MAX]) {
            let error = CodeVerifier::with_length(length).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidArgument, "{length}");
        }
    }

    #[test]
    fn a_thousand_verifiers_differ() {
        let seen: HashSet<String> =
            (0..1000).map(|_| CodeVerifier::new().unwrap().secret().to_owned()).collect();
        assert_eq!(seen.len(), 1000);
    }

    #[test]
    fn a_thousand_states_differ() {
        let seen: HashSet<String> =
            (0..1000).map(|_| State::new().unwrap().as_str().to_owned()).collect();
        assert_eq!(seen.len(), 1000);
    }
}

mod states {
    use super::*;

    #[test]
    fn a_new_state_is_32_characters_of_base64url() {
        let state = State::new().unwrap();
        assert_eq!(state.as_str().len(), 32);
        assert!(has_only(BASE64URL, state.as_str()));
        assert!(State::parse(state.as_str().to_owned()).is_ok());
    }

    #[test]
    fn only_visible_ascii_and_the_space_are_accepted() {
        for character in '\0'..='\u{2ff}' {
            let expected = (' '..='~').contains(&character);
            for text in [format!("{character}"), format!("a{character}"), format!("{character}a")] {
                assert_eq!(State::parse(text.clone()).is_ok(), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn rejects_an_empty_state_and_one_of_more_than_4096_characters() {
        assert!(State::parse(String::new()).is_err());
        assert_eq!(State::parse("s".repeat(4096)).unwrap().as_str().len(), 4096);
        let error = State::parse("s".repeat(4097)).unwrap_err();
        assert!(error.to_string().contains("at most 4096"), "{error}");
    }

    #[test]
    fn a_state_verifies_only_its_own_text() {
        let state = State::parse("session-7 x".to_owned()).unwrap();
        assert_eq!(state.as_str(), "session-7 x");
        assert!(state.verify("session-7 x"));
        for other in
            ["", "session-7", "session-7 ", "session-7 X", "session-7 xx", " session-7 x", "\u{e9}"]
        {
            assert!(!state.verify(other), "{other:?}");
        }
    }

    proptest! {
        #[test]
        fn one_changed_character_does_not_verify(
            text in "[ -~]{1,64}",
            at in any::<proptest::sample::Index>(),
            new in proptest::char::range(' ', '~'),
        ) {
            let changed = replaced(&text, at.index(text.len()), new);
            let state = State::parse(text.clone()).unwrap();
            prop_assert!(state.verify(&text));
            prop_assert_eq!(state.verify(&changed), changed == text);
        }
    }
}

mod secrecy {
    use super::*;

    fn assert_hides(secret: &str, value: &impl Debug) {
        for shown in [format!("{value:?}"), format!("{value:#?}")] {
            // No part of 8 characters may be shown either.
            for part in secret.as_bytes().windows(8).map(|part| std::str::from_utf8(part).unwrap())
            {
                assert!(!shown.contains(part), "{shown}");
            }
        }
    }

    #[test]
    fn debug_shows_no_verifier_challenge_or_state() {
        let verifier = code_verifier(VERIFIER);
        assert_hides(VERIFIER, &verifier);
        assert_hides(VERIFIER, &verifier.challenge(Plain));
        assert_hides(CHALLENGE, &verifier.challenge(S256));
        assert_hides(VERIFIER, &code_challenge(VERIFIER, Plain));
        assert_hides(VERIFIER, &State::parse(VERIFIER.to_owned()).unwrap());
        assert_hides(VERIFIER, &(Some(&verifier), [verifier.challenge(Plain)]));
    }

    #[test]
    fn debug_says_that_the_secret_is_redacted() {
        let verifier = code_verifier(VERIFIER);
        assert_eq!(format!("{verifier:?}"), "CodeVerifier([redacted])");
        assert_eq!(format!("{:?}", verifier.challenge(S256)), "CodeChallenge([redacted], S256)");
        assert_eq!(format!("{:?}", State::new().unwrap()), "State([redacted])");
    }

    #[test]
    fn debug_shows_not_even_the_length() {
        let (short, long) =
            (CodeVerifier::with_length(43).unwrap(), CodeVerifier::with_length(128).unwrap());
        assert_eq!(format!("{short:?}"), format!("{long:?}"));
        assert_eq!(format!("{:?}", short.challenge(Plain)), format!("{:?}", long.challenge(Plain)));
    }

    #[test]
    fn errors_do_not_repeat_the_rejected_input() {
        let almost = format!("{VERIFIER}\u{e9}");
        let errors: [Error; 6] = [
            CodeVerifier::parse(almost.clone()).unwrap_err(),
            CodeVerifier::parse(VERIFIER[..42].to_owned()).unwrap_err(),
            CodeChallenge::parse(almost.clone(), Plain).unwrap_err(),
            CodeChallenge::parse(almost.clone(), S256).unwrap_err(),
            State::parse(almost.clone()).unwrap_err(),
            almost.parse::<ChallengeMethod>().unwrap_err(),
        ];
        for error in errors {
            assert_hides(VERIFIER, &error);
            assert_hides(VERIFIER, &error.to_string());
            assert_hides(VERIFIER, &error.hint());
        }
    }
}

mod errors {
    use super::*;

    #[test]
    fn each_message_names_the_argument_and_the_rule() {
        let cases = [
            (
                CodeVerifier::parse(String::new()).unwrap_err(),
                "codeVerifier: ",
                ["43 to 128", "RFC 7636 section 4.1"],
            ),
            (
                CodeChallenge::parse(String::new(), S256).unwrap_err(),
                "codeChallenge: ",
                ["43 to 128", "RFC 7636 section 4.2"],
            ),
            (
                CodeVerifier::with_length(42).unwrap_err(),
                "length: ",
                ["from 43 to 128", "RFC 7636 section 4.1"],
            ),
            (
                State::parse(String::new()).unwrap_err(),
                "state: ",
                ["non-empty", "RFC 6749 appendix A.5"],
            ),
            (
                "".parse::<ChallengeMethod>().unwrap_err(),
                "codeChallengeMethod: ",
                ["\"plain\" or \"S256\"", "RFC 7636 section 4.3"],
            ),
        ];
        for (error, argument, rules) in cases {
            let message = error.to_string();
            assert_eq!(error.code(), ErrorCode::InvalidArgument, "{message}");
            assert!(message.starts_with(argument), "{message}");
            for rule in rules {
                assert!(message.contains(rule), "{message}");
            }
            assert!(!error.is_retryable(), "{message}");
            assert_eq!(error.hint(), ErrorCode::InvalidArgument.hint());
        }
    }

    #[test]
    fn each_code_has_its_own_message() {
        let messages: HashSet<_> = ErrorCode::ALL.iter().map(|code| code.message()).collect();
        assert_eq!(messages.len(), ErrorCode::ALL.len());
    }

    /// Programs compare these names, so a change is a breaking change.
    #[test]
    fn the_codes_are_complete_and_stable() {
        const CODES: &[(ErrorCode, &str, bool)] = &[
            (ErrorCode::InvalidArgument, "invalid_argument", false),
            (ErrorCode::RandomUnavailable, "random_unavailable", false),
            (ErrorCode::SdkMissing, "sdk_missing", false),
            (ErrorCode::SdkNotConfigured, "sdk_not_configured", false),
            (ErrorCode::CapabilityMissing, "capability_missing", false),
            (ErrorCode::GuestMode, "guest_mode", false),
            (ErrorCode::AuthorizeFailed, "authorize_failed", false),
            (ErrorCode::AccessDenied, "access_denied", true),
            (ErrorCode::MissingCode, "missing_code", true),
            (ErrorCode::StateMismatch, "state_mismatch", true),
            (ErrorCode::Timeout, "timeout", true),
            (ErrorCode::Aborted, "aborted", true),
            (ErrorCode::InProgress, "in_progress", true),
            (ErrorCode::CodeExpired, "code_expired", true),
            (ErrorCode::InsecureEndpoint, "insecure_endpoint", false),
            (ErrorCode::NetworkError, "network_error", true),
            (ErrorCode::BackendTimeout, "backend_timeout", true),
            (ErrorCode::RedirectRefused, "redirect_refused", false),
            (ErrorCode::InvalidResponse, "invalid_response", false),
            (ErrorCode::BackendRejected, "backend_rejected", false),
            (ErrorCode::InvalidGrant, "invalid_grant", true),
        ];
        let codes: Vec<_> = CODES.iter().map(|&(code, ..)| code).collect();
        assert_eq!(ErrorCode::ALL, codes);
        for &(code, name, is_retryable) in CODES {
            assert_eq!(code.as_str(), name);
            assert_eq!(code.to_string(), name);
            assert_eq!(code.is_retryable(), is_retryable, "{name}");
        }
    }

    #[test]
    fn the_types_work_across_threads_and_as_standard_errors() {
        fn is_send_and_sync<T: Send + Sync + 'static>() {}
        is_send_and_sync::<CodeVerifier>();
        is_send_and_sync::<CodeChallenge>();
        is_send_and_sync::<ChallengeMethod>();
        is_send_and_sync::<State>();
        is_send_and_sync::<Error>();
        is_send_and_sync::<ErrorCode>();
        let error: Box<dyn std::error::Error + Send + Sync> =
            CodeVerifier::parse(String::new()).unwrap_err().into();
        assert!(error.to_string().starts_with("codeVerifier: "));
    }
}

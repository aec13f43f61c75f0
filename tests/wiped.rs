//! What a secret was in is wiped before it is given back: seen by an allocator that looks at what comes back.

#![cfg(not(target_arch = "wasm32"))]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    slice,
    sync::atomic::{AtomicUsize, Ordering},
};

use zoom_pkce::{ChallengeMethod, CodeChallenge, CodeVerifier, State};

const SECRET: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// How much of it counts as it, in octets.
const PART: usize = 8;

/// How many blocks came back with a part of [`SECRET`] in them.
static UNWIPED: AtomicUsize = AtomicUsize::new(0);

struct Looking;

#[global_allocator]
static ALLOCATOR: Looking = Looking;

// SAFETY: the system's allocator does the work.
unsafe impl GlobalAlloc for Looking {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller vouches. Zeroed, so that there is something to read in what nobody wrote to.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // Texts only: octets are aligned to 1, and have no padding that can't be read.
        if layout.align() == 1 {
            // SAFETY: the block is still the caller's, and each of its octets was written, if only by `alloc`.
            let octets = unsafe { slice::from_raw_parts(block, layout.size()) };
            let is_part =
                |window: &[u8]| SECRET.as_bytes().windows(PART).any(|part| part == window);
            if octets.windows(PART).any(is_part) {
                UNWIPED.fetch_add(1, Ordering::Relaxed);
            }
        }
        // SAFETY: as the caller vouches.
        unsafe { System.dealloc(block, layout) }
    }
}

/// How many blocks `work` leaves unwiped.
fn unwiped_by(work: impl FnOnce()) -> usize {
    let before = UNWIPED.load(Ordering::Relaxed);
    work();
    UNWIPED.load(Ordering::Relaxed) - before
}

fn secret() -> String {
    SECRET.to_owned()
}

// One test: others beside it would free texts too.
#[test]
fn nothing_is_given_back_before_it_is_wiped() {
    assert_eq!(unwiped_by(|| drop(secret())), 1, "the allocator sees what is not wiped");
    assert_eq!(unwiped_by(|| drop(SECRET[9..17].to_owned())), 1, "and a part of it");

    let made = unwiped_by(|| {
        let code_verifier = CodeVerifier::parse(secret()).unwrap();
        for method in [ChallengeMethod::Plain, ChallengeMethod::S256] {
            let code_challenge = code_verifier.challenge(method);
            assert!(code_challenge.verify(&code_verifier));
            assert!(!format!("{code_challenge:?} {code_verifier:?}").is_empty());
        }
        drop(CodeChallenge::parse(secret(), ChallengeMethod::Plain).unwrap());
        let state = State::parse(secret()).unwrap();
        assert!(state.verify(SECRET) && !format!("{state:?}").is_empty());
    });
    assert_eq!(made, 0, "code verifiers, code challenges and states");

    let refused = unwiped_by(|| {
        let with = |end: &str| {
            // Room for both: a text that moves is no business of the crate's.
            let mut text = String::with_capacity(64);
            text.push_str(SECRET);
            text.push_str(end);
            text
        };
        assert!(CodeVerifier::parse(with("+")).is_err());
        assert!(CodeChallenge::parse(with("+"), ChallengeMethod::Plain).is_err());
        assert!(State::parse(with("\n")).is_err());
    });
    assert_eq!(refused, 0, "what was refused");
}

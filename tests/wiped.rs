//! Memory that held a secret is wiped before it is freed. An allocator inspects each freed block.

#![cfg(not(target_arch = "wasm32"))]
#![expect(unsafe_code, reason = "an allocator is unsafe code")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    slice,
    sync::atomic::{AtomicUsize, Ordering},
};

use zoom_pkce::{ChallengeMethod, CodeChallenge, CodeVerifier, State};

const SECRET: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// A part of the secret of this many octets counts as a leak.
const PART_LEN: usize = 8;

/// The number of blocks that were freed with a part of [`SECRET`] in them.
static UNWIPED: AtomicUsize = AtomicUsize::new(0);

struct InspectingAllocator;

#[global_allocator]
static ALLOCATOR: InspectingAllocator = InspectingAllocator;

// SAFETY: the system's allocator allocates and frees all blocks.
unsafe impl GlobalAlloc for InspectingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeroed, so that `dealloc` may read octets that were never written.
        // SAFETY: the caller keeps the contract of `alloc`, which is that of `alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // Only strings and byte buffers have an alignment of 1. They have no padding, so all of
        // their octets can be read.
        if layout.align() == 1 {
            // SAFETY: the block is not freed yet, and `alloc` has initialized all of its octets.
            let octets = unsafe { slice::from_raw_parts(block, layout.size()) };
            let is_part =
                |window: &[u8]| SECRET.as_bytes().windows(PART_LEN).any(|part| part == window);
            if octets.windows(PART_LEN).any(is_part) {
                UNWIPED.fetch_add(1, Ordering::Relaxed);
            }
        }
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(block, layout) }
    }
}

/// Returns the number of blocks that `work` frees without wiping them.
fn unwiped_by(work: impl FnOnce()) -> usize {
    let before = UNWIPED.load(Ordering::Relaxed);
    work();
    UNWIPED.load(Ordering::Relaxed) - before
}

fn secret() -> String {
    SECRET.to_owned()
}

// This file has only one test: parallel tests would free blocks that count here.
#[test]
fn nothing_is_given_back_before_it_is_wiped() {
    assert_eq!(
        unwiped_by(|| drop(secret())),
        1,
        "the allocator detects a secret that is not wiped"
    );
    assert_eq!(
        unwiped_by(|| drop(SECRET[9..17].to_owned())),
        1,
        "the allocator detects a part of a secret"
    );

    let accepted = unwiped_by(|| {
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
    assert_eq!(accepted, 0, "code verifiers, code challenges and states are wiped");

    let rejected = unwiped_by(|| {
        let with = |end: &str| {
            // With enough capacity the string does not move. The test itself would leave a copy.
            let mut text = String::with_capacity(64);
            text.push_str(SECRET);
            text.push_str(end);
            text
        };
        assert!(CodeVerifier::parse(with("+")).is_err());
        assert!(CodeChallenge::parse(with("+"), ChallengeMethod::Plain).is_err());
        assert!(State::parse(with("\n")).is_err());
    });
    assert_eq!(rejected, 0, "rejected input is wiped");
}

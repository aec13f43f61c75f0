//! Compares the same two functions as `pair.rs`, in rounds. In each round both run one batch, and
//! they take turns to go first. A slow moment of the machine then slows both, so the ratio of a
//! round stays right. divan measures one function to its end and then the other.
//!
//! Prints a line for each round: this crate's nanoseconds per pair, a tab, and those of `oauth2`.
//! `npm run bench` reads the lines.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    rounds::main();
}

#[cfg(not(target_arch = "wasm32"))]
mod rounds {
    use std::{
        hint::black_box,
        time::{Duration, Instant},
    };

    use oauth2::PkceCodeChallenge;
    use zoom_pkce::{ChallengeMethod, CodeVerifier};

    /// Much longer than a reading of the clock.
    const BATCH: Duration = Duration::from_millis(2);
    const ROUNDS: u32 = 300;

    fn zoom_pkce_pair() {
        let code_verifier = CodeVerifier::new().expect("the operating system has random numbers");
        black_box((code_verifier.challenge(ChallengeMethod::S256), code_verifier));
    }

    fn oauth2_pair() {
        black_box(PkceCodeChallenge::new_random_sha256());
    }

    fn time(make_pair: fn(), count: u32) -> Duration {
        let start = Instant::now();
        for _ in 0..count {
            make_pair();
        }
        start.elapsed()
    }

    /// Returns the number of calls that take at least [`BATCH`].
    fn calls_per_batch(make_pair: fn()) -> u32 {
        let mut count = 16;
        while time(make_pair, count) < BATCH {
            count *= 2;
        }
        count
    }

    pub(super) fn main() {
        // cargo adds its own arguments, which are not numbers.
        let rounds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(ROUNDS);
        let functions: [fn(); 2] = [zoom_pkce_pair, oauth2_pair];
        let counts = functions.map(calls_per_batch);
        for round in 0..rounds {
            let mut nanoseconds = [0.0; 2];
            for turn in 0..2 {
                let index = (turn + round as usize) % 2;
                let count = counts[index];
                nanoseconds[index] =
                    time(functions[index], count).as_secs_f64() * 1e9 / f64::from(count);
            }
            println!("{:.1}\t{:.1}", nanoseconds[0], nanoseconds[1]);
        }
    }
}

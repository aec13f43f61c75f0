//! The same as `pair.rs`, in rounds: within each, both run one batch, and each goes first in every other round. What slows
//! the machine for a while then slows both, and leaves the ratio of a round alone. divan measures one to its end and then
//! the other.
//!
//! Prints the number of a pair's nanoseconds for each round: this crate's, a tab, `oauth2`'s. `npm run bench` reads them.

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

    /// Long against what reading the clock takes.
    const BATCH: Duration = Duration::from_millis(2);
    const ROUNDS: u32 = 300;

    fn ours() {
        let code_verifier = CodeVerifier::new().expect("this machine has random numbers");
        black_box((code_verifier.challenge(ChallengeMethod::S256), code_verifier));
    }

    fn peers() {
        black_box(PkceCodeChallenge::new_random_sha256());
    }

    fn time(make: fn(), count: u32) -> Duration {
        let start = Instant::now();
        for _ in 0..count {
            make();
        }
        start.elapsed()
    }

    /// How many calls make a batch.
    fn batch(make: fn()) -> u32 {
        let mut count = 16;
        while time(make, count) < BATCH {
            count *= 2;
        }
        count
    }

    pub(super) fn main() {
        // cargo adds arguments of its own.
        let rounds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(ROUNDS);
        let both: [fn(); 2] = [ours, peers];
        let counts = both.map(batch);
        for round in 0..rounds {
            let mut nanoseconds = [0.0; 2];
            for turn in 0..2 {
                let which = (turn + round as usize) % 2;
                let count = counts[which];
                nanoseconds[which] =
                    time(both[which], count).as_secs_f64() * 1e9 / f64::from(count);
            }
            println!("{:.1}\t{:.1}", nanoseconds[0], nanoseconds[1]);
        }
    }
}

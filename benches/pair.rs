//! `cargo bench`: compares a code verifier and its S256 challenge with those of the crate `oauth2`.

/// divan does not run in a page. `npm run bench` measures pages.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    divan::main();
}

#[cfg(not(target_arch = "wasm32"))]
mod pair {
    use oauth2::{PkceCodeChallenge, PkceCodeVerifier};
    use zoom_pkce::{ChallengeMethod, CodeChallenge, CodeVerifier, Error};

    #[divan::bench]
    fn zoom_pkce() -> Result<(CodeChallenge, CodeVerifier), Error> {
        let code_verifier = CodeVerifier::new()?;
        Ok((code_verifier.challenge(ChallengeMethod::S256), code_verifier))
    }

    #[divan::bench]
    fn oauth2() -> (PkceCodeChallenge, PkceCodeVerifier) {
        PkceCodeChallenge::new_random_sha256()
    }
}

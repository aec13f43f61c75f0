#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| zoom_pkce_fuzz::flow(input));

//! The inputs that fuzzing starts with and has kept (`npm run fuzz`), held against what the fuzz targets check.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../fuzz/src/lib.rs"]
mod checks;

use std::{fs, path::Path};

#[test]
fn every_kept_input_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for (target, check) in checks::CHECKS {
        let inputs = ["seeds", "corpus"].map(|kind| fs::read_dir(folder.join(kind).join(target)).unwrap());
        let inputs: Vec<_> = inputs.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
        assert!(inputs.len() > 8, "{target}: too few inputs to mean a thing");
        for input in inputs {
            // Shown where it fails.
            println!("{target}: {}", input.display());
            check(&fs::read(input).unwrap());
        }
    }
}

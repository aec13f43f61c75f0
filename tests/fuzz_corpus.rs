//! The inputs that fuzzing starts with and has kept (`npm run fuzz`), and what is near them, held against what the fuzz
//! targets check.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../fuzz/src/lib.rs"]
mod checks;

use std::{fs, path::Path};

use proptest::{collection::vec, prelude::*, sample::Index};

/// The inputs of a target, each with its file.
fn inputs(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let files =
        ["seeds", "corpus"].map(|kind| fs::read_dir(folder.join(kind).join(target)).unwrap());
    let mut files: Vec<_> =
        files.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    // What is drawn by its place is the same on every machine then.
    files.sort();
    assert!(files.len() > 8, "{target}: too few inputs to mean a thing");
    files.into_iter().map(|file| (file.display().to_string(), fs::read(file).unwrap())).collect()
}

#[test]
fn every_kept_input_passes() {
    for (target, check) in checks::CHECKS {
        for (file, input) in inputs(target) {
            // Shown where it fails.
            println!("{target}: {file}");
            check(&input);
        }
    }
}

/// One step away from an input: an octet replaced, put in or taken out, or the rest as another input has it.
#[derive(Clone, Debug)]
enum Edit {
    Replace(Index, u8),
    Insert(Index, u8),
    Remove(Index),
    GoOnAs(Index, Index),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        any::<(Index, u8)>().prop_map(|(at, octet)| Edit::Replace(at, octet)),
        any::<(Index, u8)>().prop_map(|(at, octet)| Edit::Insert(at, octet)),
        any::<Index>().prop_map(Edit::Remove),
        any::<(Index, Index)>().prop_map(|(at, other)| Edit::GoOnAs(at, other)),
    ];
    vec(edit, 1..4)
}

fn apply(edit: &Edit, input: &mut Vec<u8>, inputs: &[(String, Vec<u8>)]) {
    let ends = input.len() + 1;
    match edit {
        Edit::Insert(at, octet) => input.insert(at.index(ends), *octet),
        Edit::GoOnAs(at, other) => {
            let at = at.index(ends);
            input.truncate(at);
            input.extend(other.get(inputs).1.iter().skip(at));
        }
        Edit::Replace(at, octet) if !input.is_empty() => *at.get_mut(input) = *octet,
        Edit::Remove(at) if !input.is_empty() => drop(input.remove(at.index(input.len()))),
        Edit::Replace(..) | Edit::Remove(_) => {}
    }
}

#[test]
fn inputs_near_the_kept_ones_pass() {
    for (target, check) in checks::CHECKS {
        let inputs = inputs(target);
        proptest!(ProptestConfig::with_cases(2000), |(start: Index, edits in edits())| {
            let mut input = start.get(&inputs).1.clone();
            for edit in &edits {
                apply(edit, &mut input, &inputs);
            }
            println!("{target}: {input:?}");
            check(&input);
        });
    }
}

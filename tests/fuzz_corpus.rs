//! Runs the checks of the fuzz targets on the seeds, on the corpus that fuzzing has collected
//! (`npm run fuzz`), and on inputs that differ from them by a few edits.

#![cfg(not(target_arch = "wasm32"))]

#[path = "fuzz/mod.rs"]
mod checks;

use std::{fs, path::Path};

use proptest::{collection::vec, prelude::*, sample::Index};

/// Returns the inputs of a target, each with its file name. The published crate has none.
fn inputs(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    if !folder.exists() && folder.with_file_name("Cargo.toml.orig").exists() {
        return Vec::new();
    }
    let files =
        ["seeds", "corpus"].map(|kind| fs::read_dir(folder.join(kind).join(target)).unwrap());
    let mut files: Vec<_> =
        files.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    // The order decides which input an index selects, so it must be the same on every machine.
    files.sort();
    assert!(files.len() > 8, "{target}: more than 8 inputs are expected");
    files.into_iter().map(|file| (file.display().to_string(), fs::read(file).unwrap())).collect()
}

#[test]
fn seeds_and_corpus_pass_the_checks() {
    for (target, check) in checks::CHECKS {
        for (file, input) in inputs(target) {
            // A failing test shows this output.
            println!("{target}: {file}");
            check(&input);
        }
    }
}

/// A change to an input. `Splice` replaces everything after a position with the rest of another
/// input.
#[derive(Clone, Debug)]
enum Edit {
    Replace(Index, u8),
    Insert(Index, u8),
    Remove(Index),
    Splice(Index, Index),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        any::<(Index, u8)>().prop_map(|(at, octet)| Edit::Replace(at, octet)),
        any::<(Index, u8)>().prop_map(|(at, octet)| Edit::Insert(at, octet)),
        any::<Index>().prop_map(Edit::Remove),
        any::<(Index, Index)>().prop_map(|(at, other)| Edit::Splice(at, other)),
    ];
    vec(edit, 1..4)
}

fn apply(edit: &Edit, input: &mut Vec<u8>, inputs: &[(String, Vec<u8>)]) {
    let ends = input.len() + 1;
    match edit {
        Edit::Insert(at, octet) => input.insert(at.index(ends), *octet),
        Edit::Splice(at, other) => {
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
fn inputs_a_few_edits_away_pass_the_checks() {
    for (target, check) in checks::CHECKS {
        let inputs = inputs(target);
        if inputs.is_empty() {
            continue;
        }
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

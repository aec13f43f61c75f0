//! Prints the table of src/error.rs as JSON, for scripts/build/error-texts.js. Only rustc compiles
//! it: it needs nothing but that module.

extern crate alloc;

#[allow(dead_code)]
#[path = "../../src/error.rs"]
mod error;

use error::ErrorCode;

fn main() {
    let rows: Vec<_> = ErrorCode::ALL.iter().map(row).collect();
    println!("{{{}}}", rows.join(","));
}

/// The texts have no control characters, so `{:?}` writes them as JSON does.
fn row(code: &ErrorCode) -> String {
    format!(
        r#"{:?}:{{"message":{:?},"hint":{:?},"retryable":{}}}"#,
        code.as_str(),
        code.message(),
        code.hint(),
        code.is_retryable()
    )
}

//! The TypeScript types of the exports.

use wasm_bindgen::prelude::*;

use crate::error::ErrorCode;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.ts");

#[wasm_bindgen(typescript_custom_section)]
const ERROR_CODES: &str = ErrorCode::TYPESCRIPT_DECLARATION;

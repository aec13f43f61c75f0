//! Answers with an error.

use std::{error::Error, fmt};

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

/// An answer with an error: its status, and the `error` in its body.
#[derive(Debug)]
pub struct Refusal(pub StatusCode, pub &'static str);

pub const INVALID_REQUEST: Refusal = Refusal(StatusCode::BAD_REQUEST, "invalid_request");
pub const NOT_SIGNED_IN: Refusal = Refusal(StatusCode::UNAUTHORIZED, "not_signed_in");
pub const SERVER_ERROR: Refusal = Refusal(StatusCode::INTERNAL_SERVER_ERROR, "server_error");
pub const TOKEN_REQUEST_FAILED: Refusal = Refusal(StatusCode::BAD_GATEWAY, "token_request_failed");

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.1)
    }
}

impl Error for Refusal {}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

//! Errors as responses.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use dynamodel::{Error, ErrorKind};
use serde_json::json;

/// A request that was not fulfilled.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The table refused it or was not reached.
    Table(Error),
    /// A change without `If-Match`.
    NoVersion,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Table(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, code) = match &self {
            Self::Table(error) => (status(error.kind()), error.kind().code()),
            Self::NoVersion => (StatusCode::PRECONDITION_REQUIRED, "no_version"),
        };
        // Only the kind leaves the service: the text of an error names keys and tables. It belongs into the log.
        (status, Json(json!({ "error": code }))).into_response()
    }
}

/// Returns the status of a kind of error.
fn status(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::InvalidKey | ErrorKind::InvalidCursor | ErrorKind::TooLarge => StatusCode::BAD_REQUEST,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::AlreadyExists | ErrorKind::UniqueViolation | ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::VersionConflict => StatusCode::PRECONDITION_FAILED,
        // The client may repeat the request later.
        ErrorKind::Throttled | ErrorKind::Unreachable | ErrorKind::NoAnswer => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        // A bug, or a write whose outcome is unknown.
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

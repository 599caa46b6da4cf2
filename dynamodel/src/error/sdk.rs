//! Errors of the SDK.

use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata, SdkError};

use super::transport::{of_transport, source_of};
use super::{Error, ErrorKind, Kind};

/// The kind of an error that `DynamoDB` returned.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html>
pub(super) fn kind_of(code: &str, message: &str) -> ErrorKind {
    match code {
        "ProvisionedThroughputExceededException"
        | "ThrottlingException"
        | "RequestLimitExceeded"
        | "LimitExceededException"
        | "ThrottlingError"
        | "ProvisionedThroughputExceeded" => ErrorKind::Throttled,
        "ResourceNotFoundException" => ErrorKind::TableNotFound,
        "ValidationException" if lacks_index(message) => ErrorKind::TableNotFound,
        "ValidationException" | "ValidationError" | "SerializationException" => ErrorKind::InvalidRequest,
        "AccessDeniedException" => ErrorKind::AccessDenied,
        "UnrecognizedClientException"
        | "InvalidClientTokenId"
        | "InvalidSignatureException"
        | "IncompleteSignature"
        | "IncompleteSignatureException"
        | "MissingAuthenticationToken"
        | "MissingAuthenticationTokenException"
        | "ExpiredToken"
        | "ExpiredTokenException" => ErrorKind::Credentials,
        _ => ErrorKind::Service,
    }
}

/// `DynamoDB`'s code for this error, if it responded.
pub(crate) fn code_of<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Option<&str> {
    error.as_service_error().and_then(ProvideErrorMetadata::code)
}

/// The error of a request, with the SDK's as its source.
pub(crate) fn of_sdk<E, R>(operation: &'static str, error: SdkError<E, R>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    let code = code_of(&error).map(str::to_owned);
    let (kind, reason) = if let Some(service) = error.as_service_error() {
        (kind_of_service(operation, service), reason_of(service))
    } else {
        let (kind, reason) = of_transport(&error);
        (kind, reason.to_owned())
    };
    Error::new(Kind::Sdk { operation, kind, code, reason, source: source_of(error) })
}

fn kind_of_service<E: ProvideErrorMetadata>(operation: &str, error: &E) -> ErrorKind {
    match (error.code(), operation) {
        (Some("ResourceInUseException"), "CreateTable") => ErrorKind::TableExists,
        (code, _) => kind_of(code.unwrap_or_default(), error.message().unwrap_or_default()),
    }
}

/// `DynamoDB`'s message, and a hint at the cause.
fn reason_of<E: ProvideErrorMetadata + std::error::Error>(service: &E) -> String {
    let said = match (service.code(), service.message()) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        _ => service.to_string(),
    };
    match (service.code(), service.message()) {
        (Some("ResourceNotFoundException"), _) => {
            format!("{said}; is the name right, and was the table created (`table.create()`)?")
        }
        (_, Some(message)) if lacks_index(message) => {
            format!(
                "{said}; `table.create()` makes the indexes of a new table only, add this one with `UpdateTable`"
            )
        }
        (_, Some(message)) if is_of_other_keys(message) => {
            format!(
                "{said}; are the key attributes of the table those of `#[table(pk = \"...\", sk = \"...\")]`?"
            )
        }
        _ => said,
    }
}

fn lacks_index(message: &str) -> bool {
    message.contains("does not have the specified index")
}

/// Recognizes the messages of `DynamoDB` and of `DynamoDB` Local.
fn is_of_other_keys(message: &str) -> bool {
    message.contains("key element does not match the schema")
        || message.contains("required keys was not given a value")
}

/// The error of a request that the SDK did not build.
pub(crate) fn build_error(operation: &'static str, error: BuildError) -> Error {
    let reason = error.to_string();
    Error::new(Kind::Sdk {
        operation,
        kind: ErrorKind::InvalidRequest,
        code: None,
        reason,
        source: Box::new(error),
    })
}

//! Failures without a readable response.
//!
//! The SDK has no type for most causes and does not report whether a connection was made. Its messages do.

use std::error::Error as StdError;
use std::{io, iter};

use aws_sdk_dynamodb::error::SdkError;

use super::ErrorKind;
use super::kind::Source;

/// The message of the SDK's client and most others (`hyper-util`) for a failed connection: the name is not resolved, the
/// connection is refused, the TLS handshake fails.
const NOT_CONNECTED: &str = "client error (Connect)";
/// The message of the SDK's client for a `connect_timeout`.
const CONNECT_TIMEOUT: &str = "HTTP connect timeout";

/// Returns `true` if the connection was never made, so that nothing was sent. Returns `false` if that is unknown.
pub(crate) fn is_unconnected(error: &(dyn StdError + 'static)) -> bool {
    chain(error).any(|cause| {
        let refused = |error: &io::Error| error.kind() == io::ErrorKind::ConnectionRefused;
        cause.downcast_ref().is_some_and(refused) || {
            let text = cause.to_string();
            text == NOT_CONNECTED || text.starts_with(CONNECT_TIMEOUT)
        }
    })
}

fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    iter::successors(Some(error), |&error| error.source())
}

/// The kind and message of a failure without a response.
pub(super) fn of_transport<E, R>(error: &SdkError<E, R>) -> (ErrorKind, &'static str) {
    let SdkError::DispatchFailure(failure) = error else {
        return match error {
            SdkError::ConstructionFailure(_) => {
                (ErrorKind::InvalidRequest, "the SDK cannot build the request; nothing was sent")
            }
            SdkError::TimeoutError(_) => (ErrorKind::NoAnswer, "no response came in time"),
            _ => (ErrorKind::NoAnswer, "the response cannot be read"),
        };
    };
    let Some(connector) = failure.as_connector_error() else {
        return (ErrorKind::NoAnswer, "no response came");
    };
    if is_unconnected(connector) {
        return (ErrorKind::Unreachable, "no connection was made; nothing was sent");
    }
    let says = |words: &[&str]| {
        let texts = || chain(connector).map(ToString::to_string);
        failure.is_other() && texts().any(|text| words.iter().any(|word| text.contains(word)))
    };
    if says(&["Missing Region", "endpoint"]) {
        return (ErrorKind::Unreachable, "there is no endpoint; is a region configured? Nothing was sent");
    }
    if says(&["credential", "identity"]) {
        return (ErrorKind::Credentials, "no credentials were found; nothing was sent");
    }
    let late = failure.is_timeout();
    (
        ErrorKind::NoAnswer,
        if late { "no response came in time" } else { "the connection broke before a response came" },
    )
}

/// The source of a failure. The SDK's error for an invalid endpoint shows the whole request with its values; its last
/// cause does not.
pub(super) fn source_of<E, R>(error: SdkError<E, R>) -> Source
where
    E: StdError + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    let texts: Vec<_> = chain(&error).map(ToString::to_string).collect();
    match texts.last() {
        Some(last) if texts.iter().any(|text| text.contains("SdkBody")) => last.as_str().into(),
        _ => Box::new(error),
    }
}

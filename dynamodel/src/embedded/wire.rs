//! Bodies of requests, responses and errors in `DynamoDB`'s JSON.

use dynoxide::DynoxideError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(super) const CONTENT_TYPE: &str = "application/x-amz-json-1.0";

/// A response to the SDK.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Reply {
    pub(super) fn unknown_operation(name: &str) -> Self {
        let body = serde_json::json!({
            "__type": "com.amazon.coral.service#UnknownOperationException",
            "message": format!("the embedded engine has no operation `{name}`"),
        });
        Self { status: 400, body: body.to_string().into_bytes() }
    }
}

impl From<DynoxideError> for Reply {
    fn from(error: DynoxideError) -> Self {
        Self { status: error.status_code(), body: error.to_json().into_bytes() }
    }
}

/// Reads the request, makes the call and writes the response.
pub(super) fn respond<Request, Response>(
    body: &[u8],
    call: impl FnOnce(Request) -> dynoxide::Result<Response>,
) -> Reply
where
    Request: DeserializeOwned,
    Response: Serialize,
{
    let done = serde_json::from_slice(body)
        .map_err(|error| unreadable(&error))
        .and_then(call)
        .and_then(|response| serde_json::to_vec(&response).map_err(|error| unwritable(&error)));
    match done {
        Ok(body) => Reply { status: 200, body },
        Err(error) => error.into(),
    }
}

/// Capitalizes the names of user identities, as `GetRecords` does. The emulator writes those of Lambda events.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Identity.html>
pub(super) fn identities_of_streams(response: &impl Serialize) -> dynoxide::Result<Value> {
    let mut response = serde_json::to_value(response).map_err(|error| unwritable(&error))?;
    let records = response.get_mut("Records").and_then(Value::as_array_mut);
    let identities = records.into_iter().flatten().filter_map(|record| record.get_mut("userIdentity"));
    for identity in identities.filter_map(Value::as_object_mut) {
        for (theirs, name) in [("type", "Type"), ("principalId", "PrincipalId")] {
            if let Some(value) = identity.remove(theirs) {
                identity.insert(name.to_owned(), value);
            }
        }
    }
    Ok(response)
}

fn unwritable(error: &serde_json::Error) -> DynoxideError {
    DynoxideError::InternalServerError(error.to_string())
}

/// The error for a body that is not a valid request.
///
/// The emulator's readers mark the kind of error in the message, and its HTTP server removes the mark.
fn unreadable(error: &serde_json::Error) -> DynoxideError {
    let message = error.to_string();
    let (mark, rest) = message.split_once(':').unwrap_or_default();
    let kind = match mark {
        "SERIALIZATION" | "SERIALIZATION_AS_READ" => DynoxideError::SerializationException,
        "VALIDATION" | "VALIDATION_REQUEST" | "VALIDATION_AS_READ" => DynoxideError::ValidationException,
        _ => return unmarked(&message),
    };
    kind(if mark.ends_with("_AS_READ") { rest } else { without_position(rest) }.to_owned())
}

fn unmarked(message: &str) -> DynoxideError {
    const INVALID: [&str; 5] = [
        "missing field",
        "unknown variant",
        "invalid type: null",
        "empty AttributeValue",
        "Supplied AttributeValue",
    ];
    let plain = without_position(message).to_owned();
    if message.starts_with("recursion limit exceeded") {
        // An item nested beyond what the parser follows is far beyond the 32 levels allowed.
        DynoxideError::ValidationException("Nesting Levels have exceeded supported limits".into())
    } else if INVALID.iter().any(|sign| message.contains(sign)) {
        DynoxideError::ValidationException(plain)
    } else {
        DynoxideError::SerializationException(plain)
    }
}

/// Removes the ` at line 1 column 42` that `serde_json` appends.
fn without_position(message: &str) -> &str {
    match message.rsplit_once(" at line ") {
        Some((rest, position)) if position.contains(" column ") => rest,
        _ => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_and_message(message: &str) -> (&'static str, String) {
        let error = unreadable(&<serde_json::Error as serde::de::Error>::custom(message));
        (error.error_type().rsplit('#').next().unwrap_or_default(), error.to_string())
    }

    #[test]
    fn marks_name_the_kind_and_are_taken_off() {
        let cases = [
            ("VALIDATION:no at line 1 column 2", "ValidationException", "no"),
            ("VALIDATION_REQUEST:no at line 1 column 2", "ValidationException", "no"),
            ("SERIALIZATION:no", "SerializationException", "no"),
            ("VALIDATION_AS_READ:a at line 1 column 2", "ValidationException", "a at line 1 column 2"),
            ("SERIALIZATION_AS_READ:a", "SerializationException", "a"),
            ("missing field `TableName`", "ValidationException", "missing field `TableName`"),
            ("expected value", "SerializationException", "expected value"),
        ];
        for (given, kind, message) in cases {
            assert_eq!(kind_and_message(given), (kind, message.to_owned()), "{given}");
        }
    }

    #[test]
    fn a_value_nested_too_deep_is_invalid() {
        let body = "[".repeat(200);
        let response = respond(body.as_bytes(), |_: serde_json::Value| Ok(()));
        assert_eq!(response.status, 400);
        assert!(String::from_utf8_lossy(&response.body).contains("ValidationException"));
    }
}

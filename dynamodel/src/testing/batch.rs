//! Partly unprocessed batches.

use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::http::{HttpConnector, SharedHttpConnector};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use serde_json::{Map, Value, json};

use super::connector::response;

/// Sends the first `count` entries and adds the others to the response. Sends a request that is not a batch unchanged.
pub(super) async fn partial(
    count: usize,
    inner: &SharedHttpConnector,
    mut request: HttpRequest,
) -> Result<HttpResponse, ConnectorError> {
    let mut body = parse(request.body());
    let Some(tables) = body.get_mut("RequestItems").and_then(Value::as_object_mut) else {
        return inner.call(request).await;
    };
    let reads = tables.values().any(Value::is_object);
    let left = if reads { "UnprocessedKeys" } else { "UnprocessedItems" };
    let rest = split_off(tables, count);
    let mut answer = json!({ "Responses": {} });
    if !tables.is_empty() {
        let body = body.to_string();
        request.headers_mut().insert("content-length", body.len().to_string());
        *request.body_mut() = body.into();
        let answered = inner.call(request).await?;
        if !answered.status().is_success() {
            return Ok(answered);
        }
        answer = parse(answered.body());
    }
    answer[left] = Value::Object(rest);
    response(200, answer.to_string())
}

/// `null` if it is not JSON.
fn parse(body: &SdkBody) -> Value {
    serde_json::from_slice(body.bytes().unwrap_or_default()).unwrap_or_default()
}

/// Leaves the first `count` entries over all tables and returns the others.
fn split_off(tables: &mut Map<String, Value>, mut count: usize) -> Map<String, Value> {
    let mut rest = tables.clone();
    for (kept, left) in tables.values_mut().zip(rest.values_mut()) {
        let (Some(kept), Some(left)) = (entries(kept), entries(left)) else { continue };
        *left = kept.split_off(kept.len().min(count));
        count -= kept.len();
    }
    let is_filled = |_: &String, table: &mut Value| entries(table).is_some_and(|entries| !entries.is_empty());
    tables.retain(is_filled);
    rest.retain(is_filled);
    rest
}

/// `[..]` in a `BatchWriteItem`, `{"Keys": [..], ..}` in a `BatchGetItem`.
fn entries(table: &mut Value) -> Option<&mut Vec<Value>> {
    if table.is_object() { table.get_mut("Keys")?.as_array_mut() } else { table.as_array_mut() }
}

//! Batches of which a part comes back.

use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::http::{HttpConnector, SharedHttpConnector};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use serde_json::{Map, Value, json};

use super::response;

/// Sends the first `count` entries on and adds the others to the answer.
pub(super) async fn partial(
    count: usize,
    inner: &SharedHttpConnector,
    mut request: HttpRequest,
) -> Result<HttpResponse, ConnectorError> {
    let mut body: Value = parse(request.body());
    let tables = body["RequestItems"].as_object_mut().expect("a batch");
    let reads = tables.values().any(Value::is_object);
    let left = if reads { "UnprocessedKeys" } else { "UnprocessedItems" };
    let rest = split_off(tables, count);
    let mut answer = if tables.is_empty() {
        json!({ "Responses": {} })
    } else {
        let body = body.to_string();
        request.headers_mut().insert("content-length", body.len().to_string());
        *request.body_mut() = body.into();
        let answered = inner.call(request).await?;
        if !answered.status().is_success() {
            return Ok(answered);
        }
        parse(answered.body())
    };
    answer[left] = Value::Object(rest);
    Ok(response(200, answer.to_string()))
}

fn parse(body: &SdkBody) -> Value {
    serde_json::from_slice(body.bytes().unwrap_or_default()).expect("a JSON body")
}

/// Leaves the first `count` entries over all tables and returns the others.
fn split_off(tables: &mut Map<String, Value>, mut count: usize) -> Map<String, Value> {
    let mut rest = tables.clone();
    for (table, kept) in tables.iter_mut() {
        let kept = entries(kept);
        *entries(&mut rest[table]) = kept.split_off(kept.len().min(count));
        count -= kept.len();
    }
    tables.retain(|_, entry| !entries(entry).is_empty());
    rest.retain(|_, entry| !entries(entry).is_empty());
    rest
}

/// `[..]` in a `BatchWriteItem`, `{"Keys": [..], ..}` in a `BatchGetItem`.
fn entries(table: &mut Value) -> &mut Vec<Value> {
    let list = if table.is_object() { &mut table["Keys"] } else { table };
    list.as_array_mut().expect("the entries of a batch")
}

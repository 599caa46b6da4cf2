//! Items from files in the JSON form of `DynamoDB`, planted as they are.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_types::Blob;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use dynamodel::{Table, TableClient};
use serde_json::Value;

use crate::support::raw::Item;
use crate::support::store::write;

/// The items of a file: a list of objects in the JSON form of `DynamoDB`.
pub(crate) fn items(json: &str) -> Vec<Item> {
    let items: Vec<HashMap<String, Value>> = serde_json::from_str(json).unwrap();
    items
        .into_iter()
        .map(|item| item.iter().map(|(name, value)| (name.clone(), attribute(value))).collect())
        .collect()
}

/// Writes all `items` through the bare SDK.
pub(crate) async fn plant<T: Table>(table: &TableClient<T>, items: impl IntoIterator<Item = Item>) {
    for item in items {
        write(table, item).await;
    }
}

fn attribute(value: &Value) -> AttributeValue {
    let (kind, value) = value.as_object().and_then(|object| object.iter().next()).unwrap();
    match kind.as_str() {
        "S" => AttributeValue::S(text(value)),
        "N" => AttributeValue::N(text(value)),
        "B" => AttributeValue::B(bytes(value)),
        "BOOL" => AttributeValue::Bool(value.as_bool().unwrap()),
        "NULL" => AttributeValue::Null(true),
        "SS" => AttributeValue::Ss(list(value, text)),
        "NS" => AttributeValue::Ns(list(value, text)),
        "BS" => AttributeValue::Bs(list(value, bytes)),
        "L" => AttributeValue::L(list(value, attribute)),
        "M" => {
            let entries = value.as_object().unwrap().iter();
            AttributeValue::M(entries.map(|(name, value)| (name.clone(), attribute(value))).collect())
        }
        kind => panic!("{kind} is not a type of attributes"),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn bytes(value: &Value) -> Blob {
    Blob::new(BASE64_STANDARD.decode(value.as_str().unwrap()).unwrap())
}

fn list<T>(value: &Value, read: fn(&Value) -> T) -> Vec<T> {
    value.as_array().unwrap().iter().map(read).collect()
}

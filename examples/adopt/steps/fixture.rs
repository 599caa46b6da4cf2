//! The items that the Python program has left.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::TableClient;

use super::Failure;
use super::old::PythonTable;

pub type Item = HashMap<String, AttributeValue>;

/// The items in the JSON form of `DynamoDB`. All attributes are strings.
const ITEMS: &str = include_str!("../items.json");

/// Reads the file.
pub fn items() -> Result<Vec<Item>, serde_json::Error> {
    items_of(ITEMS)
}

/// Reads items whose attributes are strings.
pub fn items_of(json: &str) -> Result<Vec<Item>, serde_json::Error> {
    let items: Vec<BTreeMap<String, BTreeMap<String, String>>> = serde_json::from_str(json)?;
    Ok(items.into_iter().map(item).collect())
}

fn item(attributes: BTreeMap<String, BTreeMap<String, String>>) -> Item {
    let values = attributes.into_iter().filter_map(|(name, mut value)| Some((name, value.remove("S")?)));
    values.map(|(name, text)| (name, AttributeValue::S(text))).collect()
}

/// Fills a new table through the bare SDK.
pub async fn load(table: &TableClient<PythonTable>) -> Result<(), Failure> {
    for item in items()? {
        table.client().put_item().table_name(table.name()).set_item(Some(item)).send().await?;
    }
    Ok(())
}

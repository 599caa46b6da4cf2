//! The SDK's form of items.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

/// The attributes of an item by name.
pub(crate) type Item = HashMap<String, AttributeValue>;

//! A record of `aws-sdk-dynamodbstreams`.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodbstreams::types as sdk;

use super::{Image, Lack, Record, is_ttl, not_empty};
use crate::schema::item::Item;

impl From<sdk::Record> for Record {
    fn from(record: sdk::Record) -> Self {
        let identity = record.user_identity;
        let by_ttl = identity.is_some_and(|identity| is_ttl(identity.r#type(), identity.principal_id()));
        let event_name = record.event_name.map(|name| name.as_str().to_owned());
        let Some(change) = record.dynamodb else {
            return Self {
                event_name,
                keys: Err("the change"),
                old: Ok(None),
                new: Ok(None),
                by_ttl,
                sequence_number: None,
            };
        };
        Self {
            event_name,
            keys: image(change.keys).and_then(|keys| keys.ok_or("keys")),
            old: image(change.old_image),
            new: image(change.new_image),
            by_ttl,
            sequence_number: change.sequence_number,
        }
    }
}

impl From<&sdk::Record> for Record {
    fn from(record: &sdk::Record) -> Self {
        record.clone().into()
    }
}

fn image(image: Option<HashMap<String, sdk::AttributeValue>>) -> Image {
    Ok(image.map(item).transpose()?.and_then(not_empty))
}

fn item(item: HashMap<String, sdk::AttributeValue>) -> Result<Item, Lack> {
    item.into_iter().map(|(name, attribute)| Ok((name, value(attribute)?))).collect()
}

fn value(value: sdk::AttributeValue) -> Result<AttributeValue, Lack> {
    use sdk::AttributeValue as Sdk;
    Ok(match value {
        Sdk::S(text) => AttributeValue::S(text),
        Sdk::N(number) => AttributeValue::N(number),
        Sdk::B(bytes) => AttributeValue::B(bytes),
        Sdk::Bool(value) => AttributeValue::Bool(value),
        Sdk::Null(value) => AttributeValue::Null(value),
        Sdk::Ss(texts) => AttributeValue::Ss(texts),
        Sdk::Ns(numbers) => AttributeValue::Ns(numbers),
        Sdk::Bs(all) => AttributeValue::Bs(all),
        Sdk::L(list) => AttributeValue::L(list.into_iter().map(self::value).collect::<Result<_, _>>()?),
        Sdk::M(map) => AttributeValue::M(item(map)?),
        _ => return Err("attributes of known types only"),
    })
}

//! A record, whichever crate has read it.

use aws_lambda_events::event::dynamodb::EventRecord;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodbstreams::types as sdk;

use crate::Error;
use crate::error::Kind;
use crate::item::Item;

/// The principal as which `DynamoDB` removes expired items.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html>
const TTL_PRINCIPAL: &str = "dynamodb.amazonaws.com";

/// A record of a stream: of `aws-sdk-dynamodbstreams` or of the event of a Lambda function, by `From`.
#[derive(Clone, Debug)]
pub struct Record(Result<Parsed, &'static str>);

/// What is read as a [`Record`]: one of `aws-sdk-dynamodbstreams`, or of the event of a Lambda function.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a record of a stream",
    label = "give an `aws_sdk_dynamodbstreams::types::Record` or an `aws_lambda_events::event::dynamodb::EventRecord`"
)]
pub trait IntoRecord: Into<Record> {}

#[diagnostic::do_not_recommend]
impl<R: Into<Record>> IntoRecord for R {}

/// What a record says.
#[derive(Clone, Debug)]
pub(super) struct Parsed {
    pub(super) name: Name,
    pub(super) keys: Item,
    pub(super) old: Option<Item>,
    pub(super) new: Option<Item>,
    pub(super) expired: bool,
    pub(super) sequence_number: Option<String>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Name {
    Insert,
    Modify,
    Remove,
}

impl Record {
    pub(super) fn parsed(self) -> Result<Parsed, Error> {
        self.0.map_err(|lack| Error::new(Kind::Record { lack }))
    }
}

impl Name {
    fn of(text: &str) -> Result<Self, &'static str> {
        match text {
            "INSERT" => Ok(Self::Insert),
            "MODIFY" => Ok(Self::Modify),
            "REMOVE" => Ok(Self::Remove),
            _ => Err("a known event name"),
        }
    }
}

impl From<sdk::Record> for Record {
    fn from(record: sdk::Record) -> Self {
        Self(of_sdk(record))
    }
}

fn of_sdk(record: sdk::Record) -> Result<Parsed, &'static str> {
    let change = record.dynamodb.ok_or("the change")?;
    let image = |image: Option<_>| image.map(of_sdk_item).transpose();
    let principal = record.user_identity.and_then(|identity| identity.principal_id);
    Ok(Parsed {
        name: Name::of(record.event_name.ok_or("an event name")?.as_str())?,
        keys: of_sdk_item(change.keys.ok_or("keys")?)?,
        old: image(change.old_image)?,
        new: image(change.new_image)?,
        expired: principal.as_deref() == Some(TTL_PRINCIPAL),
        sequence_number: change.sequence_number,
    })
}

fn of_sdk_item(item: std::collections::HashMap<String, sdk::AttributeValue>) -> Result<Item, &'static str> {
    item.into_iter().map(|(name, value)| Ok((name, of_sdk_value(value)?))).collect()
}

fn of_sdk_value(value: sdk::AttributeValue) -> Result<AttributeValue, &'static str> {
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
        Sdk::L(list) => AttributeValue::L(list.into_iter().map(of_sdk_value).collect::<Result<_, _>>()?),
        Sdk::M(map) => AttributeValue::M(of_sdk_item(map)?),
        _ => return Err("attributes of known types only"),
    })
}

impl From<EventRecord> for Record {
    fn from(record: EventRecord) -> Self {
        Self(of_lambda(record))
    }
}

fn of_lambda(record: EventRecord) -> Result<Parsed, &'static str> {
    let change = record.change;
    // An image that is not there is an empty item.
    let image = |image: serde_dynamo::Item| Some(Item::from(image)).filter(|image| !image.is_empty());
    let principal = record.user_identity.map(|identity| identity.principal_id);
    Ok(Parsed {
        name: Name::of(&record.event_name)?,
        keys: image(change.keys).ok_or("keys")?,
        old: image(change.old_image),
        new: image(change.new_image),
        expired: principal.as_deref() == Some(TTL_PRINCIPAL),
        sequence_number: change.sequence_number,
    })
}

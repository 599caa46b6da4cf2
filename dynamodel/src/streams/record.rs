//! Records of all crates.

mod json;
mod sdk;

use aws_lambda_events::event::dynamodb::EventRecord;

use crate::error::Error;
use crate::error::Kind;
use crate::op::ChangedItem;
use crate::schema::item::Item;

/// The image that a migration needs.
const OLD_IMAGE: &str = "the old image: the view of the stream must be `NEW_AND_OLD_IMAGES` or `OLD_IMAGE`";

/// The identity under which `DynamoDB` removes expired items.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html>
const TTL_IDENTITY: (&str, &str) = ("Service", "dynamodb.amazonaws.com");

/// Returns `true` if it is the identity of the service that removes expired items.
fn is_ttl(kind: Option<&str>, principal: Option<&str>) -> bool {
    kind.zip(principal) == Some(TTL_IDENTITY)
}

/// A record of a stream.
///
/// `From` converts records of `aws-sdk-dynamodbstreams` and of Lambda events. `Deserialize` reads the JSON of Lambda events,
/// of `EventBridge` Pipes (`Vec<Record>`) and of Kinesis Data Streams for `DynamoDB`. The time of the change is not read.
///
/// ```
/// use dynamodel::streams::Record;
///
/// let pipe = r#"[{"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "a"}}, "SequenceNumber": "111"}}]"#;
/// let records: Vec<Record> = serde_json::from_str(pipe)?;
/// assert_eq!(records[0].sequence_number(), Some("111"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Record {
    event_name: Option<String>,
    pub(super) keys: Result<Item, Lack>,
    pub(super) old: Image,
    pub(super) new: Image,
    /// `true` if the service that removes expired items made the change.
    pub(super) by_ttl: bool,
    pub(super) sequence_number: Option<String>,
}

/// The missing part of an incomplete record.
pub(super) type Lack = &'static str;

/// An image, if the record has one.
pub(super) type Image = Result<Option<Item>, Lack>;

/// A record of `aws-sdk-dynamodbstreams` or of a Lambda event, or a reference to one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a record of a stream",
    label = "give an `aws_sdk_dynamodbstreams::types::Record` or an `aws_lambda_events::event::dynamodb::EventRecord`"
)]
pub trait IntoRecord: Into<Record> {}

#[diagnostic::do_not_recommend]
impl<R: Into<Record>> IntoRecord for R {}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Insert,
    Modify,
    Remove,
}

impl Record {
    /// The sequence number of the record in its shard. A record of Kinesis has its own instead.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::streams::Record;
    ///
    /// let json = r#"{"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "a"}}, "SequenceNumber": "111"}}"#;
    /// let record: Record = serde_json::from_str(json)?;
    /// assert_eq!(record.sequence_number(), Some("111"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn sequence_number(&self) -> Option<&str> {
        self.sequence_number.as_deref()
    }

    /// Returns the item with its old image.
    pub(super) fn into_changed(self) -> Result<ChangedItem, Error> {
        let name = self.name()?;
        let key = self.keys.map_err(lacking)?;
        let old = match name {
            Name::Insert => None,
            Name::Modify | Name::Remove => {
                Some(self.old.map_err(lacking)?.ok_or_else(|| lacking(OLD_IMAGE))?)
            }
        };
        Ok(ChangedItem { key, old, new: self.new.unwrap_or_default() })
    }

    pub(super) fn name(&self) -> Result<Name, Error> {
        match self.event_name.as_deref() {
            Some("INSERT") => Ok(Name::Insert),
            Some("MODIFY") => Ok(Name::Modify),
            Some("REMOVE") => Ok(Name::Remove),
            Some(name) => Err(Error::new(Kind::EventName { name: name.to_owned() })),
            None => Err(lacking("an event name")),
        }
    }
}

pub(super) fn lacking(lack: Lack) -> Error {
    Error::new(Kind::Record { lack })
}

/// Turns an empty image into `None`: an image outside the view type is absent, null or empty, depending on the source.
fn not_empty(image: Item) -> Option<Item> {
    Some(image).filter(|image| !image.is_empty())
}

impl From<EventRecord> for Record {
    fn from(record: EventRecord) -> Self {
        let change = record.change;
        let by_ttl = record
            .user_identity
            .is_some_and(|identity| is_ttl(Some(&identity.type_), Some(&identity.principal_id)));
        Self {
            event_name: Some(record.event_name).filter(|name| !name.is_empty()),
            keys: not_empty(change.keys.into()).ok_or("keys"),
            old: Ok(not_empty(change.old_image.into())),
            new: Ok(not_empty(change.new_image.into())),
            by_ttl,
            sequence_number: change.sequence_number,
        }
    }
}

impl From<&EventRecord> for Record {
    fn from(record: &EventRecord) -> Self {
        record.clone().into()
    }
}

impl From<&Self> for Record {
    fn from(record: &Self) -> Self {
        record.clone()
    }
}

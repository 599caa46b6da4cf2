//! The kinds of failure, with their facts and messages.

use std::fmt;

use super::reason::reason;
use super::{Error, ErrorKind, Met};
use crate::codec::CodecError;
use crate::error::key::KeyError;

/// The reason why an update does not fit the stored item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// The list or map that an update goes into is absent, or of another type.
    NoParent,
    /// The number that an update adds to is absent.
    NoValue,
    /// The stored attribute is not of the type that the update works on.
    OtherType,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoParent => {
                "the item has no list or map for the update to go into (set the whole of it, or update the loaded value)"
            }
            Self::NoValue => "the item has no value for the update to add to (set it first)",
            Self::OtherType => {
                "the item holds a value of another type than the update works on, such as a list where the field is a \
                 set (set the whole of it, or update the loaded value)"
            }
        })
    }
}

pub(super) type Source = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error(transparent)]
    Key(KeyError),
    #[error("the key attribute `{attribute}` is a {kind}, which cannot hold this value")]
    NoNative { attribute: &'static str, kind: &'static str },
    #[error("an item with this key already exists; nothing was written")]
    AlreadyExists { met: Option<Box<Met>> },
    #[error("{}; nothing was written", match .met {
        Some(_) => "the item fails the condition",
        None => "the condition failed: the item does not exist",
    })]
    ConditionFailed { met: Option<Box<Met>> },
    #[error(
        "the item has `{path}`, an alias (`#[serde(alias)]`) of a field whose value this write depends on; nothing was \
         written: run a `backfill` first, which renames it"
    )]
    AliasStored { path: String, met: Box<Met> },
    #[error("there is no item with this key; nothing was written")]
    NotFound,
    #[error("there is no item with this key")]
    Absent,
    #[error("an item of type {found} has the key; nothing was written")]
    HeldByOther { found: String },
    #[error(
        "the item has no `{attribute}`, so its type is unknown{}: {}",
        if *.is_write { "; nothing was written" } else { "" },
        if *.has_shared_keys {
            "give it the attribute, since entities of this table share keys (`shared(..)`), so the key does not tell the type"
        } else {
            "write `untyped = by_key` in `#[table(...)]`, which recognizes it by its key; a `backfill` then adds the attribute"
        }
    )]
    Untyped { attribute: &'static str, is_write: bool, has_shared_keys: bool },
    #[error("other writers changed the item in each of {attempts} attempts; nothing was written, try again")]
    Conflict { attempts: usize },
    #[error("the item has changed since it was loaded; nothing was written, load it again")]
    Changed,
    #[error(
        "the item has version {}, and the write requires {expected}{}",
        .found.as_deref().unwrap_or("none"), of_version(.expected)
    )]
    VersionConflict { expected: String, found: Option<String> },
    #[error(
        "this update changes nothing: it starts from the value that it is called on, so a field that was assigned \
         before `update()` is no change; write `.set(..)` or `.with(|value| ..)`, or store the changed value with `put`; \
         nothing was sent"
    )]
    NoChange,
    #[error("`{path}` is changed twice by one update; nothing was sent")]
    SetTwice { path: String },
    #[error(
        "`{path}` is not stored as a set, with `#[serde(with = \"dynamodel::string_set\")]` or its kin on a field of \
         the entity; nothing was sent"
    )]
    NoSet { path: String },
    #[error("the value has nothing at `{path}` that this update could change; nothing was sent")]
    NoPath { path: String },
    #[error(
        "only `{part}` of `{path}` was changed and came back: ask for that, or for the whole item by `returning_new`"
    )]
    PartChanged { path: String, part: String },
    #[error("an update cannot change the primary key: use `move_to`; nothing was sent")]
    KeyChanged,
    #[error("the primary key does not change: use `update` or `put` instead of `move_to`; nothing was sent")]
    KeyUnchanged,
    #[error("the value to create has another key than the update; nothing was sent")]
    OtherKey,
    #[error("expected an item of type {expected}, found {found}")]
    WrongType { expected: String, found: String },
    #[error("an item of type {found} is a uniqueness marker, not an entity")]
    IsMarker { found: String },
    #[error("another item has this value of the unique `{field}`; nothing was written")]
    NotUnique { field: &'static str },
    #[error("another item has this key of the unique lookup `{lookup}`; nothing was written")]
    NotUniqueLookup { lookup: &'static str, fields: String },
    #[error(
        "operation {first} of the transaction already claims this value of the unique `{fields}`; nothing was written"
    )]
    ClaimedTwice { fields: String, first: usize },
    #[error("the table has no entity for items of type {found}")]
    UnknownType { found: String },
    #[error("the stored item does not fit{}{}{}", at(.path), reason(.source), for_older(.source))]
    Decode { path: String, source: CodecError },
    #[error("the item has no attribute `{field}`, but its index key `{attribute}` holds the value: {}", of_index_field(*is_whole))]
    OnlyInIndexKey { attribute: &'static str, field: &'static str, is_whole: bool },
    #[error("{0}: the item's attributes belong to another key")]
    Misplaced(Box<KeyError>),
    #[error("a copy of the lookup `{pattern}` has only a part of its item")]
    PartOfItem { pattern: &'static str },
    #[error("the item does not fit the target: {source}")]
    NotConverted { source: Box<dyn std::error::Error + Send + Sync> },
    #[error("the value cannot be written as an item")]
    Encode(#[source] CodecError),
    #[error(
        "the number at `{path}` is not one that DynamoDB stores: up to 38 digits, between 1e-130 and 1e126; nothing was sent"
    )]
    Number { path: String },
    #[error(
        "a name in `{path}` has {bytes} bytes, and an attribute's name has 1 to {limit}; nothing was sent"
    )]
    AttributeName { path: String, bytes: usize, limit: usize },
    #[error(
        "`{path}` lies deeper than the {limit} levels of lists and maps that DynamoDB stores; nothing was sent"
    )]
    TooDeep { path: String, limit: usize },
    #[error(
        "the value of `{path}` has {bytes} bytes, DynamoDB allows {limit} for a whole item; nothing was sent"
    )]
    ValueTooLarge { path: String, bytes: usize, limit: usize },
    #[error("{misfit} at `{paths}`; nothing was written")]
    Misfit { paths: String, misfit: Misfit, source: Box<Error> },
    #[error(
        "`{field}` holds seconds since 1970, here after the year 5137: are these milliseconds? What never expires is `None`; nothing was sent"
    )]
    FarTtl { field: String },
    #[error("the value has an attribute `{attribute}`, which the table uses itself; nothing was sent")]
    Taken { attribute: &'static str },
    #[error(
        "the value has an attribute `{attribute}`, which is an alias of the field `{field}`; nothing \
         was sent"
    )]
    TakenAlias { attribute: &'static str, field: &'static str },
    #[error("the item has no usable key attribute `{attribute}`")]
    NoKey { attribute: &'static str },
    #[error("the item has {bytes} bytes, DynamoDB allows {limit}; nothing was sent")]
    TooLarge { bytes: usize, limit: usize },
    #[error(transparent)]
    Cursor(#[from] crate::error::cursor::CursorError),
    #[error(
        "a secret that signs cursors has {bytes} bytes and must have at least {least}: take random bytes, such as those of \
         `openssl rand -base64 32`"
    )]
    ShortCursorSecret { bytes: usize, least: usize },
    #[error(
        "the list of secrets that sign cursors is empty; without `cursor_secrets` cursors are not signed"
    )]
    NoCursorSecret,
    #[error("{operation} failed: {reason}")]
    Sdk { operation: &'static str, kind: ErrorKind, code: Option<String>, reason: String, source: Source },
    #[error("the range contains no key, so no request is sent")]
    EmptyRange,
    #[error("`is_in` was given {count} values, DynamoDB takes 1 to {limit}; nothing was sent")]
    InCount { count: usize, limit: usize },
    #[error(
        "`{path}` holds only a part of this value (a form such as whole seconds), so a comparison by order is not exact: \
         compare with a whole second, or what the form holds; nothing was sent"
    )]
    CutEdge { path: String },
    #[error("not all parts of the operation succeeded")]
    Parts,
    #[error("DynamoDB left {left} keys unprocessed in every attempt")]
    Unprocessed { left: usize },
    #[error(
        "DynamoDB refused {count} operations of the batch in a row: does the table have the keys and indexes that \
         `#[table(..)]` says?"
    )]
    RefusedInARow { count: usize },
    #[error(
        "a batch cannot check conditions: send this operation alone or in a transaction; nothing was sent"
    )]
    ConditionInBatch,
    #[error(
        "the item has {count} attributes, and one condition can say of {limit} that they are as they were read; \
         nothing was sent, write it with `put`"
    )]
    TooManyCompared { count: usize, limit: usize },
    #[error("a transaction of {count} items, DynamoDB takes {limit}; nothing was sent")]
    TooMany { count: usize, limit: usize },
    #[error("a scan in {count} segments, DynamoDB takes {limit}; nothing was sent")]
    Segments { count: usize, limit: usize },
    #[error("the key has shards, and the primary key that determines the shard is unknown")]
    NoShard,
    #[error(
        "items of the table expire by the attribute `{found}`, not by `{attribute}`; nothing was changed"
    )]
    OtherTtl { found: String, attribute: &'static str },
    #[cfg(feature = "streams")]
    #[error("the stream record lacks {lack}")]
    Record { lack: &'static str },
    #[cfg(feature = "streams")]
    #[error("the stream record has the event name {name:?}, not INSERT, MODIFY or REMOVE")]
    EventName { name: String },
    #[error("the items of the transaction have {bytes} bytes, DynamoDB allows {limit}; nothing was sent")]
    TransactionTooLarge { bytes: usize, limit: usize },
    #[error("an expression has {bytes} bytes, DynamoDB allows {limit}; nothing was sent")]
    ExpressionTooLong { bytes: usize, limit: usize },
    #[error(
        "operation {first} already writes this item, and a transaction can write an item only once; nothing was sent"
    )]
    ItemTwice { first: usize },
    #[error("the item has the index key `{attribute}`, but not `{field}`, which is part of it{}", of_unknown_key(field, *is_whole))]
    UnknownIndexKey { attribute: &'static str, field: &'static str, is_whole: bool },
    #[error("the table has no index {name:?}")]
    NoIndex { name: &'static str },
    #[error("a response was lost, and the stored item does not show whether this write happened")]
    Unknown,
    #[error("the table was not {state} after {seconds} s")]
    NotReady { state: &'static str, seconds: u64 },
}

impl Kind {
    /// Returns `true` if it proves that an earlier attempt did not write.
    pub(crate) fn proves_outcome(&self) -> bool {
        matches!(self, Self::AlreadyExists { .. } | Self::ConditionFailed { .. })
            || matches!(self, Self::NotUnique { .. } | Self::NotUniqueLookup { .. })
            || matches!(
                self,
                Self::NotFound | Self::HeldByOther { .. } | Self::Untyped { .. } | Self::Unknown
            )
            || matches!(self, Self::Changed | Self::VersionConflict { .. } | Self::AliasStored { .. })
    }
}

/// The remedy for an index key whose component is not an attribute.
fn of_unknown_key(field: &str, is_whole: bool) -> String {
    let read =
        if is_whole { "write `#[entity(in_key)]` on the field to read it from the key, or " } else { "" };
    format!(
        "; nothing was written, since the key may be the only copy of its value: {read}add `{field}` to the item"
    )
}

/// The remedy for a stored field whose value is in an index key.
fn of_index_field(is_whole: bool) -> &'static str {
    if is_whole {
        "write `#[entity(in_key)]` on the field to read it from there"
    } else {
        "add the attribute to the item, since not every item has this key with the whole value"
    }
}

/// The path of a decoding fault; serde calls the whole item `.`.
fn at(path: &str) -> String {
    if path == "." { String::new() } else { format!(" at `{path}`") }
}

/// The remedy for a different version.
fn of_version(expected: &str) -> &'static str {
    match expected {
        "0" => {
            ", which no stored item has; nothing was written: keep what `create().returning_new()` gives back, or \
             read the item again"
        }
        _ => "; nothing was written, load it again",
    }
}

/// The remedy for a field that is younger than the item.
fn for_older(source: &CodecError) -> &'static str {
    if source.is_missing() { "; items older than a field need `#[serde(default)]` on it" } else { "" }
}

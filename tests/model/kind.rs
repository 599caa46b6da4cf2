//! An entity as the model knows it.

use std::fmt::Debug;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Entity, op::Delete, op::Get, op::LoadedUpdate, op::Update};
use fastrand::Rng;

use crate::record::{Field, Key, Raw, Record, s};
use crate::zoo::{Clip, Parcel, Place, Task, User, Video};

/// A key that cannot be written.
#[derive(Debug)]
pub(crate) struct Refused;

/// Values that were loaded at some time.
#[derive(Default)]
pub(crate) struct Pools {
    pub(crate) videos: Vec<Video>,
    pub(crate) users: Vec<User>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) clips: Vec<Clip>,
    pub(crate) parcels: Vec<Parcel>,
    pub(crate) places: Vec<Place>,
}

/// An entity of the table.
pub(crate) trait Kind: Entity + Clone + Debug + PartialEq {
    const NAME: &'static str;
    const FIELDS: &'static [Field];
    const ACTIONS: &'static [Action<Self>];
    /// The fields that the key in the index depends on.
    const INDEXED: &'static [&'static str] = &[];
    const VERSION: Option<&'static str> = None;
    const HAS_SATELLITES: bool = true;

    fn any(rng: &mut Rng) -> Self;
    /// This value under another primary key.
    fn moved(&self, rng: &mut Rng) -> Self;
    fn record(&self) -> Record;
    fn item_key(record: &Record) -> Key;
    /// The copies and markers.
    fn satellites(_record: &Record) -> Result<Vec<Satellite>, Refused> {
        Ok(Vec::new())
    }
    /// The key in the index.
    fn indexed(_record: &Record) -> Result<Option<Key>, Refused> {
        Ok(None)
    }
    fn pool(pools: &mut Pools) -> &mut Vec<Self>;

    fn get_it(&self) -> Get<Self>;
    fn update_it(&self) -> Update<Self>;
    fn delete_it(&self) -> Delete<Self>;
}

/// A further item that belongs to an item.
pub(crate) struct Satellite {
    pub(crate) key: Key,
    pub(crate) kind: &'static str,
    /// The fields of the item that are in it.
    pub(crate) fields: Vec<&'static str>,
    /// It names its owner.
    pub(crate) unique: bool,
}

/// An action of an update by key; the values come from the second.
pub(crate) type ByKey<K> = fn(Update<K>, &K) -> Update<K>;

/// A change of fields, in all the ways in which it can be said.
pub(crate) struct Action<K> {
    pub(crate) name: &'static str,
    pub(crate) field: &'static str,
    pub(crate) effect: Effect,
    /// The change of a value by a function; the values come from the second.
    pub(crate) alter: fn(&mut K, &K),
    pub(crate) loaded: fn(LoadedUpdate<K>, &K) -> LoadedUpdate<K>,
    pub(crate) by_key: Option<ByKey<K>>,
}

/// The meaning of an action for what is stored.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Effect {
    Set,
    Remove,
    /// Of a number that may be negative.
    Add(i128),
    /// Of a number that may not.
    AddUnsigned(i128),
    /// Of a member of a struct.
    AddMember(&'static str, i128),
    SetMember(&'static str),
    Append(&'static str),
    Insert(&'static str),
    Delete(&'static str),
}

impl Effect {
    /// Returns `true` if the result does not depend on the value before.
    pub(crate) fn is_whole(self) -> bool {
        matches!(self, Self::Set | Self::Remove)
    }

    /// Changes a record; false if there is too little to subtract from.
    pub(crate) fn apply(self, field: &'static str, record: &mut Record, from: &Record) -> bool {
        match self {
            Self::Set => match from.get(field) {
                Some(value) => drop(record.insert(field, value.clone())),
                None => drop(record.remove(field)),
            },
            Self::Remove => drop(record.remove(field)),
            Self::Add(amount) => {
                return record.get_mut(field).is_some_and(|value| add(value, amount, i128::MIN));
            }
            Self::AddUnsigned(amount) => {
                return record.get_mut(field).is_some_and(|value| add(value, amount, 0));
            }
            Self::AddMember(member, amount) => {
                let member = map(record, field).and_then(|map| map.get_mut(member));
                return member.is_some_and(|value| add(value, amount, 0));
            }
            Self::SetMember(member) => {
                let value = from.get(field).and_then(|value| value.as_m().ok()?.get(member).cloned());
                if let (Some(map), Some(value)) = (map(record, field), value) {
                    map.insert(member.to_owned(), value);
                }
            }
            Self::Append(text) => {
                if let Some(AttributeValue::L(list)) = record.get_mut(field) {
                    list.push(s(text));
                }
            }
            Self::Insert(text) => edit_set(record, field, |texts| {
                texts.insert(text.to_owned());
            }),
            Self::Delete(text) => edit_set(record, field, |texts| {
                texts.remove(text);
            }),
        }
        true
    }
}

fn map<'r>(
    record: &'r mut Record,
    field: &str,
) -> Option<&'r mut std::collections::HashMap<String, AttributeValue>> {
    match record.get_mut(field) {
        Some(AttributeValue::M(map)) => Some(map),
        _ => None,
    }
}

fn add(value: &mut AttributeValue, amount: i128, least: i128) -> bool {
    let AttributeValue::N(text) = value else { return false };
    let sum = text.parse::<i128>().unwrap_or_default() + amount;
    *text = sum.to_string();
    sum >= least
}

fn edit_set(
    record: &mut Record,
    field: &'static str,
    edit: impl FnOnce(&mut std::collections::BTreeSet<String>),
) {
    let Some(AttributeValue::L(list)) = record.get(field) else { return };
    let mut texts = list.iter().filter_map(|value| value.as_s().ok().cloned()).collect();
    edit(&mut texts);
    record.insert(field, crate::record::strings(&texts));
}

/// The type and owner of satellites, to be compared.
pub(crate) fn owner(key: &Key) -> AttributeValue {
    AttributeValue::M([("pk".to_owned(), s(&key.0)), ("sk".to_owned(), s(&key.1))].into())
}

/// The types that keys tell, by the first part of the partition key.
const TYPES: &[(&str, &str)] = &[
    ("video", "Video"),
    ("creator", "Video.by_creator"),
    ("label", "Video.by_label"),
    ("user", "User"),
    ("email", "User.by_email"),
    ("list", "Task"),
    ("clip", "Clip"),
    ("owner", "Clip.by_owner"),
    ("parcel", "Parcel"),
    ("city", "Parcel.in_city"),
    ("channel", "Place"),
];

/// The type of an item, which its key tells where the item does not.
pub(crate) fn type_of(item: &Raw) -> Option<&str> {
    if item.contains_key(crate::record::TYPE) {
        return stored_type(item);
    }
    let (first, _) = item.get("pk")?.as_s().ok()?.split_once('-')?;
    TYPES.iter().find(|(prefix, _)| *prefix == first).map(|(_, kind)| *kind)
}

pub(crate) fn stored_type(item: &Raw) -> Option<&str> {
    item.get(crate::record::TYPE)?.as_s().ok().map(String::as_str)
}

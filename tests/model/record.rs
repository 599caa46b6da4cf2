//! The model's values: one map of attributes for all stored forms that mean the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

/// The fields of a value in normal form. An optional field without a value is left out.
pub(crate) type Record = BTreeMap<&'static str, AttributeValue>;

/// An item as it is stored.
pub(crate) type Raw = BTreeMap<String, AttributeValue>;

/// A partition key and a sort key.
pub(crate) type Key = (String, String);

/// The whole table.
pub(crate) type Snapshot = BTreeMap<Key, Raw>;

pub(crate) const TYPE: &str = "type";
pub(crate) const EXPIRES: &str = "expires";
pub(crate) const OWNER: &str = "_owner";
pub(crate) const REVISION: &str = "_revision";
pub(crate) const INDEX: [&str; 2] = ["gsi1pk", "gsi1sk"];

/// A field as the model knows it.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) alias: Option<&'static str>,
    pub(crate) form: Form,
    pub(crate) missing: Missing,
    /// Reads the field of an item that has it only in a key. Copies store it.
    pub(crate) in_key: Option<fn(&Raw) -> Option<AttributeValue>>,
}

/// The stored forms of a field.
pub(crate) enum Form {
    Text,
    Number,
    Float,
    Time,
    List,
    /// A list of strings in any order.
    Set,
    /// A set of strings, which cannot be empty.
    StringSet,
    /// Names, and the aliases of some of them.
    Choice(&'static [&'static str], &'static [(&'static str, &'static str)]),
    Document(&'static [Field]),
}

/// The meaning of an attribute that is not there.
pub(crate) enum Missing {
    Malformed,
    /// Absent and NULL are one.
    None,
    Default(fn() -> AttributeValue),
}

pub(crate) fn s(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

pub(crate) fn n(number: impl Display + Copy) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

/// A set or a list of strings.
pub(crate) fn strings<'s>(texts: impl IntoIterator<Item = &'s String>) -> AttributeValue {
    AttributeValue::L(texts.into_iter().map(s).collect())
}

pub(crate) fn sorted<'s>(texts: impl IntoIterator<Item = &'s String>) -> AttributeValue {
    strings(texts.into_iter().collect::<BTreeSet<_>>())
}

pub(crate) fn float(value: f32) -> AttributeValue {
    n(if value == 0.0 { 0.0 } else { value })
}

impl Field {
    /// The value in normal form, out of an item or a map; `Err` if it cannot be read.
    fn read<'r>(
        &self,
        get: impl Fn(&str) -> Option<&'r AttributeValue>,
    ) -> Result<Option<AttributeValue>, ()> {
        match (get(self.name), self.alias.and_then(get)) {
            (Some(_), Some(_)) => Err(()),
            (None, None) => match &self.missing {
                Missing::Malformed => Err(()),
                Missing::None => Ok(None),
                Missing::Default(default) => Ok(Some(default())),
            },
            (Some(AttributeValue::Null(_)), None) | (None, Some(AttributeValue::Null(_)))
                if matches!(self.missing, Missing::None) =>
            {
                Ok(None)
            }
            (Some(value), None) | (None, Some(value)) => self.form.normal(value).map(Some),
        }
    }

    /// The value out of an item.
    pub(crate) fn read_item(&self, item: &Raw) -> Result<Option<AttributeValue>, ()> {
        self.read(|name| item.get(name))
    }

    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.name == name || self.alias == Some(name)
    }
}

impl Form {
    fn normal(&self, value: &AttributeValue) -> Result<AttributeValue, ()> {
        match (self, value) {
            (Self::Text, AttributeValue::S(_)) | (Self::List, AttributeValue::L(_)) => Ok(value.clone()),
            (Self::Number, AttributeValue::N(text)) => text.parse::<i128>().map(n).map_err(drop),
            #[allow(clippy::cast_possible_truncation, reason = "the field is an f32")]
            (Self::Float, AttributeValue::N(text)) => {
                text.parse::<f64>().map(|value| float(value as f32)).map_err(drop)
            }
            (Self::Time, AttributeValue::S(text)) => {
                text.parse::<Timestamp>().map(|time| s(time.to_string())).map_err(drop)
            }
            (Self::StringSet, AttributeValue::Ss(texts)) => Ok(sorted(texts)),
            (Self::Set, AttributeValue::L(values)) => {
                let texts = values.iter().map(|value| value.as_s().map_err(drop));
                Ok(sorted(texts.collect::<Result<Vec<_>, _>>()?))
            }
            (Self::Choice(names, aliases), AttributeValue::S(text)) => {
                let meant = aliases.iter().find(|(alias, _)| alias == text).map(|(_, name)| *name);
                let name = meant.or_else(|| names.iter().copied().find(|name| name == text));
                name.map(s).ok_or(())
            }
            (Self::Document(fields), AttributeValue::M(map)) => {
                let read = |field: &Field| {
                    let value = field.read(|name| map.get(name))?;
                    Ok(value.map(|value| (field.name.to_owned(), value)))
                };
                let members = fields.iter().map(read).collect::<Result<Vec<_>, ()>>()?;
                Ok(AttributeValue::M(members.into_iter().flatten().collect()))
            }
            _ => Err(()),
        }
    }
}

/// The fields of a stored item; `Err` if it is malformed.
pub(crate) fn record(fields: &'static [Field], item: &Raw) -> Result<Record, ()> {
    let mut record = Record::new();
    for field in fields {
        let value = match field.in_key {
            Some(read) => Some(read(item).ok_or(())?),
            None => field.read_item(item)?,
        };
        if let Some(value) = value {
            record.insert(field.name, value);
        }
    }
    Ok(record)
}

/// The attributes that no field has, those within structs by their path.
pub(crate) fn unknown(fields: &'static [Field], item: &Raw) -> Raw {
    let own = |name: &str| {
        [TYPE, EXPIRES, "pk", "sk"].contains(&name) || INDEX.contains(&name) || name.starts_with('_')
    };
    let mut unknown = Raw::new();
    for (name, value) in item {
        match fields.iter().find(|field| field.in_key.is_none() && field.is_named(name)) {
            None if own(name) => {}
            None => {
                unknown.insert(name.clone(), value.clone());
            }
            Some(Field { form: Form::Document(members), .. }) => {
                let map = value.as_m().into_iter().flatten();
                let strange = map.filter(|(name, _)| !members.iter().any(|member| member.is_named(name)));
                unknown.extend(strange.map(|(member, value)| (format!("{name}.{member}"), value.clone())));
            }
            Some(_) => {}
        }
    }
    unknown
}

/// Returns `true` if the item counts as absent.
pub(crate) fn is_expired(item: &Raw, now: u64) -> bool {
    let expires = item.get(EXPIRES).and_then(|value| value.as_n().ok()?.parse::<u64>().ok());
    expires.is_some_and(|expires| expires <= now)
}

/// The text of a string or a number.
pub(crate) fn text<'r>(record: &'r Record, field: &str) -> Option<&'r str> {
    match record.get(field)? {
        AttributeValue::S(text) | AttributeValue::N(text) => Some(text),
        _ => None,
    }
}

pub(crate) fn number(record: &Record, field: &str) -> i128 {
    text(record, field).and_then(|text| text.parse().ok()).unwrap_or_default()
}

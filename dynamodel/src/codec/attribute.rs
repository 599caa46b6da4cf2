//! Items and attributes in either form: the SDK's, or the bytes of a response.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::wire::{Shape, Value, WireItem};
use crate::schema::item::Item;

/// An attribute of an item.
#[derive(Clone, Copy, Debug)]
pub enum Attribute<'i> {
    /// The SDK's form.
    Sdk(&'i AttributeValue),
    /// A part of a response.
    Wire(Value<'i>),
}

impl<'i> Attribute<'i> {
    /// Returns the text of a string.
    pub(crate) fn text(self) -> Option<&'i str> {
        match self {
            Self::Sdk(value) => value.as_s().ok().map(String::as_str),
            Self::Wire(value) => match value.shape() {
                Shape::Text(text) => Some(text),
                _ => None,
            },
        }
    }

    /// Returns the text of a number.
    pub(crate) fn number(self) -> Option<&'i str> {
        match self {
            Self::Sdk(value) => value.as_n().ok().map(String::as_str),
            Self::Wire(value) => value.number(),
        }
    }

    /// Returns the value of this key of a map.
    pub(crate) fn member(self, name: &str) -> Option<Self> {
        match self {
            Self::Sdk(AttributeValue::M(map)) => map.get(name).map(Self::Sdk),
            Self::Sdk(_) => None,
            Self::Wire(value) => match value.shape() {
                Shape::Map(mut entries) => {
                    entries.find(|(other, _)| *other == name).map(|(_, value)| Self::Wire(value))
                }
                _ => None,
            },
        }
    }

    /// Returns the element at this index of a list.
    pub(crate) fn element(self, index: usize) -> Option<Self> {
        match self {
            Self::Sdk(AttributeValue::L(list)) => list.get(index).map(Self::Sdk),
            Self::Sdk(_) => None,
            Self::Wire(value) => match value.shape() {
                Shape::List(mut elements) => elements.nth(index).map(Self::Wire),
                _ => None,
            },
        }
    }

    /// Returns the attribute in the SDK's form.
    pub(crate) fn value(self) -> Cow<'i, AttributeValue> {
        match self {
            Self::Sdk(value) => Cow::Borrowed(value),
            Self::Wire(value) => Cow::Owned(value.to_attribute()),
        }
    }
}

impl<'i> From<&'i AttributeValue> for Attribute<'i> {
    fn from(value: &'i AttributeValue) -> Self {
        Self::Sdk(value)
    }
}

/// An item whose attributes are found by name.
pub(crate) trait Attributes {
    /// Returns the attribute of this name.
    fn attribute(&self, name: &str) -> Option<Attribute<'_>>;
}

impl Attributes for WireItem {
    fn attribute(&self, name: &str) -> Option<Attribute<'_>> {
        self.get(name).map(Attribute::Wire)
    }
}

impl Attributes for Item {
    fn attribute(&self, name: &str) -> Option<Attribute<'_>> {
        self.get(name).map(Attribute::Sdk)
    }
}

/// An item as a request returned it.
#[derive(Clone, Debug)]
pub(crate) enum FetchedItem {
    /// The SDK's form.
    Sdk(Item),
    /// A part of a response.
    Wire(WireItem),
}

impl FetchedItem {
    /// Returns the item in the SDK's form.
    pub(crate) fn into_item(self) -> Item {
        match self {
            Self::Sdk(item) => item,
            Self::Wire(item) => item.to_item(),
        }
    }

    /// Returns the attributes of these names that the item has.
    pub(crate) fn select(&self, names: impl Iterator<Item = &'static str>) -> Item {
        let value = |name: &'static str| Some((name.to_owned(), self.attribute(name)?.value().into_owned()));
        names.filter_map(value).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Sdk(item) => item.is_empty(),
            Self::Wire(item) => item.is_empty(),
        }
    }
}

impl From<Item> for FetchedItem {
    fn from(item: Item) -> Self {
        Self::Sdk(item)
    }
}

impl Attributes for FetchedItem {
    fn attribute(&self, name: &str) -> Option<Attribute<'_>> {
        match self {
            Self::Sdk(item) => item.attribute(name),
            Self::Wire(item) => item.attribute(name),
        }
    }
}

/// An item with fields that are stored elsewhere than under their names.
#[derive(Debug)]
pub struct ItemView<'i> {
    pub(crate) item: &'i FetchedItem,
    /// The fields, which precede attributes of their names.
    pub(crate) elsewhere: &'i [(&'static str, AttributeValue)],
    /// The attributes that the item may hold in part, which count as absent.
    pub(crate) partial: &'i [String],
}

impl Attributes for ItemView<'_> {
    fn attribute(&self, name: &str) -> Option<Attribute<'_>> {
        let field = self.elsewhere.iter().find(|(field, _)| *field == name);
        let stored = || self.item.attribute(name).filter(|_| self.partial.iter().all(|other| other != name));
        field.map(|(_, value)| Attribute::Sdk(value)).or_else(stored)
    }
}

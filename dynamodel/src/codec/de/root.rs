//! The attributes of an item that its type sees.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::schema::item::Item;

/// An item as its type sees it: without the attributes of the table, and with the fields that are stored elsewhere.
#[derive(Clone, Copy)]
pub(crate) struct Root<'r> {
    /// The lengths of hidden names.
    pub(crate) lengths: Lengths,
    /// Returns `true` if the type does not see the attribute.
    pub(crate) is_hidden: &'r dyn Fn(&str) -> bool,
    /// The fields that are stored elsewhere. Attributes with their names are not seen.
    pub(crate) fields: &'r [(&'static str, AttributeValue)],
}

/// A set of lengths of names, which spares most comparisons.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lengths(u64);

impl Lengths {
    fn bit(name: &str) -> u64 {
        1 << name.len().min(63)
    }

    /// Returns `true` if a name in the set may have this length.
    pub(crate) fn hold(self, name: &str) -> bool {
        self.0 & Self::bit(name) != 0
    }
}

impl<'n> FromIterator<&'n str> for Lengths {
    fn from_iter<I: IntoIterator<Item = &'n str>>(names: I) -> Self {
        Self(names.into_iter().fold(0, |lengths, name| lengths | Self::bit(name)))
    }
}

impl fmt::Debug for Root<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Root")
    }
}

impl<'r> Root<'r> {
    /// The whole item.
    pub(crate) const ALL: &'static Root<'static> =
        &Root { lengths: Lengths(0), is_hidden: &|_| false, fields: &[] };

    /// Returns `true` if the type sees this attribute of the item.
    pub(in crate::codec) fn shows(&self, name: &str) -> bool {
        !self.hides(name) && self.field(name).is_none()
    }

    fn hides(&self, name: &str) -> bool {
        self.lengths.hold(name) && (self.is_hidden)(name)
    }

    /// A field that is stored elsewhere.
    pub(in crate::codec) fn field(&self, name: &str) -> Option<&'r AttributeValue> {
        self.fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value)
    }

    /// The attribute of this name that the type sees.
    pub(in crate::codec) fn get<'i>(&self, item: &'i Item, name: &str) -> Option<&'i AttributeValue>
    where
        'r: 'i,
    {
        self.field(name).or_else(|| item.get(name).filter(|_| !self.hides(name)))
    }
}

//! The attributes of an item that its type sees.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::schema::item::Item;

/// An item as its type sees it: without the attributes of the table, and with the fields that are stored elsewhere.
#[derive(Clone, Copy)]
pub(crate) struct Root<'r> {
    /// The hidden names, at least.
    pub(crate) sketch: Sketch,
    /// Returns `true` if the type does not see the attribute.
    pub(crate) is_hidden: &'r dyn Fn(&str) -> bool,
    /// The fields that are stored elsewhere. Attributes with their names are not seen.
    pub(crate) fields: &'r [(&'static str, AttributeValue)],
}

/// A set of names by their lengths and last bytes, which spares most comparisons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sketch(u64);

impl Sketch {
    /// No names.
    pub(crate) const NONE: Self = Self(0);

    /// All names.
    pub(crate) const ALL: Self = Self(u64::MAX);

    #[inline]
    const fn bit(name: &str) -> u64 {
        let last = match name.as_bytes().last() {
            Some(last) => *last as usize,
            None => 0,
        };
        1 << ((name.len() * 7 + last) % 64)
    }

    /// The set with this name.
    #[inline]
    pub(crate) const fn with(self, name: &str) -> Self {
        Self(self.0 | Self::bit(name))
    }

    /// Returns `true` if this name may be in the set.
    #[inline]
    pub(crate) fn may_hold(self, name: &str) -> bool {
        self.0 & Self::bit(name) != 0
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
        &Root { sketch: Sketch::NONE, is_hidden: &|_| false, fields: &[] };

    /// Returns `true` if the type sees this attribute of the item.
    #[inline]
    pub(in crate::codec) fn shows(&self, name: &str) -> bool {
        !self.hides(name) && self.field(name).is_none()
    }

    /// Returns `true` if the type sees all attributes as they are stored.
    #[inline]
    pub(in crate::codec) fn shows_all(&self) -> bool {
        self.sketch == Sketch::NONE && self.fields.is_empty()
    }

    fn hides(&self, name: &str) -> bool {
        self.sketch.may_hold(name) && (self.is_hidden)(name)
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

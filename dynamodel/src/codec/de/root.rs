//! The attributes of an item that its type sees.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::schema::item::Item;

/// An item as its type sees it: without the attributes of the table, and with the fields that are stored elsewhere.
#[derive(Clone, Copy)]
pub(crate) struct Root<'r> {
    /// Returns `true` if the type does not see the attribute.
    pub(crate) is_hidden: &'r dyn Fn(&str) -> bool,
    /// The fields that are stored elsewhere. Attributes with their names are not seen.
    pub(crate) fields: &'r [(&'static str, AttributeValue)],
}

impl fmt::Debug for Root<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Root")
    }
}

impl<'r> Root<'r> {
    /// The whole item.
    pub(crate) const ALL: Root<'static> = Root { is_hidden: &|_| false, fields: &[] };

    /// Returns `true` if the type sees this attribute of the item.
    pub(in crate::codec) fn shows(&self, name: &str) -> bool {
        !(self.is_hidden)(name) && self.field(name).is_none()
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
        self.field(name).or_else(|| item.get(name).filter(|_| !(self.is_hidden)(name)))
    }
}

//! `Debug` for types with phantom parameters, and for attribute values, which are not shown: operations and errors end up in
//! logs.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::schema::item::Item;

/// Shows the type of an attribute value only.
pub(crate) struct Redacted<'v>(pub(crate) &'v AttributeValue);

impl fmt::Debug for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            AttributeValue::B(_) => "B(..)",
            AttributeValue::Bool(_) => "Bool(..)",
            AttributeValue::Bs(_) => "Bs(..)",
            AttributeValue::L(_) => "L(..)",
            AttributeValue::M(_) => "M(..)",
            AttributeValue::N(_) => "N(..)",
            AttributeValue::Ns(_) => "Ns(..)",
            AttributeValue::Null(_) => "Null",
            AttributeValue::S(_) => "S(..)",
            AttributeValue::Ss(_) => "Ss(..)",
            _ => "..",
        })
    }
}

/// Writes a tuple variant.
pub(crate) fn tuple(f: &mut fmt::Formatter<'_>, name: &str, fields: &[&dyn fmt::Debug]) -> fmt::Result {
    let mut tuple = f.debug_tuple(name);
    for field in fields {
        tuple.field(field);
    }
    tuple.finish()
}

/// Shows the names and types of an item's attributes only.
pub(crate) struct RedactedItem<'i>(pub(crate) &'i Item);

impl fmt::Debug for RedactedItem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut attributes: Vec<_> = self.0.iter().collect();
        attributes.sort_unstable_by_key(|(name, _)| *name);
        f.debug_map().entries(attributes.into_iter().map(|(name, value)| (name, Redacted(value)))).finish()
    }
}

/// `debug!(Get<E> { key, consistent });`
macro_rules! debug {
    ($type:ident<$($param:ident),*> { $($field:ident),* }) => {
        impl<$($param),*> std::fmt::Debug for $type<$($param),*> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($type))$(.field(stringify!($field), &self.$field))*.finish()
            }
        }
    };
}
pub(crate) use debug;

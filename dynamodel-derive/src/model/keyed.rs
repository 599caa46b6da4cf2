//! Fields that are key attributes, or that the table can make key attributes by giving the attribute the field's name.

use std::rc::Rc;

use super::{Entity, Field, IndexKey, IndexPart, Key, Part, Template};

/// The role of a field in the table or index that a pattern reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Standing {
    /// A key attribute.
    Key,
    /// A key attribute if the table names it so: a template writes the field alone.
    Perhaps,
    /// Not a key attribute.
    Beside,
}

impl Entity {
    /// Returns the fields that have a path and can be key attributes.
    pub(crate) fn keyed(&self) -> Vec<&Rc<Field>> {
        let fields = self.fields.iter().filter(|field| field.in_key.is_none());
        let fields = fields.filter(|field| field.stored.attribute.is_some());
        let in_indexes =
            |field: &Field| self.indexes.iter().any(|key| lists(key, field) || writes(key, field));
        fields.filter(|field| self.can_be_base(field) || in_indexes(field)).collect()
    }

    /// Returns the role of a field in the table.
    pub(crate) fn standing_in_table(&self, field: &Field) -> Standing {
        perhaps(self.can_be_base(field))
    }

    /// Returns the role of a field in the index of this key. All keys of an index have the same attributes.
    pub(crate) fn standing_in(&self, key: &IndexKey, field: &Field) -> Standing {
        let keys = || self.indexes.iter().filter(|other| other.index.value() == key.index.value());
        if keys().any(|key| lists(key, field)) {
            Standing::Key
        } else {
            perhaps(keys().any(|key| writes(key, field)))
        }
    }

    /// Returns `true` if fields are, or can be, key attributes of the index of this key.
    pub(crate) fn is_keyed(&self, key: &IndexKey) -> bool {
        self.keyed().into_iter().any(|field| self.standing_in(key, field) != Standing::Beside)
    }

    /// Returns `true` if the field alone is the same key of the item and of all copies.
    fn can_be_base(&self, field: &Field) -> bool {
        let pk = |key: &Key| is_alone(&key.pk, field);
        let sk = |key: &Key| key.sk.as_ref().is_some_and(|sk| is_alone(sk, field));
        self.keys().all(pk) || self.keys().all(sk)
    }
}

fn perhaps(can_be: bool) -> Standing {
    if can_be { Standing::Perhaps } else { Standing::Beside }
}

fn lists(key: &IndexKey, field: &Field) -> bool {
    key.parts().flat_map(IndexPart::listed).any(|listed| listed.segment.field.name == field.name)
}

fn writes(key: &IndexKey, field: &Field) -> bool {
    key.parts().filter_map(IndexPart::template).any(|template| is_alone(template, field))
}

/// Returns `true` if the template is the field and nothing else.
fn is_alone(template: &Template, field: &Field) -> bool {
    matches!(template.parts.as_slice(), [Part::Segment(segment)] if segment.nested.is_empty() && segment.field.name == field.name)
}

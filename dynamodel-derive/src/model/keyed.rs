//! Fields that are key attributes themselves, or would be if the table gave the attribute the field's name.

use std::rc::Rc;

use super::{Entity, Field, IndexKey, IndexPart, Key, Part, Template};

/// What a field is where a pattern reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Standing {
    /// A key attribute.
    Key,
    /// One if the table says so: a template writes the field alone.
    Perhaps,
    /// An attribute beside the key.
    Beside,
}

impl Entity {
    /// The fields that have a path and can be key attributes somewhere.
    pub(crate) fn keyed(&self) -> Vec<&Rc<Field>> {
        let fields = self.fields.iter().filter(|field| field.in_key.is_none());
        let fields = fields.filter(|field| field.stored.attribute.is_some());
        let in_indexes =
            |field: &Field| self.indexes.iter().any(|key| lists(key, field) || writes(key, field));
        fields.filter(|field| self.can_be_base(field) || in_indexes(field)).collect()
    }

    /// In the table.
    pub(crate) fn standing_in_table(&self, field: &Field) -> Standing {
        perhaps(self.can_be_base(field))
    }

    /// In the index of this key. All keys of one index are of the same attributes.
    pub(crate) fn standing_in(&self, key: &IndexKey, field: &Field) -> Standing {
        let keys = || self.indexes.iter().filter(|other| other.index.value() == key.index.value());
        if keys().any(|key| lists(key, field)) {
            Standing::Key
        } else {
            perhaps(keys().any(|key| writes(key, field)))
        }
    }

    /// Whether fields are keys of the index of this key, or can be.
    pub(crate) fn is_keyed(&self, key: &IndexKey) -> bool {
        self.keyed().into_iter().any(|field| self.standing_in(key, field) != Standing::Beside)
    }

    /// Whether it stands alone in the same key of all that is stored, as a key attribute of the table must.
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

/// Whether the template is the field and nothing else.
fn is_alone(template: &Template, field: &Field) -> bool {
    matches!(template.parts.as_slice(), [Part::Segment(segment)] if segment.nested.is_empty() && segment.field.name == field.name)
}

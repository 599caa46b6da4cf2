//! Fields that are stored in a key only.

use super::{Entity, Field, IndexKey, Segment};

/// The reason why a field cannot be stored in the key of an index only.
pub(crate) enum Unfit<'e> {
    /// The key does not hold the whole value.
    Lossy(&'e Segment),
    /// The key has a condition on this field.
    Conditional(&'e Field),
    /// An item without this field has no such key.
    Optional(&'e Field),
    /// The index has another key, which an item may have instead.
    OtherKey(&'e IndexKey),
}

impl Entity {
    /// Returns the position of the index key that holds an `in_key` field; `None` if the primary key holds it.
    pub(crate) fn index_of(&self, field: &Field) -> Option<usize> {
        let is_held =
            field.in_key.is_some() && !self.primary.segments().any(|segment| restores(segment, field));
        let mut fitting = self.indexes.iter().map(|index| self.unfit(index, field));
        fitting.position(|unfit| matches!(unfit, Some(None))).filter(|_| is_held)
    }

    /// Returns `true` if a field is an attribute of its own, or stored in the key of an index only. An update can set it.
    pub(crate) fn has_path(&self, field: &Field) -> bool {
        field.stored.attribute.is_some() && !self.is_in_primary_only(field)
    }

    /// Returns `true` if a field is stored in the primary key only.
    pub(crate) fn is_in_primary_only(&self, field: &Field) -> bool {
        field.in_key.is_some() && self.index_of(field).is_none()
    }

    /// Returns `None` if the index key does not name the field, and `Some(None)` if each item with a value in the field has
    /// the key, which holds all of it.
    #[expect(clippy::option_option, reason = "a key without the field and a key that fits are two answers")]
    pub(crate) fn unfit<'e>(&'e self, index: &'e IndexKey, field: &Field) -> Option<Option<Unfit<'e>>> {
        let own = || index.templates().filter(|segment| segment.field.name == field.name);
        let named = own().next()?;
        let mut others = self.indexes.iter().filter(|other| other.index.value() == index.index.value());
        let absent = |segment: &&Segment| segment.sparse().is_some() && segment.field.name != field.name;
        Some(if !own().any(|segment| restores(segment, field)) {
            Some(Unfit::Lossy(named))
        } else if let Some(when) = index.when.first() {
            Some(Unfit::Conditional(&when.field))
        } else if let Some(absent) = index.segments().find(absent) {
            Some(Unfit::Optional(&absent.field))
        } else {
            others.find(|other| other.name.ident != index.name.ident).map(Unfit::OtherKey)
        })
    }
}

impl IndexKey {
    /// Returns the segments of templates.
    fn templates(&self) -> impl Iterator<Item = &Segment> {
        self.segments().filter(|segment| !segment.is_listed)
    }
}

fn restores(segment: &Segment, field: &Field) -> bool {
    segment.field.name == field.name && segment.restores_field()
}

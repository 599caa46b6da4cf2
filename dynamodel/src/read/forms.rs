//! The form in which a table stores the keys that queries write.

use crate::error::Error;
use crate::key::{KeyWriter, SortRange, StoredRange};
use crate::read::KeyAttributes;
use crate::read::finding::Target;
use crate::schema::entity::EntityMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::{Role, Template};

/// A key of an entity, and the attributes that store it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Forms<'t> {
    pub(crate) table: &'t TableMeta,
    pub(crate) entity: &'static EntityMeta,
    pub(crate) target: Target,
    pub(crate) attributes: KeyAttributes,
}

impl Forms<'_> {
    /// Gives a key that a query has written the form of its attribute.
    pub(crate) fn stored(&self, writer: KeyWriter, role: Role) -> KeyWriter {
        if writer.values().is_some() {
            return writer;
        }
        writer.in_form(self.target.queried_form(self.entity, role), self.form(role))
    }

    /// Gives the specified part of a sort key the form of its attribute.
    pub(crate) fn stored_range(&self, range: SortRange) -> Result<StoredRange, Error> {
        range.stored(|writer| self.stored(writer, Role::Sort), self.has_own_sort_key())
    }

    /// Returns `true` if the sort key attribute belongs to the index, not to the table.
    fn has_own_sort_key(&self) -> bool {
        std::ptr::eq(self.form(Role::Sort), self.target.of(self.entity).sort())
    }

    fn form(&self, role: Role) -> &'static Template {
        let attributes = match role {
            Role::Partition => self.attributes.pk,
            Role::Sort => self.attributes.sk,
        };
        match self.target {
            Target::Key(_) => self.target.of(self.entity).template(role),
            Target::Index(slot) => self.table.stored_form(self.entity, slot, role, attributes),
        }
    }
}

//! Key attributes of an index that the primary key or the key of another index writes too. An attribute has one value, so
//! all of them must write the same.

use crate::message::{Message, const_for, same, starts_with};
use crate::proof::table::forms;
use crate::proof::table::index::{ROLES, find, is_base, is_stored_alike, position, written};
use crate::proof::table::is_bare;
use crate::schema::attribute::KeyAttribute;
use crate::schema::entity::EntityMeta;
use crate::schema::entity::{FieldMeta, IndexKeyMeta};
use crate::schema::table::IndexMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::{Role, Template};

/// Returns the message for an index key that writes another value to a shared attribute, or that has a condition but no
/// attribute of its own to leave out.
pub(crate) const fn fault(
    table: &TableMeta,
    entity: &EntityMeta,
    slot: usize,
    index: &IndexMeta,
) -> Option<Message> {
    let key = &entity.indexes[slot];
    let mut has_own = false;
    const_for!(for role in ROLES {
        const_for!(for (place, attribute) in written(key, index, *role) {
            let writer = Writer { key, role: *role, place };
            match shared(table, entity, slot, writer, attribute) {
                Shared::No if key.fields(*role).is_empty() => has_own = true,
                Shared::No | Shared::Same => {}
                Shared::Differs(other, by) => return Some(differs(entity, attribute, writer, other, by)),
            }
        });
    });
    if key.conditional && !has_own { Some(always_there(entity, key)) } else { None }
}

/// One attribute of the partition or sort key of an index.
#[derive(Clone, Copy)]
struct Writer {
    key: &'static IndexKeyMeta,
    role: Role,
    place: usize,
}

impl Writer {
    const fn template(self) -> &'static Template {
        self.key.key.template(self.role)
    }

    /// The field, if the key is a list of fields.
    const fn field(self) -> Option<&'static str> {
        let fields = self.key.fields(self.role);
        if self.place < fields.len() { Some(fields[self.place].name) } else { None }
    }

    /// Returns `true` for the table's own key attribute behind a list of fields.
    const fn is_base(self) -> bool {
        self.place > 0 && self.place == self.key.fields(self.role).len() && self.key.base(self.role).is_some()
    }

    const fn text(self) -> &'static str {
        match self.field() {
            Some(name) => name,
            None => self.template().text,
        }
    }
}

enum Shared {
    No,
    Same,
    /// The template of the other writer, and its key; `None` for the primary key.
    Differs(&'static str, Option<Writer>),
}

const fn shared(
    table: &TableMeta,
    entity: &EntityMeta,
    slot: usize,
    own: Writer,
    attribute: &KeyAttribute,
) -> Shared {
    if is_base(table, attribute.name) {
        if own.is_base() {
            return Shared::Same;
        }
        let base =
            if same(table.pk.name, attribute.name) { &entity.primary().pk } else { entity.primary().sort() };
        let is_alike = match own.field() {
            Some(name) => is_field(base, name, attribute),
            // The primary key determines whether its numbers are padded.
            None => forms::are_written_alike(own.template(), base),
        };
        return if is_alike { Shared::Same } else { Shared::Differs(base.text, None) };
    }
    let mut found = Shared::No;
    const_for!(for (other, key) in entity.indexes {
        // An item has one of the keys of an index only.
        if other != slot
            && !same(key.index, own.key.index)
            && let Some(writer) = writer_of(table, key, attribute.name)
        {
            if !are_alike(own, writer, attribute) {
                return Shared::Differs(writer.text(), Some(writer));
            }
            found = Shared::Same;
        }
    });
    found
}

/// The part of an index key that is this attribute.
const fn writer_of(table: &TableMeta, key: &'static IndexKeyMeta, name: &str) -> Option<Writer> {
    let Some(index) = find(table, key.index) else { return None };
    const_for!(for role in ROLES {
        if let Some(place) = position(written(key, index, *role), name) {
            return Some(Writer { key, role: *role, place });
        }
    });
    None
}

const fn are_alike(own: Writer, other: Writer, attribute: &KeyAttribute) -> bool {
    match (own.field(), other.field()) {
        // An attribute has one field.
        (Some(_), Some(_)) => true,
        (None, Some(name)) => is_field(own.template(), name, attribute),
        (Some(name), None) => is_field(other.template(), name, attribute),
        (None, None) => forms::are_the_same(own.template(), other.template()),
    }
}

/// Returns `true` if the template writes the field as its serializer does.
const fn is_field(template: &Template, name: &'static str, attribute: &KeyAttribute) -> bool {
    let field = FieldMeta { attribute: "", ..FieldMeta::plain(name) };
    is_bare(template, &field) && is_stored_alike(template, attribute.kind)
}

const fn differs(
    entity: &EntityMeta,
    attribute: &KeyAttribute,
    own: Writer,
    other: &'static str,
    by: Option<Writer>,
) -> Message {
    let mut message = Message::new(
        "`{}` would write two values to the attribute `{}`: `\"{}\"` for ",
        &[entity.name, attribute.name, other],
    );
    message = match by {
        Some(writer) => message.add("the index `{}`", &[writer.key.index]),
        None => message.add("its primary key", &[]),
    };
    message = message.add(", and `\"{}\"` for the index `{}`", &[own.text(), own.key.index]);
    if same(own.text(), other) {
        return message.add(
            " (a number is plain in a partition key and padded in a sort key: write a width such as `020`, or `plain`, \
             in both)",
            &[],
        );
    }
    // An attribute that starts with the name of an index belongs to this index.
    let moved = match by {
        Some(other) if starts_with(attribute.name, own.key.index) => other,
        _ => own,
    };
    own_attribute(message.add(": ", &[]), moved.key, moved.role)
        .add(", or write the same template in both", &[])
}

/// `` give the index `gsi2` an attribute of its own, such as `pk = "gsi2pk"` ``
const fn own_attribute(message: Message, key: &IndexKeyMeta, role: Role) -> Message {
    let word = role.word();
    message.add(
        "give the index `{}` an attribute of its own, such as `{} = \"{}{}\"`",
        &[key.index, word, key.index, word],
    )
}

/// `when` leaves attributes out, but not those of fields and of other keys.
const fn always_there(entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
    let message = Message::new(
        "`{}`'s key `{}` cannot leave an item out of the index `{}`, because a field or another key writes each of its \
         attributes: remove `when`, or ",
        &[entity.name, key.key.pattern_name(), key.index],
    );
    own_attribute(message, key, if key.local { Role::Sort } else { Role::Partition })
}

//! Key attributes of an index that something else writes too: the primary key, or the key of another index.
//! An attribute is written once, so all must write the same to it.

use crate::message::{Message, same, starts_with};
use crate::proof::table::index::{find, is_base, is_stored_alike, written};
use crate::proof::table::is_bare;
use crate::schema::attribute::KeyAttribute;
use crate::schema::entity::EntityMeta;
use crate::schema::entity::{FieldMeta, IndexKeyMeta};
use crate::schema::shape::Shape;
use crate::schema::table::IndexMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::{Part, Role, Segment, Template};

/// What is to be said if the `at`-th index key of the entity shares an attribute and writes something else
/// to it, or cannot keep an item out of its index because it shares them all.
pub(crate) const fn fault(
    table: &TableMeta,
    entity: &EntityMeta,
    at: usize,
    index: &IndexMeta,
) -> Option<Message> {
    let key = &entity.indexes[at];
    let mut own = 0;
    let mut role = Role::Partition;
    loop {
        let attributes = match role {
            Role::Partition if key.local => &[],
            Role::Partition => index.pk,
            Role::Sort => index.sk,
        };
        let mut place = 0;
        while place < attributes.len() {
            let writer = Writer { key, role, place };
            match shared(table, entity, at, writer, &attributes[place]) {
                Shared::No if key.fields(role).is_empty() => own += 1,
                Shared::No | Shared::Same => {}
                Shared::Differs(other, by) => {
                    return Some(differs(entity, &attributes[place], writer, other, by));
                }
            }
            place += 1;
        }
        match role {
            Role::Partition => role = Role::Sort,
            Role::Sort => break,
        }
    }
    if key.conditional && own == 0 {
        return Some(always_there(entity, key));
    }
    None
}

/// What a key writes to the attribute at this place of its partition or sort key.
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

    /// The field, if it is one of a list.
    const fn field(self) -> Option<&'static str> {
        let fields = self.key.fields(self.role);
        if self.place < fields.len() { Some(fields[self.place].name) } else { None }
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
    /// What is written instead, and by which key of an index, if not by the primary key.
    Differs(&'static str, Option<Writer>),
}

const fn shared(
    table: &TableMeta,
    entity: &EntityMeta,
    at: usize,
    own: Writer,
    attribute: &KeyAttribute,
) -> Shared {
    if is_base(table, attribute.name) {
        let base =
            if same(table.pk.name, attribute.name) { &entity.primary().pk } else { entity.primary().sort() };
        return if is_alike(own, base, attribute) { Shared::Same } else { Shared::Differs(base.text, None) };
    }
    let mut found = Shared::No;
    let mut other = 0;
    while other < entity.indexes.len() {
        if other != at
            && let Some(writer) = writer_of(table, entity, other, attribute.name)
        {
            // Two shapes of one index are never there together.
            let shapes = same(writer.key.index, own.key.index);
            if !shapes && !are_alike(own, writer, attribute) {
                return Shared::Differs(writer.text(), Some(writer));
            }
            if !shapes {
                found = Shared::Same;
            }
        }
        other += 1;
    }
    found
}

/// What the `at`-th index key writes to this attribute.
const fn writer_of(table: &TableMeta, entity: &EntityMeta, at: usize, name: &str) -> Option<Writer> {
    let key = &entity.indexes[at];
    let Some(index) = find(table, key.index) else { return None };
    let mut role = Role::Partition;
    loop {
        if written(key, index, role, name).is_some() {
            let attributes = match role {
                Role::Partition => index.pk,
                Role::Sort => index.sk,
            };
            return match crate::proof::table::index::position(attributes, name) {
                Some(place) => Some(Writer { key, role, place }),
                None => None,
            };
        }
        match role {
            Role::Partition => role = Role::Sort,
            Role::Sort => return None,
        }
    }
}

const fn are_alike(own: Writer, other: Writer, attribute: &KeyAttribute) -> bool {
    match (own.field(), other.field()) {
        // An attribute has one field.
        (Some(_), Some(_)) => true,
        (None, Some(name)) => is_field(own.template(), name, attribute),
        (_, None) => is_alike(own, other.template(), attribute),
    }
}

/// Whether what is written is what this template writes.
const fn is_alike(own: Writer, template: &'static Template, attribute: &KeyAttribute) -> bool {
    match own.field() {
        Some(name) => is_field(template, name, attribute),
        None => same(own.template().text, template.text) && same_forms(own.template(), template),
    }
}

/// Whether the template writes the field as its serializer does.
const fn is_field(template: &Template, name: &'static str, attribute: &KeyAttribute) -> bool {
    let field = FieldMeta { name, attribute: "", aliases: &[], in_key: false, ttl: false, managed: None };
    is_bare(template, &field) && is_stored_alike(template, attribute.kind)
}

/// Whether the segments of two templates with one text are written alike: a number without a width is plain
/// in a partition key and padded in a sort key.
const fn same_forms(a: &Template, b: &Template) -> bool {
    if a.parts.len() != b.parts.len() {
        return false;
    }
    let mut at = 0;
    while at < a.parts.len() {
        if let (Part::Segment(a), Part::Segment(b)) = (&a.parts[at], &b.parts[at])
            && !same_form(a, b)
        {
            return false;
        }
        at += 1;
    }
    true
}

const fn same_form(a: &Segment, b: &Segment) -> bool {
    match (a.shards, b.shards) {
        (None, None) => {}
        (Some(a), Some(b)) if a == b => {}
        _ => return false,
    }
    match (&a.shape, &b.shape) {
        (Shape::Fixed(a), Shape::Fixed(b)) => a.len() == b.len(),
        (Shape::Fixed(_), _) | (_, Shape::Fixed(_)) => false,
        _ => true,
    }
}

const fn differs(
    entity: &EntityMeta,
    attribute: &KeyAttribute,
    own: Writer,
    other: &'static str,
    by: Option<Writer>,
) -> Message {
    let message = Message::new().code(entity.name).add(" would write two values to the attribute ");
    let message = message.code(attribute.name).add(": `\"").add(other).add("\"` for ");
    let message = match by {
        Some(writer) => message.add("the index ").code(writer.key.index),
        None => message.add("its primary key"),
    };
    let message = message.add(", and `\"");
    let message = message.add(own.text()).add("\"` for the index ").code(own.key.index);
    if same(own.text(), other) {
        return message.add(
            " (a number is plain in a partition key and padded in a sort key: say which in \
             both, with a width such as `020` or with `plain`)",
        );
    }
    // An attribute with the name of an index is that of this index.
    let other = match by {
        Some(other) if starts_with(attribute.name, own.key.index) => other,
        _ => own,
    };
    own_attribute(message.add(": "), other.key, other.role).add(", or write the same template in both")
}

/// `` give the index `gsi2` an attribute of its own, such as `pk = "gsi2pk"` ``
const fn own_attribute(message: Message, key: &IndexKeyMeta, role: Role) -> Message {
    let word = role.word();
    let message = message.add("give the index ").code(key.index).add(" an attribute of its own, such as `");
    message.add(word).add(" = \"").add(key.index).add(word).add("\"`")
}

/// `when` leaves attributes out, but those of fields and of other keys stay.
const fn always_there(entity: &EntityMeta, key: &IndexKeyMeta) -> Message {
    let message = Message::new().code(entity.name).add("'s key ").code(key.key.pattern_name());
    let message = message.add(" cannot leave an item out of the index ").code(key.index);
    let message =
        message.add(", because each of its attributes is written by something else too: remove `when`, or ");
    own_attribute(message, key, if key.local { Role::Sort } else { Role::Partition })
}

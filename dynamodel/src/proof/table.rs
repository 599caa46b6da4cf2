//! Rules of an entity in a table, apart from the overlap of keys.

mod alias;
pub(crate) mod forms;
mod index;
mod natural;
mod project;
pub(crate) mod reads;
mod ttl;
mod typed;

pub use index::index_kind;
pub(crate) use index::standing::may_hold_foreign_items;
pub(crate) use index::standing::mixed_indexes;
pub(crate) use natural::{is_natural, is_natural_in_index};

use crate::message::{Message, const_for, same};
use crate::proof::template;
use crate::schema::entity::{EntityMeta, FieldMeta, KeyMeta};
use crate::schema::table::TableMeta;
use crate::schema::template::{Part, Role, Template};
use typed::Writer;

/// The keys of an entity are the bits of a `u64`, one of which is left free.
const MAX_KEYS: usize = 63;

/// Returns the message for the `index`-th entity if it does not fit the table.
pub(crate) const fn fault(table: &TableMeta, index: usize) -> Option<Message> {
    let entity = table.entities[index];
    if entity.keys.len() > MAX_KEYS {
        return Some(Message::new("`{}` has more than 62 lookups: remove some", &[entity.name]));
    }
    let mut position = 0;
    while position < entity.stored() {
        let key = entity.stored_key(position);
        if let Some(message) = key_fault(table, entity, key, Writer::new(entity, position)) {
            return Some(message);
        }
        if table.type_attribute.is_some()
            && let Some(message) = type_value_fault(table, index, position)
        {
            return Some(message);
        }
        position += 1;
    }
    if let Some(message) = index::fault(table, index) {
        return Some(message);
    }
    fields_fault(table, entity)
}

const fn key_fault(
    table: &TableMeta,
    entity: &EntityMeta,
    key: &'static KeyMeta,
    writer: Writer,
) -> Option<Message> {
    if !entity.checked {
        if let Some(message) = template::fault(&key.pk) {
            return Some(message);
        }
        if let Some(message) = template::fault(key.sort()) {
            return Some(message);
        }
    }
    match (&table.sk, &key.sk) {
        (Some(attribute), None) => return Some(lacks_sort_key(entity, key, attribute.name)),
        (None, Some(sk)) => return Some(has_sort_key(entity, sk)),
        (Some(attribute), Some(sk)) => {
            if let Some(message) = typed::fault(sk, attribute, writer) {
                return Some(message);
            }
        }
        (None, None) => {}
    }
    typed::fault(&key.pk, &table.pk, writer)
}

const fn lacks_sort_key(entity: &EntityMeta, key: &KeyMeta, attribute: &str) -> Message {
    Message::new(
        "the table has the sort key attribute `{}`, but `{}` has `pk = \"{}\"` and no `sk`: add one, such as \
         `sk = \"_root\"`, or write `#[table(sk = none)]` for a table without a sort key",
        &[attribute, entity.name, key.pk.text],
    )
}

const fn has_sort_key(entity: &EntityMeta, sk: &Template) -> Message {
    Message::new(
        "the table has no sort key, but `{}` has `sk = \"{}\"`: remove it, or remove `sk = none` from the table",
        &[entity.name, sk.text],
    )
}

/// Returns the message if an earlier key of the table has the type value of this one.
const fn type_value_fault(table: &TableMeta, index: usize, key: usize) -> Option<Message> {
    let own = table.entities[index].stored_key(key).type_value;
    let mut earlier = 0;
    while earlier <= index {
        let other = table.entities[earlier];
        let end = if earlier == index { key } else { other.stored() };
        let mut position = 0;
        while position < end {
            if same(other.stored_key(position).type_value, own) {
                return Some(same_type_value(table, other, table.entities[index], own));
            }
            position += 1;
        }
        earlier += 1;
    }
    None
}

const fn same_type_value(table: &TableMeta, a: &EntityMeta, b: &EntityMeta, value: &str) -> Message {
    let attribute = match table.type_attribute {
        Some(name) => name,
        None => "",
    };
    let message = Message::new(
        "items of `{}` and of `{}` would both have `{} = \"{}\"`: write ",
        &[a.name, b.name, attribute, value],
    );
    let renamed = if same(b.name, value) { a } else { b };
    if same(renamed.name, value) {
        return message.add("`#[entity(type_name = \"...\")]` with another name on one of them", &[]);
    }
    message.add("`#[entity(type_name = \"{}\")]` on `{}`", &[renamed.name, renamed.name])
}

const fn fields_fault(table: &TableMeta, entity: &EntityMeta) -> Option<Message> {
    const_for!(for field in entity.fields {
        // A field that is stored in the key only is not an attribute.
        if !field.in_key
            && let Some(message) = field_fault(table, entity, field)
        {
            return Some(message);
        }
    });
    None
}

const fn field_fault(table: &TableMeta, entity: &EntityMeta, field: &FieldMeta) -> Option<Message> {
    if let Some(name) = table.type_attribute
        && same(field.attribute, name)
    {
        return Some(taken(entity, field, "holds the type of an item", "type_attribute"));
    }
    if let Some(message) = alias::fault(table, entity, field) {
        return Some(message);
    }
    if let Some(message) = ttl::field_fault(table, entity, field) {
        return Some(message);
    }
    if same(field.attribute, table.revision_attribute) {
        return Some(taken(entity, field, "counts the writes of an item", "revision_attribute"));
    }
    if same(field.attribute, table.owner_attribute) {
        return Some(taken(entity, field, "holds the owner of a marker", "owner_attribute"));
    }
    if let Some(message) = index::field_fault(table, entity, field) {
        return Some(message);
    }
    key_attribute_fault(table, entity, field)
}

/// Returns the message for a field that is stored as a key attribute but is not the key.
const fn key_attribute_fault(table: &TableMeta, entity: &EntityMeta, field: &FieldMeta) -> Option<Message> {
    let role = if matches!(&table.sk, Some(sk) if same(field.attribute, sk.name)) {
        Role::Sort
    } else if same(field.attribute, table.pk.name) {
        Role::Partition
    } else {
        return None;
    };
    const_for!(for (position, key) in entity.keys {
        if !is_bare(key.template(role), field) {
            return Some(key_taken(entity, field, key, position, role));
        }
    });
    None
}

/// Returns `true` if the field can be read from keys of this template.
const fn restores(template: &Template, field: &FieldMeta) -> bool {
    const_for!(for part in template.parts {
        if is_field(part, field) {
            return true;
        }
    });
    false
}

/// Returns `true` if the template is the field and nothing else.
const fn is_bare(template: &Template, field: &FieldMeta) -> bool {
    matches!(template.parts, [part] if is_field(part, field))
}

const fn is_field(part: &Part, field: &FieldMeta) -> bool {
    matches!(part, Part::Segment(segment) if segment.lossless && same(segment.field, field.name))
}

const fn field_is_stored(entity: &EntityMeta, field: &FieldMeta) -> Message {
    Message::new("`{}`'s field `{}` is stored as `{}`", &[entity.name, field.name, field.attribute])
}

/// `` rename it (`#[serde(rename = "revision_")]`) ``
#[expect(clippy::large_types_passed_by_value, reason = "messages are built while compiling")]
const fn renamed(message: Message, field: &FieldMeta) -> Message {
    message.add("rename it (`#[serde(rename = \"{}_\")]`)", &[field.name])
}

const fn taken(entity: &EntityMeta, field: &FieldMeta, purpose: &str, word: &str) -> Message {
    let message = field_is_stored(entity, field).add(", the attribute of the table that {}: ", &[purpose]);
    renamed(message, field).add(", or give the table another attribute (`#[table({} = \"...\")]`)", &[word])
}

const fn key_taken(
    entity: &EntityMeta,
    field: &FieldMeta,
    key: &'static KeyMeta,
    position: usize,
    role: Role,
) -> Message {
    let template = key.template(role);
    let message = field_is_stored(entity, field).add(", a key attribute of the table, to which ", &[]);
    let message = match (position, key.pattern) {
        (0, _) | (_, None) => message.add("its key", &[]),
        (_, Some(pattern)) => message.add("its lookup `{}`", &[pattern]),
    };
    let mut message = message.add(" writes `{} = \"{}\"`: ", &[role.word(), template.text]);
    if position == 0 && restores(template, field) {
        message = message.add("store it in the key only (`#[entity(in_key)]`), ", &[]);
    }
    renamed(message, field)
        .add(", or give the table another attribute (`#[table({} = \"...\")]`)", &[role.word()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::attribute::{KeyAttribute, KeyKind};
    use crate::schema::shape::Native;
    use crate::schema::shape::Shape;
    use crate::schema::template::Segment;

    fn template(role: Role, parts: &'static [Part]) -> Template {
        Template { entity: "Test", text: "text", role, delimiter: "#", parts, bounded: false }
    }

    fn message(keys: &[KeyMeta], fields: &'static [FieldMeta]) -> Option<String> {
        let keys = keys.to_vec().leak();
        let entity = EntityMeta {
            name: "Test",
            type_name: "Test",
            keys,
            markers: &[],
            indexes: &[],
            fields,
            unread: &[],
            flattens: false,
            model: None,
            checked: true,
        };
        let entity: &'static EntityMeta = Box::leak(Box::new(entity));
        let attribute = |name| KeyAttribute { name, kind: KeyKind::String };
        let table = TableMeta {
            ident: "Tests",
            name: "tests",
            pk: attribute("pk"),
            sk: Some(attribute("sk")),
            type_attribute: None,
            untyped_by_key: false,
            ttl_attribute: None,
            revision_attribute: "_revision",
            owner_attribute: "_owner",
            entities: vec![entity].leak(),
            shared: &[],
            indexes: &[],
        };
        fault(&table, 0).map(|message| message.as_str().to_owned())
    }

    const ID: Part = Part::Segment(Segment {
        field: "id",
        shape: Shape::Text,
        lossless: true,
        native: Native::None,
        descending: false,
        shards: None,
        only: &[],
    });

    fn key(pk: &'static [Part]) -> KeyMeta {
        let sk = Some(template(Role::Sort, &[Part::Literal("_root")]));
        let (pk, project) = (template(Role::Partition, pk), crate::schema::entity::Projected::All);
        KeyMeta { pattern: None, type_value: "Test", pk, sk, project, unique: false, when: &[] }
    }

    #[test]
    fn an_entity_has_as_many_keys_as_bits() {
        assert_eq!(message(&vec![key(&[ID]); 63], &[]), None);
        let many = message(&vec![key(&[ID]); 64], &[]);
        assert_eq!(many.as_deref(), Some("`Test` has more than 62 lookups: remove some"));
    }

    #[test]
    fn a_field_may_be_the_key_attribute_that_is_nothing_else() {
        const ID_FIELD: FieldMeta = FieldMeta { attribute: "pk", ..FieldMeta::plain("id") };
        const FIELD: &[FieldMeta] = &[ID_FIELD];
        const IN_KEY: &[FieldMeta] = &[FieldMeta { in_key: true, ..ID_FIELD }];
        const PREFIXED: &[Part] = &[Part::Literal("test-"), ID];
        assert_eq!(message(&[key(&[ID])], FIELD), None);
        assert_eq!(message(&[key(&[ID]), key(&[ID])], FIELD), None);
        assert_eq!(message(&[key(PREFIXED)], IN_KEY), None);
        assert!(message(&[key(PREFIXED)], FIELD).is_some_and(|message| message.contains("its key writes")));
        assert!(message(&[key(&[ID]), key(PREFIXED)], FIELD).is_some());
    }
}

//! What an entity must be to live in a table, besides having keys of its own.

mod alias;
mod index;
mod natural;
mod project;
mod ttl;
mod typed;

pub(crate) use index::kind;
pub(crate) use index::standing::{has_strangers, mixed as mixed_indexes};
pub(crate) use natural::{in_index as is_natural_in_index, in_table as is_natural};

use crate::message::{Message, same};
use crate::proof::template;
use crate::schema::attribute::KeyAttribute;
use crate::schema::entity::EntityMeta;
use crate::schema::entity::FieldMeta;
use crate::schema::entity::KeyMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::{Part, Role, Template};
use typed::Writer;

/// The keys of an entity are counted in the bits of a `u64`, one of which is left free.
const MAX_KEYS: usize = 63;

/// What is to be said if the `index`-th entity does not fit the table.
pub(crate) const fn fault(table: &TableMeta, index: usize) -> Option<Message> {
    let entity = table.entities[index];
    if entity.keys.len() > MAX_KEYS {
        let message = Message::new().code(entity.name);
        return Some(message.add(" has more than 62 lookups: remove some"));
    }
    let mut at = 0;
    while at < entity.stored() {
        let key = entity.stored_key(at);
        if let Some(message) = key_fault(table, entity, key, Writer::of(entity, at)) {
            return Some(message);
        }
        if table.type_attribute.is_some()
            && let Some(message) = type_value_fault(table, index, at)
        {
            return Some(message);
        }
        at += 1;
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
        (Some(attribute), None) => return Some(lacks_sort_key(entity, key, attribute)),
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

const fn lacks_sort_key(entity: &EntityMeta, key: &KeyMeta, attribute: &KeyAttribute) -> Message {
    let message = Message::new().add("the table has the sort key attribute ").code(attribute.name);
    let message = message.add(", but ").code(entity.name).add(" has ").pair("pk", key.pk.text);
    message.add(
        " and no `sk`: add one, such as `sk = \"_root\"`, or write `#[table(sk = none)]` for a table without",
    )
}

const fn has_sort_key(entity: &EntityMeta, sk: &Template) -> Message {
    let message = Message::new().add("the table has no sort key, but ").code(entity.name);
    message.add(" has ").pair("sk", sk.text).add(": remove it, or remove `sk = none` from the table")
}

/// Whether another key before the `key`-th of the `index`-th entity has its type value.
const fn type_value_fault(table: &TableMeta, index: usize, key: usize) -> Option<Message> {
    let own = table.entities[index].stored_key(key).type_value;
    let mut entity = 0;
    while entity <= index {
        let met = table.entities[entity];
        let end = if entity == index { key } else { met.stored() };
        let mut at = 0;
        while at < end {
            if same(met.stored_key(at).type_value, own) {
                return Some(same_type_value(table, met, table.entities[index], own));
            }
            at += 1;
        }
        entity += 1;
    }
    None
}

const fn same_type_value(table: &TableMeta, a: &EntityMeta, b: &EntityMeta, value: &str) -> Message {
    let message = Message::new().add("items of ").code(a.name).add(" and of ").code(b.name);
    let message = match table.type_attribute {
        Some(name) => message.add(" would both have ").pair(name, value),
        None => message.add(" would both have the type ").code(value),
    };
    let message = message.add(": write ");
    let other = if same(b.name, value) { a } else { b };
    if same(other.name, value) {
        return message.add("`#[entity(type_name = \"...\")]`, with a name of its own, on one of them");
    }
    message.add("`#[entity(type_name = \"").add(other.name).add("\")]` on ").code(other.name)
}

const fn fields_fault(table: &TableMeta, entity: &EntityMeta) -> Option<Message> {
    let mut at = 0;
    while at < entity.fields.len() {
        let field = &entity.fields[at];
        // A field that is stored in the key only is no attribute.
        if !field.in_key
            && let Some(message) = field_fault(table, entity, field)
        {
            return Some(message);
        }
        at += 1;
    }
    None
}

const fn field_fault(table: &TableMeta, entity: &EntityMeta, field: &FieldMeta) -> Option<Message> {
    if let Some(name) = table.type_attribute
        && same(field.attribute, name)
    {
        return Some(taken(entity, field, "says which entity an item is", "type_attribute"));
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
        return Some(taken(entity, field, "says whose a marker of a unique field is", "owner_attribute"));
    }
    if let Some(message) = index::field_fault(table, entity, field) {
        return Some(message);
    }
    let is_sort = matches!(&table.sk, Some(sk) if same(field.attribute, sk.name));
    if !is_sort && !same(field.attribute, table.pk.name) {
        return None;
    }
    let (word, role) = if is_sort { ("sk", Role::Sort) } else { ("pk", Role::Partition) };
    let mut at = 0;
    while at < entity.keys.len() {
        if !is_bare(entity.keys[at].template(role), field) {
            return Some(key_taken(entity, field, &entity.keys[at], at, word));
        }
        at += 1;
    }
    None
}

/// Whether the field can be read from keys of this template.
const fn gives_back(template: &Template, field: &FieldMeta) -> bool {
    let mut at = 0;
    while at < template.parts.len() {
        if let Part::Segment(segment) = &template.parts[at]
            && segment.lossless
            && same(segment.field, field.name)
        {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether the template is the field and nothing else.
const fn is_bare(template: &Template, field: &FieldMeta) -> bool {
    matches!(template.parts, [Part::Segment(segment)] if segment.lossless && same(segment.field, field.name))
}

const fn field_is_stored(entity: &EntityMeta, field: &FieldMeta) -> Message {
    let message = Message::new().code(entity.name).add("'s field ").code(field.name);
    message.add(" is stored as ").code(field.attribute)
}

/// `` rename it (`#[serde(rename = "revision_")]`) ``
#[expect(clippy::large_types_passed_by_value, reason = "messages are built while compiling")]
const fn renamed(message: Message, field: &FieldMeta) -> Message {
    message.add("rename it (`#[serde(rename = \"").add(field.name).add("_\")]`)")
}

const fn taken(entity: &EntityMeta, field: &FieldMeta, what: &str, word: &str) -> Message {
    let message = field_is_stored(entity, field).add(", the attribute of the table that ").add(what);
    let message = renamed(message.add(": "), field).add(", or give the table another (`#[table(");
    message.add(word).add(" = \"...\")]`)")
}

const fn key_taken(
    entity: &EntityMeta,
    field: &FieldMeta,
    key: &'static KeyMeta,
    at: usize,
    word: &str,
) -> Message {
    let template = key.template(if same(word, "sk") { Role::Sort } else { Role::Partition });
    let mut message = field_is_stored(entity, field).add(", a key attribute of the table, where ");
    message = match (at, key.pattern) {
        (0, _) | (_, None) => message.add("its key writes "),
        (_, Some(pattern)) => message.add("its lookup ").code(pattern).add(" writes "),
    };
    message = message.pair(word, template.text).add(": ");
    if at == 0 && gives_back(template, field) {
        message = message.add("store it in the key only (`#[entity(in_key)]`), ");
    }
    message = renamed(message, field).add(", or give the table another attribute (`#[table(");
    message.add(word).add(" = \"...\")]`)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::attribute::KeyKind;
    use crate::schema::shape::Native;
    use crate::schema::shape::Shape;
    use crate::schema::template::Segment;

    fn template(role: Role, parts: &'static [Part]) -> Template {
        Template { entity: "Test", text: "text", role, delimiter: "#", parts }
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
    });

    fn key(pk: &'static [Part]) -> KeyMeta {
        let sk = Some(template(Role::Sort, &[Part::Literal("_root")]));
        let (pk, project) = (template(Role::Partition, pk), crate::schema::entity::Projected::All);
        KeyMeta { pattern: None, type_value: "Test", pk, sk, project, unique: false }
    }

    #[test]
    fn an_entity_has_as_many_keys_as_bits() {
        assert_eq!(message(&vec![key(&[ID]); 63], &[]), None);
        let many = message(&vec![key(&[ID]); 64], &[]);
        assert_eq!(many.as_deref(), Some("`Test` has more than 62 lookups: remove some"));
    }

    #[test]
    fn a_field_may_be_the_key_attribute_that_is_nothing_else() {
        const FIELD: &[FieldMeta] = &[FieldMeta {
            name: "id",
            attribute: "pk",
            aliases: &[],
            in_key: false,
            ttl: false,
            managed: None,
        }];
        const IN_KEY: &[FieldMeta] = &[FieldMeta {
            name: "id",
            attribute: "pk",
            aliases: &[],
            in_key: true,
            ttl: false,
            managed: None,
        }];
        const PREFIXED: &[Part] = &[Part::Literal("test-"), ID];
        assert_eq!(message(&[key(&[ID])], FIELD), None);
        assert_eq!(message(&[key(&[ID]), key(&[ID])], FIELD), None);
        assert_eq!(message(&[key(PREFIXED)], IN_KEY), None);
        assert!(message(&[key(PREFIXED)], FIELD).is_some_and(|message| message.contains("its key writes")));
        assert!(message(&[key(&[ID]), key(PREFIXED)], FIELD).is_some());
    }
}

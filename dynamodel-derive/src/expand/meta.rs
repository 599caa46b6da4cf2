//! The constant that describes an entity.

use proc_macro2::TokenStream;
use quote::quote;

use super::{index, segment};
use crate::model::{Entity, Field, IndexKey, IndexPart, Key, Part, Role, Template, text_of};

/// ```text
/// &__p::EntityMeta {
///     name: "Video", type_name: "Video",
///     keys: &[__p::KeyMeta { .. }],
///     indexes: &[__p::IndexKeyMeta { .. }],
///     fields: &[__p::FieldMeta { .. }],
///     checked: true,
/// }
/// ```
pub(super) fn entity(entity: &Entity) -> TokenStream {
    let (name, type_name) = (text_of(&entity.ident), &entity.type_name);
    let keys = entity.keys().map(|key| key_meta(entity, key));
    let indexes = entity.indexes.iter().map(|index| index_meta(entity, index));
    let fields = entity.fields.iter().filter_map(|field| field_meta(field));
    let checked = entity.is_concrete();
    quote! {
        &__p::EntityMeta {
            name: #name,
            type_name: #type_name,
            keys: &[#(#keys),*],
            indexes: &[#(#indexes),*],
            fields: &[#(#fields),*],
            checked: #checked,
        }
    }
}

/// ```text
/// __p::KeyMeta {
///     pattern: Some("by_creator"), type_value: "Video.by_creator",
///     pk: __p::Template { .. }, sk: Some(__p::Template { .. }),
/// }
/// ```
fn key_meta(entity: &Entity, key: &Key) -> TokenStream {
    let name = key.name.as_ref().map(|name| text_of(&name.ident));
    let lookup = name.as_ref().filter(|_| key.is_lookup());
    let type_value = match lookup {
        Some(name) => format!("{}.{name}", entity.type_name),
        None => entity.type_name.clone(),
    };
    let pattern = option(name.map(|name| quote!(#name)));
    let pk = template(entity, &key.pk);
    let sk = option(key.sk.as_ref().map(|sk| template(entity, sk)));
    quote!(__p::KeyMeta { pattern: #pattern, type_value: #type_value, pk: #pk, sk: #sk })
}

/// The same for the key of an index.
fn index_meta(entity: &Entity, key: &IndexKey) -> TokenStream {
    let (name, type_value) = (text_of(&key.name.ident), &entity.type_name);
    let part = |part: &IndexPart, role| match part {
        IndexPart::Template(found) => template(entity, found),
        IndexPart::Fields(_) => index::listed_template(entity, part, role),
    };
    let pk = part(&key.pk, Role::Partition);
    let sk = option(key.sk.as_ref().map(|sk| part(sk, Role::Sort)));
    let pattern = quote!(::core::option::Option::Some(#name));
    let meta = quote!(__p::KeyMeta { pattern: #pattern, type_value: #type_value, pk: #pk, sk: #sk });
    index::meta(key, &meta)
}

/// ```text
/// __p::Template {
///     entity: "Video", text: "video-{video_id}", role: __p::Role::Partition, delimiter: "#",
///     parts: &[__p::literal("video-"), __p::segment::<u64, __p::spec::Partition>("video_id")],
/// }
/// ```
fn template(entity: &Entity, template: &Template) -> TokenStream {
    let (name, text, delimiter) = (text_of(&entity.ident), template.literal.value(), &entity.delimiter);
    let role = segment::role(template.role);
    let parts = template.parts.iter().map(|part| match part {
        Part::Literal(text) => quote!(__p::literal(#text)),
        Part::Segment(segment) => segment::place(segment),
    });
    quote! {
        __p::Template {
            entity: #name, text: #text, role: #role, delimiter: #delimiter, parts: &[#(#parts),*]
        }
    }
}

/// `__p::FieldMeta { name: "video_id", attribute: "videoId", in_key: false, ttl: false }`.
fn field_meta(field: &Field) -> Option<TokenStream> {
    let attribute = field.stored.attribute.as_ref()?;
    let (name, in_key, ttl) = (&field.name, field.in_key.is_some(), field.ttl.is_some());
    Some(quote!(__p::FieldMeta { name: #name, attribute: #attribute, in_key: #in_key, ttl: #ttl }))
}

/// `::core::option::Option::Some(value)`.
pub(crate) fn option(value: Option<TokenStream>) -> TokenStream {
    let none = || quote!(::core::option::Option::None);
    value.map_or_else(none, |value| quote!(::core::option::Option::Some(#value)))
}

//! The metadata of an entity.

use proc_macro2::TokenStream;
use quote::quote;

use std::rc::Rc;

use super::{index, managed, segment};
use crate::model::{Entity, Field, IndexKey, IndexPart, Key, Marker, Part, Role, Template, text_of};
use crate::project::Project;

/// ```text
/// &__p::EntityMeta {
///     name: "Video", type_name: "Video",
///     keys: &[__p::KeyMeta { .. }],
///     markers: &[__p::MarkerMeta { .. }],
///     indexes: &[__p::IndexKeyMeta { .. }],
///     fields: &[__p::FieldMeta { .. }],
///     flattens: false, checked: true,
/// }
/// ```
pub(super) fn entity(entity: &Entity) -> TokenStream {
    let (name, type_name) = (text_of(&entity.ident), &entity.type_name);
    let keys = entity.keys().map(|key| key_meta(entity, key));
    let markers = entity.markers.iter().map(|marker| marker_meta(entity, marker));
    let indexes = entity.indexes.iter().map(|index| index_meta(entity, index));
    let fields = entity.fields.iter().filter_map(|field| field_meta(field));
    let is_flattened = |word: &syn::Path| word.is_ident("flatten");
    let flattens = entity.fields.iter().any(|field| field.stored.kept_out.as_ref().is_some_and(is_flattened));
    let checked = entity.is_concrete();
    quote! {
        &__p::EntityMeta {
            name: #name,
            type_name: #type_name,
            keys: &[#(#keys),*],
            markers: &[#(#markers),*],
            indexes: &[#(#indexes),*],
            fields: &[#(#fields),*],
            flattens: #flattens,
            checked: #checked,
        }
    }
}

/// ```text
/// __p::KeyMeta {
///     pattern: Some("by_creator"), type_value: "Video.by_creator",
///     pk: __p::Template { .. }, sk: Some(__p::Template { .. }),
///     project: __p::Projected::All, unique: false, when: &["status"],
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
    under(entity, key, &pattern, &type_value)
}

fn under(entity: &Entity, key: &Key, pattern: &TokenStream, type_value: &str) -> TokenStream {
    let pk = template(entity, &key.pk);
    let sk = option(key.sk.as_ref().map(|sk| template(entity, sk)));
    let project = projected_fields(&key.project);
    let unique = key.unique.is_some();
    let when = key.when.iter().map(|when| &when.field.name);
    quote! {
        __p::KeyMeta {
            pattern: #pattern, type_value: #type_value, pk: #pk, sk: #sk, project: #project, unique: #unique,
            when: &[#(#when),*]
        }
    }
}

/// `__p::MarkerMeta { name: "email", key: __p::KeyMeta { type_value: "User.unique.email", .. } }`
fn marker_meta(entity: &Entity, marker: &Marker) -> TokenStream {
    let (name, type_value) = (&marker.name, format!("{}.unique.{}", entity.type_name, marker.stored));
    let key = under(entity, &marker.key, &option(None), &type_value);
    quote!(__p::MarkerMeta { name: #name, key: #key })
}

/// `__p::IndexKeyMeta { .. }`
fn index_meta(entity: &Entity, key: &IndexKey) -> TokenStream {
    let (name, type_value) = (text_of(&key.name.ident), &entity.type_name);
    let part = |part: &IndexPart, role| match part {
        IndexPart::Template(found) => template(entity, found),
        IndexPart::Fields(_) => index::listed_template(entity, part, role),
    };
    let pk = part(&key.pk, Role::Partition);
    let sk = option(key.sk.as_ref().map(|sk| part(sk, Role::Sort)));
    let pattern = quote!(::core::option::Option::Some(#name));
    let project = projected_fields(&key.project);
    let meta = quote! {
        __p::KeyMeta {
            pattern: #pattern, type_value: #type_value, pk: #pk, sk: #sk, project: #project, unique: false, when: &[]
        }
    };
    index::meta(key, &meta)
}

fn projected_fields(project: &Project<Rc<Field>>) -> TokenStream {
    projected(project, |field| field.stored.attribute.clone().filter(|_| field.in_key.is_none()))
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
        Part::Shard(count) => quote!(__p::shard::<#count>()),
    });
    quote! {
        __p::Template {
            entity: #name, text: #text, role: #role, delimiter: #delimiter, parts: &[#(#parts),*]
        }
    }
}

/// ```text
/// __p::FieldMeta {
///     name: "video_id", attribute: "videoId", aliases: &["id"], in_key: false, ttl: false, managed: None
/// }
/// ```
fn field_meta(field: &Field) -> Option<TokenStream> {
    let attribute = field.stored.attribute.as_ref()?;
    let (name, in_key, ttl) = (&field.name, field.in_key.is_some(), field.ttl.is_some());
    let aliases = field.stored.aliases.iter().map(|alias| &alias.name);
    let managed = option(field.managed.as_ref().map(|managed| {
        let kind = managed::kind(managed.kind);
        quote!(__p::ManagedField::#kind)
    }));
    Some(quote! {
        __p::FieldMeta {
            name: #name,
            attribute: #attribute,
            aliases: &[#(#aliases),*],
            in_key: #in_key,
            ttl: #ttl,
            managed: #managed,
        }
    })
}

/// `__p::Projected::Include(&["title", "views"])`.
pub(crate) fn projected<N>(project: &Project<N>, attribute: impl Fn(&N) -> Option<String>) -> TokenStream {
    match project {
        Project::All => quote!(__p::Projected::All),
        Project::KeysOnly => quote!(__p::Projected::KeysOnly),
        Project::Include(names) => {
            let attributes = names.iter().filter_map(attribute);
            quote!(__p::Projected::Include(&[#(#attributes),*]))
        }
    }
}

/// `::core::option::Option::Some(value)`.
pub(crate) fn option(value: Option<TokenStream>) -> TokenStream {
    let none = || quote!(::core::option::Option::None);
    value.map_or_else(none, |value| quote!(::core::option::Option::Some(#value)))
}

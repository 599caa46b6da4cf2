//! `write_keys` and `read_key`: conversions between a value and its keys.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::meta::option;
use super::slot::Slot;
use super::{compare, index, segment};
use crate::model::{Entity, IndexKey, IndexPart, Key, Part, Role, Segment, Template};

pub(super) fn functions(entity: &Entity) -> TokenStream {
    let functions = [
        write_keys(entity),
        read_key(entity),
        compare::check_key(entity),
        compare::check_attributes(entity),
        index::write_keys(entity),
        owner_key(entity),
        write_markers(entity),
    ];
    quote!(#(#functions)*)
}

/// ```text
/// fn write_keys(&self) -> Result<(__p::ItemKey, Vec<Option<__p::ItemKey>>), __p::KeyError> {
///     Ok((__p::ItemKey::new(pk, Some(sk))?, vec![Some(__p::ItemKey::new(pk, Some(sk))?)]))
/// }
/// ```
fn write_keys(entity: &Entity) -> TokenStream {
    let of = quote!(Self);
    let primary = item_key(&of, Slot::Primary, &entity.primary, segment::arg_of_self);
    let copies = entity.lookups.iter().enumerate().map(|(position, key)| {
        let written = item_key(&of, Slot::Lookup(position), key, segment::arg_of_self);
        segment::if_present(key.segments(), std::iter::empty(), &key.when, &quote!(#written?))
    });
    quote! {
        fn write_keys(
            &self,
        ) -> ::core::result::Result<
            (__p::ItemKey, ::std::vec::Vec<::core::option::Option<__p::ItemKey>>),
            __p::KeyError,
        > {
            ::core::result::Result::Ok((#primary?, ::std::vec![#(#copies),*]))
        }
    }
}

/// ```text
/// fn write_markers(&self) -> Vec<Option<Result<__p::ItemKey, __p::KeyError>>> {
///     vec![Some(__p::ItemKey::new(pk, Some(sk)))]
/// }
/// ```
fn write_markers(entity: &Entity) -> TokenStream {
    if entity.markers.is_empty() {
        return TokenStream::new();
    }
    let keys = entity.markers.iter().enumerate().map(|(slot, marker)| {
        let key = &marker.key;
        let written = item_key(&quote!(Self), Slot::Marker(slot), key, segment::arg_of_self);
        segment::if_present(key.segments(), std::iter::empty(), &key.when, &written)
    });
    quote! {
        fn write_markers(
            &self,
        ) -> ::std::vec::Vec<::core::option::Option<::core::result::Result<__p::ItemKey, __p::KeyError>>> {
            ::std::vec![#(#keys),*]
        }
    }
}

/// `__p::ItemKey::new(pk, Some(sk))`
pub(super) fn item_key(
    of: &TokenStream,
    slot: Slot,
    key: &Key,
    arg: impl Fn(&Segment) -> TokenStream,
) -> TokenStream {
    let pk = written(of, slot, &key.pk, &arg);
    let sk = option(key.sk.as_ref().map(|sk| written(of, slot, sk, &arg)));
    quote!(__p::ItemKey::new(#pk, #sk))
}

/// `__p::key_writer::<Self>(__p::KeySlot::Primary, __p::Role::Partition).segment::<u64, S>(arg)`.
pub(super) fn written(
    of: &TokenStream,
    slot: Slot,
    template: &Template,
    arg: impl Fn(&Segment) -> TokenStream,
) -> TokenStream {
    let writer = slot.writer(of, template.role);
    template.segments().fold(writer, |writer, segment| segment::write(&writer, segment, &arg(segment)))
}

/// ```text
/// fn read_key(slot: __p::KeySlot, key: &__p::StoredKey<'_>) -> Result<Vec<(&'static str, __p::AttributeValue)>, __p::Error> {
///     Ok(match slot {
///         __p::KeySlot::Primary => vec![("video_id", __p::segment_attribute::<Self, u64, S>(..)?)],
///         _ => vec![],
///     })
/// }
/// ```
/// The key of an index restores fields only if the entity reads partial items from the index.
fn read_key(entity: &Entity) -> TokenStream {
    let keys = entity.keys().enumerate().map(|(index, key)| {
        let slot = Slot::of_key(index);
        (slot, fields_of(slot, key.templates()))
    });
    let partial = entity.indexes.iter().enumerate().filter(|(_, index)| !index.project.is_all());
    let indexes = partial.map(|(position, index)| {
        let slot = Slot::Index(position);
        (slot, fields_of(slot, index_templates(index)))
    });
    let arms = keys.chain(indexes).map(|(slot, fields)| quote!(#slot => ::std::vec![#(#fields),*],));
    quote! {
        fn read_key(
            slot: __p::KeySlot,
            key: &__p::StoredKey<'_>,
        ) -> ::core::result::Result<
            ::std::vec::Vec<(&'static ::core::primitive::str, __p::AttributeValue)>,
            __p::Error,
        > {
            let _ = key;
            ::core::result::Result::Ok(match slot {
                #(#arms)*
                _ => ::std::vec![],
            })
        }
    }
}

/// ```text
/// fn owner_key(slot: __p::KeySlot, key: &__p::StoredKey<'_>) -> Result<Option<__p::ItemKey>, __p::Error> {
///     Ok(Some(match slot {
///         __p::KeySlot::Lookup(0) => __p::ItemKey::new(
///             __p::key_writer::<Self>(__p::KeySlot::Primary, __p::Role::Partition).segment::<u64, S>(held),
///             Some(__p::key_writer::<Self>(__p::KeySlot::Primary, __p::Role::Sort)),
///         )?,
///         _ => return Ok(None),
///     }))
/// }
/// ```
fn owner_key(entity: &Entity) -> TokenStream {
    let held = entity.keys().enumerate().filter(|(_, key)| key.unique.is_none());
    let arms = held.map(|(index, held)| {
        let slot = Slot::of_key(index);
        let arg = |needed: &Segment| owner_segment(slot, held, needed);
        let key = item_key(&quote!(Self), Slot::Primary, &entity.primary, arg);
        quote!(#slot => #key?,)
    });
    quote! {
        fn owner_key(
            slot: __p::KeySlot,
            key: &__p::StoredKey<'_>,
        ) -> ::core::result::Result<::core::option::Option<__p::ItemKey>, __p::Error> {
            let _ = key;
            ::core::result::Result::Ok(::core::option::Option::Some(match slot {
                #(#arms)*
                _ => return ::core::result::Result::Ok(::core::option::Option::None),
            }))
        }
    }
}

/// Emits a segment of the primary key from another key that holds it.
fn owner_segment(slot: Slot, held: &Key, needed: &Segment) -> TokenStream {
    let mut places = all_places(held.templates()).filter(|(_, _, segment)| segment.holds(needed));
    places
        .next()
        .map(|(role, part, found)| segment::held(&quote!(Self), slot, role, part, found, needed))
        .unwrap_or_default()
}

/// Returns the segments from which fields can be restored, each field once.
pub(super) fn given_back<'m>(
    templates: impl Iterator<Item = &'m Template>,
) -> impl Iterator<Item = (Role, usize, &'m Segment)> {
    let mut taken = HashSet::new();
    all_places(templates)
        .filter(move |(_, _, segment)| segment.restores_field() && taken.insert(&segment.field.name))
}

/// Returns the templates of an index key.
pub(super) fn index_templates(index: &IndexKey) -> impl Iterator<Item = &Template> {
    index.parts().filter_map(IndexPart::template)
}

/// Emits the fields that a key restores, with their attributes.
fn fields_of<'m>(slot: Slot, templates: impl Iterator<Item = &'m Template>) -> Vec<TokenStream> {
    given_back(templates)
        .filter_map(|(role, part, segment)| {
            let attribute = segment.field.stored.attribute.as_ref()?;
            let value = segment::read_attribute(slot, role, segment, part);
            Some(quote!((#attribute, #value?)))
        })
        .collect()
}

/// The segments of several templates, each with its role and its place among the parts.
fn all_places<'m>(
    templates: impl Iterator<Item = &'m Template>,
) -> impl Iterator<Item = (Role, usize, &'m Segment)> {
    templates.flat_map(|template| places(template).map(move |(part, segment)| (template.role, part, segment)))
}

/// Returns the segments, each with its position among the parts.
pub(super) fn places(template: &Template) -> impl Iterator<Item = (usize, &Segment)> {
    template.parts.iter().enumerate().filter_map(|(position, part)| match part {
        Part::Segment(segment) => Some((position, segment)),
        Part::Literal(_) | Part::Shard(_) => None,
    })
}

//! `write_keys` and `read_key`: between a value and the keys it is stored under.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::meta::option;
use super::{compare, index, segment};
use crate::model::{Entity, IndexKey, IndexPart, Key, Part, Role, Segment, Template};

pub(super) fn functions(entity: &Entity) -> TokenStream {
    let (write, read, index) = (write_keys(entity), read_key(entity), index::write_keys(entity));
    let (read_index, owner, markers) = (read_index_key(entity), owner_key(entity), write_markers(entity));
    let (check, check_attributes) = (compare::check_key(entity), compare::check_attributes(entity));
    quote!(#write #read #check #check_attributes #index #read_index #owner #markers)
}

/// ```text
/// fn write_keys(&self) -> Result<(__p::ItemKey, Vec<Option<__p::ItemKey>>), __p::KeyError> {
///     Ok((__p::ItemKey::new(pk, Some(sk))?, vec![Some(__p::ItemKey::new(pk, Some(sk))?)]))
/// }
/// ```
fn write_keys(entity: &Entity) -> TokenStream {
    let primary = write_key(0, &entity.primary);
    let copies = entity.lookups.iter().zip(1..).map(|(key, index)| {
        let written = write_key(index, key);
        segment::if_present(key.segments(), std::iter::empty(), &key.when, &written)
    });
    quote! {
        fn write_keys(
            &self,
        ) -> ::core::result::Result<
            (__p::ItemKey, ::std::vec::Vec<::core::option::Option<__p::ItemKey>>),
            __p::KeyError,
        > {
            ::core::result::Result::Ok((#primary, ::std::vec![#(#copies),*]))
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
    let keys = entity.markers.iter().enumerate().map(|(at, marker)| {
        let key = &marker.key;
        let pk = written_to(&quote!(__p::marker_pk::<Self>(#at)), &key.pk, segment::arg_of_self);
        let written =
            |template| written_to(&quote!(__p::marker_sk::<Self>(#at)), template, segment::arg_of_self);
        let sk = option(key.sk.as_ref().map(written));
        let written = quote!(__p::ItemKey::new(#pk, #sk));
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

/// `__p::ItemKey::new(pk, Some(sk))?`
fn write_key(index: usize, key: &Key) -> TokenStream {
    let pk = written(index, &key.pk, segment::arg_of_self);
    let sk = option(key.sk.as_ref().map(|sk| written(index, sk, segment::arg_of_self)));
    quote!(__p::ItemKey::new(#pk, #sk)?)
}

/// `__p::pk::<Self>(0).segment::<u64, S>(arg)`.
pub(super) fn written(
    index: usize,
    template: &Template,
    arg: impl Fn(&Segment) -> TokenStream,
) -> TokenStream {
    let start = segment::by_role(template.role, "pk", "sk");
    written_to(&quote!(__p::#start::<Self>(#index)), template, arg)
}

pub(super) fn written_to(
    start: &TokenStream,
    template: &Template,
    arg: impl Fn(&Segment) -> TokenStream,
) -> TokenStream {
    let segments = template.segments();
    segments.fold(start.clone(), |writer, segment| segment::write(&writer, segment, &arg(segment)))
}

/// ```text
/// fn read_key(index: usize, key: &__p::StoredKey<'_>) -> Result<Vec<(&'static str, __p::AttributeValue)>, __p::Error> {
///     Ok(match index {
///         0 => vec![("video_id", __p::pk_attribute::<Self, u64, S>(0, key, 1)?)],
///         _ => vec![],
///     })
/// }
/// ```
fn read_key(entity: &Entity) -> TokenStream {
    let arms = entity.keys().enumerate().map(|(index, key)| {
        let fields = fields_of(index, key);
        quote!(#index => ::std::vec![#(#fields),*],)
    });
    quote! {
        fn read_key(
            index: usize,
            key: &__p::StoredKey<'_>,
        ) -> ::core::result::Result<
            ::std::vec::Vec<(&'static ::core::primitive::str, __p::AttributeValue)>,
            __p::Error,
        > {
            let _ = key;
            ::core::result::Result::Ok(match index {
                #(#arms)*
                _ => ::std::vec![],
            })
        }
    }
}

/// ```text
/// fn read_index_key(at: usize, key: &__p::StoredKey<'_>) -> Result<Vec<(&'static str, __p::AttributeValue)>, __p::Error> {
///     Ok(match at {
///         0 => vec![("status", __p::index_pk_attribute::<Self, String, S>(0, key, 1)?)],
///         _ => vec![],
///     })
/// }
/// ```
/// Only what is read of a part of an item has to come from the key of an index.
fn read_index_key(entity: &Entity) -> TokenStream {
    let partial = entity.indexes.iter().enumerate().filter(|(_, index)| !index.project.is_all());
    let arms: Vec<_> = partial
        .map(|(at, index)| {
            let fields = given_back(index_templates(index)).filter_map(|(role, part, segment)| {
                let attribute = segment.field.stored.attribute.as_ref()?;
                let value = segment::read_index_attribute(role, at, segment, part);
                Some(quote!((#attribute, #value?)))
            });
            quote!(#at => ::std::vec![#(#fields),*],)
        })
        .collect();
    if arms.is_empty() {
        return TokenStream::new();
    }
    quote! {
        fn read_index_key(
            at: usize,
            key: &__p::StoredKey<'_>,
        ) -> ::core::result::Result<
            ::std::vec::Vec<(&'static ::core::primitive::str, __p::AttributeValue)>,
            __p::Error,
        > {
            let _ = key;
            ::core::result::Result::Ok(match at {
                #(#arms)*
                _ => ::std::vec![],
            })
        }
    }
}

/// ```text
/// fn owner_key(index: usize, key: &__p::StoredKey<'_>) -> Result<Option<__p::ItemKey>, __p::Error> {
///     Ok(Some(match index {
///         1 => __p::ItemKey::new(
///             __p::pk::<Self>(0).segment::<u64, S>(__p::arg::<u64, S>(&__p::sk_held::<Self, u64, R>(1, key, 3)?)),
///             Some(__p::sk::<Self>(0)),
///         )?,
///         _ => return Ok(None),
///     }))
/// }
/// ```
fn owner_key(entity: &Entity) -> TokenStream {
    let held = entity.keys().enumerate().filter(|(_, key)| key.unique.is_none());
    let arms = held.map(|(index, held)| {
        let key = &entity.primary;
        let arg = |needed: &Segment| owner_segment(index, held, needed);
        let pk = written(0, &key.pk, arg);
        let sk = option(key.sk.as_ref().map(|sk| written(0, sk, arg)));
        quote!(#index => __p::ItemKey::new(#pk, #sk)?,)
    });
    quote! {
        fn owner_key(
            index: usize,
            key: &__p::StoredKey<'_>,
        ) -> ::core::result::Result<::core::option::Option<__p::ItemKey>, __p::Error> {
            let _ = key;
            ::core::result::Result::Ok(::core::option::Option::Some(match index {
                #(#arms)*
                _ => return ::core::result::Result::Ok(::core::option::Option::None),
            }))
        }
    }
}

/// A segment of the primary key, from where another key holds it.
fn owner_segment(index: usize, held: &Key, needed: &Segment) -> TokenStream {
    let places = held
        .templates()
        .flat_map(|template| places(template).map(move |(part, segment)| (template.role, part, segment)));
    let mut places = places.filter(|(_, _, segment)| segment.holds(needed));
    places
        .next()
        .map(|(role, part, found)| segment::held(&quote!(Self), role, index, part, found, needed))
        .unwrap_or_default()
}

/// The segments of a key that give their fields back, each field from the first place where it stands whole.
pub(super) fn given_back<'m>(
    templates: impl Iterator<Item = &'m Template>,
) -> impl Iterator<Item = (Role, usize, &'m Segment)> {
    let mut taken = HashSet::new();
    let places = templates
        .flat_map(|template| places(template).map(move |(part, segment)| (template.role, part, segment)));
    places.filter(move |(_, _, segment)| segment.gives_back_field() && taken.insert(&segment.field.name))
}

/// The templates of the key of an index.
pub(super) fn index_templates(index: &IndexKey) -> impl Iterator<Item = &Template> {
    index.parts().filter_map(IndexPart::template)
}

/// The fields that a key gives back.
fn fields_of(index: usize, key: &Key) -> Vec<TokenStream> {
    given_back(key.templates())
        .filter_map(|(role, part, segment)| {
            let attribute = segment.field.stored.attribute.as_ref()?;
            let value = segment::read_attribute(role, index, segment, part);
            Some(quote!((#attribute, #value?)))
        })
        .collect()
}

/// The segments, each with its place among the parts.
pub(super) fn places(template: &Template) -> impl Iterator<Item = (usize, &Segment)> {
    template.parts.iter().enumerate().filter_map(|(at, part)| match part {
        Part::Segment(segment) => Some((at, segment)),
        Part::Literal(_) | Part::Shard(_) => None,
    })
}

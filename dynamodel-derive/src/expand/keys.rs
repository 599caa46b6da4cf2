//! `write_keys` and `read_key`: between a value and the keys it is stored under.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::meta::option;
use super::{index, segment};
use crate::model::{Entity, Key, Part, Segment, Template};

pub(super) fn functions(entity: &Entity) -> TokenStream {
    let (write, read, index) = (write_keys(entity), read_key(entity), index::write_keys(entity));
    quote!(#write #read #index)
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

/// The fields that a key gives back, each from the first place where it stands whole.
fn fields_of(index: usize, key: &Key) -> Vec<TokenStream> {
    let mut taken = HashSet::new();
    let places = key.templates().flat_map(|template| places(template).map(move |place| (template, place)));
    let whole =
        places.filter(|(_, (_, segment))| segment.gives_back_field() && taken.insert(&segment.field.name));
    whole
        .filter_map(|(template, (part, segment))| {
            let attribute = segment.field.stored.attribute.as_ref()?;
            let value = segment::read_attribute(template.role, index, segment, part);
            Some(quote!((#attribute, #value?)))
        })
        .collect()
}

/// The segments, each with its place among the parts.
pub(super) fn places(template: &Template) -> impl Iterator<Item = (usize, &Segment)> {
    template.parts.iter().enumerate().filter_map(|(at, part)| match part {
        Part::Segment(segment) => Some((at, segment)),
        Part::Literal(_) => None,
    })
}

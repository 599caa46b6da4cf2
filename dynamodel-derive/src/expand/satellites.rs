//! `satellite_key_of`: the key of each copy and marker, from the attributes that it is made of.
//!
//! It works for items that cannot be decoded as a whole.

use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use super::keys::item_key;
use super::segment;
use super::slot::Slot;
use crate::model::{Entity, Field, Key, distinct};

/// The key of a copy or marker.
struct Satellite<'e> {
    /// Its position among the keys of the entity, followed by the markers.
    place: usize,
    fields: Vec<&'e Rc<Field>>,
    key: TokenStream,
}

/// ```text
/// fn satellite_key_of(place: usize, attributes: &__p::Item) -> Option<Option<__p::ItemKey>> {
///     match place {
///         1 => {
///             struct __Part { creator_id: u64, video_id: u64 }
///             impl __Part {
///                 fn key(&self) -> Result<Option<__p::ItemKey>, __p::KeyError> { Ok(Some(..)) }
///             }
///             __Part { creator_id: __p::part(attributes, "creator_id").ok()?, .. }.key().ok()
///         }
///         _ => None,
///     }
/// }
/// ```
pub(super) fn function(entity: &Entity) -> TokenStream {
    let arms: Vec<TokenStream> = satellites(entity).map(arm).collect();
    if arms.is_empty() {
        return TokenStream::new();
    }
    quote! {
        fn satellite_key_of(
            place: usize,
            attributes: &__p::Item,
        ) -> ::core::option::Option<::core::option::Option<__p::ItemKey>> {
            match place {
                #(#arms)*
                _ => ::core::option::Option::None,
            }
        }
    }
}

fn arm(Satellite { place, fields, key }: Satellite<'_>) -> TokenStream {
    let part = part(
        &fields,
        &quote! {
            fn key(&self) -> ::core::result::Result<::core::option::Option<__p::ItemKey>, __p::KeyError> {
                ::core::result::Result::Ok(#key)
            }
        },
        &quote!(.ok()?),
    );
    quote!(#place => { #part.key().ok() })
}

/// `struct __Part { .. } impl __Part { #function } __Part { status: __p::part(attributes, "status") #or, .. }`
pub(super) fn part(fields: &[&Rc<Field>], function: &TokenStream, or: &TokenStream) -> TokenStream {
    let declared = fields.iter().map(|field| {
        let (ident, ty) = (&field.ident, &field.ty);
        quote!(#ident: #ty)
    });
    let read = fields.iter().filter_map(|field| {
        let (ident, attribute) = (&field.ident, field.stored.attribute.as_ref()?);
        Some(quote!(#ident: __p::part(attributes, #attribute) #or))
    });
    quote! {
        struct __Part { #(#declared),* }

        impl __Part { #function }

        __Part { #(#read),* }
    }
}

/// Returns the copies and markers whose keys follow from single attributes.
fn satellites(entity: &Entity) -> impl Iterator<Item = Satellite<'_>> {
    let copies = entity.lookups.iter().enumerate();
    let copies = copies.map(|(position, key)| satellite(entity, 1 + position, Slot::Lookup(position), key));
    let markers = entity.markers.iter().enumerate().map(|(position, marker)| {
        satellite(entity, 1 + entity.lookups.len() + position, Slot::Marker(position), &marker.key)
    });
    let is_plain = |field: &Rc<Field>| {
        field.stored.attribute.is_some() && field.stored.custom.is_none() && field.ttl.is_none()
    };
    let satellites = copies.chain(markers).filter(|_| entity.is_concrete());
    satellites.filter(move |satellite| satellite.fields.iter().all(|field| is_plain(field)))
}

fn satellite<'e>(entity: &Entity, place: usize, slot: Slot, key: &'e Key) -> Satellite<'e> {
    let written = item_key(&entity.ident.to_token_stream(), slot, key, segment::arg_of_self);
    let tested = key.when.iter().map(|when| &when.field);
    let fields = distinct(key.segments().map(|segment| &segment.field).chain(tested));
    let key = segment::if_present(key.segments(), std::iter::empty(), &key.when, &quote!(#written?));
    Satellite { place, fields, key }
}

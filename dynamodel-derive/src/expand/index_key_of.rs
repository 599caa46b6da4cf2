//! `index_key_of`: the keys of indexes, from the primary key and the attributes that an update by key sets.

use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::slot::Slot;
use super::{index, segment};
use crate::model::{Entity, Field, IndexKey, Segment, in_primary, is_written_by_key, vanishes_without};

/// Emits the types that hold the fields of one index key which are not in the primary key, or which a condition tests.
///
/// ```text
/// struct __Key0 { status: String, due: u32 }
/// impl __Key0 {
///     fn key(&self, key: &__p::StoredKey<'_>) -> Result<Option<__p::IndexEntry>, __p::Error> {
///         Ok(Some(__p::IndexEntry::new(Some(pk), Some(sk))?))
///     }
/// }
/// ```
pub(super) fn parts(entity: &Entity) -> TokenStream {
    let ident = &entity.ident;
    let of = quote!(#ident);
    let parts = written(entity).map(|(slot, key)| {
        let (name, fields) = (parts_name(slot), fields_of(entity, key));
        let key = index::key(&of, slot, key, |segment| match in_primary(entity, segment) {
            Some((role, part, found)) => segment::held(&of, Slot::Primary, role, part, found, segment),
            None => segment::arg_of_self(segment),
        });
        let (names, types): (Vec<_>, Vec<_>) = fields.iter().map(|field| (&field.ident, &field.ty)).unzip();
        quote! {
            struct #name { #(#names: #types),* }

            impl #name {
                fn key(
                    &self,
                    key: &__p::StoredKey<'_>,
                ) -> ::core::result::Result<::core::option::Option<__p::IndexEntry>, __p::Error> {
                    let _ = key;
                    ::core::result::Result::Ok(#key)
                }
            }
        }
    });
    quote!(#(#parts)*)
}

/// ```text
/// fn index_key_of(
///     at: usize, attributes: &__p::Item, key: &__p::StoredKey<'_>,
/// ) -> Result<Option<__p::IndexEntry>, __p::Error> {
///     Ok(match at {
///         0 if __p::is_none(attributes, "assignee") => None,
///         0 => __Key0 { status: __p::part(attributes, "status")?, .. }.key(key)?,
///         _ => None,
///     })
/// }
/// ```
pub(super) fn function(entity: &Entity) -> TokenStream {
    let arms: Vec<TokenStream> = written(entity)
        .map(|(slot, index)| {
            let (name, fields) = (parts_name(slot), fields_of(entity, index));
            let attributes = |fields: &[&Rc<Field>]| -> Vec<String> {
                fields.iter().filter_map(|field| field.stored.attribute.clone()).collect()
            };
            let needed: Vec<_> =
                fields.iter().copied().filter(|field| vanishes_without(index, field)).collect();
            let needed = attributes(&needed);
            let vanished = (!needed.is_empty()).then(
                || quote!(#slot if #(__p::is_none(attributes, #needed))||* => ::core::option::Option::None,),
            );
            let read = fields.iter().filter_map(|field| {
                let (ident, attribute) = (&field.ident, field.stored.attribute.as_ref()?);
                Some(quote!(#ident: __p::part(attributes, #attribute)?))
            });
            quote!(#vanished #slot => #name { #(#read),* }.key(key)?,)
        })
        .collect();
    if arms.is_empty() {
        return TokenStream::new();
    }
    quote! {
        fn index_key_of(
            slot: usize,
            attributes: &__p::Item,
            key: &__p::StoredKey<'_>,
        ) -> ::core::result::Result<::core::option::Option<__p::IndexEntry>, __p::Error> {
            ::core::result::Result::Ok(match slot {
                #(#arms)*
                _ => ::core::option::Option::None,
            })
        }
    }
}

/// Returns the fields that are read from attributes.
fn fields_of<'e>(entity: &Entity, index: &'e IndexKey) -> Vec<&'e Rc<Field>> {
    let is_read = |field: &&Rc<Field>| {
        let mut segments = index.segments().filter(|segment| segment.field.name == field.name);
        let is_tested = index.when.iter().any(|when| when.field.name == field.name);
        let is_held = |segment: &Segment| in_primary(entity, segment).is_some();
        is_tested || !segments.all(is_held)
    };
    index.depends_on().into_iter().filter(is_read).collect()
}

fn written(entity: &Entity) -> impl Iterator<Item = (usize, &IndexKey)> {
    entity.indexes.iter().enumerate().filter(|(_, index)| is_written_by_key(entity, index))
}

fn parts_name(slot: usize) -> Ident {
    format_ident!("__Key{slot}")
}

//! `index_key_of`: the keys of indexes, from the primary key and the attributes that an update by key sets.

use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use super::satellites::part;
use super::slot::Slot;
use super::{index, segment};
use crate::model::{Entity, Field, IndexKey, Segment, in_primary, is_written_by_key, vanishes_without};

/// ```text
/// fn index_key_of(
///     slot: usize, attributes: &__p::Item, key: &__p::StoredKey<'_>,
/// ) -> Result<Option<__p::IndexEntry>, __p::Error> {
///     Ok(match slot {
///         0 if __p::is_none(attributes, "assignee") => None,
///         0 => {
///             struct __Part { status: String, due: u32 }
///             impl __Part {
///                 fn key(&self, key: &__p::StoredKey<'_>) -> Result<Option<__p::IndexEntry>, __p::Error> { .. }
///             }
///             __Part { status: __p::part(attributes, "status")?, .. }.key(key)?
///         }
///         _ => None,
///     })
/// }
/// ```
pub(super) fn function(entity: &Entity) -> TokenStream {
    let arms: Vec<TokenStream> = written(entity).map(|(slot, index)| arm(entity, slot, index)).collect();
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

fn arm(entity: &Entity, slot: usize, index: &IndexKey) -> TokenStream {
    let fields = fields_of(entity, index);
    let needed = fields.iter().filter(|field| vanishes_without(index, field));
    let needed: Vec<&String> = needed.filter_map(|field| field.stored.attribute.as_ref()).collect();
    let vanished = (!needed.is_empty())
        .then(|| quote!(#slot if #(__p::is_none(attributes, #needed))||* => ::core::option::Option::None,));
    let of = entity.ident.to_token_stream();
    let key = index::key(&of, slot, index, |segment| match in_primary(entity, segment) {
        Some((role, part, found)) => segment::held(&of, Slot::Primary, role, part, found, segment),
        None => segment::arg_of_self(segment),
    });
    let function = quote! {
        fn key(
            &self,
            key: &__p::StoredKey<'_>,
        ) -> ::core::result::Result<::core::option::Option<__p::IndexEntry>, __p::Error> {
            let _ = key;
            ::core::result::Result::Ok(#key)
        }
    };
    let part = part(&fields, &function, &quote!(?));
    quote!(#vanished #slot => { #part.key(key)? })
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

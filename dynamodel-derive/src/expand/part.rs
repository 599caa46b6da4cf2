//! The fields of an entity as projections find them.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::fields::{Paths, marker};
use super::types::field_hash;
use crate::model::{Entity, named, text_of};

/// ```text
/// impl __p::EntityField<0xcbf2..> for Video {
///     type Type = u64;
///     type Marker = field_video_id;
///     const CUSTOM: bool = false;
/// }
/// ```
/// A field that the key alone holds has no path, but a marker nonetheless.
pub(super) fn fields(entity: &Entity, paths: &Paths<'_>) -> TokenStream {
    let generics = super::bounded(entity);
    let (impl_generics, own, where_clause) = generics.split_for_impl();
    let stored = entity.fields.iter().filter(|field| field.stored.attribute.is_some());
    let impls = stored.map(|field| {
        let (hash, ident, ty, marker) =
            (field_hash(&field.name), &entity.ident, &field.ty, marker(&field.ident));
        let custom = field.stored.custom.is_some();
        let marker_type = field.in_key.as_ref().map(|_| paths.marker_type(&field.ident));
        quote! {
            #marker_type

            #[automatically_derived]
            impl #impl_generics __p::EntityField<#hash> for #ident #own #where_clause {
                type Type = #ty;
                type Marker = #marker #own;
                const CUSTOM: bool = #custom;
            }
        }
    });
    impls.collect()
}

/// The same beside errors, for projections of the entity.
pub(super) fn inert(input: &DeriveInput) -> TokenStream {
    let (impl_generics, own, where_clause) = input.generics.split_for_impl();
    let fields = named(&input.data).into_iter().flat_map(|fields| &fields.named);
    let impls = fields.filter_map(|field| {
        let (hash, ident, ty) = (field_hash(&text_of(field.ident.as_ref()?)), &input.ident, &field.ty);
        Some(quote! {
            #[automatically_derived]
            impl #impl_generics __p::EntityField<#hash> for #ident #own #where_clause {
                type Type = #ty;
                type Marker = ();
                const CUSTOM: bool = false;
            }
        })
    });
    impls.collect()
}

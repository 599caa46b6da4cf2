//! The fields of an entity, as projections refer to them: by position.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::fields::{PathField, Paths, marker};
use crate::model::{Entity, named};

/// ```text
/// impl __p::EntityField<0, u64> for Video { type Marker = field_video_id; }
/// ```
/// A field that is stored in the key only has no path, but it has a marker.
pub(super) fn fields(entity: &Entity, paths: &Paths<'_>) -> TokenStream {
    let generics = super::bounded(entity);
    let (impl_generics, own, where_clause) = generics.split_for_impl();
    let stored = entity.fields.iter().filter(|field| field.stored.attribute.is_some());
    let impls = stored.enumerate().map(|(index, field)| {
        let (ident, ty, marker) = (&entity.ident, &field.ty, marker(&field.ident));
        let has_no_path = entity.is_in_primary_only(field);
        let marker_type = has_no_path.then(|| paths.marker(&PathField { field, key: None, in_index: false }));
        quote! {
            #marker_type

            impl #impl_generics __p::EntityField<#index, #ty> for #ident #own #where_clause {
                type Marker = #marker #own;
            }
        }
    });
    impls.collect()
}

/// Emits the fields of an entity that has errors.
pub(super) fn inert(input: &DeriveInput) -> TokenStream {
    let (impl_generics, own, where_clause) = input.generics.split_for_impl();
    let fields = named(&input.data).into_iter().flat_map(|fields| &fields.named);
    let impls = fields.enumerate().map(|(index, field)| {
        let (ident, ty) = (&input.ident, &field.ty);
        quote! {
            impl #impl_generics __p::EntityField<#index, #ty> for #ident #own #where_clause {
                type Marker = ();
            }
        }
    });
    impls.collect()
}

//! The fields that can filter a query: those that are not key attributes of the table or index.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::fields::{bounded, marker};
use crate::document::type_of_name;
use crate::model::{Entity, Field, IndexKey, Standing};

/// ```text
/// impl __p::KeyedAt<__o::Base> for field_region { type Standing = __p::Beside; }
/// ```
pub(super) fn rules(entity: &Entity) -> TokenStream {
    at(entity, &quote!(__o::Base), |field| entity.standing_in_table(field))
}

/// `__p::InIndex<N>`
pub(super) fn in_index(key: &IndexKey) -> TokenStream {
    let name = type_of_name(&key.index.value());
    quote!(__p::InIndex<#name>)
}

/// `__p::InTable<Video>`
pub(super) fn in_table(entity: &Entity) -> TokenStream {
    let (ident, (_, own, _)) = (&entity.ident, entity.generics.split_for_impl());
    quote!(__p::InTable<#ident #own>)
}

/// Emits the rules for one place.
pub(super) fn at(entity: &Entity, place: &TokenStream, standing: impl Fn(&Field) -> Standing) -> TokenStream {
    let generics = bounded(&entity.generics);
    let (impl_generics, own, where_clause) = generics.split_for_impl();
    let impls = entity.keyed().into_iter().map(|field| {
        let standing = match standing(field) {
            Standing::Key => quote!(__p::IsKey),
            Standing::Perhaps => quote!(__p::Perhaps),
            Standing::Beside => quote!(__p::Beside),
        };
        let marker = marker(&field.ident);
        quote! {
            impl #impl_generics __p::KeyedAt<#place> for #marker #own #where_clause {
                type Standing = #standing;
            }
        }
    });
    impls.collect()
}

/// `(__p::Nothing, (__p::Is<Self>, ()))` for the second of the fields that can be keys; `None` for others.
pub(super) fn list(entity: &Entity, field: &Ident) -> Option<TokenStream> {
    let place = entity.keyed().iter().position(|keyed| keyed.ident == *field)?;
    Some((0..place).fold(quote!((__p::Is<Self>, ())), |rest, _| quote!((__p::Nothing, #rest))))
}

//! Managed fields.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::fields::marker;
use super::types::located;
use crate::attr::Stamp;
use crate::model::Entity;

/// `UpdatedAt`
pub(super) fn kind(stamp: Stamp) -> Ident {
    let name = match stamp {
        Stamp::Version => "Version",
        Stamp::CreatedAt => "CreatedAt",
        Stamp::UpdatedAt => "UpdatedAt",
    };
    Ident::new(name, Span::call_site())
}

/// ```text
/// fn fill_managed_fields(&mut self, write: &__p::PendingWrite) {
///     write.version(&mut self.version);
///     write.updated_at(&mut self.changed);
/// }
/// fn updated_at(now: SystemTime) -> Result<Option<__p::AttributeValue>, __p::Error> {
///     __p::time_of::<field_changed>(now)
/// }
/// ```
pub(super) fn functions(entity: &Entity) -> TokenStream {
    let stamped = entity.fields.iter().filter_map(|field| Some((field, field.stamped.as_ref()?.kind)));
    let fills: Vec<TokenStream> = stamped
        .clone()
        .map(|(field, stamp)| {
            let (name, span) = (&field.ident, located(field.ty.span()));
            let function = match stamp {
                Stamp::Version => "version",
                Stamp::CreatedAt => "created_at",
                Stamp::UpdatedAt => "updated_at",
            };
            let function = Ident::new(function, span);
            let value = quote_spanned!(span=> &mut self.#name);
            quote_spanned!(span=> __p::PendingWrite::#function(write, #value);)
        })
        .collect();
    if fills.is_empty() {
        return TokenStream::new();
    }
    let updated_at = stamped.filter(|(_, stamp)| *stamp == Stamp::UpdatedAt).map(|(field, _)| {
        let marker = marker(&field.ident);
        let (_, own, _) = entity.generics.split_for_impl();
        let own = own.as_turbofish();
        quote! {
            fn updated_at(
                now: ::std::time::SystemTime,
            ) -> ::core::result::Result<::core::option::Option<__p::AttributeValue>, __p::Error> {
                __p::time_of::<#marker #own>(now)
            }
        }
    });
    quote! {
        fn fill_managed_fields(&mut self, write: &__p::PendingWrite) {
            #(#fills)*
        }

        #(#updated_at)*
    }
}

//! `write_ttl` and `read_ttl`: conversions between the TTL field and the TTL attribute.

use proc_macro2::TokenStream;
use quote::quote;

use super::fields::{encoded, marker};
use crate::model::Entity;

/// ```text
/// fn write_ttl(&self) -> __p::AttributeValue {
///     <field_expires_at as __p::FieldDef>::write_ttl(&self.expires_at)
/// }
/// fn read_ttl(seconds: i128) -> Result<Option<__p::AttributeValue>, __Error> {
///     <field_expires_at as __p::FieldDef>::read_ttl(seconds, |value| __p::attribute(value))
/// }
/// ```
pub(super) fn functions(entity: &Entity) -> TokenStream {
    let Some(field) = entity.ttl() else { return TokenStream::new() };
    let (ident, marker) = (&field.ident, marker(&field.ident));
    let (_, own, _) = entity.generics.split_for_impl();
    let marker = quote!(#marker #own);
    let serialized = encoded(field);
    quote! {
        fn write_ttl(&self) -> __p::AttributeValue {
            <#marker as __p::FieldDef>::write_ttl(&self.#ident)
        }

        fn read_ttl(
            seconds: ::core::primitive::i128,
        ) -> ::core::result::Result<::core::option::Option<__p::AttributeValue>, __Error> {
            <#marker as __p::FieldDef>::read_ttl(seconds, |value| #serialized)
        }
    }
}

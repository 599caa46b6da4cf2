//! Managed fields.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use super::bounded;
use super::fields::marker;
use super::types::located;
use crate::attr::Managed;
use crate::model::{Entity, Field};

/// `UpdatedAt`
pub(super) fn kind(kind: Managed) -> Ident {
    let name = match kind {
        Managed::Version => "Version",
        Managed::CreatedAt => "CreatedAt",
        Managed::UpdatedAt => "UpdatedAt",
    };
    Ident::new(name, Span::call_site())
}

/// ```text
/// fn fill_managed_fields(&mut self, write: &__p::PendingWrite) {
///     write.version(&mut self.version);
///     write.updated_at(&mut self.changed);
/// }
/// fn write_managed_fields(&self, item: &mut ::std::collections::HashMap<::std::string::String, __p::AttributeValue>) -> Result<bool, __Error> {
///     <field_version as __p::FieldDef>::write_into(&self.version, item)?;
///     <field_changed as __p::FieldDef>::write_into(&self.changed, item)?;
///     Ok(true)
/// }
/// fn updated_at(now: SystemTime) -> Result<Option<__p::AttributeValue>, __Error> {
///     __p::time_of::<field_changed>(now)
/// }
/// ```
pub(super) fn functions(entity: &Entity) -> TokenStream {
    let managed = entity.fields.iter().filter_map(|field| Some((field, field.managed.as_ref()?.kind)));
    let fills: Vec<TokenStream> = managed
        .clone()
        .map(|(field, kind)| {
            let (name, span) = (&field.ident, located(field.ty.span()));
            let function = match kind {
                Managed::Version => "version",
                Managed::CreatedAt => "created_at",
                Managed::UpdatedAt => "updated_at",
            };
            let function = Ident::new(function, span);
            let value = quote_spanned!(span=> &mut self.#name);
            quote_spanned!(span=> __p::PendingWrite::#function(write, #value);)
        })
        .collect();
    if fills.is_empty() {
        return TokenStream::new();
    }
    // A field that is no attribute of its own is written with the whole item.
    let has_attribute = |field: &Field| entity.has_path(field);
    let writes = managed.clone().all(|(field, _)| has_attribute(field)).then(|| {
        let fields = managed.clone().map(|(field, _)| {
            let (name, marker) = (&field.ident, marker(&field.ident));
            let (_, own, _) = entity.generics.split_for_impl();
            quote!(<#marker #own as __p::FieldDef>::write_into(&self.#name, item)?;)
        });
        quote! {
            fn write_managed_fields(
                &self,
                item: &mut ::std::collections::HashMap<::std::string::String, __p::AttributeValue>,
            ) -> ::core::result::Result<::core::primitive::bool, __Error> {
                #(#fields)*
                ::core::result::Result::Ok(true)
            }
        }
    });
    let updated_at = managed.filter(|(_, kind)| *kind == Managed::UpdatedAt).map(|(field, _)| {
        let marker = marker(&field.ident);
        let (_, own, _) = entity.generics.split_for_impl();
        let own = own.as_turbofish();
        quote! {
            fn updated_at(
                now: ::std::time::SystemTime,
            ) -> ::core::result::Result<::core::option::Option<__p::AttributeValue>, __Error> {
                __p::time_of::<#marker #own>(now)
            }
        }
    });
    quote! {
        fn fill_managed_fields(&mut self, write: &__p::PendingWrite) {
            #(#fills)*
        }

        #writes

        #(#updated_at)*
    }
}

/// ```text
/// impl __p::Versioned for Task {
///     type Version = u64;
/// }
/// ```
///
/// A type that is certainly no version is reported for the field alone.
pub(super) fn versioned(entity: &Entity) -> TokenStream {
    let Some(ty) = version(entity) else { return TokenStream::new() };
    let (ident, generics) = (&entity.ident, bounded(entity));
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::Versioned for #ident #type_generics #where_clause {
            type Version = #ty;
        }
    }
}

/// Returns the type of the version, unless its name is that of another type.
pub(crate) fn version(entity: &Entity) -> Option<&Type> {
    let is_version = |ty: &Type| matches!(ty.to_token_stream().to_string().as_str(), "u32" | "u64");
    let field = entity.fields.iter().find(|field| {
        let kind = field.managed.as_ref().map(|managed| managed.kind);
        kind == Some(Managed::Version) && (field.plain().is_none() || is_version(&field.ty))
    });
    field.map(|field| &field.ty)
}

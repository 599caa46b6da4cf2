//! The draft of an entity.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::attr::Managed;
use crate::model::{Entity, Field};

/// ```text
/// /// An [`Issue`] to be created, without its managed fields.
/// #[derive(Clone, Debug, Deserialize)]
/// pub struct NewIssue { pub title: String }
/// ```
pub(crate) fn declaration(entity: &Entity) -> TokenStream {
    let Some(draft) = &entity.draft else { return TokenStream::new() };
    let (vis, name, attributes, fields) = (&entity.vis, &draft.name, &draft.attributes, &draft.fields);
    let (generics, bounds) = (&entity.generics, &entity.generics.where_clause);
    let doc = format!("An [`{}`] to be created, without its managed fields.", entity.ident);
    let derives = Some(&draft.derives).filter(|derives| !derives.is_empty());
    let derives = derives.map(|derives| quote!(#[derive(#(#derives),*)]));
    quote! {
        #[doc = #doc]
        #derives
        #(#attributes)*
        #vis struct #name #generics #bounds {
            #(#fields,)*
        }
    }
}

/// ```text
/// impl ::core::convert::From<NewIssue> for Issue {
///     fn from(draft: NewIssue) -> Self {
///         Self { title: draft.title, version: 0, created_at: ::dynamodel::WriteTime::unset() }
///     }
/// }
/// ```
pub(crate) fn conversion(entity: &Entity) -> TokenStream {
    let Some(draft) = &entity.draft else { return TokenStream::new() };
    let (name, ident) = (&draft.name, &entity.ident);
    let (impl_generics, own, bounds) = entity.generics.split_for_impl();
    let krate = entity.krate.to_token_stream();
    let fields = entity.fields.iter().map(|field| value(field, &krate));
    quote! {
        #[automatically_derived]
        impl #impl_generics ::core::convert::From<#name #own> for #ident #own #bounds {
            fn from(draft: #name #own) -> Self {
                Self { #(#fields,)* }
            }
        }
    }
}

fn value(field: &Field, krate: &TokenStream) -> TokenStream {
    let name = &field.ident;
    match field.managed.as_ref().map(|managed| managed.kind) {
        None => quote!(#name: draft.#name),
        Some(Managed::Version) => quote!(#name: 0),
        Some(Managed::CreatedAt | Managed::UpdatedAt) => quote!(#name: #krate::WriteTime::unset()),
    }
}

//! `#[derive(Document)]`: a nested struct whose fields a template can name.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::ctxt::Ctxt;
use crate::expand::field_hash;
use crate::{attr, model};

/// ```text
/// const _: () = {
///     use ::dynamodel::__private as __p;
///     impl __p::Field<0xcbf2..> for Address {
///         type Type = String;
///         fn field(&self) -> &String { &self.city }
///     }
/// };
/// ```
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::new();
    let krate = model::krate(attr::krate(&ctxt, &input.attrs, "document").as_ref());
    let fields = model::named(&input.data);
    if fields.is_none() {
        ctxt.error(
            &input.ident,
            "a document is a struct with named fields, so that a template can name them",
        );
    }
    let fields = fields.into_iter().flat_map(|fields| &fields.named);
    let impls: TokenStream = fields.filter_map(|field| implementation(input, field)).collect();
    let errors = ctxt.check().err().map(syn::Error::into_compile_error);
    quote! {
        #errors
        const _: () = {
            use #krate::__private as __p;
            #impls
        };
    }
}

fn implementation(input: &DeriveInput, field: &syn::Field) -> Option<TokenStream> {
    let name = field.ident.as_ref()?;
    let hash = field_hash(&model::text_of(name));
    let (ident, ty) = (&input.ident, &field.ty);
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    Some(quote! {
        #[automatically_derived]
        impl #impl_generics __p::Field<#hash> for #ident #type_generics #where_clause {
            type Type = #ty;

            fn field(&self) -> &#ty {
                &self.#name
            }
        }
    })
}

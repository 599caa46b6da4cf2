//! `#[derive(Document)]`: a nested struct whose fields a template can name.

use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::DeriveInput;

use crate::ctxt::Ctxt;
use crate::expand::{PathField, Paths};
use crate::model::Field;
use crate::{attr, check, model};

/// ```text
/// const _: () = {
///     use ::dynamodel::__private as __p;
///     impl __p::Nested for Address {
///         const NAME: &'static str = "Address";
///         const FIELDS: &'static [&'static str] = &["city"];
///     }
///     impl __p::NestedField<(__p::Char<'c'>, ..)> for Address {
///         type Type = String;
///         fn field(&self) -> &String { &self.city }
///     }
///     pub struct AddressFields<E, P> { .. }
///     impl ::dynamodel::Document for Address { .. }
/// };
/// ```
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::new();
    let krate = model::krate(attr::krate(&ctxt, &input.attrs, "document").as_ref());
    let fields =
        model::fields(&ctxt, input, "a document must be a struct with named fields, which have paths");
    let fields = fields.unwrap_or_default();
    check::aliases(&ctxt, &fields);
    let nested = nested(input, &fields);
    let impls = fields.iter().map(|field| nested_field(input, field));
    let paths = paths(input, &krate, &fields);
    let (types, document) = (paths.types(), paths.document());
    let errors = ctxt.check().err().map(syn::Error::into_compile_error);
    let imports = crate::model::imports(&krate);
    quote! {
        #errors
        #[allow(dead_code, missing_docs, non_camel_case_types)]
        const _: () = {
            #imports
            #nested
            #(#impls)*
            #types
            #document
        };
    }
}

fn paths<'a>(input: &'a DeriveInput, krate: &'a syn::Path, fields: &'a [Rc<Field>]) -> Paths<'a> {
    let fields = fields.iter().filter(|field| field.stored.attribute.is_some());
    let fields = fields.map(|field| PathField { field, key: None, in_index: false });
    Paths {
        ident: &input.ident,
        vis: input.vis.to_token_stream(),
        generics: &input.generics,
        krate,
        fields: fields.collect(),
        omits_none: false,
    }
}

fn nested(input: &DeriveInput, fields: &[Rc<Field>]) -> TokenStream {
    let (ident, name) = (&input.ident, model::text_of(&input.ident));
    let names = fields.iter().map(|field| &field.name);
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::Nested for #ident #type_generics #where_clause {
            const NAME: &'static ::core::primitive::str = #name;
            const FIELDS: &'static [&'static ::core::primitive::str] = &[#(#names),*];
        }
    }
}

/// `(__p::Char<'c'>, __p::Char<'i'>, __p::Char<'t'>, __p::Char<'y'>,)`: a field name as a type.
pub(crate) fn type_of_name(name: &str) -> TokenStream {
    let chars = name.chars();
    quote!((#(__p::Char<#chars>,)*))
}

fn nested_field(input: &DeriveInput, field: &Field) -> TokenStream {
    let type_of_name = type_of_name(&field.name);
    let (ident, name, ty) = (&input.ident, &field.ident, &field.ty);
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::NestedField<#type_of_name> for #ident #type_generics #where_clause {
            type Type = #ty;

            fn field(&self) -> &#ty {
                &self.#name
            }
        }
    }
}

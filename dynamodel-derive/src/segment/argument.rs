//! The type as an argument of queries: a value for the next segment, an edge of a range over it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, WherePredicate};

/// For a reference and for a value. `segment` are the bounds under which the type is a segment,
/// `ordered` those under which it has ranges.
pub(super) fn both(
    input: &DeriveInput,
    segment: &[WherePredicate],
    ordered: &[WherePredicate],
) -> TokenStream {
    let ident = &input.ident;
    let (_, type_generics, _) = input.generics.split_for_impl();
    let ty = quote!(#ident #type_generics);
    let reference = one(input, &quote!('__a,), &quote!(&'__a #ty), &quote!(self), segment, ordered);
    let value = one(input, &quote!(), &ty, &quote!(&self), segment, ordered);
    let listed = listed(input);
    quote!(#reference #value #listed)
}

/// A value of the type for a field in a list; references have it from the runtime.
///
/// ```text
/// impl<__F: __p::FieldDef, __R> __p::KeyPrefix<(__p::Attr<__F>, __R)> for UserId
/// where for<'__a> &'__a UserId: __p::Operand<__F::Value> { .. }
/// impl<__F: __p::FieldDef, __R> __p::KeyEdge<(__p::Attr<__F>, __R)> for UserId where .., __F::Value: __p::OrderedListed {}
/// ```
fn listed(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (_, type_generics, _) = input.generics.split_for_impl();
    let ty = quote!(#ident #type_generics);
    let value = quote!(<__F as __p::FieldDef>::Value);
    let mut bounds: Vec<WherePredicate> = vec![
        syn::parse_quote!(__F: __p::FieldDef),
        syn::parse_quote!(for<'__a> &'__a #ty: __p::Operand<#value>),
    ];
    let prefix = super::generics(input, &quote!(__F, __R), bounds.clone());
    let (impl_generics, _, where_clause) = prefix.split_for_impl();
    bounds.push(syn::parse_quote!(#value: __p::OrderedListed));
    let edge = super::generics(input, &quote!(__F, __R), bounds);
    let (edge_generics, _, edge_clause) = edge.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::KeyPrefix<(__p::Attr<__F>, __R)> for #ty #where_clause {
            type Rest = __R;

            fn write(&self, writer: &mut __p::KeyWriter) {
                writer.write_attribute::<__F>(&__p::Operand::into_value(self));
            }
        }

        #[automatically_derived]
        impl #edge_generics __p::KeyEdge<(__p::Attr<__F>, __R)> for #ty #edge_clause {}
    }
}

/// ```text
/// impl<'__a, __S, __R> __p::KeyPrefix<(__p::Seg<UserId, __S>, __R)> for &'__a UserId where u64: __p::KeySegment<__S> {
///     type Rest = __R;
///     fn write(&self, writer: &mut __p::KeyWriter) { writer.write_value::<UserId, __S>(self); }
/// }
/// impl<'__a, __S, __R> __p::KeyEdge<(__p::Seg<UserId, __S>, __R)> for &'__a UserId where u64: __p::OrderedSegment<__S> {}
/// ```
fn one(
    input: &DeriveInput,
    lifetime: &TokenStream,
    argument: &TokenStream,
    value: &TokenStream,
    segment: &[WherePredicate],
    ordered: &[WherePredicate],
) -> TokenStream {
    let ident = &input.ident;
    let (_, type_generics, _) = input.generics.split_for_impl();
    let ty = quote!(#ident #type_generics);
    let generics =
        |bounds: &[WherePredicate]| super::generics(input, &quote!(#lifetime __S, __R), bounds.to_vec());
    let prefix = generics(segment);
    let (impl_generics, _, where_clause) = prefix.split_for_impl();
    let edge = generics(ordered);
    let (edge_generics, _, edge_clause) = edge.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::KeyPrefix<(__p::Seg<#ty, __S>, __R)> for #argument #where_clause {
            type Rest = __R;

            fn write(&self, writer: &mut __p::KeyWriter) {
                writer.write_value::<#ty, __S>(#value);
            }
        }

        impl #edge_generics __p::KeyEdge<(__p::Seg<#ty, __S>, __R)> for #argument #edge_clause {}
    }
}

//! A newtype: everything is delegated to what is inside.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, WherePredicate, parse_quote};

use super::{Newtype, argument, generics};

/// ```text
/// impl<__S> __p::KeySegment<__S> for UserId where u64: __p::KeySegment<__S> { .. }
/// impl<__S> __p::OrderedSegment<__S> for UserId where u64: __p::OrderedSegment<__S> {}
/// impl<__S> __p::Truncate<__S> for UserId where u64: __p::Truncate<__S> { .. }
/// ```
pub(super) fn expand(input: &DeriveInput, newtype: &Newtype<'_>) -> TokenStream {
    let inner = newtype.inner;
    let segment: WherePredicate = parse_quote!(#inner: __p::KeySegment<__S>);
    let ordered: WherePredicate = parse_quote!(#inner: __p::OrderedSegment<__S>);
    let (segment, ordered) = ([segment], [ordered]);
    let own = key_segment(input, newtype, &segment);
    let marker = marker(input, &ordered);
    let truncate = truncate(input, newtype);
    let arguments = argument::both(input, &segment, &ordered);
    quote!(#own #marker #truncate #arguments)
}

fn key_segment(input: &DeriveInput, newtype: &Newtype<'_>, bounds: &[WherePredicate]) -> TokenStream {
    let (ident, member, inner) = (&input.ident, &newtype.member, newtype.inner);
    let generics = generics(input, &quote!(__S), bounds.to_vec());
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, type_generics, _) = input.generics.split_for_impl();
    let segment = quote!(<#inner as __p::KeySegment<__S>>);
    let made = made(newtype);
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::KeySegment<__S> for #ident #type_generics #where_clause {
            type Arg<'__a> = &'__a Self;
            const SHAPE: __p::Shape = #segment::SHAPE;
            const LOSSLESS: ::core::primitive::bool = #segment::LOSSLESS;
            const NATIVE: __p::Native = #segment::NATIVE;
            const FORM: __p::StoredForm = #segment::FORM;

            fn as_arg(&self) -> &Self {
                self
            }

            fn encode(
                arg: &&Self,
                out: &mut ::std::string::String,
            ) -> ::core::result::Result<(), __p::SegmentError> {
                #segment::encode(&#segment::as_arg(&arg.#member), out)
            }

            fn decode(text: &::core::primitive::str) -> ::core::result::Result<Self, __p::SegmentError> {
                #segment::decode(text) #made
            }

            fn native(arg: &&Self) -> ::core::option::Option<__p::AttributeValue> {
                #segment::native(&#segment::as_arg(&arg.#member))
            }

            fn tick(arg: &&Self) -> ::core::option::Option<__p::Tick> {
                #segment::tick(&#segment::as_arg(&arg.#member))
            }

            fn from_native(value: &__p::AttributeValue) -> ::core::result::Result<Self, __p::SegmentError> {
                #segment::from_native(value) #made
            }
        }
    }
}

/// `.map(|value| Self { 0: value })`, or the conversion that serde uses.
fn made(newtype: &Newtype<'_>) -> TokenStream {
    let (member, inner) = (&newtype.member, newtype.inner);
    if newtype.converted {
        let span = Span::call_site().located_at(inner.span());
        quote_spanned!(span=> .and_then(__p::converted::<#inner, Self>))
    } else {
        quote!(.map(|value| Self { #member: value }))
    }
}

fn marker(input: &DeriveInput, bounds: &[WherePredicate]) -> TokenStream {
    let ident = &input.ident;
    let generics = generics(input, &quote!(__S), bounds.to_vec());
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, type_generics, _) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::OrderedSegment<__S> for #ident #type_generics #where_clause {}
    }
}

fn truncate(input: &DeriveInput, newtype: &Newtype<'_>) -> TokenStream {
    let (ident, member, inner) = (&input.ident, &newtype.member, newtype.inner);
    let generics = generics(input, &quote!(__S), vec![parse_quote!(#inner: __p::Truncate<__S>)]);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, type_generics, _) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::Truncate<__S> for #ident #type_generics #where_clause {
            type Output = <#inner as __p::Truncate<__S>>::Output;

            fn truncate(&self) -> Self::Output {
                __p::Truncate::<__S>::truncate(&self.#member)
            }
        }
    }
}

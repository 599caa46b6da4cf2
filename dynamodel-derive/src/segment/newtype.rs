//! A newtype, which delegates to its inner type.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, WherePredicate, parse_quote};

use super::{Newtype, argument, implementation, ordered_segment, own_type};

/// ```text
/// impl<__S> __k::KeySegment<__S> for UserId where u64: __k::KeySegment<__S> { .. }
/// impl<__S> __k::OrderedSegment<__S> for UserId where u64: __k::OrderedSegment<__S> {}
/// impl<__S> __k::Truncate<__S> for UserId where u64: __k::Truncate<__S> { .. }
/// ```
pub(super) fn expand(input: &DeriveInput, newtype: &Newtype<'_>) -> TokenStream {
    let inner = newtype.inner;
    let segment: [WherePredicate; 1] = [parse_quote!(#inner: __k::KeySegment<__S>)];
    let ordered: [WherePredicate; 1] = [parse_quote!(#inner: __k::OrderedSegment<__S>)];
    let implementations = [
        super::key_segment(input, &segment, &key_segment(newtype)),
        ordered_segment(input, &ordered),
        truncate(input, newtype),
        argument::both(input, &segment),
    ];
    quote!(#(#implementations)*)
}

fn key_segment(newtype: &Newtype<'_>) -> TokenStream {
    let (member, inner) = (&newtype.member, newtype.inner);
    let segment = quote!(<#inner as __k::KeySegment<__S>>);
    let made = made(newtype);
    quote! {
        const SHAPE: __k::Shape = #segment::SHAPE;
        const LOSSLESS: ::core::primitive::bool = #segment::LOSSLESS;
        const NATIVE: __k::Native = #segment::NATIVE;
        const FORM: __k::StoredForm = #segment::FORM;

        fn encode(
            arg: &&Self,
            out: &mut ::std::string::String,
        ) -> ::core::result::Result<(), __k::SegmentError> {
            #segment::encode(&#segment::as_arg(&arg.#member), out)
        }

        fn is_written_as(arg: &&Self, text: &::core::primitive::str) -> ::core::primitive::bool {
            #segment::is_written_as(&#segment::as_arg(&arg.#member), text)
        }

        fn decode(text: &::core::primitive::str) -> ::core::result::Result<Self, __k::SegmentError> {
            #segment::decode(text) #made
        }

        fn native(arg: &&Self) -> ::core::option::Option<__p::AttributeValue> {
            #segment::native(&#segment::as_arg(&arg.#member))
        }

        fn tick(arg: &&Self) -> ::core::option::Option<__k::Tick> {
            #segment::tick(&#segment::as_arg(&arg.#member))
        }

        fn from_native(value: &__p::AttributeValue) -> ::core::result::Result<Self, __k::SegmentError> {
            #segment::from_native(value) #made
        }
    }
}

/// `.map(|value| Self { 0: value })`, or the conversion that serde uses
fn made(newtype: &Newtype<'_>) -> TokenStream {
    let (member, inner) = (&newtype.member, newtype.inner);
    if newtype.converted {
        let span = Span::call_site().located_at(inner.span());
        quote_spanned!(span=> .and_then(__p::converted::<#inner, Self>))
    } else {
        quote!(.map(|value| Self { #member: value }))
    }
}

fn truncate(input: &DeriveInput, newtype: &Newtype<'_>) -> TokenStream {
    let (member, inner) = (&newtype.member, newtype.inner);
    let path = quote!(__k::Truncate<__S>);
    let bounds = [parse_quote!(#inner: #path)];
    let body = quote! {
        type Output = <#inner as #path>::Output;

        fn truncate(&self) -> Self::Output {
            __k::Truncate::<__S>::truncate(&self.#member)
        }
    };
    implementation(input, &quote!(__S), &bounds, (&path, &own_type(input)), &body)
}

//! One segment of a key. Every token that depends on the field's type stands where that type was
//! written, so that a type which cannot be a segment is underlined itself, and only once.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{WherePredicate, parse_quote};

use super::types::{self, located, spec, value_type};
use crate::model::{Key, Plain, Role, Segment};

fn span(segment: &Segment) -> Span {
    located(segment.field.ty.span())
}

/// One of two functions of the runtime.
pub(super) fn by_role(role: Role, pk: &str, sk: &str) -> Ident {
    let name = match role {
        Role::Partition => pk,
        Role::Sort => sk,
    };
    Ident::new(name, Span::call_site())
}

/// `__p::segment::<u64, S>("video_id")`.
pub(super) fn place(segment: &Segment) -> TokenStream {
    let (ty, spec, path) = (value_type(segment), spec(segment), segment.path());
    quote_spanned!(span(segment)=> __p::segment::<#ty, #spec>(#path))
}

/// `writer.segment::<u64, S>(arg)`.
pub(super) fn write(writer: &TokenStream, segment: &Segment, arg: &TokenStream) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    quote_spanned!(span(segment)=> #writer.segment::<#ty, #spec>(#arg))
}

/// `__p::arg::<u64, S>(&self.video_id)`.
pub(super) fn arg_of_self(segment: &Segment) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    let value = types::value(segment);
    let value = if segment.is_date() {
        let date = types::date(segment);
        quote_spanned!(span(segment)=> &__p::Truncate::<#date>::truncate(#value))
    } else {
        value
    };
    quote_spanned!(span(segment)=> __p::arg::<#ty, #spec>(#value))
}

/// `__p::arg::<u64, S>(&value)`.
pub(super) fn arg_of(segment: &Segment, value: &TokenStream) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    quote_spanned!(span(segment)=> __p::arg::<#ty, #spec>(#value))
}

/// ```text
/// match (&self.assignee,) { (Some(assignee),) => Some(key), _ => None }
/// ```
/// An optional field of an index key is bound to its name where it has a value.
pub(super) fn if_present(key: &Key, written: &TokenStream) -> TokenStream {
    let mut fields: Vec<&Ident> = Vec::new();
    for segment in key.segments().filter(|segment| segment.sparse().is_some()) {
        if !fields.contains(&&segment.field.ident) {
            fields.push(&segment.field.ident);
        }
    }
    if fields.is_empty() {
        return quote!(::core::option::Option::Some(#written));
    }
    quote! {
        match (#(&self.#fields,)*) {
            (#(::core::option::Option::Some(#fields),)*) => ::core::option::Option::Some(#written),
            _ => ::core::option::Option::None,
        }
    }
}

/// The type by which functions take the segment: `u64`, `&str`,
/// `<UserId as __p::KeySegment<S>>::Arg<'_>`.
pub(super) fn arg_type(segment: &Segment) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    match segment.plain() {
        Some(Plain::Integer | Plain::Copied | Plain::Float) => ty,
        Some(Plain::String) => quote!(&str),
        // Reported as such; here it only has to be some type.
        None if segment.is_misplaced_option() => segment.field.ty.to_token_stream(),
        None => quote_spanned!(span(segment)=> <#ty as __p::KeySegment<#spec>>::Arg<'_>),
    }
}

/// `reader.value::<u64, S>(1)`.
pub(super) fn read(reader: &Ident, segment: &Segment, part: usize) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    quote_spanned!(span(segment)=> #reader.value::<#ty, #spec>(#part))
}

/// `__p::pk_attribute::<Self, u64, S>(0, key, 1)`.
pub(super) fn read_attribute(role: Role, index: usize, segment: &Segment, part: usize) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    let read = by_role(role, "pk_attribute", "sk_attribute");
    let key = Ident::new("key", Span::call_site());
    quote_spanned!(span(segment)=> __p::#read::<Self, #ty, #spec>(#index, #key, #part))
}

/// `__p::index_pk_attribute::<Self, u64, S>(0, key, 1)`.
pub(super) fn read_index_attribute(role: Role, at: usize, segment: &Segment, part: usize) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    let read = by_role(role, "index_pk_attribute", "index_sk_attribute");
    let key = Ident::new("key", Span::call_site());
    quote_spanned!(span(segment)=> __p::#read::<Self, #ty, #spec>(#at, #key, #part))
}

/// `__p::arg::<u64, S>(&__p::pk_held::<Self, u64, R>(1, key, 1)?)`: what `needed` writes, from where `found`
/// has written it.
pub(super) fn held(role: Role, index: usize, part: usize, found: &Segment, needed: &Segment) -> TokenStream {
    let (ty, spec, needed_ty, needed_spec) =
        (value_type(found), spec(found), value_type(needed), spec(needed));
    let read = by_role(role, "pk_held", "sk_held");
    let key = Ident::new("key", Span::call_site());
    let held = quote_spanned!(span(found)=> &__p::#read::<Self, #ty, #spec>(#index, #key, #part)?);
    let held = if needed.is_date() && !found.is_date() {
        let date = types::date(needed);
        quote_spanned!(span(needed)=> &__p::Truncate::<#date>::truncate(#held))
    } else {
        held
    };
    quote_spanned!(span(needed)=> __p::arg::<#needed_ty, #needed_spec>(#held))
}

/// `__p::Seg<u64, S>`.
pub(super) fn open(segment: &Segment) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    quote_spanned!(span(segment)=> __p::Seg<#ty, #spec>)
}

/// What is required of a type that depends on a parameter; `first` is where its field stands
/// first, and by whose spec functions take it.
///
/// ```text
/// T: __p::KeySegment<S> + __p::Serialize,
/// for<'__a> <T as __p::KeySegment<S>>::Arg<'__a>: Copy,
/// for<'__a> T: __p::KeySegment<R, Arg<'__a> = <T as __p::KeySegment<S>>::Arg<'__a>>,
/// ```
pub(super) fn bounds(segment: &Segment, first: &Segment) -> Vec<WherePredicate> {
    let (ty, spec, first_spec) = (value_type(segment), spec(segment), types::spec(first));
    let arg = quote!(<#ty as __p::KeySegment<#first_spec>>::Arg<'__a>);
    if spec.to_string() == first_spec.to_string() {
        vec![
            parse_quote!(#ty: __p::KeySegment<#spec> + __p::Serialize),
            parse_quote!(for<'__a> #arg: ::core::marker::Copy),
        ]
    } else {
        vec![parse_quote!(for<'__a> #ty: __p::KeySegment<#spec, Arg<'__a> = #arg> + __p::Serialize)]
    }
}

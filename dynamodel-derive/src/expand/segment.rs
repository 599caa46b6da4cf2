//! One segment of a key. Every token that depends on the field's type has the span of that type,
//! so that the error for an unsupported type underlines the type, once.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{WherePredicate, parse_quote};

use super::types::{located, spec, value_type};
use crate::model::{Plain, Role, Segment};

fn span(segment: &Segment) -> Span {
    located(segment.field.ty.span())
}

/// `u64, S`: the generic arguments of a call for a segment.
fn typed(segment: &Segment) -> TokenStream {
    let ty = value_type(segment);
    let spec = spec(segment);
    quote_spanned!(span(segment)=> #ty, #spec)
}

/// `pk` or `sk`.
pub(super) fn role_name(role: Role) -> Ident {
    let name = match role {
        Role::Partition => "pk",
        Role::Sort => "sk",
    };
    Ident::new(name, Span::call_site())
}

/// `__k::Part::segment::<u64, S>("video_id")`.
pub(super) fn place(segment: &Segment) -> TokenStream {
    let typed = typed(segment);
    let path = segment.path();
    quote_spanned!(span(segment)=> __k::Part::segment::<#typed>(#path))
}

/// `writer.segment::<u64, S>(arg)`.
pub(super) fn write(writer: &TokenStream, segment: &Segment, arg: &TokenStream) -> TokenStream {
    let typed = typed(segment);
    quote_spanned!(span(segment)=> #writer.segment::<#typed>(#arg))
}

/// `<u64 as __k::KeySegment<S>>::as_arg(&value)`.
pub(super) fn arg_of(segment: &Segment, value: &TokenStream) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    quote_spanned!(span(segment)=> <#ty as __k::KeySegment<#spec>>::as_arg(#value))
}

/// `__k::Role::Partition`
pub(super) fn role(role: Role) -> TokenStream {
    match role {
        Role::Partition => quote!(__k::Role::Partition),
        Role::Sort => quote!(__k::Role::Sort),
    }
}

/// The parameter of a function for a segment.
enum Taken {
    /// `u64`
    Value,
    /// `impl __k::KeyText`
    Text,
    /// `&[u8]`
    Bytes,
    /// `&UserId`
    Reference,
    /// `<UserId as __k::KeySegment<S>>::Arg<'_>`, where only the compiler knows the type: in nested structs and of
    /// dates.
    Argument,
}

impl Taken {
    fn of(segment: &Segment) -> Self {
        match segment.plain() {
            Some(Plain::Integer | Plain::Copied | Plain::Float) => return Self::Value,
            Some(Plain::String) => return Self::Text,
            None if !segment.nested.is_empty() || segment.is_date() => return Self::Argument,
            None => {}
        }
        let ty = segment.sparse().unwrap_or(&segment.field.ty);
        match ty.to_token_stream().to_string().as_str() {
            "Vec < u8 >" => Self::Bytes,
            "Box < str >" | "Arc < str >" => Self::Text,
            _ => Self::Reference,
        }
    }
}

/// The type by which functions take the segment: `u64`, `impl __k::KeyText`, `&UserId`.
pub(super) fn arg_type(segment: &Segment) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    match Taken::of(segment) {
        Taken::Value => ty,
        Taken::Text => quote!(impl __k::KeyText),
        Taken::Bytes => quote!(&[::core::primitive::u8]),
        // Reported as such; here it only has to be some type.
        _ if segment.is_misplaced_option() => segment.field.ty.to_token_stream(),
        Taken::Reference => quote_spanned!(span(segment)=> &#ty),
        Taken::Argument => quote_spanned!(span(segment)=> <#ty as __k::KeySegment<#spec>>::Arg<'_>),
    }
}

/// The parameter `name` of a function, as the argument that writes the segment.
pub(super) fn taken_arg(segment: &Segment, name: &Ident) -> TokenStream {
    match Taken::of(segment) {
        Taken::Reference if !segment.is_listed && !segment.is_misplaced_option() => {
            arg_of(segment, &quote!(#name))
        }
        Taken::Text => quote!(__k::KeyText::key_text(&#name)),
        _ => quote!(#name),
    }
}

/// `reader.value::<u64, S>(1)`.
pub(super) fn read(reader: &Ident, segment: &Segment, part: usize) -> TokenStream {
    let typed = typed(segment);
    quote_spanned!(span(segment)=> #reader.value::<#typed>(#part))
}

/// `__k::Seg<u64, S>`.
pub(super) fn open(segment: &Segment) -> TokenStream {
    let typed = typed(segment);
    quote_spanned!(span(segment)=> __k::Seg<#typed>)
}

/// `T: __k::KeySegment<S> + __p::Serialize`, the requirement on a type that depends on a parameter.
pub(super) fn bound(segment: &Segment) -> WherePredicate {
    let (ty, spec) = (value_type(segment), spec(segment));
    parse_quote!(#ty: __k::KeySegment<#spec> + __p::Serialize)
}

/// `for<'__a> &'__a T: __e::Operand<Option<T>>`, the requirement on a type that depends on a parameter and is in a list.
pub(super) fn operand(segment: &Segment) -> WherePredicate {
    let (ty, field) = (value_type(segment), &segment.field.ty);
    parse_quote!(for<'__a> &'__a #ty: __e::Operand<#field>)
}

//! One segment of a key. Every token that depends on the field's type stands where that type was
//! written, so that a type which cannot be a segment is underlined itself, and only once.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Type, WherePredicate, parse_quote};

use crate::model::{Plain, Position, Role, Segment, text_of};
use crate::spec::{Case, Form, Number, Spec};

/// The digits of whole seconds since 1970, up to the year 9999.
const UNIX_WIDTH: usize = 12;

/// This place, and the names that the expansion brings along.
pub(super) fn located(span: Span) -> Span {
    Span::call_site().located_at(span)
}

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

/// The type of what stands in the key: `u64`, `<Address as __p::Field<7>>::Type`,
/// `<Timestamp as __p::Truncate<__p::spec::Date>>::Output`.
pub(super) fn value_type(segment: &Segment) -> TokenStream {
    let span = span(segment);
    let mut ty = segment.field.ty.to_token_stream();
    for name in &segment.nested {
        let hash = field_hash(&text_of(name));
        ty = quote_spanned!(span=> <#ty as __p::Field<#hash>>::Type);
    }
    if segment.is_date() {
        ty = quote_spanned!(span=> <#ty as __p::Truncate<__p::spec::Date>>::Output);
    }
    ty
}

/// `__p::spec::Desc<__p::spec::Width<8usize>>`.
pub(super) fn spec(segment: &Segment) -> TokenStream {
    let span = span(segment);
    let position = position(segment.position, span);
    let name = |name: &str| Ident::new(name, span);
    match segment.spec {
        Spec::Position | Spec::Date => position,
        Spec::Plain => quote_spanned!(span=> __p::spec::Plain),
        Spec::Number(format) => number(format, quote_spanned!(span=> __p::spec::Sort), span),
        Spec::Decimal { digits, scale } => quote_spanned!(span=> __p::spec::Decimal<#digits, #scale>),
        Spec::Text(text) => {
            let form = match text.form {
                Form::Position => position,
                Form::Escaped => quote_spanned!(span=> __p::spec::Escaped),
                Form::Any => quote_spanned!(span=> __p::spec::Any),
            };
            match text.case {
                None => form,
                Some(case) => {
                    let case = name(if case == Case::Lower { "Lower" } else { "Upper" });
                    quote_spanned!(span=> __p::spec::#case<#form>)
                }
            }
        }
        Spec::Millis => quote_spanned!(span=> __p::spec::Millis),
        Spec::Seconds => quote_spanned!(span=> __p::spec::Seconds),
        Spec::Unix(format) => {
            let number = number(format, quote_spanned!(span=> __p::spec::Width<#UNIX_WIDTH>), span);
            quote_spanned!(span=> __p::spec::Unix<#number>)
        }
    }
}

fn position(position: Position, span: Span) -> TokenStream {
    let name = match position {
        Position::Partition => "Partition",
        Position::Sort => "Sort",
        Position::SortLast => "SortLast",
    };
    let name = Ident::new(name, span);
    quote_spanned!(span=> __p::spec::#name)
}

fn number(format: Number, default: TokenStream, span: Span) -> TokenStream {
    let width = format.width.map_or(default, |width| quote_spanned!(span=> __p::spec::Width<#width>));
    if format.descending { quote_spanned!(span=> __p::spec::Desc<#width>) } else { width }
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
    let (field, nested) = (&segment.field.ident, &segment.nested);
    let value = quote!(&self.#field #(.#nested)*);
    let value = if segment.is_date() {
        quote_spanned!(span(segment)=> &__p::Truncate::<__p::spec::Date>::truncate(#value))
    } else {
        value
    };
    quote_spanned!(span(segment)=> __p::arg::<#ty, #spec>(#value))
}

/// The type by which functions take the segment: `u64`, `&str`,
/// `<UserId as __p::KeySegment<S>>::Arg<'_>`.
pub(super) fn arg_type(segment: &Segment) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    match segment.plain() {
        Some(Plain::Integer | Plain::Copied | Plain::Float) => ty,
        Some(Plain::String) => quote!(&str),
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
    quote_spanned!(span(segment)=> __p::#read::<Self, #ty, #spec>(#index, key, #part))
}

/// `__p::Seg<u64, S>`.
pub(super) fn open(segment: &Segment) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    quote_spanned!(span(segment)=> __p::Seg<#ty, #spec>)
}

/// `T: __p::KeySegment<S>`.
pub(super) fn bound(segment: &Segment) -> WherePredicate {
    let (ty, spec) = (value_type(segment), spec(segment));
    parse_quote!(#ty: __p::KeySegment<#spec>)
}

/// Whether a type names one of these parameters.
pub(super) fn mentions(ty: &Type, params: &[String]) -> bool {
    fn in_tokens(tokens: TokenStream, params: &[String]) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Group(group) => in_tokens(group.stream(), params),
            TokenTree::Ident(ident) => params.contains(&ident.to_string()),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        })
    }
    in_tokens(ty.to_token_stream(), params)
}

/// A field's name as a number (FNV-1a, 64 bits): what `__p::Field` is implemented for.
pub(crate) fn field_hash(name: &str) -> u64 {
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

//! The types of a segment: of its value, and of the way it is written.
//!
//! A type that the derive cannot judge is asked for once, in an alias that every other mention
//! goes through. Where it is no key segment the alias is an error, and the mentions are silent.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::document;
use crate::model::{Alias, Entity, Position, Segment, optional, text_of};
use crate::spec::{Case, Day, Form, Number, Spec, Time, Unit};

/// The digits of whole seconds since 1970, up to the year 9999.
const UNIX_WIDTH: usize = 12;
const UNIX_MILLIS_WIDTH: usize = UNIX_WIDTH + 3;

/// This place, and the names that the expansion brings along.
pub(crate) fn located(span: Span) -> Span {
    Span::call_site().located_at(span)
}

/// The span of the field's type, without a mark of the expansion, so that messages do not mention the macro.
fn span(segment: &Segment) -> Span {
    segment.field.ty.span()
}

/// ```text
/// type __S0 = <__p::Checked<{ <UserId as __k::KeySegment<S>>::LOSSLESS }> as __p::Keep<S>>::Type;
/// ```
pub(crate) fn aliases(entity: &Entity) -> TokenStream {
    let mut next = 0;
    let markers = entity.markers.iter().flat_map(|marker| marker.key.segments());
    let segments = entity.segments().chain(markers).filter(|segment| {
        let new = segment.alias.nth() == Some(next);
        next += usize::from(new);
        new
    });
    segments.map(alias).collect()
}

fn alias(segment: &Segment) -> TokenStream {
    let Alias::Numbered { nth, after } = segment.alias else { return TokenStream::new() };
    let (span, name) = (span(segment), name("__S", nth, segment));
    let (ty, spec, given) = (value_type(segment), written_spec(segment), given_spec(segment));
    let asked = match after {
        Some(after) => {
            let after = self::name("__S", after, segment);
            quote_spanned!(span=> __p::After<#after, #given>)
        }
        None => given,
    };
    let parts = parts(segment);
    quote_spanned! {span=>
        #parts
        type #name = <__p::Checked<{ <#ty as __k::KeySegment<#asked>>::LOSSLESS }> as __p::Keep<#spec>>::Type;
    }
}

/// ```text
/// type __S0Name0 = <__p::Checked<{ __p::has_field::<Address>("address.city", "city") }> as __p::Keep<N>>::Type;
/// type __S0In0 = <Address as __p::NestedField<__S0Name0>>::Type;
/// type __S0Date = <__p::Checked<{ <Timestamp as __k::Truncate<D>>::CUTS }> as __p::Keep<D>>::Type;
/// ```
fn parts(segment: &Segment) -> TokenStream {
    let span = span(segment);
    let nested = (0..).zip(&segment.nested).map(|(level, name)| {
        let (alias, field) = (level_name(segment, "In", level), field_of(segment, level));
        let (checked, outer) = (level_name(segment, "Name", level), outer(segment, level));
        let (placeholder, text) = (segment.path(), text_of(name));
        let type_of_name = document::type_of_name(&text);
        quote_spanned! {span=>
            type #checked = <
                __p::Checked<{ __p::has_field::<#outer>(#placeholder, #text) }> as __p::Keep<#type_of_name>
            >::Type;
            type #alias = #field::Type;
        }
    });
    let date = segment.is_date().then(|| {
        let (alias, ty) = (date(segment), outer(segment, segment.nested.len()));
        let spec = written_date(segment);
        quote_spanned! {span=>
            type #alias = <
                __p::Checked<{ <#ty as __k::Truncate<#spec>>::CUTS }> as __p::Keep<#spec>
            >::Type;
        }
    });
    quote!(#(#nested)* #date)
}

/// The type of what stands in the key: `u64`, `<Address as __p::NestedField<N>>::Type`,
/// `<Timestamp as __k::Truncate<__k::spec::Date>>::Output`.
pub(super) fn value_type(segment: &Segment) -> TokenStream {
    let ty = outer(segment, segment.nested.len());
    if segment.is_date() {
        let date = date(segment);
        quote_spanned!(span(segment)=> <#ty as __k::Truncate<#date>>::Output)
    } else {
        ty
    }
}

/// `<Address as __p::NestedField<N>>`.
fn field_of(segment: &Segment, level: usize) -> TokenStream {
    let (span, outer, type_of_name) = (span(segment), outer(segment, level), name_of_level(segment, level));
    quote_spanned!(span=> <#outer as __p::NestedField<#type_of_name>>)
}

/// The name of this level of a nested field, as a type.
pub(super) fn name_of_level(segment: &Segment, level: usize) -> TokenStream {
    match (segment.alias, segment.nested.get(level)) {
        (Alias::None, Some(name)) => document::type_of_name(&text_of(name)),
        _ => level_name(segment, "Name", level).to_token_stream(),
    }
}

/// The type of the field after so many names of its path.
fn outer(segment: &Segment, levels: usize) -> TokenStream {
    let span = span(segment);
    if let (Alias::Numbered { .. }, Some(level)) = (segment.alias, levels.checked_sub(1)) {
        return level_name(segment, "In", level).to_token_stream();
    }
    // An optional struct that each item needs has been reported.
    let is_inside = segment.sparse().is_some() || !segment.nested.is_empty();
    let field = optional(&segment.field.ty).filter(|_| is_inside).unwrap_or(&segment.field.ty);
    segment.nested.iter().take(levels).fold(field.to_token_stream(), |ty, name| {
        let type_of_name = document::type_of_name(&text_of(name));
        quote_spanned!(span=> <#ty as __p::NestedField<#type_of_name>>::Type)
    })
}

/// The spec by which a time is cut.
pub(super) fn date(segment: &Segment) -> TokenStream {
    match segment.alias {
        Alias::None => written_date(segment),
        Alias::Numbered { nth, .. } => format_ident!("__S{nth}Date", span = span(segment)).to_token_stream(),
    }
}

/// `__k::spec::Date`
fn written_date(segment: &Segment) -> TokenStream {
    let span = span(segment);
    match segment.spec {
        Spec::Date(Day::Month) => quote_spanned!(span=> __k::spec::Month),
        Spec::Date(Day::Year) => quote_spanned!(span=> __k::spec::Year),
        _ => quote_spanned!(span=> __k::spec::Date),
    }
}

/// Emits the format of the segment.
pub(super) fn spec(segment: &Segment) -> TokenStream {
    match segment.alias {
        Alias::None => written_spec(segment),
        Alias::Numbered { nth, .. } => name("__S", nth, segment).to_token_stream(),
    }
}

fn level_name(segment: &Segment, kind: &str, level: usize) -> Ident {
    let nth = segment.alias.nth().unwrap_or_default();
    format_ident!("__S{nth}{kind}{level}", span = span(segment))
}

fn name(prefix: &str, nth: usize, segment: &Segment) -> Ident {
    format_ident!("{prefix}{nth}", span = span(segment))
}

/// The spec by which the segment is written. `plain` is that of a partition key, so that patterns with and without it
/// are of one type.
fn written_spec(segment: &Segment) -> TokenStream {
    let is_checked = segment.plain().is_some() || segment.alias != Alias::None;
    if segment.spec == Spec::Plain && segment.position == Position::Partition && is_checked {
        return position(segment.position, span(segment));
    }
    given_spec(segment)
}

/// `__k::spec::Desc<__k::spec::Width<8usize>>`.
fn given_spec(segment: &Segment) -> TokenStream {
    let span = span(segment);
    let position = position(segment.position, span);
    let name = |name: &str| Ident::new(name, span);
    match segment.spec {
        Spec::Position | Spec::Date(Day::Date) => position,
        Spec::Date(Day::Month | Day::Year) => written_date(segment),
        Spec::Plain => quote_spanned!(span=> __k::spec::Plain),
        Spec::Number(format) => number(format, quote_spanned!(span=> __k::spec::Sort), span),
        Spec::PlainNumber { width, descending } => {
            let number = quote_spanned!(span=> __k::spec::PlainWidth<#width>);
            if descending { quote_spanned!(span=> __k::spec::Desc<#number>) } else { number }
        }
        Spec::Decimal { digits, scale } => quote_spanned!(span=> __k::spec::Decimal<#digits, #scale>),
        Spec::Text(text) => {
            let form = match text.form {
                Form::Position => position,
                Form::Escaped => quote_spanned!(span=> __k::spec::Escaped),
                Form::Any => quote_spanned!(span=> __k::spec::Any),
            };
            match text.case {
                None => form,
                Some(case) => {
                    let case = name(if case == Case::Lower { "Lower" } else { "Upper" });
                    let cased = quote_spanned!(span=> __k::spec::#case<#form>);
                    if text.exact { quote_spanned!(span=> __k::spec::Exact<#cased>) } else { cased }
                }
            }
        }
        Spec::Time(time) => self::time(time, &position, span),
        Spec::Display => quote_spanned!(span=> __k::spec::Display),
    }
}

fn time(Time { unit, lower, offset, exact }: Time, position: &TokenStream, span: Span) -> TokenStream {
    let mut time = time_unit(unit, position, span);
    if offset && unit != Unit::Short {
        time = quote_spanned!(span=> __k::spec::Offset<#time>);
    }
    if lower {
        time = quote_spanned!(span=> __k::spec::Lower<#time>);
    }
    if exact { quote_spanned!(span=> __k::spec::Exact<#time>) } else { time }
}

fn time_unit(unit: Unit, position: &TokenStream, span: Span) -> TokenStream {
    match unit {
        Unit::Short => quote_spanned!(span=> __k::spec::ShortOffset),
        Unit::Nanos => quote_spanned!(span=> __k::spec::Nanos),
        Unit::Micros => quote_spanned!(span=> __k::spec::Micros),
        Unit::Millis => quote_spanned!(span=> __k::spec::Millis),
        Unit::Seconds => quote_spanned!(span=> __k::spec::Seconds),
        Unit::Hour => quote_spanned!(span=> __k::spec::Hour),
        Unit::Unix(format) => {
            let number = number(format, quote_spanned!(span=> __k::spec::Width<#UNIX_WIDTH>), span);
            quote_spanned!(span=> __k::spec::Unix<#number>)
        }
        Unit::UnixMillis(format) => {
            let number = number(format, quote_spanned!(span=> __k::spec::Width<#UNIX_MILLIS_WIDTH>), span);
            quote_spanned!(span=> __k::spec::UnixMillis<#number>)
        }
        Unit::UnixFloat { micros: false } => quote_spanned!(span=> __k::spec::UnixFloat<#position>),
        Unit::UnixFloat { micros: true } => quote_spanned!(span=> __k::spec::UnixFloatMicros<#position>),
    }
}

fn position(position: Position, span: Span) -> TokenStream {
    let name = match position {
        Position::Partition => "Partition",
        Position::Sort => "Sort",
        Position::SortLast => "SortLast",
        Position::Marker => "Marker",
    };
    let name = Ident::new(name, span);
    quote_spanned!(span=> __k::spec::#name)
}

fn number(format: Number, default: TokenStream, span: Span) -> TokenStream {
    let width = format.width.map_or(default, |width| quote_spanned!(span=> __k::spec::Width<#width>));
    if format.descending { quote_spanned!(span=> __k::spec::Desc<#width>) } else { width }
}

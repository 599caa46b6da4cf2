//! One segment of a key. Every token that depends on the field's type has the span of that type,
//! so that the error for an unsupported type underlines the type, once.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{WherePredicate, parse_quote};

use super::slot::Slot;
use super::types::{self, located, spec, value_type};
use crate::attr::Test;
use crate::model::{Plain, Role, Segment, When};

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

/// `__p::segment::<u64, S>("video_id")`.
pub(super) fn place(segment: &Segment) -> TokenStream {
    let typed = typed(segment);
    let path = segment.path();
    quote_spanned!(span(segment)=> __p::segment::<#typed>(#path))
}

/// `writer.segment::<u64, S>(arg)`.
pub(super) fn write(writer: &TokenStream, segment: &Segment, arg: &TokenStream) -> TokenStream {
    let typed = typed(segment);
    quote_spanned!(span(segment)=> #writer.segment::<#typed>(#arg))
}

/// `__p::arg::<u64, S>(&self.video_id)`.
pub(super) fn arg_of_self(segment: &Segment) -> TokenStream {
    arg(segment, &types::value(segment))
}

/// Emits the argument for a value, truncated to its date if necessary.
pub(super) fn arg(segment: &Segment, value: &TokenStream) -> TokenStream {
    if !segment.is_date() {
        return arg_of(segment, value);
    }
    let date = types::date(segment);
    arg_of(segment, &quote_spanned!(span(segment)=> &__p::Truncate::<#date>::truncate(#value)))
}

/// `__p::arg::<u64, S>(&value)`.
pub(super) fn arg_of(segment: &Segment, value: &TokenStream) -> TokenStream {
    let typed = typed(segment);
    quote_spanned!(span(segment)=> __p::arg::<#typed>(#value))
}

/// ```text
/// match (&self.assignee, &self.region) {
///     (Some(assignee), Some(_)) if self.status == Status::Open => Some(key),
///     _ => None,
/// }
/// ```
/// The value of an optional field is bound to the field's name. A listed field only has to be present.
pub(super) fn if_present<'m>(
    bound: impl Iterator<Item = &'m Segment>,
    present: impl Iterator<Item = &'m Segment>,
    when: &[When],
    written: &TokenStream,
) -> TokenStream {
    let mut fields: Vec<(&Ident, TokenStream)> = Vec::new();
    let bound = bound.map(|segment| (segment, segment.field.ident.to_token_stream()));
    for (segment, name) in bound.chain(present.map(|segment| (segment, quote!(_)))) {
        let field = &segment.field.ident;
        if segment.sparse().is_some() && !fields.iter().any(|(known, _)| *known == field) {
            fields.push((field, name));
        }
    }
    if fields.is_empty() && when.is_empty() {
        return quote!(::core::option::Option::Some(#written));
    }
    let (fields, names): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
    let conditions = when.iter().map(condition);
    let guard = (!when.is_empty()).then(|| quote!(if #(#conditions)&&*));
    quote! {
        match (#(&self.#fields,)*) {
            (#(::core::option::Option::Some(#names),)*) #guard => ::core::option::Option::Some(#written),
            _ => ::core::option::Option::None,
        }
    }
}

/// `self.status == Status::Open`
fn condition(when: &When) -> TokenStream {
    let (field, span) = (&when.field.ident, located(when.name.span()));
    match &when.test {
        Test::Some => quote_spanned!(span=> ::core::option::Option::is_some(&self.#field)),
        Test::None => quote_spanned!(span=> ::core::option::Option::is_none(&self.#field)),
        Test::Value(value) if when.is_of_option() => quote_spanned! {span=>
            ::core::option::Option::is_some_and(self.#field.as_ref(), |__value| *__value == #value)
        },
        // This form passes the lints.
        Test::Value(value) => match value.to_token_stream().to_string().as_str() {
            "true" => quote_spanned!(span=> self.#field),
            "false" => quote_spanned!(span=> !self.#field),
            _ => quote_spanned!(span=> self.#field == #value),
        },
    }
}

/// `__p::Role::Partition`
pub(super) fn role(role: Role) -> TokenStream {
    match role {
        Role::Partition => quote!(__p::Role::Partition),
        Role::Sort => quote!(__p::Role::Sort),
    }
}

/// The parameter of a function for a segment.
enum Taken {
    /// `u64`
    Value,
    /// `&str`, `&[u8]`
    Slice(TokenStream),
    /// `&UserId`
    Reference,
    /// `<UserId as __p::KeySegment<S>>::Arg<'_>`, where only the compiler knows the type: in nested structs and of
    /// dates.
    Argument,
}

impl Taken {
    fn of(segment: &Segment) -> Self {
        match segment.plain() {
            Some(Plain::Integer | Plain::Copied | Plain::Float) => return Self::Value,
            Some(Plain::String) => return Self::Slice(quote!(&str)),
            None if !segment.nested.is_empty() || segment.is_date() => return Self::Argument,
            None => {}
        }
        let ty = segment.sparse().unwrap_or(&segment.field.ty);
        match ty.to_token_stream().to_string().as_str() {
            "Vec < u8 >" => Self::Slice(quote!(&[::core::primitive::u8])),
            "Box < str >" | "Arc < str >" => Self::Slice(quote!(&str)),
            _ => Self::Reference,
        }
    }
}

/// The type by which functions take the segment: `u64`, `&str`, `&UserId`.
pub(super) fn arg_type(segment: &Segment) -> TokenStream {
    let (ty, spec) = (value_type(segment), spec(segment));
    match Taken::of(segment) {
        Taken::Value => ty,
        Taken::Slice(slice) => slice,
        // Reported as such; here it only has to be some type.
        _ if segment.is_misplaced_option() => segment.field.ty.to_token_stream(),
        Taken::Reference => quote_spanned!(span(segment)=> &#ty),
        Taken::Argument => quote_spanned!(span(segment)=> <#ty as __p::KeySegment<#spec>>::Arg<'_>),
    }
}

/// The parameter `name` of a function, as the argument that writes the segment.
pub(super) fn taken_arg(segment: &Segment, name: &Ident) -> TokenStream {
    match Taken::of(segment) {
        Taken::Reference if !segment.is_listed && !segment.is_misplaced_option() => {
            arg_of(segment, &quote!(#name))
        }
        _ => quote!(#name),
    }
}

/// `reader.value::<u64, S>(1)`.
pub(super) fn read(reader: &Ident, segment: &Segment, part: usize) -> TokenStream {
    let typed = typed(segment);
    quote_spanned!(span(segment)=> #reader.value::<#typed>(#part))
}

/// `__p::segment_attribute::<Self, u64, S>(__p::KeySlot::Primary, __p::Role::Partition, key, 1)`.
pub(super) fn read_attribute(slot: Slot, role: Role, segment: &Segment, part: usize) -> TokenStream {
    let typed = typed(segment);
    let role = self::role(role);
    let key = Ident::new("key", Span::call_site());
    quote_spanned!(span(segment)=> __p::segment_attribute::<Self, #typed>(#slot, #role, #key, #part))
}

/// `__p::arg::<u64, S>(&__p::segment_value::<Self, u64, R>(__p::KeySlot::Primary, __p::Role::Sort, key, 1)?)`:
/// the argument of `needed`, from the segment `found` in a key of entity `of`.
pub(super) fn held(
    of: &TokenStream,
    slot: Slot,
    role: Role,
    part: usize,
    found: &Segment,
    needed: &Segment,
) -> TokenStream {
    let typed = typed(found);
    let role = self::role(role);
    let key = Ident::new("key", Span::call_site());
    let held = quote_spanned!(span(found)=> &__p::segment_value::<#of, #typed>(#slot, #role, #key, #part)?);
    if found.is_date() { arg_of(needed, &held) } else { arg(needed, &held) }
}

/// `__p::Seg<u64, S>`.
pub(super) fn open(segment: &Segment) -> TokenStream {
    let typed = typed(segment);
    quote_spanned!(span(segment)=> __p::Seg<#typed>)
}

/// `T: __p::KeySegment<S> + __p::Serialize`, the requirement on a type that depends on a parameter.
pub(super) fn bound(segment: &Segment) -> WherePredicate {
    let (ty, spec) = (value_type(segment), spec(segment));
    parse_quote!(#ty: __p::KeySegment<#spec> + __p::Serialize)
}

/// `for<'__a> &'__a T: __p::Operand<Option<T>>`, the requirement on a type that depends on a parameter and is in a list.
pub(super) fn operand(segment: &Segment) -> WherePredicate {
    let (ty, field) = (value_type(segment), &segment.field.ty);
    parse_quote!(for<'__a> &'__a #ty: __p::Operand<#field>)
}

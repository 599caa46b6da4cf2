//! The fields of keys: accessors of values, and the segments and conditions of each key.

use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned as _;

use super::fields::{Paths, marker};
use super::meta::list;
use super::types::{self, located};
use crate::attr::Test;
use crate::model::{
    self, Entity, Field, IndexKey, IndexPart, Key, Segment, Template, When, distinct, in_primary,
    is_written_by_key,
};

/// ```text
/// const KEYS: &'static [__p::KeyFields<Self>] = &[
///     __p::KeyFields::new(&[__p::held::<Self, field_video_id, __p::Whole, S>()]),
///     __p::KeyFields { by_key: Some(&[(1, 0)]), ..__p::KeyFields::new(&[..]) },
/// ];
/// ```
pub(super) fn table(entity: &Entity) -> TokenStream {
    let keys = entity.keys().map(|key| of_key(entity, key));
    let indexes = entity.indexes.iter().map(|index| of_index(entity, index));
    let markers = entity.markers.iter().map(|marker| of_key(entity, &marker.key));
    let keys = keys.chain(indexes).chain(markers);
    quote!(const KEYS: &'static [__p::KeyFields<Self>] = &[#(#keys),*];)
}

fn of_key(entity: &Entity, key: &Key) -> TokenStream {
    let segments: Vec<&Segment> = key.segments().collect();
    let owner = key.is_lookup().then(|| owner(entity, &segments)).flatten();
    let owner = list("owner", owner.into_iter().flatten().map(|position| quote!(#position)));
    let when = list("when", key.when.iter().map(|when| condition(entity, when)));
    fields(entity, &segments, &quote!(#owner #when))
}

/// Returns the segment of a lookup's key for each segment of the primary key.
fn owner(entity: &Entity, segments: &[&Segment]) -> Option<Vec<usize>> {
    let place = |needed: &Segment| segments.iter().position(|segment| segment.holds(needed));
    entity.primary.segments().map(place).collect()
}

fn of_index(entity: &Entity, index: &IndexKey) -> TokenStream {
    let segments: Vec<&Segment> =
        index.parts().filter_map(IndexPart::template).flat_map(Template::segments).collect();
    let by_key = is_written_by_key(entity, index).then(|| {
        let held = segments.iter().enumerate().filter_map(|(position, needed)| {
            let found = in_primary(entity, needed)?;
            Some(quote!((#position, #found)))
        });
        quote!(by_key: ::core::option::Option::Some(&[#(#held),*]),)
    });
    // A listed field without a value has no attribute.
    let listed = index.parts().flat_map(IndexPart::listed).map(|listed| &listed.segment);
    let present = listed.filter(|segment| segment.sparse().is_some()).map(|segment| {
        let marker = marker_of(entity, &segment.field);
        let when = when(entity, &segment.field);
        quote!(&__p::When::<#marker, _>::#when(true, ::core::option::Option::is_some))
    });
    let when = list("when", present.chain(index.when.iter().map(|when| condition(entity, when))));
    fields(entity, &segments, &quote!(#by_key #when))
}

fn fields(entity: &Entity, segments: &[&Segment], others: &TokenStream) -> TokenStream {
    let segments = segments.iter().map(|segment| held(entity, segment));
    let new = quote!(__p::KeyFields::new(&[#(#segments),*]));
    if others.is_empty() { new } else { quote!(__p::KeyFields { #others ..#new }) }
}

/// `__p::held::<Self, field_video_id, __p::Whole, S>()`
fn held(entity: &Entity, segment: &Segment) -> TokenStream {
    let (marker, spec) = (marker_of(entity, &segment.field), types::spec(segment));
    let (access, span) = (access(segment), located(segment.field.ty.span()));
    let held = Ident::new(if is_generic(entity, &segment.field) { "held_generic" } else { "held" }, span);
    quote_spanned!(span=> __p::#held::<Self, #marker, #access, #spec>())
}

/// `__p::Whole`, `__p::Day<__p::CustomInner, __k::spec::Date>`
fn access(segment: &Segment) -> TokenStream {
    let is_restored = segment.nested.is_empty()
        && !segment.is_date()
        && segment.field.stored.custom.is_none()
        && segment.field.stored.kept_out.is_none();
    let field = match (is_restored, segment.sparse().is_some()) {
        (true, false) => quote!(__p::Whole),
        (true, true) => quote!(__p::Inner),
        (false, false) => quote!(__p::CustomWhole),
        (false, true) => quote!(__p::CustomInner),
    };
    let nested = (0..segment.nested.len()).map(|level| types::name_of_level(segment, level));
    let part = nested.fold(field, |outer, name| quote!(__p::At<#outer, #name>));
    if segment.is_date() {
        let date = types::date(segment);
        quote!(__p::Day<#part, #date>)
    } else {
        part
    }
}

/// `&__p::When::<field_status, _>::new(false, |value| *value == Status::Open)`
fn condition(entity: &Entity, when: &When) -> TokenStream {
    let (marker, span) = (marker_of(entity, &when.field), located(when.name.span()));
    let requires_value = when.requires_value();
    let test = match &when.test {
        Test::Some => quote_spanned!(span=> ::core::option::Option::is_some),
        Test::None => quote_spanned!(span=> ::core::option::Option::is_none),
        Test::Is(values) => any_of(values, when.is_of_option(), span),
        Test::IsNot(values) => none_of(values, when.is_of_option(), span),
    };
    let new = self::when(entity, &when.field);
    quote_spanned!(span=> &__p::When::<#marker, _>::#new(#requires_value, #test))
}

/// `|value| *value == Status::Open || *value == Status::Done`
fn any_of(values: &[Expr], is_option: bool, span: Span) -> TokenStream {
    let texts: Vec<String> = values.iter().map(|value| value.to_token_stream().to_string()).collect();
    // These forms pass the lints.
    let any = match &*texts {
        [only] if only == "true" => quote_spanned!(span=> *value),
        [only] if only == "false" => quote_spanned!(span=> !*value),
        _ => quote_spanned!(span=> #(*value == #values)||*),
    };
    if is_option {
        return quote_spanned! {span=>
            |value| ::core::option::Option::is_some_and(value.as_ref(), |value| #any)
        };
    }
    quote_spanned!(span=> |value| #any)
}

/// `|value| *value != Status::Open && *value != Status::Done`
fn none_of(values: &[Expr], is_option: bool, span: Span) -> TokenStream {
    let none = quote_spanned!(span=> #(*value != #values)&&*);
    if is_option {
        return quote_spanned! {span=>
            |value| ::core::option::Option::is_none_or(value.as_ref(), |value| #none)
        };
    }
    quote_spanned!(span=> |value| #none)
}

/// The constructor of a condition on the field.
fn when(entity: &Entity, field: &Field) -> Ident {
    Ident::new(if is_generic(entity, field) { "generic" } else { "new" }, Span::call_site())
}

/// Returns `true` if the type of the field depends on a parameter. It may not be readable alone.
fn is_generic(entity: &Entity, field: &Field) -> bool {
    let params: Vec<String> = entity.generics.type_params().map(|param| param.ident.to_string()).collect();
    model::mentions(&field.ty, &params)
}

fn marker_of(entity: &Entity, field: &Field) -> TokenStream {
    let (marker, (_, own, _)) = (marker(&field.ident), entity.generics.split_for_impl());
    quote!(#marker #own)
}

/// ```text
/// impl __p::KeyField<Video> for field_video_id {
///     fn get(of: &Video) -> &u64 { &of.video_id }
/// }
/// ```
pub(super) fn accessors(entity: &Entity, paths: &Paths<'_>) -> TokenStream {
    let markers = entity.markers.iter().flat_map(|marker| {
        marker
            .key
            .segments()
            .map(|segment| &segment.field)
            .chain(marker.key.when.iter().map(|when| &when.field))
    });
    let keys = entity.keys().flat_map(|key| key.when.iter().map(|when| &when.field));
    let indexes = entity.indexes.iter().flat_map(|index| index.when.iter().map(|when| &when.field));
    let segments = entity.segments().map(|segment| &segment.field);
    let fields = distinct(segments.chain(keys).chain(indexes).chain(markers));
    fields.into_iter().map(|field| accessor(entity, paths, field)).collect()
}

fn accessor(entity: &Entity, paths: &Paths<'_>, field: &Rc<Field>) -> TokenStream {
    let (ident, (_, own, _)) = (&entity.ident, entity.generics.split_for_impl());
    let (name, ty, marker) = (&field.ident, &field.ty, marker(&field.ident));
    let bounds = paths.encoding_bounds(field);
    let (impl_generics, _, where_clause) = bounds.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::KeyField<#ident #own> for #marker #own #where_clause {
            fn get(of: &#ident #own) -> &#ty {
                &of.#name
            }
        }
    }
}

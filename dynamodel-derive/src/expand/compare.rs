//! `check_key` and `check_attributes`, which compare the key of an item with its fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::fields::marker;
use super::slot::Slot;
use super::{segment, types};
use crate::model::{self, Entity, Segment, Template};

/// ```text
/// fn check_key(&self, slot: __p::KeySlot, key: &__p::StoredKey<'_>) -> Result<(), __p::Error> {
///     match slot {
///         __p::KeySlot::Primary => {
///             __p::key_comparison::<Self>(__p::KeySlot::Primary, __p::Role::Partition, key)
///                 .segment::<u64, S>(__p::arg::<u64, S>(&self.video_id))
///                 .finish()?;
///             ..
///         }
///         _ => {}
///     }
///     Ok(())
/// }
/// ```
pub(super) fn check_key(entity: &Entity) -> TokenStream {
    let arms = arms(entity, of_value);
    quote! {
        fn check_key(
            &self,
            slot: __p::KeySlot,
            key: &__p::StoredKey<'_>,
        ) -> ::core::result::Result<(), __p::Error> {
            #arms
        }
    }
}

/// ```text
/// fn check_attributes(slot: __p::KeySlot, key: &__p::StoredKey<'_>, item: &__p::Item) -> Result<(), __p::Error> {
///     match slot {
///         __p::KeySlot::Primary => {
///             let key = __p::key_comparison::<Self>(__p::KeySlot::Primary, __p::Role::Partition, key);
///             ..
/// ```
pub(super) fn check_attributes(entity: &Entity) -> TokenStream {
    let arms = arms(entity, |comparison, segment| of_attribute(entity, comparison, segment));
    quote! {
        fn check_attributes(
            slot: __p::KeySlot,
            key: &__p::StoredKey<'_>,
            item: &__p::Item,
        ) -> ::core::result::Result<(), __p::Error> {
            let _ = item;
            #arms
        }
    }
}

fn arms(entity: &Entity, compare: impl Fn(&TokenStream, &Segment) -> TokenStream) -> TokenStream {
    let arms = entity.keys().enumerate().map(|(index, key)| {
        let slot = Slot::of_key(index);
        let templates = key.templates().map(|template| of_template(slot, template, &compare));
        quote!(#slot => { #(#templates.finish()?;)* })
    });
    quote! {
        match slot {
            #(#arms)*
            _ => {}
        }
        ::core::result::Result::Ok(())
    }
}

fn of_template(
    slot: Slot,
    template: &Template,
    compare: impl Fn(&TokenStream, &Segment) -> TokenStream,
) -> TokenStream {
    let role = segment::role(template.role);
    let start = quote!(__p::key_comparison::<Self>(#slot, #role, key));
    template.segments().fold(start, |comparison, segment| compare(&comparison, segment))
}

/// Compares a segment with the field of `self`. The previous comparison is outside of the match, whose binding may have
/// the name of a parameter.
fn of_value(comparison: &TokenStream, segment: &Segment) -> TokenStream {
    let arg = segment::arg_of_self(segment);
    if segment.sparse().is_none() {
        return segment::write(comparison, segment, &arg);
    }
    let (field, compared) = (&segment.field.ident, segment::write(&quote!(__compared), segment, &arg));
    quote! {
        {
            let __compared = #comparison;
            match &self.#field {
                ::core::option::Option::Some(#field) => #compared,
                ::core::option::Option::None => __compared.absent(),
            }
        }
    }
}

/// Compares a segment with the attribute of its field, if there is one.
fn of_attribute(entity: &Entity, comparison: &TokenStream, segment: &Segment) -> TokenStream {
    let field = &segment.field;
    // A field whose type is a parameter may not be readable alone.
    if field.in_key.is_some() || field.stored.attribute.is_none() || is_generic(entity, segment) {
        return quote!(#comparison.skip());
    }
    let (name, marker) = (&field.ident, marker(&field.ident));
    let (_, own, _) = entity.generics.split_for_impl();
    let own = own.as_turbofish();
    let value = types::value_of(segment, &quote!(#name));
    let compared = segment::write(&quote!(__compared), segment, &segment::arg(segment, &value));
    let (pattern, absent) = match segment.sparse() {
        None => (quote!(#name), None),
        Some(_) => (
            quote!(::core::option::Option::Some(#name)),
            Some(quote! {
                ::core::option::Option::Some(::core::option::Option::None) => __compared.absent(),
            }),
        ),
    };
    quote! {
        {
            let __compared = #comparison;
            match &__p::stored::<#marker #own>(item)? {
                ::core::option::Option::Some(#pattern) => #compared,
                #absent
                ::core::option::Option::None => __compared.skip(),
            }
        }
    }
}

fn is_generic(entity: &Entity, segment: &Segment) -> bool {
    let params = entity.generics.type_params().map(|param| param.ident.to_string());
    model::mentions(&segment.field.ty, &params.collect::<Vec<_>>())
}

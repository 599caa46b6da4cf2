//! The fields that an update may set, and the messages for the others.

use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::fields::marker;
use super::refusal::{Refusal, refusal};
use crate::model::{Entity, Field, Settable, Time, depends_on_updated_at, groups, is_removable, text_of};

/// Emits the rules of each field that has a path.
pub(super) fn rules(entity: &Entity) -> TokenStream {
    let fields = entity.fields.iter().filter(|field| field.in_key.is_none());
    let fields = fields.filter(|field| field.stored.attribute.is_some());
    let rules = fields.map(|field| rule(entity, field));
    let time = if depends_on_updated_at(entity) { Time::Untouched } else { Time::Raised };
    let groups = groups(entity, time);
    let groups = groups.iter().map(|fields| group(entity, fields));
    quote!(#(#rules)* #(#groups)*)
}

fn rule(entity: &Entity, field: &Rc<Field>) -> TokenStream {
    let settable = Settable::for_field(entity, field, Time::Raised);
    let hangs = matches!(settable, Settable::Touching { .. } | Settable::Carrying { .. });
    let by_key = if hangs && depends_on_updated_at(entity) {
        let untouched = Settable::for_field(entity, field, Time::Untouched);
        let raised = by_key(entity, field, &settable, Some(Time::Raised));
        let untouched = by_key(entity, field, &untouched, Some(Time::Untouched));
        quote!(#raised #untouched)
    } else {
        by_key(entity, field, &settable, None)
    };
    // A field that no update may set has one trait for both messages.
    let of_loaded = match settable {
        Settable::Never | Settable::Stamped => TokenStream::new(),
        _ => {
            let (marker, params) = (marker(&field.ident), params(entity));
            let (_, own, where_clause) = entity.generics.split_for_impl();
            quote! {
                #[automatically_derived]
                impl<#params __How> __p::OfLoaded<__How> for #marker #own #where_clause {}
            }
        }
    };
    quote!(#by_key #of_loaded)
}

/// Emits the rule of a field for updates by key: all, or those that touch or keep `updated_at`.
///
/// `impl<__How, __Time> __p::ByKey<__How, __Time> for field_title {}`
fn by_key(entity: &Entity, field: &Rc<Field>, settable: &Settable, time: Option<Time>) -> TokenStream {
    if let Some(refusal) = refusal(entity, field, settable) {
        return refused(entity, field, &refusal, settable, time);
    }
    let (marker, params, Times { param, arg, .. }) = (marker(&field.ident), params(entity), Times::new(time));
    let (_, own, where_clause) = entity.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl<#params __How, #param> __p::ByKey<__How, #arg> for #marker #own #where_clause {}
    }
}

/// The updates that a rule is for.
struct Times {
    /// The generic parameter of a rule for all updates.
    param: TokenStream,
    /// The argument of the trait.
    arg: TokenStream,
    /// The prefix of the trait that carries the message.
    refusing: &'static str,
}

impl Times {
    fn new(time: Option<Time>) -> Self {
        let (param, arg, refusing) = match time {
            None => (quote!(__Time), quote!(__Time), "__Sets_"),
            Some(Time::Raised) => (TokenStream::new(), quote!(__p::Raised), "__Sets_"),
            Some(Time::Untouched) => (TokenStream::new(), quote!(__p::Untouched), "__SetsUntouched_"),
        };
        Self { param, arg, refusing }
    }
}

/// Emits the struct's generic parameters, each followed by a comma.
fn params(entity: &Entity) -> TokenStream {
    let params = entity.generics.params.iter();
    quote!(#(#params,)*)
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "..", label = "..", note = "..")]
/// pub trait __Sets_status {}
/// impl<__How: __Sets_status, __Time> __p::ByKey<__How, __Time> for field_status {}
/// ```
fn refused(
    entity: &Entity,
    field: &Field,
    refusal: &Refusal,
    settable: &Settable,
    time: Option<Time>,
) -> TokenStream {
    let (marker, params, Times { param, arg, refusing }) =
        (marker(&field.ident), params(entity), Times::new(time));
    let (_, own, where_clause) = entity.generics.split_for_impl();
    let span = field.ident.span();
    let how = format_ident!("{refusing}{}", text_of(&field.ident), span = span);
    let own_type = Ident::new(&marker.to_string(), span);
    let refused = quote_spanned! {span=>
        impl<#params __How: #how, #param> __p::ByKey<__How, #arg> for #own_type #own #where_clause {}
    };
    let Refusal { message, label, note } = refusal;
    let of_index =
        matches!(settable, Settable::Alone { .. } | Settable::Together { .. } | Settable::Loaded { .. });
    let removed = (of_index && is_removable(entity, field)).then(|| quote!(impl #how for __p::Removed {}));
    let alone = matches!(settable, Settable::Alone { .. }).then(|| quote!(impl #how for __p::WholeField {}));
    let loaded = matches!(settable, Settable::Never | Settable::Stamped).then(|| {
        quote_spanned! {field.ident.span()=>
            impl<#params __How: #how> __p::OfLoaded<__How> for #marker #own #where_clause {}
        }
    });
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        pub trait #how {}

        #alone
        #removed

        #refused
        #loaded
    }
}

/// ```text
/// impl<__Time> __p::FieldGroup<Task, __Time> for (::dynamodel::Field<Task, __p::Root, field_status>, ..) {
///     type Values = (String, u32);
///     fn assigned(self, values: Self::Values) -> Result<Vec<__p::Assigned>, __p::Error> {
///         Ok(vec![__p::assigned::<field_status>(&values.0)?, ..])
///     }
/// }
/// ```
fn group(entity: &Entity, fields: &[Rc<Field>]) -> TokenStream {
    let (ident, krate) = (&entity.ident, &entity.krate);
    let markers: Vec<Ident> = fields.iter().map(|field| marker(&field.ident)).collect();
    let types = fields.iter().map(|field| &field.ty);
    let places = (0..fields.len()).map(syn::Index::from);
    let Times { param, arg, .. } = Times::new(depends_on_updated_at(entity).then_some(Time::Untouched));
    quote! {
        #[automatically_derived]
        impl<#param> __p::FieldGroup<#ident, #arg> for (#(#krate::Field<#ident, __p::Root, #markers>,)*) {
            type Values = (#(#types,)*);

            fn assigned(
                self,
                values: Self::Values,
            ) -> ::core::result::Result<::std::vec::Vec<__p::Assigned>, __p::Error> {
                ::core::result::Result::Ok(::std::vec![#(__p::assigned::<#markers>(&values.#places)?),*])
            }
        }
    }
}

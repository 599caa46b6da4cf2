//! The fields that an update may set, and the messages for the others.

use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::fields::marker;
use super::refusal::{Refusal, refusal};
use crate::model::{Entity, Field, Settable, groups, is_removable, text_of};

/// Emits the rules of each field that has a path.
pub(super) fn rules(entity: &Entity) -> TokenStream {
    let fields = entity.fields.iter().filter(|field| field.in_key.is_none());
    let fields = fields.filter(|field| field.stored.attribute.is_some());
    let rules = fields.map(|field| rule(entity, field));
    let groups = groups(entity);
    let groups = groups.iter().map(|fields| group(entity, fields));
    quote!(#(#rules)* #(#groups)*)
}

/// `impl<__Mode, __How> __p::CanSet<__Mode, __How> for field_title {}`
fn rule(entity: &Entity, field: &Rc<Field>) -> TokenStream {
    let settable = Settable::for_field(entity, field);
    if let Some(refusal) = refusal(entity, field, &settable) {
        return refused(entity, field, &refusal, &settable);
    }
    let (marker, params) = (marker(&field.ident), params(entity));
    let (_, own, where_clause) = entity.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl<#params __Mode, __How> __p::CanSet<__Mode, __How> for #marker #own #where_clause {}
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
/// impl<__How: __Sets_status> __p::CanSet<__p::ByKey, __How> for field_status {}
/// impl<__How> __p::CanSet<__p::Loaded, __How> for field_status {}
/// ```
fn refused(entity: &Entity, field: &Field, refusal: &Refusal, settable: &Settable) -> TokenStream {
    let (marker, params) = (marker(&field.ident), params(entity));
    let (_, own, where_clause) = entity.generics.split_for_impl();
    let span = field.ident.span();
    let how = format_ident!("__Sets_{}", text_of(&field.ident), span = span);
    let own_type = Ident::new(&marker.to_string(), span);
    let Refusal { message, label, note } = refusal;
    let of_index =
        matches!(settable, Settable::Alone { .. } | Settable::Together { .. } | Settable::Loaded { .. });
    let removed = (of_index && is_removable(entity, field)).then(|| quote!(impl #how for __p::Removed {}));
    let alone = matches!(settable, Settable::Alone { .. }).then(|| quote!(impl #how for __p::WholeField {}));
    let rules = if matches!(settable, Settable::Never | Settable::Managed) {
        quote_spanned! {span=>
            impl<#params __Mode, __How: #how> __p::CanSet<__Mode, __How> for #own_type #own #where_clause {}
        }
    } else {
        let by_key = quote_spanned! {span=>
            impl<#params __How: #how> __p::CanSet<__p::ByKey, __How> for #own_type #own #where_clause {}
        };
        quote! {
            #by_key

            #[automatically_derived]
            impl<#params __How> __p::CanSet<__p::Loaded, __How> for #marker #own #where_clause {}
        }
    };
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        pub trait #how {}

        #alone
        #removed

        #rules
    }
}

/// ```text
/// impl __p::FieldGroup<Task> for (::dynamodel::expr::Field<Task, __p::Root, field_status>, ..) {
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
    quote! {
        #[automatically_derived]
        impl __p::FieldGroup<#ident> for (#(#krate::expr::Field<#ident, __p::Root, #markers>,)*) {
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

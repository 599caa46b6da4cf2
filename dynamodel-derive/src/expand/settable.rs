//! The fields that an update may set, and the messages for the others.

use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::fields::marker;
use super::refusal::{Refusal, only_whole, refusal};
use crate::model::{Entity, Field, Settable, groups, is_removable, text_of};

/// Emits the rules of each field that has a path.
pub(super) fn rules(entity: &Entity) -> TokenStream {
    let fields = entity.fields.iter().filter(|field| entity.has_path(field));
    let settable: Vec<(&Rc<Field>, Settable)> =
        fields.map(|field| (field, Settable::for_field(entity, field))).collect();
    let groups = groups(settable.iter().map(|(field, rule)| (*field, rule)));
    let groups = groups.into_iter().map(|fields| group(entity, fields));
    let rules = settable.iter().map(|(field, settable)| rule(entity, field, settable));
    quote!(#(#rules)* #(#groups)*)
}

/// `impl<__M, __H> __p::CanSet<__M, __H> for field_title {}`
fn rule(entity: &Entity, field: &Rc<Field>, settable: &Settable) -> TokenStream {
    if let Some(refusal) = refusal(entity, field, settable) {
        return refused(entity, field, &refusal, settable);
    }
    let (marker, params) = (marker(&field.ident), params(entity));
    let (_, own, where_clause) = entity.generics.split_for_impl();
    quote! {
        impl<#params __M, __H> __p::CanSet<__M, __H> for #marker #own #where_clause {}
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
/// impl<__How: __Sets_status> __p::CanSet<__e::ByKey, __How> for field_status {}
/// impl<__How> __p::CanSet<__e::Loaded, __How> for field_status {}
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
            impl<#params __How: #how> __p::CanSet<__e::ByKey, __How> for #own_type #own #where_clause {}
        };
        let loaded = if entity.index_of(field).is_some() {
            loaded_whole(entity, field)
        } else {
            quote! {
                #[diagnostic::do_not_recommend]
                impl<#params __H> __p::CanSet<__e::Loaded, __H> for #marker #own #where_clause {}
            }
        };
        quote!(#by_key #loaded)
    };
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        pub trait #how {}

        // Of a trait without implementations, the compiler says to add one.
        #[diagnostic::do_not_recommend]
        impl #how for __p::Unknown {}

        #alone
        #removed

        #rules
    }
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "..", label = "..", note = "..")]
/// pub trait __Loads_warehouse {}
/// impl __Loads_warehouse for __p::WholeField {}
/// impl __Loads_warehouse for __p::Removed {}
/// impl<__How: __Loads_warehouse> __p::CanSet<__e::Loaded, __How> for field_warehouse {}
/// ```
fn loaded_whole(entity: &Entity, field: &Field) -> TokenStream {
    let params = params(entity);
    let (_, own, where_clause) = entity.generics.split_for_impl();
    let span = field.ident.span();
    let how = format_ident!("__Loads_{}", text_of(&field.ident), span = span);
    let own_type = Ident::new(&marker(&field.ident).to_string(), span);
    let Refusal { message, label, note } = only_whole(entity, field);
    let rule = quote_spanned! {span=>
        impl<#params __How: #how> __p::CanSet<__e::Loaded, __How> for #own_type #own #where_clause {}
    };
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        pub trait #how {}
        #[diagnostic::do_not_recommend]
        impl #how for __p::WholeField {}
        #[diagnostic::do_not_recommend]
        impl #how for __p::Removed {}

        #rule
    }
}

/// ```text
/// impl<__V0: __e::Operand<String>, ..> __e::FieldGroup<Task, (__V0, ..)>
///     for (__e::Field<Task, __p::Root, field_status>, ..)
/// {
///     fn assigned(self, values: (__V0, ..)) -> Result<Vec<__p::Assigned>, __Error> {
///         Ok(vec![__p::Assigned::of::<field_status, _>(values.0)?, ..])
///     }
/// }
/// ```
fn group(entity: &Entity, fields: &[Rc<Field>]) -> TokenStream {
    let ident = &entity.ident;
    let markers: Vec<Ident> = fields.iter().map(|field| marker(&field.ident)).collect();
    let types = fields.iter().map(|field| &field.ty);
    let values: Vec<Ident> = (0..fields.len()).map(|nth| format_ident!("__V{nth}")).collect();
    let places = (0..fields.len()).map(syn::Index::from);
    quote! {
        #[automatically_derived]
        impl<#(#values: __e::Operand<#types>),*> __e::FieldGroup<#ident, (#(#values,)*)>
            for (#(__e::Field<#ident, __p::Root, #markers>,)*)
        {
            fn assigned(
                self,
                values: (#(#values,)*),
            ) -> ::core::result::Result<::std::vec::Vec<__p::Assigned>, __Error> {
                ::core::result::Result::Ok(::std::vec![#(__p::Assigned::of::<#markers, _>(values.#places)?),*])
            }
        }
    }
}

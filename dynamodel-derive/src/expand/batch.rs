//! Whether a batch can write an entity, or why not.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::bounded;
use crate::attr::Stamp;
use crate::model::{Entity, text_of};

/// ```text
/// impl __p::Batchable for User {}
/// ```
///
/// Where each write is more than one item, a trait that nothing implements says why not:
///
/// ```text
/// #[diagnostic::on_unimplemented(message = "..", label = "..", note = "..")]
/// pub trait __InBatch {}
/// impl<__How: __InBatch> __p::Batchable<__How> for User {}
/// ```
pub(super) fn batchable(entity: &Entity) -> TokenStream {
    let mut generics = bounded(entity);
    let ident = &entity.ident;
    let Some(message) = refusal(entity) else {
        let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
        return quote! {
            #[automatically_derived]
            impl #impl_generics __p::Batchable for #ident #type_generics #where_clause {}
        };
    };
    let (_, type_generics, _) = entity.generics.split_for_impl();
    generics.params.push(syn::parse_quote_spanned!(ident.span()=> __How: __InBatch));
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let refused = quote_spanned! {ident.span()=>
        impl #impl_generics __p::Batchable<__How> for #ident #type_generics #where_clause {}
    };
    quote! {
        #[doc(hidden)]
        #[diagnostic::on_unimplemented(
            message = #message,
            label = "send this alone, with `.send(&table)`",
            note = "for many new items: `create_many(&values)`, which fails where an item exists already"
        )]
        pub trait __InBatch {}

        #[automatically_derived]
        #refused
    }
}

/// What is said of an entity each write of which is more than one item, or has something to check.
fn refusal(entity: &Entity) -> Option<String> {
    let lookups: Vec<String> = entity
        .lookups
        .iter()
        .filter_map(|lookup| lookup.name.as_ref())
        .map(|name| format!("`{}`", text_of(&name.ident)))
        .collect();
    let reason = if !lookups.is_empty() {
        format!("the copies for its {} have to be written with it", counted("lookup", &lookups))
    } else if !entity.markers.is_empty() {
        let names: Vec<String> = entity.markers.iter().map(|marker| format!("`{}`", marker.name)).collect();
        format!("the values of its unique {} have to be claimed with it", counted("field", &names))
    } else {
        let (field, stamped) =
            entity.fields.iter().find_map(|field| Some((field, field.stamped.as_ref()?)))?;
        match stamped.kind {
            Stamp::Version => format!("each write checks and raises its version, `{}`", field.name),
            Stamp::CreatedAt | Stamp::UpdatedAt => format!("each write fills in its time, `{}`", field.name),
        }
    };
    Some(format!(
        "a batch cannot write `{}`: {reason}, and a batch stores nothing but what it is given",
        entity.ident
    ))
}

/// "lookups `a` and `b`"
fn counted(what: &str, names: &[String]) -> String {
    match names {
        [one] => format!("{what} {one}"),
        [most @ .., last] => format!("{what}s {} and {last}", most.join(", ")),
        [] => String::new(),
    }
}

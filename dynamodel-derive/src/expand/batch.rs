//! The support of batches for an entity, or the reason against it.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::bounded;
use crate::attr::Managed;
use crate::model::{Entity, text_of};

/// ```text
/// impl __p::Batchable for User {}
/// ```
///
/// For an entity that a batch cannot write, a trait without implementations carries the message:
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
            note = "for many new items, use `create_many(&values)`, which fails if an item exists"
        )]
        pub trait __InBatch {}

        #[automatically_derived]
        #refused
    }
}

/// Returns the message for an entity whose writes need more than one item, a check or a managed field.
fn refusal(entity: &Entity) -> Option<String> {
    let lookups: Vec<String> = entity
        .lookups
        .iter()
        .filter_map(|lookup| lookup.name.as_ref())
        .map(|name| format!("`{}`", text_of(&name.ident)))
        .collect();
    let reason = if !lookups.is_empty() {
        format!("each write must write the copies for its {} too", counted("lookup", &lookups))
    } else if !entity.markers.is_empty() {
        let names: Vec<String> = entity.markers.iter().map(|marker| format!("`{}`", marker.name)).collect();
        format!("each write must claim the values of its unique {} too", counted("field", &names))
    } else {
        let (field, managed) =
            entity.fields.iter().find_map(|field| Some((field, field.managed.as_ref()?)))?;
        match managed.kind {
            Managed::Version => format!("each write must check and increment its version, `{}`", field.name),
            Managed::CreatedAt | Managed::UpdatedAt => {
                format!("each write must set its time, `{}`", field.name)
            }
        }
    };
    Some(format!(
        "a batch cannot write `{}`: {reason}, and a batch writes the given items only",
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

//! The check for fields of JSON values.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::spanned::Spanned;

use super::types::located;
use crate::model::{Entity, Field, mentions, text_of};

/// `const _: () = __p::refuse_json(__p::Json::<Value>::IS_JSON, "Video", "data", false);` for each field whose type may be a
/// JSON value and that no function writes.
pub(super) fn checks(entity: &Entity) -> TokenStream {
    let name = text_of(&entity.ident);
    let fields = entity.fields.iter().filter(|field| entity.is_concrete() && may_be_json(field));
    let checks = fields.map(|field| {
        let (ty, field_name, flattened) = (&field.ty, &field.name, is_flattened(field));
        quote_spanned! {located(ty.span())=>
            const _: () = {
                use __p::NotJson as _;
                __p::refuse_json(__p::Json::<#ty>::IS_JSON, #name, #field_name, #flattened)
            };
        }
    });
    checks.collect()
}

/// A type that is a JSON value is named `Value`.
fn may_be_json(field: &Field) -> bool {
    let is_written = field.stored.attribute.is_some() || is_flattened(field);
    is_written && field.stored.custom.is_none() && mentions(&field.ty, &["Value".to_owned()])
}

fn is_flattened(field: &Field) -> bool {
    field.stored.kept_out.as_ref().is_some_and(|word| word.is_ident("flatten"))
}

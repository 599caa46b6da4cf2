//! `#[derive(Table)]`: the enum of all entities of one table.

mod attr;
mod check;
mod expand;
mod index;
pub(crate) mod model;
mod project;

use proc_macro2::TokenStream;
use syn::{Data, DataEnum, DeriveInput};

use crate::ctxt::Ctxt;

use self::attr::Attributes;
use self::model::Table;

/// Parses, resolves, checks and expands. Errors have an inert implementation beside them, so that one mistake is one
/// error.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::new();
    let table = the_enum(&ctxt, input).map(|data| {
        let attributes = Attributes::parse(&ctxt, input);
        let table = Table::resolve(&ctxt, input, data, &attributes);
        check::check(&ctxt, &attributes, &table);
        project::check(&ctxt, &attributes, &table);
        table
    });
    match (ctxt.check(), table) {
        (Ok(()), Some(table)) => expand::table(&table),
        (Ok(()), None) => TokenStream::new(),
        (Err(error), table) => {
            let inert = table.as_ref().map(expand::inert);
            let error = error.into_compile_error();
            quote::quote!(#error #inert)
        }
    }
}

/// Returns the enum, and reports a type that cannot be a table.
fn the_enum<'i>(ctxt: &Ctxt, input: &'i DeriveInput) -> Option<&'i DataEnum> {
    let Data::Enum(data) = &input.data else {
        let ident = &input.ident;
        ctxt.at(ident).error(format_args!(
            "a table must be an enum of its entities: `enum {ident} {{ User(User), Order(Order) }}`"
        ));
        return None;
    };
    if !input.generics.params.is_empty() {
        ctxt.at(&input.generics).error(
            "a table cannot have generic parameters, because the proof that its keys are distinct needs all types: \
             write a concrete type in a variant, such as `Order(Envelope<Order>)`",
        );
        return None;
    }
    Some(data)
}

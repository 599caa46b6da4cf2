//! `#[derive(KeySegment)]`: newtypes around a key segment, and enums without fields.

mod argument;
mod newtype;
mod variants;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, Generics, Member, Path, Type, WherePredicate, parse_quote};

use crate::ctxt::Ctxt;
use crate::model::{self, Plain};
use crate::{attr, serde, words};
use variants::Variants;

/// What the type is, resolved.
enum Segment<'i> {
    Newtype(Newtype<'i>),
    Enum(Variants<'i>),
}

struct Newtype<'i> {
    member: Member,
    inner: &'i Type,
    /// Whether serde reads it through a conversion, which then also checks what stands in a key.
    converted: bool,
}

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::new();
    let krate = model::krate(attr::krate(&ctxt, &input.attrs, "key_segment").as_ref());
    let segment = resolve(&ctxt, input);
    let (errors, implementation) = match (ctxt.check(), segment) {
        (Ok(()), Some(Segment::Newtype(newtype))) => (None, newtype::expand(input, &newtype)),
        (Ok(()), Some(Segment::Enum(variants))) => (None, variants::expand(input, &variants)),
        (result, _) => (result.err().map(syn::Error::into_compile_error), inert(input)),
    };
    wrapped(&krate, &quote!(#errors), &implementation)
}

fn wrapped(krate: &Path, errors: &TokenStream, implementation: &TokenStream) -> TokenStream {
    quote! {
        #errors
        const _: () = {
            use #krate::__private as __p;
            #implementation
        };
    }
}

fn resolve<'i>(ctxt: &Ctxt, input: &'i DeriveInput) -> Option<Segment<'i>> {
    match &input.data {
        Data::Struct(data) => newtype(ctxt, input, &data.fields).map(Segment::Newtype),
        Data::Enum(data) => Variants::resolve(ctxt, input, data).map(Segment::Enum),
        Data::Union(_) => {
            ctxt.error(&input.ident, "a key segment is a struct with one field or an enum without fields");
            None
        }
    }
}

// struct Id(u64, u64);
// struct Temperature(f64);
fn newtype<'i>(ctxt: &Ctxt, input: &DeriveInput, fields: &'i Fields) -> Option<Newtype<'i>> {
    let mut members = fields.iter().zip(fields.members());
    let (Some((field, member)), None) = (members.next(), members.next()) else {
        let message = "a key segment is one value, so a struct with one field: \
                       give each of several values a place of its own in the template";
        ctxt.error(&input.ident, message);
        return None;
    };
    if model::plain(&field.ty) == Some(Plain::Float) {
        let message = "a float cannot be a segment of a key, as `0.1 + 0.2` and `0.3` would be two keys: \
                       store a whole unit (cents, millimetres) or use a decimal type";
        ctxt.error(&field.ty, message);
    }
    let metas = serde::metas(&input.attrs);
    let converted =
        metas.iter().any(|meta| ["from", "try_from"].contains(&words::name_of(meta.path()).as_str()));
    Some(Newtype { member, inner: &field.ty, converted })
}

/// The type's generics, with this parameter for the way it is written and these bounds.
fn generics(input: &DeriveInput, further: &TokenStream, bounds: Vec<WherePredicate>) -> Generics {
    let mut generics = input.generics.clone();
    let further: Generics = parse_quote!(<#further>);
    let (lifetimes, others): (Vec<_>, Vec<_>) =
        further.params.into_iter().partition(|param| matches!(param, syn::GenericParam::Lifetime(_)));
    for lifetime in lifetimes {
        generics.params.insert(0, lifetime);
    }
    generics.params.extend(others);
    let clause = generics.make_where_clause();
    clause.predicates.extend(bounds);
    if !input.generics.params.is_empty() {
        let (ident, (_, type_generics, _)) = (&input.ident, input.generics.split_for_impl());
        clause.predicates.push(parse_quote!(#ident #type_generics: 'static));
    }
    generics
}

/// An implementation without substance beside errors.
fn inert(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let generics = generics(input, &quote!(__S), Vec::new());
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, type_generics, _) = input.generics.split_for_impl();
    let arguments = argument::both(input, &[], &[]);
    quote! {
        impl #impl_generics __p::KeySegment<__S> for #ident #type_generics #where_clause {
            type Arg<'__a> = &'__a Self;
            const SHAPE: __p::Shape = __p::Shape::Fixed(&[]);
            fn as_arg(&self) -> &Self {
                self
            }
            fn encode(
                _: &&Self,
                _: &mut ::std::string::String,
            ) -> ::core::result::Result<(), __p::SegmentError> {
                ::core::unreachable!()
            }
            fn decode(_: &::core::primitive::str) -> ::core::result::Result<Self, __p::SegmentError> {
                ::core::unreachable!()
            }
        }
        impl #impl_generics __p::OrderedSegment<__S> for #ident #type_generics #where_clause {}
        #arguments
    }
}

//! `#[derive(KeySegment)]`: newtypes around a key segment, and enums without fields.

mod argument;
mod newtype;
mod variants;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, Generics, Member, Path, Type, WherePredicate, parse_quote};

use crate::ctxt::Ctxt;
use crate::model::{self, Plain};
use crate::{attr, meta, serde};
use variants::Variants;

/// The resolved type.
enum Segment<'i> {
    Newtype(Newtype<'i>),
    Enum(Variants<'i>),
}

struct Newtype<'i> {
    member: Member,
    inner: &'i Type,
    /// `true` if serde reads it through a conversion, which then also checks the values of keys.
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
    let imports = crate::model::imports(krate);
    quote! {
        #errors
        const _: () = {
            #imports
            #implementation
        };
    }
}

fn resolve<'i>(ctxt: &Ctxt, input: &'i DeriveInput) -> Option<Segment<'i>> {
    match &input.data {
        Data::Struct(data) => newtype(ctxt, input, &data.fields).map(Segment::Newtype),
        Data::Enum(data) => Variants::resolve(ctxt, input, data).map(Segment::Enum),
        Data::Union(_) => {
            ctxt.at(&input.ident)
                .error("a key segment must be a struct with one field, or an enum without fields");
            None
        }
    }
}

// struct Id(u64, u64);
// struct Temperature(f64);
fn newtype<'i>(ctxt: &Ctxt, input: &DeriveInput, fields: &'i Fields) -> Option<Newtype<'i>> {
    let mut members = fields.iter().zip(fields.members());
    let (Some((field, member)), None) = (members.next(), members.next()) else {
        ctxt.at(&input.ident).error(
            "a key segment must be a struct with one field: give each of several values a placeholder of its own in \
             the template",
        );
        return None;
    };
    if model::plain(&field.ty) == Some(Plain::Float) {
        ctxt.at(&field.ty).error(
            "a float cannot be a key segment, because `0.1 + 0.2` and `0.3` are different keys: store an integer \
             unit (cents, millimetres) or use a decimal type",
        );
    }
    let metas = serde::metas(&input.attrs);
    let converted =
        metas.iter().any(|meta| ["from", "try_from"].contains(&meta::name_of(meta.path()).as_str()));
    Some(Newtype { member, inner: &field.ty, converted })
}

/// Returns the type's generics with a parameter for the key format and these bounds.
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

/// Emits `impl<..> #path for #ty where .. { #body }`.
fn implementation(
    input: &DeriveInput,
    params: &TokenStream,
    bounds: &[WherePredicate],
    (path, ty): (&TokenStream, &TokenStream),
    body: &TokenStream,
) -> TokenStream {
    let generics = generics(input, params, bounds.to_vec());
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #path for #ty #where_clause { #body }
    }
}

/// The type with its generic arguments.
fn own_type(input: &DeriveInput) -> TokenStream {
    let (ident, (_, type_generics, _)) = (&input.ident, input.generics.split_for_impl());
    quote!(#ident #type_generics)
}

/// Emits `impl<__S> __k::KeySegment<__S> for UserId where .. { #body }`.
fn key_segment(input: &DeriveInput, bounds: &[WherePredicate], body: &TokenStream) -> TokenStream {
    let body = quote! {
        type Arg<'__a> = &'__a Self;

        fn as_arg(&self) -> &Self {
            self
        }

        #body
    };
    let path = quote!(__k::KeySegment<__S>);
    implementation(input, &quote!(__S), bounds, (&path, &own_type(input)), &body)
}

/// Emits `impl<__S> __k::OrderedSegment<__S> for UserId where .. {}`.
fn ordered_segment(input: &DeriveInput, bounds: &[WherePredicate]) -> TokenStream {
    let path = quote!(__k::OrderedSegment<__S>);
    implementation(input, &quote!(__S), bounds, (&path, &own_type(input)), &TokenStream::new())
}

/// Emits implementations beside errors, so that uses of the type report nothing.
fn inert(input: &DeriveInput) -> TokenStream {
    let body = quote! {
        const SHAPE: __k::Shape = __k::Shape::Fixed(&[]);

        fn encode(
            _: &&Self,
            _: &mut ::std::string::String,
        ) -> ::core::result::Result<(), __k::SegmentError> {
            ::core::unreachable!()
        }

        fn decode(_: &::core::primitive::str) -> ::core::result::Result<Self, __k::SegmentError> {
            ::core::unreachable!()
        }
    };
    let (segment, ordered) = (key_segment(input, &[], &body), ordered_segment(input, &[]));
    let arguments = argument::both(input, &[]);
    quote!(#segment #ordered #arguments)
}

//! `#[derive(Projection)]`: a struct that reads a part of an entity.

mod path;

use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Attribute, DeriveInput, Ident, LitStr, Path, Token, Type};

use crate::ctxt::Ctxt;
use crate::expand::located;
use crate::model::{self, Field, text_of};
use crate::{meta, serde};
use path::PartPath;

/// A field that is read from the item.
struct ReadField {
    field: Rc<Field>,
    /// The part of an attribute that it reads; `None` for an attribute.
    path: Option<PartPath>,
}

/// `#[projection(of = Video)]`
#[derive(Default)]
struct Attributes {
    of: Option<Type>,
    krate: Option<Path>,
    /// `true` if an argument could not be read, so that nothing is reported as missing.
    unread: bool,
}

const WORDS: &[&str] = &["of", "crate"];

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::new();
    let attributes = Attributes::parse(&ctxt, input);
    check_parameters(&ctxt, input);
    let fields = model::fields(
        &ctxt,
        input,
        "a projection must be a struct with named fields, which are fields of the entity",
    );
    check_flattened(&ctxt, input);
    let fields = read_fields(&ctxt, input, fields.unwrap_or_default());
    if fields.is_empty() && !attributes.unread && model::named(&input.data).is_some() {
        ctxt.at(&input.ident).error(
            "a projection must read at least one field: add one, or read the keys alone with `keys()` of a query",
        );
    }
    let krate = model::krate(attributes.krate.as_ref());
    match (ctxt.check(), attributes.of) {
        (Ok(()), Some(of)) => expand(input, &krate, &of, &fields),
        (result, of) => {
            let errors = result.err().map(syn::Error::into_compile_error);
            let concrete = of.filter(|_| input.generics.params.is_empty());
            let inert = concrete.map(|of| inert(input, &krate, &of));
            quote!(#errors #inert)
        }
    }
}

impl Attributes {
    fn parse(ctxt: &Ctxt, input: &DeriveInput) -> Self {
        let mut attributes = Self::default();
        for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("projection")) {
            attributes.read(ctxt, attribute);
        }
        if attributes.of.is_none() && !attributes.unread {
            ctxt.at(&input.ident).error("a projection needs its entity: write `#[projection(of = ...)]`");
        }
        attributes
    }

    fn read(&mut self, ctxt: &Ctxt, attribute: &Attribute) {
        let words = attribute.parse_args_with(|stream: ParseStream<'_>| {
            while !stream.is_empty() {
                self.word(stream)?;
                if !stream.is_empty() {
                    stream.parse::<Token![,]>()?;
                }
            }
            Ok(())
        });
        if let Err(error) = words {
            self.unread = true;
            ctxt.push(error);
        }
    }

    fn word(&mut self, stream: ParseStream<'_>) -> syn::Result<()> {
        let word = stream.call(Ident::parse_any)?;
        let name = word.to_string();
        if !WORDS.contains(&name.as_str()) {
            let message = meta::unknown(&name, "#[projection(...)]", WORDS);
            return Err(syn::Error::new_spanned(word, message));
        }
        let twice = if name == "of" { self.of.is_some() } else { self.krate.is_some() };
        if twice {
            let message = format!("`{name}` is given twice in `#[projection(...)]`: remove one");
            return Err(syn::Error::new_spanned(word, message));
        }
        stream.parse::<Token![=]>()?;
        if name == "of" {
            self.of = Some(value(stream, "the entity, as in `of = Video`")?);
        } else {
            self.krate = Some(value(stream, "the path of a crate")?);
        }
        Ok(())
    }
}

/// Parses a value, or a string that contains the value.
fn value<T: syn::parse::Parse>(stream: ParseStream<'_>, what: &str) -> syn::Result<T> {
    let expected = |error: &syn::Error| syn::Error::new(error.span(), format!("expected {what}"));
    if stream.peek(LitStr) {
        return stream.parse::<LitStr>()?.parse().map_err(|error| expected(&error));
    }
    stream.parse().map_err(|error| expected(&error))
}

// struct Card<T> { title: T }
fn check_parameters(ctxt: &Ctxt, input: &DeriveInput) {
    if !input.generics.params.is_empty() {
        ctxt.at(&input.generics).error(
            "a projection cannot have generic parameters, because its fields are checked against one entity: remove \
             them",
        );
    }
}

// #[serde(flatten)] rest: HashMap<String, String>
fn check_flattened(ctxt: &Ctxt, input: &DeriveInput) {
    for field in model::named(&input.data).into_iter().flat_map(|fields| &fields.named) {
        for meta in serde::metas(&field.attrs).iter().filter(|meta| meta.path().is_ident("flatten")) {
            ctxt.at(meta).error(
                "a projection needs a field for each attribute that it reads: replace this field by those that it \
                 flattens",
            );
        }
    }
}

/// Returns the fields that are read from the item, not from `Default`.
fn read_fields(ctxt: &Ctxt, input: &DeriveInput, fields: Vec<Rc<Field>>) -> Vec<ReadField> {
    let declared = model::named(&input.data).into_iter().flat_map(|fields| &fields.named);
    let paths = declared.map(|field| path::of_field(ctxt, field));
    let mut fields: Vec<_> =
        fields.into_iter().zip(paths).map(|(field, path)| ReadField { field, path }).collect();
    fields.retain(|ReadField { field, path }| {
        // #[serde(skip)] #[projection(path = address.city)] city: String
        if let (false, Some(path)) = (is_read(field), path) {
            ctxt.at(&path.steps).error("a skipped field has no path: remove `skip`, or remove `path`");
        }
        is_read(field)
    });
    fields
}

fn is_read(field: &Field) -> bool {
    let word = |word: &str| field.stored.kept_out.as_ref().is_some_and(|path| path.is_ident(word));
    !word("skip") && !word("skip_deserializing") && !word("flatten")
}

/// ```text
/// const _: () = {
///     use ::dynamodel::__private as __p;
///     type __Of = <__p::Checked<{ __p::is_entity::<Video>() }> as __p::Keep<Video>>::Type;
///     const __F0: usize = __p::field_of::<__Of>("VideoCard", "video_id", "video_id");
///     type __T0 = <__p::Checked<{ __p::same_type::<__Of, __F0, u64, _>() }> as __p::Keep<u64>>::Type;
///     const _: () = __p::check_function::<__Of>(__F0, "VideoCard", "video_id", false);
///     impl ::dynamodel::Projection for VideoCard { .. }
///     impl<__P> __p::ServedBy<__P> for VideoCard
///     where
///         __P: __p::Serves<<__Of as __p::EntityField<__F0, __T0>>::Marker>,
///         __P: __p::ServesInside<__R0, __roots::address>,
///     {}
/// };
/// ```
fn expand(input: &DeriveInput, krate: &Path, of: &Type, fields: &[ReadField]) -> TokenStream {
    let (ident, name) = (&input.ident, text_of(&input.ident));
    let alias = alias(of);
    let whole: Vec<&Field> =
        fields.iter().filter(|field| field.path.is_none()).map(|field| &*field.field).collect();
    let checks = whole.iter().enumerate().map(|(index, field)| check(&name, index, field));
    let attributes = whole.iter().filter_map(|field| field.stored.attribute.as_ref());
    let (positions, types) = ((0..whole.len()).map(position), (0..whole.len()).map(type_of));
    let roots = roots(fields);
    let (root_positions, root_checks) = ((0..roots.len()).map(root_position), root_checks(&roots));
    let served = quote_spanned! {ident.span()=>
        impl<__P> __p::ServedBy<__P> for #ident
        where
            #(__P: __p::Serves<<__Of as __p::EntityField<#positions, #types>>::Marker>,)*
            #(__P: __p::ServesInside<#root_positions, __roots::#roots>,)*
        {
        }
    };
    let implementation = implementation(ident, krate, attributes, fields);
    let imports = crate::model::imports(krate);
    quote! {
        const _: () = {
            #imports
            #alias
            #(#checks)*
            #root_checks

            #implementation

            #[automatically_derived]
            #served
        };
    }
}

/// ```text
/// impl __o::FromItem for VideoCard { type Of = __Of; .. }
/// impl ::dynamodel::Projection for VideoCard {
///     const META: &'static __s::ProjectionMeta = &__s::ProjectionMeta { .. };
/// }
/// ```
fn implementation<'f>(
    ident: &Ident,
    krate: &Path,
    attributes: impl Iterator<Item = &'f String>,
    fields: &[ReadField],
) -> TokenStream {
    let name = text_of(ident);
    let meta = quote!(<#ident as #krate::Projection>::META.attributes);
    let parts = parts(&meta, fields);
    quote! {
        #[automatically_derived]
        impl __o::FromItem for #ident {
            type Of = __Of;

            fn attributes() -> ::core::option::Option<__p::Wanted> {
                ::core::option::Option::Some(__p::Wanted::attributes(#meta)#parts)
            }

            fn from_found(found: __p::Found<'_>) -> ::core::result::Result<Self, __Error> {
                __p::decode_part(found)
            }
        }

        #[automatically_derived]
        impl #krate::Projection for #ident {
            const META: &'static __s::ProjectionMeta =
                &__s::ProjectionMeta { name: #name, attributes: &[#(#attributes),*] };
        }
    }
}

/// Emits a projection beside errors, with which every pattern can be read.
fn inert(input: &DeriveInput, krate: &Path, of: &Type) -> TokenStream {
    let ident = &input.ident;
    let (alias, implementation) = (alias(of), implementation(ident, krate, std::iter::empty(), &[]));
    let imports = crate::model::imports(krate);
    quote! {
        const _: () = {
            #imports
            #alias

            #implementation

            #[automatically_derived]
            impl<__P> __p::ServedBy<__P> for #ident {}
        };
    }
}

/// Emits the alias of the entity. If the type is not an entity, only the alias reports an error.
fn alias(of: &Type) -> TokenStream {
    let span = located(of.span());
    let asked = quote_spanned!(span=> __p::is_entity::<#of>());
    quote! {
        #[allow(non_camel_case_types)]
        type __Of = <__p::Checked<{ #asked }> as __p::Keep<#of>>::Type;
    }
}

/// ```text
/// .with_parts({
///     static PARTS: __p::LazyParts = __p::LazyParts::new(|| {
///         __p::Parts::new(META.attributes, [__p::part::<String, _, _>("city", &__Of::FIELDS.address.city)])
///     });
///     &PARTS
/// })
/// ```
fn parts(meta: &TokenStream, fields: &[ReadField]) -> Option<TokenStream> {
    let parts = fields.iter().filter_map(|ReadField { field, path }| {
        let (PartPath { root, steps }, name, ty) =
            (path.as_ref()?, field.stored.attribute.as_ref()?, &field.ty);
        let part = format_ident!("{}", if field.stored.reader.is_some() { "part_with" } else { "part" });
        let part = quote_spanned!(located(ty.span())=> __p::#part::<#ty, _, _>);
        let fields = quote_spanned!(located(root.span())=> &<__Of>::FIELDS);
        Some(quote!(#part(#name, #fields.#steps)))
    });
    let parts: Vec<_> = parts.collect();
    (!parts.is_empty()).then(|| {
        quote! {
            .with_parts({
                static PARTS: __p::LazyParts = __p::LazyParts::new(|| __p::Parts::new(#meta, [#(#parts),*]));
                &PARTS
            })
        }
    })
}

/// The fields that paths start with, each once, without those that the projection reads whole.
fn roots(fields: &[ReadField]) -> Vec<&Ident> {
    let whole: Vec<&String> =
        fields.iter().filter(|field| field.path.is_none()).map(|field| &field.field.name).collect();
    let mut roots: Vec<&Ident> = Vec::new();
    for root in fields.iter().filter_map(|field| Some(&field.path.as_ref()?.root)) {
        if !roots.contains(&root) && !whole.contains(&&text_of(root)) {
            roots.push(root);
        }
    }
    roots
}

/// ```text
/// const __R0: usize = __p::position_of::<__Of>("address");
/// mod __roots { pub enum address {} }
/// ```
fn root_checks(roots: &[&Ident]) -> Option<TokenStream> {
    let (positions, names) = ((0..roots.len()).map(root_position), roots.iter().map(|root| text_of(root)));
    (!roots.is_empty()).then(|| {
        quote! {
            #(const #positions: ::core::primitive::usize = __p::position_of::<__Of>(#names);)*

            // The message about an index or lookup that lacks the field shows its name.
            #[allow(dead_code, missing_docs, non_camel_case_types, unreachable_pub)]
            mod __roots {
                #(pub enum #roots {})*
            }
        }
    })
}

fn root_position(index: usize) -> Ident {
    format_ident!("__R{index}")
}

fn position(index: usize) -> Ident {
    format_ident!("__F{index}")
}

fn type_of(index: usize) -> Ident {
    format_ident!("__T{index}")
}

fn check(projection: &str, index: usize, field: &Field) -> TokenStream {
    let Some(attribute) = &field.stored.attribute else { return TokenStream::new() };
    let (position, type_of, name, ty) = (position(index), type_of(index), &field.name, &field.ty);
    let custom = field.stored.custom.is_some();
    let found = quote_spanned! {located(field.ident.span())=>
        __p::field_of::<__Of>(#projection, #name, #attribute)
    };
    let same = quote_spanned! {located(ty.span())=> __p::same_type::<__Of, #position, #ty, _>() };
    let function = quote_spanned! {located(field.ident.span())=>
        const _: () = __p::check_function::<__Of>(#position, #projection, #name, #custom);
    };
    quote! {
        const #position: ::core::primitive::usize = #found;
        type #type_of = <__p::Checked<{ #same }> as __p::Keep<#ty>>::Type;
        #function
    }
}

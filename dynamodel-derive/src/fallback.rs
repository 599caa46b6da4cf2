//! Implementations and functions beside errors, so that one mistake is one error.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, Generics, Ident, Type};

use crate::attr::{Attributes, Functions, Pattern, PatternName, Written};
use crate::expand::{self, Access};
use crate::model::{self, Entity, Plain};
use crate::shards;
use crate::template::{self, Part, Placeholder};

/// No string segment contains all of these characters, so the proof of a table finds no overlap.
const UNLIKE_ANY_KEY: &str = "\0!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// ```text
/// const _: () = {
///     use ::dynamodel::__private as __p;
///     impl __p::Stored for Video { .. }
///     impl __p::Batchable for Video {}
///     impl Video { pub fn get(video_id: u64) -> ::dynamodel::op::Get<Self> { ::core::unreachable!() } }
/// };
/// ```
pub(crate) fn entity(input: &DeriveInput, attributes: &Attributes, entity: Option<&Entity>) -> TokenStream {
    let krate = model::krate(attributes.entity.krate.as_ref());
    let (ident, meta) = (&input.ident, meta(input, attributes));
    let functions = match entity {
        Some(entity) => expand::inert_functions(entity),
        None => functions(input, attributes),
    };
    let fields = expand::inert_fields(input);
    let aliases = entity.map(expand::inert_aliases);
    let patterns = entity.map_or_else(|| patterns(input, attributes), expand::inert_patterns);
    let generics = entity.map_or_else(|| generics(input), expand::bounded);
    let (impl_generics, type_generics, bounds) = generics.split_for_impl();
    let pattern_types = entity.map_or_else(|| pattern_types(input, attributes), expand::pattern_types);
    let version = entity
        .and_then(expand::version)
        .map_or_else(|| quote!(::core::primitive::u64), ToTokens::to_token_stream);
    let (draft, from_draft) = entity.map(expand::inert_draft).unwrap_or_default();
    let imports = crate::model::imports(&krate);
    quote! {
        #draft

        #pattern_types

        const _: () = {
            #imports

            #aliases

            #from_draft

            #[automatically_derived]
            impl #impl_generics __p::Stored for #ident #type_generics #bounds {
                const ENTITY: &'static __s::EntityMeta = #meta;
                const KEYS: &'static [__p::KeyFields<Self>] = &[];
            }

            #[automatically_derived]
            impl #impl_generics __p::Batchable for #ident #type_generics #bounds {}

            #[automatically_derived]
            impl #impl_generics __p::Versioned for #ident #type_generics #bounds {
                type Version = #version;
            }

            #[automatically_derived]
            #[allow(dead_code, non_snake_case, missing_docs, unused_variables)]
            impl #impl_generics #ident #type_generics #bounds {
                #functions
            }

            #fields
            #patterns
        };
    }
}

/// Emits the access patterns that the attributes alone determine.
fn patterns(input: &DeriveInput, attributes: &Attributes) -> TokenStream {
    let primary = attributes.keys.first().map(|key| collected(input, &input.ident, key));
    let named = named(attributes)
        .map(|(name, pattern)| collected(input, &model::pattern_type(&input.ident, name), pattern));
    let (ident, (_, own, _)) = (&input.ident, input.generics.split_for_impl());
    let of = quote!(#ident #own);
    let generics = generics_for(input, &of);
    let accesses = accesses(input, attributes, |access| access.implementation(&of, &generics));
    quote!(#primary #(#named)* #accesses)
}

/// The types of the access patterns as far as the attributes alone tell.
fn pattern_types(input: &DeriveInput, attributes: &Attributes) -> TokenStream {
    let vis = input.vis.to_token_stream();
    accesses(input, attributes, |access| access.declaration(&vis, &input.generics))
}

fn accesses(
    input: &DeriveInput,
    attributes: &Attributes,
    expand: impl Fn(Access<'_>) -> TokenStream,
) -> TokenStream {
    let each = named(attributes).map(|(name, _)| {
        expand(Access {
            name: name.text.clone(),
            ty: &model::pattern_type(&input.ident, name),
            doc: "An access pattern.".to_owned(),
            key: quote!(__p::Target::Key(0)),
            place: Some(quote!(__o::Local)),
            is_part: false,
            keys: quote!(()),
            sort_key: quote!(__p::Unknown),
        })
    });
    each.collect()
}

/// The patterns with names of functions, each once.
fn named(attributes: &Attributes) -> impl Iterator<Item = (&PatternName, &Pattern)> {
    let mut taken = HashSet::new();
    let all = attributes.keys.iter().chain(&attributes.lookups).chain(&attributes.indexes);
    let named = all.filter_map(|pattern| Some((pattern.name.as_ref()?, pattern)));
    named.filter(move |(name, _)| name.function.is_some() && taken.insert(name.text.clone()))
}

/// ```text
/// impl __p::Pattern for VideoByCreator { type Params = (__k::Seg<String, __k::spec::Partition>, ()); .. }
/// ```
fn collected(input: &DeriveInput, ty: &Ident, pattern: &Pattern) -> TokenStream {
    let (ident, (_, own, _)) = (&input.ident, input.generics.split_for_impl());
    let generics = generics_for(input, &quote!(#ident #own));
    let (impl_generics, type_generics, bounds) = generics.split_for_impl();
    let paths = paths(input, pattern.pk.iter()).unwrap_or_default();
    let params = paths.iter().rev().fold(quote!(()), |rest, path| {
        let ty = match plain_field(input, path) {
            Some((_, Plain::Float)) | None => quote!(__p::Unknown),
            Some((ty, _)) => quote!(#ty),
        };
        quote!((__k::Seg<#ty, __k::spec::Partition>, #rest))
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::Pattern for #ty #type_generics #bounds {
            type Params = #params;
            type Place = __o::Local;
            type SortKey = __p::Unknown;
            const MEMBERS: &'static [__p::PatternMeta] = &[__p::PatternMeta::FAULTY];

            fn partition(_: <Self::Params as __p::Params>::Values<'_>) -> __k::KeyWriter {
                ::core::unreachable!()
            }
        }
    }
}

fn generics(input: &DeriveInput) -> Generics {
    generics_for(input, &quote!(Self))
}

fn generics_for(input: &DeriveInput, of: &TokenStream) -> Generics {
    let mut generics = input.generics.clone();
    if !generics.params.is_empty() {
        generics.make_where_clause().predicates.push(expand::self_bound(of));
    }
    generics
}

fn meta(input: &DeriveInput, attributes: &Attributes) -> TokenStream {
    let name = model::text_of(&input.ident);
    let key = format!("{UNLIKE_ANY_KEY}{name}");
    let sorted = attributes.keys.first().is_none_or(|key| key.sk.is_some());
    let parts = quote!(&[__k::Part::Literal(#key)]);
    let sk = expand::option(sorted.then(|| quote!(__k::Template::sk(#name, #key, #parts))));
    let fields = field_metas(input);
    quote! {
        &__s::EntityMeta {
            name: #name,
            type_name: #name,
            keys: &[
                __s::KeyMeta { sk: #sk, ..__s::KeyMeta::new(#name, __k::Template::pk(#name, #key, #parts)) }
            ],
            fields: &[#(#fields),*],
            ..__s::EntityMeta::EMPTY
        }
    }
}

/// `__s::FieldMeta { attribute: "", in_key: true, .. }`: no rule applies to a field without an attribute.
fn field_metas(input: &DeriveInput) -> impl Iterator<Item = TokenStream> {
    let fields = model::named(&input.data).into_iter().flat_map(|fields| &fields.named);
    let names = fields.filter_map(|field| field.ident.as_ref()).map(model::text_of);
    names.map(|name| quote!(__s::FieldMeta { attribute: "", in_key: true, ..__s::FieldMeta::plain(#name) }))
}

/// Emits the functions that the attributes alone determine.
fn functions(input: &DeriveInput, attributes: &Attributes) -> TokenStream {
    let (vis, krate) = (&input.vis, model::krate(attributes.entity.krate.as_ref()));
    let functions = &attributes.entity.functions;
    let Functions { key, get, update, delete, scan, .. } = functions;
    let mut taken: HashSet<String> = functions.all().iter().map(ToString::to_string).collect();
    let own = attributes.keys.first().and_then(|key| params(input, key.pk.iter().chain(&key.sk)));
    let own = own.map(|params| {
        quote! {
            #vis fn #key(#params) -> ::core::result::Result<#krate::Key<Self>, __Error> { ::core::unreachable!() }
            #vis fn #get(#params) -> #krate::op::Get<Self> { ::core::unreachable!() }
            #vis fn #update(#params) -> #krate::op::Update<Self> { ::core::unreachable!() }
            #vis fn #delete(#params) -> #krate::op::Delete<Self> { ::core::unreachable!() }
        }
    });
    let patterns =
        attributes.keys.iter().chain(&attributes.lookups).chain(&attributes.indexes).filter_map(|pattern| {
            let (name, params) = self::pattern(input, pattern)?;
            let new = taken.insert(name.to_string());
            let operation = if pattern.unique.is_some() {
                quote!(#krate::op::Find<Self>)
            } else {
                let ty = model::pattern_type(&input.ident, pattern.name.as_ref()?);
                let (_, own, _) = input.generics.split_for_impl();
                quote!(#krate::op::Query<#ty #own>)
            };
            new.then(|| quote!(#vis fn #name(#params) -> #operation { ::core::unreachable!() }))
        });
    let scan = quote!(#vis fn #scan() -> #krate::op::EntityScan<Self> { ::core::unreachable!() });
    quote!(#own #scan #(#patterns)*)
}

fn pattern(input: &DeriveInput, pattern: &Pattern) -> Option<(Ident, TokenStream)> {
    let name = pattern.name.as_ref()?.function.clone()?;
    let sk = pattern.sk.iter().filter(|_| pattern.unique.is_some());
    Some((name, params(input, pattern.pk.iter().chain(sk))?))
}

/// Emits a parameter for each field of the templates. A parameter of unknown type takes any type.
fn params<'a>(input: &DeriveInput, keys: impl Iterator<Item = &'a Written>) -> Option<TokenStream> {
    let paths = paths(input, keys)?;
    let types = paths.iter().map(|path| param_type(input, path));
    let params = types.enumerate().map(|(position, ty)| {
        let name = quote::format_ident!("field_{position}");
        quote!(#name: #ty)
    });
    Some(quote!(#(#params),*))
}

/// Returns the fields of the keys, each once.
fn paths<'a>(input: &DeriveInput, keys: impl Iterator<Item = &'a Written>) -> Option<Vec<String>> {
    let mut paths: Vec<String> = Vec::new();
    for key in keys {
        let literal = match key {
            Written::Template(literal) => literal,
            Written::Fields(fields) => {
                paths.extend(fields.names.iter().map(model::text_of));
                continue;
            }
        };
        for part in template::parse(&literal.value()).ok()? {
            if let Part::Placeholder(placeholder) = part
                && !paths.contains(&placeholder.path.join("."))
                && !names_shard(input, &placeholder)
            {
                paths.push(placeholder.path.join("."));
            }
        }
    }
    Some(paths)
}

/// Returns `true` for the shard number.
fn names_shard(input: &DeriveInput, placeholder: &Placeholder) -> bool {
    let fields = model::named(&input.data).into_iter().flat_map(|fields| &fields.named);
    let mut names = fields.filter_map(|field| field.ident.as_ref());
    placeholder.path == [shards::NAME] && !names.any(|ident| model::text_of(ident) == shards::NAME)
}

fn param_type(input: &DeriveInput, path: &str) -> TokenStream {
    match plain_field(input, path) {
        Some((_, Plain::String)) => quote!(&str),
        Some((ty, _)) => quote!(#ty),
        None => quote!(impl ::core::marker::Sized),
    }
}

/// Returns a field whose type name identifies it.
fn plain_field<'i>(input: &'i DeriveInput, path: &str) -> Option<(&'i Type, Plain)> {
    let mut fields = model::named(&input.data).into_iter().flat_map(|fields| &fields.named);
    let field =
        fields.find(|field| field.ident.as_ref().is_some_and(|ident| model::text_of(ident) == path))?;
    Some((&field.ty, model::plain(&field.ty)?))
}

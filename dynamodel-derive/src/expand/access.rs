//! The types of access patterns.

use std::collections::HashSet;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{GenericParam, Generics};

use super::docs::{self, doc};
use super::{bounded_for, index, keyed, place, segment};
use crate::model::{Entity, Name, Template};

/// `VideoByCreator`, `EnvelopeOfDay<T>`
pub(super) fn ty(entity: &Entity, name: &Name) -> TokenStream {
    let (ident, (_, own, _)) = (&name.ty, entity.generics.split_for_impl());
    quote!(#ident #own)
}

/// An access pattern, as tokens.
pub(crate) struct Access<'m> {
    pub(crate) name: String,
    pub(crate) ty: &'m Ident,
    pub(crate) doc: String,
    /// `__p::Target::Key(0)`
    pub(crate) key: TokenStream,
    /// `__o::Base`; `None` if the pattern is a location of its own.
    pub(crate) place: Option<TokenStream>,
    pub(crate) is_part: bool,
    /// `__p::InTable<Video>`
    pub(crate) keys: TokenStream,
    /// `(__k::Seg<u64, S>, __k::Closed)`
    pub(crate) sort_key: TokenStream,
}

/// The types of the patterns, beside the entity: each name once.
pub(crate) fn structs(entity: &Entity) -> TokenStream {
    distinct(entity, true).map(|access| access.declaration(&entity.vis, &entity.generics)).collect()
}

/// The implementations.
pub(super) fn implementations(entity: &Entity) -> TokenStream {
    distinct(entity, true).map(|access| access.implementation_for(entity)).collect()
}

/// The implementations of an entity with errors.
pub(super) fn inert(entity: &Entity) -> TokenStream {
    distinct(entity, false).map(|access| access.implementation_for(entity)).collect()
}

/// Two patterns with one name are an error of their own.
fn distinct(entity: &Entity, whole: bool) -> impl Iterator<Item = Access<'_>> {
    let mut taken = HashSet::new();
    each(entity, whole).filter(move |access| taken.insert(access.name.clone()))
}

/// `whole` if there are no errors, so that all types in the patterns exist.
fn each(entity: &Entity, whole: bool) -> impl Iterator<Item = Access<'_>> {
    let keys = entity.keys().enumerate().filter_map(move |(at, key)| {
        let name = key.name.as_ref()?;
        let segments = key.sk.iter().flat_map(Template::segments).map(segment::open);
        let is_own = whole && key.is_lookup() && place::is_own_lookup(key);
        Some(Access {
            name: name.ident.to_string(),
            ty: &name.ty,
            doc: docs::access(entity, key, &name.ident),
            key: quote!(__p::Target::Key(#at)),
            place: (!is_own).then(|| quote!(__o::Base)),
            is_part: is_own,
            keys: keyed::in_table(entity),
            sort_key: list(&segments.collect::<Vec<_>>()),
        })
    });
    let indexes = entity.indexes.iter().enumerate().map(move |(at, key)| {
        let name = &key.name;
        let has_lists = key.sk.as_ref().is_some_and(|sk| !sk.listed().is_empty());
        let is_known = whole || !has_lists;
        let is_own = whole && place::is_own(entity, key);
        let place = if key.local { quote!(__o::Local) } else { quote!(__o::Global) };
        Access {
            name: name.ident.to_string(),
            ty: &name.ty,
            doc: docs::index_access(entity, key, &name.ident),
            key: quote!(__p::Target::Index(#at)),
            place: (!is_own).then_some(place),
            is_part: whole && !key.project.is_all(),
            keys: keyed::in_index(key),
            sort_key: if is_known { list(&index::open(entity, key)) } else { quote!(__p::Unknown) },
        }
    });
    keys.chain(indexes)
}

pub(super) fn list(segments: &[TokenStream]) -> TokenStream {
    segments.iter().rev().fold(quote!(__k::Closed), |rest, first| quote!((#first, #rest)))
}

impl Access<'_> {
    /// ```text
    /// /// The access pattern `Video::by_creator`: ..
    /// pub struct VideoByCreator;
    /// ```
    pub(crate) fn declaration(&self, vis: &TokenStream, generics: &Generics) -> TokenStream {
        let (ty, doc, params) = (self.ty, doc(&self.doc), declared(generics));
        // A type of this name elsewhere is an error at the name of the pattern.
        let span = ty.span();
        let vis = located_at(vis, span);
        let phantom = (!generics.params.is_empty()).then(|| {
            let params = generics.params.iter().filter_map(|param| match param {
                GenericParam::Lifetime(lifetime) => {
                    let lifetime = &lifetime.lifetime;
                    Some(quote!(&#lifetime ()))
                }
                GenericParam::Type(ty) => {
                    let ident = &ty.ident;
                    Some(quote!(#ident))
                }
                GenericParam::Const(_) => None,
            });
            quote!((::core::marker::PhantomData<fn() -> (#(#params,)*)>))
        });
        quote_spanned! {span=>
            #doc
            #[allow(dead_code, missing_copy_implementations, missing_debug_implementations)]
            #vis struct #ty #params #phantom;
        }
    }

    fn implementation_for(&self, entity: &Entity) -> TokenStream {
        let (ident, (_, own, _)) = (&entity.ident, entity.generics.split_for_impl());
        let of = quote!(#ident #own);
        let generics = bounded_for(entity, &of);
        self.implementation(&of, &generics)
    }

    /// ```text
    /// impl __o::ReadSource for VideoByCreator {
    ///     type Entity = Video;
    ///     type Place = __o::Base;
    ///     type Item = Video;
    ///     type Keys = __p::InTable<Video>;
    ///     const KEY: __p::Target = __p::Target::Key(1);
    /// }
    /// impl __o::AccessPattern for VideoByCreator {
    ///     type SortKey = (__k::Seg<u64, S>, __k::Closed);
    ///     const NAME: &'static str = "by_creator";
    /// }
    /// ```
    pub(crate) fn implementation(&self, of: &TokenStream, generics: &Generics) -> TokenStream {
        let Self { name, ty, keys, key, sort_key, .. } = self;
        let (impl_generics, own, where_clause) = generics.split_for_impl();
        let place = self.place.clone().unwrap_or_else(|| quote!(Self));
        let item = if self.is_part { quote!(__o::Unselected) } else { of.clone() };
        let name = name.trim_start_matches("r#");
        quote! {
            #[automatically_derived]
            impl #impl_generics __o::ReadSource for #ty #own #where_clause {
                type Entity = #of;
                type Place = #place;
                type Item = #item;
                type Keys = #keys;
                const KEY: __p::Target = #key;
            }

            #[automatically_derived]
            impl #impl_generics __o::AccessPattern for #ty #own #where_clause {
                type SortKey = #sort_key;
                const NAME: &'static ::core::primitive::str = #name;
            }
        }
    }
}

/// Gives tokens another span.
fn located_at(tokens: &TokenStream, span: Span) -> TokenStream {
    let each = |mut token: TokenTree| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), located_at(&group.stream(), span)).into();
        }
        token.set_span(token.span().located_at(span));
        token
    };
    tokens.clone().into_iter().map(each).collect()
}

/// The parameters without bounds.
fn declared(generics: &Generics) -> Generics {
    let mut declared = generics.clone();
    declared.where_clause = None;
    for param in declared.type_params_mut() {
        param.bounds.clear();
        param.colon_token = None;
    }
    declared
}

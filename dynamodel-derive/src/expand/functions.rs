//! The functions that an entity gets.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::docs::{self, doc};
use super::meta::option;
use super::param::{Params, same};
use super::slot::Slot;
use super::{access, index, keys, patterns, segment, types};
use crate::model::{Entity, IndexKey, Key, Name, Role, Segment, Template};

/// A generated function.
struct Function {
    name: Ident,
    /// Documentation and signature.
    head: TokenStream,
    body: TokenStream,
}

pub(super) fn all(entity: &Entity) -> TokenStream {
    each(entity).map(|Function { head, body, .. }| quote!(#head { #body })).collect()
}

/// The functions beside errors: each name once, and nothing that could fail to compile again.
pub(super) fn inert(entity: &Entity) -> TokenStream {
    let mut taken = HashSet::new();
    let distinct = each(entity).filter(|function| taken.insert(function.name.to_string()));
    distinct.map(|Function { head, .. }| quote!(#head { ::core::unreachable!() })).collect()
}

fn each(entity: &Entity) -> impl Iterator<Item = Function> {
    let params = Params::of(entity.primary.templates());
    let own = [key, decode_key, get, update, delete].map(|function| function(entity, &params));
    let patterns = entity.keys().enumerate().filter_map(move |(index, key)| {
        let name = key.name.as_ref()?;
        Some(if key.unique.is_some() {
            find(entity, index, key, name)
        } else {
            pattern(entity, index, key, name)
        })
    });
    let indexes = entity.indexes.iter().enumerate().map(move |(at, key)| index_pattern(entity, at, key));
    let scans = entity.indexes.iter().map(move |key| index_scan(entity, key));
    own.into_iter().chain([scan(entity)]).chain(patterns).chain(indexes).chain(scans)
}

/// ```text
/// pub fn key(video_id: u64) -> Result<::dynamodel::Key<Self>, __Error> {
///     ::dynamodel::Key::new(pk, Some(sk))
/// }
/// ```
fn key(entity: &Entity, params: &Params<'_>) -> Function {
    let (vis, krate, name) = (&entity.vis, &entity.krate, &entity.functions.key);
    let declared = params.declared();
    let of = quote!(Self);
    let written = |template| keys::written(&of, Slot::Primary, template, |segment| params.arg(segment));
    let (pk, sk) = (written(&entity.primary.pk), option(entity.primary.sk.as_ref().map(written)));
    let doc = doc(&docs::key(entity, params));
    let head = quote! {
        #doc
        #vis fn #name(#declared) -> ::core::result::Result<#krate::Key<Self>, __Error>
    };
    Function { name: name.clone(), head, body: quote!(#krate::Key::new(#pk, #sk)) }
}

/// ```text
/// pub fn decode_key(pk: &str, sk: &str) -> Result<(u64,), __Error> {
///     let pk = __p::key_reader::<Self>(__s::KeySlot::Primary, __k::Role::Partition, pk)?;
///     __p::key_reader::<Self>(__s::KeySlot::Primary, __k::Role::Sort, sk)?;
///     Ok((pk.value::<u64, S>(1)?,))
/// }
/// ```
fn decode_key(entity: &Entity, params: &Params<'_>) -> Function {
    let (vis, name, key) = (&entity.vis, &entity.functions.decode_key, &entity.primary);
    let found: Vec<Place<'_>> = params.segments().filter_map(|segment| Place::of(key, segment)).collect();
    let types = found.iter().map(|place| types::value_type(place.segment));
    let values = found.iter().map(|place| segment::read(&place.reader(), place.segment, place.part));
    let arguments = key.templates().map(|template| segment::role_name(template.role));
    let readers = key.templates().map(|template| {
        let used = found.iter().any(|place| place.role == template.role);
        reader(template, used)
    });
    let doc = doc(&docs::decode_key(entity, &found.iter().map(|place| place.segment).collect::<Vec<_>>()));
    let head = quote! {
        #doc
        #vis fn #name(
            #(#arguments: &::core::primitive::str),*
        ) -> ::core::result::Result<(#(#types,)*), __Error>
    };
    let body = quote! {
        #(#readers)*
        ::core::result::Result::Ok((#(#values?,)*))
    };
    Function { name: name.clone(), head, body }
}

/// `let pk = __p::key_reader::<Self>(slot, role, pk)?;`, or only the check where nothing is read.
fn reader(template: &Template, used: bool) -> TokenStream {
    let (name, role, slot) = (segment::role_name(template.role), segment::role(template.role), Slot::Primary);
    let binding = used.then(|| quote!(let #name =));
    quote!(#binding __p::key_reader::<Self>(#slot, #role, #name)?;)
}

/// The position in a key from which a parameter is restored.
struct Place<'m> {
    role: Role,
    part: usize,
    segment: &'m Segment,
}

impl<'m> Place<'m> {
    fn of(key: &'m Key, wanted: &Segment) -> Option<Self> {
        let all = key.templates().flat_map(|template| {
            keys::places(template).map(move |(part, segment)| Self { role: template.role, part, segment })
        });
        all.filter(|place| !place.segment.spec.is_lossy()).find(|place| same(place.segment, wanted))
    }

    fn reader(&self) -> Ident {
        segment::role_name(self.role)
    }
}

/// ```text
/// pub fn get(video_id: u64) -> ::dynamodel::op::Get<Self> {
///     __p::start(Self::key(video_id))
/// }
/// ```
fn get(entity: &Entity, params: &Params<'_>) -> Function {
    let doc = doc(&docs::get(entity, params));
    keyed(entity, params, &entity.functions.get, "Get", &doc)
}

fn update(entity: &Entity, params: &Params<'_>) -> Function {
    let doc = doc(&docs::update(entity, params));
    keyed(entity, params, &entity.functions.update, "Update", &doc)
}

fn delete(entity: &Entity, params: &Params<'_>) -> Function {
    let doc = doc(&docs::delete(entity, params));
    keyed(entity, params, &entity.functions.delete, "Delete", &doc)
}

fn keyed(entity: &Entity, params: &Params<'_>, name: &Ident, operation: &str, doc: &TokenStream) -> Function {
    let (vis, krate, key) = (&entity.vis, &entity.krate, &entity.functions.key);
    let operation = Ident::new(operation, Span::call_site());
    let (declared, names) = (params.declared(), params.names());
    let head = quote! {
        #doc
        #vis fn #name(#declared) -> #krate::op::#operation<Self>
    };
    Function { name: name.clone(), head, body: quote!(__p::start(Self::#key(#names))) }
}

/// ```text
/// pub fn scan() -> ::dynamodel::op::EntityScan<Self> {
///     __p::start(())
/// }
/// ```
fn scan(entity: &Entity) -> Function {
    let name = &entity.functions.scan;
    scanning(entity, name.clone(), &docs::scan(entity), &quote!(Self))
}

/// ```text
/// pub fn scan_by_status() -> ::dynamodel::op::EntityScan<TaskByStatus> {
///     __p::start(())
/// }
/// ```
fn index_scan(entity: &Entity, index: &IndexKey) -> Function {
    let name = entity.functions.index_scan(&index.name.ident);
    let doc = docs::index_scan(entity, index, &name);
    scanning(entity, name, &doc, &access::ty(entity, &index.name))
}

fn scanning(entity: &Entity, name: Ident, doc: &str, source: &TokenStream) -> Function {
    let (vis, krate, doc) = (&entity.vis, &entity.krate, self::doc(doc));
    let head = quote! {
        #doc
        #vis fn #name() -> #krate::op::EntityScan<#source>
    };
    Function { name, head, body: quote!(__p::start(())) }
}

/// ```text
/// pub fn by_creator(creator_id: u64) -> ::dynamodel::op::Query<VideoByCreator> {
///     __p::query((creator_id, ()))
/// }
/// ```
fn pattern(entity: &Entity, index: usize, key: &Key, name: &Name) -> Function {
    let params = Params::of(std::iter::once(&key.pk));
    let body = partition(&params, Some(&key.pk), || {
        keys::written(&quote!(Self), Slot::of_key(index), &key.pk, |segment| params.arg(segment))
    });
    let doc = doc(&docs::pattern(entity, key, &name.ident, &params));
    query(entity, &params, (name, &doc), body)
}

/// `__p::query((creator_id, ()))`, or `__p::start(writer)` where the parameters are not the segments of the key.
fn partition(
    params: &Params<'_>,
    template: Option<&Template>,
    written: impl FnOnce() -> TokenStream,
) -> TokenStream {
    if template.is_some_and(patterns::is_listed_once) {
        let args: Vec<TokenStream> = params.segments().map(|segment| params.arg(segment)).collect();
        let values = args.iter().rev().fold(quote!(()), |rest, arg| quote!((#arg, #rest)));
        quote!(__p::query(#values))
    } else {
        let written = written();
        quote!(__p::start(#written))
    }
}

/// ```text
/// pub fn by_email(email: &str) -> ::dynamodel::op::Find<Self> {
///     __p::start((1, __p::key_writer::<Self>(slot, role).segment::<String, S>(email), Some(..)))
/// }
/// ```
fn find(entity: &Entity, index: usize, key: &Key, name: &Name) -> Function {
    let (vis, krate, params) = (&entity.vis, &entity.krate, Params::of(key.templates()));
    let (of, slot) = (quote!(Self), Slot::of_key(index));
    let written = |template| keys::written(&of, slot, template, |segment| params.arg(segment));
    let (pk, sk) = (written(&key.pk), option(key.sk.as_ref().map(written)));
    let (name, declared) = (&name.ident, params.declared());
    let doc = doc(&docs::find(entity, key, name, &params));
    let head = quote! {
        #doc
        #vis fn #name(#declared) -> #krate::op::Find<Self>
    };
    Function { name: name.clone(), head, body: quote!(__p::start((#index, #pk, #sk))) }
}

/// ```text
/// pub fn by_status(status: &str) -> ::dynamodel::op::Query<TaskByStatus> {
///     __p::query((status, ()))
/// }
/// ```
fn index_pattern(entity: &Entity, at: usize, key: &IndexKey) -> Function {
    let params = Params::of_segments(key.pk.segments());
    // Lists of fields are no patterns of collections.
    let is_pattern = key.sk.as_ref().is_none_or(|sk| sk.template().is_some());
    let body = partition(&params, key.pk.template().filter(|_| is_pattern), || {
        index::partition(entity, at, &key.pk, |segment| params.arg(segment))
    });
    let doc = doc(&docs::index_pattern(entity, key, &key.name.ident, &params));
    query(entity, &params, (&key.name, &doc), body)
}

fn query(
    entity: &Entity,
    params: &Params<'_>,
    (name, doc): (&Name, &TokenStream),
    body: TokenStream,
) -> Function {
    let (vis, krate, pattern, declared) =
        (&entity.vis, &entity.krate, access::ty(entity, name), params.declared());
    let name = &name.ident;
    let head = quote! {
        #doc
        #vis fn #name(#declared) -> #krate::op::Query<#pattern>
    };
    Function { name: name.clone(), head, body }
}

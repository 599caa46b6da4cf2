//! The functions that an entity gets.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::docs::{self, doc};
use super::meta::option;
use super::param::{Params, same};
use super::{keys, partial, segment, types};
use crate::model::{Entity, IndexKey, Key, Name, Role, Segment, Template};

/// A generated function.
struct Function {
    name: Ident,
    /// Documentation and signature.
    head: TokenStream,
    body: TokenStream,
}

pub(super) fn all(entity: &Entity) -> TokenStream {
    each(entity, partial::place).map(|Function { head, body, .. }| quote!(#head { #body })).collect()
}

/// The functions beside errors: each name once, and nothing that could fail to compile again.
pub(super) fn inert(entity: &Entity) -> TokenStream {
    let mut taken = HashSet::new();
    let distinct = each(entity, |_, _| None).filter(|function| taken.insert(function.name.to_string()));
    distinct.map(|Function { head, .. }| quote!(#head { ::core::unreachable!() })).collect()
}

/// The place where a key that holds a part of each item is read.
type Part = fn(&Entity, &Key) -> Option<TokenStream>;

fn each(entity: &Entity, part: Part) -> impl Iterator<Item = Function> {
    let params = Params::of(entity.primary.templates());
    let own = [key, decode_key, get, update, delete].map(|function| function(entity, &params));
    let patterns = entity.keys().enumerate().filter_map(move |(index, key)| {
        let name = key.name.as_ref()?;
        Some(match key.unique {
            Some(_) => find(entity, index, key, name),
            None => pattern(entity, index, key, name, part),
        })
    });
    let indexes = entity.indexes.iter().enumerate().filter_map(move |(at, index)| {
        let name = index.key.name.as_ref()?;
        Some(index_pattern(entity, at, index, name, part))
    });
    let scans = entity.indexes.iter().enumerate().filter_map(move |(at, index)| {
        let name = index.key.name.as_ref()?;
        Some(index_scan(entity, at, index, name, part))
    });
    own.into_iter().chain([scan(entity)]).chain(patterns).chain(indexes).chain(scans)
}

/// ```text
/// pub fn key(video_id: u64) -> Result<::dynamodel::Key<Self>, __p::Error> {
///     ::dynamodel::Key::new(pk, Some(sk))
/// }
/// ```
fn key(entity: &Entity, params: &Params<'_>) -> Function {
    let (vis, krate, name) = (&entity.vis, &entity.krate, &entity.functions.key);
    let declared = params.declared();
    let written = |template| keys::written(0, template, |segment| params.arg(segment));
    let (pk, sk) = (written(&entity.primary.pk), option(entity.primary.sk.as_ref().map(written)));
    let doc = doc(&docs::key(entity, params));
    let head = quote! {
        #doc
        #vis fn #name(#declared) -> ::core::result::Result<#krate::Key<Self>, __p::Error>
    };
    Function { name: name.clone(), head, body: quote!(#krate::Key::new(#pk, #sk)) }
}

/// ```text
/// pub fn decode_key(pk: &str, sk: &str) -> Result<(u64,), __p::Error> {
///     let pk = __p::read_pk::<Self>(0, pk)?;
///     __p::read_sk::<Self>(0, sk)?;
///     Ok((pk.value::<u64, S>(1)?,))
/// }
/// ```
fn decode_key(entity: &Entity, params: &Params<'_>) -> Function {
    let (vis, name, key) = (&entity.vis, &entity.functions.decode_key, &entity.primary);
    let found: Vec<Place<'_>> = params.segments().filter_map(|segment| Place::of(key, segment)).collect();
    let types = found.iter().map(|place| types::value_type(place.segment));
    let values = found.iter().map(|place| segment::read(&place.reader(), place.segment, place.part));
    let arguments = key.templates().map(|template| segment::by_role(template.role, "pk", "sk"));
    let readers = key.templates().map(|template| {
        let used = found.iter().any(|place| place.role == template.role);
        reader(template, used)
    });
    let doc = doc(&docs::decode_key(entity, &found.iter().map(|place| place.segment).collect::<Vec<_>>()));
    let head = quote! {
        #doc
        #vis fn #name(
            #(#arguments: &::core::primitive::str),*
        ) -> ::core::result::Result<(#(#types,)*), __p::Error>
    };
    let body = quote! {
        #(#readers)*
        ::core::result::Result::Ok((#(#values?,)*))
    };
    Function { name: name.clone(), head, body }
}

/// `let pk = __p::read_pk::<Self>(0, pk)?;`, or only the check where nothing is read.
fn reader(template: &Template, used: bool) -> TokenStream {
    let name = segment::by_role(template.role, "pk", "sk");
    let read = segment::by_role(template.role, "read_pk", "read_sk");
    let binding = used.then(|| quote!(let #name =));
    quote!(#binding __p::#read::<Self>(0, #name)?;)
}

/// Where a key gives a parameter back.
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
        segment::by_role(self.role, "pk", "sk")
    }
}

/// ```text
/// pub fn get(video_id: u64) -> ::dynamodel::Get<Self> {
///     __p::get(Self::key(video_id))
/// }
/// ```
fn get(entity: &Entity, params: &Params<'_>) -> Function {
    let doc = doc(&docs::get(entity, params));
    keyed(entity, params, &entity.functions.get, "get", "Get", &doc)
}

fn update(entity: &Entity, params: &Params<'_>) -> Function {
    let doc = doc(&docs::update(entity, params));
    keyed(entity, params, &entity.functions.update, "update", "Update", &doc)
}

fn delete(entity: &Entity, params: &Params<'_>) -> Function {
    let doc = doc(&docs::delete(entity, params));
    keyed(entity, params, &entity.functions.delete, "delete", "Delete", &doc)
}

fn keyed(
    entity: &Entity,
    params: &Params<'_>,
    name: &Ident,
    function: &str,
    operation: &str,
    doc: &TokenStream,
) -> Function {
    let (vis, krate, key) = (&entity.vis, &entity.krate, &entity.functions.key);
    let [function, operation] = [function, operation].map(|name| Ident::new(name, Span::call_site()));
    let (declared, names) = (params.declared(), params.names());
    let head = quote! {
        #doc
        #[must_use = "nothing is sent before `send`"]
        #vis fn #name(#declared) -> #krate::#operation<Self>
    };
    Function { name: name.clone(), head, body: quote!(__p::#function(Self::#key(#names))) }
}

/// ```text
/// pub fn scan() -> ::dynamodel::EntityScan<Self> {
///     __p::entity_scan()
/// }
/// ```
fn scan(entity: &Entity) -> Function {
    let name = &entity.functions.scan;
    scanning(entity, name.clone(), &docs::scan(entity), &quote!(__p::Base), quote!(__p::entity_scan()))
}

/// ```text
/// pub fn scan_by_status() -> ::dynamodel::EntityScan<Self, __p::Global> {
///     __p::index_scan(0)
/// }
/// ```
fn index_scan(entity: &Entity, at: usize, index: &IndexKey, pattern: &Name, part: Part) -> Function {
    let name = entity.functions.index_scan(&pattern.ident);
    let doc = docs::index_scan(entity, index, &name);
    let place = part(entity, &index.key).unwrap_or_else(|| place(index));
    scanning(entity, name, &doc, &place, quote!(__p::index_scan(#at)))
}

fn scanning(entity: &Entity, name: Ident, doc: &str, place: &TokenStream, body: TokenStream) -> Function {
    let (vis, krate, doc) = (&entity.vis, &entity.krate, self::doc(doc));
    let head = quote! {
        #doc
        #vis fn #name() -> #krate::EntityScan<Self, #place>
    };
    Function { name, head, body }
}

/// Where the items of an index are read.
fn place(index: &IndexKey) -> TokenStream {
    if index.local { quote!(__p::Local) } else { quote!(__p::Global) }
}

/// ```text
/// pub fn by_creator(creator_id: u64) -> ::dynamodel::Query<Self, (__p::Seg<u64, S>, ())> {
///     __p::query(1, __p::pk::<Self>(1).segment::<u64, S>(creator_id))
/// }
/// ```
fn pattern(entity: &Entity, index: usize, key: &Key, name: &Name, part: Part) -> Function {
    let params = Params::of(std::iter::once(&key.pk));
    let pk = keys::written(index, &key.pk, |segment| params.arg(segment));
    let doc = doc(&docs::pattern(entity, key, &name.ident, &params));
    let place = part(entity, key).unwrap_or_else(|| quote!(__p::Base));
    query(entity, key, name, &doc, &place, quote!(__p::query(#index, #pk)))
}

/// ```text
/// pub fn by_email(email: &str) -> ::dynamodel::Find<Self> {
///     __p::find(1, __p::pk::<Self>(1).segment::<String, S>(email), Some(__p::sk::<Self>(1)))
/// }
/// ```
fn find(entity: &Entity, index: usize, key: &Key, name: &Name) -> Function {
    let (vis, krate, params) = (&entity.vis, &entity.krate, Params::of(key.templates()));
    let written = |template| keys::written(index, template, |segment| params.arg(segment));
    let (pk, sk) = (written(&key.pk), option(key.sk.as_ref().map(written)));
    let (name, declared) = (&name.ident, params.declared());
    let doc = doc(&docs::find(entity, key, name, &params));
    let head = quote! {
        #doc
        #[must_use = "nothing is sent before `send`"]
        #vis fn #name(#declared) -> #krate::Find<Self>
    };
    Function { name: name.clone(), head, body: quote!(__p::find(#index, #pk, #sk)) }
}

/// ```text
/// pub fn by_status(status: &str) -> ::dynamodel::Query<Self, (__p::Seg<Timestamp, S>, ()), __p::Global> {
///     __p::index_query(0, __p::index_pk::<Self>(0).segment::<String, S>(status))
/// }
/// ```
fn index_pattern(entity: &Entity, at: usize, index: &IndexKey, name: &Name, part: Part) -> Function {
    let key = &index.key;
    let params = Params::of(std::iter::once(&key.pk));
    let pk = keys::written_to(&quote!(__p::index_pk::<Self>(#at)), &key.pk, |segment| params.arg(segment));
    let doc = doc(&docs::index_pattern(entity, index, &name.ident, &params));
    let place = part(entity, key).unwrap_or_else(|| place(index));
    query(entity, key, name, &doc, &place, quote!(__p::index_query(#at, #pk)))
}

fn query(
    entity: &Entity,
    key: &Key,
    name: &Name,
    doc: &TokenStream,
    place: &TokenStream,
    body: TokenStream,
) -> Function {
    let (vis, krate, name) = (&entity.vis, &entity.krate, &name.ident);
    let declared = Params::of(std::iter::once(&key.pk)).declared();
    let segments: Vec<&Segment> = key.sk.iter().flat_map(Template::segments).collect();
    let open = segments.iter().rev().fold(quote!(()), |rest, segment| {
        let first = segment::open(segment);
        quote!((#first, #rest))
    });
    let head = quote! {
        #doc
        #[must_use = "nothing is sent before it is read"]
        #vis fn #name(#declared) -> #krate::Query<Self, #open, #place>
    };
    Function { name: name.clone(), head, body }
}

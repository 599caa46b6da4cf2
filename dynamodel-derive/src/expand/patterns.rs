//! The access patterns, as collections read them.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::param::{Params, same};
use super::slot::Slot;
use super::types::value_type;
use super::{access, bounded_for, keys, segment};
use crate::model::{Entity, Key, Name, Plain, Role, Segment, Template};

/// A key and where it stands.
struct Pattern<'m> {
    pk: &'m Template,
    /// The segments of the sort key.
    sort: Vec<&'m Segment>,
    at: usize,
    /// The index's kind; `None` for the table's own keys.
    index: Option<bool>,
}

/// One implementation for the primary key, and one for each name.
pub(super) fn all(entity: &Entity) -> TokenStream {
    each(entity)
        .map(|(name, pattern)| {
            implementation(
                entity,
                name,
                &pattern,
                segment::open,
                &pattern.sort_key(entity, name),
                &pattern.body(entity),
            )
        })
        .collect()
}

/// Emits the access patterns of an entity with errors.
pub(super) fn inert(entity: &Entity) -> TokenStream {
    let mut taken = HashSet::new();
    let distinct = each(entity).filter(|(name, _)| taken.insert(name.map(|name| name.ident.to_string())));
    distinct
        .map(|(name, pattern)| {
            implementation(entity, name, &pattern, inert_param, &quote!(__p::Unknown), &inert_body())
        })
        .collect()
}

fn each(entity: &Entity) -> impl Iterator<Item = (Option<&Name>, Pattern<'_>)> {
    let primary = Pattern::of_key(0, &entity.primary);
    let keys = entity.keys().enumerate().filter_map(|(at, key)| {
        let name = key.name.as_ref()?;
        Some((Some(name), Pattern::of_key(at, key)))
    });
    // Lists of fields have no range that another entity's would lie in.
    let indexes = entity.indexes.iter().enumerate().filter_map(|(at, key)| {
        let pk = key.pk.template()?;
        let has_lists = key.sk.as_ref().is_some_and(|sk| sk.template().is_none());
        let sort = entity.queried_sort(key);
        (!has_lists).then_some((Some(&key.name), Pattern { pk, sort, at, index: Some(key.local) }))
    });
    let named = keys.chain(indexes);
    std::iter::once((None, primary)).chain(named)
}

/// ```text
/// impl __p::Pattern for IssueByRepository {
///     type Params = (__k::Seg<String, S>, ());
///     type Place = __o::Base;
///     type SortKey = (__k::Seg<u32, S>, __k::Closed);
///     const MEMBERS: ..
///     fn partition(..) -> __k::KeyWriter { .. }
/// }
/// ```
fn implementation(
    entity: &Entity,
    name: Option<&Name>,
    pattern: &Pattern<'_>,
    param: fn(&Segment) -> TokenStream,
    sort_key: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let of = of(entity);
    let (ty, generics) =
        (name.map_or_else(|| of.clone(), |name| access::ty(entity, name)), bounded_for(entity, &of));
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let params = Params::of(std::iter::once(pattern.pk));
    let list = params.segments().collect::<Vec<_>>().into_iter().rev().fold(quote!(()), |rest, segment| {
        let first = param(segment);
        quote!((#first, #rest))
    });
    let place = match pattern.index {
        None => quote!(__o::Base),
        Some(true) => quote!(__o::Local),
        Some(false) => quote!(__o::Global),
    };
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::Pattern for #ty #where_clause {
            type Params = #list;
            type Place = #place;
            type SortKey = #sort_key;
            #body
        }
    }
}

/// `Envelope<T>`
fn of(entity: &Entity) -> TokenStream {
    let (ident, (_, own, _)) = (&entity.ident, entity.generics.split_for_impl());
    quote!(#ident #own)
}

/// A spec that the type does not support has been reported.
fn inert_param(segment: &Segment) -> TokenStream {
    match segment.plain() {
        None if !segment.is_misplaced_option() => segment::open(segment),
        None | Some(Plain::Float) => quote!(__k::Seg<__p::Unknown, __k::spec::Partition>),
        Some(_) => {
            let ty = value_type(segment);
            quote!(__k::Seg<#ty, __k::spec::Partition>)
        }
    }
}

fn inert_body() -> TokenStream {
    quote! {
        const MEMBERS: &'static [__p::PatternMeta] = &[__p::PatternMeta::FAULTY];

        fn partition(_: <Self::Params as __p::Params>::Values<'_>) -> __k::KeyWriter {
            ::core::unreachable!()
        }
    }
}

impl<'m> Pattern<'m> {
    fn of_key(at: usize, key: &'m Key) -> Self {
        let sort = key.sk.iter().flat_map(Template::segments).collect();
        Self { pk: &key.pk, sort, at, index: None }
    }

    /// ```text
    /// const MEMBERS: &'static [__p::PatternMeta] =
    ///     &[__p::PatternMeta::new::<Issue>(__p::Target::Key(0)).given(&[1], |pk| { .. })];
    /// ```
    fn body(&self, entity: &Entity) -> TokenStream {
        let (of, at) = (of(entity), self.at);
        let target = if self.index.is_some() { quote!(Index(#at)) } else { quote!(Key(#at)) };
        let given = self.sort(&of).map(|sort| {
            let given = self.given().map(|(part, ..)| part);
            quote!(.given(&[#(#given),*], #sort))
        });
        let partition = (!is_listed_once(self.pk)).then(|| self.partition(&of));
        quote! {
            const MEMBERS: &'static [__p::PatternMeta] =
                &[__p::PatternMeta::new::<#of>(__p::Target::#target) #given];

            #partition
        }
    }

    /// ```text
    /// fn partition((owner, ()): <Self::Params as __p::Params>::Values<'_>) -> __k::KeyWriter {
    ///     __p::key_writer::<Issue>(slot, role).segment::<String, S>(owner)
    /// }
    /// ```
    fn partition(&self, of: &TokenStream) -> TokenStream {
        let params = Params::of(std::iter::once(self.pk));
        let names: Vec<Ident> =
            (0..params.segments().count()).map(|nth| format_ident!("value_{nth}")).collect();
        let values = names.iter().rev().fold(quote!(()), |rest, name| quote!((#name, #rest)));
        let written = keys::written(of, self.slot(), self.pk, |segment| {
            let mut all = params.segments().zip(&names);
            let name = all.find(|(param, _)| same(param, segment)).map(|(_, name)| name);
            quote!(#name)
        });
        quote! {
            fn partition(#values: <Self::Params as __p::Params>::Values<'_>) -> __k::KeyWriter {
                #written
            }
        }
    }

    /// The leading segments of the sort key that the partition key gives: the place there, the segment
    /// there and the one here.
    fn given(&self) -> impl Iterator<Item = (usize, &Segment, &Segment)> {
        self.sort.iter().copied().map_while(|sort| {
            let gives =
                |(_, pk): &(usize, &Segment)| same(pk, sort) && (!pk.spec.is_lossy() || pk.spec == sort.spec);
            let (part, pk) = keys::places(self.pk).find(gives)?;
            Some((part, pk, sort))
        })
    }

    /// `(__k::Seg<u32, S>, __k::Closed)`: the segments of the sort key that the partition key does not give.
    ///
    /// A pattern without a name is the entity itself, which may be public. Then a private type cannot be in the list, so
    /// `__p::PrivateSegment<Self, 0>` is.
    fn sort_key(&self, entity: &Entity, name: Option<&Name>) -> TokenStream {
        let open = self.sort.iter().copied().skip(self.given().count());
        let types = open.enumerate().map(|(nth, segment)| match name {
            None if !entity.vis.is_empty() && segment.has_private_type() => {
                quote!(__p::PrivateSegment<Self, #nth>)
            }
            _ => segment::open(segment),
        });
        access::list(&types.collect::<Vec<_>>())
    }

    /// ```text
    /// |pk| {
    ///     let pk = __p::key_reader::<Issue>(slot, role, pk)?;
    ///     Ok(__p::key_writer::<Issue>(slot, role).segment::<String, S>(<String as __k::KeySegment<S>>::as_arg(&pk.value::<String, S>(1)?)))
    /// }
    /// ```
    fn sort(&self, of: &TokenStream) -> Option<TokenStream> {
        let slot = self.slot();
        let pk = format_ident!("pk");
        let start = slot.writer(of, Role::Sort);
        let mut given = self.given().peekable();
        given.peek()?;
        let written = given.fold(start, |writer, (part, from, sort)| {
            let value = segment::read(&pk, from, part);
            let arg = segment::arg_of(sort, &quote!(&#value?));
            segment::write(&writer, sort, &arg)
        });
        Some(quote! {
            |pk| {
                let pk = __p::key_reader::<#of>(#slot, __k::Role::Partition, pk)?;
                ::core::result::Result::Ok(#written)
            }
        })
    }

    fn slot(&self) -> Slot {
        if self.index.is_some() { Slot::Index(self.at) } else { Slot::of_key(self.at) }
    }
}

/// Returns `true` if no field is in the template twice, so that its parameters are its segments.
pub(super) fn is_listed_once(template: &Template) -> bool {
    Params::of(std::iter::once(template)).segments().count() == template.segments().count()
}

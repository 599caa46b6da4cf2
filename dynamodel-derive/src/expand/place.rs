//! Patterns that are locations of their own, with rules for what can be read there.
//!
//! They have a part of each item only, or key attributes that are, or can be, fields.

use std::collections::HashSet;
use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::docs::doc;
use super::fields::{bounded, marker};
use super::{access, keyed, keys};
use crate::model::{Entity, Field, IndexKey, IndexPart, Key, Name, Standing, Template, text_of};
use crate::project::Project;

/// A lookup or an index.
struct Place<'m> {
    name: &'m Name,
    project: &'m Project<Rc<Field>>,
    /// The templates that give fields back.
    templates: Vec<&'m Template>,
    /// The key of the index, if it is one.
    index: Option<&'m IndexKey>,
    /// The type of the pattern.
    ty: TokenStream,
}

fn all(entity: &Entity) -> impl Iterator<Item = Place<'_>> {
    let lookups = entity.lookups.iter().filter(|key| is_own_lookup(key)).filter_map(|key| {
        let (name, templates) = (key.name.as_ref()?, key.templates().collect());
        Some(Place { name, project: &key.project, templates, index: None, ty: access::ty(entity, name) })
    });
    let indexes = entity.indexes.iter().filter(|key| is_own(entity, key)).map(|key| {
        // An index holds the primary key too; a lookup's key contains it.
        let templates = entity.primary.templates().chain(keys::index_templates(key)).collect();
        let (name, project) = (&key.name, &key.project);
        Place { name, project, templates, index: Some(key), ty: access::ty(entity, name) }
    });
    lookups.chain(indexes)
}

/// Returns `true` if an index is a location of its own.
pub(super) fn is_own(entity: &Entity, key: &IndexKey) -> bool {
    !key.project.is_all() || entity.is_keyed(key)
}

/// Returns `true` if a lookup is a location of its own.
pub(super) fn is_own_lookup(key: &Key) -> bool {
    !key.project.is_all()
}

/// ```text
/// impl __p::Serves<field_video_title> for VideoByCreator {}
/// impl __o::ConsistentRead for VideoByCreator {}
/// pub struct VideoByCreatorFields { pub video_title: ::dynamodel::expr::Field<..> }
/// impl __o::FilterOf<Video, VideoByCreator> for VideoByCreator {}
/// impl __p::KeyedAt<VideoByCreator> for field_video_title { type Standing = __p::Beside; }
/// ```
pub(super) fn types(entity: &Entity) -> TokenStream {
    all(entity).map(|place| place.types(entity)).collect()
}

/// `pub const BY_CREATOR_FIELDS: Video_by_creatorFields = ..;`
pub(super) fn constants(entity: &Entity) -> TokenStream {
    all(entity).map(|place| place.constant(entity)).collect()
}

impl Place<'_> {
    fn types(&self, entity: &Entity) -> TokenStream {
        let consistent = self.index.is_none_or(|index| index.local).then(|| self.consistent(entity));
        let held = if self.project.is_all() { self.whole(entity) } else { self.part(entity) };
        let filtering = self.filtering(entity);
        quote! {
            #consistent
            #held
            #filtering
        }
    }

    fn consistent(&self, entity: &Entity) -> TokenStream {
        let (ty, generics) = (&self.ty, bounded(&entity.generics));
        let (impl_generics, _, where_clause) = generics.split_for_impl();
        quote! {
            #[automatically_derived]
            impl #impl_generics __o::ConsistentRead for #ty #where_clause {}
        }
    }

    fn filtering(&self, entity: &Entity) -> TokenStream {
        match self.index {
            Some(key) => keyed::at(entity, &self.ty, |field| entity.standing_in(key, field)),
            None => keyed::at(entity, &self.ty, |field| entity.standing_in_table(field)),
        }
    }

    /// The message for reads of whole items.
    fn whole(&self, entity: &Entity) -> TokenStream {
        let (ty, generics) = (&self.ty, bounded(&entity.generics));
        let (impl_generics, _, where_clause) = generics.split_for_impl();
        quote! {
            #[automatically_derived]
            impl #impl_generics __p::HoldsAll for #ty #where_clause {}
        }
    }

    /// The message for reads of a part.
    fn part(&self, entity: &Entity) -> TokenStream {
        let (ty, name) = (&self.ty, &entity.ident);
        let generics = bounded(&entity.generics);
        let (impl_generics, own, where_clause) = generics.split_for_impl();
        let served = self.served().into_iter().map(|field| {
            let marker = marker(&field.ident);
            quote! {
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl #impl_generics __p::Serves<#marker #own> for #ty #where_clause {}
            }
        });
        let fields = self.fields(entity);
        let inside = self.inside(entity);
        quote! {
            #(#served)*
            #inside

            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl #impl_generics __o::FilterOf<#name #own, #ty> for #ty #where_clause {}

            #fields
        }
    }

    /// The fields that are there: those of the keys, and those that are included.
    fn served(&self) -> Vec<Rc<Field>> {
        let keys = keys::given_back(self.templates.iter().copied()).map(|(_, _, segment)| &segment.field);
        let listed = self.index.into_iter().flat_map(IndexKey::parts).flat_map(IndexPart::listed);
        let listed = listed.map(|listed| &listed.segment.field);
        let fields = keys.chain(listed).chain(self.project.included());
        let mut taken = HashSet::new();
        fields.filter(|field| taken.insert(&field.name)).cloned().collect()
    }

    /// `impl<N> __p::ServesInside<3, N> for VideoByCreator {}`: an included field that paths can lead into.
    fn inside(&self, entity: &Entity) -> TokenStream {
        let mut generics = bounded(&entity.generics);
        generics.params.push(syn::parse_quote!(__N));
        let ((impl_generics, _, where_clause), ty) = (generics.split_for_impl(), &self.ty);
        let stored = entity.fields.iter().filter(|field| field.stored.attribute.is_some()).enumerate();
        let included = |field: &Field| self.project.included().iter().any(|own| own.name == field.name);
        let inside = stored.filter(|(_, field)| field.in_key.is_none() && field.plain().is_none());
        let impls = inside.filter(|(_, field)| included(field)).map(|(index, _)| {
            quote! {
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl #impl_generics __p::ServesInside<#index, __N> for #ty #where_clause {}
            }
        });
        impls.collect()
    }

    fn fields_name(&self) -> Ident {
        format_ident!("{}Fields", self.name.ty, span = Span::call_site())
    }

    /// The fields that a filter can name: those that are attributes there, and no keys.
    fn filterable(&self, entity: &Entity) -> Vec<&Rc<Field>> {
        let is_key =
            |field: &Field| self.index.is_some_and(|key| entity.standing_in(key, field) == Standing::Key);
        let stored = self.project.included().iter().filter(|field| field.in_key.is_none());
        stored.filter(|field| !is_key(field)).collect()
    }

    fn fields(&self, entity: &Entity) -> TokenStream {
        let filterable = self.filterable(entity);
        if filterable.is_empty() {
            return TokenStream::new();
        }
        let (name, ty, vis, krate) = (self.fields_name(), &self.ty, &entity.vis, &entity.krate);
        let generics = bounded(&entity.generics);
        let (impl_generics, own, where_clause) = generics.split_for_impl();
        let fields = filterable.iter().map(|field| {
            let (field, marker) = (&field.ident, marker(&field.ident));
            let docs = doc(&format!("The path to `{}`.", text_of(field)));
            quote!(#docs pub #field: #krate::expr::Field<#ty, __p::Root, #marker #own>)
        });
        let names = filterable.iter().map(|field| &field.ident);
        let docs = doc("A path to each field that this pattern holds besides the keys.");
        quote! {
            #docs
            #[allow(dead_code, non_camel_case_types)]
            #vis struct #name #impl_generics #where_clause {
                #(#fields,)*
            }

            #[allow(dead_code)]
            impl #impl_generics #name #own #where_clause {
                const ALL: Self = Self {
                    #(#names: #krate::expr::Field::new(()),)*
                };
            }
        }
    }

    fn constant(&self, entity: &Entity) -> TokenStream {
        let filterable = self.filterable(entity);
        if filterable.is_empty() {
            return TokenStream::new();
        }
        let (name, vis) = (self.fields_name(), &entity.vis);
        let pattern = text_of(&self.name.ident);
        let constant = format_ident!("{}_FIELDS", pattern.to_uppercase());
        let (_, own, _) = entity.generics.split_for_impl();
        let turbofish = own.as_turbofish();
        let docs = doc(&format!(
            "A path to each field that `{pattern}` holds besides the keys, for the filters of its queries."
        ));
        quote! {
            #docs
            #vis const #constant: #name #own = #name #turbofish::ALL;
        }
    }
}

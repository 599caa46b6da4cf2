//! Patterns that hold a part of each item: a type for each, which says what that is.

use std::collections::HashSet;
use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::doc;
use super::fields::{bounded, marker};
use super::keys;
use crate::model::{Entity, Field, IndexPart, Name, Template, text_of};
use crate::project::Project;

/// A lookup or an index that holds a part of each item.
struct Partial<'m> {
    name: &'m Name,
    project: &'m Project<Rc<Field>>,
    /// The templates that give fields back.
    templates: Vec<&'m Template>,
    /// The fields that are key attributes themselves.
    listed: Vec<&'m Rc<Field>>,
    /// Whether it can be read consistently.
    consistent: bool,
    ident: Ident,
}

fn all(entity: &Entity) -> impl Iterator<Item = Partial<'_>> {
    let lookups = entity.lookups.iter().filter_map(|key| {
        let (name, templates) = (key.name.as_ref()?, key.templates().collect());
        Some(Partial {
            name,
            project: &key.project,
            templates,
            listed: Vec::new(),
            consistent: true,
            ident: ident(entity, name),
        })
    });
    let indexes = entity.indexes.iter().map(|key| {
        // What an index finds has the primary key besides; a lookup's key holds it.
        let templates = entity.primary.templates().chain(keys::index_templates(key)).collect();
        let listed = key.parts().flat_map(IndexPart::listed).map(|listed| &listed.segment.field).collect();
        let (name, consistent) = (&key.name, key.local);
        Partial { name, project: &key.project, templates, listed, consistent, ident: ident(entity, name) }
    });
    lookups.chain(indexes).filter(|partial| !partial.project.is_all())
}

/// `Video_by_creator`
fn ident(entity: &Entity, name: &Name) -> Ident {
    format_ident!("{}_{}", text_of(&entity.ident), text_of(&name.ident))
}

/// Where a query of this key reads, if it holds a part of each item.
pub(super) fn place(entity: &Entity, name: &Name, project: &Project<Rc<Field>>) -> Option<TokenStream> {
    let ident = ident(entity, name);
    (!project.is_all()).then(|| quote!(#ident, __p::Partial))
}

/// ```text
/// pub struct Video_by_creator;
/// impl __p::Serves<field_video_title> for Video_by_creator {}
/// impl __p::ConsistentRead for Video_by_creator {}
/// pub struct Video_by_creatorFields { pub video_title: ::dynamodel::Field<..> }
/// impl __p::FilterOf<Video, Video_by_creator> for Video_by_creator {}
/// ```
pub(super) fn types(entity: &Entity) -> TokenStream {
    all(entity).map(|partial| partial.types(entity)).collect()
}

/// `pub const BY_CREATOR_FIELDS: Video_by_creatorFields = ..;`
pub(super) fn constants(entity: &Entity) -> TokenStream {
    all(entity).map(|partial| partial.constant(entity)).collect()
}

impl Partial<'_> {
    fn types(&self, entity: &Entity) -> TokenStream {
        let (ident, vis, name) = (&self.ident, &entity.vis, &entity.ident);
        let generics = bounded(&entity.generics);
        let (impl_generics, own, where_clause) = generics.split_for_impl();
        let served = self.served().into_iter().map(|field| {
            let marker = marker(&field.ident);
            quote! {
                #[automatically_derived]
                impl #impl_generics __p::Serves<#marker #own> for #ident #where_clause {}
            }
        });
        let consistent = self.consistent.then(|| quote!(impl __p::ConsistentRead for #ident {}));
        let fields = self.fields(entity);
        quote! {
            #[doc(hidden)]
            #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
            #[allow(non_camel_case_types)]
            #vis struct #ident;

            #(#served)*
            #consistent

            #[automatically_derived]
            impl #impl_generics __p::FilterOf<#name #own, #ident> for #ident #where_clause {}

            #fields
        }
    }

    /// The fields that are there: those of the keys, and those that are included.
    fn served(&self) -> Vec<Rc<Field>> {
        let keys = keys::given_back(self.templates.iter().copied()).map(|(_, _, segment)| &segment.field);
        let fields = keys.chain(self.listed.iter().copied()).chain(self.project.included());
        let mut taken = HashSet::new();
        fields.filter(|field| taken.insert(&field.name)).cloned().collect()
    }

    fn fields_name(&self) -> Ident {
        format_ident!("{}Fields", self.ident)
    }

    /// The fields that a filter can name: those that are attributes there.
    fn filterable(&self) -> impl Iterator<Item = &Rc<Field>> {
        self.project.included().iter().filter(|field| field.in_key.is_none())
    }

    fn fields(&self, entity: &Entity) -> TokenStream {
        if self.filterable().next().is_none() {
            return TokenStream::new();
        }
        let (name, ident, vis, krate) = (self.fields_name(), &self.ident, &entity.vis, &entity.krate);
        let generics = bounded(&entity.generics);
        let (impl_generics, own, where_clause) = generics.split_for_impl();
        let fields = self.filterable().map(|field| {
            let (field, marker) = (&field.ident, marker(&field.ident));
            let docs = doc(&format!("The path to `{}`.", text_of(field)));
            quote!(#docs pub #field: #krate::Field<#ident, __p::Root, #marker #own>)
        });
        let names = self.filterable().map(|field| &field.ident);
        let docs = doc("A path to each field that this pattern holds besides the keys.");
        quote! {
            #docs
            #[allow(dead_code, non_camel_case_types)]
            #vis struct #name #impl_generics #where_clause {
                #(#fields,)*
                #[doc(hidden)]
                pub __of: ::core::marker::PhantomData<fn() -> #ident>,
            }

            #[allow(dead_code)]
            impl #impl_generics #name #own #where_clause {
                const ALL: Self = Self {
                    #(#names: #krate::Field::new(),)*
                    __of: ::core::marker::PhantomData,
                };
            }
        }
    }

    fn constant(&self, entity: &Entity) -> TokenStream {
        if self.filterable().next().is_none() {
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

//! What `#[derive(Collection)]` emits for an enum: calls into `dynamodel::__private`.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident};

use super::attr::Attributes;
use super::model::{Collection, Part, Variant};
use super::partition::Partition;
use crate::expand::field_hash;
use crate::model::{krate, text_of};

/// A type that has been checked to be a pattern, under the names that the expansion has for it.
pub(super) struct Checked<'m> {
    pub(super) part: &'m Part,
    nth: usize,
}

impl<'m> Checked<'m> {
    pub(super) fn new(part: &'m Part, nth: usize) -> Self {
        Self { part, nth }
    }

    /// `__V0`, which is the type if it has the pattern, and otherwise says nothing more.
    pub(super) fn ty(&self) -> Ident {
        format_ident!("__V{}", self.nth)
    }

    /// `<__V0 as __p::Pattern<7>>`
    pub(super) fn pattern(&self) -> TokenStream {
        let (ty, hash) = (self.ty(), self.hash());
        quote!(<#ty as __p::Pattern<#hash>>)
    }

    /// The same as if it stood where the pattern is named.
    fn pattern_there(&self, ty: &str) -> TokenStream {
        let (span, hash) = (self.span(), self.hash());
        let ty = format_ident!("{ty}{}", self.nth, span = span);
        quote_spanned!(span=> <#ty as __p::Pattern<#hash>>)
    }

    fn hash(&self) -> u64 {
        field_hash(&self.part.pattern.as_ref().map(text_of).unwrap_or_default())
    }

    /// Where errors about its pattern stand.
    pub(super) fn span(&self) -> Span {
        self.part.pattern.as_ref().map_or_else(|| self.part.ty.span(), Ident::span)
    }

    // type __E0 = <__p::Checked<{ __p::is_entity::<Issue>() }> as __p::Keep<Issue>>::Type;
    // type __V0 = <__p::Checked<{ <__E0 as __p::Pattern<7>>::FOUND }> as __p::Keep<__E0>>::Type;
    pub(super) fn types(&self, is_part: &TokenStream) -> TokenStream {
        let (entity, ty) = (format_ident!("__E{}", self.nth), self.ty());
        let written = &self.part.ty;
        let checked = quote_spanned! {written.span()=>
            type #entity = <__p::Checked<{ __p::#is_part::<#written>() }> as __p::Keep<#written>>::Type;
        };
        let found = self.pattern_there("__E");
        quote! {
            #checked
            type #ty = <__p::Checked<{ #found::FOUND }> as __p::Keep<#entity>>::Type;
        }
    }

    // const _: bool = <<__V1 as __p::Pattern<8>>::Params as __p::SameParams<<__V0 as __p::Pattern<7>>::Params>>::SAME;
    pub(super) fn same_params(&self, first: &Checked<'_>) -> TokenStream {
        let (own, first) = (self.pattern_there("__V"), first.pattern());
        quote_spanned! {self.span()=>
            const _: bool = <#own::Params as __p::SameParams<#first::Params>>::SAME;
        }
    }
}

// const _: () = {
//     use ::dynamodel::__private as __p;
//     type __V0 = ..;
//     const MEMBERS: &[__p::PatternMeta] = &[<__V0 as __p::Pattern<7>>::MEMBERS[0], ..];
//     const PARTITION: ::core::option::Option<&__p::Template> = ..;
//     type __Params = ..;
//     const _: bool = __p::check_member(MEMBERS, 1, PARTITION);
//     impl __p::Pattern<0xcbf29ce484222325> for RepositoryItem { .. }
//     impl ::dynamodel::op::Collected for RepositoryItem {}
//     impl ::dynamodel::Collection for RepositoryItem { .. }
//     impl<__T> ::dynamodel::op::HeldBy<__T> for RepositoryItem where .. { .. }
//     impl RepositoryItem { pub fn repository_page(..) .. }
// };
pub(super) fn collection(collection: &Collection, variants: &[Variant]) -> TokenStream {
    let Collection { ident, krate, .. } = collection;
    let name = collection.name();
    let checked: Vec<Checked<'_>> =
        variants.iter().enumerate().map(|(nth, variant)| Checked::new(&variant.part, nth)).collect();
    let Some((first, others)) = checked.split_first() else { return TokenStream::new() };
    let types = checked.iter().map(|checked| checked.types(&quote!(is_entity)));
    let same = others.iter().map(|other| other.same_params(first));
    let members = checked.iter().map(Checked::pattern);
    let partition = crate::expand::option(collection.partition.as_ref().map(|partition| {
        let template = partition.template(&name);
        quote!(&#template)
    }));
    let checks = others.iter().zip(1_usize..).map(|(other, at)| {
        quote_spanned!(other.span()=> const _: bool = __p::check_member(MEMBERS, #at, PARTITION);)
    });
    let check = quote_spanned!(first.span()=> __p::check_member(MEMBERS, 0, PARTITION));
    let (params, pattern) = (params(first, &check), pattern(variants, &checked));
    let (held, read) = (held(collection, variants), read(ident, variants));
    let function =
        collection.partition.as_ref().map(|partition| function(collection, partition, first, variants));
    quote! {
        const _: () = {
            use #krate::__private as __p;
            #(#types)*
            const MEMBERS: &[__p::PatternMeta] = &[#(#members::MEMBERS[0]),*];
            const PARTITION: ::core::option::Option<&__p::Template> = #partition;
            #params
            #(#same)*
            #(#checks)*

            #[automatically_derived]
            impl __p::Pattern<{ __p::ALL }> for #ident {
                #pattern
            }

            #[automatically_derived]
            impl #krate::op::Collected for #ident {}

            #[automatically_derived]
            impl #krate::Collection for #ident {
                const NAME: &'static ::core::primitive::str = #name;
            }

            #held
            #function
            #read
        };
    }
}

// type __Params = <__p::Checked<{ __p::check_member(..) }> as __p::Keep<<__V0 as __p::Pattern<7>>::Params>>::Type;
pub(super) fn params(first: &Checked<'_>, check: &TokenStream) -> TokenStream {
    let pattern = first.pattern();
    quote!(type __Params = <__p::Checked<{ #check }> as __p::Keep<#pattern::Params>>::Type;)
}

// type Params = <__V0 as __p::Pattern<7>>::Params;
// type Place = <__V0 as __p::Pattern<7>>::Place;
// const MEMBERS: &'static [__p::PatternMeta] = MEMBERS;
// fn partition(..) -> __p::KeyWriter { .. }
// fn decode(member: usize, stored: __p::StoredItem<'_>) -> ::core::result::Result<Self, __p::Error> {
//     match member {
//         0 => <__V0 as __p::Pattern<7>>::decode(0, stored).map(Self::Issue),
//         _ => ::core::result::Result::Err(stored.unknown()),
//     }
// }
fn pattern(variants: &[Variant], checked: &[Checked<'_>]) -> TokenStream {
    let Some(first) = checked.first().map(Checked::pattern) else { return TokenStream::new() };
    let arms = variants.iter().zip(checked).enumerate().map(|(at, (variant, checked))| {
        let (pattern, ident) = (checked.pattern(), &variant.ident);
        let make = if variant.part.boxed {
            quote!(|value| Self::#ident(::std::boxed::Box::new(value)))
        } else {
            quote!(Self::#ident)
        };
        quote!(#at => #pattern::decode(0, stored).map(#make),)
    });
    quote! {
        type Params = #first::Params;
        type Place = #first::Place;
        const MEMBERS: &'static [__p::PatternMeta] = MEMBERS;

        fn partition(values: <Self::Params as __p::Params>::Values<'_>) -> __p::KeyWriter {
            #first::partition(values)
        }

        fn decode(
            member: usize,
            stored: __p::StoredItem<'_>,
        ) -> ::core::result::Result<Self, __p::Error> {
            match member {
                #(#arms)*
                _ => ::core::result::Result::Err(stored.unknown()),
            }
        }
    }
}

// impl<__T> ::dynamodel::op::HeldBy<__T> for RepositoryItem
// where
//     __T: ::dynamodel::Holds<Issue> + ::dynamodel::Holds<Repository>,
// {
//     const INDEXES: &'static [usize] = &[<__T as ::dynamodel::Holds<Issue>>::INDEX, ..];
// }
fn held(collection: &Collection, variants: &[Variant]) -> TokenStream {
    let Collection { ident, krate, .. } = collection;
    let entities: Vec<Ident> = (0..variants.len()).map(|nth| format_ident!("__V{nth}")).collect();
    quote! {
        #[automatically_derived]
        impl<__T> #krate::op::HeldBy<__T> for #ident
        where
            #(__T: #krate::Holds<#entities>,)*
        {
            const INDEXES: &'static [::core::primitive::usize] =
                &[#(<__T as #krate::Holds<#entities>>::INDEX),*];
        }
    }
}

// A program that never matches the enum is told that its fields are never read: they are, here.
//
// #[allow(dead_code)]
// fn read(collection: &RepositoryItem) {
//     match collection {
//         RepositoryItem::Issue(_value) => {}
//     }
// }
fn read(ident: &Ident, variants: &[Variant]) -> TokenStream {
    let variants = variants.iter().map(|variant| &variant.ident);
    quote! {
        #[allow(dead_code)]
        fn read(collection: &#ident) {
            match collection {
                #(#ident::#variants(_value) => {})*
            }
        }
    }
}

// impl RepositoryItem {
//     pub fn repository_page(
//         owner: <__Params as __p::Param<0>>::Arg<'_>,
//     ) -> ::dynamodel::op::CollectionQuery<Self, <__V0 as __p::Pattern<7>>::Place> {
//         __p::collection(__p::partition_key::<__V0, 7, __Params>((owner, ())))
//     }
// }
fn function(
    collection: &Collection,
    partition: &Partition,
    first: &Checked<'_>,
    variants: &[Variant],
) -> TokenStream {
    let krate = &collection.krate;
    let names: Vec<String> = variants.iter().map(|variant| format!("`{}`", variant.ident)).collect();
    let doc = format!(
        "Reads {} of the partition `{}` together, in the order of their sort keys.\n\nCosts one `Query` request \
         for each page, over the smallest range of keys that holds them.\n\nExample: `{}::{}({}).all(&table).await?`.",
        listed(&names),
        partition.pk.value(),
        collection.ident,
        partition.function,
        shown(partition),
    );
    inherent(collection, partition, first, &doc, &quote!(#krate::op::CollectionQuery), &quote!(collection))
}

pub(super) fn inherent(
    collection: &Collection,
    partition: &Partition,
    first: &Checked<'_>,
    doc: &str,
    query: &TokenStream,
    constructor: &TokenStream,
) -> TokenStream {
    let Collection { ident, vis, .. } = collection;
    let (name, declared, values) = (&partition.function, partition.declared(), partition.values());
    let (ty, hash, pattern) = (first.ty(), first.hash(), first.pattern());
    quote! {
        #[automatically_derived]
        #[allow(dead_code, non_snake_case, clippy::self_named_constructors, clippy::too_many_arguments)]
        impl #ident {
            #[doc = #doc]
            #[must_use = "nothing is sent before it is read"]
            #vis fn #name(#declared) -> #query<Self, #pattern::Place> {
                __p::#constructor(__p::partition_key::<#ty, #hash, __Params>(#values))
            }
        }
    }
}

/// `owner, repo`
pub(super) fn shown(partition: &Partition) -> String {
    partition.params.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// "`Issue` and `Repository`"
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Beside errors: a function that takes anything, and traits that say nothing more.
pub(super) fn inert(input: &DeriveInput, attributes: &Attributes, is_group: bool) -> TokenStream {
    let (ident, vis, krate) = (&input.ident, &input.vis, krate(attributes.krate.as_ref()));
    if !input.generics.params.is_empty() {
        return TokenStream::new();
    }
    let name = attributes.name.as_ref().and_then(|name| name.parse::<Ident>().ok());
    let placeholders = attributes.pk.as_ref().map_or(0, |pk| pk.value().matches('{').count());
    let params = (0..placeholders).map(|nth| {
        let name = format_ident!("value_{nth}");
        quote!(#name: impl ::core::marker::Sized)
    });
    let query = if is_group { quote!(GroupQuery) } else { quote!(CollectionQuery) };
    let function = name.map(|name| {
        quote! {
            #[automatically_derived]
            #[allow(dead_code, missing_docs, unused_variables)]
            impl #ident {
                #vis fn #name(#(#params),*) -> #krate::op::#query<Self, __p::Local> { ::core::unreachable!() }
            }
        }
    });
    let query = if is_group { super::group::inert(ident, &krate) } else { inert_collection(ident, &krate) };
    quote! {
        const _: () = {
            use #krate::__private as __p;

            #[automatically_derived]
            impl #krate::op::Collected for #ident {}

            #[automatically_derived]
            impl<__T> #krate::op::HeldBy<__T> for #ident {
                const INDEXES: &'static [::core::primitive::usize] = &[0];
            }

            #query
            #function
        };
    }
}

fn inert_collection(ident: &Ident, krate: &syn::Path) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __p::Pattern<{ __p::ALL }> for #ident {
            type Params = __p::Unknown;
            type Place = __p::Local;
            const MEMBERS: &'static [__p::PatternMeta] = &[__p::PatternMeta::FAULTY];

            fn partition(_: __p::Unknown) -> __p::KeyWriter {
                ::core::unreachable!()
            }

            fn decode(_: usize, _: __p::StoredItem<'_>) -> ::core::result::Result<Self, __p::Error> {
                ::core::unreachable!()
            }
        }

        #[automatically_derived]
        impl #krate::Collection for #ident {
            const NAME: &'static ::core::primitive::str = "";
        }
    }
}

//! The expansion of a collection enum: calls into the runtime.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident};

use super::attr::Attributes;
use super::model::{Collection, Part, Variant};
use super::partition::Partition;
use super::shared;
use crate::model::krate;

/// The type of an access pattern, with the aliases that check it.
pub(super) struct Checked<'m> {
    pub(super) part: &'m Part,
    nth: usize,
}

impl<'m> Checked<'m> {
    pub(super) fn new(part: &'m Part, nth: usize) -> Self {
        Self { part, nth }
    }

    /// Returns `__V0`, an alias of the type if it has the pattern. Otherwise the alias reports nothing more.
    pub(super) fn ty(&self) -> Ident {
        format_ident!("__V{}", self.nth)
    }

    /// `<__P0 as __p::Pattern>`
    pub(super) fn pattern(&self) -> TokenStream {
        let ty = self.pattern_ty();
        quote!(<#ty as __p::Pattern>)
    }

    /// Returns `__P0`, an alias of the pattern if the type has it. Otherwise the alias reports nothing more.
    pub(super) fn pattern_ty(&self) -> Ident {
        format_ident!("__P{}", self.nth, span = self.span())
    }

    /// The span of errors about the pattern.
    pub(super) fn span(&self) -> Span {
        self.part.pattern.as_ref().map_or_else(|| self.part.ty.span(), Spanned::span)
    }

    // type __E0 = <__p::Checked<{ __p::is_entity::<Issue>() }> as __p::Keep<Issue>>::Type;
    // type __Q0 = IssueByOwner;
    // const __F0: bool = <__Q0 as __p::PatternOf<__E0>>::FOUND;
    // type __V0 = <__p::Checked<{ __F0 }> as __p::Keep<__E0>>::Type;
    // type __P0 = <__p::Checked<{ __F0 }> as __p::Keep<__Q0>>::Type;
    pub(super) fn types(&self, is_part: &TokenStream) -> TokenStream {
        let (entity, ty, pattern) = (format_ident!("__E{}", self.nth), self.ty(), self.pattern_ty());
        let (written, found) = (&self.part.ty, format_ident!("__F{}", self.nth));
        let checked = quote_spanned! {written.span()=>
            type #entity = <__p::Checked<{ __p::#is_part::<#written>() }> as __p::Keep<#written>>::Type;
        };
        let asked = format_ident!("__Q{}", self.nth, span = self.span());
        let named =
            self.part.pattern.as_ref().map_or_else(|| entity.to_token_stream(), ToTokens::to_token_stream);
        let is_found = quote_spanned! {self.span()=>
            const #found: bool = <#asked as __p::PatternOf<#entity>>::FOUND;
        };
        quote! {
            #checked
            type #asked = #named;
            #is_found
            type #ty = <__p::Checked<{ #found }> as __p::Keep<#entity>>::Type;
            type #pattern = <__p::Checked<{ #found }> as __p::Keep<#asked>>::Type;
        }
    }

    // const _: bool = <<__P1 as __p::Pattern>::Params as __p::SameParams<<__P0 as __p::Pattern>::Params>>::SAME;
    pub(super) fn same_params(&self, first: &Checked<'_>) -> TokenStream {
        let ty = self.pattern_ty();
        let (own, first) = (quote_spanned!(self.span()=> <#ty as __p::Pattern>), first.pattern());
        quote_spanned! {self.span()=>
            const _: bool = <#own::Params as __p::SameParams<#first::Params>>::SAME;
        }
    }
}

// const _: () = {
//     use ::dynamodel::__private as __p;
//     type __V0 = ..;
//     const MEMBERS: &[__p::PatternMeta] = &[<__P0 as __p::Pattern>::MEMBERS[0], ..];
//     const PARTITION: ::core::option::Option<&__k::Template> = ..;
//     type __Params = ..;
//     type __Shared = ..;
//     const _: bool = __p::check_member(MEMBERS, 1, PARTITION);
//     impl __p::Pattern for RepositoryItem { .. }
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
    let (params, pattern, decode) = (params(first, &check), pattern(first), decode(variants, &checked));
    let shared = shared::expand(&checked);
    let (held, read) = (held(collection, variants), read(ident, variants));
    let function =
        collection.partition.as_ref().map(|partition| function(collection, partition, first, variants));
    let imports = crate::model::imports(krate);
    quote! {
        const _: () = {
            #imports
            #(#types)*
            const MEMBERS: &[__p::PatternMeta] = &[#(#members::MEMBERS[0]),*];
            const PARTITION: ::core::option::Option<&__k::Template> = #partition;
            #params
            #shared
            #(#same)*
            #(#checks)*

            #[automatically_derived]
            impl __p::Pattern for #ident {
                #pattern
            }

            #[automatically_derived]
            impl __p::PatternOf<#ident> for #ident {}

            #[automatically_derived]
            impl #krate::op::Collected for #ident {
                #decode
            }

            #[automatically_derived]
            impl #krate::Collection for #ident {
                const NAME: &'static ::core::primitive::str = #name;

                fn is_mixed(
                    table: &'static __s::TableMeta,
                    entities: &[&[::core::primitive::usize]],
                ) -> ::core::primitive::bool {
                    __p::is_mixed(table, &[MEMBERS], entities)
                }
            }

            #held
            #function
            #read
        };
    }
}

// type __Params = <__p::Checked<{ __p::check_member(..) }> as __p::Keep<<__P0 as __p::Pattern>::Params>>::Type;
pub(super) fn params(first: &Checked<'_>, check: &TokenStream) -> TokenStream {
    let pattern = first.pattern();
    quote!(type __Params = <__p::Checked<{ #check }> as __p::Keep<#pattern::Params>>::Type;)
}

// type Params = <__P0 as __p::Pattern>::Params;
// type Place = <__P0 as __p::Pattern>::Place;
// type SortKey = __Shared;
// const MEMBERS: &'static [__p::PatternMeta] = MEMBERS;
// fn partition(..) -> __k::KeyWriter { .. }
fn pattern(first: &Checked<'_>) -> TokenStream {
    let first = first.pattern();
    quote! {
        type Params = #first::Params;
        type Place = #first::Place;
        type SortKey = __Shared;
        const MEMBERS: &'static [__p::PatternMeta] = MEMBERS;

        fn partition(values: <Self::Params as __p::Params>::Values<'_>) -> __k::KeyWriter {
            #first::partition(values)
        }
    }
}

// fn decode_member(member: usize, stored: __p::StoredItem<'_>) -> ::core::result::Result<Self, __Error> {
//     match member {
//         0 => <__V0 as __o::Collected>::decode_member(0, stored).map(Self::Issue),
//         _ => ::core::result::Result::Err(stored.unknown()),
//     }
// }
fn decode(variants: &[Variant], checked: &[Checked<'_>]) -> TokenStream {
    let arms = variants.iter().zip(checked).enumerate().map(|(at, (variant, checked))| {
        let (ty, ident) = (checked.ty(), &variant.ident);
        let make = if variant.part.boxed {
            quote!(|value| Self::#ident(::std::boxed::Box::new(value)))
        } else {
            quote!(Self::#ident)
        };
        quote!(#at => <#ty as __o::Collected>::decode_member(0, stored).map(#make),)
    });
    quote! {
        fn decode_member(
            member: usize,
            stored: __p::StoredItem<'_>,
        ) -> ::core::result::Result<Self, __Error> {
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
    // With the span of the enum: of an implementation of a derive, the compiler says to write it by hand.
    quote_spanned! {ident.span()=>
        #[automatically_derived]
        impl<__T> __o::HeldBy<__T> for #ident
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
//     ) -> ::dynamodel::op::CollectionQuery<Self> {
//         __p::start(__p::partition_key::<__P0, __Params>((owner, ())))
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
    inherent(collection, partition, first, &doc, &quote!(#krate::op::CollectionQuery))
}

pub(super) fn inherent(
    collection: &Collection,
    partition: &Partition,
    first: &Checked<'_>,
    doc: &str,
    query: &TokenStream,
) -> TokenStream {
    let Collection { ident, vis, .. } = collection;
    let (name, declared, values) = (&partition.function, partition.declared(), partition.values());
    let pattern = first.pattern_ty();
    quote! {
        #[automatically_derived]
        #[allow(dead_code, non_snake_case, clippy::self_named_constructors, clippy::too_many_arguments)]
        impl #ident {
            #[doc = #doc]
            #vis fn #name(#declared) -> #query<Self> {
                __p::start(__p::partition_key::<#pattern, __Params>(#values))
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
                #vis fn #name(#(#params),*) -> #krate::op::#query<Self> { ::core::unreachable!() }
            }
        }
    });
    let query = if is_group { super::group::inert(ident, &krate) } else { inert_collection(ident, &krate) };
    let imports = crate::model::imports(&krate);
    quote! {
        const _: () = {
            #imports

            #[automatically_derived]
            impl #krate::op::Collected for #ident {
                fn decode_member(
                    _: usize,
                    _: __p::StoredItem<'_>,
                ) -> ::core::result::Result<Self, __Error> {
                    ::core::unreachable!()
                }
            }

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
        impl __p::Pattern for #ident {
            type Params = __p::Unknown;
            type Place = __o::Local;
            type SortKey = __p::Unknown;
            const MEMBERS: &'static [__p::PatternMeta] = &[__p::PatternMeta::FAULTY];

            fn partition(_: __p::Unknown) -> __k::KeyWriter {
                ::core::unreachable!()
            }
        }

        #[automatically_derived]
        impl __p::PatternOf<#ident> for #ident {}

        #[automatically_derived]
        impl #krate::Collection for #ident {
            const NAME: &'static ::core::primitive::str = "";

            fn is_mixed(
                _: &'static __s::TableMeta,
                _: &[&[::core::primitive::usize]],
            ) -> ::core::primitive::bool {
                ::core::unreachable!()
            }
        }
    }
}

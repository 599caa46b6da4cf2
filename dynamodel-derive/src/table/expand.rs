//! The expansion of a table: calls into the runtime.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;

use super::attr::Kind;
use super::model::{Index, IndexAttribute, KeyAttribute, Table, Variant};
use crate::document::type_of_name;
use crate::expand::{option, projected};

/// Emits the table with its proofs.
pub(super) fn table(table: &Table) -> TokenStream {
    let (proofs, read) = (proofs(table), read(table));
    expansion(table, &quote!(#proofs #read), &TokenStream::new())
}

/// Emits a table with errors, without proofs and variants with errors, so that nothing more is reported.
pub(super) fn inert(table: &Table) -> TokenStream {
    expansion(table, &TokenStream::new(), &quote!(_ => loop {}))
}

// const _: () = {
//     use ::dynamodel::__private as __p;
//     const HELD_0: __p::TableEntity<Video> = __p::table_entity::<Video>();
//     impl ::dynamodel::Table for YouTube { .. }
//     impl ::dynamodel::Holds<Video> for YouTube { .. }
//     impl ::core::convert::From<Video> for YouTube { .. }
//     impl YouTube { .. }
//     const KEYS_OF_Video: () = __p::Proof::<YouTube>::prove(0);
// };
fn expansion(
    table: &Table,
    only_without_mistakes: &TokenStream,
    other_variants: &TokenStream,
) -> TokenStream {
    let krate = &table.krate;
    let held = held_names(table);
    let entities = table.variants.iter().map(|variant| &variant.entity);
    let implementation = implementation(table, other_variants);
    let members = table.variants.iter().enumerate().map(|(index, variant)| member(table, index, variant));
    let (indexes, functions) = (indexes(table), functions(table));
    let imports = crate::model::imports(krate);
    quote! {
        const _: () = {
            #imports
            #(const #held: __p::TableEntity<#entities> = __p::table_entity::<#entities>();)*
            #implementation
            #(#members)*
            #indexes
            #functions
            #only_without_mistakes
        };
    }
}

/// `HELD_0`, one for each variant.
fn held_names(table: &Table) -> impl Iterator<Item = Ident> {
    (0..table.variants.len()).map(|index| format_ident!("HELD_{index}"))
}

// impl ::dynamodel::Table for YouTube {
//     const META: &'static __s::TableMeta = &__s::TableMeta {
//         ident: "YouTube",
//         name: "entities",
//         pk: __s::KeyAttribute { name: "pk", kind: __s::KeyKind::String },
//         sk: ::core::option::Option::Some(__s::KeyAttribute { name: "sk", kind: __s::KeyKind::String }),
//         type_attribute: ::core::option::Option::Some("entity_type"),
//         untyped_by_key: false,
//         ttl_attribute: ::core::option::Option::None,
//         revision_attribute: "_revision",
//         owner_attribute: "_owner",
//         entities: &[HELD_0.meta],
//         shared: &[],
//         indexes: &[],
//     };
//     const ENTITIES: &'static [__p::EntityFunctions] = &[HELD_0.functions];
//     fn encode(..) -> ..
//     fn decode(..) -> ..
// }
fn implementation(table: &Table, other_variants: &TokenStream) -> TokenStream {
    let Table { ident, krate, name, untyped_by_key, revision_attribute, owner_attribute, .. } = table;
    let ident_text = ident.to_string();
    let ident_text = ident_text.trim_start_matches("r#");
    let pk = key_attribute(&table.pk);
    let sk = option(table.sk.as_ref().map(key_attribute));
    let type_attribute = option(table.type_attribute.as_ref().map(|name| quote!(#name)));
    let ttl_attribute = option(table.ttl_attribute.as_ref().map(|name| quote!(#name)));
    let (entities, functions) = (held_names(table), held_names(table));
    let shared = table.shared.iter().map(|group| quote!(&[#(#group),*]));
    let indexes = table.indexes.iter().map(|found| index(table, found));
    let (encode, decode) = (encode(table, other_variants), decode(table));
    quote! {
        #[automatically_derived]
        impl #krate::Table for #ident {
            const META: &'static __s::TableMeta = &__s::TableMeta {
                ident: #ident_text,
                name: #name,
                pk: #pk,
                sk: #sk,
                type_attribute: #type_attribute,
                untyped_by_key: #untyped_by_key,
                ttl_attribute: #ttl_attribute,
                revision_attribute: #revision_attribute,
                owner_attribute: #owner_attribute,
                entities: &[#(#entities.meta),*],
                shared: &[#(#shared),*],
                indexes: &[#(#indexes),*],
            };
            const ENTITIES: &'static [__p::EntityFunctions] = &[#(#functions.functions),*];
            #encode
            #decode
        }
    }
}

// #[inline]
// fn encode(&self) -> ::core::result::Result<__p::EncodedVariant, __Error> {
//     match *self {
//         Self::Video(ref value) => (const { HELD_0.encode })(0, value),
//         Self::Order(ref value) => (const { HELD_1.encode })(1, &**value),
//     }
// }
fn encode(table: &Table, other_variants: &TokenStream) -> TokenStream {
    let variants = table.variants.iter().zip(held_names(table)).enumerate();
    let arms = variants.map(|(index, (Variant { ident, boxed, .. }, held))| {
        let value = if *boxed { quote!(&**value) } else { quote!(value) };
        quote!(Self::#ident(ref value) => (const { #held.encode })(#index, #value),)
    });
    quote! {
        // Compiled only in programs that call it.
        #[inline]
        fn encode(&self) -> ::core::result::Result<__p::EncodedVariant, __Error> {
            match *self {
                #(#arms)*
                #other_variants
            }
        }
    }
}

// fn decode(index: usize, stored: __p::StoredItem<'_>) -> ::core::result::Result<Self, __Error> {
//     match index {
//         0 => (const { HELD_0.decode })(stored).map(Self::Video),
//         1 => (const { HELD_1.decode })(stored).map(|value| Self::Order(::std::boxed::Box::new(value))),
//         _ => ::core::result::Result::Err(stored.unknown()),
//     }
// }
fn decode(table: &Table) -> TokenStream {
    let variants = table.variants.iter().zip(held_names(table)).enumerate();
    let arms = variants.map(|(index, (Variant { ident, boxed, .. }, held))| {
        let make = if *boxed {
            quote!(|value| Self::#ident(::std::boxed::Box::new(value)))
        } else {
            quote!(Self::#ident)
        };
        // The constant keeps the other functions of the entity out of the program.
        quote!(#index => (const { #held.decode })(stored).map(#make),)
    });
    quote! {
        fn decode(
            index: usize,
            stored: __p::StoredItem<'_>,
        ) -> ::core::result::Result<Self, __Error> {
            match index {
                #(#arms)*
                _ => ::core::result::Result::Err(stored.unknown()),
            }
        }
    }
}

// impl ::dynamodel::Holds<Video> for YouTube {
//     const INDEX: usize = 0;
//     type Keys = __p::OwnKeys;
//     type Natural = __p::Natural<{ __p::Proof::<YouTube>::is_natural(0) }>;
//     const MIXED: u64 = __p::Proof::<YouTube>::mixed_keys(0);
//     const MIXED_INDEXES: u64 = __p::Proof::<YouTube>::mixed_indexes(0);
// }
// impl ::core::convert::From<Video> for YouTube {
//     fn from(value: Video) -> Self {
//         Self::Video(value)
//     }
// }
fn member(table: &Table, index: usize, Variant { ident: variant, entity, boxed }: &Variant) -> TokenStream {
    let Table { ident, krate, .. } = table;
    let value = if *boxed { quote!(::std::boxed::Box::new(value)) } else { quote!(value) };
    let shared = table.shared.iter().flatten().any(|member| *member == index);
    let keys = if shared { quote!(SharedKeys) } else { quote!(OwnKeys) };
    quote! {
        #[automatically_derived]
        impl #krate::Holds<#entity> for #ident {
            const INDEX: usize = #index;
            type Keys = __p::#keys;
            type Natural = __p::Natural<{ __p::Proof::<#ident>::is_natural(#index) }>;
            const MIXED: u64 = __p::Proof::<#ident>::mixed_keys(#index);
            const MIXED_INDEXES: u64 = __p::Proof::<#ident>::mixed_indexes(#index);
        }

        #[automatically_derived]
        impl ::core::convert::From<#entity> for #ident {
            fn from(value: #entity) -> Self {
                Self::#variant(#value)
            }
        }
    }
}

// impl __p::HasIndex<N> for YouTube {
//     type Natural = __p::Natural<{ __p::Proof::<YouTube>::is_natural_in_index(0) }>;
// }
fn indexes(table: &Table) -> TokenStream {
    let (ident, mut taken) = (&table.ident, HashSet::new());
    let names = table.indexes.iter().map(|index| index.name.as_str()).enumerate();
    let distinct = names.filter(|(_, name)| taken.insert(*name));
    distinct
        .map(|(at, name)| {
            let name = type_of_name(name);
            quote! {
                #[automatically_derived]
                impl __p::HasIndex<#name> for #ident {
                    type Natural = __p::Natural<{ __p::Proof::<#ident>::is_natural_in_index(#at) }>;
                }
            }
        })
        .collect()
}

// impl YouTube {
//     pub fn table(client: __p::Client) -> ::dynamodel::TableClient<Self> {
//         __p::start(client)
//     }
//     pub fn scan() -> ::dynamodel::op::Scan<Self> {
//         __p::start(())
//     }
// }
fn functions(table: &Table) -> TokenStream {
    let Table { ident, vis, krate, name, .. } = table;
    let about_table = format!(
        "The table `{name}`, through a client of the AWS SDK.\n\n\
         Sends nothing: operations take the result, as in `.send(&table)`. Each environment can use another name.\n\n\
         # Examples\n\n\
         ```text\n\
         let config = aws_config::load_from_env().await;\n\
         let table = {ident}::table(dynamodel::aws::Client::new(&config));\n\
         ```"
    );
    let about_scan = format!(
        "Reads the whole table `{name}`: {}.\n\n\
         Costs one `Scan` request for each megabyte of the table, and half a read unit for each 4 KB, including lookup \
         copies. The copies are filtered out by default.\n\n\
         # Examples\n\n\
         ```text\n\
         let everything = {ident}::scan().all(&table).await?;\n\
         ```",
        entities(table)
    );
    quote! {
        #[automatically_derived]
        #[allow(dead_code)]
        impl #ident {
            #[doc = #about_table]
            #vis fn table(client: __p::Client) -> #krate::TableClient<Self> {
                __p::start(client)
            }

            #[doc = #about_scan]
            #vis fn scan() -> #krate::op::Scan<Self> {
                __p::start(())
            }
        }
    }
}

// Reads the fields of the enum, so that a program which never matches it gets no warning.
//
// #[allow(dead_code)]
// fn read(table: &YouTube) {
//     match table {
//         YouTube::Video(_value) => {}
//     }
// }
fn read(table: &Table) -> TokenStream {
    let ident = &table.ident;
    let variants = table.variants.iter().map(|variant| &variant.ident);
    quote! {
        #[allow(dead_code)]
        fn read(table: &#ident) {
            match table {
                #(#ident::#variants(_value) => {})*
            }
        }
    }
}

/// "every `User` and `Video`"
fn entities(table: &Table) -> String {
    let names: Vec<String> = table.variants.iter().map(|variant| format!("`{}`", variant.ident)).collect();
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [one] => format!("every {one}"),
        [most @ .., last] => format!("every {} and {last}", most.join(", ")),
    }
}

// The error shows the name of the constant.
//
// #[allow(long_running_const_eval, dead_code, non_upper_case_globals)]
// const KEYS_OF_Video: () = __p::Proof::<YouTube>::prove(0);
fn proofs(table: &Table) -> TokenStream {
    let ident = &table.ident;
    let proof = |(index, variant): (usize, &Variant)| {
        let name = format_ident!("KEYS_OF_{}", variant.ident, span = variant.span());
        quote_spanned! {variant.span()=>
            #[allow(long_running_const_eval, dead_code, non_upper_case_globals)]
            const #name: () = __p::Proof::<#ident>::prove(#index);
        }
    };
    table.variants.iter().enumerate().map(proof).collect()
}

// __s::IndexMeta { name: "gsi1", pk: &[__s::KeyAttribute { .. }], sk: &[..], local: false, copies: false, .. }
fn index(table: &Table, index: &Index) -> TokenStream {
    let Index { name, local, copies, .. } = index;
    let attribute = |attribute| index_attribute(table, attribute);
    let (pk, sk) = (index.pk.iter().map(attribute), index.sk.iter().map(attribute));
    let project = match &index.project {
        Some(project) => projected(project, |name| Some(name.clone())),
        None => project_reads(table, index),
    };
    quote! {
        __s::IndexMeta {
            name: #name,
            pk: &[#(#pk),*],
            sk: &[#(#sk),*],
            local: #local,
            copies: #copies,
            project: #project,
        }
    }
}

// {
//     const READS: __p::IndexReads = __p::IndexReads { index: "gsi1", entities: &[HELD_0.meta], keys: &["pk", ..], own: 1 };
//     const ATTRIBUTES: &[&str] = &READS.attributes::<{ READS.count() }>();
//     READS.project(ATTRIBUTES)
// }
fn project_reads(table: &Table, index: &Index) -> TokenStream {
    let (name, entities) = (&index.name, held_names(table));
    let base = std::iter::once(&table.pk).chain(&table.sk).map(|attribute| &attribute.name);
    let keys = base.chain(index.pk.iter().chain(&index.sk).map(|attribute| &attribute.name));
    let own = [&table.type_attribute, &table.ttl_attribute].into_iter().flatten().count();
    quote! {{
        const READS: __p::IndexReads = __p::IndexReads {
            index: #name,
            entities: &[#(#entities.meta),*],
            keys: &[#(#keys),*],
            own: #own,
        };
        const ATTRIBUTES: &[&::core::primitive::str] = &READS.attributes::<{ READS.count() }>();
        READS.project(ATTRIBUTES)
    }}
}

// __s::KeyAttribute { name: "round", kind: __p::index_kind(&[HELD_0.meta], "round") }
fn index_attribute(table: &Table, IndexAttribute { name, kind }: &IndexAttribute) -> TokenStream {
    if let Some(kind) = *kind {
        return key_attribute(&KeyAttribute { name: name.clone(), kind });
    }
    let entities = held_names(table);
    quote! {
        __s::KeyAttribute { name: #name, kind: __p::index_kind(&[#(#entities.meta),*], #name) }
    }
}

fn key_attribute(KeyAttribute { name, kind }: &KeyAttribute) -> TokenStream {
    let kind = match kind {
        Kind::String => quote!(String),
        Kind::Number => quote!(Number),
        Kind::Binary => quote!(Binary),
    };
    quote!(__s::KeyAttribute { name: #name, kind: __s::KeyKind::#kind })
}

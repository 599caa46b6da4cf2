//! An enum without fields: one of the variants' names, as serde writes them.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, DeriveInput, Fields, Ident, WherePredicate, parse_quote};

use super::argument;
use crate::ctxt::Ctxt;
use crate::{model, serde};

/// The variants.
pub(super) struct Variants<'i>(Vec<Variant<'i>>);

struct Variant<'i> {
    ident: &'i Ident,
    text: String,
    /// The aliases of the variant.
    aliases: Vec<serde::Alias>,
}

impl<'i> Variants<'i> {
    pub(super) fn resolve(ctxt: &Ctxt, input: &DeriveInput, data: &'i DataEnum) -> Option<Self> {
        let rule = serde::rename_rule(ctxt, &serde::metas(&input.attrs));
        if data.variants.is_empty() {
            ctxt.at(&input.ident).error("an enum without variants cannot be a key segment: add a variant");
            return None;
        }
        let mut taken = HashSet::new();
        let variants = data.variants.iter().map(|variant| {
            let ident = &variant.ident;
            let (metas, default) = (serde::metas(&variant.attrs), || rule.variant(&model::text_of(ident)));
            let text = serde::renamed(ctxt, &metas, default);
            check(ctxt, variant, &text, taken.insert(text.clone()));
            let aliases = serde::aliases(&metas).into_iter().filter(|alias| alias.name != text).collect();
            Variant { ident, text, aliases }
        });
        let variants: Vec<Variant<'i>> = variants.collect();
        for variant in &variants {
            check_aliases(ctxt, variant, &mut taken);
        }
        Some(Self(variants))
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|variant| variant.text.as_str())
    }

    /// Returns `true` if the texts sort as the variants do.
    fn are_ordered(&self) -> bool {
        self.texts().is_sorted_by(|earlier, later| earlier < later)
    }

    fn have_one_length(&self) -> bool {
        let mut lengths = self.texts().map(str::len);
        let first = lengths.next();
        lengths.all(|length| Some(length) == first)
    }

    /// The positions in which the variants have ranges.
    fn ordered_positions(&self) -> Vec<TokenStream> {
        let last = self.are_ordered().then(|| quote!(__k::spec::SortLast));
        let inner = (self.are_ordered() && self.have_one_length()).then(|| quote!(__k::spec::Sort));
        last.into_iter().chain(inner).collect()
    }
}

// enum Status { Open(u64) }
// enum Status { #[serde(rename = "")] Open }
fn check(ctxt: &Ctxt, variant: &syn::Variant, text: &str, new: bool) {
    if !matches!(variant.fields, Fields::Unit) {
        ctxt.at(&variant.fields).error(
            "a variant with fields cannot be a key segment: give the fields placeholders of their own in the \
             template",
        );
    }
    let ident = &variant.ident;
    let fault = if text.is_empty() {
        format!(
            "`{ident}` would be written as an empty string, and a key segment must not be empty: give it a name"
        )
    } else if !new {
        format!(
            "`{ident}` and an earlier variant would both be written as `{text}`: give one of them another name"
        )
    } else {
        return;
    };
    match serde::metas(&variant.attrs).iter().find(|meta| meta.path().is_ident("rename")) {
        Some(rename) => ctxt.at(rename).error(fault),
        None => ctxt.at(ident).error(fault),
    }
}

// enum Status { #[serde(alias = "Done")] Closed, Done }
fn check_aliases(ctxt: &Ctxt, variant: &Variant<'_>, taken: &mut HashSet<String>) {
    for alias in &variant.aliases {
        if !taken.insert(alias.name.clone()) {
            let (name, ident) = (&alias.name, variant.ident);
            ctxt.at(&alias.at).error(format_args!(
                "`{name}` is also the name or an alias of another variant than `{ident}`: remove this alias, or rename the other variant"
            ));
        }
    }
}

/// ```text
/// impl<__S: __k::spec::Position> __k::KeySegment<__S> for Status { .. }
/// impl __k::OrderedSegment<__k::spec::SortLast> for Status {}
/// ```
pub(super) fn expand(input: &DeriveInput, variants: &Variants<'_>) -> TokenStream {
    let ident = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let bound: WherePredicate = parse_quote!(__S: __k::spec::Position);
    let own = super::key_segment(input, std::slice::from_ref(&bound), &key_segment(variants));
    let ordered = variants.ordered_positions().into_iter().map(|position| {
        quote! {
            #[automatically_derived]
            impl #impl_generics __k::OrderedSegment<#position> for #ident #type_generics #where_clause {}
        }
    });
    let arguments = argument::both(input, std::slice::from_ref(&bound));
    let listed = listed(input, variants);
    quote!(#own #(#ordered)* #arguments #listed)
}

/// ```text
/// impl __p::ListedVariants for Status {
///     const ALL: &'static [(Self, &'static [&'static str])] = &[(Self::Open, &["open"]), ..];
/// }
/// ```
fn listed(input: &DeriveInput, variants: &Variants<'_>) -> TokenStream {
    let all = variants.0.iter().map(|Variant { ident, text, aliases }| {
        let aliases = aliases.iter().map(|alias| &alias.name);
        quote!((Self::#ident, &[#text #(, #aliases)*]))
    });
    let body = quote! {
        const ALL: &'static [(Self, &'static [&'static ::core::primitive::str])] = &[#(#all),*];
    };
    let path = quote!(__p::ListedVariants);
    super::implementation(input, &TokenStream::new(), &[], (&path, &super::own_type(input)), &body)
}

fn key_segment(variants: &Variants<'_>) -> TokenStream {
    let texts: Vec<&str> = variants.texts().collect();
    let names = variants.0.iter().map(|variant| variant.ident);
    let aliases = variants.0.iter().map(|variant| variant.aliases.iter().map(|alias| &alias.name));
    let aliases: Vec<Vec<&String>> = aliases.map(Iterator::collect).collect();
    let (older, all_names) = (aliases.iter().flatten(), names.clone());
    let list = texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(" or ");
    quote! {
        const SHAPE: __k::Shape = __k::Shape::OneOf(&[#(#texts,)* #(#older),*]);
        const FORM: __k::StoredForm = __k::StoredForm::STRING;

        fn encode(
            arg: &&Self,
            out: &mut ::std::string::String,
        ) -> ::core::result::Result<(), __k::SegmentError> {
            out.push_str(match arg { #(Self::#names => #texts,)* });
            ::core::result::Result::Ok(())
        }

        fn decode(text: &::core::primitive::str) -> ::core::result::Result<Self, __k::SegmentError> {
            match text {
                #(#texts #(| #aliases)* => ::core::result::Result::Ok(Self::#all_names),)*
                _ => ::core::result::Result::Err(__k::SegmentError::Malformed(#list)),
            }
        }
    }
}

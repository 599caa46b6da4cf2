//! Paths to the fields of a struct: `Video::FIELDS.video_title`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Type};

use super::docs::doc;
use crate::model::text_of;
use crate::serde::Alias;

/// A struct whose fields have paths.
pub(crate) struct Paths<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) vis: TokenStream,
    pub(crate) generics: &'a Generics,
    pub(crate) krate: &'a syn::Path,
    pub(crate) fields: Vec<PathField<'a>>,
}

/// A field that is an attribute of its own.
pub(crate) struct PathField<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) attribute: &'a str,
    /// The further names under which older items have it.
    pub(crate) aliases: &'a [Alias],
    /// The function of the user's that writes it.
    pub(crate) writer: Option<&'a syn::Path>,
    /// The function of the user's that reads it.
    pub(crate) reader: Option<&'a syn::Path>,
    /// The function of the user's that says when it is not written.
    pub(crate) left_out: Option<&'a syn::Path>,
    /// Whether it says when an item expires.
    pub(crate) ttl: bool,
    /// The list that names it among the fields that can be keys.
    pub(crate) key: TokenStream,
}

impl Paths<'_> {
    /// The name of the struct of paths.
    fn name(&self) -> Ident {
        format_ident!("{}Fields", text_of(self.ident))
    }

    /// ```text
    /// pub struct VideoFields<E, P> { pub video_id: ::dynamodel::Field<E, P, video_id>, .. }
    /// impl<E, P> VideoFields<E, P> { const ALL: Self = Self { video_id: ::dynamodel::Field::new(), .. }; }
    /// pub struct video_id;
    /// impl __p::FieldDef for video_id { .. }
    /// ```
    pub(crate) fn types(&self) -> TokenStream {
        let (name, vis, krate) = (self.name(), &self.vis, self.krate);
        let bounded = bounded(self.generics);
        let (_, own, where_clause) = bounded.split_for_impl();
        let params = &bounded.params;
        let args = generic_args(&bounded);
        let fields = self.fields.iter().map(|field| {
            let (ident, marker) = (field.ident, marker(field.ident));
            let docs = doc(&format!("The path to `{}`.", field.attribute));
            quote!(#docs pub #ident: #krate::Field<E, P, #marker #own>)
        });
        let names = self.fields.iter().map(|field| field.ident);
        let markers = self.fields.iter().map(|field| self.marker(field));
        let docs = doc(&format!("A path to each field of `{}`.", text_of(self.ident)));
        // Each field names the parameters; without one, something has to. The compiler lists all fields to
        // whoever misspells one, so there is no more than that.
        let (of_type, of) = if self.fields.is_empty() {
            let of_type = quote!(#[doc(hidden)] pub __of: ::core::marker::PhantomData<fn() -> (E, P)>,);
            (of_type, quote!(__of: ::core::marker::PhantomData,))
        } else {
            Default::default()
        };
        quote! {
            #docs
            #[allow(dead_code)]
            #vis struct #name<E, P, #params> #where_clause {
                #(#fields,)*
                #of_type
            }

            #[allow(dead_code)]
            impl<E, P, #params> #name<E, P, #args> #where_clause {
                const ALL: Self = Self {
                    #(#names: #krate::Field::new(),)*
                    #of
                };
            }

            #(#markers)*
        }
    }

    /// ```text
    /// pub struct video_id;
    /// impl __p::FieldDef for video_id {
    ///     type Value = u64;
    ///     type Key = ();
    ///     type Reader = __p::ByType;
    ///     const ATTRIBUTE: &'static str = "videoId";
    ///     const ALIASES: &'static [&'static str] = &["id"];
    ///     fn encode(value: &u64) -> Result<__p::AttributeValue, __p::Error> { __p::attribute(value) }
    /// }
    /// ```
    fn marker(&self, field: &PathField<'_>) -> TokenStream {
        let (marker, ty, attribute, key) = (marker(field.ident), field.ty, field.attribute, &field.key);
        let bounded = bounded(self.generics);
        let (impl_generics, own, _) = bounded.split_for_impl();
        let types: Vec<_> = bounded.type_params().map(|param| &param.ident).collect();
        if field.ttl {
            return self.ttl_marker(field);
        }
        let custom =
            field.writer.map(|writer| quote!(__p::attribute_with(|serializer| #writer(value, serializer))));
        let serialize = custom.unwrap_or_else(|| quote!(__p::attribute(value)));
        let left_out = field.left_out.map(|left_out| {
            quote! {
                fn is_left_out(value: &Self::Value) -> ::core::primitive::bool {
                    #left_out(value)
                }
            }
        });
        // Not every type of a field is one that can be serialized without its bounds.
        let mut bounds = bounded.clone();
        if field.writer.is_none() && !types.is_empty() {
            bounds.make_where_clause().predicates.push(syn::parse_quote!(#ty: __p::Serialize));
        }
        let (_, _, serializable) = bounds.split_for_impl();
        let marker_type = self.marker_type(field.ident);
        let (reader, reads) = self.reader(field);
        let aliases = field.aliases.iter().map(|alias| &alias.name);
        quote! {
            #marker_type
            #reads

            #[automatically_derived]
            impl #impl_generics __p::FieldDef for #marker #own #serializable {
                type Value = #ty;
                type Key = #key;
                type Reader = #reader;
                const ATTRIBUTE: &'static ::core::primitive::str = #attribute;
                const ALIASES: &'static [&'static ::core::primitive::str] = &[#(#aliases),*];

                fn encode(value: &Self::Value) -> ::core::result::Result<__p::AttributeValue, __p::Error> {
                    #serialize
                }

                #left_out
            }
        }
    }

    /// What reads the field, and how, where that is a function of the user's.
    ///
    /// ```text
    /// impl __p::Reads<BTreeSet<String>> for field_tags {
    ///     fn read(value: __p::Deserializer<'_>) -> __p::Read<BTreeSet<String>> { string_set::deserialize(value) }
    /// }
    /// ```
    fn reader(&self, field: &PathField<'_>) -> (TokenStream, TokenStream) {
        // What a function needs of the arguments of a generic struct is not known.
        let concrete = self.generics.type_params().next().is_none();
        let Some(reader) = field.reader.filter(|_| concrete) else {
            return (quote!(__p::ByType), TokenStream::new());
        };
        let (marker, ty, bounded) = (marker(field.ident), field.ty, bounded(self.generics));
        let (impl_generics, own, where_clause) = bounded.split_for_impl();
        let reads = quote! {
            #[automatically_derived]
            impl #impl_generics __p::Reads<#ty> for #marker #own #where_clause {
                fn read(value: __p::Deserializer<'_>) -> __p::Read<#ty> {
                    #reader(value)
                }
            }
        };
        (quote!(Self), reads)
    }

    /// `pub struct field_video_id;`
    pub(super) fn marker_type(&self, field: &Ident) -> TokenStream {
        let (vis, marker, bounded) = (&self.vis, marker(field), bounded(self.generics));
        let (impl_generics, _, where_clause) = bounded.split_for_impl();
        let types: Vec<_> = bounded.type_params().map(|param| &param.ident).collect();
        quote! {
            #[doc(hidden)]
            #[allow(non_camel_case_types, dead_code)]
            #vis struct #marker #impl_generics (::core::marker::PhantomData<fn() -> (#(#types,)*)>) #where_clause;
        }
    }

    /// ```text
    /// pub struct expires_at;
    /// impl __p::FieldDef for expires_at {
    ///     type Value = Timestamp;
    ///     type Key = ();
    ///     const ATTRIBUTE: &'static str = "expires_at";
    ///     const TTL: Option<__p::Ttl<Timestamp>> = Some(__p::ttl::<Timestamp>());
    ///     fn encode(value: &Timestamp) -> Result<__p::AttributeValue, __p::Error> { Ok(__p::write_ttl::<Self>(value)) }
    ///     fn is_left_out(value: &Timestamp) -> bool { __p::never_expires::<Self>(value) }
    /// }
    /// ```
    fn ttl_marker(&self, field: &PathField<'_>) -> TokenStream {
        let (marker, ty, attribute, key) = (marker(field.ident), field.ty, field.attribute, &field.key);
        let bounded = bounded(self.generics);
        let (impl_generics, own, where_clause) = bounded.split_for_impl();
        let marker_type = self.marker_type(field.ident);
        let (reader, reads) = self.reader(field);
        // The one place that asks whether the type says when an item expires.
        let conversions = quote_spanned! {super::types::located(ty.span())=> __p::ttl::<#ty>() };
        quote! {
            #marker_type
            #reads

            #[automatically_derived]
            impl #impl_generics __p::FieldDef for #marker #own #where_clause {
                type Value = #ty;
                type Key = #key;
                type Reader = #reader;
                const ATTRIBUTE: &'static ::core::primitive::str = #attribute;
                const TTL: ::core::option::Option<__p::Ttl<#ty>> = ::core::option::Option::Some(#conversions);

                fn encode(value: &Self::Value) -> ::core::result::Result<__p::AttributeValue, __p::Error> {
                    ::core::result::Result::Ok(__p::write_ttl::<Self>(value))
                }

                fn is_left_out(value: &Self::Value) -> ::core::primitive::bool {
                    __p::never_expires::<Self>(value)
                }
            }
        }
    }

    /// `pub const FIELDS: VideoFields<Self, __p::Root> = VideoFields::ALL;`
    pub(crate) fn constant(&self) -> TokenStream {
        let (name, vis) = (self.name(), &self.vis);
        let args = generic_args(self.generics);
        let docs = doc("A path to each field, for conditions.");
        quote! {
            #docs
            #vis const FIELDS: #name<Self, __p::Root, #args> = #name::ALL;
        }
    }

    /// ```text
    /// impl ::dynamodel::Document for Stats {
    ///     type Fields<E: 'static, P: __p::Steps> = StatsFields<E, P>;
    ///     fn fields<E: 'static, P: __p::Steps>() -> &'static Self::Fields<E, P> { &StatsFields::ALL }
    /// }
    /// ```
    pub(crate) fn document(&self) -> TokenStream {
        let (ident, name, krate) = (self.ident, self.name(), self.krate);
        let bounded = bounded(self.generics);
        let (impl_generics, own, where_clause) = bounded.split_for_impl();
        let args = generic_args(&bounded);
        quote! {
            #[automatically_derived]
            impl #impl_generics #krate::Document for #ident #own #where_clause {
                type Fields<E: 'static, P: __p::Steps> = #name<E, P, #args>;

                fn fields<E: 'static, P: __p::Steps>() -> &'static Self::Fields<E, P> {
                    &#name::<E, P, #args>::ALL
                }
            }
        }
    }
}

/// The struct's generics, each type living as long as a path may.
pub(super) fn bounded(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    for param in generics.type_params_mut() {
        param.bounds.push(syn::parse_quote!('static));
    }
    generics
}

pub(super) fn marker(field: &Ident) -> Ident {
    format_ident!("field_{}", text_of(field))
}

/// `T, N` of `<T: Clone, const N: usize>`.
fn generic_args(generics: &Generics) -> TokenStream {
    let args = generics.params.iter().map(|param| match param {
        syn::GenericParam::Lifetime(lifetime) => {
            let lifetime = &lifetime.lifetime;
            quote!(#lifetime)
        }
        syn::GenericParam::Type(ty) => {
            let ident = &ty.ident;
            quote!(#ident)
        }
        syn::GenericParam::Const(param) => {
            let ident = &param.ident;
            quote!(#ident)
        }
    });
    quote!(#(#args),*)
}

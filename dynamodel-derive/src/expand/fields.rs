//! Paths to the fields of a struct: `Video::FIELDS.video_title`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Type};

use super::docs::doc;
use crate::model::{Field, text_of};

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
    pub(crate) field: &'a Field,
    /// The type-level list with its position among the fields that can be keys.
    pub(crate) key: TokenStream,
}

impl PathField<'_> {
    fn attribute(&self) -> &str {
        self.field.stored.attribute.as_deref().unwrap_or_default()
    }
}

impl Paths<'_> {
    /// Returns the name of the struct of paths.
    fn name(&self) -> Ident {
        format_ident!("{}Fields", text_of(self.ident))
    }

    /// ```text
    /// pub struct VideoFields<E, P> { pub video_id: ::dynamodel::expr::Field<E, P, video_id>, .. }
    /// impl<E, P> VideoFields<E, P> { const ALL: Self = Self { video_id: ::dynamodel::expr::Field::new(), .. }; }
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
            let (ident, marker) = (&field.field.ident, marker(&field.field.ident));
            let docs = doc(&format!("The path to `{}`.", field.attribute()));
            quote!(#docs pub #ident: #krate::expr::Field<E, P, #marker #own>)
        });
        let names = self.fields.iter().map(|field| &field.field.ident);
        let markers = self.fields.iter().map(|field| self.marker(field));
        let docs = doc(&format!("The paths to the fields of `{}`.", text_of(self.ident)));
        // A struct without fields must use its parameters. With fields there is no such member, because the compiler lists
        // all members after a misspelled one.
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
                    #(#names: #krate::expr::Field::new(),)*
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
    fn marker(&self, path: &PathField<'_>) -> TokenStream {
        let (ident, ty) = (&path.field.ident, &path.field.ty);
        let (attribute, key) = (path.attribute(), &path.key);
        let (marker, marker_type) = (marker(ident), self.marker_type(ident));
        let (reader, reads) = self.reader(path.field);
        let encoding = if path.field.ttl.is_some() { ttl_encoding(ty) } else { encoding(path.field) };
        let aliases = path.field.stored.aliases.iter().map(|alias| &alias.name);
        let bounds = self.encoding_bounds(path.field);
        let (impl_generics, own, where_clause) = bounds.split_for_impl();
        quote! {
            #marker_type
            #reads

            #[automatically_derived]
            impl #impl_generics __p::FieldDef for #marker #own #where_clause {
                type Value = #ty;
                type Key = #key;
                type Reader = #reader;
                const ATTRIBUTE: &'static ::core::primitive::str = #attribute;
                const ALIASES: &'static [&'static ::core::primitive::str] = &[#(#aliases),*];
                #encoding
            }
        }
    }

    /// Returns the generics under which the field can be encoded. A generic field type is serializable only under bounds.
    fn encoding_bounds(&self, field: &Field) -> Generics {
        let mut bounds = bounded(self.generics);
        let is_generic = bounds.type_params().next().is_some();
        if is_generic && field.stored.writer.is_none() && field.ttl.is_none() {
            let ty = &field.ty;
            bounds.make_where_clause().predicates.push(syn::parse_quote!(#ty: __p::Serialize));
        }
        bounds
    }

    /// Emits the reader of the field: its type, or a serde function.
    ///
    /// ```text
    /// impl __p::Reads<BTreeSet<String>> for field_tags {
    ///     fn read(value: __p::Deserializer<'_>) -> __p::Read<BTreeSet<String>> { string_set::deserialize(value) }
    /// }
    /// ```
    fn reader(&self, field: &Field) -> (TokenStream, TokenStream) {
        // The bounds of a serde function on a generic struct are unknown.
        let is_concrete = self.generics.type_params().next().is_none();
        let Some(reader) = field.stored.reader.as_ref().filter(|_| is_concrete) else {
            return (quote!(__p::ByType), TokenStream::new());
        };
        let (marker, ty, bounded) = (marker(&field.ident), &field.ty, bounded(self.generics));
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

    /// `pub const FIELDS: VideoFields<Self, __p::Root> = VideoFields::ALL;`
    pub(crate) fn constant(&self) -> TokenStream {
        let (name, vis) = (self.name(), &self.vis);
        let args = generic_args(self.generics);
        let docs = doc("The paths to the fields.");
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

/// `fn encode(value: &u64) -> Result<__p::AttributeValue, __p::Error> { __p::attribute(value) }`
fn encoding(field: &Field) -> TokenStream {
    let encoded = encoded(field);
    let left_out = field.stored.left_out.as_ref().map(|left_out| {
        quote! {
            fn is_left_out(value: &Self::Value) -> ::core::primitive::bool {
                #left_out(value)
            }
        }
    });
    quote! {
        fn encode(value: &Self::Value) -> ::core::result::Result<__p::AttributeValue, __p::Error> {
            #encoded
        }

        #left_out
    }
}

/// `__p::attribute(value)`, or the same with a serde function
pub(super) fn encoded(field: &Field) -> TokenStream {
    let custom = field.stored.writer.as_ref();
    let custom = custom.map(|writer| quote!(__p::attribute_with(|serializer| #writer(value, serializer))));
    custom.unwrap_or_else(|| quote!(__p::attribute(value)))
}

/// ```text
/// const TTL: Option<__p::Ttl<Timestamp>> = Some(__p::ttl::<Timestamp>());
/// fn encode(value: &Timestamp) -> Result<__p::AttributeValue, __p::Error> { Ok(__p::write_ttl::<Self>(value)) }
/// fn is_left_out(value: &Timestamp) -> bool { __p::never_expires::<Self>(value) }
/// ```
fn ttl_encoding(ty: &Type) -> TokenStream {
    // The only place that requires a TTL type.
    let conversions = quote_spanned! {super::types::located(ty.span())=> __p::ttl::<#ty>() };
    quote! {
        const TTL: ::core::option::Option<__p::Ttl<#ty>> = ::core::option::Option::Some(#conversions);

        fn encode(value: &Self::Value) -> ::core::result::Result<__p::AttributeValue, __p::Error> {
            ::core::result::Result::Ok(__p::write_ttl::<Self>(value))
        }

        fn is_left_out(value: &Self::Value) -> ::core::primitive::bool {
            __p::never_expires::<Self>(value)
        }
    }
}

/// Returns the struct's generics with `'static` types, as paths require.
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
        syn::GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
        syn::GenericParam::Type(param) => param.ident.to_token_stream(),
        syn::GenericParam::Const(param) => param.ident.to_token_stream(),
    });
    quote!(#(#args),*)
}

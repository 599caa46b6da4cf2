//! Paths to the fields of a struct: `Video::FIELDS.video_title`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Type};

use super::docs::doc;
use crate::model::{Entity, Field, OmitsNone, is_public, optional, text_of};

/// A struct whose fields have paths.
pub(crate) struct Paths<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) vis: TokenStream,
    pub(crate) generics: &'a Generics,
    pub(crate) krate: &'a syn::Path,
    pub(crate) fields: Vec<PathField<'a>>,
    /// Fields have no attribute for `None`. Those of a document have NULL, unless serde skips them.
    pub(crate) omits_none: bool,
}

/// A field that is an attribute of its own.
pub(crate) struct PathField<'a> {
    pub(crate) field: &'a Field,
    /// The type-level list with its position among the fields that can be keys, if it is one.
    pub(crate) key: Option<TokenStream>,
    /// `true` if the field is stored in the key of an index only.
    pub(crate) in_index: bool,
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

    /// Returns the parameters for the entity and the path, `E` and `P`, under names that the struct's own parameters lack.
    fn parameters(&self) -> (Ident, Ident) {
        let types = self.generics.type_params().map(|param| &param.ident);
        let own: Vec<&Ident> = types.chain(self.generics.const_params().map(|param| &param.ident)).collect();
        let free = |name: &str| {
            let is_taken = own.iter().any(|own| *own == name);
            if is_taken { format_ident!("__{name}") } else { format_ident!("{name}") }
        };
        (free("E"), free("P"))
    }

    /// ```text
    /// pub struct VideoFields<E, P: __p::Steps> { pub video_id: __e::Field<E, P, field_video_id>, .. }
    /// impl<E, P: __p::Steps> VideoFields<E, P> {
    ///     const fn new(trail: P::Trail) -> Self { Self { video_id: __e::Field::new(trail), .. } }
    /// }
    /// pub struct field_video_id;
    /// impl __p::FieldDef for field_video_id { .. }
    /// ```
    pub(crate) fn types(&self) -> TokenStream {
        let (name, vis, (of, at)) = (self.name(), &self.vis, self.parameters());
        let bounded = bounded(self.generics);
        let (_, own, where_clause) = bounded.split_for_impl();
        let params = &bounded.params;
        let args = generic_args(&bounded);
        let fields = self.fields.iter().map(|field| {
            let (ident, marker) = (&field.field.ident, marker(&field.field.ident));
            quote!(pub #ident: __e::Field<#of, #at, #marker #own>)
        });
        let names = self.fields.iter().map(|field| &field.field.ident);
        let markers = self.fields.iter().map(|field| self.marker(field));
        let docs = doc(&format!("The paths to the fields of `{}`.", text_of(self.ident)));
        // A struct without fields must use its parameters. With fields there is no such member, because the compiler lists
        // all members after a misspelled one.
        let (of_type, unused) = if self.fields.is_empty() {
            let of_type = quote!(#[doc(hidden)] pub __of: ::core::marker::PhantomData<fn() -> (#of, #at)>,);
            (of_type, quote!(__of: { _ = trail; ::core::marker::PhantomData },))
        } else {
            Default::default()
        };
        quote! {
            #docs
            #vis struct #name<#of, #at: __p::Steps, #params> #where_clause {
                #(#fields,)*
                #of_type
            }

            impl<#of, #at: __p::Steps, #params> #name<#of, #at, #args> #where_clause {
                const fn new(trail: #at::Trail) -> Self {
                    Self {
                        #(#names: __e::Field::new(trail),)*
                        #unused
                    }
                }
            }

            #(#markers)*
        }
    }

    /// ```text
    /// pub struct field_video_id;
    /// impl __p::FieldDef for field_video_id {
    ///     type Value = u64;
    ///     type Kind = __p::Plain;
    ///     const ATTRIBUTE: &'static str = "videoId";
    ///     const ALIASES: &'static [&'static str] = &["id"];
    /// }
    /// ```
    pub(super) fn marker(&self, path: &PathField<'_>) -> TokenStream {
        let PathField { field, key, in_index } = path;
        let (ty, attribute, marker) = (&field.ty, path.attribute(), marker(&field.ident));
        let marker_type = self.marker_type(field);
        let bounds = self.encoding_bounds(field);
        let (impl_generics, own, where_clause) = bounds.split_for_impl();
        let aliases: Vec<&String> = field.stored.aliases.iter().map(|alias| &alias.name).collect();
        let aliases = (!aliases.is_empty())
            .then(|| quote!(const ALIASES: &'static [&'static ::core::primitive::str] = &[#(#aliases),*];));
        let ttl = field.ttl.as_ref().map(|_| ttl(ty));
        let (writer, write) = self.writer(field);
        let (reader, read) = self.reader(field);
        let (form, declared) = self.form(field);
        let kind = match (&writer, &reader, key) {
            _ if *in_index => quote!(__p::InIndexKey),
            (Writer::ByType, None, None) => quote!(__p::Plain),
            (Writer::OmitNone, None, None) => quote!(__p::Optional),
            _ => {
                let reader = reader.unwrap_or_else(|| quote!(__p::ByType));
                let key = key.clone().unwrap_or_else(|| quote!(()));
                quote!(__p::Custom<#writer, #reader, #key #form>)
            }
        };
        quote! {
            #marker_type
            #write
            #read
            #declared

            impl #impl_generics __p::FieldDef for #marker #own #where_clause {
                type Value = #ty;
                type Kind = #kind;
                const ATTRIBUTE: &'static ::core::primitive::str = #attribute;
                #aliases
                #ttl
            }
        }
    }

    /// Returns the generics under which the field can be encoded. A generic field type is serializable only under bounds.
    pub(super) fn encoding_bounds(&self, field: &Field) -> Generics {
        let mut bounds = bounded(self.generics);
        let is_generic = bounds.type_params().next().is_some();
        if is_generic && field.stored.writer.is_none() && field.ttl.is_none() {
            let ty = &field.ty;
            bounds.make_where_clause().predicates.push(syn::parse_quote!(#ty: __p::Serialize));
        }
        bounds
    }

    /// Emits the writer of the field: its type, or functions.
    ///
    /// ```text
    /// impl __p::Writes<BTreeSet<String>> for field_tags {
    ///     fn write(value: &BTreeSet<String>) -> Result<__p::AttributeValue, __Error> {
    ///         __p::attribute_with(|serializer| string_set::serialize(value, serializer))
    ///     }
    ///     fn omits(value: &BTreeSet<String>) -> bool { BTreeSet::is_empty(value) }
    /// }
    /// ```
    fn writer(&self, field: &Field) -> (Writer, TokenStream) {
        let (ty, stored) = (&field.ty, &field.stored);
        let omits_none = if self.omits_none { field.omits_none() } else { OmitsNone::Never };
        let (written, omitted) = if field.ttl.is_some() {
            let written = quote!(::core::result::Result::Ok(<Self as __p::FieldDef>::write_ttl(value)));
            (written, Some(quote!(__p::AttributeValue::is_null(&<Self as __p::FieldDef>::write_ttl(value)))))
        } else {
            match &stored.left_out {
                None if stored.writer.is_none() && omits_none == OmitsNone::Always => {
                    return (Writer::OmitNone, TokenStream::new());
                }
                None if stored.writer.is_none() => return (Writer::ByType, TokenStream::new()),
                Some(omits) if stored.writer.is_none() && is_none_of_option(field, omits) => {
                    return (Writer::OmitNone, TokenStream::new());
                }
                omits => (encoded(field), omitted(omits.as_ref(), ty, omits_none)),
            }
        };
        let omits = omitted.map(|omitted| {
            quote! {
                fn omits(value: &#ty) -> ::core::primitive::bool {
                    #omitted
                }
            }
        });
        let is_cut = stored.writer.as_ref().filter(|_| field.ttl.is_none()).map(|writer| {
            quote! {
                fn is_cut(value: &#ty) -> ::core::primitive::bool {
                    __p::is_cut(|serializer| #writer(value, serializer))
                }
            }
        });
        let (marker, bounds) = (marker(&field.ident), self.encoding_bounds(field));
        let (impl_generics, own, where_clause) = bounds.split_for_impl();
        let writes = quote! {
            #[automatically_derived]
            impl #impl_generics __p::Writes<#ty> for #marker #own #where_clause {
                fn write(value: &#ty) -> ::core::result::Result<__p::AttributeValue, __Error> {
                    #written
                }

                #omits
                #is_cut
            }
        };
        (Writer::Own, writes)
    }

    /// Emits the reader of the field; `None` for its type.
    ///
    /// ```text
    /// impl __p::Reads<BTreeSet<String>> for field_tags {
    ///     fn read(value: __p::Deserializer<'_>) -> __p::Read<BTreeSet<String>> { string_set::deserialize(value) }
    /// }
    /// ```
    fn reader(&self, field: &Field) -> (Option<TokenStream>, TokenStream) {
        // The bounds of a serde function on a generic struct are unknown.
        let is_concrete = self.generics.type_params().next().is_none();
        let Some(reader) = field.stored.reader.as_ref().filter(|_| is_concrete) else {
            return (None, TokenStream::new());
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
        (Some(quote!(Self)), reads)
    }

    /// Emits the form that the field's module declares, and the last argument of the field's kind.
    ///
    /// Names of the inner block take precedence over those of the outer one, so a module without a declaration leaves the outer
    /// name.
    ///
    /// ```text
    /// const _: () = {
    ///     use __p::forms::undeclared::*;
    ///     const _: () = {
    ///         use dynamodel::form::epoch_seconds::*;
    ///         impl __p::HasForm for field_created_at { type Form = __DynamodelForm; }
    ///     };
    /// };
    /// ```
    fn form(&self, field: &Field) -> (Option<TokenStream>, TokenStream) {
        let Some(module) = &field.stored.module else { return Default::default() };
        let (marker, bounded) = (marker(&field.ident), bounded(self.generics));
        let (impl_generics, own, where_clause) = bounded.split_for_impl();
        let declared = quote! {
            #[allow(unused_imports, clippy::all, clippy::pedantic)]
            const _: () = {
                use __p::forms::undeclared::*;
                const _: () = {
                    use #module::*;

                    #[automatically_derived]
                    impl #impl_generics __p::HasForm for #marker #own #where_clause {
                        type Form = __DynamodelForm;
                    }
                };
            };
        };
        (Some(quote!(, <Self as __p::HasForm>::Form)), declared)
    }

    /// `pub struct field_video_id;`
    ///
    /// A type that may be private is a parameter: `pub struct field_stats<__T = Stats>(..)`. Implementations for
    /// `field_stats` name it then, and the associated types of such an implementation may be private. Messages leave a
    /// default out.
    fn marker_type(&self, field: &Field) -> TokenStream {
        let (vis, marker, ty) = (&self.vis, marker(&field.ident), &field.ty);
        let is_public = is_public(ty);
        if is_public && self.generics.params.is_empty() {
            return quote!(#vis struct #marker;);
        }
        let bounded = bounded(self.generics);
        let (params, where_clause) = (&bounded.params, &bounded.where_clause);
        let types = bounded.type_params().map(|param| &param.ident);
        let comma = (!params.empty_or_trailing()).then(|| quote!(,));
        let (param, of) = if is_public { Default::default() } else { (quote!(__T = #ty), quote!(__T)) };
        quote! {
            #vis struct #marker<#params #comma #param>(::core::marker::PhantomData<fn() -> (#(#types,)* #of)>)
            #where_clause;
        }
    }

    /// `pub const FIELDS: VideoFields<Self, __p::Root> = VideoFields::new(());`
    pub(crate) fn constant(&self) -> TokenStream {
        let (name, vis) = (self.name(), &self.vis);
        let args = generic_args(self.generics);
        let docs = doc("The paths to the fields.");
        quote! {
            #docs
            #vis const FIELDS: #name<Self, __p::Root, #args> = #name::new(());
        }
    }

    /// ```text
    /// impl ::dynamodel::Document for Stats {
    ///     type Fields<E: 'static, P: __p::Steps> = StatsFields<E, P>;
    ///     fn fields<E: 'static, P: __p::Steps<Trail = ()> + 'static>() -> &'static Self::Fields<E, P> {
    ///         const { &StatsFields::new(()) }
    ///     }
    ///     fn fields_behind<E: 'static, P: __p::Steps>(trail: P::Trail) -> Self::Fields<E, P> { StatsFields::new(trail) }
    /// }
    /// ```
    pub(crate) fn document(&self) -> TokenStream {
        let (ident, name, krate, (of, at)) = (self.ident, self.name(), self.krate, self.parameters());
        let bounded = bounded(self.generics);
        let (impl_generics, own, where_clause) = bounded.split_for_impl();
        let args = generic_args(&bounded);
        quote! {
            #[automatically_derived]
            impl #impl_generics #krate::Document for #ident #own #where_clause {
                type Fields<#of: 'static, #at: __p::Steps> = #name<#of, #at, #args>;

                fn fields<#of: 'static, #at: __p::Steps<Trail = ()> + 'static>() -> &'static Self::Fields<#of, #at> {
                    const { &#name::<#of, #at, #args>::new(()) }
                }

                fn fields_behind<#of: 'static, #at: __p::Steps>(trail: #at::Trail) -> Self::Fields<#of, #at> {
                    #name::<#of, #at, #args>::new(trail)
                }
            }
        }
    }
}

/// The writer of a field.
enum Writer {
    ByType,
    OmitNone,
    /// The field's own.
    Own,
}

impl ToTokens for Writer {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::ByType => quote!(__p::ByType),
            Self::OmitNone => quote!(__p::OmitNone),
            Self::Own => quote!(Self),
        });
    }
}

/// Returns the condition for a value without an attribute: the function of serde, or for an `Option` that NULL is written.
fn omitted(skips: Option<&syn::Path>, ty: &Type, omits_none: OmitsNone) -> Option<TokenStream> {
    let skips = skips.map(|skips| quote!(#skips(value)));
    let of_form = (omits_none == OmitsNone::ByForm)
        .then(|| quote!(<<Self as __p::HasForm>::Form as __p::FormFacts>::READS_ABSENCE &&));
    let is_null = (omits_none != OmitsNone::Never).then(|| {
        quote! {
            #of_form ::core::result::Result::is_ok_and(<Self as __p::Writes<#ty>>::write(value), |written| {
                __p::AttributeValue::is_null(&written)
            })
        }
    });
    match (skips, is_null) {
        (Some(skips), Some(is_null)) => Some(quote!(#skips || #is_null)),
        (skips, is_null) => skips.or(is_null),
    }
}

/// `<<field_created_at as __p::HasForm>::Form as __p::FormFacts>::READS_ABSENCE`
pub(super) fn reads_absence(entity: &Entity, field: &Field) -> TokenStream {
    let form = form_of(entity, field);
    quote!(<#form as __p::FormFacts>::READS_ABSENCE)
}

/// `<field_created_at as __p::HasForm>::Form`
pub(super) fn form_of(entity: &Entity, field: &Field) -> TokenStream {
    let (marker, (_, own, _)) = (marker(&field.ident), entity.generics.split_for_impl());
    quote!(<#marker #own as __p::HasForm>::Form)
}

/// Returns `true` for `Option::is_none` on an `Option`.
fn is_none_of_option(field: &Field, omits: &syn::Path) -> bool {
    let names: Vec<String> = omits.segments.iter().map(|segment| segment.ident.to_string()).collect();
    names == ["Option", "is_none"] && optional(&field.ty).is_some()
}

/// `<__p::ByType as __p::Writes<_>>::write(value)`, or the same with a serde function
pub(super) fn encoded(field: &Field) -> TokenStream {
    let custom = field.stored.writer.as_ref();
    let custom = custom.map(|writer| quote!(__p::attribute_with(|serializer| #writer(value, serializer))));
    custom.unwrap_or_else(|| quote!(<__p::ByType as __p::Writes<_>>::write(value)))
}

/// `const TTL: Option<__p::Ttl<Timestamp>> = Some(__p::ttl::<Timestamp>());`
fn ttl(ty: &Type) -> TokenStream {
    // The only place that requires a TTL type.
    let conversions = quote_spanned! {super::types::located(ty.span())=> __p::ttl::<#ty>() };
    quote! {
        const TTL: ::core::option::Option<__p::Ttl<#ty>> = ::core::option::Option::Some(#conversions);
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

//! The keys of indexes.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Expr;

use super::meta::option;
use super::slot::Slot;
use super::{fields, keys, segment, types};
use crate::check;
use crate::model::{Both, Entity, IndexKey, IndexPart, Listed, Plain, Role, Template, text_of};

/// ```text
/// __p::IndexKeyMeta {
///     index: "gsi1", local: false, key: __p::KeyMeta { .. },
///     pk_fields: &[__p::listed_field("region", "region", __p::StoredForm::STRING)], sk_fields: &[], conditional: false,
///     depends_on: &["round"],
/// }
/// ```
pub(super) fn meta(index: &IndexKey, key: &TokenStream) -> TokenStream {
    let (name, local, conditional) = (index.index.value(), index.local, !index.when.is_empty());
    let depends_on = index.depends_on();
    let depends_on = depends_on.iter().map(|field| &field.name);
    let listed = |part: Option<&IndexPart>| {
        let fields = part.into_iter().flat_map(IndexPart::listed).map(listed_field);
        quote!(&[#(#fields),*])
    };
    let (pk_fields, sk_fields) = (listed(Some(&index.pk)), listed(index.sk.as_ref()));
    quote! {
        __p::IndexKeyMeta {
            index: #name,
            local: #local,
            key: #key,
            pk_fields: #pk_fields,
            sk_fields: #sk_fields,
            conditional: #conditional,
            depends_on: &[#(#depends_on),*],
        }
    }
}

fn listed_field(listed: &Listed) -> TokenStream {
    let field = &listed.segment.field;
    // A field that is not an attribute is an error already.
    let (name, attribute) = (&field.name, field.stored.attribute.as_deref().unwrap_or_default());
    let form = form(listed);
    quote!(__p::listed_field(#name, #attribute, #form))
}

/// `__p::form::<Region, S>()`
fn form(listed: &Listed) -> TokenStream {
    if listed.is_custom() {
        return quote!(__p::StoredForm::Custom);
    }
    if listed.segment.plain() == Some(Plain::Float) {
        return quote!(__p::StoredForm::NUMBER);
    }
    let (ty, spec) = (types::value_type(&listed.segment), types::spec(&listed.segment));
    quote_spanned!(types::located(listed.span())=> __p::form::<#ty, #spec>())
}

/// `__p::listed("Match", __p::Role::Partition, "[tournament, region]")`
pub(super) fn listed_template(entity: &Entity, part: &IndexPart, role: Role) -> TokenStream {
    let (name, text) = (text_of(&entity.ident), part.text());
    let role = segment::role(role);
    quote!(__p::listed(#name, #role, #text))
}

/// `__p::key_writer::<Self>(__p::KeySlot::Index(0), __p::Role::Partition).attribute::<field_tournament, _>(tournament)`
pub(super) fn partition(
    entity: &Entity,
    slot: usize,
    part: &IndexPart,
    arg: impl Fn(&crate::model::Segment) -> TokenStream,
) -> TokenStream {
    if let Some(template) = part.template() {
        return keys::written(&quote!(Self), Slot::Index(slot), template, arg);
    }
    let writer = Slot::Index(slot).writer(&quote!(Self), Role::Partition);
    part.listed().iter().fold(writer, |writer, listed| {
        let (marker, value) = (marker(entity, listed), arg(&listed.segment));
        quote!(#writer.attribute::<#marker, _>(#value))
    })
}

/// `__p::Seg<u64, S>` or `__p::Attr<field_round>` for each field of the sort key.
pub(super) fn open(entity: &Entity, part: Option<&IndexPart>) -> Vec<TokenStream> {
    let segments = part.and_then(IndexPart::template).into_iter().flat_map(Template::segments);
    let listed = part.into_iter().flat_map(IndexPart::listed).map(|listed| {
        let marker = marker(entity, listed);
        quote!(__p::Attr<#marker>)
    });
    segments.map(segment::open).chain(listed).collect()
}

fn marker(entity: &Entity, listed: &Listed) -> TokenStream {
    let name = fields::marker(&listed.segment.field.ident);
    let (_, generics, _) = entity.generics.split_for_impl();
    quote!(#name #generics)
}

/// `write_index_keys`, for an entity with index keys.
///
/// ```text
/// fn write_index_keys(&self) -> Result<Vec<Option<__p::IndexEntry>>, __p::KeyError> {
///     Ok(vec![match (&self.assignee,) {
///         (Some(assignee),) if self.status == Status::Open => Some(__p::IndexEntry::new(Some(pk), Some(sk))?),
///         _ => None,
///     }])
/// }
/// ```
pub(super) fn write_keys(entity: &Entity) -> TokenStream {
    if entity.indexes.is_empty() {
        return TokenStream::new();
    }
    let keys = entity
        .indexes
        .iter()
        .enumerate()
        .map(|(slot, index)| key(&quote!(Self), slot, index, segment::arg_of_self));
    quote! {
        fn write_index_keys(
            &self,
        ) -> ::core::result::Result<
            ::std::vec::Vec<::core::option::Option<__p::IndexEntry>>,
            __p::KeyError,
        > {
            ::core::result::Result::Ok(::std::vec![#(#keys),*])
        }
    }
}

/// Emits the `slot`-th index key of entity `of`, from the fields of `self` that the key depends on and the arguments of its
/// segments.
pub(super) fn key(
    of: &TokenStream,
    slot: usize,
    index: &IndexKey,
    arg: impl Fn(&crate::model::Segment) -> TokenStream,
) -> TokenStream {
    let written = |part: Option<&IndexPart>| {
        let template = part.and_then(IndexPart::template);
        option(template.map(|template| keys::written(of, Slot::Index(slot), template, &arg)))
    };
    let (pk, sk) = (written(Some(&index.pk)), written(index.sk.as_ref()));
    let bound = index.parts().filter_map(IndexPart::template).flat_map(Template::segments);
    let present = index.parts().flat_map(IndexPart::listed).map(|listed| &listed.segment);
    segment::if_present(bound, present, &index.when, &quote!(__p::IndexEntry::new(#pk, #sk)?))
}

/// Emits the checks that need types: listed fields must have the stored form of a key attribute, and the values of
/// conditions must differ.
pub(super) fn checks(entity: &Entity) -> TokenStream {
    let forms = entity.is_concrete().then(|| forms(entity));
    let shapes = entity.shapes().filter_map(|(earlier, index)| match earlier.with(index) {
        Both::Unless(values) if !values.is_empty() => Some(exclusive(entity, earlier, index, &values)),
        _ => None,
    });
    quote!(#forms #(#shapes)*)
}

/// `const _: () = __p::check_listed("Match", "played", __p::form::<bool, S>());`
fn forms(entity: &Entity) -> TokenStream {
    let name = text_of(&entity.ident);
    let listed = entity.listed().filter(|listed| !listed.is_custom());
    listed
        .map(|listed| {
            let (field, form) = (&listed.segment.field.name, form(listed));
            quote_spanned! {types::located(listed.span())=>
                const _: () = __p::check_listed(#name, #field, #form);
            }
        })
        .collect()
}

/// ```text
/// const _: () = {
///     let same = match Status::Open { Status::Done => true, _ => false };
///     __p::check_exclusive(same, "..");
/// };
/// ```
fn exclusive(
    entity: &Entity,
    earlier: &IndexKey,
    index: &IndexKey,
    values: &[(&Expr, &Expr)],
) -> TokenStream {
    let message = check::both(entity, earlier, index);
    let (ones, others) = (values.iter().map(|(one, _)| one), values.iter().map(|(_, other)| other));
    quote_spanned! {types::located(index.name.ident.span())=>
        const _: () = {
            #[allow(unreachable_patterns, clippy::match_single_binding)]
            let same = true #(&& match #ones { #others => true, _ => false })*;
            __p::check_exclusive(same, #message);
        };
    }
}

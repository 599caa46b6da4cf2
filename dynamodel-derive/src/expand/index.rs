//! The keys of indexes.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote, quote_spanned};

use super::meta::list;
use super::slot::Slot;
use super::{fields, keys, segment, types};
use crate::check;
use crate::model::{Both, Entity, IndexKey, IndexPart, Listed, Plain, Role, Template, Values, text_of};

/// ```text
/// __s::IndexKeyMeta {
///     local: true, pk_fields: &[__s::ListedField { .. }], conditional: true,
///     depends_on: &["round"],
///     ..__s::IndexKeyMeta::new("gsi1", __s::KeyMeta { .. })
/// }
/// ```
pub(super) fn meta(index: &IndexKey, key: &TokenStream) -> TokenStream {
    let name = index.index.value();
    let local = index.local.then(|| quote!(local: true,));
    let conditional = (!index.when.is_empty()).then(|| quote!(conditional: true,));
    let depends_on = index.depends_on();
    let depends_on = list("depends_on", depends_on.iter().map(|field| field.name.to_token_stream()));
    let pk_fields = list("pk_fields", index.pk.listed().iter().map(listed_field));
    let sk_base = index.sk.as_ref().and_then(IndexPart::base).map(|base| {
        let role = segment::role(base.role);
        quote!(sk_base: ::core::option::Option::Some(#role),)
    });
    let sk_fields = list("sk_fields", index.sk.iter().flat_map(IndexPart::listed).map(listed_field));
    quote! {
        __s::IndexKeyMeta {
            #local
            #pk_fields
            #sk_fields
            #sk_base
            #conditional
            #depends_on
            ..__s::IndexKeyMeta::new(#name, #key)
        }
    }
}

fn listed_field(listed: &Listed) -> TokenStream {
    let field = &listed.segment.field;
    // A field that is not an attribute is an error already.
    let (name, attribute) = (&field.name, field.stored.attribute.as_deref().unwrap_or_default());
    let form = form(listed);
    quote!(__s::ListedField { name: #name, attribute: #attribute, form: #form })
}

/// `__p::form::<Region, S>()`
fn form(listed: &Listed) -> TokenStream {
    if listed.is_custom() {
        return quote!(__k::StoredForm::Custom);
    }
    if listed.segment.plain() == Some(Plain::Float) {
        return quote!(__k::StoredForm::NUMBER);
    }
    let (ty, spec) = (types::value_type(&listed.segment), types::spec(&listed.segment));
    quote_spanned!(types::located(listed.span())=> __p::form::<#ty, #spec>())
}

/// `__k::Template::listed("Match", __k::Role::Partition, "[tournament, region]")`
pub(super) fn listed_template(entity: &Entity, part: &IndexPart, role: Role) -> TokenStream {
    let (name, text) = (text_of(&entity.ident), part.text());
    let role = segment::role(role);
    quote!(__k::Template::listed(#name, #role, #text))
}

/// `__p::key_writer::<Self>(__s::KeySlot::Index(0), __k::Role::Partition).attribute::<field_tournament, _>(tournament)`
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

/// `__k::Seg<u64, S>` or `__p::Attr<field_round>` for each field of the sort key, and the segments of the table's own key.
pub(super) fn open(entity: &Entity, index: &IndexKey) -> Vec<TokenStream> {
    let segments = entity.queried_sort(index).into_iter();
    let listed = index.sk.iter().flat_map(IndexPart::listed).map(|listed| {
        let marker = marker(entity, listed);
        quote!(__p::Attr<#marker>)
    });
    let base =
        index.sk.as_ref().and_then(IndexPart::base).and_then(|base| entity.primary.template(base.role));
    let base = base.into_iter().flat_map(Template::segments).map(segment::open);
    segments.map(segment::open).chain(listed).chain(base).collect()
}

fn marker(entity: &Entity, listed: &Listed) -> TokenStream {
    let name = fields::marker(&listed.segment.field.ident);
    let (_, generics, _) = entity.generics.split_for_impl();
    quote!(#name #generics)
}

/// Emits the checks that need types: listed fields must have the stored form of a key attribute, and the values of
/// conditions must differ.
pub(super) fn checks(entity: &Entity) -> TokenStream {
    let forms = entity.is_concrete().then(|| forms(entity));
    let shapes = entity.shapes().filter_map(|(earlier, index)| match earlier.with(index) {
        Both::Unless(values) if !values.is_empty() => Some(exclusive(entity, earlier, index, &values)),
        _ => None,
    });
    let absences = entity.listed().filter(|listed| listed.is_optional()).filter_map(|listed| {
        let field = &listed.segment.field;
        (field.stored.module.is_some() && !field.stored.has_default).then(|| absence(entity, listed))
    });
    quote!(#forms #(#absences)* #(#shapes)*)
}

/// `const _: () = __p::check_absence(<<field_due as __p::HasForm>::Form as __p::FormFacts>::READS_ABSENCE, "..");`
fn absence(entity: &Entity, listed: &Listed) -> TokenStream {
    let (message, reads) = (check::unread(listed), fields::reads_absence(entity, &listed.segment.field));
    quote_spanned!(types::located(listed.span())=> const _: () = __p::check_absence(#reads, #message);)
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
///     let same = true && (false || match Status::Open { Status::Done => true, _ => false });
///     __p::check_exclusive(same, "..");
/// };
/// ```
fn exclusive(entity: &Entity, earlier: &IndexKey, index: &IndexKey, values: &[Values<'_>]) -> TokenStream {
    let message = check::both(entity, earlier, index);
    let common = values.iter().map(common);
    quote_spanned! {types::located(index.name.ident.span())=>
        const _: () = {
            #[allow(unreachable_patterns, clippy::all, clippy::pedantic)]
            let same = true #(&& #common)*;
            __p::check_exclusive(same, #message);
        };
    }
}

/// Returns `true` if a value satisfies both conditions on a field.
fn common(Values { one, other, excluded, is_text }: &Values<'_>) -> TokenStream {
    if *is_text {
        // A constant cannot be matched with strings.
        let tests = one.iter().map(|value| {
            let met = quote!((false #(|| __p::same_text(#value, #other))*));
            if *excluded { quote!(!#met) } else { met }
        });
        return quote!((false #(|| #tests)*));
    }
    let (met, otherwise) = (!excluded, *excluded);
    let tests = one.iter().map(|value| quote!(match #value { #(#other)|* => #met, _ => #otherwise }));
    quote!((false #(|| #tests)*))
}

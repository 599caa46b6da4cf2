//! Checks that no key holds more of a time than the form of its field.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::{fields, types};
use crate::model::{Entity, Segment};
use crate::spec::{Spec, Time, Unit};

/// ```text
/// const _: () = __p::check_precision(<<field_at as __p::HasForm>::Form as __p::FormFacts>::UNIT, 1, ["at", "at:ns", "at"]);
/// ```
pub(super) fn checks(entity: &Entity) -> TokenStream {
    let mut checked = HashSet::new();
    let segments =
        entity.templates().flat_map(|template| template.segments().map(move |segment| (template, segment)));
    let checks = segments.filter_map(|(template, segment)| {
        let unit =
            unit(segment).filter(|_| segment.field.stored.module.is_some() && segment.nested.is_empty())?;
        let (form, name, text) =
            (fields::form_of(entity, &segment.field), &segment.field.name, &segment.text);
        let stem = stem(segment);
        checked.insert(text.clone()).then(|| {
            quote_spanned! {types::located(template.literal.span())=>
                const _: () = __p::check_precision(<#form as __p::FormFacts>::UNIT, #unit, [#name, #text, #stem]);
            }
        })
    });
    let checks: Vec<_> = checks.collect();
    quote!(#(#checks)*)
}

/// Returns the nanoseconds of the smallest unit of a time that the segment holds; `None` for dates and other types.
fn unit(segment: &Segment) -> Option<u64> {
    match segment.spec {
        Spec::Position | Spec::Display => Some(1),
        Spec::Time(Time { unit, .. }) => Some(match unit {
            Unit::Short | Unit::Nanos | Unit::UnixFloat { micros: false } => 1,
            Unit::Micros | Unit::UnixFloat { micros: true } => 1_000,
            Unit::Millis | Unit::UnixMillis(_) => 1_000_000,
            Unit::Seconds | Unit::Unix(_) => 1_000_000_000,
            Unit::Hour => 3_600_000_000_000,
        }),
        _ => None,
    }
}

/// Returns the start of a placeholder to which a unit can be added.
fn stem(segment: &Segment) -> String {
    let name = &segment.field.name;
    match segment.spec {
        Spec::Time(Time { unit: Unit::UnixFloat { .. }, .. }) => format!("{name}:unix:float"),
        _ => name.clone(),
    }
}

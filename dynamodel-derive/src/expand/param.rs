//! The parameters of generated functions: the fields of their templates, each once.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::segment;
use crate::model::{Segment, Template, text_of};

pub(super) struct Params<'m>(Vec<Param<'m>>);

struct Param<'m> {
    name: Ident,
    segment: &'m Segment,
}

impl<'m> Params<'m> {
    /// The fields of these templates, in order of first appearance.
    pub(super) fn of(templates: impl Iterator<Item = &'m Template>) -> Self {
        Self::of_segments(templates.flat_map(Template::segments))
    }

    /// These fields, in order of first appearance.
    pub(super) fn of_segments(all: impl Iterator<Item = &'m Segment>) -> Self {
        let mut segments: Vec<&Segment> = Vec::new();
        for segment in all {
            if !segments.iter().any(|earlier| same(earlier, segment)) {
                segments.push(segment);
            }
        }
        let names = names(&segments);
        Self(segments.into_iter().zip(names).map(|(segment, name)| Param { name, segment }).collect())
    }

    /// `video_id: u64, title: &str`.
    pub(super) fn declared(&self) -> TokenStream {
        let params = self.0.iter().map(|Param { name, segment }| {
            let ty = segment::arg_type(segment);
            quote!(#name: #ty)
        });
        quote!(#(#params),*)
    }

    /// `video_id, title`.
    pub(super) fn names(&self) -> TokenStream {
        let names = self.0.iter().map(|param| &param.name);
        quote!(#(#names),*)
    }

    /// The argument that writes a segment.
    pub(super) fn arg(&self, segment: &Segment) -> TokenStream {
        let param = self.0.iter().find(|param| same(param.segment, segment));
        param.map(|param| segment::taken_arg(segment, &param.name)).unwrap_or_default()
    }

    /// `video_id, title` as the docs show them.
    pub(super) fn shown(&self) -> String {
        self.0.iter().map(|param| param.name.to_string()).collect::<Vec<_>>().join(", ")
    }

    /// One segment for each parameter.
    pub(super) fn segments(&self) -> impl Iterator<Item = &'m Segment> {
        self.0.iter().map(|param| param.segment)
    }
}

/// Returns `true` if one argument serves both segments. A date has another type than its time.
pub(super) fn same(one: &Segment, other: &Segment) -> bool {
    one.path() == other.path() && one.is_date() == other.is_date()
}

/// The name of each segment's field; where two would be alike, with the names that lead to it.
fn names(segments: &[&Segment]) -> Vec<Ident> {
    let short: Vec<Ident> = segments.iter().map(|segment| short(segments, segment)).collect();
    let clashes = |name: &Ident, all: &[Ident]| all.iter().filter(|other| *other == name).count() > 1;
    let named = short.iter().zip(segments);
    let long: Vec<Ident> = named
        .map(|(name, segment)| if clashes(name, &short) { joined(segment) } else { name.clone() })
        .collect();
    let numbered = long.iter().zip(1..);
    numbered
        .map(|(name, nth)| if clashes(name, &long) { format_ident!("{name}_{nth}") } else { name.clone() })
        .collect()
}

fn short(segments: &[&Segment], segment: &Segment) -> Ident {
    let name = segment.nested.last().unwrap_or(&segment.field.ident);
    let whole_too = segments.iter().any(|other| other.path() == segment.path() && !other.is_date());
    if segment.is_date() && whole_too { format_ident!("{name}_date") } else { name.clone() }
}

fn joined(segment: &Segment) -> Ident {
    let mut name = segment.field.ident.clone();
    for nested in &segment.nested {
        name = format_ident!("{}_{}", name, text_of(nested), span = name.span());
    }
    name
}

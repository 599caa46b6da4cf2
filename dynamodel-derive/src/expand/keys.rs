//! Writing keys, and the places of fields in them.

use std::collections::HashSet;

use proc_macro2::TokenStream;

use super::segment;
use super::slot::Slot;
use crate::model::{IndexKey, IndexPart, Part, Role, Segment, Template};

/// `__p::key_writer::<Self>(__s::KeySlot::Primary, __k::Role::Partition).segment::<u64, S>(arg)`.
pub(super) fn written(
    of: &TokenStream,
    slot: Slot,
    template: &Template,
    arg: impl Fn(&Segment) -> TokenStream,
) -> TokenStream {
    let writer = slot.writer(of, template.role);
    template.segments().fold(writer, |writer, segment| segment::write(&writer, segment, &arg(segment)))
}

/// Returns the segments from which fields can be restored, each field once.
pub(super) fn given_back<'m>(
    templates: impl Iterator<Item = &'m Template>,
) -> impl Iterator<Item = (Role, usize, &'m Segment)> {
    let mut taken = HashSet::new();
    all_places(templates)
        .filter(move |(_, _, segment)| segment.restores_field() && taken.insert(&segment.field.name))
}

/// Returns the templates of an index key.
pub(super) fn index_templates(index: &IndexKey) -> impl Iterator<Item = &Template> {
    index.parts().filter_map(IndexPart::template)
}

/// The segments of several templates, each with its role and its place among the parts.
fn all_places<'m>(
    templates: impl Iterator<Item = &'m Template>,
) -> impl Iterator<Item = (Role, usize, &'m Segment)> {
    templates.flat_map(|template| places(template).map(move |(part, segment)| (template.role, part, segment)))
}

/// Returns the segments, each with its position among the parts.
pub(super) fn places(template: &Template) -> impl Iterator<Item = (usize, &Segment)> {
    template.parts.iter().enumerate().filter_map(|(position, part)| match part {
        Part::Segment(segment) => Some((position, segment)),
        Part::Literal(_) | Part::Shard(_) => None,
    })
}

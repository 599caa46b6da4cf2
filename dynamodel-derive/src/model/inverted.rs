//! Index keys with the template of the table's partition key.

use super::{Entity, IndexKey, Part, Plain, Segment, Template};
use crate::spec::Spec;

impl Entity {
    /// Returns the segments of an index's sort key as queries write them.
    ///
    /// An index may have the table's partition key as its sort key, where numbers are plain and unordered. Only the table
    /// knows. So a query writes the numbers of this template plain, and the table's metadata says whether they are padded.
    pub(crate) fn queried_sort<'m>(&'m self, index: &'m IndexKey) -> Vec<&'m Segment> {
        let Some(own) = index.sk.as_ref().and_then(|sk| sk.template()) else { return Vec::new() };
        if !self.repeats_partition(own) {
            return own.segments().collect();
        }
        let pairs = own.segments().zip(self.primary.pk.segments());
        pairs.map(|(own, base)| if has_two_forms(own) { base } else { own }).collect()
    }

    /// Returns `true` for the template of the table's partition key, in a sort key.
    fn repeats_partition(&self, sort: &Template) -> bool {
        let has_text = |template: &Template| template.literal.value() == sort.literal.value();
        let has_shard = self.primary.pk.parts.iter().any(|part| matches!(part, Part::Shard(_)));
        has_text(&self.primary.pk) && !self.primary.sk.as_ref().is_some_and(has_text) && !has_shard
    }
}

/// Returns `true` if the segment may be a number that is plain in a partition key and padded in a sort key.
fn has_two_forms(segment: &Segment) -> bool {
    segment.spec == Spec::Position && matches!(segment.plain(), None | Some(Plain::Integer))
}

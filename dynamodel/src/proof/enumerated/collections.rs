//! The range of a collection, the keys in it, and the key of a parent.

use std::cmp::Ordering;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::sketch::{Sketch, cases, sketches};
use crate::collection::PatternMeta;
use crate::key::{Cover, Interval, StoredRange};
use crate::proof::collection::order::compare;
use crate::proof::overlap::together::is_outside;
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::entity::{EntityMeta, KeyMeta};
use crate::schema::template::{Part, Template};

const SORT: KeyAttribute = KeyAttribute { name: "sk", kind: KeyKind::String };

/// A pattern whose partition gives the first segments of the sort key.
fn pattern(sketch: &Sketch, given: usize) -> PatternMeta {
    let pk = Template::pk("Test", "pk", &[Part::Literal("pk")]);
    let key = KeyMeta { sk: Some(*sketch.template), ..KeyMeta::new("Test", pk) };
    let entity = EntityMeta { keys: vec![key].leak(), ..EntityMeta::EMPTY };
    PatternMeta::for_test(Box::leak(Box::new(entity)), (0..given).collect::<Vec<_>>().leak())
}

fn parents() -> impl Strategy<Value = (String, &'static str, bool)> {
    const LITERALS: [&str; 11] = ["", "#", "-", "a", "a#", "aa", "1", ":", "NONE", "é", "#post"];
    (select(&LITERALS[..]), select(&LITERALS[..]), any::<bool>())
        .prop_map(|(first, last, is_given)| (first.to_owned(), last, is_given))
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn keys_of_a_collection_are_in_its_range(members in vec(sketches(), 1..4), is_given: bool) {
        let given = usize::from(is_given && members.iter().all(|member| member.segments() > 0));
        let starts: Vec<_> = members.iter().map(|member| member.starts(given).swap_remove(0)).collect();
        let writers = starts.iter().map(|(_, writer)| StoredRange::Prefix(writer.clone())).collect();
        let Ok(Cover { condition, beyond, each }) = Cover::of(writers, Some(&SORT)) else { return Ok(()) };
        let cover = Interval { condition, excluded: beyond };
        for ((member, (values, _)), own) in members.iter().zip(&starts).zip(&each) {
            for key in member.keys().iter().filter(|key| key.values.starts_with(values)) {
                prop_assert!(cover.selects(&key.text), "{members:?} in {cover:?} leave out {:?}", key.text);
                prop_assert!(own.selects(&key.text), "{member:?} in {own:?} leaves out {:?}", key.text);
            }
        }
    }

    #[test]
    fn keys_outside_of_a_collection_are_not_in_its_range(members in vec(sketches(), 1..4), other in sketches(), is_given: bool) {
        let given = usize::from(is_given && members.iter().all(|member| member.segments() > 0));
        let patterns: Vec<_> = members.iter().map(|member| pattern(member, given)).collect();
        if !is_outside(&[&patterns], other.template) {
            return Ok(());
        }
        let writer = |member: &Sketch| member.starts(given).swap_remove(0).1;
        let writers = members.iter().map(|member| StoredRange::Prefix(writer(member))).collect();
        let Ok(Cover { condition, beyond, each }) = Cover::of(writers, Some(&SORT)) else { return Ok(()) };
        let cover = Interval { condition, excluded: beyond };
        for key in other.keys() {
            prop_assert!(!cover.selects(&key.text), "{members:?} in {cover:?} read {:?} of {other:?}", key.text);
            prop_assert!(!each.iter().any(|each| each.selects(&key.text)));
        }
    }

    #[test]
    fn parents_sort_before_or_behind_all_children((first, last, is_given) in parents(), child in sketches()) {
        let letter = child.letters().next().filter(|_| is_given);
        let text = letter.map_or_else(|| format!("{first}{last}"), |letter| format!("{first}{{{letter}}}{last}"));
        let parent = Sketch::new(&text, child.template.delimiter, false);
        let given = parent.segments();
        let order = compare(&pattern(&parent, given), &pattern(&child, given));
        let Some(order @ (Ordering::Less | Ordering::Greater)) = order else { return Ok(()) };
        let children = child.keys();
        for own in parent.keys() {
            for other in children.iter().filter(|other| other.values[..given] == own.values) {
                prop_assert_eq!(own.text.cmp(&other.text), order, "{:?} of {:?}, {:?} of {:?}", own.text, parent, other.text, child);
            }
        }
    }
}

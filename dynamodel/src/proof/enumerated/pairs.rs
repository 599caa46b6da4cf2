//! Two templates that are called disjoint have no common key.

use std::collections::HashMap;

use proptest::prelude::*;

use super::sketch::{cases, sketches};
use crate::proof::overlap::signature::Signature;
use crate::proof::overlap::{range_disjoint, templates_disjoint};

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_key_is_read_as_it_was_written(sketch in sketches()) {
        let mut known = HashMap::new();
        for key in sketch.keys() {
            prop_assert_eq!(
                sketch.template.split(&key.text).map(|texts| texts.len()).ok(), Some(sketch.segments()),
                "{:?} reads {:?}", sketch, key.text
            );
            if let Some(values) = known.insert(key.text.clone(), key.values.clone()) {
                prop_assert_eq!(values, key.values, "{:?} writes {:?} twice", sketch, key.text);
            }
        }
    }

    #[test]
    fn disjoint_templates_have_no_common_key(a in sketches(), b in sketches()) {
        let proven = templates_disjoint(a.template, b.template);
        prop_assert_eq!(proven, templates_disjoint(b.template, a.template));
        let quick = Signature::new(a.template).is_disjoint(&Signature::new(b.template));
        prop_assert!(proven || !quick, "the signatures of {a:?} and {b:?} differ");
        let others: HashMap<_, _> = b.keys().into_iter().map(|key| (key.text, key.values)).collect();
        for key in a.keys() {
            prop_assert!(!(proven && others.contains_key(&key.text)), "{a:?} and {b:?} write {:?}", key.text);
        }
    }

    #[test]
    fn queries_of_a_disjoint_range_read_no_foreign_key(a in sketches(), b in sketches(), seed in any::<u64>()) {
        if !range_disjoint(a.template, b.template) {
            return Ok(());
        }
        let keys = b.keys();
        for query in a.queries(&mut fastrand::Rng::with_seed(seed)) {
            for key in &keys {
                prop_assert!(!query.region.text.selects(&key.text), "{a:?} in {:?} reads {:?} of {b:?}", query.region, key.text);
            }
        }
    }
}

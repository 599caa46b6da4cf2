//! A query reads the keys of its values and ranges, and no other key of its template.

use proptest::prelude::*;

use super::sketch::{cases, sketches};

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn queries_read_the_keys_in_their_range(sketch in sketches(), seed in any::<u64>()) {
        let keys = sketch.keys();
        for query in sketch.queries(&mut fastrand::Rng::with_seed(seed)) {
            for key in &keys {
                prop_assert_eq!(
                    query.region.text.selects(&key.text), query.has(key),
                    "{:?} with {:?} in {:?}: {:?}", sketch, query.given, query.region, key.text
                );
            }
        }
    }
}

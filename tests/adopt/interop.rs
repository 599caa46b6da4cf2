//! Items as `ElectroDB` and `PynamoDB` write them.

use crate::planted::items;

#[test]
fn files_hold_the_items_of_both_libraries() {
    assert_eq!(items(include_str!("data/electrodb.json")).len(), 17);
    assert_eq!(items(include_str!("data/pynamodb.json")).len(), 16);
}

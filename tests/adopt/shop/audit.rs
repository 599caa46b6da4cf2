//! Findings of an audit in the table of the other program.

use dynamodel::op::DivergenceKind as Kind;

use super::model::{ByKey, Shop};
use super::{holding, row, shop};
use crate::support::store::stored;

#[tokio::test]
async fn audit_of_ids_that_stand_only_in_index_keys_is_clean() {
    let table = shop::<Shop>().await;
    let report = table.audit().send().await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!(report.fits, stored(&table).await.len());
    let report = shop::<ByKey>().await.audit().send().await.unwrap();
    assert!(report.is_clean(), "{report}");
}

#[tokio::test]
async fn absent_index_key_of_a_field_does_not_decode() {
    let mut item = row("sh#88899");
    item.remove("GSI2-PK");
    let report = holding::<Shop>(item).await.audit().send().await.unwrap();
    let groups: Vec<_> = report.groups().map(|group| (group.kind, group.place.as_str())).collect();
    assert_eq!(groups, [(Kind::Malformed, "GSI2-PK")], "{report}");
}

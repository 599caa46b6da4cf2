//! Items without an index key.

use dynamodel::{Entity as _, Table as _};

use super::model::{Shipment, Shop};
use super::{holding, row};

#[tokio::test]
async fn an_absent_key_is_malformed_and_names_the_attribute() {
    let mut item = row("sh#88899");
    item.remove("GSI2-PK");
    let error = Shop::from_item(item.clone()).unwrap_err();
    assert!(error.is_malformed_item(), "{error}");
    assert_eq!(error.path(), Some("GSI2-PK"));
    let text = error.to_string();
    assert!(text.contains("GSI2-PK") && !text.contains("default"), "{text}");

    let table = holding::<Shop>(item).await;
    let error = Shipment::get(12345, 88899).send(&table).await.unwrap_err();
    assert_eq!(error.path(), Some("GSI2-PK"));
    let done = table.backfill::<Shipment>().send().await.unwrap();
    assert_eq!((done.rewritten, done.left.len()), (0, 1));
    assert_eq!(done.left[0].error.path(), Some("GSI2-PK"));
}

#[test]
fn an_absent_key_of_an_optional_field_is_none() {
    let mut item = row("sh#88899");
    item.remove("GSI1-PK");
    item.remove("GSI1-SK");
    assert_eq!(Shipment::from_item::<Shop>(item).unwrap().carrier, None);
}

#[test]
fn a_malformed_key_is_an_error() {
    let mut item = row("sh#88899");
    item.insert("GSI2-PK".to_owned(), crate::support::raw::s("w#x"));
    let error = Shipment::from_item::<Shop>(item).unwrap_err();
    assert!(error.to_string().contains("w#{warehouse}"), "{error}");
}

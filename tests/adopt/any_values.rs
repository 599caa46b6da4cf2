//! Attributes of any type are read and written as they are stored.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_types::Blob;
use dynamodel::{AnyValue, Entity, Table};
use serde::{Deserialize, Serialize};

use crate::support::raw::{Item, item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "D#{id}", sk = "D")]
#[lookup(name = "by_owner", pk = "O#{owner}", sk = "{id}")]
struct Device {
    id: u64,
    owner: String,
    data: AnyValue,
    more: Option<AnyValue>,
    settings: HashMap<String, AnyValue>,
    parts: Vec<AnyValue>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "devices", type_attribute = "type")]
enum Devices {
    Device(Device),
}

/// A value of every type.
fn every() -> HashMap<String, AttributeValue> {
    let number = || AttributeValue::N("1234567890123456789012345.5".to_owned());
    let bytes = |byte| Blob::new([byte, 255]);
    let flat = [
        ("text", s("")),
        ("number", number()),
        ("bytes", AttributeValue::B(bytes(0))),
        ("bool", AttributeValue::Bool(false)),
        ("null", AttributeValue::Null(true)),
        ("texts", AttributeValue::Ss(vec!["a".to_owned(), "b".to_owned()])),
        ("numbers", AttributeValue::Ns(vec!["1".to_owned(), "25000000000000000000000001".to_owned()])),
        ("all bytes", AttributeValue::Bs(vec![bytes(1), bytes(2)])),
        (
            "list",
            AttributeValue::L(vec![number(), AttributeValue::Null(true), AttributeValue::L(Vec::new())]),
        ),
        ("map", AttributeValue::M([("set".to_owned(), AttributeValue::Ns(vec!["7".to_owned()]))].into())),
    ];
    flat.map(|(name, value)| (name.to_owned(), value)).into()
}

fn foreign() -> Item {
    let device = with(with(item("D#1", "D"), "type", s("Device")), "id", n(1));
    let device = with(with(device, "owner", s("ann")), "data", AttributeValue::Ss(vec!["x".to_owned()]));
    let device = with(device, "settings", AttributeValue::M(every()));
    with(device, "parts", AttributeValue::L(every().into_values().collect()))
}

#[tokio::test]
async fn values_of_every_type_are_stored_as_they_were_read() {
    let table = table::<Devices>().await;
    let planted = foreign();
    write(&table, planted.clone()).await;
    let device = Device::get(1).send(&table).await.unwrap().unwrap();
    for (name, value) in every() {
        assert_eq!(device.settings[&name], AnyValue::from(value.clone()));
    }
    device.put().send(&table).await.unwrap();
    let stored = stored(&table).await;
    let mut after = stored.values().find(|item| item["type"] == s("Device")).unwrap().clone();
    after.remove("_revision");
    // The elements of a set have no order.
    let [after, planted] = [after, planted].map(|item| AnyValue::from(AttributeValue::M(item)));
    assert_eq!(after, planted);
    assert_eq!(Device::by_owner("ann").all(&table).await.unwrap(), [device]);
}

#[tokio::test]
async fn updates_set_and_compare_values() {
    let table = table::<Devices>().await;
    write(&table, foreign()).await;
    let device = Device::get(1).send(&table).await.unwrap().unwrap();
    let set = AnyValue::from(AttributeValue::Ns(vec!["2".to_owned(), "10".to_owned()]));
    device.update().set(Device::FIELDS.more, set.clone()).send(&table).await.unwrap();
    let found = Device::scan().filter(Device::FIELDS.more.eq(set.clone())).all(&table).await.unwrap();
    assert_eq!(found, [Device { more: Some(set), ..device }]);
}

#[test]
fn values_are_not_read_where_serde_keeps_no_types() {
    #[derive(Debug, Deserialize)]
    struct Flat {
        #[serde(flatten)]
        #[expect(dead_code, reason = "it is not read")]
        more: HashMap<String, AnyValue>,
    }
    let error = serde_json::from_str::<Flat>(r#"{"a": 1}"#).unwrap_err();
    assert!(error.to_string().contains("an attribute in its stored form"), "{error}");
    assert!(serde_json::from_str::<AnyValue>("1").is_err());
}

//! Records in the shapes in which they come: in the event of a Lambda function, from `EventBridge` Pipes, from Kinesis
//! Data Streams for `DynamoDB`.

use aws_lambda_events::event::dynamodb::{Event as LambdaEvent, EventRecord};
use dynamodel::Entity as _;
use dynamodel::streams::{Change, Event, Record};
use serde_json::{Value, json};

use crate::streams::user;
use crate::support::model::{Video, YouTube};

/// The image of a user under an older struct: one attribute more.
fn image(name: &str) -> Value {
    json!({
        "pk": { "S": "user-3" }, "sk": { "S": "_root" }, "entity_type": { "S": "User" },
        "user_id": { "N": "3" }, "user_name": { "S": name }, "created_at": { "S": "2020-01-01T00:00:00Z" },
        "tags": { "SS": ["a", "b"] }, "picture": { "B": "AAEqQQ==" }, "more": { "M": { "x": { "NULL": true } } },
    })
}

fn keys() -> Value {
    json!({ "pk": { "S": "user-3" }, "sk": { "S": "_root" } })
}

fn entity(name: &str) -> YouTube {
    YouTube::User(user(name))
}

/// The event of a Lambda function with one record, as it is documented
/// (<https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html>); with `identity` as the record has it.
fn lambda(change: &Value, name: &str, identity: &Value) -> LambdaEvent {
    let mut record = json!({
        "eventID": "c4ca4238a0b923820dcc509a6f75849b",
        "eventName": name,
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "us-east-1",
        "dynamodb": change,
        "eventSourceARN": "arn:aws:dynamodb:us-east-1:123456789012:table/entities/stream/2020-01-01T00:00:00.000",
    });
    if !identity.is_null() {
        record["userIdentity"] = identity.clone();
    }
    serde_json::from_value(json!({ "Records": [record] })).unwrap()
}

fn of_service() -> Value {
    json!({ "type": "Service", "principalId": "dynamodb.amazonaws.com" })
}

fn read(event: &LambdaEvent) -> Change<YouTube> {
    Change::read(&event.records[0]).unwrap().unwrap()
}

#[test]
fn a_record_of_a_lambda_event_is_a_change() {
    let change = json!({
        "Keys": keys(), "OldImage": image("ann"), "SequenceNumber": "111", "SizeBytes": 26,
        "StreamViewType": "NEW_AND_OLD_IMAGES", "ApproximateCreationDateTime": 1_577_836_800.0,
    });
    let change = read(&lambda(&change, "REMOVE", &of_service()));
    assert_eq!(change.event, Event::Removed(Some(entity("ann"))));
    assert_eq!((change.expired, change.sequence_number.as_deref()), (true, Some("111")));
}

#[test]
fn a_change_without_images_has_its_key() {
    for images in
        [json!({}), json!({ "NewImage": null, "OldImage": null }), json!({ "NewImage": {}, "OldImage": {} })]
    {
        let mut change = json!({
            "Keys": keys(), "SequenceNumber": "1", "SizeBytes": 6, "StreamViewType": "KEYS_ONLY",
            "ApproximateCreationDateTime": 1_577_836_800,
        });
        change.as_object_mut().unwrap().extend(images.as_object().unwrap().clone());
        for (name, event) in [
            ("INSERT", Event::Inserted(None)),
            ("MODIFY", Event::Modified { old: None, new: None }),
            ("REMOVE", Event::Removed(None)),
        ] {
            let event_of_lambda = lambda(&change, name, &Value::Null);
            let of_json = serde_json::to_value(&event_of_lambda.records[0]).unwrap();
            let of_json: Record = serde_json::from_value(of_json).unwrap();
            for change in [read(&event_of_lambda), Change::read(of_json).unwrap().unwrap()] {
                assert_eq!(change.event, event);
                assert_eq!(change.key(), user("ann").primary_key().ok());
                assert_eq!(change.key::<Video>(), None);
            }
        }
    }
}

#[test]
fn an_empty_image_of_the_sdk_is_none() {
    use aws_sdk_dynamodbstreams::types::{AttributeValue, OperationType, Record, StreamRecord};
    let s = |text: &str| AttributeValue::S(text.to_owned());
    let change = StreamRecord::builder().keys("pk", s("user-3")).keys("sk", s("_root"));
    let change = change.set_new_image(Some([].into())).build();
    let record = Record::builder().event_name(OperationType::Insert).dynamodb(change).build();
    let change = Change::<YouTube>::read(&record).unwrap().expect("a change");
    assert_eq!((&change.event, change.key()), (&Event::Inserted(None), user("ann").primary_key().ok()));
}

#[test]
fn a_record_without_keys_is_an_error() {
    let change = json!({
        "Keys": {}, "SequenceNumber": "17", "SizeBytes": 6, "StreamViewType": "KEYS_ONLY",
        "ApproximateCreationDateTime": 1_577_836_800.0,
    });
    let event = lambda(&change, "INSERT", &Value::Null);
    let error = Change::<YouTube>::read(&event.records[0]).unwrap_err();
    assert!(error.is_malformed_item() && error.sequence_number() == Some("17"), "{error}");
}

#[test]
fn only_a_removal_by_the_service_is_an_expiry() {
    let change = json!({
        "Keys": keys(), "NewImage": image("bea"), "OldImage": image("ann"), "SequenceNumber": "111", "SizeBytes": 26,
        "StreamViewType": "NEW_AND_OLD_IMAGES", "ApproximateCreationDateTime": 1_577_836_800.0,
    });
    let expired = |name, identity| {
        let event = lambda(&change, name, &identity);
        let json: Record = serde_json::from_value(serde_json::to_value(&event.records[0]).unwrap()).unwrap();
        let json = Change::<YouTube>::read(json).unwrap().unwrap();
        let expired = read(&event).expired;
        assert_eq!(json.expired, expired);
        expired
    };
    assert!(expired("REMOVE", of_service()));
    for name in ["INSERT", "MODIFY"] {
        assert!(!expired(name, of_service()), "{name}");
    }
    assert!(!expired("REMOVE", Value::Null));
    assert!(!expired(
        "REMOVE",
        json!({ "type": "Service", "principalId": "replication.dynamodb.amazonaws.com" })
    ));
    assert!(!expired("REMOVE", json!({ "type": "AssumedRole", "principalId": "dynamodb.amazonaws.com" })));
}

#[test]
fn the_records_of_a_pipe_are_changes() {
    // <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html>
    let record = |number: &str, name: &str, change: Value| {
        let mut change = change;
        change["Keys"] = keys();
        change["SequenceNumber"] = number.into();
        change["SizeBytes"] = 26.into();
        change["StreamViewType"] = "NEW_AND_OLD_IMAGES".into();
        json!({
            "eventID": number, "eventVersion": "1.0", "dynamodb": change, "awsRegion": "us-west-2", "eventName": name,
            "eventSourceARN": "arn:aws:dynamodb:us-east-1:111122223333:table/EventSourceTable",
            "eventSource": "aws:dynamodb",
        })
    };
    let pipe = json!([
        record("111", "INSERT", json!({ "NewImage": image("ann") })),
        record("222", "MODIFY", json!({ "NewImage": image("bea"), "OldImage": image("ann") })),
        record("333", "REMOVE", json!({ "OldImage": image("bea") })),
    ]);
    let expected = [
        Event::Inserted(Some(entity("ann"))),
        Event::Modified { old: Some(entity("ann")), new: Some(entity("bea")) },
        Event::Removed(Some(entity("bea"))),
    ];
    let of_lambda: Vec<EventRecord> = serde_json::from_value(pipe.clone()).unwrap();
    let of_json: Vec<Record> = serde_json::from_value(pipe).unwrap();
    for ((of_lambda, of_json), expected) in of_lambda.iter().zip(&of_json).zip(expected) {
        let change = Change::<YouTube>::read(of_lambda).unwrap().unwrap();
        assert_eq!(
            (&change.event, change.sequence_number.as_deref()),
            (&expected, of_json.sequence_number())
        );
        assert_eq!(Change::<YouTube>::read(of_json).unwrap().unwrap().event, expected);
    }
}

/// The data of a record of Kinesis: no sequence number, and the time in the unit that the stream is set to.
fn kinesis(time: i64) -> Value {
    json!({
        "awsRegion": "us-east-1",
        "eventID": "b9b5a1a8-3d6f-4f5e-8c0e-3f1b8f8f7a11",
        "eventName": "MODIFY",
        "userIdentity": null,
        "recordFormat": "application/json",
        "tableName": "entities",
        "dynamodb": {
            "ApproximateCreationDateTime": time, "Keys": keys(), "NewImage": image("bea"), "OldImage": image("ann"),
            "SizeBytes": 254, "ApproximateCreationDateTimePrecision": "MILLISECOND",
        },
        "eventSource": "aws:dynamodb",
    })
}

#[test]
fn a_record_of_kinesis_is_a_change_whatever_the_unit_of_its_time() {
    let expected = Event::Modified { old: Some(entity("ann")), new: Some(entity("bea")) };
    for time in [1_698_873_300, 1_698_873_300_123, 1_698_873_300_123_456] {
        let record: Record = serde_json::from_slice(kinesis(time).to_string().as_bytes()).unwrap();
        let change = Change::<YouTube>::read(record).unwrap().unwrap();
        assert_eq!((&change.event, change.sequence_number), (&expected, None));
    }
    let record: EventRecord = serde_json::from_value(kinesis(1_698_873_300_123)).unwrap();
    assert_eq!(Change::<YouTube>::read(record).unwrap().unwrap().event, expected);
}

#[test]
fn json_that_lacks_everything_is_an_error_when_it_is_read() {
    for text in ["{}", r#"{"eventName": "INSERT"}"#, r#"{"dynamodb": {"Keys": null}}"#] {
        let record: Record = serde_json::from_str(text).unwrap();
        assert!(Change::<YouTube>::read(record).unwrap_err().is_malformed_item(), "{text}");
    }
    let without_name = json!({ "dynamodb": { "Keys": keys(), "SequenceNumber": "5" } });
    let record: Record = serde_json::from_value(without_name).unwrap();
    let error = Change::<YouTube>::read(&record).unwrap_err();
    assert_eq!((error.key(), error.sequence_number()), (Some(("user-3", Some("_root"))), Some("5")));
    assert!(error.to_string().contains("lacks an event name"), "{error}");
}

#[test]
fn a_record_of_a_lookup_copy_says_so_in_every_shape() {
    let keys = json!({
        "pk": { "S": "user-3-videos" },
        "sk": { "S": "2020-01-01T00:00:00.000000000Z#00000000000000000005" },
    });
    let record: Record =
        serde_json::from_value(json!({ "eventName": "INSERT", "dynamodb": { "Keys": keys } })).unwrap();
    let change = Change::<YouTube>::read(record).unwrap().unwrap();
    assert_eq!((change.copy_for, change.key::<Video>()), (Some("by_creator"), None));
}

//! Each request has a span with the names of OpenTelemetry, and none of the values of items.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use dynamodel::Entity as _;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::model::{User, Video, YouTube};
use crate::support::store::{typed, write};
use crate::support::world::table;
use crate::support::youtube::at;

/// The fields of a span or event.
type Fields = BTreeMap<String, String>;

/// Keeps what dynamodel says, of all tests: `tracing` has one subscriber for all threads or none that sees
/// everything.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Log>>);

#[derive(Default)]
struct Log {
    spans: Vec<Fields>,
    events: Vec<Fields>,
}

struct Into<'f>(&'f mut Fields);

impl Visit for Into<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("dynamodel")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut log = self.0.lock().unwrap();
        let mut fields = Fields::new();
        span.record(&mut Into(&mut fields));
        log.spans.push(fields);
        Id::from_u64(log.spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let at = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Into(&mut self.0.lock().unwrap().spans[at]));
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Into(&mut fields));
        self.0.lock().unwrap().events.push(fields);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl Recorder {
    /// The spans and the events about one table.
    fn about(&self, table: &str) -> (Vec<Fields>, Vec<Fields>) {
        let log = self.0.lock().unwrap();
        let of = |all: &[Fields]| all.iter().filter(|one| one[TABLE] == table).cloned().collect();
        (of(&log.spans), of(&log.events))
    }
}

const TABLE: &str = "db.collection.name";
const SECRET: &str = "s3cr3t";

#[tokio::test]
async fn each_request_has_a_span() {
    let recorder = Recorder::default();
    tracing::subscriber::set_global_default(recorder.clone()).unwrap();
    let table = table::<YouTube>().await;
    let user = User { user_id: 777, user_name: SECRET.to_owned(), created_at: at(0) };
    let video = Video { video_id: 888, video_title: SECRET.to_owned(), created_at: at(0), creator_id: 777 };
    user.create().send(&table).await.unwrap();
    user.create().send(&table).await.unwrap_err();
    video.create().send(&table).await.unwrap();
    video.put().send(&table).await.unwrap();
    User::get(777).send(&table).await.unwrap();
    Video::by_creator(777).all(&table).await.unwrap();
    write(&table, typed("user-777-videos", "x", SECRET)).await;
    Video::by_creator(777).all(&table).await.unwrap();
    YouTube::scan().count(&table).await.unwrap();
    dynamodel::transact_get((User::get(777),)).send(&table).await.unwrap();
    [User::get(777)].into_iter().collect::<dynamodel::BatchGet<_, YouTube>>().send(&table).await.unwrap();
    User::delete(777).send(&table).await.unwrap();

    let expected = [
        "CreateTable",
        "DescribeTable",
        "PutItem",
        "PutItem",
        "TransactWriteItems",
        "GetItem",
        "TransactWriteItems",
        "GetItem",
        "Query",
        "Query",
        "Scan",
        "TransactGetItems",
        "BatchGetItem",
        "DeleteItem",
    ];
    let (spans, events) = recorder.about(table.name());
    let operations: Vec<_> = spans.iter().map(|span| &*span["db.operation.name"]).collect();
    assert_eq!(operations, expected);
    for span in &spans {
        assert_eq!((&*span["db.system.name"], &*span["otel.kind"]), ("aws.dynamodb", "client"));
        assert_eq!(span["otel.name"], format!("{} {}", span["db.operation.name"], table.name()));
    }
    let failed: Vec<_> = (0..).zip(&spans).filter(|(_, span)| span.contains_key("error.type")).collect();
    let [(3, failed)] = failed[..] else { panic!("{failed:#?}") };
    assert_eq!(failed["error.type"], "ConditionalCheckFailedException");
    assert_eq!(failed["otel.status_code"], "ERROR");
    assert_eq!(events.len(), 1, "one read left something out");
    assert_eq!(events[0]["skipped"], "1");
    for value in spans.iter().chain(&events).flat_map(Fields::values) {
        let value = value.replace(table.name(), "");
        assert!(!["s3cr3t", "777", "888", "2020-"].iter().any(|secret| value.contains(secret)), "{value}");
    }
}

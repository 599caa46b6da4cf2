//! Each request has a span with the names of OpenTelemetry, and none of the values of items.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use dynamodel::Entity as _;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::model::{User, Video, YouTube};
use crate::support::store::{typed, write};
use crate::support::world::table;
use crate::support::youtube::at;

/// The fields of a span or event.
type Fields = BTreeMap<String, String>;

/// Keeps what dynamodel says.
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
    fn operations(&self) -> Vec<String> {
        let log = self.0.lock().unwrap();
        log.spans.iter().map(|span| span["db.operation.name"].clone()).collect()
    }
}

const SECRET: &str = "s3cr3t";

#[tokio::test]
async fn each_request_has_a_span() {
    let table = table::<YouTube>().await;
    let recorder = Recorder::default();
    let _guard = tracing::subscriber::set_default(recorder.clone());
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
    assert_eq!(recorder.operations(), expected);
    let log = recorder.0.lock().unwrap();
    for (span, operation) in log.spans.iter().zip(expected) {
        assert_eq!(span["db.system.name"], "aws.dynamodb");
        assert_eq!(span["db.collection.name"], table.name());
        assert_eq!(
            (&*span["otel.kind"], &*span["otel.name"]),
            ("client", &*format!("{operation} {}", table.name()))
        );
    }
    assert_eq!(log.spans[1]["error.type"], "ConditionalCheckFailedException");
    assert_eq!(log.spans[1]["otel.status_code"], "ERROR");
    assert!(!log.spans[0].contains_key("error.type") && !log.spans[0].contains_key("otel.status_code"));
    assert_eq!(log.events.len(), 1, "one read left something out");
    assert_eq!(log.events[0]["skipped"], "1");
    for (_, value) in log.spans.iter().chain(&log.events).flatten() {
        for secret in [SECRET, "777", "888", "2020-"] {
            assert!(!value.contains(secret) || value.contains(table.name()), "{value}");
        }
    }
}

//! A cursor holds the position in each shard, and resumes only its query.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dynamodel::{Cursor, Error};

use crate::shards::model::{Event, events, filled};

/// An event with another number of shards.
mod fewer {
    use dynamodel::{Entity, Table};
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(name = "of_day", pk = "DAY#{day}#{shard}", sk = "{at}#{id}", shards = 4)]
    pub(super) struct Event {
        day: String,
        at: u32,
        id: u64,
    }

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(name = "events", type_attribute = "kind")]
    pub(super) enum Events {
        Event(Event),
    }
}

const DAY: &str = "2020-01-01";

fn refused<I: std::fmt::Debug>(answer: Result<I, Error>) {
    let error = answer.unwrap_err();
    assert!(error.is_invalid_cursor(), "{error}");
}

/// Replaces the body of a cursor, as a forger without a secret can.
fn forge(cursor: &Cursor, change: impl FnOnce(&mut Vec<serde_json::Value>)) -> Cursor {
    let mut bytes = URL_SAFE_NO_PAD.decode(cursor.as_str()).unwrap();
    let mut positions: Vec<_> = serde_json::from_slice(&bytes[17..]).unwrap();
    change(&mut positions);
    bytes.truncate(17);
    bytes.extend(serde_json::to_vec(&positions).unwrap());
    URL_SAFE_NO_PAD.encode(bytes).into()
}

#[tokio::test]
async fn a_cursor_of_another_query_is_refused() {
    let table = filled(&events()).await;
    let page = Event::of_day(DAY).take(10).page(&table).await.unwrap();
    let after = || page.cursor.clone();
    assert!(after().is_some());
    refused(Event::of_day("2020-01-02").after(after()).page(&table).await);
    refused(Event::of_day(DAY).rev().after(after()).page(&table).await);
    refused(Event::of_day(DAY).range(3..).after(after()).all(&table).await);
    refused(Event::by_id(DAY).after(after()).count(&table).await);
    refused(Event::all_events().after(after()).first(&table).await);
    refused(Event::of_day(DAY).after(after()).page(&table.clone().named("another")).await);
    let fewer = dynamodel::TableClient::<fewer::Events>::new(table.client().clone()).named(table.name());
    refused(fewer::Event::of_day(DAY).after(after()).page(&fewer).await);
}

#[tokio::test]
async fn a_forged_position_does_not_leave_its_shard() {
    let table = filled(&events()).await;
    let own = Event::of_day(DAY).range(1..).take(10).page(&table).await.unwrap().cursor.unwrap();
    let query = |cursor: &Cursor| Event::of_day(DAY).range(1..).after(cursor.clone());
    assert_eq!(
        query(&forge(&own, |_| {})).all(&table).await.unwrap(),
        query(&own).all(&table).await.unwrap()
    );
    let forged: [fn(&mut Vec<serde_json::Value>); 5] = [
        |positions| positions.swap(0, 1),
        |positions| drop(positions.pop()),
        |positions| positions.push(serde_json::json!([])),
        |positions| positions[0] = serde_json::Value::Null,
        |positions| positions[0][1][2] = "0000000000#00000000000000000001".into(),
    ];
    for change in forged {
        refused(query(&forge(&own, change)).page(&table).await);
    }
    let again = forge(&own, |positions| positions[0] = serde_json::json!([]));
    assert!(query(&again).all(&table).await.unwrap().len() > query(&own).all(&table).await.unwrap().len());
}

#[tokio::test]
async fn a_signed_cursor_is_not_to_be_tampered_with() {
    let table = filled(&events()).await.cursor_secrets(["a long secret of the table"]).unwrap();
    let cursor = Event::of_day(DAY).take(10).page(&table).await.unwrap().cursor.unwrap();
    assert_eq!(Event::of_day(DAY).after(cursor.clone()).all(&table).await.unwrap().len(), 6);
    let mut bytes = URL_SAFE_NO_PAD.decode(cursor.as_str()).unwrap();
    bytes[20] ^= 1;
    refused(Event::of_day(DAY).after(Cursor::from(URL_SAFE_NO_PAD.encode(bytes))).page(&table).await);
}

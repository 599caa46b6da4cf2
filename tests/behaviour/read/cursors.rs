//! A cursor resumes only the query that issued it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dynamodel::embedded::Engine;
use dynamodel::{Cursor, Entity, Error, Table, TableClient, op::Closed, op::Query};
use serde::{Deserialize, Serialize};

use crate::support::model::{Channel, ChannelVideo, Video, VideoByCreator, YouTube};
use crate::support::world::{on, table};
use crate::support::youtube::{at, store, video};

/// Another table type with the access pattern.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "entities", type_attribute = "entity_type")]
enum Other {
    Video(Video),
}

/// A table whose sort keys are numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of", pk = "{series}", sk = "{number}")]
struct Reading {
    series: String,
    number: i64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "readings", type_attribute = "type", sk_type = N)]
enum Readings {
    Reading(Reading),
}

async fn filled() -> TableClient<YouTube> {
    let table = table::<YouTube>().await;
    store(&table, &[video(1, 1, 10), video(2, 1, 20), video(3, 1, 30), video(4, 2, 10), video(5, 2, 20)])
        .await;
    table
}

fn range() -> Query<VideoByCreator, Closed> {
    Video::by_creator(1).range(at(10)..)
}

async fn cursor_of(table: &TableClient<YouTube>) -> Cursor {
    range().take(1).page(table).await.unwrap().cursor.unwrap()
}

fn refused<I: std::fmt::Debug>(answer: Result<I, Error>) {
    let error = answer.unwrap_err();
    assert!(error.is_invalid_cursor(), "{error}");
}

#[tokio::test]
async fn a_cursor_is_taken_as_it_is_and_as_text() {
    let table = filled().await;
    let cursor = cursor_of(&table).await;
    let text = cursor.to_string();
    let rest = [video(2, 1, 20), video(3, 1, 30)];
    assert_eq!(range().after(&cursor).all(&table).await.unwrap(), rest);
    assert_eq!(range().after(Some(cursor)).all(&table).await.unwrap(), rest);
    assert_eq!(range().after(text.as_str()).all(&table).await.unwrap(), rest);
    assert_eq!(range().after(&text).all(&table).await.unwrap(), rest);
    assert_eq!(
        range().after(Some(&text).map(|text| Cursor::from(text.as_str()))).all(&table).await.unwrap(),
        rest
    );
    assert_eq!(range().after(text).all(&table).await.unwrap(), rest);
    assert_eq!(range().after(None).all(&table).await.unwrap().len(), 3);
    refused(range().after("").all(&table).await);
}

#[tokio::test]
async fn a_page_is_serialized_with_its_cursor_as_text() {
    let table = filled().await;
    let page = range().take(1).page(&table).await.unwrap();
    let cursor = page.cursor.as_ref().unwrap().as_str();
    let expected = serde_json::json!({"items": [video(1, 1, 10)], "cursor": cursor, "skipped": 0});
    assert_eq!(serde_json::to_value(&page).unwrap(), expected);
    let last = range().after(cursor).take(5).page(&table).await.unwrap();
    assert_eq!(serde_json::to_value(&last).unwrap()["cursor"], serde_json::Value::Null);
}

#[tokio::test]
async fn a_cursor_of_another_query_is_refused() {
    let table = filled().await;
    let cursor = cursor_of(&table).await;
    assert_eq!(range().after(cursor.clone()).all(&table).await.unwrap().len(), 2);
    let after = || cursor.clone();

    refused(Video::by_creator(2).range(at(10)..).after(after()).page(&table).await);
    refused(range().rev().after(after()).page(&table).await);
    refused(Video::by_creator(1).after(after()).all(&table).await);
    refused(Video::by_creator(1).range(at(9)..).after(after()).first(&table).await);
    refused(Video::by_creator(1).range(at(10)..=at(30)).after(after()).count(&table).await);
    refused(Channel::by_creator(1).range(at(10)..).after(after()).page(&table).await);
    refused(ChannelVideo::in_channel(1).range(at(10)..).after(after()).page(&table).await);
    refused(YouTube::scan().after(after()).page(&table).await);
    refused(range().rev().after(after()).stream(&table).try_next().await);
    refused(range().rev().after(after()).request(&table));
    let other = on::<Other>(table.client().clone()).named(table.name());
    refused(range().after(after()).page(&other).await);

    let scanned = YouTube::scan().take(1).page(&table).await.unwrap().cursor.unwrap();
    refused(range().after(scanned.clone()).page(&table).await);
    refused(YouTube::scan().with_copies().after(scanned).page(&table).await);
}

#[tokio::test]
async fn cursor_allows_other_read_options() {
    let table = filled().await;
    let query = range().after(cursor_of(&table).await).page_size(1).take(5).consistent().strict();
    assert_eq!(query.all(&table).await.unwrap(), [video(2, 1, 20), video(3, 1, 30)]);
}

#[tokio::test]
async fn a_cursor_survives_serde_and_a_new_client_on_the_same_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("cursors.db");
    let json = {
        let table = on::<YouTube>(dynamodel::embedded::open(&path).unwrap());
        table.create().await.unwrap();
        store(&table, &[video(1, 1, 10), video(2, 1, 20)]).await;
        serde_json::to_string(&cursor_of(&table).await).unwrap()
    };
    let table = on::<YouTube>(Engine::open(&path).unwrap().client());
    let cursor: Cursor = serde_json::from_str(&json).unwrap();
    assert_eq!(cursor, cursor.to_string().parse().unwrap());
    assert_eq!(range().after(cursor).all(&table).await.unwrap(), [video(2, 1, 20)]);
}

#[tokio::test]
async fn garbage_is_refused() {
    let table = filled().await;
    let good = cursor_of(&table).await.to_string();
    let mut texts: Vec<String> = ["", "x", "====", "AAAA", "\u{0}", "null", "ééé"].map(str::to_owned).into();
    texts.extend([good.repeat(2), format!("{good}A"), good.chars().rev().collect(), "A".repeat(100_000)]);
    texts.extend((1..good.len()).map(|end| good[..end].to_owned()));
    for text in texts {
        refused(range().after(Cursor::from(text)).page(&table).await);
    }
}

/// Replaces the body of a cursor, as a forger without a secret can.
fn forge(cursor: &Cursor, body: &str) -> Cursor {
    let mut bytes = URL_SAFE_NO_PAD.decode(cursor.as_str()).unwrap();
    bytes.truncate(17);
    bytes.extend(body.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes).into()
}

#[tokio::test]
async fn a_forged_cursor_does_not_leave_the_range() {
    let table = filled().await;
    let query = || Video::by_creator(1).range(at(15)..at(25));
    let wider = Video::by_creator(1).range(at(10)..).take(1).page(&table).await.unwrap();
    refused(query().after(wider.cursor).all(&table).await);
    // The fingerprint is no secret: it is that of the query.
    let own = query().page_size(1).page(&table).await.unwrap().cursor.unwrap();
    for body in [
        r#"[["pk","S","user-2-videos"],["sk","S","2020-01-01T00:00:20.000000000Z#00000000000000000002"]]"#,
        r#"[["pk","S","user-1-videos"],["sk","S","2020-01-01T00:00:10.000000000Z#00000000000000000001"]]"#,
        r#"[["pk","S","user-1-videos"],["sk","S","2020-01-01T00:00:30.000000000Z#00000000000000000003"]]"#,
        r#"[["pk","S","user-1-videos"],["sk","N","20"]]"#,
        r#"[["pk","S","user-1-videos"],["sk","S",""]]"#,
        r#"[["pk","S","user-1-videos"]]"#,
        r#"[["pk","S","user-1-videos"],["sk","S","2020-01-01T00:00:20"],["x","S","y"]]"#,
        "[]",
        "{}",
    ] {
        refused(query().after(forge(&own, body)).all(&table).await);
    }
    let inside = r#"[["pk","S","user-1-videos"],["sk","S","2020-01-01T00:00:16"]]"#;
    assert_eq!(query().after(forge(&own, inside)).all(&table).await.unwrap(), [video(2, 1, 20)]);
    let scanned = YouTube::scan().take(1).page(&table).await.unwrap().cursor.unwrap();
    refused(YouTube::scan().after(forge(&scanned, r#"[["pk","N","1"],["sk","S","x"]]"#)).all(&table).await);
}

#[tokio::test]
async fn a_forged_number_does_not_leave_the_range() {
    let table = table::<Readings>().await;
    for (series, number) in [("a", -5), ("a", 0), ("a", 5), ("b", 0)] {
        Reading { series: series.to_owned(), number }.create().send(&table).await.unwrap();
    }
    let query = || Reading::of("a").range(-1..3);
    let own = query().page_size(1).page(&table).await.unwrap().cursor.unwrap();
    for body in [r#"[["pk","S","a"],["sk","S","0"]]"#, r#"[["pk","S","a"],["sk","N","x"]]"#] {
        refused(query().after(forge(&own, body)).all(&table).await);
    }
    for number in ["-5", "-1", "0", "5", "99"] {
        let forged = forge(&own, &format!(r#"[["pk","S","a"],["sk","N","{number}"]]"#));
        // An engine may refuse a start outside of the condition.
        if let Ok(readings) = query().after(forged).all(&table).await {
            assert!(readings.iter().all(|reading| reading.series == "a" && reading.number == 0));
        }
    }
}

#[tokio::test]
async fn a_signed_cursor_is_not_to_be_tampered_with() {
    let table = filled().await;
    let signing = table.clone().cursor_secrets(["the first secret"]).unwrap();
    let cursor = cursor_of(&signing).await;
    assert_eq!(range().after(cursor.clone()).all(&signing).await.unwrap().len(), 2);
    let bytes = URL_SAFE_NO_PAD.decode(cursor.as_str()).unwrap();
    for at in 0..bytes.len() {
        for flip in [1, 0x80] {
            let mut bytes = bytes.clone();
            bytes[at] ^= flip;
            refused(range().after(Cursor::from(URL_SAFE_NO_PAD.encode(bytes))).page(&signing).await);
        }
    }
    refused(range().after(cursor_of(&table).await).page(&signing).await);
    refused(range().after(cursor).page(&table).await);
}

#[tokio::test]
async fn secrets_rotate() {
    let table = filled().await;
    let with = |secrets: &[&str]| table.clone().cursor_secrets(secrets).unwrap();
    let [new, old] = ["a new, long secret", "an old, long secret"];
    let (rotated, done) = (with(&[new, old]), with(&[new]));
    let old = cursor_of(&with(&[old])).await;
    let new = cursor_of(&rotated).await;
    assert_ne!(old, new);
    for cursor in [old.clone(), new.clone()] {
        assert_eq!(range().after(cursor).all(&rotated).await.unwrap().len(), 2);
    }
    assert!(range().after(new).page(&done).await.is_ok());
    refused(range().after(old).page(&done).await);
}

#[tokio::test]
async fn secrets_that_are_empty_or_short_or_none_are_refused() {
    let table = filled().await;
    let with = |secrets: &[&[u8]]| table.clone().cursor_secrets(secrets);
    let good: &[u8] = &[7; 16];
    for secrets in [vec![], vec![b"".as_slice()], vec![&[7; 15]], vec![good, b""], vec![b"short", good]] {
        let error = with(&secrets).unwrap_err();
        assert!(error.is_invalid_cursor_secret(), "{error}");
        assert_eq!(error.table(), Some(table.name()));
    }
    let table = with(&[good, &[8; 1_000]]).unwrap();
    assert_eq!(range().after(cursor_of(&table).await).all(&table).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_cursor_of_another_physical_table_is_refused() {
    let (first, second) = (filled().await, filled().await);
    let secrets = ["a secret of both tables"];
    let signed = [&first, &second].map(|table| table.clone().cursor_secrets(secrets).unwrap());
    for [own, other] in [[&first, &second], [&signed[0], &signed[1]]] {
        let cursor = || async { cursor_of(own).await };
        refused(range().after(cursor().await).page(other).await);
        refused(range().after(cursor().await).request(other));
        let renamed = own.clone().named(other.name());
        refused(range().after(cursor().await).page(&renamed).await);
        let scanned = YouTube::scan().take(1).page(own).await.unwrap().cursor;
        refused(YouTube::scan().after(scanned).page(other).await);
        let scan = || YouTube::scan().segments(2).take(1);
        let scanned = scan().page(own).await.unwrap().cursor;
        refused(scan().after(scanned).page(other).await);
        let scanned = Video::scan().take(1).page(own).await.unwrap().cursor;
        refused(Video::scan().after(scanned).page(other).await);
    }
}

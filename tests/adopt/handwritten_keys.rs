//! Keys that hand-written code made with `format!`: one item, found by its values and by ranges.

use chrono::{DateTime, TimeDelta, Utc};
use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::raw::{Item, item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

/// `format!("SNAP#{id:019}")` of an `i64`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_host", pk = "HOST#{host}", sk = "SNAP#{id:019:plain}")]
struct Snapshot {
    host: String,
    id: i64,
}

/// `to_rfc3339()` in the middle of a key, and other forms in those of indexes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "logins", pk = "USER#{user}", sk = "LOGIN#{at:offset}#{device}")]
#[key(index = "gsi1", name = "by_device", pk = "DEVICE#{device}", sk = "{at:us:lower}#{user}")]
#[key(index = "gsi2", name = "in_order", pk = "LOGINS", sk = "{at:unix:ms:013}")]
struct Login {
    user: String,
    device: String,
    at: DateTime<Utc>,
}

/// The `Display` of `chrono`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "notes", pk = "NOTES#{user}", sk = "{at:display}")]
struct Note {
    user: String,
    #[entity(in_key)]
    at: DateTime<Utc>,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "handwritten", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
enum Handwritten {
    Snapshot(Snapshot),
    Login(Login),
    Note(Note),
}

fn login_item(login: &Login) -> Item {
    let Login { user, device, at } = login;
    let item = item(&format!("USER#{user}"), &format!("LOGIN#{}#{device}", at.to_rfc3339()));
    let micros = at.format("%Y-%m-%dt%H:%M:%S%.6fz");
    let values = [
        ("type", "Login".to_owned()),
        ("user", user.clone()),
        ("device", device.clone()),
        ("at", at.to_rfc3339()),
        ("gsi1pk", format!("DEVICE#{device}")),
        ("gsi1sk", format!("{micros}#{user}")),
        ("gsi2pk", "LOGINS".to_owned()),
        ("gsi2sk", at.timestamp_millis().to_string()),
    ];
    values.into_iter().fold(item, |item, (name, value)| with(item, name, s(&value)))
}

/// Logins whose times have fractions of every length.
fn logins() -> Vec<Login> {
    let start = DateTime::from_timestamp(1_583_020_800, 0).unwrap();
    let nanoseconds = [0, 1, 1_000, 1_000_000, 499_999_999, 500_000_000, 999_999_999, 1_000_000_000];
    let login = |(nanosecond, nth)| Login {
        user: "ann".to_owned(),
        device: format!("phone{nth}"),
        at: start + TimeDelta::nanoseconds(nanosecond),
    };
    nanoseconds.into_iter().zip(1..).map(login).collect()
}

async fn with_logins() -> TableClient<Handwritten> {
    let table = table().await;
    for login in logins() {
        write(&table, login_item(&login)).await;
    }
    table
}

#[tokio::test]
async fn padded_signed_ids_are_found_and_replaced() {
    let table = table::<Handwritten>().await;
    for id in [1, 20, i64::MAX] {
        let stored = with(item("HOST#a", &format!("SNAP#{id:019}")), "type", s("Snapshot"));
        write(&table, with(with(stored, "host", s("a")), "id", n(id))).await;
    }
    let before = stored(&table).await;
    let found = Snapshot::get("a", 20).send(&table).await.unwrap();
    found.unwrap().put().send(&table).await.unwrap();
    assert_eq!(stored(&table).await, before);
    let ids = |range: Vec<Snapshot>| range.into_iter().map(|snapshot| snapshot.id).collect::<Vec<_>>();
    assert_eq!(ids(Snapshot::of_host("a").range(2..).all(&table).await.unwrap()), [20, i64::MAX]);
    assert_eq!(ids(Snapshot::of_host("a").range(..=20).all(&table).await.unwrap()), [1, 20]);
}

#[tokio::test]
async fn negative_ids_are_refused() {
    let table = table::<Handwritten>().await;
    let error = Snapshot { host: "a".to_owned(), id: -1 }.put().send(&table).await.unwrap_err();
    assert!(error.is_invalid_key());
    assert!(error.to_string().contains("a negative number"), "{error}");
    assert!(Snapshot::of_host("a").range(-1..).all(&table).await.unwrap_err().is_invalid_key());
}

#[tokio::test]
async fn items_are_written_as_they_were() {
    let table = with_logins().await;
    let mut before = stored(&table).await;
    for login in logins() {
        let found = Login::get("ann", &login.at, &login.device).send(&table).await.unwrap();
        assert_eq!(found.as_ref(), Some(&login));
        login.put().send(&table).await.unwrap();
    }
    let mut after = stored(&table).await;
    // serde writes the time with a `Z`.
    before.values_mut().chain(after.values_mut()).for_each(|item| drop(item.remove("at")));
    assert_eq!(after, before);
}

#[tokio::test]
async fn ranges_in_the_middle_of_a_key_are_exact() {
    let table = with_logins().await;
    let all = logins();
    for from in &all {
        for to in &all {
            let expected: Vec<_> =
                all.iter().filter(|login| (from.at..to.at).contains(&login.at)).cloned().collect();
            let found = Login::logins("ann").range(from.at..to.at).all(&table).await.unwrap();
            assert_eq!(found, expected);
            let expected: Vec<_> =
                all.iter().filter(|login| (from.at..=to.at).contains(&login.at)).cloned().collect();
            assert_eq!(Login::logins("ann").range(from.at..=to.at).all(&table).await.unwrap(), expected);
        }
    }
}

#[tokio::test]
async fn lower_case_microseconds_and_milliseconds_are_read_in_order() {
    let table = with_logins().await;
    let start = DateTime::from_timestamp(1_583_020_800, 1_000).unwrap();
    let found = Login::by_device("phone3").range(start..).all(&table).await.unwrap();
    assert_eq!(found, logins()[2..3]);
    assert!(Login::by_device("phone4").range(..start).all(&table).await.unwrap().is_empty());
    let found = Login::in_order().range(start + TimeDelta::microseconds(999)..).all(&table).await.unwrap();
    assert_eq!(found, logins()[3..]);
}

#[tokio::test]
async fn the_display_of_a_time_fills_its_field() {
    let table = table::<Handwritten>().await;
    let at = DateTime::from_timestamp(1_583_020_800, 250_000_000).unwrap();
    let stored = with(item("NOTES#ann", &at.to_string()), "type", s("Note"));
    write(&table, with(with(stored, "user", s("ann")), "text", s("hello"))).await;
    let note = Note { user: "ann".to_owned(), at, text: "hello".to_owned() };
    assert_eq!(Note::get("ann", &at).send(&table).await.unwrap().as_ref(), Some(&note));
    assert_eq!(Note::notes("ann").all(&table).await.unwrap(), [note]);
}

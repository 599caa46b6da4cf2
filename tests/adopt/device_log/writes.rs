//! Writes beside the other program.

use dynamodel::Entity as _;

use super::model::{DeviceLog, Log, State};
use super::{at, log, rows};
use crate::compare::{assert_backfill_keeps, changed, changes};
use crate::support::raw::s;
use crate::support::store::stored;

#[tokio::test]
async fn backfill_leaves_every_attribute() {
    let table = log().await;
    assert_backfill_keeps::<Log, _>(&table, rows().len()).await;
}

#[tokio::test]
async fn updates_change_the_named_attributes_only() {
    let table = log().await;
    for log in Log::scan().all(&table).await.unwrap() {
        let device = format!("d#{}", log.device);
        let before = stored(&table).await;
        log.update().set(Log::FIELDS.note, "seen").send(&table).await.unwrap();
        assert_eq!(changes::<DeviceLog>(&before, &stored(&table).await), [format!("{device} note")]);
        let before = stored(&table).await;
        Log::update(log.device, &log.state, &log.date).remove(Log::FIELDS.note).send(&table).await.unwrap();
        assert_eq!(changes::<DeviceLog>(&before, &stored(&table).await), [format!("{device} note")]);
    }
}

#[tokio::test]
async fn escalation_moves_an_entry_into_the_sparse_index_and_out_of_it() {
    let table = log().await;
    let date = at(24, 14, 40);
    let update = || Log::update(12345, &State::Warning1, &date);
    let before = stored(&table).await;
    update().set(Log::FIELDS.escalated_to, Some("Kim".to_owned())).send(&table).await.unwrap();
    assert_eq!(changed::<DeviceLog>(&before, &stored(&table).await), ["EscalatedTo"]);
    assert_eq!(Log::escalated_to("Kim").count(&table).await.unwrap(), 2);
    update().remove(Log::FIELDS.escalated_to).send(&table).await.unwrap();
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn created_entry_has_the_attributes_of_the_others() {
    let table = log().await;
    let date = at(28, 9, 0);
    let (operator, escalated_to) = (Some("Sue".to_owned()), Some("Kim".to_owned()));
    let log =
        Log { device: 7, state: State::Warning3, date, operator, escalated_to, reading: None, note: None };
    log.create().send(&table).await.unwrap();
    let item = stored(&table).await.into_values().find(|item| item["DeviceID"] == s("d#7")).unwrap();
    let expected = [
        ("DeviceID", "d#7"),
        ("State#Date", "WARNING3#2020-04-28T09:00:00"),
        ("Date", "2020-04-28T09:00:00"),
        ("Operator", "Sue"),
        ("EscalatedTo", "Kim"),
    ];
    assert_eq!(item, expected.map(|(name, value)| (name.to_owned(), s(value))).into());
}

#[tokio::test]
async fn put_of_a_read_value_drops_what_the_struct_does_not_have() {
    let table = log().await;
    for log in Log::scan().all(&table).await.unwrap() {
        log.put().send(&table).await.unwrap();
    }
    let before =
        rows().into_iter().map(|row| (format!("{:?} {:?}", row["DeviceID"], row["State#Date"]), row));
    let after = stored(&table).await.into_values();
    let after = after.map(|row| (format!("{:?} {:?}", row["DeviceID"], row["State#Date"]), row)).collect();
    let expected = ["d#11223 site", "d#12345 note", "d#12345 codes", "d#54321 raw"];
    assert_eq!(changes::<DeviceLog>(&before.collect(), &after), expected);
}

#[tokio::test]
async fn deletes_remove_one_item() {
    let table = log().await;
    for log in Log::scan().all(&table).await.unwrap() {
        let before = stored(&table).await;
        log.delete().send(&table).await.unwrap();
        assert_eq!(changes::<DeviceLog>(&before, &stored(&table).await), [format!("d#{} gone", log.device)]);
    }
    assert!(stored(&table).await.is_empty());
}

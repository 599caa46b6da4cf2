//! The access patterns that the design is published with.

use super::model::{DeviceLog, Log, State};
use super::{at, log, rows};
use dynamodel::Table as _;

/// The device, the state and the minute of each entry.
fn entries(logs: &[Log]) -> Vec<(u32, State, String)> {
    logs.iter().map(|log| (log.device, log.state, log.date.0.strftime("%d %H:%M").to_string())).collect()
}

fn entry(device: u32, state: State, at: &str) -> (u32, State, String) {
    (device, state, at.to_owned())
}

#[tokio::test]
async fn every_item_is_read_whole() {
    let table = log().await;
    let first = Log {
        device: 12345,
        state: State::Normal,
        date: at(24, 14, 30),
        operator: Some("Liz".to_owned()),
        escalated_to: None,
        reading: Some("20.5".parse().unwrap()),
        note: None,
    };
    let found = Log::get(12345, &State::Normal, &first.date).send(&table).await.unwrap();
    assert_eq!(found.as_ref(), Some(&first));
    assert_eq!(DeviceLog::from_item(rows().remove(0)).unwrap(), DeviceLog::Log(first));
    assert_eq!(DeviceLog::scan().all(&table).await.unwrap().len(), rows().len());
}

#[tokio::test]
async fn logs_of_a_device_newest_first() {
    let table = log().await;
    let logs = Log::of_device(12345).rev().all(&table).await.unwrap();
    let expected = [
        entry(12345, State::Warning2, "24 14:50"),
        entry(12345, State::Warning1, "25 08:00"),
        entry(12345, State::Warning1, "24 14:45"),
        entry(12345, State::Warning1, "24 14:40"),
        entry(12345, State::Normal, "24 14:30"),
    ];
    assert_eq!(entries(&logs), expected);
}

#[tokio::test]
async fn logs_of_a_device_in_a_state() {
    let table = log().await;
    let warnings = || Log::of_device(12345).prefix((State::Warning1,));
    let logs = warnings().rev().all(&table).await.unwrap();
    assert_eq!(logs.len(), 3);
    assert!(logs.iter().all(|log| log.state == State::Warning1));
    let on_the_24th = warnings().range(at(24, 0, 0)..at(25, 0, 0));
    assert_eq!(on_the_24th.count(&table).await.unwrap(), 2);
}

#[tokio::test]
async fn logs_of_an_operator_between_two_dates() {
    let table = log().await;
    let days = at(11, 0, 0)..at(25, 0, 0);
    let logs = Log::by_operator("Sue").range(days).all(&table).await.unwrap();
    let expected = [entry(54321, State::Normal, "11 05:45"), entry(11223, State::Warning1, "24 15:00")];
    assert_eq!(entries(&logs), expected);
    assert_eq!(Log::by_operator("Liz").count(&table).await.unwrap(), 5);
    // An entry without an operator is not in the index.
    assert_eq!(Log::scan_by_operator().all(&table).await.unwrap().len(), rows().len() - 1);
}

#[tokio::test]
async fn logs_escalated_to_a_supervisor() {
    let table = log().await;
    let logs = Log::escalated_to("Sara").all(&table).await.unwrap();
    let expected = [
        entry(12345, State::Warning1, "24 14:45"),
        entry(12345, State::Warning2, "24 14:50"),
        entry(54321, State::Warning4, "27 16:10"),
        entry(11223, State::Warning4, "27 16:15"),
    ];
    assert_eq!(entries(&logs), expected);
    assert_eq!(Log::escalated_to("Liz").all(&table).await.unwrap(), []);
    assert_eq!(Log::scan_escalated_to().all(&table).await.unwrap().len(), 5);
}

#[tokio::test]
async fn logs_escalated_with_a_state_on_a_date() {
    let table = log().await;
    let serious = || Log::escalated_to("Sara").prefix((State::Warning4,));
    assert_eq!(serious().count(&table).await.unwrap(), 2);
    let day = at(27, 0, 0)..at(28, 0, 0);
    let expected = [entry(54321, State::Warning4, "27 16:10"), entry(11223, State::Warning4, "27 16:15")];
    assert_eq!(entries(&serious().range(day).all(&table).await.unwrap()), expected);
    let next = at(28, 0, 0)..;
    assert_eq!(serious().range(next).count(&table).await.unwrap(), 0);
}

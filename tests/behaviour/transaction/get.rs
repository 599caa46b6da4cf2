//! Several items as they are at one moment.

use dynamodel::{Entity as _, TableClient, transact_get};

use crate::support::model::{Channel, User, Video, YouTube};
use crate::support::store::{typed, write};
use crate::support::world::{faulty, on};
use crate::support::youtube::{at, video};
use dynamodel::testing::When::{First, Nth};
use dynamodel::testing::{Fault, Faults};

const TRANSACT: &str = "TransactGetItems";

fn user(id: u64) -> User {
    User { user_id: id, user_name: format!("user{id}"), created_at: at(0) }
}

async fn world() -> (Faults, TableClient<YouTube>) {
    let (faults, plain) = faulty::<YouTube>().await;
    user(1).create().send(&plain).await.unwrap();
    video(1, 1, 10).create().send(&plain).await.unwrap();
    let table = on::<YouTube>(faults.client());
    (faults, table)
}

#[tokio::test]
async fn a_tuple_is_answered_by_a_tuple() {
    let (faults, table) = world().await;
    let (one, none, video_one) =
        transact_get((User::get(1), Channel::get(1), Video::get(1))).send(&table).await.unwrap();
    assert_eq!((one, none, video_one), (Some(user(1)), None, Some(video(1, 1, 10))));
    assert_eq!(faults.operations(), [TRANSACT]);
    let many = (0..100).map(User::get).collect::<Vec<_>>();
    let found = transact_get(many).send(&table).await.unwrap();
    assert_eq!((found.len(), found[1].as_ref()), (100, Some(&user(1))));
}

#[tokio::test]
async fn a_key_that_stands_twice_is_read_once() {
    let (faults, table) = world().await;
    let twice = transact_get((User::get(1), User::get(2), User::get(1))).send(&table).await.unwrap();
    assert_eq!(twice, (Some(user(1)), None, Some(user(1))));
    assert_eq!(faults.attempts()[0].json()["TransactItems"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn more_than_a_hundred_are_not_sent() {
    let (faults, table) = world().await;
    let many = (0..101).map(User::get).collect::<Vec<_>>();
    let error = transact_get(many).send(&table).await.unwrap_err();
    assert!(error.is_over_limit(), "{error}");
    assert!(transact_get(Vec::<dynamodel::op::Get<User>>::new()).send(&table).await.unwrap().is_empty());
    assert!(faults.attempts().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_conflict_is_waited_out_and_reported_in_the_end() {
    let (faults, table) = world().await;
    let canceled = |code: &str| {
        let reasons = format!(r#"[{{"Code": "None"}}, {{"Code": "{code}", "Message": "scripted"}}]"#);
        let kind = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
        Fault::response(
            400,
            format!(r#"{{"__type": "{kind}", "message": "x", "CancellationReasons": {reasons}}}"#),
        )
    };
    let read = || transact_get((User::get(1), Video::get(1)));
    faults.on(TRANSACT, First(3), canceled("TransactionConflict"));
    assert_eq!(read().send(&table).await.unwrap().0, Some(user(1)));
    assert_eq!(faults.attempts().len(), 4);

    faults.reset();
    faults.always(TRANSACT, canceled("TransactionConflict"));
    let error = read().send(&table).await.unwrap_err();
    assert!(error.is_conflict() && !error.is_outcome_unknown(), "{error}");
    assert_eq!((faults.attempts().len(), error.table()), (10, Some("entities")));

    faults.reset();
    faults.on(TRANSACT, Nth(1), canceled("ValidationError"));
    let error = read().send(&table).await.unwrap_err();
    assert!(!error.is_conflict() && error.code().is_some(), "{error}");
    assert_eq!(faults.attempts().len(), 1);
}

#[tokio::test]
async fn one_bad_item_is_an_error_of_all() {
    let (_, table) = world().await;
    write(&table, typed("user-2", "_root", "User")).await;
    let error = transact_get((User::get(1), User::get(2))).send(&table).await.unwrap_err();
    assert!(error.is_malformed_item(), "{error}");
    assert_eq!(error.key(), Some(("user-2", Some("_root"))));
    assert!(transact_get((User::get(1), User::get(2), Channel::get(3))).send(&table).await.is_err());
}

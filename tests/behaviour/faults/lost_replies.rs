//! When an answer is lost, what is reported is what is known.

use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamodel::{Entity, Error, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::model::{User, Video, YouTube};
use crate::support::store::{orphans, stored};
use crate::support::world::faulty;
use crate::support::youtube::{at, video};
use dynamodel::testing::Fault::{self, BrokenBody, LostReply, Refused, ReplyTimeout};
use dynamodel::testing::Faults;
use dynamodel::testing::When::{First, Nth};

/// Numbers that the engine writes otherwise than we do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "measure-{id}", sk = "_root")]
struct Measure {
    id: u8,
    values: Vec<f64>,
    nothing: Option<u8>,
    nested: std::collections::HashMap<String, f64>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "measures", type_attribute = "type")]
enum Measures {
    Measure(Measure),
}

fn user(id: u64, name: &str) -> User {
    User { user_id: id, user_name: name.to_owned(), created_at: at(0) }
}

fn with_retries(faults: &Faults) -> TableClient<YouTube> {
    YouTube::table(faults.client())
}

fn without_retries(faults: &Faults) -> TableClient<YouTube> {
    YouTube::table(faults.client_with(RetryConfig::disabled()))
}

fn unknown(sent: Result<(), Error>) {
    let error = sent.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_create_whose_answer_was_lost_has_succeeded() {
    for lost in [LostReply, ReplyTimeout, BrokenBody] {
        a_create_succeeds_behind(lost).await;
    }
}

async fn a_create_succeeds_behind(lost: Fault) {
    let (faults, plain) = faulty::<YouTube>().await;
    faults.on("PutItem", First(2), lost.clone()).on("TransactWriteItems", First(2), lost);
    let table = with_retries(&faults);
    user(1, "alice").create().send(&table).await.unwrap();
    video(1, 1, 10).create().send(&table).await.unwrap();
    assert_eq!(faults.attempts().len(), 6);
    assert_eq!((stored(&plain).await.len(), orphans(&stored(&plain).await)), (3, Vec::new()));
}

#[tokio::test(start_paused = true)]
async fn an_item_is_recognised_however_its_numbers_come_back() {
    let (faults, plain) = faulty::<Measures>().await;
    faults.on("PutItem", Nth(1), LostReply);
    let nested = [("a".to_owned(), 1e21), ("b".to_owned(), 2.50)].into();
    let values = vec![1.0, 0.1, -0.0, 1e-7, 1e20, 123_456_789.125];
    let measure = Measure { id: 1, values, nothing: None, nested };
    measure.create().send(&Measures::table(faults.client())).await.unwrap();
    assert_eq!(faults.operations(), ["PutItem"; 2]);
    assert_eq!(Measure::get(1).send(&plain).await.unwrap(), Some(measure));
}

#[tokio::test(start_paused = true)]
async fn a_create_that_meets_another_item_after_a_lost_answer_is_in_doubt() {
    let (faults, plain) = faulty::<YouTube>().await;
    user(1, "alice").create().send(&plain).await.unwrap();
    faults.on("PutItem", Nth(1), Fault::internal());
    unknown(user(1, "bob").create().send(&with_retries(&faults)).await);
    faults.reset();
    // The engine said no the first time, so it is certain.
    let error = user(1, "bob").create().send(&with_retries(&faults)).await.unwrap_err();
    assert!(error.is_already_exists() && !error.is_outcome_unknown(), "{error}");
    assert_eq!(User::get(1).send(&plain).await.unwrap(), Some(user(1, "alice")));
}

#[tokio::test(start_paused = true)]
async fn a_transaction_that_meets_another_item_is_certain() {
    let (faults, plain) = faulty::<YouTube>().await;
    video(1, 1, 10).create().send(&plain).await.unwrap();
    faults.on("TransactWriteItems", Nth(1), Refused);
    let error = video(1, 2, 20).create().send(&with_retries(&faults)).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    assert_eq!(Video::get(1).send(&plain).await.unwrap(), Some(video(1, 1, 10)));
}

/// The server does it, the answer is lost, and then it only says that it is busy.
#[tokio::test(start_paused = true)]
async fn a_throttle_behind_a_lost_answer_does_not_say_that_nothing_happened() {
    for operation in ["PutItem", "DeleteItem", "TransactWriteItems"] {
        let (faults, plain) = faulty::<YouTube>().await;
        video(1, 1, 10).create().send(&plain).await.unwrap();
        user(1, "alice").create().send(&plain).await.unwrap();
        let before = stored(&plain).await;
        faults.on(operation, Nth(1), LostReply).always(operation, Fault::throttled());
        let table = with_retries(&faults);
        match operation {
            "PutItem" => {
                unknown(user(1, "bob").put().send(&table).await);
                faults.reset();
                faults.on(operation, Nth(1), LostReply).always(operation, Fault::throttled());
                unknown(user(2, "new").create().send(&table).await);
            }
            "DeleteItem" => unknown(User::delete(1).send(&table).await),
            _ => unknown(video(1, 7, 99).put().send(&table).await),
        }
        let error = stored(&plain).await;
        assert_ne!(error, before, "{operation} has happened");
        assert_eq!(orphans(&stored(&plain).await), [""; 0]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_conflict_behind_a_lost_answer_is_not_taken_for_another_writer() {
    let (faults, plain) = faulty::<YouTube>().await;
    let conflict = || Fault::error(400, "TransactionConflictException");
    faults.on("PutItem", Nth(1), LostReply).on("PutItem", Nth(2), conflict());
    user(1, "alice").create().send(&with_retries(&faults)).await.unwrap();
    assert_eq!(faults.operations(), ["PutItem"; 3], "the third meets the item of the first");

    faults.reset();
    faults.on("TransactWriteItems", Nth(1), LostReply).always("TransactWriteItems", conflict());
    unknown(video(1, 1, 10).create().send(&with_retries(&faults)).await);
    assert_eq!(Video::get(1).send(&plain).await.unwrap(), Some(video(1, 1, 10)));

    faults.reset();
    faults.always("TransactWriteItems", conflict());
    let error = video(2, 1, 10).create().send(&with_retries(&faults)).await.unwrap_err();
    assert!(error.is_conflict() && !error.is_outcome_unknown(), "{error}");
    assert_eq!(faults.attempts().len(), 10);
}

#[tokio::test(start_paused = true)]
async fn without_retries_a_lost_answer_is_reported_as_such() {
    let (faults, plain) = faulty::<YouTube>().await;
    faults.always("PutItem", LostReply).always("TransactWriteItems", LostReply);
    let table = without_retries(&faults);
    unknown(user(1, "alice").create().send(&table).await);
    unknown(video(1, 1, 10).create().send(&table).await);
    assert_eq!(stored(&plain).await.len(), 3);
    faults.reset();
    faults.always("PutItem", Fault::throttled());
    let error = user(2, "bob").create().send(&table).await.unwrap_err();
    assert!(error.is_throttled() && !error.is_outcome_unknown(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_lost_read_is_no_doubt() {
    let (faults, _) = faulty::<YouTube>().await;
    faults.always("GetItem", LostReply).always("Query", LostReply).always("Scan", LostReply);
    let table = without_retries(&faults);
    let errors = [
        User::get(1).send(&table).await.unwrap_err(),
        Video::by_creator(1).all(&table).await.unwrap_err(),
        YouTube::scan().all(&table).await.unwrap_err(),
        video(1, 1, 10).put().send(&table).await.unwrap_err(),
    ];
    assert!(errors.iter().all(|error| !error.is_outcome_unknown()), "{errors:?}");
}

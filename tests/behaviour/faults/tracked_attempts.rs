//! Lost responses, with a client that tracks attempts and with one that does not.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::SharedInterceptor;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamodel::testing::Fault::{self, LostReply, Refused};
use dynamodel::testing::Faults;
use dynamodel::testing::When::{First, Nth};
use dynamodel::{BatchWrite, Entity as _, TableClient, track_attempts, transact};

use crate::support::model::{User, YouTube};
use crate::support::world::faulty;
use crate::support::youtube::{at, video};

fn user(id: u64) -> User {
    User { user_id: id, user_name: "alice".to_owned(), created_at: at(0) }
}

/// A client for each way of knowing the attempts.
async fn clients(retries: RetryConfig) -> Vec<(Faults, TableClient<YouTube>)> {
    let mut clients = Vec::new();
    for tracks in [false, true] {
        let (faults, _) = faulty::<YouTube>().await;
        let mut config = faults.config();
        config.set_interceptors(tracks.then(|| SharedInterceptor::new(track_attempts())));
        let table = YouTube::table(Client::from_conf(config.retry_config(retries.clone()).build()));
        clients.push((faults, table));
    }
    clients
}

#[tokio::test(start_paused = true)]
async fn lost_responses_are_overcome() {
    for (faults, table) in clients(RetryConfig::standard()).await {
        faults.on("PutItem", Nth(1), LostReply).on("TransactWriteItems", Nth(1), LostReply);
        faults.on("BatchWriteItem", Nth(1), LostReply);
        user(1).create().send(&table).await.unwrap();
        video(1, 1, 10).create().send(&table).await.unwrap();
        transact((user(2).create(), user(3).create())).send(&table).await.unwrap();
        let users = [user(4), user(5)];
        users.iter().map(User::put).collect::<BatchWrite<YouTube>>().send(&table).await.unwrap();
        assert_eq!(faults.operations().len(), 7);
        // Nothing was lost behind these.
        assert!(user(1).create().send(&table).await.unwrap_err().is_already_exists());
        assert!(video(1, 1, 10).create().send(&table).await.unwrap_err().is_already_exists());
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_before_a_refused_connection_counts() {
    for (faults, table) in clients(RetryConfig::standard().with_max_attempts(2)).await {
        faults.on("PutItem", Nth(1), LostReply).on("PutItem", Nth(2), Refused);
        let error = user(1).put().send(&table).await.unwrap_err();
        assert!(error.is_unreachable() && error.is_outcome_unknown(), "{error}");
        faults.reset();
        faults.on("PutItem", First(2), Refused);
        let error = user(1).put().send(&table).await.unwrap_err();
        assert!(error.is_unreachable() && !error.is_outcome_unknown(), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn counting_updates_are_not_sent_again() {
    for (faults, table) in clients(RetryConfig::standard()).await {
        user(1).create().send(&table).await.unwrap();
        faults.reset();
        faults.on("UpdateItem", Nth(1), LostReply).on(
            "PutItem",
            First(9),
            Fault::error(500, "InternalServerError"),
        );
        let update = user(1).update().set(User::FIELDS.user_name, "bob").returning_old();
        assert!(update.send(&table).await.unwrap_err().is_outcome_unknown());
        assert_eq!(faults.operations(), ["UpdateItem"]);
        assert!(user(2).put().send(&table).await.unwrap_err().is_outcome_unknown());
    }
}

/// Writes of one task at the same time, of which one is lost, and writes of other tasks.
#[tokio::test(start_paused = true)]
async fn each_request_has_attempts_of_its_own() {
    for (faults, table) in clients(RetryConfig::disabled()).await {
        faults.on("DeleteItem", Nth(1), LostReply);
        let lost = User::delete(1).send(&table);
        let (created, update) = (user(2).create(), User::update(9).set(User::FIELDS.user_name, "b"));
        let (lost, created, updated, spawned) = tokio::join!(
            lost,
            created.send(&table),
            update.send(&table),
            tokio::spawn(user(3).create().send(&table)),
        );
        assert!(lost.unwrap_err().is_outcome_unknown());
        created.unwrap();
        spawned.unwrap().unwrap();
        assert!(updated.unwrap_err().is_not_found());
    }
}

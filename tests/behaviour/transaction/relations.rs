//! Items that connect others, and what is counted with them.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use dynamodel::{Entity, Error, Table, TableClient, transact};
use serde::{Deserialize, Serialize};

use crate::support::crash::kinds;
use crate::support::store::stored;
use crate::support::world::{faulty, table};
use dynamodel::testing::Fault::{self, LostReply};
use dynamodel::testing::Faults;
use dynamodel::testing::When::Nth;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    followers: u64,
}

/// Many to many: the key holds both ends, the lookup turns them around.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "following", pk = "user-{follower_id}-follows", sk = "{user_id}")]
#[lookup(name = "followers", pk = "user-{user_id}-followers", sk = "{follower_id}")]
struct Follow {
    follower_id: u64,
    user_id: u64,
}

/// One to many, the other way round: the key has no place for a second owner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_owner")]
#[lookup(name = "owned_by", pk = "user-{owner_id}-owns", sk = "{video_id}")]
struct Ownership {
    video_id: u64,
    owner_id: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "social", type_attribute = "type")]
enum Social {
    User(User),
    Follow(Follow),
    Ownership(Ownership),
}

async fn follow(table: TableClient<Social>, follower_id: u64, user_id: u64) -> Result<(), Error> {
    let count = User::update(user_id).add(User::FIELDS.followers, 1);
    let operations = (User::get(follower_id).must_exist(), Follow { follower_id, user_id }.create(), count);
    transact(operations).send(&table).await.map(drop)
}

async fn unfollow(table: TableClient<Social>, follower_id: u64, user_id: u64) -> Result<(), Error> {
    let count = User::update(user_id).subtract(User::FIELDS.followers, 1);
    transact((Follow::delete(follower_id, user_id).must_exist(), count)).send(&table).await.map(drop)
}

async fn world() -> (Faults, TableClient<Social>) {
    let (faults, plain) = faulty::<Social>().await;
    for user_id in 1..=4 {
        User { user_id, followers: 0 }.create().send(&plain).await.unwrap();
    }
    follow(plain.clone(), 2, 1).await.unwrap();
    (faults, plain)
}

/// The followers of user 1: as counted, and as there are.
async fn followers(table: &TableClient<Social>) -> (u64, usize) {
    let counted = User::get(1).consistent().send(table).await.unwrap().unwrap().followers;
    let edges = Follow::followers(1).consistent().all(table).await.unwrap();
    let mut turned = Vec::new();
    for edge in &edges {
        turned.extend(Follow::get(edge.follower_id, 1).send(table).await.unwrap());
    }
    assert_eq!(edges, turned);
    (counted, edges.len())
}

fn client(faults: &Faults, retries: RetryConfig) -> TableClient<Social> {
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_secs(9)).build();
    let config = faults.config().retry_config(retries).timeout_config(timeouts);
    Social::table(Client::from_conf(config.build()))
}

#[tokio::test(start_paused = true)]
async fn edges_and_counts_agree_whatever_fails() {
    for (name, fault) in kinds() {
        for n in 1..=3 {
            for retries in [RetryConfig::disabled(), RetryConfig::standard()] {
                for follows in [true, false] {
                    let (faults, plain) = world().await;
                    faults.on_any(Nth(n), fault.clone());
                    let table = client(&faults, retries.clone());
                    let (sent, after) = if follows {
                        (follow(table, 3, 1).await, (2, 2))
                    } else {
                        (unfollow(table, 2, 1).await, (0, 0))
                    };
                    let now = followers(&plain).await;
                    let what = format!("{name} at request {n}, {retries:?}: {sent:?}, {now:?}");
                    match sent {
                        Ok(()) => assert_eq!(now, after, "{what}"),
                        Err(error) if error.is_outcome_unknown() => {
                            assert!(now == after || now == (1, 1), "{what}");
                        }
                        Err(_) => assert_eq!(now, (1, 1), "{what}"),
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn an_edge_is_counted_once() {
    let (_, table) = world().await;
    let again = follow(table.clone(), 2, 1).await.unwrap_err();
    assert!(again.is_already_exists() && again.operation() == Some(1), "{again}");
    let stranger = follow(table.clone(), 9, 1).await.unwrap_err();
    assert!(stranger.is_not_found() && stranger.operation() == Some(0), "{stranger}");
    let nobody = follow(table.clone(), 2, 9).await.unwrap_err();
    assert!(nobody.is_not_found() && nobody.operation() == Some(2), "{nobody}");
    assert_eq!(followers(&table).await, (1, 1));
    unfollow(table.clone(), 2, 1).await.unwrap();
    let again = unfollow(table.clone(), 2, 1).await.unwrap_err();
    assert!(again.is_not_found() && again.operation() == Some(0), "{again}");
    assert_eq!(followers(&table).await, (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn counts_add_up_with_many_at_once() {
    let (_, table) = world().await;
    for user_id in 10..74 {
        User { user_id, followers: 0 }.create().send(&table).await.unwrap();
    }
    let tasks: Vec<_> = (10..74).map(|id| tokio::spawn(follow(table.clone(), id, 1))).collect();
    let mut done = 1;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => done += 1,
            Err(error) => assert!(error.is_conflict() && !error.is_outcome_unknown(), "{error}"),
        }
    }
    assert!(done > 1);
    assert_eq!(followers(&table).await, (done, usize::try_from(done).unwrap()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_owners_are_impossible() {
    let table = table::<Social>().await;
    let claim = |owner_id| {
        let table = table.clone();
        async move { Ownership { video_id: 7, owner_id }.create().send(&table).await }
    };
    let tasks: Vec<_> = (0..64).map(|owner| tokio::spawn(claim(owner))).collect();
    let mut owners = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => owners += 1,
            Err(error) => assert!(error.is_already_exists() || error.is_conflict(), "{error}"),
        }
    }
    let owner = Ownership::get(7).send(&table).await.unwrap().unwrap();
    assert_eq!((owners, stored(&table).await.len()), (1, 2));
    // Handing it over takes its copy along, and only from the owner that is expected.
    let hand_over = |to: u64, from: u64| {
        let owner = Ownership { video_id: 7, owner_id: to };
        owner.put().condition(Ownership::FIELDS.owner_id.eq(from)).send(&table)
    };
    hand_over(77, owner.owner_id).await.unwrap();
    assert!(hand_over(78, owner.owner_id).await.unwrap_err().is_condition_failed());
    assert_eq!(Ownership::owned_by(77).all(&table).await.unwrap().len(), 1);
    assert_eq!(Ownership::owned_by(owner.owner_id).all(&table).await.unwrap(), []);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_was_lost_and_a_conflict_behind_it_count_once() {
    let (faults, plain) = world().await;
    let conflict = || Fault::error(400, "TransactionConflictException");
    for second in [conflict(), Fault::error(400, "TransactionInProgressException"), Fault::throttled()] {
        faults.reset();
        faults.on_any(Nth(1), LostReply).on_any(Nth(2), second.clone());
        for n in 3..6 {
            faults.on_any(Nth(n), second.clone());
        }
        let before = followers(&plain).await.0;
        let count = |id| User::update(id).add(User::FIELDS.followers, 1);
        let table = client(&faults, RetryConfig::standard());
        transact((count(1), count(3))).send(&table).await.unwrap();
        assert_eq!(followers(&plain).await.0, before + 1, "{second:?}");
    }
    faults.reset();
    faults.on_any(Nth(1), LostReply).always("TransactWriteItems", conflict());
    let table = client(&faults, RetryConfig::standard());
    let count = User::update(1).add(User::FIELDS.followers, 1);
    let error = transact((count, User::get(3).must_exist())).send(&table).await.unwrap_err();
    assert!(error.is_outcome_unknown() && !error.is_conflict(), "{error}");
}

//! Checks of items that may not exist.

use dynamodel::{Entity, Table, transact};
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, n, s};
use crate::support::store::{with, write};
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "JOB#{id}", sk = "JOB")]
struct Job {
    id: u32,
    state: String,
    #[entity(ttl)]
    ends_at: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "RUN#{id}", sk = "RUN")]
struct Run {
    id: u32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "jobs", type_attribute = "type", ttl_attribute = "expires")]
enum Jobs {
    Job(Job),
    Run(Run),
}

fn job(state: &str) -> Job {
    Job { id: 1, state: state.to_owned(), ends_at: None }
}

#[tokio::test]
async fn a_missing_item_or_one_that_meets_the_condition_passes() {
    let table = table::<Jobs>().await;
    let start =
        |run| transact((Job::get(1).must_if_exists(Job::FIELDS.state.eq("open")), Run { id: run }.create()));
    start(1).send(&table).await.unwrap();
    job("open").create().send(&table).await.unwrap();
    start(2).send(&table).await.unwrap();
    job("closed").put().send(&table).await.unwrap();
    let error = start(3).send(&table).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(error.met::<Job>().unwrap(), Some(job("closed")));
    assert_eq!(Run::get(3).send(&table).await.unwrap(), None);
}

#[tokio::test]
async fn an_expired_item_counts_as_absent() {
    let table = table::<Jobs>().await;
    Job { ends_at: Some(1), ..job("closed") }.create().send(&table).await.unwrap();
    Job::get(1).must_if_exists(Job::FIELDS.state.eq("open")).send(&table).await.unwrap();
}

#[tokio::test]
async fn an_item_of_another_type_does_not_pass() {
    let table = table::<Jobs>().await;
    let check = || Job::get(1).must_if_exists(Job::FIELDS.state.eq("open"));
    let found = with(with(item("JOB#1", "JOB"), "id", n(1)), "state", s("open"));
    write(&table, found.clone()).await;
    assert!(check().send(&table).await.unwrap_err().is_untyped());
    write(&table, with(found, "type", s("Run"))).await;
    assert!(check().send(&table).await.unwrap_err().is_held_by_other());
}

#[tokio::test]
async fn the_condition_of_the_request_names_both_cases() {
    let table = table::<Jobs>().await;
    let check = Job::get(1).must_if_exists(Job::FIELDS.state.eq("open"));
    let request = format!("{:?}", check.request(&table).unwrap());
    assert!(request.contains("attribute_not_exists"), "{request}");
    assert!(request.contains(" OR "), "{request}");
}

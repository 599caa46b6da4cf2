//! No value of an item is shown by an error or by `Debug` of an operation: both end up in logs.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamodel::testing::{Fault, When};
use dynamodel::{
    BatchGet, BatchWrite, Entity, Error, Table, Transaction, op::create_many, transact, transact_get,
};
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, n, s};
use crate::support::store::{with, write};
use crate::support::world::{faulty, table};

const SECRET: &str = "hunter2";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Role {
    Admin,
    Guest,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "account-{id}", sk = "_root")]
struct Account {
    id: u64,
    password: String,
    notes: Vec<String>,
    age: u64,
    role: Role,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "member-{id}", sk = "_root")]
#[lookup(name = "by_team", pk = "team-{team}", sk = "{id}")]
struct Member {
    id: u64,
    team: u64,
    #[entity(unique)]
    token: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "accounts", type_attribute = "type")]
enum Accounts {
    Account(Account),
    Member(Member),
}

fn account() -> Account {
    Account { id: 1, password: SECRET.to_owned(), notes: vec![SECRET.to_owned()], age: 40, role: Role::Admin }
}

fn member() -> Member {
    Member { id: 1, team: 2, token: SECRET.to_owned() }
}

fn hides(shown: &str) {
    assert!(!shown.contains(SECRET), "{shown}");
}

/// Neither the error nor a source of it, as far as it is displayed.
fn error_hides(error: &Error) {
    hides(&format!("{error:?}"));
    hides(&format!("{error:#?}"));
    hides(&error.to_string());
}

fn chain_hides(error: &Error) {
    error_hides(error);
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        hides(&error.to_string());
        source = error.source();
    }
}

#[test]
fn operations_do_not_show_values() {
    let fields = Account::FIELDS;
    let secret = || fields.password.eq(SECRET).or(fields.notes.contains(SECRET));
    for shown in [
        format!("{:?}", account().create()),
        format!("{:?}", account().put().condition(secret())),
        format!("{:?}", Account::delete(1).condition(fields.password.is_in([SECRET]))),
        format!("{:?}", Account::get(1).must_exist().condition(secret())),
        format!("{:?}", Account::update(1).set(fields.password, SECRET).condition(!secret())),
        format!("{:?}", Account::update(1).append(fields.notes, [SECRET])),
        format!("{:?}", Account::update(1).set(fields.password, SECRET).upsert(&account())),
        format!("{:?}", account().update().set(fields.password, SECRET)),
        format!("{:?}", account().update().with(|account| account.password.push_str(SECRET))),
        format!("{:?}", account().move_to(&Account { id: 2, ..account() })),
        format!("{:?}", Account::scan().filter(secret())),
        format!("{:?}", Member::by_team(2).filter(Member::FIELDS.token.begins_with(SECRET))),
        format!("{:?}", member().create()),
        format!("{:?}", member().update().set(Member::FIELDS.token, SECRET)),
        format!("{:?}", transact((account().put(), Account::update(2).set(fields.password, SECRET)))),
        format!("{:?}", Transaction::<Accounts>::new().and(account().create())),
        format!("{:?}", [account()].iter().map(Account::put).collect::<BatchWrite<Accounts>>()),
        format!("{:?}", create_many(&[account()])),
        format!("{:?}", secret()),
    ] {
        hides(&shown);
    }
}

#[tokio::test]
async fn returned_attributes_do_not_show_values() {
    let table = table::<Accounts>().await;
    account().create().send(&table).await.unwrap();
    let update = Account::update(1).set(Account::FIELDS.password, SECRET).returning_updated();
    hides(&format!("{:?}", update.send(&table).await.unwrap()));
}

#[tokio::test]
async fn failed_conditions_do_not_show_the_item_that_they_met() {
    let table = table::<Accounts>().await;
    account().create().send(&table).await.unwrap();
    member().create().send(&table).await.unwrap();
    let other = Account::FIELDS.password.ne(SECRET);
    error_hides(&account().create().send(&table).await.unwrap_err());
    error_hides(&Account::delete(1).condition(other).send(&table).await.unwrap_err());
    error_hides(&Member { id: 2, ..member() }.create().send(&table).await.unwrap_err());
    error_hides(&transact((account().create(), member().create())).send(&table).await.unwrap_err());
    let error = create_many(&[account()]).send(&table).await.unwrap_err();
    error_hides(&error);
    hides(&format!("{:?}", error.partial::<dynamodel::op::PartialCreate>()));
}

#[tokio::test]
async fn malformed_items_are_described_without_their_values() {
    let table = table::<Accounts>().await;
    let base = || with(item("account-1", "_root"), "type", s("Account"));
    let whole = || {
        let item = with(with(base(), "id", n(1)), "password", s(SECRET));
        with(with(item, "age", n(40)), "role", s("Admin"))
    };
    for stored in [
        base(),
        whole(),
        with(with(whole(), "notes", s(SECRET)), "age", n(1)),
        with(whole(), "age", s(SECRET)),
        with(whole(), "role", s(SECRET)),
        with(whole(), "role", n(7)),
        with(base(), "type", s("Alien")),
    ] {
        write(&table, stored).await;
        error_hides(&Account::get(1).send(&table).await.unwrap_err());
        error_hides(&transact_get((Account::get(1),)).send(&table).await.unwrap_err());
        let batch = [Account::get(1)].into_iter().collect::<BatchGet<Account, Accounts>>();
        let error = batch.send(&table).await.unwrap_err();
        error_hides(&error);
        hides(&format!("{:?}", error.partial::<dynamodel::op::PartialBatch<Account>>()));
        if let Err(error) = Accounts::scan().all(&table).await {
            error_hides(&error);
        }
    }
}

/// Answers that cannot be read, and requests that cannot be sent, hold values.
#[tokio::test(start_paused = true)]
async fn failures_on_the_way_do_not_show_what_was_on_it() {
    let garbage = format!(r#"{{"Item": {{"password": {{"S": "{SECRET}"}}, "age": {SECRET}"#);
    for fault in [
        Fault::response(200, &*garbage),
        Fault::response(400, &*garbage),
        Fault::response(500, &*garbage),
        Fault::LostReply,
        Fault::Refused,
    ] {
        let (faults, _) = faulty::<Accounts>().await;
        faults.on_any(When::Always, fault);
        let table = Accounts::table(faults.client_with(RetryConfig::disabled()));
        chain_hides(&Account::get(1).send(&table).await.unwrap_err());
        chain_hides(&account().put().send(&table).await.unwrap_err());
        chain_hides(&member().create().send(&table).await.unwrap_err());
        chain_hides(&Account::scan().all(&table).await.unwrap_err());
        let batch = [account()].iter().map(Account::put).collect::<BatchWrite<Accounts>>();
        let error = batch.send(&table).await.unwrap_err();
        chain_hides(&error);
        hides(&format!("{:?}", error.partial::<dynamodel::op::PartialWrite<Accounts>>()));
        let nowhere = faults.config().endpoint_url("no url at all").build();
        let table = Accounts::table(Client::from_conf(nowhere));
        chain_hides(&account().put().send(&table).await.unwrap_err());
    }
}

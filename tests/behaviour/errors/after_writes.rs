//! A write that has happened is not reported as one that has not.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::testing::Fault;
use dynamodel::{Entity, ErrorKind, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::model::{User, YouTube};
use crate::support::store::{stored, typed, write};
use crate::support::world::{faulty, table};
use crate::support::youtube::at;

/// A user of whom nothing but the type can be read.
async fn with_malformed_user() -> TableClient<YouTube> {
    let table = table::<YouTube>().await;
    write(&table, typed("user-1", "_root", "User")).await;
    table
}

#[tokio::test]
async fn an_update_over_an_item_of_another_type_says_that_it_has_written() {
    let table = table::<YouTube>().await;
    write(&table, typed("user-1", "_root", "Alien")).await;
    let update = User::update(1).set(User::FIELDS.user_name, "bob").returning_new();
    let error = update.send(&table).await.unwrap_err();
    let name = stored(&table).await.into_values().next().unwrap().remove("user_name");
    // Either is right: written and said to be, or neither.
    assert_eq!(error.is_written(), name == Some(AttributeValue::S("bob".to_owned())), "{error}");
    assert!(!error.is_outcome_unknown());
}

#[tokio::test]
async fn an_update_whose_item_cannot_be_read_says_that_it_has_written() {
    let table = with_malformed_user().await;
    let update = User::update(1).set(User::FIELDS.user_name, "bob").returning_new();
    let error = update.send(&table).await.unwrap_err();
    assert_eq!((error.kind(), error.is_written()), (ErrorKind::MalformedItem, true), "{error}");
    assert!(error.to_string().ends_with("; the write happened"), "{error}");
    let name = stored(&table).await.into_values().next().unwrap().remove("user_name");
    assert_eq!(name, Some(AttributeValue::S("bob".to_owned())));
}

#[tokio::test]
async fn a_put_and_a_delete_whose_old_item_cannot_be_read_say_that_they_have_written() {
    let table = with_malformed_user().await;
    let user = User { user_id: 1, user_name: "bob".to_owned(), created_at: at(0) };
    let error = user.put().returning_old().send(&table).await.unwrap_err();
    assert_eq!((error.kind(), error.is_written()), (ErrorKind::MalformedItem, true), "{error}");
    assert_eq!(User::get(1).send(&table).await.unwrap(), Some(user));

    let table = with_malformed_user().await;
    let error = User::delete(1).returning_old().send(&table).await.unwrap_err();
    assert_eq!((error.kind(), error.is_written()), (ErrorKind::MalformedItem, true), "{error}");
    assert!(stored(&table).await.is_empty());
}

#[tokio::test]
async fn a_write_that_failed_does_not_say_that_it_has_written() {
    let table = table::<YouTube>().await;
    let error = User::delete(1).must_exist().send(&table).await.unwrap_err();
    assert!(error.is_not_found() && !error.is_written(), "{error}");
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "session-{id}", sk = "_root")]
struct Session {
    id: u8,
    #[entity(ttl)]
    until: i64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "sessions", type_attribute = "type", ttl_attribute = "until")]
enum Sessions {
    Session(Session),
}

#[tokio::test(start_paused = true)]
async fn a_table_that_is_created_is_said_to_be_where_its_ttl_is_refused() {
    let (faults, plain) = faulty::<Sessions>().await;
    faults.always("UpdateTimeToLive", Fault::error(400, "AccessDeniedException"));
    let table = Sessions::table(faults.client()).named("another");
    let error = table.create().await.unwrap_err();
    assert_eq!((error.kind(), error.is_written()), (ErrorKind::AccessDenied, true), "{error}");
    assert!(plain.named("another").exists().await.unwrap());
}

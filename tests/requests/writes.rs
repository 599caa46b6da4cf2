//! Writes.

use aws_sdk_dynamodb::types::StreamViewType;
use dynamodel::{BatchWrite, Entity, Meter, Table, Transaction, transact};
use insta::assert_snapshot;
use serde::{Deserialize, Serialize};

use super::model::{User, Video};
use super::{Session, at, render, sessions, table, video};

/// Kinds that share a key, and key attributes that need placeholders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "account-{name}", sk = "#{name}")]
struct Person {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "account-{name}", sk = "#{name}")]
struct Group {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "accounts", pk = "hash", sk = "#sort.key", type_attribute = "size", shared(Person, Group))]
enum Accounts {
    Person(Person),
    Group(Group),
}

fn user() -> User {
    User { user_id: 3, user_name: "cathy".to_owned(), created_at: at(0) }
}

#[test]
fn create_is_a_put_of_what_is_not_there() {
    assert_snapshot!(render::write(&user().create().request(&table()).unwrap()));
}

#[test]
fn create_with_a_lookup_is_a_transaction() {
    assert_snapshot!(render::write(&video().create().request(&table()).unwrap()));
}

#[test]
fn put_replaces_whatever_is_there() {
    assert_snapshot!(render::write(&user().put().request(&table().named("other")).unwrap()));
}

#[test]
fn put_with_a_lookup_reads_first() {
    assert_snapshot!(render::write(&video().put().request(&table()).unwrap()));
}

#[test]
fn delete_is_by_key() {
    let by_key = render::write(&User::delete(3).request(&table()).unwrap());
    assert_eq!(by_key, render::write(&user().delete().request(&table()).unwrap()));
    assert_snapshot!(by_key);
}

#[test]
fn delete_with_a_lookup_reads_first() {
    assert_snapshot!(render::write(&Video::delete(5).request(&table()).unwrap()));
}

#[test]
fn put_of_a_shared_key_leaves_the_other_kind_alone() {
    let accounts = Accounts::table(dynamodel::embedded::client()).metered(&Meter::new());
    let group = Group { name: "acme".to_owned() };
    assert_snapshot!(render::write(&group.put().request(&accounts).unwrap()));
}

#[test]
fn delete_of_a_shared_key_leaves_the_other_kind_alone() {
    let accounts = Accounts::table(dynamodel::embedded::client());
    assert_snapshot!(render::write(&Person::delete("acme").request(&accounts).unwrap()));
}

#[test]
fn create_table() {
    assert_snapshot!(render::create_table(&table().create().request().unwrap()));
}

#[test]
fn create_table_provisioned() {
    let accounts = Accounts::table(dynamodel::embedded::client());
    assert_snapshot!(render::create_table(&accounts.create().provisioned(5, 2).request().unwrap()));
}

#[test]
fn create_of_what_can_expire_replaces_what_has() {
    let session = Session { user: 1, id: 2, until: 2_000 };
    assert_snapshot!(render::write(&session.create().request(&sessions()).unwrap()));
}

#[test]
fn create_table_with_a_stream() {
    let create = table().create().stream(StreamViewType::NewAndOldImages);
    assert_snapshot!(render::create_table(&create.request().unwrap()));
}

#[test]
fn batch_of_puts_and_deletes() {
    let batch = BatchWrite::new().and(user().put()).and(User::delete(4));
    let same_key = batch.and(User { user_name: "later".to_owned(), ..user() }.put());
    assert_snapshot!(render::batch_write(&same_key.request(&table()).unwrap()));
}

#[test]
fn transaction_across_tables() {
    let accounts = Accounts::table(dynamodel::embedded::client());
    let operations = (
        User::get(3).must(User::FIELDS.user_name.eq("cathy")),
        video().create(),
        User::delete(3),
        Group { name: "acme".to_owned() }.create().on(&accounts),
        Person::get("joe").must_not_exist().on(&accounts),
    );
    assert_snapshot!(render::write(&transact(operations).request(&table()).unwrap()));
}

#[test]
fn check_accepts_that_there_is_no_item() {
    let check = Video::get(5).must_if_exists(Video::FIELDS.video_title.eq("Intro"));
    assert_snapshot!(render::write(&check.request(&table()).unwrap()));
}

#[test]
fn transaction_reads_first_what_it_has_to_know() {
    let transaction = Transaction::new().and(user().put()).and(Video::delete(5));
    assert_snapshot!(render::write(&transaction.request(&table()).unwrap()));
}

//! Writes of what is unique, and reads by it.

use dynamodel::{Entity, Table, TableClient, op::Request};
use insta::assert_snapshot;
use serde::{Deserialize, Serialize};

use super::render;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[lookup(unique, name = "by_email", pk = "email-{email}", sk = "_root")]
struct User {
    user_id: u64,
    email: String,
    #[entity(unique(scope = tenant))]
    user_name: Option<String>,
    tenant: u8,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users", type_attribute = "type")]
enum Users {
    User(User),
}

fn table() -> TableClient<Users> {
    Users::table(dynamodel::embedded::client())
}

fn user(user_name: Option<&str>) -> User {
    User { user_id: 3, email: "c@b.org".to_owned(), user_name: user_name.map(str::to_owned), tenant: 7 }
}

#[test]
fn create_claims_in_its_transaction() {
    assert_snapshot!(render::write(&user(Some("cathy")).create().request(&table()).unwrap()));
}

#[test]
fn create_claims_no_value_that_is_not_there() {
    assert_snapshot!(render::write(&user(None).create().request(&table()).unwrap()));
}

#[test]
fn put_and_delete_read_first() {
    let put = render::write(&user(None).put().request(&table()).unwrap());
    assert_eq!(put, render::write(&User::delete(3).request(&table()).unwrap()));
    let returned = user(None).update().with(|_| {}).returning_new();
    assert_eq!(put, render::write(&returned.request(&table()).unwrap()));
    assert_snapshot!(put);
}

#[test]
fn update_by_key_tells_that_the_item_has_changed() {
    /// Nothing but a name.
    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
    #[key(pk = "group-{group_id}", sk = "_root")]
    struct Group {
        group_id: u64,
        #[entity(unique)]
        name: String,
        size: u32,
    }

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(name = "groups", type_attribute = "type")]
    enum Groups {
        Group(Group),
    }

    let table = Groups::table(dynamodel::embedded::client());
    let request = Group::update(3).set(Group::FIELDS.size, 4).request(&table).unwrap();
    let Request::UpdateItem(input) = request else { panic!("{request:?}") };
    let mut names: Vec<_> = input.expression_attribute_names().unwrap().values().collect();
    names.sort();
    assert_eq!(names, ["_revision", "size", "type"]);
    assert!(input.update_expression().is_some_and(|update| update.contains("if_not_exists")));
}

#[test]
fn a_unique_lookup_reads_one_item() {
    assert_snapshot!(render::get(&User::by_email("c@b.org").consistent().request(&table()).unwrap()));
}

#[test]
fn scan_leaves_markers_with_the_server() {
    assert_snapshot!(render::scan(&Users::scan().request(&table()).unwrap()));
}

#[test]
fn scan_with_copies_leaves_markers_with_the_server() {
    assert_snapshot!(render::scan(&Users::scan().with_copies().request(&table()).unwrap()));
}

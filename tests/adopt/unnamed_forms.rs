//! An update keeps the form in which another program has stored the attributes that it does not name.

use dynamodel::{Entity, Table, TableClient};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::planted::plant;
use crate::support::raw::{Item, item, s};
use crate::support::store::{stored, with};
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Profile {
    seen_at: Timestamp,
    city: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "USER#{id}", sk = "USER")]
#[lookup(name = "of_team", pk = "TEAM#{team}", sk = "{id}")]
struct User {
    id: String,
    team: String,
    #[entity(unique)]
    email: String,
    created_at: Timestamp,
    profile: Profile,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users", type_attribute = "type")]
enum Users {
    User(User),
}

/// Times in the form of another program.
async fn world() -> (TableClient<Users>, Item) {
    let table = table::<Users>().await;
    let user = User {
        id: "7".to_owned(),
        team: "red".to_owned(),
        email: "ann@example.org".to_owned(),
        created_at: "2024-05-01T00:00:00Z".parse().unwrap(),
        profile: Profile { seen_at: "2024-05-02T00:00:00Z".parse().unwrap(), city: "Ulm".to_owned() },
    };
    user.create().send(&table).await.unwrap();
    let foreign = with(own(&table).await, "created_at", s("2024-05-01T02:00:00.000+02:00"));
    let mut profile = foreign["profile"].as_m().unwrap().clone();
    profile.insert("seen_at".to_owned(), s("2024-05-02T00:00:00+00:00"));
    let foreign = with(foreign, "profile", aws_sdk_dynamodb::types::AttributeValue::M(profile));
    plant(&table, [foreign.clone()]).await;
    (table, foreign)
}

/// The item of the user, without its copy and its marker.
async fn own(table: &TableClient<Users>) -> Item {
    let key = item("USER#7", "USER");
    stored(table)
        .await
        .into_values()
        .find(|item| key.iter().all(|(name, value)| item[name] == *value))
        .unwrap()
}

fn without_revision(mut item: Item) -> Item {
    item.retain(|name, _| !name.starts_with('_'));
    item
}

#[tokio::test]
async fn an_update_keeps_times_in_the_form_of_another_program() {
    let (table, foreign) = world().await;
    let user = User::get("7").required().send(&table).await.unwrap();
    user.update().set(User::FIELDS.team, "blue").send(&table).await.unwrap();
    let expected = with(foreign, "team", s("blue"));
    assert_eq!(without_revision(own(&table).await), without_revision(expected));
    assert_eq!(User::of_team("blue").all(&table).await.unwrap(), [User { team: "blue".to_owned(), ..user }]);
}

#[tokio::test]
async fn a_named_attribute_gets_the_form_of_the_model() {
    let (table, foreign) = world().await;
    let user = User::get("7").required().send(&table).await.unwrap();
    let new = user
        .update()
        .set(User::FIELDS.created_at, user.created_at)
        .returning_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(new, user);
    let expected = with(foreign, "created_at", s("2024-05-01T00:00:00Z"));
    assert_eq!(without_revision(own(&table).await), without_revision(expected));
}

#[tokio::test]
async fn a_change_in_a_map_keeps_the_other_members() {
    let (table, foreign) = world().await;
    let user = User::get("7").required().send(&table).await.unwrap();
    let moved = user.update().with(|user| user.profile.city = "Bonn".to_owned());
    moved.send(&table).await.unwrap();
    let mut profile = foreign["profile"].as_m().unwrap().clone();
    profile.insert("city".to_owned(), s("Bonn"));
    let expected = with(foreign, "profile", aws_sdk_dynamodb::types::AttributeValue::M(profile));
    assert_eq!(without_revision(own(&table).await), without_revision(expected));
}

//! Projections that read parts of nested structs, lists and maps.

mod forms;
mod reads;

use std::collections::{BTreeMap, BTreeSet};

use dynamodel::{Document, Entity, Projection, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::world;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "camelCase")]
struct Address {
    #[serde(alias = "town")]
    city_name: String,
    geo: Option<Geo>,
    #[serde(with = "dynamodel::string_set")]
    labels: BTreeSet<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Document)]
struct Geo {
    zone: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Deal {
    title: Option<String>,
    price: Price,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Price {
    amount: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase")]
#[key(name = "of_team", pk = "team-{team}", sk = "user-{user_id}")]
#[lookup(name = "by_name", pk = "name-{name}", sk = "{team}#{user_id}", project(include(address)))]
#[key(
    index = "gsi1",
    name = "by_score",
    pk = "all",
    sk = "{score}#{user_id}",
    project(include(deals, homes))
)]
struct User {
    team: u8,
    user_id: u64,
    name: String,
    score: u32,
    #[serde(alias = "addr")]
    address: Address,
    second: Option<Address>,
    homes: BTreeMap<String, Address>,
    deals: Option<Vec<Deal>>,
    matrix: Vec<Vec<u32>>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Users {
    User(User),
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = User)]
#[serde(rename_all = "camelCase")]
struct Card {
    user_id: u64,
    #[projection(path = address.city_name)]
    home_town: String,
    #[projection(path = second.geo.zone)]
    zone: Option<u32>,
    #[projection(path = homes.key("a.b").city_name)]
    odd_town: Option<String>,
    #[projection(path = deals.at(1).price.amount)]
    second_price: Option<i64>,
    #[projection(path = matrix.at(1).at(0))]
    corner: Option<u32>,
}

/// A projection of several elements of a list.
#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = User)]
struct Titles {
    #[projection(path = deals.at(2).title)]
    third: Option<String>,
    #[projection(path = deals.at(0).title)]
    first: Option<String>,
    #[projection(path = deals.at(0))]
    deal: Option<Deal>,
}

fn address(city: &str, zone: u32) -> Address {
    Address { city_name: city.to_owned(), geo: Some(Geo { zone }), labels: [city.to_owned()].into() }
}

fn deal(title: &str, amount: i64) -> Deal {
    Deal { title: Some(title.to_owned()).filter(|title| !title.is_empty()), price: Price { amount } }
}

fn user(user_id: u64) -> User {
    User {
        team: 1,
        user_id,
        name: "ann".to_owned(),
        score: 5,
        address: address("Bern", 1),
        second: Some(address("Rome", 2)),
        homes: [("a.b".to_owned(), address("Oslo", 3))].into(),
        deals: Some(vec![deal("one", 10), deal("two", 20), deal("three", 30)]),
        matrix: vec![vec![1, 2], vec![3]],
    }
}

fn card(user_id: u64) -> Card {
    Card {
        user_id,
        home_town: "Bern".to_owned(),
        zone: Some(2),
        odd_town: Some("Oslo".to_owned()),
        second_price: Some(20),
        corner: Some(3),
    }
}

/// A user without any of the parts that may be missing.
fn bare(user_id: u64) -> User {
    User { second: None, homes: BTreeMap::new(), deals: None, matrix: vec![vec![9]], ..user(user_id) }
}

async fn filled(users: &[User]) -> TableClient<Users> {
    let table = world::table::<Users>().await;
    for user in users {
        user.create().send(&table).await.unwrap();
    }
    table
}

//! Paths into lists and maps, and through optional structs.

use std::collections::{BTreeMap, HashMap};

use dynamodel::{Document, Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::world::table;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "camelCase")]
struct Address {
    city_name: String,
    geo: Option<Geo>,
    tags: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Document)]
struct Geo {
    zone: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Deal {
    title: String,
    price: Price,
    by_month: HashMap<String, Price>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Price {
    amount: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    main: Option<Address>,
    boxed: Option<Box<Geo>>,
    addresses: BTreeMap<String, Address>,
    scores: HashMap<String, u32>,
    deals: Vec<Deal>,
    matrix: Vec<Vec<u32>>,
    notes: BTreeMap<String, Option<String>>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users", type_attribute = "type")]
enum Users {
    User(User),
}

fn address(city: &str) -> Address {
    Address { city_name: city.to_owned(), geo: Some(Geo { zone: 1 }), tags: vec!["a".to_owned()] }
}

fn deal(title: &str) -> Deal {
    let by_month = [("2024.01".to_owned(), Price { amount: 5 })].into();
    Deal { title: title.to_owned(), price: Price { amount: 10 }, by_month }
}

const ODD: &str = "a.b [0] #n0 :v0 \u{e9}";

fn user() -> User {
    User {
        user_id: 7,
        main: Some(address("Paris")),
        boxed: Some(Box::new(Geo { zone: 3 })),
        addresses: [("home", "Rome"), (ODD, "Oslo")]
            .map(|(key, city)| (key.to_owned(), address(city)))
            .into(),
        scores: [("chess".to_owned(), 3)].into(),
        deals: vec![deal("first"), deal("second")],
        matrix: vec![vec![1, 2], vec![3]],
        notes: [("a".to_owned(), None), ("b".to_owned(), Some("x".to_owned()))].into(),
    }
}

async fn filled() -> TableClient<Users> {
    let table = table::<Users>().await;
    user().create().send(&table).await.unwrap();
    table
}

async fn read(table: &TableClient<Users>) -> User {
    User::get(7).required().send(table).await.unwrap()
}

#[tokio::test]
async fn update_changes_only_the_part_at_the_path() {
    let table = filled().await;
    let fields = User::FIELDS;
    let key = ODD.to_owned();
    let odd = fields.addresses.key(&key);
    let update = User::update(7)
        .set(fields.addresses.key("home").city_name, "Bern")
        .set(odd.city_name, "Lima")
        .append(odd.tags, ["b"])
        .set(fields.addresses.key("work"), address("Kyiv"))
        .set(fields.main.city_name, "Nice")
        .set(fields.main.geo.zone, 9)
        .set(fields.boxed.zone, 4)
        .add(fields.scores.key("chess"), 2)
        .add(fields.scores.key("go"), 1)
        .set(fields.deals.at(0).title, "new")
        .add(fields.deals.at(1).price.fields().amount, 5)
        .set(fields.deals.at(1).by_month.key("2024.01").amount, 6)
        .set(fields.matrix.at(0).at(1), 8)
        .set(fields.notes.key("a"), "y")
        .remove(fields.notes.key("b"));
    update.send(&table).await.unwrap();

    let mut expected = user();
    expected.addresses.get_mut("home").unwrap().city_name = "Bern".to_owned();
    let odd = expected.addresses.get_mut(ODD).unwrap();
    odd.city_name = "Lima".to_owned();
    odd.tags.push("b".to_owned());
    expected.addresses.insert("work".to_owned(), address("Kyiv"));
    expected.main = Some(Address { city_name: "Nice".to_owned(), geo: Some(Geo { zone: 9 }), ..address("") });
    expected.boxed = Some(Box::new(Geo { zone: 4 }));
    expected.scores = [("chess".to_owned(), 5), ("go".to_owned(), 1)].into();
    expected.deals[0].title = "new".to_owned();
    expected.deals[1].price.amount = 15;
    expected.deals[1].by_month.get_mut("2024.01").unwrap().amount = 6;
    expected.matrix[0][1] = 8;
    expected.notes = [("a".to_owned(), Some("y".to_owned())), ("b".to_owned(), None)].into();
    assert_eq!(read(&table).await, expected);
}

#[tokio::test]
async fn parts_of_lists_and_maps_are_removed() {
    let table = filled().await;
    let fields = User::FIELDS;
    let update = User::update(7)
        .remove_at(fields.addresses.key(ODD))
        .remove_at(fields.scores.key("chess"))
        .remove_at(fields.scores.key("none"))
        .remove_at(fields.deals.at(0))
        .remove_at(fields.deals.at(1).by_month.key("2024.01"))
        .remove_at(fields.matrix.at(0).at(0));
    update.send(&table).await.unwrap();
    let mut expected = user();
    expected.addresses.remove(ODD);
    expected.scores.clear();
    expected.deals[1].by_month.clear();
    expected.deals.remove(0);
    expected.matrix[0].remove(0);
    assert_eq!(read(&table).await, expected);
}

#[tokio::test]
async fn conditions_and_filters_test_the_part_at_the_path() {
    let table = filled().await;
    let fields = User::FIELDS;
    let (home, odd, first) = (fields.addresses.key("home"), fields.addresses.key(ODD), fields.deals.at(0));
    for held in [
        home.city_name.eq("Rome"),
        home.city_name.begins_with("Ro").and(odd.city_name.eq("Oslo")),
        home.exists().and(fields.addresses.key("work").not_exists()),
        home.eq(address("Rome")),
        home.tags.contains("a"),
        home.tags.at(0).eq("a"),
        home.tags.size().eq(1),
        home.geo.fields().zone.lt(2),
        fields.main.city_name.is_in(["Paris", "Rome"]),
        fields.main.geo.zone.between(1, 2),
        fields.boxed.zone.eq(3),
        fields.scores.key("chess").gt(2),
        first.title.eq("first"),
        first.ne(deal("second")),
        first.by_month.key("2024.01").amount.ge(5),
        fields.matrix.at(1).at(0).eq(3),
        fields.matrix.at(1).eq(vec![3]),
        fields.notes.key("a").is_none(),
        fields.notes.key("b").is_some(),
    ] {
        let shown = format!("{held:?}");
        assert_eq!(User::scan().filter(held).count(&table).await.unwrap(), 1, "{shown}");
    }
    let other =
        User::update(7).set(fields.matrix, Vec::<Vec<u32>>::new()).condition(home.city_name.eq("Oslo"));
    assert!(other.send(&table).await.unwrap_err().is_condition_failed());
    User::delete(7).condition(odd.city_name.eq("Oslo")).send(&table).await.unwrap();
}

#[tokio::test]
async fn changed_part_is_returned() {
    let table = filled().await;
    let fields = User::FIELDS;
    let (city, score) = (fields.addresses.key(ODD).city_name, fields.scores.key("chess"));
    let update = User::update(7).set(city, "Lima").add(score, 1).set(fields.deals.at(1), deal("third"));
    let updated = update.returning_updated().send(&table).await.unwrap();
    assert_eq!(updated.get(city).unwrap().as_deref(), Some("Lima"));
    assert_eq!(updated.get(score).unwrap(), Some(4));
    assert_eq!(updated.get(fields.deals.at(1)).unwrap(), Some(deal("third")));
    assert_eq!(updated.get(fields.scores.key("go")).unwrap(), None);
}

#[tokio::test]
async fn loaded_value_is_updated_at_a_path() {
    let table = filled().await;
    let fields = User::FIELDS;
    let update = user()
        .update()
        .set(fields.addresses.key("home").city_name, "Bern")
        .remove_at(fields.scores.key("chess"));
    update.send(&table).await.unwrap();
    let mut expected = user();
    expected.addresses.get_mut("home").unwrap().city_name = "Bern".to_owned();
    expected.scores.clear();
    assert_eq!(read(&table).await, expected);
}

#[tokio::test]
async fn empty_key_is_refused() {
    let table = filled().await;
    let fields = User::FIELDS;
    let refused = [
        User::update(7).set(fields.scores.key(""), 1).send(&table).await,
        User::update(7).set(fields.addresses.key("").city_name, "Bern").send(&table).await,
        User::update(7).remove_at(fields.scores.key("")).send(&table).await,
        User::update(7)
            .set(fields.matrix, vec![])
            .condition(fields.scores.key("").exists())
            .send(&table)
            .await,
    ];
    for outcome in refused {
        let error = outcome.unwrap_err();
        assert!(error.is_malformed_item(), "{error}");
        assert!(error.to_string().contains("scores.") || error.to_string().contains("addresses."), "{error}");
    }
    assert_eq!(read(&table).await, user());
}

#[tokio::test]
async fn part_of_a_missing_struct_is_refused() {
    let table = table::<Users>().await;
    User { main: None, ..user() }.create().send(&table).await.unwrap();
    let fields = User::FIELDS;
    let missing = User::update(7).set(fields.main.city_name, "Bern").send(&table).await.unwrap_err();
    assert!(missing.is_invalid_update(), "{missing}");
    let missing =
        User::update(7).set(fields.addresses.key("work").city_name, "Bern").send(&table).await.unwrap_err();
    assert!(missing.is_invalid_update(), "{missing}");
}

#[test]
fn paths_are_shown() {
    let fields = User::FIELDS;
    assert_eq!(fields.addresses.key("home").city_name.to_string(), "addresses.home.cityName");
    assert_eq!(fields.deals.at(2).title.to_string(), "deals[2].title");
    assert_eq!(fields.matrix.at(0).at(1).to_string(), "matrix[0][1]");
}

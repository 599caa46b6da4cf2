//! Paths into lists and maps that may be absent.

use std::collections::{BTreeMap, HashMap};

use dynamodel::{Document, Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
#[serde(rename_all = "camelCase")]
struct Deal {
    deal_title: String,
    steps: Option<Vec<u32>>,
    by_month: Option<BTreeMap<String, Price>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Price {
    amount: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    deals: Option<Vec<Deal>>,
    prices: Option<HashMap<String, Price>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scores: Option<BTreeMap<String, u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users", type_attribute = "type")]
enum Users {
    User(User),
}

fn deal(title: &str) -> Deal {
    let by_month = BTreeMap::from([("2024.01".to_owned(), Price { amount: 5 })]);
    Deal { deal_title: title.to_owned(), steps: Some(vec![1, 2]), by_month: Some(by_month) }
}

fn user() -> User {
    User {
        user_id: 7,
        deals: Some(vec![deal("first"), deal("second")]),
        prices: Some([("a.b".to_owned(), Price { amount: 3 })].into()),
        scores: Some([("chess".to_owned(), 3)].into()),
        tags: Some(vec!["a".to_owned(), "b".to_owned()]),
    }
}

async fn filled(user: &User) -> TableClient<Users> {
    let table = table::<Users>().await;
    user.create().send(&table).await.unwrap();
    table
}

#[tokio::test]
async fn update_changes_parts_of_optional_lists_and_maps() {
    let table = filled(&user()).await;
    let fields = User::FIELDS;
    let update = User::update(7)
        .set(fields.deals.at(0).deal_title, "new")
        .add(fields.deals.at(1).steps.at(1), 5)
        .set(fields.deals.at(1).by_month.key("2024.01").amount, 6)
        .set(fields.deals.at(2), deal("third"))
        .add(fields.prices.key("a.b").amount, 1)
        .set(fields.prices.key("c"), Price { amount: 9 })
        .add(fields.scores.key("chess"), 2)
        .add(fields.scores.key("go"), 1)
        .set(fields.tags.at(1), "c")
        .remove_at(fields.tags.at(0));
    update.send(&table).await.unwrap();

    let (mut second, mut expected) = (deal("second"), user());
    second.steps = Some(vec![1, 7]);
    second.by_month = Some([("2024.01".to_owned(), Price { amount: 6 })].into());
    expected.deals = Some(vec![deal("new"), second, deal("third")]);
    expected.prices =
        Some([("a.b".to_owned(), Price { amount: 4 }), ("c".to_owned(), Price { amount: 9 })].into());
    expected.scores = Some([("chess".to_owned(), 5), ("go".to_owned(), 1)].into());
    expected.tags = Some(vec!["c".to_owned()]);
    assert_eq!(User::get(7).required().send(&table).await.unwrap(), expected);
}

#[tokio::test]
async fn loaded_value_is_updated_inside_an_optional_list() {
    let table = filled(&user()).await;
    let update = user().update().set(User::FIELDS.deals.at(1).deal_title, "new").returning_updated();
    let updated = update.send(&table).await.unwrap();
    assert_eq!(updated.get(User::FIELDS.deals.at(1).deal_title).unwrap().as_deref(), Some("new"));
    let stored = User::get(7).required().send(&table).await.unwrap();
    assert_eq!(stored, User { deals: Some(vec![deal("first"), deal("new")]), ..user() });
}

#[tokio::test]
async fn conditions_and_filters_test_parts_of_optional_lists_and_maps() {
    let table = filled(&user()).await;
    let fields = User::FIELDS;
    let first = fields.deals.at(0);
    for held in [
        first.deal_title.begins_with("fi").and(first.exists()),
        first.eq(deal("first")),
        first.steps.at(0).eq(1),
        first.steps.at(2).not_exists(),
        first.by_month.key("2024.01").amount.between(4, 6),
        fields.deals.at(2).not_exists(),
        fields.prices.key("a.b").amount.lt(4),
        fields.scores.key("chess").gt(2).and(fields.scores.key("go").not_exists()),
        fields.tags.at(1).is_in(["b", "c"]),
        fields.tags.is_some(),
    ] {
        let shown = format!("{held:?}");
        assert_eq!(User::scan().filter(held).count(&table).await.unwrap(), 1, "{shown}");
    }
    let other = User::delete(7).condition(first.deal_title.eq("second"));
    assert!(other.send(&table).await.unwrap_err().is_condition_failed());
    User::delete(7).condition(fields.scores.key("chess").eq(3)).send(&table).await.unwrap();
}

#[tokio::test]
async fn part_of_an_absent_list_or_map_is_refused_in_an_update_and_absent_in_a_condition() {
    let nothing = User { user_id: 7, ..User::default() };
    let table = filled(&nothing).await;
    let fields = User::FIELDS;
    for update in [
        User::update(7).set(fields.deals.at(0), deal("first")),
        User::update(7).set(fields.prices.key("a").amount, 1),
        User::update(7).add(fields.scores.key("chess"), 1),
        User::update(7).set(fields.tags.at(0), "a"),
    ] {
        let error = update.send(&table).await.unwrap_err();
        assert!(error.is_invalid_update(), "{error}");
    }
    let absent = fields.deals.at(0).not_exists().and(fields.scores.key("chess").not_exists());
    User::update(7).set(fields.tags, ["a".to_owned()].to_vec()).condition(absent).send(&table).await.unwrap();
    let stored = User::get(7).required().send(&table).await.unwrap();
    assert_eq!(stored, User { tags: Some(vec!["a".to_owned()]), ..nothing });
}

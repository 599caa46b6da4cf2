//! Attributes of any name that `DynamoDB` takes.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use std::collections::{BTreeMap, BTreeSet};

use dynamodel::{Document, Entity, Error, Projection, Table, TableClient};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::support::raw::{n, s};
use crate::support::store::stored;
use crate::support::world::table;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Document)]
struct Inner {
    #[serde(rename = "it's")]
    apostrophe: u32,
    #[serde(rename = "a.b[0]")]
    path: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "follower-{id}", sk = "_root")]
#[key(index = "by_date", name = "by_date", pk = [state], sk = [since])]
#[key(index = "by_kind", name = "by_kind", pk = "kind-{kind}", sk = "{id}")]
#[lookup(name = "by_owner", pk = "owner-{owner}", sk = "{id}", project(include(quoted, inner)))]
struct Follower {
    #[serde(rename = "follower#")]
    id: u32,
    #[serde(rename = "State#Date")]
    state: String,
    #[serde(rename = "since: when?")]
    since: u32,
    #[serde(rename = "'kind")]
    kind: String,
    #[serde(rename = "r#\"owner")]
    owner: String,
    #[serde(rename = "say \"it\" \\")]
    quoted: u32,
    #[serde(rename = "/* x")]
    comment: u32,
    #[serde(rename = "{brace")]
    brace: u32,
    #[serde(rename = "größe 日本 🦀")]
    unicode: u32,
    #[serde(rename = "\n\t\0`")]
    control: u32,
    #[serde(rename = "0x")]
    number: u32,
    #[serde(rename = ":v0")]
    placeholder: u32,
    #[serde(rename = "#n0")]
    name: u32,
    #[serde(rename = "size")]
    reserved: Option<u32>,
    #[serde(rename = "b'", with = "dynamodel::string_set", default)]
    set: BTreeSet<String>,
    #[serde(rename = "a.b[0]")]
    inner: Inner,
    #[serde(rename = "1e", skip_serializing_if = "Option::is_none")]
    exponent: Option<u32>,
    #[serde(flatten)]
    rest: BTreeMap<String, u32>,
}

#[derive(Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Follower)]
struct Card {
    #[serde(rename = "follower#")]
    id: u32,
    #[serde(rename = "say \"it\" \\")]
    quoted: u32,
    #[serde(rename = "a.b[0]")]
    inner: Inner,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(
    name = "followers",
    pk = "p k#",
    sk = "s'k",
    type_attribute = "type: \"it's\"",
    revision_attribute = "re#vision"
)]
#[index(name = "by_date", pk = ["State#Date"], sk = ["since: when?"], sk_type = N, copies = filter)]
#[index(name = "by_kind", pk = "kind#", sk = "'kind sk")]
enum Followers {
    Follower(Follower),
}

fn follower(id: u32) -> Follower {
    Follower {
        id,
        state: "live".to_owned(),
        since: id,
        kind: "person".to_owned(),
        owner: "ann".to_owned(),
        quoted: 10 * id,
        set: ["a".to_owned()].into(),
        rest: [("it is # here".to_owned(), 7)].into(),
        ..Follower::default()
    }
}

async fn followers() -> TableClient<Followers> {
    let table = table::<Followers>().await;
    for id in 1..=3 {
        follower(id).create().send(&table).await.unwrap();
    }
    table
}

fn ids(followers: &[Follower]) -> Vec<u32> {
    followers.iter().map(|follower| follower.id).collect()
}

#[tokio::test]
async fn a_field_has_any_attribute_name() -> Result<(), Error> {
    let table = followers().await;
    assert_eq!(Follower::get(2).send(&table).await?, Some(follower(2)));
    assert_eq!(Followers::scan().count(&table).await?, 3);
    let stored = stored(&table).await;
    let item = stored.values().find(|item| item["follower#"] == n(2) && item.contains_key("0x")).unwrap();
    assert_eq!((&item["State#Date"], &item["say \"it\" \\"]), (&s("live"), &n(20)));
    assert_eq!(
        (&item["p k#"], &item["s'k"], &item["kind#"]),
        (&s("follower-2"), &s("_root"), &s("kind-person"))
    );
    Ok(())
}

#[tokio::test]
async fn keys_indexes_and_projections_have_any_attribute_name() -> Result<(), Error> {
    let table = followers().await;
    assert_eq!(ids(&Follower::by_date("live").range(2..).all(&table).await?), [2, 3]);
    assert_eq!(ids(&Follower::by_kind("person").all(&table).await?), [1, 2, 3]);
    let cards = Follower::by_owner("ann").project::<Card>().all(&table).await?;
    assert_eq!(cards[2], Card { id: 3, quoted: 30, inner: Inner::default() });
    let card = Follower::get(1).project::<Card>().send(&table).await?;
    assert_eq!(card.map(|card| card.quoted), Some(10));
    Ok(())
}

#[tokio::test]
async fn filters_and_conditions_have_any_attribute_name() -> Result<(), Error> {
    let table = followers().await;
    let fields = Follower::FIELDS;
    let all = fields.quoted.gt(10).and(fields.inner.apostrophe.eq(0)).and(fields.inner.path.ne(1));
    let all = all.and(fields.control.is_in([0, 1])).and(fields.reserved.is_none());
    let all = all.and(fields.set.contains("a".to_owned())).and(fields.exponent.not_exists());
    assert_eq!(ids(&Follower::by_kind("person").filter(all).all(&table).await?), [2, 3]);
    let error = follower(1).put().condition(fields.unicode.eq(9)).send(&table).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    follower(1).put().condition(fields.brace.eq(0).and(fields.placeholder.eq(0))).send(&table).await
}

#[tokio::test]
async fn updates_have_any_attribute_name() -> Result<(), Error> {
    let table = followers().await;
    let fields = Follower::FIELDS;
    let follower = Follower::get(2).required().send(&table).await?;
    follower
        .update()
        .set(fields.unicode, 5)
        .set(fields.inner.path, 6)
        .add(fields.inner.apostrophe, 2)
        .add(fields.comment, 3)
        .insert_into(fields.set, ["b"])
        .set(fields.exponent, 4)
        .with(|follower| {
            follower.number += 1;
            follower.rest.insert("new # \"one'".to_owned(), 1);
            follower.state = "dead".to_owned();
        })
        .send(&table)
        .await?;
    let after = Follower::get(2).required().send(&table).await?;
    assert_eq!((after.unicode, after.comment, after.number), (5, 3, 1));
    assert_eq!(after.inner, Inner { apostrophe: 2, path: 6 });
    assert_eq!((after.rest.len(), after.set.len(), after.exponent), (2, 2, Some(4)));
    assert_eq!(ids(&Follower::by_date("dead").all(&table).await?), [2]);
    Ok(())
}

/// Maps, whose members have names that are known at run time only.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "bag", sk = "_root")]
#[key(index = "by_n", name = "by_n", pk = "n-{n}", sk = "_root")]
struct Bag {
    n: u8,
    nested: BTreeMap<String, u32>,
    #[serde(flatten)]
    rest: BTreeMap<String, u32>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "bags", type_attribute = "kind")]
#[index(name = "by_n", pk = "gsi1pk", sk = "gsi1sk")]
enum Bags {
    Bag(Bag),
}

const TAKEN: [&str; 10] =
    ["n", "nested", "pk", "sk", "kind", "gsi1pk", "gsi1sk", "_revision", "_owner", "_ttl"];

/// Text that an expression or a parser could take for its own, among any other.
fn names() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "#", ":", ".", "[0]", "'", "\"", " ", "\\", "\0", "\n", "#n0", ":v0", "SET", "size", "é", "🦀", "(",
        ",", "=",
    ]);
    let pieces = prop_oneof![special.prop_map(str::to_owned), any::<String>()];
    let name = prop::collection::vec(pieces, 1..5).prop_map(|pieces| pieces.concat());
    name.prop_filter("a name has a byte, and is no other attribute's", |name| {
        !name.is_empty() && !TAKEN.contains(&name.as_str())
    })
}

/// Creates, changes and removes an attribute and a member of this name, by every way that names it.
async fn round_trip(table: &TableClient<Bags>, name: &str) -> Result<(), Error> {
    let named = |value: u32| [(name.to_owned(), value)].into();
    let bag = Bag { n: 0, nested: named(1), rest: named(1) };
    bag.put().send(table).await?;
    assert_eq!(Bag::get().required().send(table).await?, bag);
    let changed = bag.update().with(|bag| {
        bag.nested.extend(named(2) as BTreeMap<_, _>);
        bag.rest.extend(named(2) as BTreeMap<_, _>);
    });
    let changed = changed.returning_new().send(table).await?;
    assert_eq!(changed, Bag { n: 0, nested: named(2), rest: named(2) });
    assert!(bag.update().with(|bag| bag.rest.clear()).send(table).await.unwrap_err().is_conflict());
    changed.update().with(|bag| bag.nested.clear()).with(|bag| bag.n = 1).send(table).await?;
    let found = Bag::by_n(1).all(table).await?;
    assert_eq!(found, [Bag { n: 1, nested: BTreeMap::new(), rest: named(2) }]);
    let cleared = found[0].update().with(|bag| bag.rest.clear()).returning_new().send(table).await?;
    assert_eq!(cleared, Bag { n: 1, ..Bag::default() });
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_attribute_of_any_name_is_written_changed_and_removed(name in names()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let table = table::<Bags>().await;
            round_trip(&table, &name).await.unwrap();
        });
    }
}

#[tokio::test]
async fn an_attribute_name_has_up_to_64_kilobytes() -> Result<(), Error> {
    let table = table::<Bags>().await;
    round_trip(&table, &"#".repeat(255)).await?;
    round_trip(&table, &"é".repeat(32 * 1024 - 1)).await
}

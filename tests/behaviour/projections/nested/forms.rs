//! Items that are stored in other forms, and parts that are missing.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Document, Entity, Error, Projection, Table, TableClient};
use serde::{Deserialize, Serialize};

use super::{Address, User, filled, user};
use crate::support::raw::{Item, n, s};
use crate::support::store::{self, write};
use crate::support::world;

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = User)]
#[serde(rename_all = "camelCase")]
struct Strict {
    #[projection(path = address.city_name)]
    town: String,
    #[projection(path = second.geo.zone)]
    zone: u32,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = User)]
struct Labels {
    #[projection(path = address.labels)]
    #[serde(with = "dynamodel::string_set")]
    own: BTreeSet<String>,
    #[projection(path = deals.at(0).title)]
    #[serde(default)]
    title: Option<String>,
}

/// The only stored item of a partition.
async fn stored<T: Table>(table: &TableClient<T>, pk: &str) -> Item {
    let items = store::stored(table).await;
    items.into_values().find(|item| item["pk"] == s(pk)).unwrap()
}

fn map<const N: usize>(members: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(members.map(|(name, value)| (name.to_owned(), value)).into())
}

#[tokio::test]
async fn a_missing_or_malformed_part_is_named_by_its_path() -> Result<(), Error> {
    let table = filled(&[User { second: None, ..user(1) }]).await;
    let error = User::get(1, 1).project::<Strict>().send(&table).await.unwrap_err();
    assert!(error.is_malformed_item(), "{error}");
    assert_eq!(error.path(), Some("second.geo.zone"));

    let mut item = stored(&table, "team-1").await;
    item.insert("second".to_owned(), map([("geo", map([("zone", s("north"))]))]));
    write(&table, item).await;
    for error in [
        User::get(1, 1).project::<Strict>().send(&table).await.unwrap_err(),
        User::of_team(1).project::<Strict>().all(&table).await.unwrap_err(),
    ] {
        assert!(error.is_malformed_item(), "{error}");
        assert_eq!(error.path(), Some("second.geo.zone"));
    }
    let lenient = User::of_team(1).project::<Strict>().lenient().all(&table).await?;
    assert_eq!(lenient.malformed[0].error.path(), Some("second.geo.zone"));
    Ok(())
}

#[tokio::test]
async fn parts_are_read_under_aliases() -> Result<(), Error> {
    let table = filled(&[user(1)]).await;
    let mut item = stored(&table, "team-1").await;
    item.remove("address");
    item.insert("addr".to_owned(), map([("town", s("Lima"))]));
    write(&table, item).await;
    let strict = Strict { town: "Lima".to_owned(), zone: 2 };
    assert_eq!(User::get(1, 1).project::<Strict>().required().send(&table).await?, strict);
    assert_eq!(User::of_team(1).project::<Strict>().all(&table).await?, [strict]);
    Ok(())
}

#[tokio::test]
async fn a_set_without_elements_is_read_as_empty() -> Result<(), Error> {
    let empty = Address { labels: BTreeSet::new(), ..user(2).address };
    let table = filled(&[user(1), User { address: empty, deals: None, ..user(2) }]).await;
    let labels = User::of_team(1).project::<Labels>().all(&table).await?;
    let full = Labels { own: ["Bern".to_owned()].into(), title: Some("one".to_owned()) };
    assert_eq!(labels, [full, Labels { own: BTreeSet::new(), title: None }]);
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Place {
    country: String,
    city: String,
}

/// Its key has a member of the struct that is read in part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "all_of", pk = "shop-{id}", sk = "{place.country}")]
struct Shop {
    id: u64,
    place: Place,
    title: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "shops")]
enum Shops {
    Shop(Shop),
}

/// The name of its part is that of another attribute.
#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Shop)]
struct Located {
    id: u64,
    #[projection(path = place.city)]
    title: Option<String>,
}

#[tokio::test]
async fn a_part_is_not_compared_with_the_key_and_hides_attributes_of_its_name() -> Result<(), Error> {
    let table = world::table::<Shops>().await;
    let place = Place { country: "ch".to_owned(), city: "Bern".to_owned() };
    Shop { id: 7, place, title: "Books".to_owned() }.create().send(&table).await?;
    let located = Located { id: 7, title: Some("Bern".to_owned()) };
    let get = || Shop::get(7, "ch").project::<Located>();
    assert_eq!(get().required().send(&table).await?, located);
    assert_eq!(
        Shop::all_of(7).take(1).project::<Located>().all(&table).await?,
        std::slice::from_ref(&located)
    );
    let (whole, part) = dynamodel::transact_get((Shop::get(7, "ch"), get())).send(&table).await?;
    assert_eq!((whole.map(|shop| shop.title).as_deref(), part), (Some("Books"), Some(located)));

    let mut item = stored(&table, "shop-7").await;
    item.insert("place".to_owned(), map([("country", s("ch")), ("zip", n(1))]));
    write(&table, item).await;
    let (_, part) =
        dynamodel::transact_get((Shop::get(7, "ch").project::<Titled>(), get())).send(&table).await?;
    assert_eq!(part, Some(Located { id: 7, title: None }));
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = Shop)]
struct Titled {
    title: String,
}

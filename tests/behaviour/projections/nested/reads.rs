//! Every read returns the parts.

use dynamodel::{BatchGet, Error, Projection, batch_get, transact_get};
use serde::Deserialize;

use super::{Address, Card, Deal, Titles, User, Users, bare, card, deal, filled, user};

/// A part of what a lookup copies.
#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = User)]
#[serde(rename_all = "camelCase")]
struct Town {
    team: u8,
    #[projection(path = address.city_name)]
    town: String,
}

/// Parts of what an index holds.
#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = User)]
struct First {
    score: u32,
    #[projection(path = deals.at(0).title)]
    title: Option<String>,
    #[projection(path = homes.key("a.b").geo.zone)]
    zone: Option<u32>,
}

/// A part beside the whole attribute.
#[derive(Clone, Debug, PartialEq, Deserialize, Projection)]
#[projection(of = User)]
#[serde(rename_all = "camelCase")]
struct Both {
    address: Address,
    #[projection(path = address.city_name)]
    town: String,
    #[projection(path = deals.at(1))]
    second: Option<Deal>,
    deals: Option<Vec<Deal>>,
}

fn bare_card(user_id: u64) -> Card {
    Card { zone: None, odd_town: None, second_price: None, corner: None, ..card(user_id) }
}

#[tokio::test]
async fn a_get_reads_parts() -> Result<(), Error> {
    let table = filled(&[user(1), bare(2)]).await;
    assert_eq!(User::get(1, 1).project::<Card>().send(&table).await?, Some(card(1)));
    assert_eq!(User::get(1, 2).project::<Card>().required().send(&table).await?, bare_card(2));
    assert_eq!(User::get(1, 3).project::<Card>().send(&table).await?, None);
    Ok(())
}

#[tokio::test]
async fn queries_and_scans_read_parts_by_either_deserializer() -> Result<(), Error> {
    let table = filled(&[user(1), bare(2), user(3)]).await;
    let expected = [card(1), bare_card(2), card(3)];
    for table in [table.clone(), table.clone().items_by_sdk()] {
        assert_eq!(User::of_team(1).project::<Card>().all(&table).await?, expected);
        let page = User::of_team(1).project::<Card>().page_size(2).page(&table).await?;
        assert_eq!(page.items, expected[..2]);
        assert_eq!(
            User::of_team(1).rev().take(2).project::<Card>().all(&table).await?,
            [card(3), bare_card(2)]
        );
        let mut scanned = User::scan().project::<Card>().all(&table).await?;
        scanned.sort_by_key(|card| card.user_id);
        assert_eq!(scanned, expected);
        let town = User::FIELDS.address.city_name.eq("Bern");
        assert_eq!(User::of_team(1).filter(town).project::<Card>().first(&table).await?, Some(card(1)));
    }
    Ok(())
}

#[tokio::test]
async fn a_lookup_and_an_index_read_parts_of_what_they_hold() -> Result<(), Error> {
    let table = filled(&[user(1), bare(2)]).await;
    let towns = User::by_name("ann").project::<Town>().all(&table).await?;
    assert_eq!(towns, [1, 1].map(|team| Town { team, town: "Bern".to_owned() }));
    let firsts = User::by_score().project::<First>().all(&table).await?;
    let first = First { score: 5, title: Some("one".to_owned()), zone: Some(3) };
    assert_eq!(firsts, [first, First { score: 5, title: None, zone: None }]);
    Ok(())
}

#[tokio::test]
async fn several_elements_of_a_list_are_told_apart() -> Result<(), Error> {
    let short = User { deals: Some(vec![deal("one", 10), deal("two", 20)]), ..user(2) };
    let untitled = User { deals: Some(vec![deal("", 10), deal("", 20), deal("three", 30)]), ..user(3) };
    let table = filled(&[user(1), short, untitled, bare(4)]).await;
    let titles = |first: &str, third: &str, deal: Option<Deal>| {
        let some = |title: &str| Some(title.to_owned()).filter(|title| !title.is_empty());
        Titles { first: some(first), third: some(third), deal }
    };
    let expected = [
        titles("one", "three", Some(deal("one", 10))),
        titles("one", "", Some(deal("one", 10))),
        titles("", "three", Some(deal("", 10))),
        titles("", "", None),
    ];
    for table in [table.clone(), table.clone().items_by_sdk()] {
        assert_eq!(User::of_team(1).project::<Titles>().all(&table).await?, expected);
        let batch = batch_get((1..=4).map(|id| User::get(1, id).project::<Titles>()));
        let read: Vec<_> = batch.send(&table).await?.into_iter().flatten().collect();
        assert_eq!(read, expected);
    }
    for (id, expected) in (1..).zip(expected) {
        assert_eq!(User::get(1, id).project::<Titles>().required().send(&table).await?, expected);
    }
    Ok(())
}

#[tokio::test]
async fn a_part_stands_beside_its_whole_attribute() -> Result<(), Error> {
    let table = filled(&[user(1)]).await;
    let User { address, deals, .. } = user(1);
    let expected = Both { address, town: "Bern".to_owned(), second: Some(deal("two", 20)), deals };
    assert_eq!(User::get(1, 1).project::<Both>().required().send(&table).await?, expected);
    assert_eq!(User::of_team(1).project::<Both>().all(&table).await?, [expected]);
    Ok(())
}

#[derive(Debug, PartialEq)]
enum Any {
    Card(Card),
    Titles(Titles),
    Both(Both),
    User(Box<User>),
}

impl From<Card> for Any {
    fn from(card: Card) -> Self {
        Self::Card(card)
    }
}

impl From<Titles> for Any {
    fn from(titles: Titles) -> Self {
        Self::Titles(titles)
    }
}

impl From<Both> for Any {
    fn from(both: Both) -> Self {
        Self::Both(both)
    }
}

impl From<User> for Any {
    fn from(user: User) -> Self {
        Self::User(Box::new(user))
    }
}

#[tokio::test]
async fn reads_of_one_item_with_different_parts_share_a_request() -> Result<(), Error> {
    let table = filled(&[user(1)]).await;
    let get = || User::get(1, 1);
    let titles = Titles {
        first: Some("one".to_owned()),
        third: Some("three".to_owned()),
        deal: Some(deal("one", 10)),
    };
    let (cards, parts, both, whole) = transact_get((
        get().project::<Card>(),
        get().project::<Titles>(),
        get().project::<Both>(),
        get().project::<Card>(),
    ))
    .send(&table)
    .await?;
    assert_eq!((cards.as_ref(), parts.as_ref(), whole), (Some(&card(1)), Some(&titles), Some(card(1))));
    assert_eq!(both.map(|both| both.town).as_deref(), Some("Bern"));
    let (cards, whole) = transact_get((get().project::<Card>(), get())).send(&table).await?;
    assert_eq!((cards, whole), (Some(card(1)), Some(user(1))));

    let batch = || BatchGet::<Any, Users>::new().and(get().project::<Card>()).and(get().project::<Titles>());
    let expected = || vec![Some(Any::Card(card(1))), Some(Any::Titles(titles.clone()))];
    assert_eq!(batch().send(&table).await?, expected());
    assert!(matches!(batch().and(get().project::<Both>()).send(&table).await?[2], Some(Any::Both(_))));
    let read = batch().and(get()).send(&table).await?;
    assert_eq!(read[..2], expected());
    assert_eq!(read[2], Some(Any::User(Box::new(user(1)))));
    Ok(())
}

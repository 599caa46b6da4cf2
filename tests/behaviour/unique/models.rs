//! Unique values of every kind, in tables of every shape.

use dynamodel::{Entity, KeySegment, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::support::raw::s;
use crate::support::store::stored;
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
struct Handle(String);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "lowercase")]
enum Suit {
    Clubs,
    Hearts,
}

/// No sort key, no type attribute, and names that serde and the struct change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "card-{id}")]
#[entity(delimiter = "::", type_name = "CARD", unique(suit, r#type), unique(at))]
#[serde(rename_all = "camelCase")]
struct Card {
    id: u8,
    #[entity(unique)]
    handle_of: Handle,
    suit: Suit,
    r#type: i8,
    at: Option<Timestamp>,
    #[entity(unique)]
    letter: char,
    #[entity(unique)]
    raw: Option<Vec<u8>>,
    #[entity(unique)]
    flag: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cards", sk = none)]
enum Cards {
    Card(Card),
}

fn card(id: u8, handle: &str, r#type: i8) -> Card {
    let handle_of = Handle(handle.to_owned());
    let letter = char::from(b'a' + id);
    Card { id, handle_of, suit: Suit::Hearts, r#type, at: None, letter, raw: None, flag: None }
}

#[tokio::test]
async fn keys_are_of_stored_names() {
    let table = table::<Cards>().await;
    let at = Some("2020-02-01T00:00:00.5Z".parse().unwrap());
    let whole = Card { at, raw: Some(vec![0, 255]), flag: Some(true), ..card(1, "a:%#b", -3) };
    whole.create().send(&table).await.unwrap();
    let stored = stored(&table).await;
    let mut keys: Vec<_> = stored.values().map(|item| item["pk"].as_s().unwrap().as_str()).collect();
    keys.sort_unstable();
    let expected = [
        "CARD.unique.at::2020-02-01T00:00:00.500000000Z",
        "CARD.unique.flag::true",
        "CARD.unique.handleOf::a%3A%25#b",
        "CARD.unique.letter::b",
        "CARD.unique.raw::00ff",
        "CARD.unique.suit+type::hearts::-3",
        "card-1",
    ];
    assert_eq!(keys, expected);
    let marker = stored.values().find(|item| item["pk"] == s(expected[1])).unwrap();
    assert_eq!((marker.len(), &marker["_owner"].as_m().unwrap()["pk"]), (2, &s("card-1")));

    // Without a type attribute the keys alone tell markers from cards.
    assert_eq!(Cards::scan().strict().all(&table).await.unwrap(), [Cards::Card(whole.clone())]);
    let field = |card: Card| {
        let sent = card.create().send(&table);
        async { sent.await.unwrap_err().unique_field().map(str::to_owned) }
    };
    assert_eq!(field(card(2, "a:%#b", 0)).await.as_deref(), Some("handle_of"));
    assert_eq!(field(card(2, "x", -3)).await.as_deref(), Some("suit+type"));
    assert_eq!(field(Card { at, ..card(2, "x", 0) }).await.as_deref(), Some("at"));
    card(1, "x", 0).put().send(&table).await.unwrap();
    Card { suit: Suit::Clubs, at, ..card(2, "a:%#b", -3) }.create().send(&table).await.unwrap();
    Card::delete(1).send(&table).await.unwrap();
    Card::delete(2).send(&table).await.unwrap();
    assert!(crate::support::store::stored(&table).await.is_empty());
}

/// A parameter that is unique.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "wrap-{id}", sk = "_root")]
#[serde(bound = "T: serde::Serialize + serde::de::DeserializeOwned")]
struct Wrap<T> {
    id: u8,
    #[entity(unique)]
    inner: T,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "wraps", type_attribute = "type")]
enum Wraps {
    Wrap(Wrap<u16>),
}

#[tokio::test]
async fn a_parameter_can_be_unique() {
    let table = table::<Wraps>().await;
    Wrap { id: 1, inner: 7_u16 }.create().send(&table).await.unwrap();
    let error = Wrap { id: 2, inner: 7_u16 }.create().send(&table).await.unwrap_err();
    assert_eq!(error.unique_field(), Some("inner"));
}

//! A parent with its children.

use dynamodel::{
    Collection, Entity, Meter, Table, TableClient, op::Group, op::GroupQuery, op::HeldBy, op::PagedGroup,
};
use serde::{Deserialize, Serialize};

use crate::collections::{Board, Boards, Card, CardByTitle, Draft, Tag, TagOfBoard};
use crate::support::raw::{item, s};
use crate::support::store::{with, write};
use crate::support::world::table;

/// `BOARD#` < `CARD#`: the board comes first.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_cards", pk = "BOARD#{board}")]
#[expect(clippy::vec_box, reason = "that a box is seen through is what is tried")]
struct BoardWithCards {
    #[collection(parent)]
    board: Option<Box<Board>>,
    #[collection(children)]
    cards: Vec<Box<Card>>,
}

/// `A#` < `BOARD#`: from the end the board comes first. Nothing else lies between them.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_last_titles", pk = "BOARD#{board}", rev)]
struct BoardWithTitles {
    #[collection(parent)]
    board: Board,
    #[collection(children)]
    #[pattern(CardByTitle)]
    cards: Vec<Card>,
}

/// Children of several kinds.
#[derive(Clone, Debug, PartialEq, Collection)]
enum Content {
    Draft(Draft),
    #[pattern(TagOfBoard)]
    Tag(Tag),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_content", pk = "BOARD#{board}")]
struct BoardWithContent {
    #[collection(parent)]
    board: Option<Board>,
    #[collection(children)]
    content: Vec<Content>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "ACCOUNT#{name}", sk = "#ORGANIZATION#{name}")]
struct Organization {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "ACCOUNT#{name}", sk = "#PERSON")]
struct Person {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "ACCOUNT#{account}", sk = "REPO#{name}")]
struct Repo {
    account: String,
    name: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "accounts", type_attribute = "type")]
enum Accounts {
    Organization(Organization),
    Person(Person),
    Repo(Repo),
}

/// A parent of several kinds.
#[derive(Clone, Debug, PartialEq, Collection)]
enum Owner {
    Organization(Organization),
    Person(Person),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_repos", pk = "ACCOUNT#{account}")]
struct OwnerWithRepos {
    #[collection(parent)]
    owner: Option<Owner>,
    #[collection(children)]
    repos: Vec<Repo>,
}

fn board() -> Board {
    Board { board: 1, about: "it".to_owned() }
}

fn card(number: u16) -> Card {
    Card { board: 1, number, title: format!("title {number:02}"), priority: None }
}

async fn filled(parent: bool) -> TableClient<Boards> {
    let table = table::<Boards>().await;
    if parent {
        board().create().send(&table).await.unwrap();
    }
    for number in 1..=12 {
        card(number).create().send(&table).await.unwrap();
    }
    for name in ["a", "B"] {
        Draft { board: 1, name: name.to_owned() }.create().send(&table).await.unwrap();
        Tag { id: 1, tag: name.to_owned() }.create().send(&table).await.unwrap();
    }
    table
}

fn numbers(cards: &[Card]) -> Vec<u16> {
    cards.iter().map(|card| card.number).collect()
}

#[tokio::test]
async fn a_parent_and_its_newest_children_are_one_request() {
    let meter = Meter::new();
    let table = filled(true).await.metered(&meter);
    let found =
        BoardWithTitles::with_last_titles(1).take(10).consistent().one(&table).await.unwrap().unwrap();
    assert_eq!(meter.take().requests, 1);
    assert_eq!(found.board, board());
    assert_eq!(numbers(&found.cards), [12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    let request = BoardWithTitles::with_last_titles(1).take(10).request(&table).unwrap();
    assert_eq!((request.limit, request.scan_index_forward), (Some(11), Some(false)));
}

#[tokio::test]
async fn take_counts_children() {
    for parent in [false, true] {
        let table = filled(parent).await;
        for take in 0..15 {
            for size in [1, 2, 100] {
                let query = || BoardWithCards::with_cards(1).take(take).page_size(size);
                let found = query().one(&table).await.unwrap();
                if take == 0 && !parent {
                    assert_eq!(found, None);
                    continue;
                }
                let found = found.unwrap();
                assert_eq!(found.board.as_deref(), parent.then(board).as_ref(), "{take} {size}");
                let expected: Vec<_> = (1..=12).take(take).map(card).map(Box::new).collect();
                assert_eq!(found.cards, expected, "{take} {size}");
                if take > 0 {
                    let page = query().page(&table).await.unwrap();
                    assert_eq!(page.group, found);
                    assert_eq!(page.cursor.is_some(), take < 12, "{take} {size}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_parent_that_is_needed_and_is_not_there_is_none() {
    let table = filled(false).await;
    assert_eq!(BoardWithTitles::with_last_titles(1).one(&table).await.unwrap(), None);
    let found = BoardWithCards::with_cards(1).one(&table).await.unwrap().unwrap();
    assert_eq!((found.board, found.cards.len()), (None, 12));
    assert_eq!(BoardWithCards::with_cards(2).one(&table).await.unwrap(), None);
}

/// The parents and the children of all pages.
async fn walk<G, T>(query: impl Fn() -> GroupQuery<G>, table: &TableClient<T>) -> Vec<G>
where
    T: Table,
    G: PagedGroup,
    <G as Group>::Parent: HeldBy<T>,
    <G as Group>::Child: HeldBy<T>,
{
    let (mut groups, mut cursor) = (Vec::new(), None);
    loop {
        let page = query().after(cursor).page(table).await.unwrap();
        groups.push(page.group);
        cursor = page.cursor;
        if cursor.is_none() {
            return groups;
        }
        assert!(groups.len() < 50, "the walk does not end");
    }
}

#[tokio::test]
async fn later_pages_have_children_and_no_parent() {
    for parent in [false, true] {
        let table = filled(parent).await;
        for (size, take) in [(1, None), (3, None), (100, Some(5)), (2, Some(5)), (100, Some(12))] {
            let query = || {
                let query = BoardWithCards::with_cards(1).page_size(size);
                if let Some(children) = take { query.take(children) } else { query }
            };
            let groups = walk(query, &table).await;
            let parents = groups.iter().enumerate().filter(|(_, group)| group.board.is_some());
            let parents: Vec<usize> = parents.map(|(at, _)| at).collect();
            assert_eq!(parents, if parent { vec![0] } else { vec![] }, "{size} {take:?}");
            let cards: Vec<_> =
                groups.into_iter().flat_map(|group| group.cards).map(|card| card.number).collect();
            assert_eq!(cards, (1..=12).collect::<Vec<_>>(), "{size} {take:?}");
        }
    }
}

#[tokio::test]
async fn a_page_of_the_parent_alone_goes_on_with_the_children() {
    let table = filled(true).await;
    let page = BoardWithCards::with_cards(1).take(0).page(&table).await.unwrap();
    assert_eq!((page.group.board.as_deref(), page.group.cards.len()), (Some(&board()), 0));
    let next = BoardWithCards::with_cards(1).after(page.cursor).page(&table).await.unwrap();
    assert_eq!((next.group.board, next.group.cards.len()), (None, 12));
}

#[tokio::test]
async fn children_can_be_of_several_kinds() {
    let table = filled(true).await;
    let found = BoardWithContent::with_content(1).one(&table).await.unwrap().unwrap();
    assert_eq!(found.board, Some(board()));
    let draft = |name: &str| Content::Draft(Draft { board: 1, name: name.to_owned() });
    let tag = |tag: &str| Content::Tag(Tag { id: 1, tag: tag.to_owned() });
    assert_eq!(found.content, [draft("B"), draft("a"), tag("B"), tag("a")]);
}

#[tokio::test]
async fn a_parent_can_be_of_several_kinds() {
    let table = table::<Accounts>().await;
    let name = |name: &str| name.to_owned();
    Organization { name: name("o") }.create().send(&table).await.unwrap();
    Person { name: name("p") }.create().send(&table).await.unwrap();
    for account in ["o", "p", "q"] {
        for repo in ["a", "b", "c"] {
            Repo { account: name(account), name: name(repo) }.create().send(&table).await.unwrap();
        }
    }
    let owners = [
        ("o", Some(Owner::Organization(Organization { name: name("o") }))),
        ("p", Some(Owner::Person(Person { name: name("p") }))),
        ("q", None),
    ];
    for (account, owner) in owners {
        let found = OwnerWithRepos::with_repos(account).take(2).one(&table).await.unwrap().unwrap();
        assert_eq!((&found.owner, found.repos.len()), (&owner, 2));
        let pages = walk(|| OwnerWithRepos::with_repos(account).take(2).page_size(1), &table).await;
        assert_eq!(pages[0], found);
        assert_eq!(
            pages[1],
            OwnerWithRepos { owner: None, repos: vec![Repo { account: name(account), name: name("c") }] }
        );
        assert_eq!(pages.len(), 2);
    }
}

#[tokio::test]
async fn a_cursor_of_a_group_resumes_it_only() {
    let table = filled(true).await;
    let page = BoardWithCards::with_cards(1).take(2).page(&table).await.unwrap();
    let other = BoardWithContent::with_content(1).after(page.cursor.clone()).page(&table).await;
    assert!(other.unwrap_err().is_invalid_cursor());
    let other = BoardWithCards::with_cards(2).after(page.cursor.clone()).page(&table).await;
    assert!(other.unwrap_err().is_invalid_cursor());
    let renamed = table.clone().named("another");
    let other = BoardWithCards::with_cards(1).after(page.cursor).page(&renamed).await;
    assert!(other.unwrap_err().is_invalid_cursor());
}

#[tokio::test]
async fn unknown_types_are_skipped_or_refused() {
    let table = filled(true).await;
    write(&table, with(item("BOARD#1", "A#x"), "type", s("Alien"))).await;
    let found = BoardWithTitles::with_last_titles(1).one(&table).await.unwrap().unwrap();
    assert_eq!(found.cards.len(), 12);
    let strict = BoardWithTitles::with_last_titles(1).strict().one(&table).await;
    assert!(strict.unwrap_err().is_unknown_type());
}

/// Offers of a shop, which end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "SHOP#{shop}", sk = "OFFER#{number}")]
struct Offer {
    shop: u8,
    number: u8,
    #[entity(ttl)]
    until: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "SHOP#{shop}", sk = "A SHOP")]
struct Shop {
    shop: u8,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "shops", type_attribute = "type", ttl_attribute = "until")]
enum Shops {
    Offer(Offer),
    Shop(Shop),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "with_offers", pk = "SHOP#{shop}")]
struct ShopWithOffers {
    #[collection(parent)]
    shop: Shop,
    #[collection(children)]
    offers: Vec<Offer>,
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "all_of", pk = "SHOP#{shop}")]
enum OfShop {
    Shop(Shop),
    Offer(Offer),
}

#[tokio::test]
async fn expired_items_are_absent_unless_requested() {
    let table = table::<Shops>().await;
    Shop { shop: 1 }.create().send(&table).await.unwrap();
    for number in 1..=6 {
        let until = if number % 2 == 0 { 1 } else { 9_999_999_999 };
        Offer { shop: 1, number, until }.create().send(&table).await.unwrap();
    }
    let query = || ShopWithOffers::with_offers(1);
    let numbers = |found: Option<ShopWithOffers>| -> Vec<u8> {
        found.unwrap().offers.into_iter().map(|offer| offer.number).collect()
    };
    assert_eq!(numbers(query().one(&table).await.unwrap()), [1, 3, 5]);
    assert_eq!(numbers(query().take(2).page_size(1).one(&table).await.unwrap()), [1, 3]);
    assert_eq!(numbers(query().with_expired().take(2).one(&table).await.unwrap()), [1, 2]);
    assert_eq!(OfShop::all_of(1).count(&table).await.unwrap(), 4);
    assert_eq!(OfShop::all_of(1).with_expired().count(&table).await.unwrap(), 7);
}

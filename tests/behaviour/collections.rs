//! Collections read exactly what the queries of their patterns read, in one.

mod parents;

use dynamodel::{
    Collection, Cursor, Entity, Meter, Table, TableClient, embedded::Engine, op::CollectionQuery, op::HeldBy,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, s};
use crate::support::store::{with, write};
use crate::support::world::table;

/// Its sort key is given by its partition, where the number is not padded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "itself", pk = "BOARD#{board}", sk = "BOARD#{board}")]
#[key(index = "GSI1", name = "in_index", pk = "BOARD#{board}", sk = "_")]
#[key(index = "LSI1", name = "in_local", sk = "B")]
pub(crate) struct Board {
    pub(crate) board: u32,
    pub(crate) about: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_board", pk = "BOARD#{board}", sk = "CARD#{number}")]
#[lookup(name = "by_title", pk = "BOARD#{board}", sk = "A#{title}#{number}")]
#[key(index = "GSI1", name = "by_priority", pk = "BOARD#{board}", sk = "{priority:02}#{number}")]
pub(crate) struct Card {
    pub(crate) board: u32,
    pub(crate) number: u16,
    pub(crate) title: String,
    pub(crate) priority: Option<u8>,
}

/// Lies before, between and behind the cards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_board", pk = "BOARD#{board}", sk = "C{name}")]
#[key(index = "LSI1", name = "by_name", sk = "C{name}")]
pub(crate) struct Draft {
    pub(crate) board: u32,
    pub(crate) name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_board", pk = "BOARD#{id}", sk = "TAG#{tag}")]
#[key(index = "GSI1", name = "in_index", pk = "BOARD#{id}", sk = "X#{tag}")]
pub(crate) struct Tag {
    pub(crate) id: u32,
    pub(crate) tag: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "boards", type_attribute = "type")]
#[index(name = "GSI1", pk = "GSI1PK", sk = "GSI1SK")]
#[index(name = "LSI1", sk = "LSI1SK", local)]
pub(crate) enum Boards {
    Board(Board),
    Card(Card),
    Draft(Draft),
    Tag(Tag),
}

/// Drafts can lie in its range.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_board", pk = "BOARD#{board}")]
enum Page {
    Card(Card),
    Board(Box<Board>),
}

/// Copies and items of one entity, and a string at the end.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_board", pk = "BOARD#{number}")]
enum Everything {
    #[pattern(CardByTitle)]
    Titled(Card),
    Board(Board),
    #[pattern(TagOfBoard)]
    Tag(Tag),
    Draft(Box<Draft>),
    Numbered(Card),
}

/// One pattern covers the other.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of_board", pk = "BOARD#{board}")]
enum Written {
    Draft(Draft),
    Card(Card),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "in_index", pk = "BOARD#{board}")]
enum Indexed {
    #[pattern(CardByPriority)]
    Card(Card),
    #[pattern(BoardInIndex)]
    Board(Board),
    #[pattern(TagInIndex)]
    Tag(Tag),
}

#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "in_local", pk = "BOARD#{board}")]
enum Localized {
    #[pattern(DraftByName)]
    Draft(Draft),
    #[pattern(BoardInLocal)]
    Board(Board),
}

/// The items of a board.
#[derive(Clone, Debug)]
struct Content {
    about: bool,
    cards: Vec<(u16, String, Option<u8>)>,
    drafts: Vec<String>,
    tags: Vec<String>,
}

const BOARD: u32 = 1;
const AWKWARD: [&str; 8] = ["a", "ARD", "ARE", "!", "z", "\u{10FFFF}", "é", "A"];

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set(prop::sample::select(&AWKWARD[..]), 0..5)
        .prop_map(|texts| texts.into_iter().map(str::to_owned).collect())
}

fn content() -> impl Strategy<Value = Content> {
    let number = prop_oneof![0..12_u16, Just(u16::MAX)];
    let title = prop::sample::select(&AWKWARD[..]).prop_map(str::to_owned);
    let priority = prop::option::of(prop_oneof![0..4_u8, Just(99)]);
    let cards = prop::collection::btree_map(number, (title, priority), 0..8);
    let cards = cards.prop_map(|cards| {
        cards.into_iter().map(|(number, (title, priority))| (number, title, priority)).collect()
    });
    (any::<bool>(), cards, texts(), texts()).prop_map(|(about, cards, drafts, tags)| Content {
        about,
        cards,
        drafts,
        tags,
    })
}

async fn fill(table: &TableClient<Boards>, board: u32, content: &Content) {
    if content.about {
        Board { board, about: "it".to_owned() }.create().send(table).await.unwrap();
    }
    for (number, title, priority) in content.cards.clone() {
        Card { board, number, title, priority }.create().send(table).await.unwrap();
    }
    for name in content.drafts.clone() {
        Draft { board, name }.create().send(table).await.unwrap();
    }
    for tag in content.tags.clone() {
        Tag { id: board, tag }.create().send(table).await.unwrap();
    }
}

async fn filled(content: &Content) -> TableClient<Boards> {
    let table = table::<Boards>().await;
    fill(&table, BOARD, content).await;
    // Those of boards whose numbers start alike are not to be seen.
    fill(&table, 10, content).await;
    table
}

fn sample() -> Content {
    let cards = (1..=6).map(|number| {
        let priority = (number % 2 == 0).then_some(3);
        (number, AWKWARD[usize::from(number)].to_owned(), priority)
    });
    let texts = || AWKWARD.map(str::to_owned).to_vec();
    Content { about: true, cards: cards.collect(), drafts: texts(), tags: texts() }
}

/// The items by their keys.
fn merged<C>(mut all: Vec<(String, C)>) -> Vec<C> {
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    all.into_iter().map(|(_, item)| item).collect()
}

async fn cards(table: &TableClient<Boards>) -> Vec<(String, Card)> {
    let cards = Card::of_board(BOARD).all(table).await.unwrap();
    cards.into_iter().map(|card| (format!("CARD#{:05}", card.number), card)).collect()
}

async fn drafts(table: &TableClient<Boards>) -> Vec<(String, Draft)> {
    let drafts = Draft::of_board(BOARD).all(table).await.unwrap();
    drafts.into_iter().map(|draft| (format!("C{}", draft.name), draft)).collect()
}

async fn tags(table: &TableClient<Boards>) -> Vec<(String, Tag)> {
    let tags = Tag::of_board(BOARD).all(table).await.unwrap();
    tags.into_iter().map(|tag| (format!("TAG#{}", tag.tag), tag)).collect()
}

async fn boards(table: &TableClient<Boards>) -> Vec<(String, Board)> {
    let boards = Board::itself(BOARD).all(table).await.unwrap();
    boards.into_iter().map(|board| ("BOARD#0000000001".to_owned(), board)).collect()
}

fn each<E, C>(items: Vec<(String, E)>, variant: impl Fn(E) -> C) -> Vec<(String, C)> {
    items.into_iter().map(|(key, item)| (key, variant(item))).collect()
}

async fn page(table: &TableClient<Boards>) -> Vec<Page> {
    let mut all = each(cards(table).await, Page::Card);
    all.extend(each(boards(table).await, |board| Page::Board(Box::new(board))));
    merged(all)
}

async fn everything(table: &TableClient<Boards>) -> Vec<Everything> {
    let titled = Card::by_title(BOARD).all(table).await.unwrap().into_iter();
    let titled = titled.map(|card| (format!("A#{}#{:05}", card.title, card.number), card)).collect();
    let mut all = each(titled, Everything::Titled);
    all.extend(each(boards(table).await, Everything::Board));
    all.extend(each(tags(table).await, Everything::Tag));
    all.extend(each(drafts(table).await, |draft| Everything::Draft(Box::new(draft))));
    all.extend(each(cards(table).await, Everything::Numbered));
    merged(all)
}

async fn written(table: &TableClient<Boards>) -> Vec<Written> {
    let mut all = each(drafts(table).await, Written::Draft);
    all.extend(each(cards(table).await, Written::Card));
    merged(all)
}

async fn indexed(table: &TableClient<Boards>) -> Vec<Indexed> {
    let cards = Card::by_priority(BOARD).all(table).await.unwrap().into_iter();
    let cards = cards.map(|card| (format!("{:02}#{:05}", card.priority.unwrap(), card.number), card));
    let mut all = each(cards.collect(), Indexed::Card);
    let boards = Board::in_index(BOARD).all(table).await.unwrap().into_iter();
    all.extend(boards.map(|board| ("_".to_owned(), Indexed::Board(board))));
    let tags = Tag::in_index(BOARD).all(table).await.unwrap().into_iter();
    all.extend(tags.map(|tag| (format!("X#{}", tag.tag), Indexed::Tag(tag))));
    merged(all)
}

async fn localized(table: &TableClient<Boards>) -> Vec<Localized> {
    let drafts = Draft::by_name(BOARD).all(table).await.unwrap().into_iter();
    let mut all: Vec<_> = drafts.map(|draft| (format!("C{}", draft.name), Localized::Draft(draft))).collect();
    let boards = Board::in_local(BOARD).all(table).await.unwrap().into_iter();
    all.extend(boards.map(|board| ("B".to_owned(), Localized::Board(board))));
    merged(all)
}

/// The collection is this list, however it is read.
async fn check<C>(query: impl Fn() -> CollectionQuery<C>, expected: Vec<C>, table: &TableClient<Boards>)
where
    C: Collection + HeldBy<Boards> + Clone + PartialEq + std::fmt::Debug,
{
    for backward in [false, true] {
        let query = || if backward { query().rev() } else { query() };
        let mut expected = expected.clone();
        if backward {
            expected.reverse();
        }
        assert_eq!(query().all(table).await.unwrap(), expected);
        assert_eq!(query().strict().all(table).await.unwrap(), expected);
        assert_eq!(query().count(table).await.unwrap(), expected.len());
        assert_eq!(query().first(table).await.unwrap(), expected.first().cloned());
        let mut stream = query().page_size(3).stream(table);
        for item in &expected {
            assert_eq!(stream.try_next().await.unwrap().as_ref(), Some(item));
        }
        assert_eq!(stream.try_next().await.unwrap(), None);
        for (size, take) in [(1, None), (100, Some(3)), (2, Some(3))] {
            let limited = || {
                let query = query().page_size(size);
                if let Some(items) = take { query.take(items) } else { query }
            };
            assert_eq!(walk(&limited, table).await, expected, "{size} {take:?} {backward}");
            let taken: Vec<_> = expected.iter().take(take.unwrap_or(usize::MAX)).cloned().collect();
            assert_eq!(limited().all(table).await.unwrap(), taken);
        }
    }
}

async fn walk<C>(query: &impl Fn() -> CollectionQuery<C>, table: &TableClient<Boards>) -> Vec<C>
where
    C: Collection + HeldBy<Boards>,
{
    let (mut all, mut cursor): (_, Option<Cursor>) = (Vec::new(), None);
    loop {
        let page = query().after(cursor).page(table).await.unwrap();
        all.extend(page.items);
        cursor = page.cursor;
        if cursor.is_none() {
            return all;
        }
    }
}

async fn check_all(table: &TableClient<Boards>) {
    check(|| Page::of_board(BOARD), page(table).await, table).await;
    check(|| Everything::of_board(BOARD), everything(table).await, table).await;
    check(|| Written::of_board(BOARD).consistent(), written(table).await, table).await;
    check(|| Indexed::in_index(BOARD), indexed(table).await, table).await;
    check(|| Localized::in_local(BOARD).consistent(), localized(table).await, table).await;
}

#[tokio::test]
async fn a_collection_is_its_patterns_in_the_order_of_keys() {
    let table = filled(&sample()).await;
    assert_eq!(page(&table).await.len(), 7);
    assert_eq!(everything(&table).await.len(), 6 + 1 + 8 + 8 + 6);
    assert_eq!(indexed(&table).await.len(), 3 + 1 + 8);
    check_all(&table).await;
}

#[test]
fn collection_equals_its_patterns_in_random_partitions() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: 4, ..Config::default() });
    runner
        .run(&content(), |content| {
            runtime.block_on(async {
                let table = filled(&content).await;
                check_all(&table).await;
            });
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn an_empty_partition_has_nothing() {
    let table = table::<Boards>().await;
    assert_eq!(Page::of_board(7).all(&table).await.unwrap(), []);
    assert_eq!(Page::of_board(7).first(&table).await.unwrap(), None);
    assert_eq!(Page::of_board(7).count(&table).await.unwrap(), 0);
}

#[tokio::test]
async fn one_request_reads_nothing_beside_the_range() {
    let meter = Meter::new();
    let table = table::<Boards>().await;
    let board = Board { board: BOARD, about: String::new() };
    board.create().send(&table).await.unwrap();
    for number in 1..=9 {
        let card = Card { board: BOARD, number, title: "x".repeat(100), priority: None };
        card.create().send(&table).await.unwrap();
    }
    // Before the board and behind the cards: 200 KB each, which would be 25 units more.
    for sk in ["B", "BOARD#", "BOARD#0000000000", "CARD#:1", "CARD$", "TAG#x"] {
        let heavy = with(item("BOARD#1", sk), "type", s("Heavy"));
        write(&table, with(heavy, "text", s(&"x".repeat(200_000)))).await;
    }
    let table = table.metered(&meter);
    for backward in [false, true] {
        let query = || if backward { Page::of_board(BOARD).rev() } else { Page::of_board(BOARD) };
        let found = query().page(&table).await.unwrap();
        let cost = meter.take();
        assert_eq!((found.items.len(), found.skipped), (10, 0));
        assert_eq!((cost.requests, cost.capacity), (1, 0.5), "{backward}");
        assert_eq!(query().all(&table).await.unwrap().len(), 10);
        assert_eq!(meter.take().requests, 1);
    }
}

#[tokio::test]
async fn unknown_types_are_skipped_or_refused() {
    let table = filled(&sample()).await;
    write(&table, with(item("BOARD#1", "CARD#00003x"), "type", s("Alien"))).await;
    let page = Everything::of_board(BOARD).page(&table).await.unwrap();
    assert_eq!(page.skipped, 1);
    assert_eq!(page.items, everything(&table).await);
    assert!(Everything::of_board(BOARD).strict().all(&table).await.unwrap_err().is_unknown_type());
    // Just behind the last tag and the last card, where `BETWEEN` reaches and none is.
    for sk in ["TAG$", "CARD#:"] {
        write(&table, with(item("BOARD#1", sk), "type", s("Alien"))).await;
    }
    assert_eq!(Everything::of_board(BOARD).strict().page_size(7).page(&table).await.unwrap().items.len(), 7);
    let range = Everything::of_board(BOARD).rev().page(&table).await.unwrap();
    assert_eq!(range.skipped, 2, "the first, and what lies between cards and tags");
}

#[tokio::test]
async fn a_malformed_item_is_an_error_with_its_key() {
    let table = filled(&sample()).await;
    write(&table, with(item("BOARD#1", "CARD#00009"), "type", s("Card"))).await;
    let error = Page::of_board(BOARD).all(&table).await.unwrap_err();
    assert!(error.is_malformed_item());
    assert!(error.to_string().contains("CARD#00009"), "{error}");
}

#[tokio::test]
async fn a_value_that_does_not_fit_is_refused_before_anything_is_sent() {
    let table = crate::github::GitHub::table(Engine::memory().client());
    let error = crate::github::RepositoryItem::repository_page("a#b", "c").all(&table).await.unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
}

#[tokio::test]
async fn a_cursor_resumes_its_collection_only() {
    let table = filled(&sample()).await;
    let cursor = async || Page::of_board(BOARD).take(2).page(&table).await.unwrap().cursor.unwrap();
    let refused = |answer: Result<(), dynamodel::Error>| {
        assert!(answer.unwrap_err().is_invalid_cursor());
    };
    assert_eq!(Page::of_board(BOARD).after(cursor().await).all(&table).await.unwrap().len(), 5);
    refused(Page::of_board(BOARD).rev().after(cursor().await).all(&table).await.map(drop));
    refused(Page::of_board(10).after(cursor().await).all(&table).await.map(drop));
    refused(Written::of_board(BOARD).after(cursor().await).all(&table).await.map(drop));
    refused(Everything::of_board(BOARD).after(cursor().await).all(&table).await.map(drop));
    refused(Card::of_board(BOARD).after(cursor().await).all(&table).await.map(drop));
    refused(Indexed::in_index(BOARD).after(cursor().await).all(&table).await.map(drop));
    let single = Card::of_board(BOARD).take(2).page(&table).await.unwrap().cursor;
    refused(Page::of_board(BOARD).after(single).all(&table).await.map(drop));
    let renamed = table.clone().named("another");
    refused(Page::of_board(BOARD).after(cursor().await).all(&renamed).await.map(drop));
}

#[tokio::test]
async fn an_item_with_the_type_of_a_pattern_and_the_key_of_none_is_left_out() {
    let table = filled(&sample()).await;
    // Between the cards and the tags.
    write(&table, with(item("BOARD#1", "D"), "type", s("Card"))).await;
    check(|| Everything::of_board(BOARD).page_size(50), everything(&table).await, &table).await;
}

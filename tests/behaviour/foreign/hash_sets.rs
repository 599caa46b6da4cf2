//! Hash sets that are stored as lists: their order means nothing.

use std::collections::{BTreeSet, HashMap, HashSet};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Document, Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::foreign::{item_of, stored_at};
use crate::support::raw::{Item, s};
use crate::support::store::{stored, write};
use crate::support::world::table;

const SIX: [&str; 6] = ["d", "a", "f", "c", "b", "e"];

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Inner {
    labels: HashSet<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "doc-{id}", sk = "_root")]
struct Doc {
    id: u64,
    title: String,
    tags: HashSet<String>,
    by_user: HashMap<String, HashSet<u64>>,
    inner: Inner,
    maybe: Option<HashSet<String>>,
    ordered: BTreeSet<String>,
    list: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "page-{id}", sk = "_root")]
#[lookup(name = "by_title", pk = "title-{title}", sk = "{id}")]
struct Page {
    id: u64,
    title: String,
    tags: HashSet<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "docs", type_attribute = "type")]
enum Docs {
    Doc(Doc),
    Page(Page),
}

fn texts<C: FromIterator<String>>() -> C {
    SIX.map(str::to_owned).into_iter().collect()
}

fn doc() -> Doc {
    Doc {
        id: 1,
        title: "a".to_owned(),
        tags: texts(),
        by_user: HashMap::from([("ann".to_owned(), HashSet::from([5, 50, 7, 1, 3]))]),
        inner: Inner { labels: texts() },
        maybe: Some(texts()),
        ordered: texts(),
        list: texts(),
    }
}

fn scrambled() -> AttributeValue {
    AttributeValue::L(SIX.map(s).into())
}

/// As another program has stored it.
fn foreign() -> Item {
    let mut item = item_of::<Doc, Docs>(&doc());
    for name in ["tags", "maybe", "ordered"] {
        item.insert(name.to_owned(), scrambled());
    }
    item.insert("inner".to_owned(), AttributeValue::M(HashMap::from([("labels".to_owned(), scrambled())])));
    item
}

async fn load(table: &TableClient<Docs>) -> Doc {
    Doc::get(1).send(table).await.unwrap().unwrap()
}

#[test]
fn a_hash_set_is_stored_in_one_order() {
    let first = item_of::<Doc, Docs>(&doc());
    assert_eq!(first["tags"], AttributeValue::L(["a", "b", "c", "d", "e", "f"].map(s).into()));
    assert_eq!(first["list"], scrambled());
    for _ in 0..20 {
        assert_eq!(item_of::<Doc, Docs>(&doc()), first);
    }
}

#[tokio::test]
async fn an_item_with_hash_sets_is_updated_whatever_is_changed() {
    let changes: [fn(&mut Doc); 7] = [
        |doc| doc.title.push('b'),
        |doc| doc.tags.extend(["g".to_owned()]),
        |doc| doc.by_user.get_mut("ann").unwrap().extend([9]),
        |doc| doc.inner.labels.retain(|label| label != "a"),
        |doc| doc.maybe = None,
        |doc| doc.ordered.retain(|text| text != "a"),
        |doc| doc.list.push("g".to_owned()),
    ];
    let table = table::<Docs>().await;
    for item in [item_of::<Doc, Docs>(&doc()), foreign()] {
        for change in changes {
            write(&table, item.clone()).await;
            let mut wanted = doc();
            change(&mut wanted);
            load(&table).await.update().with(change).send(&table).await.unwrap();
            assert_eq!(load(&table).await, wanted);
        }
    }
}

#[tokio::test]
async fn only_what_is_changed_is_sent_of_hash_sets() {
    let table = table::<Docs>().await;
    let change = doc().update().with(|doc| doc.title.push('b')).request(&table).unwrap();
    let dynamodel::op::Request::UpdateItem(request) = change else { panic!() };
    assert_eq!(
        request.expression_attribute_values.unwrap().len(),
        3,
        "the title before and after, and the type"
    );
}

#[tokio::test]
async fn another_element_is_a_conflict_and_another_order_of_a_list_too() {
    let table = table::<Docs>().await;
    let mut reversed = foreign();
    reversed.insert("list".to_owned(), AttributeValue::L(SIX.map(s).into_iter().rev().collect()));
    let mut extended = foreign();
    extended.insert("tags".to_owned(), AttributeValue::L(SIX.map(s).into_iter().chain([s("z")]).collect()));
    for (item, change) in [
        (reversed, (|doc| doc.list.push("g".to_owned())) as fn(&mut Doc)),
        (extended, |doc| doc.tags.extend(["g".to_owned()])),
    ] {
        write(&table, foreign()).await;
        let loaded = load(&table).await;
        write(&table, item).await;
        let before = stored(&table).await;
        let error = loaded.update().with(change).send(&table).await.unwrap_err();
        assert!(error.is_conflict(), "{error}");
        assert_eq!(stored(&table).await, before);
    }
}

#[tokio::test]
async fn a_set_is_equal_in_any_order() {
    let table = table::<Docs>().await;
    for item in [item_of::<Doc, Docs>(&doc()), foreign()] {
        write(&table, item).await;
        let fields = Doc::FIELDS;
        let all: HashSet<String> = texts();
        let fewer: HashSet<String> = all.iter().filter(|text| *text != "a").cloned().collect();
        let other: HashSet<String> = fewer.iter().cloned().chain(["z".to_owned()]).collect();
        let holds = [
            fields.tags.eq(all.clone()),
            fields.inner.labels.eq(&all),
            fields.maybe.eq(all.clone()),
            fields.ordered.eq(texts::<BTreeSet<_>>()),
            fields.tags.ne(fewer.clone()),
            fields.tags.ne(other.clone()),
            fields.tags.is_in([fewer.clone(), all.clone()]),
        ];
        for condition in holds {
            Doc::update(1).set(fields.title, "b").condition(condition).send(&table).await.unwrap();
        }
        let fails = [
            fields.tags.eq(fewer.clone()),
            fields.tags.eq(other),
            fields.tags.eq(HashSet::new()),
            fields.tags.ne(all.clone()),
            fields.maybe.eq(None),
            fields.tags.is_in([fewer]),
        ];
        for condition in fails {
            let update = Doc::update(1).set(fields.title, "c").condition(condition);
            let error = update.send(&table).await.unwrap_err();
            assert!(error.is_condition_failed(), "{error}");
        }
    }
    let nothing = Doc { tags: HashSet::new(), maybe: None, ..doc() };
    write(&table, item_of::<Doc, Docs>(&nothing)).await;
    let empty = Doc::FIELDS.tags.eq(HashSet::new()).and(Doc::FIELDS.maybe.eq(None));
    Doc::update(1).set(Doc::FIELDS.title, "b").condition(empty).send(&table).await.unwrap();
}

#[tokio::test]
async fn hash_sets_follow_into_copies_and_to_other_keys() {
    let table = table::<Docs>().await;
    let page = Page { id: 1, title: "a".to_owned(), tags: texts() };
    page.create().send(&table).await.unwrap();
    let mut item = stored_at(&table, "page-1").await;
    item.insert("tags".to_owned(), scrambled());
    write(&table, item).await;
    let loaded = Page::get(1).send(&table).await.unwrap().unwrap();
    loaded.update().with(|page| page.tags.extend(["g".to_owned()])).send(&table).await.unwrap();
    let loaded = Page::by_title("a").all(&table).await.unwrap().swap_remove(0);
    assert_eq!(loaded.tags.len(), 7);
    loaded.move_to(&Page { id: 2, ..loaded.clone() }).send(&table).await.unwrap();
    assert_eq!(Page::by_title("a").all(&table).await.unwrap(), [Page { id: 2, ..loaded }]);
    write(&table, foreign()).await;
    load(&table).await.move_to(&Doc { id: 2, ..doc() }).send(&table).await.unwrap();
}

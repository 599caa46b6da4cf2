//! Items as programs from before have left them.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::schema::{IndexMeta, KeyAttribute, KeyKind};
use dynamodel::{Entity, Holds, Table, TableClient};

use crate::backfill::{backfill, counts};
use crate::support::raw::{Item, n, s};
use crate::support::store::{Stored, content, stored, write};
use crate::support::world::table;

/// The ways in which a stored item is older.
#[derive(Clone, Copy, Debug)]
pub(super) enum Age {
    /// Nothing of what is derived is there.
    Bare,
    /// All is there, but made of other values.
    Stale,
    /// The item is right, copies and markers are missing.
    Alone,
    /// Copies and markers are right, the item has no keys of indexes.
    Unindexed,
}

pub(super) const AGES: [Age; 4] = [Age::Bare, Age::Stale, Age::Alone, Age::Unindexed];

/// The attributes by which the entity's indexes find the item, and no fields.
fn columns<E: Entity, T: Table>() -> impl Iterator<Item = &'static KeyAttribute> {
    let has_key = |index: &&IndexMeta| E::META.indexes.iter().any(|key| key.index == index.name);
    let indexes = T::META.indexes.iter().filter(has_key);
    let attributes = indexes.flat_map(|index| index.pk.iter().chain(index.sk));
    let is_key = |name: &str| name == T::META.pk.name || T::META.sk.is_some_and(|sk| sk.name == name);
    let is_field = |name: &str| E::META.fields.iter().any(|field| field.attribute == name);
    attributes.filter(move |attribute| !is_key(attribute.name) && !is_field(attribute.name))
}

/// The item as it is at this age; `None` if it is not there. `is_item` of copies and markers is false.
fn aged<E: Entity, T: Table>(age: Age, is_item: bool, mut item: Item) -> Option<Item> {
    let unindex = |item: &mut Item| columns::<E, T>().for_each(|column| drop(item.remove(column.name)));
    match (age, is_item) {
        (Age::Bare, true) => {
            unindex(&mut item);
            item.remove(T::META.revision_attribute);
        }
        (Age::Unindexed, true) => unindex(&mut item),
        (Age::Stale, true) => {
            for column in columns::<E, T>() {
                let stale = if column.kind == KeyKind::Number { n(77) } else { s("stale") };
                item.insert(column.name.to_owned(), stale);
            }
        }
        // A marker keeps other attributes.
        (Age::Stale, false) => {
            let is_copy = E::META.fields.iter().any(|field| item.contains_key(field.attribute));
            drop(if is_copy {
                item.insert("stale".to_owned(), s("stale"))
            } else {
                item.remove(T::META.owner_attribute)
            });
        }
        (Age::Bare | Age::Alone, false) => return None,
        (Age::Alone, true) | (Age::Unindexed, false) => {}
    }
    Some(item)
}

/// The items that are values and no copies or markers.
fn is_item<E: Entity, T: Table>(values: &[E], item: &Item) -> bool {
    let text = |name: &str| match &item[name] {
        AttributeValue::S(text) | AttributeValue::N(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    values.iter().any(|value| {
        let key = value.primary_key().unwrap();
        key.pk() == text(T::META.pk.name) && key.sk() == T::META.sk.map(|sk| text(sk.name)).as_deref()
    })
}

/// A table with these values, whose items are of these ages in turn.
pub(super) async fn aged_table<E: Entity, T: Holds<E>>(
    ages: &[Age],
    values: &[E],
    put: &Stored,
) -> TableClient<T> {
    let table = table::<T>().await;
    for (item, age) in put.values().zip(ages.iter().cycle()) {
        let is_item = is_item::<E, T>(values, item);
        if let Some(item) = aged::<E, T>(*age, is_item, item.clone()) {
            write(&table, item).await;
        }
    }
    table
}

/// Asserts that a backfill stores what puts of the values store, at any age, and that a second one changes nothing.
pub(super) async fn heals<E: Entity, T: Holds<E>>(values: &[E]) {
    let put = table::<T>().await;
    for value in values {
        value.put().send(&put).await.unwrap();
    }
    let (all, put) = (stored(&put).await, content(&put).await);
    for age in AGES {
        let table = aged_table::<E, T>(&[age], values, &all).await;
        let differ = stored(&table).await != all;
        let what = format!("{} {age:?}", E::META.name);
        let count = values.len();

        let dry = table.backfill::<E>().dry_run().send().await.unwrap();
        let first = backfill::<E, T>(&table).await;
        assert_eq!(counts(&dry), counts(&first), "{what}");
        assert_eq!((first.read, first.left.len()), (count, 0), "{what}: {first:?}");
        assert_eq!(first.rewritten > 0, differ, "{what}: {first:?}");
        assert_eq!(content(&table).await, put, "{what}");

        let before = stored(&table).await;
        let second = backfill::<E, T>(&table).await;
        assert_eq!(counts(&second), [count, 0, count, 0], "{what}");
        assert_eq!(stored(&table).await, before, "{what}");
    }
}

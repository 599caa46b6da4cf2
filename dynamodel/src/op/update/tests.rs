//! An update stores byte for byte the items that a put of the changed value stores.

use std::collections::BTreeMap;
use std::time::UNIX_EPOCH;

use dynamodel_derive::{Document, Entity, Table};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::codec::same::stable;
use crate::entity::Entity;
use crate::expr::target::{ByKey, CanSet, Loaded, Target};
use crate::item::{
    Encoded, apply,
    stored::Stored,
    table::{Holds, Table},
};
use crate::op::Update;
use crate::schema::{item::Item, table::TableMeta};
use crate::write::{Effect, Plan, Write};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
#[document(crate = "crate")]
struct Place {
    city: String,
    floor: i16,
}

/// An entity with every kind of dependence: an index of one field, two, an optional, a nested and a shared one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "{part}")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{due:08}#{id}")]
#[key(index = "gsi2", name = "by_owner", pk = "owner-{owner}", sk = "{part}#{id}")]
#[key(index = "gsi3", name = "by_city", pk = "city-{place.city:escaped}", sk = "{rank}#{id}")]
#[key(index = "lsi1", name = "by_level", sk = "{level}")]
#[entity(crate = "crate")]
struct Task {
    id: u32,
    part: u8,
    status: bool,
    due: u16,
    owner: Option<u8>,
    #[serde(rename = "where")]
    place: Place,
    rank: i8,
    level: i32,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    count: i64,
    tags: Vec<u8>,
}

/// An entity with copies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{id}", sk = "{title:escaped}")]
#[lookup(name = "by_creator", pk = "user-{creator}", sk = "{made}#{id}")]
#[lookup(name = "by_title", pk = "title-{title:escaped}", sk = "{id}")]
#[entity(crate = "crate")]
struct Video {
    id: u32,
    creator: u8,
    made: u16,
    title: String,
    note: Option<String>,
}

#[derive(Debug, Table)]
#[table(name = "work", type_attribute = "type", crate = "crate")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
#[index(name = "gsi3", pk = "gsi3pk", sk = "gsi3sk")]
#[index(name = "lsi1", sk = "lsi1sk", local)]
enum Work {
    #[allow(dead_code, reason = "only the model is used")]
    Task(Task),
    #[allow(dead_code, reason = "only the model is used")]
    Video(Video),
}

const TABLE: &TableMeta = <Work as Table>::META;

/// The items of a table by their keys, without revisions.
type StoredItems = BTreeMap<String, BTreeMap<String, String>>;

fn name_of(item: &Item) -> String {
    format!("{} {}", stable(&item["pk"]), stable(&item["sk"]))
}

fn shown(items: impl IntoIterator<Item = Item>) -> StoredItems {
    let one = |mut item: Item| {
        item.remove(TABLE.revision_attribute);
        let name = name_of(&item);
        (name, item.into_iter().map(|(name, value)| (name, stable(&value))).collect())
    };
    items.into_iter().map(one).collect()
}

/// Returns the items that a put of the value stores in an empty table.
fn put(value: &Encoded) -> Vec<Item> {
    let copies = value.copies().map(|(at, _)| value.item(TABLE, at, None).unwrap());
    std::iter::once(value.item(TABLE, 0, None).unwrap()).chain(copies.collect::<Vec<_>>()).collect()
}

/// Returns the items after the plan.
fn carry_out(plan: Plan, stored: Vec<Item>) -> Vec<Item> {
    let mut items: BTreeMap<String, Item> = stored.into_iter().map(|item| (name_of(&item), item)).collect();
    for change in plan.changes {
        let name = name_of(&change.item);
        match change.effect {
            Effect::Put => drop(items.insert(name, change.item)),
            Effect::Delete => drop(items.remove(&name)),
            Effect::Update(actions) => apply(&actions, items.get_mut(&name).unwrap()).unwrap(),
            Effect::Check => {}
        }
    }
    items.into_values().collect()
}

/// Checks that an update of `before` stores the items that a put of `after` stores.
fn is_put<E: Stored>(update: &impl Write, before: &E, after: &E) -> Result<(), TestCaseError>
where
    Work: Holds<E>,
{
    let (stored, after) = (Encoded::of(before).unwrap(), Encoded::of(after).unwrap());
    let stored = put(&stored);
    let read = update.reads(E::ENTITY).then(|| stored[0].clone());
    let left = carry_out(update.plan::<E, Work>(read).unwrap(), stored);
    prop_assert_eq!(shown(left), shown(put(&after)));
    Ok(())
}

fn text() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["a", "b", "a#", "%", "#b%", "\u{e9}"]).prop_map(str::to_owned)
}

fn tags() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..3)
}

prop_compose! {
    fn place()(city in text(), floor in any::<i16>()) -> Place {
        Place { city, floor }
    }
}

prop_compose! {
    fn task()(
        (id, part, status, due, owner) in any::<(u32, u8, bool, u16, Option<u8>)>(),
        (place, rank, level, title) in (place(), any::<i8>(), any::<i32>(), text()),
        (note, count, tags) in (proptest::option::of(text()), any::<i32>(), tags()),
    ) -> Task {
        Task { id, part, status, due, owner, place, rank, level, title, note, count: count.into(), tags }
    }
}

prop_compose! {
    fn video()(
        (id, creator, made) in any::<(u32, u8, u16)>(),
        title in text(),
        note in proptest::option::of(text()),
    ) -> Video {
        Video { id, creator, made, title, note }
    }
}

/// Returns `value` with a field of `from`.
fn with_field<E: Clone, V: Clone>(value: &E, from: &E, field: fn(&mut E) -> &mut V) -> E {
    let mut changed = value.clone();
    field(&mut changed).clone_from(field(&mut from.clone()));
    changed
}

/// Sets one field of `before`, which another writer has changed since.
fn set_stale<E, F>(
    before: &E,
    from: &E,
    path: F,
    field: fn(&mut E) -> &mut F::Value,
) -> Result<(), TestCaseError>
where
    E: Stored + Clone,
    F: Target<E, Value: Clone, First: CanSet<Loaded, F::How>>,
    Work: Holds<E>,
{
    let stored = with_field(before, from, field);
    let update = before.update().set(path, &*field(&mut before.clone()));
    is_put(&update.into_write(UNIX_EPOCH).unwrap(), &stored, before)
}

/// Sets one field of the loaded value.
fn set_loaded<E, F>(
    before: &E,
    from: &E,
    path: F,
    field: fn(&mut E) -> &mut F::Value,
) -> Result<(), TestCaseError>
where
    E: Stored + Clone,
    F: Target<E, Value: Clone, First: CanSet<Loaded, F::How>>,
    Work: Holds<E>,
{
    let mut after = with_field(before, from, field);
    let loaded = before.update().set(path, &*field(&mut after));
    is_put(&loaded.into_write(UNIX_EPOCH).unwrap(), before, &after)?;
    let changed = before.update().with(|value| field(value).clone_from(field(&mut after)));
    is_put(&changed.into_write(UNIX_EPOCH).unwrap(), before, &after)
}

/// Sets one field, by key and of the loaded value.
fn set<F>(
    before: &Task,
    from: &Task,
    path: F,
    field: fn(&mut Task) -> &mut F::Value,
) -> Result<(), TestCaseError>
where
    F: Copy + Target<Task, Value: Clone, First: CanSet<ByKey, F::How> + CanSet<Loaded, F::How>>,
{
    let mut after = with_field(before, from, field);
    let update = by_key(before).set(path, &*field(&mut after));
    is_put(&update.into_write(UNIX_EPOCH).unwrap(), before, &after)?;
    set_loaded(before, from, path, field)
}

fn by_key(task: &Task) -> Update<Task> {
    Task::update(task.id, task.part)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_500))]

    #[test]
    fn of_one_field(before in task(), from in task(), which in 0..6_u8) {
        let fields = Task::FIELDS;
        match which {
            0 => set(&before, &from, fields.owner, |task| &mut task.owner)?,
            1 => set(&before, &from, fields.level, |task| &mut task.level)?,
            2 => set(&before, &from, fields.title, |task| &mut task.title)?,
            3 => set(&before, &from, fields.note, |task| &mut task.note)?,
            4 => set(&before, &from, fields.count, |task| &mut task.count)?,
            _ => set(&before, &from, fields.tags, |task| &mut task.tags)?,
        }
    }

    #[test]
    fn of_fields_that_make_a_key_together(before in task(), from in task()) {
        let fields = Task::FIELDS;
        let after = Task { status: from.status, due: from.due, ..before.clone() };
        let update = by_key(&before).set_all((fields.status, fields.due), (after.status, after.due));
        is_put(&update.into_write(UNIX_EPOCH).unwrap(), &before, &after)?;

        let after = Task { place: from.place.clone(), rank: from.rank, ..before.clone() };
        let update = by_key(&before).set_all((fields.place, fields.rank), (after.place.clone(), after.rank));
        is_put(&update.into_write(UNIX_EPOCH).unwrap(), &before, &after)?;
    }

    #[test]
    fn of_a_loaded_value(before in task(), from in task(), which in 0..4_u8) {
        let before = &before;
        match which {
            0 => set_loaded(before, &from, Task::FIELDS.status, |task| &mut task.status)?,
            1 => set_loaded(before, &from, Task::FIELDS.due, |task| &mut task.due)?,
            2 => {
                set_loaded(before, &from, Task::FIELDS.place, |task| &mut task.place)?;
                let after = Task { place: from.place.clone(), ..before.clone() };
                let nested = before.update().set(Task::FIELDS.place.city, &after.place.city);
                let place = Place { city: after.place.city.clone(), ..before.place.clone() };
                let after = Task { place, ..before.clone() };
                is_put(&nested.into_write(UNIX_EPOCH).unwrap(), before, &after)?;
            }
            _ => {
                let after = Task { id: before.id, part: before.part, ..from };
                let changed = before.update().with(|task| *task = after.clone());
                is_put(&changed.into_write(UNIX_EPOCH).unwrap(), before, &after)?;
            }
        }
    }

    #[test]
    fn of_what_depends_on_the_value(before in task(), amount in any::<i32>(), more in tags()) {
        let before = &before;
        let fields = Task::FIELDS;
        let mut after = before.clone();
        after.count += i64::from(amount);
        after.tags.extend(&more);
        let update = by_key(before).add(fields.count, i64::from(amount)).append(fields.tags, more.clone());
        is_put(&update.into_write(UNIX_EPOCH).unwrap(), before, &after)?;
        let loaded = before.update().add(fields.count, i64::from(amount)).append(fields.tags, more);
        is_put(&loaded.into_write(UNIX_EPOCH).unwrap(), before, &after)?;
        if let Some(rank) = before.rank.checked_sub(3) {
            // The key of an index depends on it.
            let after = Task { rank, ..before.clone() };
            let loaded = before.update().subtract(fields.rank, 3);
            is_put(&loaded.into_write(UNIX_EPOCH).unwrap(), before, &after)?;
        }
    }

    #[test]
    fn of_what_the_value_has_and_the_item_has_not(before in task(), from in task(), which in 0..10_u8) {
        let fields = Task::FIELDS;
        match which {
            0 => set_stale(&before, &from, fields.status, |task| &mut task.status)?,
            1 => set_stale(&before, &from, fields.due, |task| &mut task.due)?,
            2 => set_stale(&before, &from, fields.owner, |task| &mut task.owner)?,
            3 => set_stale(&before, &from, fields.place, |task| &mut task.place)?,
            4 => set_stale(&before, &from, fields.rank, |task| &mut task.rank)?,
            5 => set_stale(&before, &from, fields.level, |task| &mut task.level)?,
            6 => set_stale(&before, &from, fields.title, |task| &mut task.title)?,
            7 => set_stale(&before, &from, fields.note, |task| &mut task.note)?,
            8 => set_stale(&before, &from, fields.count, |task| &mut task.count)?,
            _ => set_stale(&before, &from, fields.tags, |task| &mut task.tags)?,
        }
    }

    #[test]
    fn of_what_the_value_of_an_item_with_copies_has(
        before in video(), from in video(), which in 0..4_u8,
    ) {
        let fields = Video::FIELDS;
        match which {
            0 => set_stale(&before, &from, fields.creator, |video| &mut video.creator)?,
            1 => set_stale(&before, &from, fields.made, |video| &mut video.made)?,
            2 => set_stale(&before, &from, fields.title, |video| &mut video.title)?,
            _ => set_stale(&before, &from, fields.note, |video| &mut video.note)?,
        }
    }

    #[test]
    fn of_an_item_with_copies(before in video(), from in video(), which in 0..5_u8) {
        let before = &before;
        match which {
            0 => set_loaded(before, &from, Video::FIELDS.creator, |video| &mut video.creator)?,
            1 => set_loaded(before, &from, Video::FIELDS.made, |video| &mut video.made)?,
            2 => set_loaded(before, &from, Video::FIELDS.title, |video| &mut video.title)?,
            3 => set_loaded(before, &from, Video::FIELDS.note, |video| &mut video.note)?,
            _ => {
                let after = Video { id: from.id, ..before.clone() };
                if after.id != before.id {
                    is_put(&before.move_to(&after).into_write(UNIX_EPOCH).unwrap(), before, &after)?;
                }
            }
        }
    }
}

//! Operations on many items.

use std::collections::BTreeMap;

use dynamodel::{BatchWrite, Entity as _, Error, Holds, Transaction, op::PartialCreate, op::create_many};
use fastrand::Rng;

use crate::expect::{Expected, Fault, Want};
use crate::kind::Kind;
use crate::record::{Key, unknown};
use crate::world::{World, Write};
use crate::writes;
use crate::zoo::{Clip, Parcel, Place, Task, User, Video, ZOO, Zoo};

/// A random write of a random entity.
fn any_write(world: &mut World, rng: &mut Rng) -> Write {
    match rng.u8(..ZOO) {
        0 => writes::any::<Video>(world, rng),
        1 => writes::any::<User>(world, rng),
        2 => writes::any::<Task>(world, rng),
        3 => writes::any::<Clip>(world, rng),
        4 => writes::any::<Parcel>(world, rng),
        _ => writes::any::<Place>(world, rng),
    }
}

/// Two or three writes that happen together or not at all.
pub(crate) async fn transaction(world: &mut World, rng: &mut Rng) -> Result<(), String> {
    let writes: Vec<Write> = (0..rng.usize(2..4)).map(|_| any_write(world, rng)).collect();
    let texts: Vec<_> = writes.iter().map(|write| write.text.as_str()).collect();
    world.log.push(format!("transact(\n    {}\n)", texts.join(",\n    ")));
    let expected = together(&writes.iter().map(|write| &write.expected).collect::<Vec<_>>());
    let transaction = writes.into_iter().fold(Transaction::new(), |all, write| (write.join)(all));
    let sent = transaction.send(&world.table).await.map(drop);
    world.check("transact", &expected, &sent).await
}

/// The outcome of operations together, each of which is expected to do so alone.
fn together(all: &[&Expected]) -> Expected {
    let mut together = Expected::default();
    let mut given: Vec<Key> = Vec::new();
    for expected in all {
        together.faults.extend(&expected.faults);
        together.lenient |= expected.lenient;
        let gone = expected.wants.iter().filter(|(_, want)| matches!(want, Want::Gone));
        given.extend(gone.map(|(key, _)| key.clone()));
    }
    // Leniency of one does not excuse the faults of another.
    let must_fail = all.iter().any(|expected| !expected.faults.is_empty() && !expected.lenient);
    together.lenient &= !must_fail;
    if must_fail {
        // Which fault is reported is open. Two claims of one value are noticed before anything is sent, also those of an
        // operation that would fail for itself.
        together.faults.extend([Fault::ItemTwice, Fault::UniqueViolation]);
    }
    for expected in all {
        // One item gives up what another takes.
        together.taken.extend(expected.taken.iter().filter(|key| !given.contains(key)).cloned());
        for (key, want) in &expected.wants {
            let Some(other) = together.wants.get(key) else {
                together.wants.insert(key.clone(), want.clone());
                continue;
            };
            let changes_hands = matches!(
                (other, want),
                (Want::Gone | Want::Either(_), Want::Satellite(taken)) | (Want::Satellite(taken), Want::Gone | Want::Either(_)) if taken.owner.is_some()
            );
            if changes_hands {
                let taken = if matches!(other, Want::Satellite(_)) { other } else { want };
                together.wants.insert(key.clone(), taken.clone());
            } else {
                together.faults.extend([Fault::ItemTwice, Fault::UniqueViolation]);
                together.lenient = false;
            }
        }
    }
    if !together.taken.is_empty() {
        together.faults.insert(Fault::UniqueViolation);
        together.lenient = false;
    }
    together
}

/// Puts and deletes of tasks, of which the last of each key counts.
pub(crate) async fn batch_write(world: &mut World, rng: &mut Rng) -> Result<(), String> {
    let (mut expected, mut texts, mut batch) = (Expected::default(), Vec::new(), BatchWrite::<Zoo>::new());
    for _ in 0..rng.usize(1..6) {
        let task = Task::any(rng);
        if rng.u8(..3) == 0 {
            expected.wants.insert(Task::item_key(&task.record()), Want::Gone);
            texts.push(format!("delete {:?}", Task::item_key(&task.record())));
            batch = batch.and(task.delete_it());
        } else if Task::indexed(&task.record()).is_ok() {
            expected.wants.extend(world.put(&task).wants);
            texts.push(format!("put {task:?}"));
            batch = batch.and(task.put());
        }
    }
    world.log.push(format!("BatchWrite {texts:?}"));
    let sent = batch.send(&world.table).await.map(drop).map_err(|partial| fatal(&partial));
    world.check("batch write", &expected, &no_error(sent)?).await
}

/// A batch does what it is asked for: no difference is to be excused by an error.
fn no_error(sent: Result<(), String>) -> Result<Result<(), Error>, String> {
    sent.map(Ok)
}

fn fatal(error: &dyn std::fmt::Display) -> String {
    format!("a batch failed: {error}")
}

/// New clips, each for itself.
pub(crate) async fn create_each(world: &mut World, rng: &mut Rng) -> Result<(), String> {
    let clips: BTreeMap<Key, Clip> = (0..3)
        .map(|_| {
            let clip = Clip::any(rng);
            (Clip::item_key(&clip.record()), clip)
        })
        .collect();
    let clips: Vec<Clip> = clips.into_values().collect();
    let mut expected = Expected::default();
    let mut failing = Vec::new();
    for (at, clip) in clips.iter().enumerate() {
        let alone = world.create(clip);
        if alone.may_succeed() {
            expected.wants.extend(alone.wants);
        } else {
            failing.push(at);
        }
    }
    world.log.push(format!("create_many({clips:?})"));
    let failed = match create_many(&clips).send(&world.table).await {
        Ok(()) => Vec::new(),
        Err(error) => match error.partial::<PartialCreate>() {
            Some(partial) => partial.failed().map(|(at, _)| at).collect(),
            None => return Err(fatal(&error)),
        },
    };
    if failed != failing {
        return Err(format!("create_many failed at {failed:?}, expected {failing:?}"));
    }
    world.check("create_many", &expected, &Ok(())).await
}

/// All tasks of a list.
pub(crate) async fn delete_all(world: &mut World, rng: &mut Rng) -> Result<(), String> {
    let list = Task::any(rng).list;
    let mut expected = Expected::default();
    let of_list = world.keys_of::<Task>().into_iter().filter(|(pk, _)| *pk == format!("list-{list}"));
    expected.wants.extend(of_list.map(|key| (key, Want::Gone)));
    world.log.push(format!("Task::of_list({list}).delete_all()"));
    let sent = Task::of_list(list).delete_all().send(&world.table).await;
    match sent {
        Ok(count) if count == expected.wants.len() => {}
        Ok(count) => return Err(format!("{count} deleted of {}", expected.wants.len())),
        Err(partial) => return Err(fatal(&partial)),
    }
    world.check("delete_all", &expected, &Ok(())).await
}

/// Rewrites what is older than an index, a lookup or a unique field.
pub(crate) async fn backfill<K: Kind>(world: &mut World) -> Result<(), String>
where
    Zoo: Holds<K>,
{
    let mut expected = Expected::default();
    let items: Vec<_> = world.keys_of::<K>().into_iter().filter_map(|key| world.alive::<K>(&key)).collect();
    let mut claims: BTreeMap<Key, usize> = BTreeMap::new();
    for item in &items {
        for satellite in K::satellites(&item.record).unwrap_or_default() {
            *claims.entry(satellite.key).or_default() += 1;
        }
    }
    for item in &items {
        let mut alone = Expected::default();
        let indexed = K::indexed(&item.record).map(|indexed| vec![indexed]).ok();
        let known = vec![unknown(K::FIELDS, &item.raw)];
        world.item::<K>(&mut alone, Some(&item.record), &item.record, known, indexed);
        if let Some(Want::Item(want)) = alone.wants.get_mut(&K::item_key(&item.record)) {
            want.revised = false;
        }
        if !alone.taken.is_empty() {
            continue;
        }
        let contended = alone.wants.keys().any(|key| claims.get(key).is_some_and(|count| *count > 1));
        for (key, want) in alone.wants {
            if !contended {
                expected.wants.insert(key, want);
            } else if let Some(Want::Either(wants)) = expected.wants.get_mut(&key) {
                wants.push(want);
            } else {
                expected.wants.insert(key, Want::Either(vec![want]));
            }
        }
    }
    world.log.push(format!("backfill of {}", K::NAME));
    let sent = world.table.backfill::<K>().send().await;
    if let Err(partial) = sent {
        return Err(fatal(&partial));
    }
    world.check("backfill", &expected, &Ok(())).await
}

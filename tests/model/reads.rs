//! Gets, batches and queries, compared with what is stored.

use dynamodel::{BatchGet, Cursor, Holds, transact_get};
use fastrand::Rng;

use crate::kind::{Kind, type_of};
use crate::kinds::{Card, Label};
use crate::record::{INDEX, Key, Raw, Record, is_expired, record, s};
use crate::world::World;
use crate::zoo::{Clip, Parcel, Place, Task, User, Video, ZOO, Zoo};

type Outcome = Result<(), String>;

/// Gets of every entity, and each access pattern for a random key.
pub(crate) async fn all(world: &mut World, rng: &mut Rng) -> Outcome {
    if rng.bool() {
        batch(world, rng).await?;
    } else {
        together(world, rng).await?;
    }
    for kind in 0..ZOO {
        of_kind(world, rng, kind).await?;
    }
    Ok(())
}

/// The access patterns of one entity.
pub(crate) async fn of_kind(world: &mut World, rng: &mut Rng, kind: u8) -> Outcome {
    match kind {
        0 => {
            by_creator(world, rng).await?;
            by_label(world, rng).await
        }
        1 => by_email(world, rng).await,
        2 => {
            of_list(world, rng).await?;
            by_assignee(world, rng).await
        }
        3 => by_owner(world, rng).await,
        4 => {
            in_depot(world, rng).await?;
            in_city(world, rng).await
        }
        _ => of_channel(world, rng).await,
    }
}

/// Loads a value as a program would, and keeps it.
pub(crate) async fn load<K: Kind>(world: &mut World, rng: &mut Rng) -> Outcome
where
    Zoo: Holds<K>,
{
    let value = K::any(rng);
    let key = K::item_key(&value.record());
    let found = value.get_it().consistent().send(&world.table).await.map_err(|error| error.to_string())?;
    world.matrix.count("get", world.shapes.get(&key).into_iter().flatten());
    same(&format!("get of {key:?}"), &found.as_ref().map(K::record), &decoded(world, &value))?;
    if let Some(found) = found {
        world.keep(found, rng);
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Outcome {
    if found == expected { Ok(()) } else { Err(format!("{what} gives {found:?}\n  expected {expected:?}")) }
}

fn decoded<K: Kind>(world: &World, value: &K) -> Option<Record> {
    world.alive::<K>(&K::item_key(&value.record())).map(|current| current.record)
}

fn record_of(item: Zoo) -> Record {
    match item {
        Zoo::Video(value) => value.record(),
        Zoo::User(value) => value.record(),
        Zoo::Task(value) => value.record(),
        Zoo::Clip(value) => value.record(),
        Zoo::Parcel(value) => value.record(),
        Zoo::Place(value) => value.record(),
    }
}

async fn batch(world: &mut World, rng: &mut Rng) -> Outcome {
    let (video, user, task, clip) = (Video::any(rng), User::any(rng), Task::any(rng), Clip::any(rng));
    let batch = BatchGet::<Zoo, Zoo>::new().and(video.get_it()).and(user.get_it()).and(task.get_it());
    let batch = batch.and(clip.get_it()).and(user.get_it());
    let batch = if rng.bool() { batch.consistent() } else { batch };
    let found = batch.send(&world.table).await.map_err(|partial| partial.to_string())?;
    let found: Vec<_> = found.into_iter().map(|item| item.map(record_of)).collect();
    let user = decoded(world, &user);
    let expected =
        vec![decoded(world, &video), user.clone(), decoded(world, &task), decoded(world, &clip), user];
    same("a batch of gets", &found, &expected)
}

async fn together(world: &mut World, rng: &mut Rng) -> Outcome {
    let (video, user, task) = (Video::any(rng), User::any(rng), Task::any(rng));
    let gets = (video.get_it(), user.get_it(), task.get_it());
    let (found, of_user, of_task) =
        transact_get(gets).send(&world.table).await.map_err(|error| error.to_string())?;
    same("transact_get", &found.as_ref().map(Kind::record), &decoded(world, &video))?;
    same("transact_get", &of_user.as_ref().map(Kind::record), &decoded(world, &user))?;
    same("transact_get", &of_task.as_ref().map(Kind::record), &decoded(world, &task))?;
    if let Some(value) = found {
        world.keep(value, rng);
    }
    if let Some(value) = of_user {
        world.keep(value, rng);
    }
    if let Some(value) = of_task {
        world.keep(value, rng);
    }
    Ok(())
}

/// The items of this type under a partition key, in the order of their sort keys.
fn partition<'w>(world: &'w World, kind: &str, attributes: [&str; 2], pk: &str) -> Vec<(&'w Key, &'w Raw)> {
    let pk = s(pk);
    let here = world.snapshot.iter().filter(|(_, item)| {
        type_of(item) == Some(kind) && item.get(attributes[0]) == Some(&pk) && !is_expired(item, world.now())
    });
    let mut here: Vec<_> = here.collect();
    here.sort_by_key(|(key, item)| {
        let sk = item.get(attributes[1]).and_then(|value| value.as_s().ok());
        (sk.cloned().unwrap_or_default().into_bytes(), (*key).clone())
    });
    here
}

fn records<K: Kind>(items: &[(&Key, &Raw)]) -> Vec<Record> {
    items
        .iter()
        .map(|(key, item)| record(K::FIELDS, item).unwrap_or_else(|()| crate::expect::malformed(key, item)))
        .collect()
}

/// Reads the query in every way.
macro_rules! check {
    ($what:expr, $world:ident, $rng:ident, $query:expr, $expected:expr) => {{
        let query = || $query;
        let mut expected: Vec<Record> = $expected;
        let reversed = $rng.bool();
        if reversed {
            expected.reverse();
        }
        let directed = || if reversed { query().rev() } else { query() };
        match $rng.u8(..4) {
            0 => {
                let size = $rng.u32(1..4);
                let (mut found, mut cursor) = (Vec::new(), None::<Cursor>);
                loop {
                    let page = directed().page_size(size).after(cursor).page(&$world.table).await;
                    let page = page.map_err(|error| format!("a page of {}: {error}", $what))?;
                    found.extend(page.items.iter().map(Kind::record));
                    // A cursor is text between two requests.
                    cursor = match page.cursor {
                        Some(next) => Some(Cursor::from(next.to_string())),
                        None => break,
                    };
                }
                same(&format!("pages of {}", $what), &found, &expected)?;
            }
            1 => {
                let count = $rng.usize(1..4);
                expected.truncate(count);
                let found = directed().take(count).all(&$world.table).await;
                let found = found.map_err(|error| format!("take of {}: {error}", $what))?;
                same(&format!("take of {}", $what), &found.iter().map(Kind::record).collect(), &expected)?;
            }
            2 => {
                let count = query().count(&$world.table).await;
                let count = count.map_err(|error| format!("count of {}: {error}", $what))?;
                same(&format!("count of {}", $what), &count, &expected.len())?;
            }
            _ => {
                let found = directed().all(&$world.table).await;
                let found = found.map_err(|error| format!("{}: {error}", $what))?;
                same(&$what, &found.iter().map(Kind::record).collect(), &expected)?;
                for value in found {
                    $world.keep(value, $rng);
                }
            }
        }
    }};
}

async fn by_creator(world: &mut World, rng: &mut Rng) -> Outcome {
    let Video { creator, year, .. } = Video::any(rng);
    let all = partition(world, "Video.by_creator", ["pk", "sk"], &format!("creator-{creator}"));
    let all = records::<Video>(&all);
    let from = format!("creator {creator} from {year}");
    if rng.bool() {
        check!(format!("by_{from}"), world, rng, Video::by_creator(creator), all);
    } else {
        let later = all.into_iter().filter(|record| crate::record::number(record, "year") >= year.into());
        check!(from, world, rng, Video::by_creator(creator).range(year..), later.collect());
    }
    Ok(())
}

async fn by_label(world: &mut World, rng: &mut Rng) -> Outcome {
    let Some(label) = Video::any(rng).label.filter(|label| !label.is_empty() && !label.contains('#')) else {
        return Ok(());
    };
    let all = records::<Video>(&partition(world, "Video.by_label", ["pk", "sk"], &format!("label-{label}")));
    check!(format!("by_label {label}"), world, rng, Video::by_label(&label).consistent(), all);
    Ok(())
}

async fn by_email(world: &mut World, rng: &mut Rng) -> Outcome {
    let email = User::any(rng).email;
    if email.is_empty() || email.contains('#') {
        return Ok(());
    }
    let all = records::<User>(&partition(world, "User.by_email", ["pk", "sk"], &format!("email-{email}")));
    let found =
        User::by_email(&email).consistent().send(&world.table).await.map_err(|error| error.to_string())?;
    same(&format!("by_email {email}"), &found.iter().map(Kind::record).collect(), &all)
}

async fn of_list(world: &mut World, rng: &mut Rng) -> Outcome {
    let Task { list, no, .. } = Task::any(rng);
    let all = records::<Task>(&partition(world, "Task", ["pk", "sk"], &format!("list-{list}")));
    if rng.bool() {
        check!(format!("of_list {list}"), world, rng, Task::of_list(list), all);
    } else {
        let before = all.into_iter().filter(|record| crate::record::number(record, "no") < no.into());
        check!(
            format!("of_list {list} before {no}"),
            world,
            rng,
            Task::of_list(list).range(..no),
            before.collect()
        );
    }
    Ok(())
}

async fn by_assignee(world: &mut World, rng: &mut Rng) -> Outcome {
    let Task { assignee, due, .. } = Task::any(rng);
    let Some(who) = assignee.filter(|who| !who.is_empty() && !who.contains('#')) else { return Ok(()) };
    let all = partition(world, "Task", INDEX, &format!("who-{who}"));
    if rng.bool() {
        check!(format!("by_assignee {who}"), world, rng, Task::by_assignee(&who), records::<Task>(&all));
    } else {
        let start = format!("{due:.9}");
        let sorted =
            |item: &Raw| item.get(INDEX[1]).and_then(|sk| sk.as_s().ok()).cloned().unwrap_or_default();
        let late: Vec<_> = all.into_iter().filter(|(_, item)| sorted(item) >= start).collect();
        let query = || Task::by_assignee(&who).range(due..);
        check!(format!("by_assignee {who} from {due}"), world, rng, query(), records::<Task>(&late));
    }
    Ok(())
}

async fn by_owner(world: &mut World, rng: &mut Rng) -> Outcome {
    let owner = Clip::any(rng).owner;
    let copies = partition(world, "Clip.by_owner", ["pk", "sk"], &format!("owner-{owner}"));
    let cards: Vec<_> = copies
        .iter()
        .map(|((_, sk), item)| Card { id: sk.parse().unwrap_or_default(), title: text_of(item, "title") })
        .collect();
    let found = Clip::by_owner(owner).project::<Card>().all(&world.table).await;
    same("by_owner", &found.map_err(|error| error.to_string())?, &cards)?;
    let clips = cards
        .iter()
        .filter_map(|card| world.alive::<Clip>(&(format!("clip-{}", card.id), "_root".to_owned())));
    let clips: Vec<_> = clips.map(|current| current.record).collect();

    let found = Clip::by_owner(owner).hydrate().all(&world.table).await.map_err(|error| error.to_string())?;
    same("hydrated by_owner", &found.iter().map(Kind::record).collect(), &clips)?;
    for value in found {
        world.keep(value, rng);
    }
    Ok(())
}

async fn in_depot(world: &mut World, rng: &mut Rng) -> Outcome {
    let Parcel { depot, minute, .. } = Parcel::any(rng);
    let all = records::<Parcel>(&partition(world, "Parcel", INDEX, &format!("depot-{depot}")));
    if rng.bool() {
        check!(format!("in_depot {depot}"), world, rng, Parcel::in_depot(depot), all);
    } else {
        let late = all.into_iter().filter(|record| crate::record::number(record, "minute") >= minute.into());
        let what = format!("in_depot {depot} from {minute}");
        check!(what, world, rng, Parcel::in_depot(depot).range(minute..), late.collect());
    }
    Ok(())
}

async fn in_city(world: &mut World, rng: &mut Rng) -> Outcome {
    let city = Parcel::any(rng).city;
    let copies = partition(world, "Parcel.in_city", ["pk", "sk"], &format!("city-{city}"));
    let number = |item: &Raw, name: &str| item.get(name)?.as_n().ok()?.parse::<u64>().ok();
    let labels = copies.iter().map(|((_, sk), item)| Label {
        id: sk.parse().unwrap_or_default(),
        depot: number(item, "depot").unwrap_or_default(),
    });
    let labels: Vec<_> = labels.collect();
    let found = Parcel::in_city(city).project::<Label>().all(&world.table).await;
    same("in_city", &found.map_err(|error| error.to_string())?, &labels)?;
    let parcels = labels
        .iter()
        .filter_map(|label| world.alive::<Parcel>(&(format!("parcel-{}", label.id), "_root".to_owned())));
    let parcels: Vec<_> = parcels.map(|current| current.record).collect();
    let found = Parcel::in_city(city).hydrate().all(&world.table).await.map_err(|error| error.to_string())?;
    same("hydrated in_city", &found.iter().map(Kind::record).collect(), &parcels)
}

async fn of_channel(world: &mut World, rng: &mut Rng) -> Outcome {
    let Place { channel, .. } = Place::any(rng);
    let all =
        records::<Place>(&partition(world, "Place", ["pk", "sk"], &format!("channel-{channel}-videos")));
    check!(format!("of_channel {channel}"), world, rng, Place::of_channel(channel), all);
    Ok(())
}

fn text_of(item: &Raw, name: &str) -> String {
    item.get(name).and_then(|value| value.as_s().ok()).cloned().unwrap_or_default()
}

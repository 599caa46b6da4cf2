//! Random writes of one item.

use dynamodel::Holds;
use fastrand::Rng;

use crate::kind::Kind;
use crate::updates::Step;
use crate::world::{World, Write, planned};
use crate::zoo::Zoo;

/// Sends a random write of the entity.
pub(crate) async fn one<K: Kind>(world: &mut World, rng: &mut Rng) -> Result<(), String>
where
    Zoo: Holds<K>,
{
    let write = any::<K>(world, rng);
    world.send(write).await
}

/// A random write of the entity.
pub(crate) fn any<K: Kind>(world: &mut World, rng: &mut Rng) -> Write
where
    Zoo: Holds<K>,
{
    let write = match rng.u8(..16) {
        0 | 1 => None,
        2 | 3 => Some(put::<K>(world, rng)),
        4 => Some(delete_by_key::<K>(world, rng)),
        5 => delete_loaded::<K>(world, rng),
        6 | 7 => update_by_key::<K>(world, rng),
        8 => upsert::<K>(world, rng),
        9 | 10 => move_to::<K>(world, rng),
        _ => update_loaded::<K>(world, rng),
    };
    write.unwrap_or_else(|| create::<K>(world, rng))
}

/// A value that was loaded, with some fields of another, or a new one.
fn value<K: Kind>(world: &mut World, rng: &mut Rng) -> K {
    let new = K::any(rng);
    let Some(mut loaded) = world.loaded::<K>(rng).filter(|_| rng.bool()) else { return new };
    for action in K::ACTIONS.iter().filter(|_| rng.u8(..4) == 0) {
        (action.alter)(&mut loaded, &new);
    }
    loaded
}

fn create<K: Kind>(world: &mut World, rng: &mut Rng) -> Write
where
    Zoo: Holds<K>,
{
    let value: K = value(world, rng);
    let expected = world.create(&value);
    planned!("create", format!("{value:?}.create()"), expected, value.create())
}

fn put<K: Kind>(world: &mut World, rng: &mut Rng) -> Write
where
    Zoo: Holds<K>,
{
    let value: K = value(world, rng);
    let expected = world.put(&value);
    planned!("put", format!("{value:?}.put()"), expected, value.put())
}

fn delete_by_key<K: Kind>(world: &mut World, rng: &mut Rng) -> Write
where
    Zoo: Holds<K>,
{
    let value = K::any(rng);
    let expected = world.delete(&value, false);
    let text = format!("{}::delete {:?}", K::NAME, K::item_key(&value.record()));
    planned!("delete by key", text, expected, value.delete_it())
}

fn delete_loaded<K: Kind>(world: &mut World, rng: &mut Rng) -> Option<Write>
where
    Zoo: Holds<K>,
{
    let value: K = world.loaded(rng)?;
    let expected = world.delete(&value, true);
    Some(planned!("delete loaded", format!("{value:?}.delete()"), expected, value.delete()))
}

fn move_to<K: Kind>(world: &mut World, rng: &mut Rng) -> Option<Write>
where
    Zoo: Holds<K>,
{
    let from: K = world.loaded(rng)?;
    let to = from.moved(rng);
    if K::item_key(&from.record()) == K::item_key(&to.record()) {
        return None;
    }
    let expected = world.move_to(&from, &to);
    Some(planned!("move_to", format!("{from:?}.move_to({to:?})"), expected, from.move_to(&to)))
}

/// Actions on different fields.
fn steps<K: Kind>(rng: &mut Rng, by_key: bool) -> Vec<Step<K>> {
    let mut steps: Vec<Step<K>> = Vec::new();
    for _ in 0..rng.usize(1..4) {
        let action = &K::ACTIONS[rng.usize(..K::ACTIONS.len())];
        let is_new = steps.iter().all(|(other, _)| other.field != action.field);
        if is_new && (!by_key || action.by_key.is_some()) {
            steps.push((action, !by_key && rng.bool()));
        }
    }
    steps
}

fn texts<K: Kind>(steps: &[Step<K>]) -> Vec<String> {
    let with = |with: bool| if with { "with " } else { "" };
    steps.iter().map(|(action, by)| format!("{}{}", with(*by), action.name)).collect()
}

fn update_by_key<K: Kind>(world: &mut World, rng: &mut Rng) -> Option<Write>
where
    Zoo: Holds<K>,
{
    let (value, steps) = (K::any(rng), steps::<K>(rng, true));
    if steps.is_empty() {
        return None;
    }
    let expected = world.update_by_key(&value, &steps);
    let text = format!("{}::update by key {:?} from {value:?}", K::NAME, texts(&steps));
    let by_key = move || {
        let actions = steps.iter().filter_map(|(action, _)| action.by_key);
        actions.fold(value.update_it(), |update, by_key| by_key(update, &value))
    };
    Some(planned!("update by key", text, expected, by_key()))
}

fn upsert<K: Kind>(world: &mut World, rng: &mut Rng) -> Option<Write>
where
    Zoo: Holds<K>,
{
    let (value, steps) = (K::any(rng), steps::<K>(rng, true));
    if steps.is_empty() {
        return None;
    }
    let expected = world.upsert(&value, &steps);
    let text = format!("upsert {:?} of {value:?}", texts(&steps));
    let upsert = move || {
        let actions = steps.iter().filter_map(|(action, _)| action.by_key);
        actions.fold(value.update_it(), |update, by_key| by_key(update, &value)).upsert(&value)
    };
    Some(planned!("upsert", text, expected, upsert()))
}

fn update_loaded<K: Kind>(world: &mut World, rng: &mut Rng) -> Option<Write>
where
    Zoo: Holds<K>,
{
    let (loaded, from, steps) = (world.loaded::<K>(rng)?, K::any(rng), steps::<K>(rng, false));
    let expected = world.update_loaded(&loaded, &steps, &from);
    let is_stale =
        world.alive::<K>(&K::item_key(&loaded.record())).is_none_or(|now| now.record != loaded.record());
    let name = if is_stale { "update stale" } else { "update loaded" };
    let text = format!("{loaded:?}.update() {:?} from {from:?}", texts(&steps));
    let update = move || {
        let update = loaded.update().with(|value| {
            for (action, _) in steps.iter().filter(|(_, with)| *with) {
                (action.alter)(value, &from);
            }
        });
        let named = steps.iter().filter(|(_, with)| !with);
        named.fold(update, |update, (action, _)| (action.loaded)(update, &from))
    };
    Some(planned!(name, text, expected, update()))
}

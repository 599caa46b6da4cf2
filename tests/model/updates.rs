//! The expected outcome of updates.

use std::collections::BTreeSet;

use crate::expect::{Current, Expected, Fault, Want};
use crate::kind::{Action, Kind};
use crate::record::{Key, Raw, Record, n, number, unknown};
use crate::world::World;

/// An action, and for a loaded value whether a function does it.
pub(crate) type Step<K> = (&'static Action<K>, bool);

impl World {
    pub(crate) fn update_by_key<K: Kind>(&self, value: &K, steps: &[Step<K>]) -> Expected {
        let from = value.record();
        let Some(before) = self.alive::<K>(&K::item_key(&from)) else {
            return Expected::missing(K::item_key(&from));
        };
        self.changed_by_key(&before, steps, &from)
    }

    pub(crate) fn upsert<K: Kind>(&self, value: &K, steps: &[Step<K>]) -> Expected {
        let record = value.record();
        let is_invalid = K::satellites(&record).is_err() || K::indexed(&record).is_err();
        match self.alive::<K>(&K::item_key(&record)) {
            // The value is checked, whether or not it will be stored.
            Some(_) if is_invalid => Expected::missing(K::item_key(&record)).fault(Fault::InvalidKey),
            Some(before) => self.changed_by_key(&before, steps, &record),
            None => self.create(value),
        }
    }

    /// The update of `loaded`, which may be stale.
    pub(crate) fn update_loaded<K: Kind>(&self, loaded: &K, steps: &[Step<K>], from: &K) -> Expected {
        let (was, source) = (loaded.record(), from.record());
        let mut altered = loaded.clone();
        for (action, _) in steps.iter().filter(|(_, with)| *with) {
            (action.alter)(&mut altered, from);
        }
        let altered = altered.record();
        // A function is checked by itself, and all changes together.
        let is_invalid = is_invalid_as_loaded::<K>(&[], &source, &altered)
            || is_invalid_as_loaded::<K>(steps, &source, &altered);
        let Some(before) = self.alive::<K>(&K::item_key(&was)) else {
            let missing = Expected::missing(K::item_key(&was));
            return if is_invalid { missing.fault(Fault::InvalidKey) } else { missing };
        };
        let changed: BTreeSet<&str> =
            fields::<K>().filter(|name| was.get(name) != altered.get(name)).collect();
        let mut expected = self.changed_by(&before, steps, &source, Some((&was, &altered)));
        let is_stale = |name: &str| was.get(name) != before.record.get(name);
        if K::VERSION.is_some_and(is_stale) {
            expected.faults.insert(Fault::VersionConflict);
        } else if K::VERSION.is_some() && was != before.record {
            // The version came back with another item.
            expected.faults.insert(Fault::Conflict);
        }
        if changed.iter().any(|name| is_stale(name)) {
            expected.faults.insert(Fault::Conflict);
        }
        // The key in the index follows, if all that it is made of is known.
        let named: BTreeSet<&str> =
            steps.iter().filter(|(_, with)| !with).map(|(action, _)| action.field).collect();
        let rewritten = K::INDEXED.iter().any(|name| changed.contains(name) || named.contains(name));
        let siblings = K::INDEXED.iter().filter(|name| !changed.contains(*name) && !named.contains(*name));
        if rewritten && siblings.into_iter().any(|name| is_stale(name)) {
            expected.lenient |= expected.may_succeed();
            expected.faults.insert(Fault::Conflict);
        }
        if is_invalid {
            expected.lenient |= expected.may_succeed();
            expected.faults.insert(Fault::InvalidKey);
        }
        expected
    }

    /// Copies and markers stay as they are.
    fn changed_by_key<K: Kind>(&self, before: &Current, steps: &[Step<K>], from: &Record) -> Expected {
        let mut expected = self.changed_by(before, steps, from, None);
        expected.wants.retain(|_, want| matches!(want, Want::Item(_)));
        expected.taken.clear();
        expected
    }

    fn changed_by<K: Kind>(
        &self,
        before: &Current,
        steps: &[Step<K>],
        from: &Record,
        altered: Option<(&Record, &Record)>,
    ) -> Expected {
        let (mut expected, mut after) = (Expected::default(), before.record.clone());
        for (action, _) in steps.iter().filter(|(_, with)| !with) {
            if !action.effect.apply(action.field, &mut after, from) {
                expected.faults.insert(Fault::ConditionFailed);
            }
        }
        if let Some((was, altered)) = altered {
            for name in fields::<K>().filter(|name| was.get(name) != altered.get(name)) {
                match altered.get(name) {
                    Some(value) => drop(after.insert(name, value.clone())),
                    None => drop(after.remove(name)),
                }
            }
        }
        if let Some(version) = K::VERSION {
            after.insert(version, n(number(&before.record, version) + 1));
        }
        let whole = |action: &Action<K>| action.effect.is_whole() && action.field == "info";
        let replaces = steps.iter().any(|(action, _)| whole(action));
        let indexed = K::indexed(&after).map(|indexed| indexed_after::<K>(before, &after, indexed)).ok();
        let unknown = unknown_after::<K>(before, replaces);
        self.item::<K>(&mut expected, Some(&before.record), &after, unknown, indexed);
        expected
    }
}

/// An item that is older than the index may stay out of it, as long as nothing changes of which the key is made.
fn indexed_after<K: Kind>(before: &Current, after: &Record, indexed: Option<Key>) -> Vec<Option<Key>> {
    if K::INDEXED.iter().all(|name| before.record.get(name) == after.get(name)) {
        vec![indexed, before.indexed()]
    } else {
        vec![indexed]
    }
}

/// Members of a struct that this program does not know go with it where it is set as a whole.
fn unknown_after<K: Kind>(before: &Current, replaces: bool) -> Vec<Raw> {
    let kept = unknown(K::FIELDS, &before.raw);
    let without = kept.iter().filter(|(name, _)| !name.starts_with("info."));
    let without: Raw = without.map(|(name, value)| (name.clone(), value.clone())).collect();
    if replaces { vec![kept, without] } else { vec![kept] }
}

fn fields<K: Kind>() -> impl Iterator<Item = &'static str> {
    K::FIELDS.iter().map(|field| field.name)
}

/// Returns `true` if the changes give the loaded value a key that cannot be written.
fn is_invalid_as_loaded<K: Kind>(steps: &[Step<K>], from: &Record, altered: &Record) -> bool {
    let mut after = altered.clone();
    for (action, _) in steps.iter().filter(|(_, with)| !with) {
        action.effect.apply(action.field, &mut after, from);
    }
    K::satellites(&after).is_err() || K::indexed(&after).is_err()
}

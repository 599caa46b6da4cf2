//! The expected outcome of an operation.

use std::collections::{BTreeMap, BTreeSet};

use dynamodel::Error;

use crate::kind::{Kind, Satellite, owner};
use crate::record::{Field, Key, OWNER, Raw, Record, is_expired, n, number, record, unknown};
use crate::world::World;

/// A reason for an operation to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    AlreadyExists,
    ConditionFailed,
    Conflict,
    InvalidKey,
    ItemTwice,
    NotFound,
    UniqueViolation,
    VersionConflict,
    Other,
}

type Is = fn(&Error) -> bool;

impl Fault {
    pub(crate) fn of(error: &Error) -> Self {
        let kinds: [(Is, Self); 8] = [
            (Error::is_version_conflict, Self::VersionConflict),
            (Error::is_conflict, Self::Conflict),
            (Error::is_unique_violation, Self::UniqueViolation),
            (Error::is_item_twice, Self::ItemTwice),
            (Error::is_invalid_key, Self::InvalidKey),
            (Error::is_not_found, Self::NotFound),
            (Error::is_already_exists, Self::AlreadyExists),
            (Error::is_condition_failed, Self::ConditionFailed),
        ];
        kinds.into_iter().find(|(is, _)| is(error)).map_or(Self::Other, |(_, fault)| fault)
    }
}

/// The outcomes that an operation may have: success, which leaves this, or a failure, which changes nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expected {
    /// The items that it changes. All others stay as they are, byte for byte.
    pub(crate) wants: BTreeMap<Key, Want>,
    /// With some, it fails with one of these, unless `lenient`.
    pub(crate) faults: BTreeSet<Fault>,
    /// It may succeed although there are faults.
    pub(crate) lenient: bool,
    /// The unique keys that it claims and another item has.
    pub(crate) taken: BTreeSet<Key>,
}

/// The item under a key after an operation.
#[derive(Clone, Debug)]
pub(crate) enum Want {
    Gone,
    /// As one of these, or as before.
    Either(Vec<Want>),
    Item(ItemWant),
    Satellite(SatelliteWant),
}

#[derive(Clone)]
pub(crate) struct ItemWant {
    pub(crate) kind: &'static str,
    pub(crate) fields: &'static [Field],
    pub(crate) record: Record,
    /// The attributes that no field has: one of these.
    pub(crate) unknown: Vec<Raw>,
    /// The key in the index: one of these.
    pub(crate) indexed: Vec<Option<Key>>,
    /// The hidden revision must be another one than before.
    pub(crate) revised: bool,
    /// Nothing of the item before is left.
    pub(crate) replaces: bool,
}

#[derive(Clone)]
pub(crate) struct SatelliteWant {
    pub(crate) kind: &'static str,
    pub(crate) fields: &'static [Field],
    pub(crate) held: Vec<&'static str>,
    pub(crate) record: Record,
    pub(crate) owner: Option<Key>,
}

impl std::fmt::Debug for ItemWant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { record, unknown, indexed, .. } = self;
        write!(f, "{record:?} with {unknown:?} indexed as {indexed:?}")
    }
}

impl std::fmt::Debug for SatelliteWant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, held, record, owner, .. } = self;
        write!(f, "{kind} of {owner:?} with {held:?} of {record:?}")
    }
}

/// An item that is stored.
pub(crate) struct Current {
    pub(crate) raw: Raw,
    pub(crate) record: Record,
}

impl Current {
    pub(crate) fn indexed(&self) -> Option<Key> {
        let text = |name: &str| self.raw.get(name).and_then(|value| value.as_s().ok()).cloned();
        let [pk, sk] = crate::record::INDEX.map(text);
        (pk.is_some() || sk.is_some()).then(|| (pk.unwrap_or_default(), sk.unwrap_or_default()))
    }
}

impl Expected {
    pub(crate) fn fault(mut self, fault: Fault) -> Self {
        self.faults.insert(fault);
        self
    }

    /// There is no item under this key.
    pub(crate) fn missing(key: Key) -> Self {
        let wants = [(key, Want::Gone)].into();
        Self { wants, ..Self::default() }.fault(Fault::NotFound)
    }

    pub(crate) fn may_succeed(&self) -> bool {
        self.lenient || self.faults.is_empty() && self.taken.is_empty()
    }

    pub(crate) fn may_fail_with(&self, fault: Fault) -> bool {
        self.faults.contains(&fault) || fault == Fault::UniqueViolation && !self.taken.is_empty()
    }
}

/// Ends the step, without a backtrace.
pub(crate) fn malformed(key: &Key, item: &Raw) -> ! {
    std::panic::resume_unwind(Box::new(format!("{key:?} is malformed: {item:?}")))
}

impl World {
    /// The item under this key, expired or not.
    pub(crate) fn stored<K: Kind>(&self, key: &Key) -> Option<Current> {
        let raw = self.snapshot.get(key)?;
        let record = record(K::FIELDS, raw).unwrap_or_else(|()| malformed(key, raw));
        Some(Current { raw: raw.clone(), record })
    }

    /// The item under this key, if it counts as present.
    pub(crate) fn alive<K: Kind>(&self, key: &Key) -> Option<Current> {
        self.stored::<K>(key).filter(|current| !is_expired(&current.raw, self.now()))
    }

    /// The item as a whole is replaced by this value.
    pub(crate) fn whole<K: Kind>(&self, expected: &mut Expected, before: Option<&Record>, after: &Record) {
        let indexed = K::indexed(after);
        self.item::<K>(expected, before, after, vec![Raw::new()], indexed.map(|indexed| vec![indexed]).ok());
        if let Some(Want::Item(want)) = expected.wants.get_mut(&K::item_key(after)) {
            want.replaces = true;
        }
    }

    /// The item is stored so, with its copies and markers.
    pub(crate) fn item<K: Kind>(
        &self,
        expected: &mut Expected,
        before: Option<&Record>,
        after: &Record,
        unknown: Vec<Raw>,
        indexed: Option<Vec<Option<Key>>>,
    ) {
        let Some(indexed) = indexed else {
            expected.faults.insert(Fault::InvalidKey);
            return;
        };
        let revised = K::HAS_SATELLITES && K::VERSION.is_none();
        let (kind, fields, record) = (K::NAME, K::FIELDS, after.clone());
        let want = ItemWant { kind, fields, record, unknown, indexed, revised, replaces: false };
        expected.wants.insert(K::item_key(after), Want::Item(want));
        self.satellites::<K>(expected, before, Some(after));
    }

    /// Copies and markers of the one go, those of the other come.
    pub(crate) fn satellites<K: Kind>(
        &self,
        expected: &mut Expected,
        before: Option<&Record>,
        after: Option<&Record>,
    ) {
        let old = before.and_then(|before| K::satellites(before).ok()).unwrap_or_default();
        let Ok(new) = after.map_or(Ok(Vec::new()), K::satellites) else {
            expected.faults.insert(Fault::InvalidKey);
            return;
        };
        if let Some(before) = before {
            for satellite in &old {
                if !satellite.unique || self.is_held_by(&satellite.key, &K::item_key(before)) {
                    expected.wants.insert(satellite.key.clone(), Want::Gone);
                }
            }
        }
        let Some(after) = after else { return };
        for satellite in new {
            let kept = before.filter(|_| old.iter().any(|old| old.key == satellite.key));
            let owners = [Some(K::item_key(after)), kept.map(K::item_key)];
            let is_free = owners.iter().flatten().any(|owner| self.is_held_by(&satellite.key, owner));
            if satellite.unique && self.is_present(&satellite.key) && !is_free {
                expected.taken.insert(satellite.key.clone());
            }
            let Satellite { key, kind, fields: held, unique } = satellite;
            let owner = unique.then(|| K::item_key(after));
            let want = SatelliteWant { kind, fields: K::FIELDS, held, record: after.clone(), owner };
            expected.wants.insert(key, Want::Satellite(want));
        }
    }

    fn is_present(&self, key: &Key) -> bool {
        self.snapshot.get(key).is_some_and(|item| !is_expired(item, self.now()))
    }

    fn is_held_by(&self, satellite: &Key, item: &Key) -> bool {
        self.snapshot.get(satellite).is_some_and(|satellite| satellite.get(OWNER) == Some(&owner(item)))
    }

    pub(crate) fn create<K: Kind>(&self, value: &K) -> Expected {
        let (mut expected, mut after) = (Expected::default(), value.record());
        if let Some(version) = K::VERSION {
            after.insert(version, n(1));
        }
        let before = self.stored::<K>(&K::item_key(&after));
        self.whole::<K>(&mut expected, None, &after);
        match before {
            Some(before) if is_expired(&before.raw, self.now()) => {
                // What is left of the expired item may stay or go.
                let mut cleaned = Expected::default();
                self.satellites::<K>(&mut cleaned, Some(&before.record), None);
                for (key, want) in cleaned.wants {
                    expected.wants.entry(key).or_insert(Want::Either(vec![want]));
                }
                expected
            }
            Some(_) => expected.fault(Fault::AlreadyExists),
            None => expected,
        }
    }

    pub(crate) fn put<K: Kind>(&self, value: &K) -> Expected {
        let (mut expected, mut after) = (Expected::default(), value.record());
        let before = self.stored::<K>(&K::item_key(&after));
        if let Some(version) = K::VERSION {
            if number(&after, version) != before.as_ref().map_or(0, |before| number(&before.record, version))
            {
                expected.faults.insert(Fault::VersionConflict);
            }
            after.insert(version, n(number(&after, version) + 1));
        }
        self.whole::<K>(&mut expected, before.as_ref().map(|before| &before.record), &after);
        expected
    }

    /// Removes the item of this value, for its version if the value was loaded.
    pub(crate) fn delete<K: Kind>(&self, value: &K, is_loaded: bool) -> Expected {
        let (mut expected, record) = (Expected::default(), value.record());
        let key = K::item_key(&record);
        let Some(before) = self.stored::<K>(&key) else {
            if !K::HAS_SATELLITES {
                expected.wants.insert(key, Want::Gone);
            }
            return expected;
        };
        if let Some(version) = K::VERSION
            && is_loaded
            && number(&record, version) != number(&before.record, version)
        {
            expected.faults.insert(Fault::VersionConflict);
        }
        if K::VERSION.is_some() && is_loaded && record != before.record {
            // The version may have come back with another item.
            expected.lenient |= expected.may_succeed();
            expected.faults.insert(Fault::Conflict);
        }
        expected.wants.insert(key, Want::Gone);
        self.satellites::<K>(&mut expected, Some(&before.record), None);
        expected
    }

    pub(crate) fn move_to<K: Kind>(&self, from: &K, to: &K) -> Expected {
        let (mut expected, from, mut after) = (Expected::default(), from.record(), to.record());
        let Some(before) = self.alive::<K>(&K::item_key(&from)) else {
            // Both keys are written all the same, as far as other operations are concerned.
            for key in [K::item_key(&from), K::item_key(&after)] {
                expected.wants.insert(key, Want::Gone);
            }
            return expected.fault(Fault::NotFound);
        };
        let is_stale = match K::VERSION {
            Some(version) => number(&from, version) != number(&before.record, version),
            None => from != before.record,
        };
        if is_stale {
            let fault = if K::VERSION.is_some() { Fault::VersionConflict } else { Fault::Conflict };
            expected.faults.insert(fault);
        } else if from != before.record {
            // The version came back with another item.
            expected.faults.insert(Fault::Conflict);
        }
        if self.alive::<K>(&K::item_key(&after)).is_some() {
            expected.faults.insert(Fault::AlreadyExists);
        }
        if let Some(version) = K::VERSION {
            after.insert(version, n(number(&after, version) + 1));
        }
        let kept = unknown(K::FIELDS, &before.raw);
        let indexed = K::indexed(&after).map(|indexed| vec![indexed]).ok();
        self.item::<K>(&mut expected, Some(&before.record), &after, vec![kept], indexed);
        expected.wants.insert(K::item_key(&from), Want::Gone);
        expected
    }
}

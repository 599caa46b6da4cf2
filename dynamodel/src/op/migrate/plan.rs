//! Planning the transaction of one source item.

use std::collections::{HashMap, HashSet};

use super::Layouts;
use super::report::{Outcome, Tally};
use super::source::{Looked, Source};
use super::steps::{Side, Step, Steps, Tables};
use super::targets::version_of;
use crate::codec::same::{same, stable};
use crate::error::Error;
use crate::expr::Expr;
use crate::item::table::Table;
use crate::item::{Encoded, EncodedVariant, ItemKind, difference, kind_of, name_of, ttl::is_expired};
use crate::op::backfill::item::{Subject, removals};
use crate::schema::item::Item;
use crate::write::{Change, Satellite, first_revision, held_by_other};

/// A source item to look at.
#[derive(Debug)]
pub(super) struct Work {
    /// Its key.
    pub(super) key: Item,
    pub(super) looked: Looked,
    /// The values that it has become earlier.
    pub(super) former: Vec<EncodedVariant>,
    /// The stored items of the target table by their names.
    pub(super) found: HashMap<String, Item>,
}

/// A transaction and its outcome.
pub(super) struct Planned {
    pub(super) steps: Steps,
    pub(super) outcome: Outcome,
}

/// A target, compared with the stored item.
enum Compared {
    Kept,
    Unchanged(Box<Subject>),
    Written(Vec<Change>),
}

impl Work {
    fn targets(&self) -> &[EncodedVariant] {
        match &self.looked {
            Looked::Source(source) => &source.targets,
            Looked::Absent | Looked::Passed(_) => &[],
        }
    }

    /// Returns the keys of the items of the target table that the plan depends on.
    pub(super) fn keys(&self, tables: Tables) -> Result<Vec<Item>, Error> {
        let mut keys = Vec::new();
        for EncodedVariant { value, .. } in self.targets().iter().chain(&self.former) {
            keys.extend(places(value, tables)?);
        }
        Ok(keys)
    }
}

/// Returns the keys of a target, its copies and its markers.
fn places(value: &Encoded, tables: Tables) -> Result<Vec<Item>, Error> {
    let satellites = Satellite::all(value).map(|satellite| satellite.key);
    std::iter::once(value.key()).chain(satellites).map(|key| key.attributes(tables.target)).collect()
}

/// A value whose item is removed or overwritten.
struct Leaver {
    side: Side,
    value: Encoded,
    /// The removal of the item.
    removal: Option<Change>,
}

/// A plan in the making.
struct Planning<'w, S, D> {
    layouts: &'w Layouts<S, D>,
    work: &'w Work,
    now: i64,
    tables: Tables,
    steps: Steps,
    leavers: Vec<Leaver>,
}

impl<S: Table, D: Table> Layouts<S, D> {
    /// Plans the transaction for an item at this second since 1970.
    pub(super) fn plan(&self, work: &Work, now: i64) -> Result<Planned, Error> {
        let tables = self.tables();
        let steps = Steps::new(tables);
        let mut planning = Planning { layouts: self, work, now, tables, steps, leavers: Vec::new() };
        let outcome = match &work.looked {
            Looked::Source(source) => planning.plan_source(source)?,
            Looked::Absent => planning.plan_absent()?,
            Looked::Passed(tally) => Outcome::from(*tally),
        };
        Ok(Planned { steps: planning.steps, outcome })
    }
}

impl<S: Table, D: Table> Planning<'_, S, D> {
    fn plan_source(&mut self, source: &Source) -> Result<Outcome, Error> {
        let obsolete = self.find_obsolete()?;
        if source.targets.is_empty() && obsolete.removed == 0 {
            return Ok(Outcome { tally: Tally::Skipped, ..obsolete });
        }
        let in_place = self.is_in_place(source)?;
        let moves = self.layouts.remove_source && !in_place && !source.targets.is_empty();
        if moves || in_place {
            let value = Layouts::<S, D>::restore(source)?;
            self.leavers.push(Leaver { side: Side::Source, value, removal: None });
        }
        let mut unchanged = Vec::new();
        let mut is_kept = obsolete.tally == Tally::Kept;
        for target in &source.targets {
            match self.compare(source, target)? {
                Compared::Kept => is_kept = true,
                Compared::Unchanged(subject) => unchanged.push(subject),
                Compared::Written(changes) => {
                    for change in changes {
                        self.steps.add(Step::target(change))?;
                    }
                }
            }
        }
        let writes = !self.steps.is_empty() || obsolete.removed > 0;
        let removes = moves && !is_kept;
        if !writes && !removes {
            let tally = if is_kept { Tally::Kept } else { Tally::Unchanged };
            return Ok(tally.into());
        }
        if removes {
            for subject in unchanged {
                self.check_target(&subject)?;
            }
        }
        self.guard_source(source, removes)?;
        self.remove_leavers(moves && !removes)?;
        let tally = match (is_kept, writes) {
            (true, _) => Tally::Kept,
            (false, true) => Tally::Written,
            (false, false) => Tally::Unchanged,
        };
        Ok(Outcome { tally, removed: obsolete.removed + usize::from(removes) })
    }

    /// Removes the targets of an item that is gone.
    fn plan_absent(&mut self) -> Result<Outcome, Error> {
        // The migration itself may have removed the item.
        if self.layouts.remove_source {
            return Ok(Tally::PassedOver.into());
        }
        let obsolete = self.find_obsolete()?;
        if obsolete.removed > 0 {
            let absent = Expr::absent(S::META.pk.name);
            self.steps.add(Step::source(Change::check(self.work.key.clone(), absent)))?;
            self.remove_leavers(false)?;
        }
        Ok(obsolete)
    }

    /// Finds the earlier targets that the item does not become any more.
    fn find_obsolete(&mut self) -> Result<Outcome, Error> {
        let (mut removed, mut is_kept) = (0, false);
        let wanted = self.wanted()?;
        for former in &self.work.former {
            let key = former.value.key().attributes(D::META)?;
            let is_own =
                self.tables.place(Side::Target, &key) == self.tables.place(Side::Source, &self.work.key);
            let name = name_of(D::META, &key);
            let Some(stored) = self.work.found.get(&name).filter(|_| !is_own && !wanted.contains(&name))
            else {
                continue;
            };
            match Self::subject(former.entity, stored) {
                Ok(subject) if is_same_value(&subject.value, &former.value) => {
                    let removal = Change::delete(key, Some(subject.unchanged()?));
                    let leaver = Leaver { side: Side::Target, value: subject.value, removal: Some(removal) };
                    self.leavers.push(leaver);
                    removed += 1;
                }
                Ok(_) | Err(_) => is_kept = true,
            }
        }
        let tally = match (is_kept, removed) {
            (true, _) => Tally::Kept,
            (false, 0) => Tally::Unchanged,
            (false, _) => Tally::Written,
        };
        Ok(Outcome { tally, removed })
    }

    /// Returns the names of the items that the source item becomes, with their copies and markers.
    fn wanted(&self) -> Result<HashSet<String>, Error> {
        let mut wanted = HashSet::new();
        for target in self.work.targets() {
            wanted.extend(places(&target.value, self.tables)?.iter().map(|key| name_of(D::META, key)));
        }
        Ok(wanted)
    }

    /// Returns `true` if a target replaces the source item under its key.
    fn is_in_place(&self, source: &Source) -> Result<bool, Error> {
        for target in &source.targets {
            if self.is_under_key(source, &target.value)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_under_key(&self, source: &Source, target: &Encoded) -> Result<bool, Error> {
        let key = target.key().attributes(D::META)?;
        let place = self.tables.place(Side::Target, &key);
        Ok(place == self.tables.place(Side::Source, &source.item))
    }

    /// Compares a target with the item that is stored under its key.
    fn compare(&self, source: &Source, target: &EncodedVariant) -> Result<Compared, Error> {
        let compared = self.compare_in(source, target);
        compared.map_err(|error| error.entity_is(target.value.entity.name).item_key_is(target.value.key()))
    }

    fn compare_in(&self, source: &Source, target: &EncodedVariant) -> Result<Compared, Error> {
        let EncodedVariant { entity, value } = target;
        let in_place = self.is_under_key(source, value)?;
        let stored = if in_place {
            Some(&source.item)
        } else {
            self.work.found.get(&name_of(D::META, &value.key().attributes(D::META)?))
        };
        let has_expired = |stored: &Item| D::META.expires() && is_expired(D::META, stored, self.now);
        let Some(stored) = stored.filter(|stored| in_place || !has_expired(stored)) else {
            return self.planned(Subject::absent(value.clone(), D::META));
        };
        let subject = match Self::subject(*entity, stored) {
            Ok(subject) => subject,
            Err(_) if in_place => return self.overwrite(source, value).map(Compared::Written),
            Err(error) => return Err(error),
        };
        if is_same_value(&subject.value, value) {
            return self.planned(subject);
        }
        if self.layouts.keep_existing {
            return Ok(Compared::Kept);
        }
        let mut value = value.clone();
        if let Some(version) = version_of(&subject.value) {
            value.set_version(version.saturating_add(1));
        }
        self.planned(subject.replaced_by(value)?)
    }

    fn planned(&self, subject: Subject) -> Result<Compared, Error> {
        let free = self.free(&subject.value)?;
        let subject = subject.taking(free);
        Ok(match subject.plan(&self.satellites(&subject)?, self.now)? {
            Some(plan) => Compared::Written(plan.changes),
            None => Compared::Unchanged(Box::new(subject)),
        })
    }

    /// Replaces a source item by a target under its key. Attributes that the source's model does not know stay.
    fn overwrite(&self, source: &Source, value: &Encoded) -> Result<Vec<Change>, Error> {
        let subject = Subject::absent(value.clone(), D::META).taking(self.free(value)?);
        let mut whole = source.foreign_attributes(S::META);
        whole.extend(value.item(D::META, 0, first_revision(value.entity))?);
        let key = value.key().attributes(D::META)?;
        let actions = difference(&source.item, &whole);
        let mut changes = vec![Change::update(key, actions, Some(source.unchanged(S::META)?))];
        changes.extend(subject.satellite_changes(&whole, &self.satellites(&subject)?, self.now)?);
        Ok(changes)
    }

    /// Returns the stored copies and markers under the keys of a value.
    fn satellites(&self, subject: &Subject) -> Result<Vec<Option<Item>>, Error> {
        let keys = subject.satellite_keys()?.into_iter();
        Ok(keys.map(|key| self.work.found.get(&name_of(D::META, &key)).cloned()).collect())
    }

    /// Returns the names of the copies and markers of a value that pass from an item that this transaction removes.
    fn free(&self, value: &Encoded) -> Result<HashSet<String>, Error> {
        let mut free = HashSet::new();
        for leaver in &self.leavers {
            if leaver.side == Side::Source && !self.tables.are_one {
                continue;
            }
            let table = self.tables.of(leaver.side);
            let owner = leaver.value.key().owner(table)?;
            let keys = Satellite::all(&leaver.value).map(|satellite| satellite.key.attributes(table));
            for key in keys.collect::<Result<Vec<_>, _>>()? {
                let name = name_of(table, &key);
                let stored = self.work.found.get(&name).and_then(|item| item.get(table.owner_attribute));
                if stored.is_none_or(|stored| stable(stored) == stable(&owner)) {
                    free.insert(name);
                }
            }
        }
        let own =
            Satellite::all(value).map(|satellite| Ok(name_of(D::META, &satellite.key.attributes(D::META)?)));
        let own = own.collect::<Result<HashSet<_>, Error>>()?;
        Ok(free.intersection(&own).cloned().collect())
    }

    /// Returns a stored target with its value.
    fn subject(entity: usize, stored: &Item) -> Result<Subject, Error> {
        if kind_of(D::META, stored) != (ItemKind::Known { entity, key: 0 }) {
            return Err(held_by_other(D::META, stored));
        }
        let restored = (D::ENTITIES[entity].restore)(stored.clone(), D::META)?;
        Subject::new(restored, D::META)
    }

    /// Checks that a target is as it was read.
    fn check_target(&mut self, subject: &Subject) -> Result<(), Error> {
        let key = subject.value.key().attributes(D::META)?;
        self.steps.add(Step::target(Change::check(key, subject.unchanged()?)))
    }

    /// Removes the source item, or checks that it is as it was read.
    fn guard_source(&mut self, source: &Source, removes: bool) -> Result<(), Error> {
        let key = S::META.key_of(&source.item);
        if removes {
            let removal = Change::delete(key, Some(source.unchanged(S::META)?));
            return self.steps.add(Step::source(removal));
        }
        // The change of a target under its key has the condition already.
        if self.steps.changes(Side::Source, &key) {
            return Ok(());
        }
        let unchanged = source.unchanged(S::META)?;
        self.steps.add(Step::source(Change::check(key, unchanged)))
    }

    /// Removes the copies and markers of items that are removed or overwritten, except those that targets have too.
    fn remove_leavers(&mut self, keeps_source: bool) -> Result<(), Error> {
        let wanted = self.wanted()?;
        for Leaver { side, value, removal } in std::mem::take(&mut self.leavers) {
            if keeps_source && side == Side::Source {
                continue;
            }
            let table = self.tables.of(side);
            if let Some(removal) = removal {
                self.steps.add(Step { side, change: removal })?;
            }
            for change in removals(&value, None, table)? {
                let key = table.key_of(&change.item);
                let is_target = side == Side::Target || self.tables.are_one;
                if is_target && wanted.contains(&name_of(table, &key)) && !self.steps.changes(side, &key) {
                    continue;
                }
                self.steps.remove(Step { side, change });
            }
        }
        Ok(())
    }
}

/// Returns `true` if two values differ in their version at most.
fn is_same_value(one: &Encoded, other: &Encoded) -> bool {
    let version = one.entity.version().map(|version| version.attribute);
    let without_version = |value: &Encoded| {
        let mut attributes = value.attributes().clone();
        attributes.retain(|name, _| Some(name.as_str()) != version);
        attributes
    };
    same(&without_version(one), &without_version(other))
}

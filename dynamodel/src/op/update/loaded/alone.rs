//! The update of a loaded value that is one request, without a read.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::expr::{Action, Expr, Path, Source};
use crate::item::{
    Encoded, difference, find, holder, is_read_as, landed, missing_parent, renamed, stale, stored::Stored,
    table::Holds,
};
use crate::schema::{item::Item, table::TableMeta};
use crate::write::{
    Change, Expected, MAX_COMPARED, Plan, ReturnKind, Unchanged, UnknownKey, alias, decoded,
    exists_condition, stored_name, typed, whole,
};

use super::super::columns;
use super::Editing;

/// A value before and after its change.
pub(super) struct Edit {
    old: Item,
    pub(super) after: Encoded,
    new: Item,
    /// The index keys that are written, by their places.
    keys: Vec<usize>,
    /// The attributes that these are made of and that are not set whole themselves.
    pub(super) relied: Vec<&'static str>,
}

impl Editing {
    /// One request: all that depends on the item as it was loaded is a condition. `met` is the item as it is stored, where
    /// an earlier request has met it; it decodes to what was loaded.
    pub(super) fn plan_alone<E: Stored, T: Holds<E>>(&self, met: Option<&Item>) -> Result<Plan, Error> {
        let now = decoded::<E, T>(met)?;
        let edit = self.edit::<E>(now.as_ref().unwrap_or(&self.value), T::META)?;
        if let Some((met, now)) = met.zip(now.as_ref()) {
            UnknownKey::check(&UnknownKey::all(met, now, T::META)?, &edit.keys)?;
        }
        let guard = self.guard::<E>(&edit, met, T::META);
        let older = self.older::<E>(met);
        let mut actions = self.actions_of::<E, T>(&edit, &older);
        if let Some(met) = met {
            actions = landed(actions, met, &edit.new);
            let renamed = self.renamed::<E, T>(met, &edit.after)?;
            let others = renamed.into_iter().filter(|action| is_apart(action, &actions)).collect::<Vec<_>>();
            actions.extend(others);
        }
        actions.extend(typed::<E, T>());
        alias::remove(E::ENTITY, &mut actions);
        let version = self.version.as_ref().map(Expected::condition);
        let parents = self.parents(&guard, met).map(|parent| Some(Expr::Exists(parent)));
        let own = Expr::all(
            [Some(exists_condition::<E, T>()), version, guard.condition()].into_iter().chain(parents),
        );
        let mut conditions = self.conditions.clone();
        conditions.require_absent(alias::relied_on(
            E::ENTITY,
            self.named().filter(|action| !is_in(action, &older)),
        ));
        let condition = conditions.with(T::META, own);
        Ok(Plan {
            returns: self.returns.of_update(&self.actions, &actions),
            changed: self.returns.changed_paths(&self.actions, &actions),
            transaction: self.returns == ReturnKind::ExactlyOnce,
            counts_twice: self.actions.iter().any(Action::counts_twice),
            before: met.cloned(),
            after: Some(edit.new),
            ..Plan::new(vec![Change::update(self.value.key().attributes(T::META)?, actions, condition)])
        })
    }

    /// The maps and lists that what is named goes into and the guard does not speak of. Where one of them is missing, the
    /// condition says so, and `DynamoDB` would not say which; of an item that was met it is known.
    pub(super) fn parents<'a>(
        &'a self,
        guard: &'a Unchanged,
        met: Option<&Item>,
    ) -> impl Iterator<Item = Path> + 'a {
        let first = met.is_none();
        let named = self.named().filter(move |_| first);
        let named = named.filter(|action| action.path().root().is_some_and(|root| !guard.has(root)));
        let mut parents: Vec<Path> = named.filter_map(|action| action.path().parent()).collect();
        parents.sort_by_cached_key(Path::to_string);
        parents.dedup();
        parents.into_iter()
    }

    /// Returns `true` if what is named goes into a map or list that the item does not have.
    pub(super) fn misses_parents(&self, item: &Item) -> bool {
        self.named().any(|action| missing_parent(action.path(), item).is_some())
    }

    /// The plan that takes the place of one whose condition has met this item. `None` if the guard of that was met: it was
    /// another condition that has failed.
    pub(super) fn plan_anew<E: Stored, T: Holds<E>>(
        &self,
        plan: &Plan,
        met: &Item,
    ) -> Result<Option<Plan>, Error> {
        let loaded = self.guard::<E>(&self.edit::<E>(&self.value, T::META)?, None, T::META);
        match loaded.anew::<E, T>(plan, met)? {
            Some(_) => self.plan_alone::<E, T>(Some(met)).map(Some),
            None if plan.before.is_none()
                && (self.misses_parents(met) || !self.older::<E>(Some(met)).is_empty()) =>
            {
                self.plan_alone::<E, T>(Some(met)).map(Some)
            }
            None => Ok(None),
        }
    }

    pub(super) fn edit<E: Stored>(&self, value: &Encoded, table: &TableMeta) -> Result<Edit, Error> {
        let after = self.change::<E>(value)?;
        let (old, new) = (value.item(table, 0, None)?, after.item(table, 0, None)?);
        let differing = difference(value.attributes(), after.attributes());
        let written = self.actions.iter().chain(&differing).filter_map(|action| action.path().root());
        let keys = value.rewritten(&after, written);
        let known = |name: &&str| self.actions.iter().any(|action| sets_whole(action, name));
        let relied = value.components(&keys).into_iter().filter(|name| !known(name)).collect();
        Ok(Edit { old, after, new, keys, relied })
    }

    /// Returns the guard: all that functions have changed, and the siblings in the keys of indexes. With a version
    /// it is the whole value, since an item that was removed and created again has the versions of the one before.
    fn guard<E: Stored>(&self, edit: &Edit, met: Option<&Item>, table: &TableMeta) -> Unchanged {
        let names = self.expected.iter().map(String::as_str).chain(edit.relied.iter().copied());
        let mut names: BTreeSet<&str> = names.map(|name| stored_name(&self.value, name, table)).collect();
        let whole = self.version.as_ref().map(|_| whole(&self.value, &edit.old, table));
        let whole = whole.filter(|whole| whole.len() <= MAX_COMPARED).unwrap_or_default();
        names.extend(whole.iter().map(String::as_str));
        let entity = self.value.entity;
        let Some(met) = met else { return Unchanged::in_item(entity, &edit.old, names.into_iter()) };
        // A map that is not there is set with what goes into it.
        let landed = self.named().filter(|action| missing_parent(action.path(), met).is_some());
        names.extend(landed.filter_map(|action| action.path().root()));
        let older = self.older::<E>(Some(met));
        names.extend(older.iter().map(String::as_str));
        Unchanged::in_item(entity, met, names.into_iter())
    }

    /// The attributes of which named changes depend on what an item has under an older name. What they leave is written whole.
    pub(super) fn older<E: Stored>(&self, met: Option<&Item>) -> BTreeSet<String> {
        let Some(met) = met else { return BTreeSet::new() };
        let is_older = |action: &&Action| {
            let names = alias::relied_on(E::ENTITY, std::iter::once(*action));
            names.iter().any(|name| find(met, name).is_some())
        };
        self.named().filter(is_older).filter_map(|action| action.path().root()).map(str::to_owned).collect()
    }

    /// Returns the actions that rename members of changed fields, where the item has them under aliases.
    fn renamed<E: Stored, T: Holds<E>>(&self, met: &Item, after: &Encoded) -> Result<Vec<Action>, Error> {
        let is_inside = |path: &Path| {
            path.parent().is_some() && path.root().is_some_and(|root| self.expected.contains(root))
        };
        let stale = stale::<E>(met, T::META, after.attributes())?;
        let (inside, outside): (Vec<Path>, Vec<Path>) = stale.into_iter().partition(is_inside);
        // What is flattened into the entity has names that only its deserializer knows.
        let is_changed = |alias: &Path| {
            alias.attribute().is_some()
                && self.expected.iter().any(|name| is_read_as::<E>(alias, name, after.attributes()))
        };
        let gone = outside.into_iter().filter(is_changed).map(Action::Remove);
        let renamed = difference(met, &renamed(met, &inside, after.attributes())?);
        Ok(renamed.into_iter().chain(gone).collect())
    }

    pub(super) fn named(&self) -> impl Iterator<Item = &Action> {
        self.actions.iter().take(self.named)
    }

    pub(super) fn actions_of<E: Stored, T: Holds<E>>(
        &self,
        edit: &Edit,
        older: &BTreeSet<String>,
    ) -> Vec<Action> {
        let Edit { old, after, new, keys, relied } = edit;
        // What is relied on is stored as it was loaded, so that the difference is all of it.
        let is_relied = |action: &&Action| relied.iter().any(|name| action.path().root() == Some(*name));
        let in_index = |action: &&Action| {
            action.path().root().is_some_and(|root| holder(T::META, E::ENTITY, root).is_some())
        };
        let named = self.named().filter(|action| !is_relied(action) && !in_index(action));
        let (left, set): (Vec<&Action>, Vec<&Action>) =
            named.partition(|action| is_left(action) && !is_in(action, older));
        let mut fixed: Vec<Action> = set.into_iter().map(|action| as_in(new, action, T::META)).collect();
        fixed.extend(columns::of_loaded::<E>(T::META, keys, relied, after, new));
        let said = |action: &Action| {
            let by = |said: &Action| stored_path(said.path(), T::META).overlaps(action.path());
            left.iter().any(|left| by(left)) || fixed.iter().any(by)
        };
        let differing: Vec<Action> =
            difference(old, new).into_iter().filter(|action| !said(action)).collect();
        let mut actions: Vec<Action> = differing.into_iter().chain(fixed).collect();
        actions.sort_by_cached_key(|action| action.path().to_string());
        actions.extend(left.into_iter().cloned());
        actions
    }
}

/// Returns `true` if none of these does anything to the path of this one, or to what it is in.
fn is_apart(action: &Action, others: &[Action]) -> bool {
    !others.iter().any(|other| other.path().overlaps(action.path()))
}

/// Returns `true` if it changes one of these attributes, or what is in it.
fn is_in(action: &Action, attributes: &BTreeSet<String>) -> bool {
    action.path().root().is_some_and(|root| attributes.contains(root))
}

/// Returns `true` if what it leaves is left to `DynamoDB`, which knows what is stored.
fn is_left(action: &Action) -> bool {
    action.depends() || action.path().is_in_list()
}

/// An action that leaves what `new` has.
fn as_in(new: &Item, action: &Action, table: &TableMeta) -> Action {
    let path = action.path();
    match find(new, &stored_path(path, table)) {
        Some(value) => Action::set(path.clone(), value.clone()),
        None => Action::Remove(path.clone()),
    }
}

/// The path in the item as it is stored.
fn stored_path(path: &Path, table: &TableMeta) -> Path {
    match table.ttl_attribute.filter(|_| path.is_ttl()) {
        Some(attribute) => attribute.into(),
        None => path.clone(),
    }
}

/// Returns `true` if the action sets the attribute to a value that does not depend on the one before.
fn sets_whole(action: &Action, attribute: &str) -> bool {
    action.path().attribute() == Some(attribute) && !action.depends()
}

impl Action {
    /// Returns `true` if what it leaves depends on what was there.
    fn depends(&self) -> bool {
        match self {
            Self::Set(_, source) => !matches!(source, Source::Value(_)),
            Self::Add(..) | Self::Delete(..) => true,
            Self::Remove(path) => path.attribute().is_none(),
        }
    }
}

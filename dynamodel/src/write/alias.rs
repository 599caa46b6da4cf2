//! Attributes that older items have under other names: what writes do about those.
//!
//! An item has a field under one of its names; with two it could not be read. A write of the whole field removes the
//! others. What depends on the value that is stored requires that there is none: it would be of an attribute that the item
//! does not have.

use crate::expr::{Action, Path, Source, Step};
use crate::schema::entity::EntityMeta;

/// Adds the removal of the other names of all that is written whole.
pub(crate) fn remove(entity: &EntityMeta, actions: &mut Vec<Action>) {
    let whole = actions.iter().filter(|action| action.is_whole()).map(Action::path);
    let stale: Vec<Path> = whole.flat_map(|path| last(entity, path)).collect();
    remove_found(&stale, actions);
}

/// Adds the removal of these names, as far as nothing is done to them or to what they are in.
pub(crate) fn remove_found(stale: &[Path], actions: &mut Vec<Action>) {
    for path in stale {
        if !actions.iter().any(|action| action.path().overlaps(path)) {
            actions.push(Action::Remove(path.clone()));
        }
    }
}

/// The other names of what the actions need as it is stored.
pub(crate) fn relied_on<'a>(entity: &EntityMeta, actions: impl IntoIterator<Item = &'a Action>) -> Vec<Path> {
    let paths = actions.into_iter().flat_map(|action| {
        let last = action.path().0.len().saturating_sub(1);
        let is_relied_on = move |place: usize| place < last || !action.is_whole();
        let all = of(entity, action.path()).into_iter();
        all.filter(move |(place, _)| is_relied_on(*place)).map(|(_, path)| path)
    });
    paths.collect()
}

/// The other names of what a path ends in.
fn last(entity: &EntityMeta, path: &Path) -> Vec<Path> {
    let last = path.0.len().saturating_sub(1);
    of(entity, path).into_iter().filter(|(place, _)| *place == last).map(|(_, path)| path).collect()
}

/// The other names of the steps of a path, with their places. Those of the entity's own fields are known of every path.
fn of(entity: &EntityMeta, path: &Path) -> Vec<(usize, Path)> {
    let own = match path.0.first() {
        Some(Step::Name(name)) => entity.aliases_of(name),
        _ => &[],
    };
    let own = own.iter().map(|alias| (0, path.with_step(0, alias)));
    own.chain(path.aliases().filter(|(place, _)| *place > 0)).collect()
}

impl Action {
    /// Returns `true` if it leaves nothing of what the path had before.
    fn is_whole(&self) -> bool {
        match self {
            Self::Set(_, source) => matches!(source, Source::Value(_)),
            Self::Remove(_) => true,
            Self::Add(..) | Self::Delete(..) => false,
        }
    }
}

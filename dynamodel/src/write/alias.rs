//! Aliases: attributes that older items store under other names.
//!
//! An item has a field under one of its names; with two it would be malformed. A write of the whole field removes the other
//! names. A change that depends on the stored value requires that there are none: it would change an attribute that the
//! item does not have.

use crate::expr::{Action, Path, Source, Step};
use crate::schema::entity::EntityMeta;

/// Adds the removal of the aliases of all attributes that are written whole.
pub(crate) fn remove(entity: &EntityMeta, actions: &mut Vec<Action>) {
    let whole = actions.iter().filter(|action| action.is_whole()).map(Action::path);
    let stale: Vec<Path> = whole.flat_map(|path| last_aliases(entity, path)).collect();
    remove_found(&stale, actions);
}

/// Adds the removal of these aliases, unless an action already changes them.
pub(crate) fn remove_found(stale: &[Path], actions: &mut Vec<Action>) {
    for path in stale {
        if !actions.iter().any(|action| action.path().overlaps(path)) {
            actions.push(Action::Remove(path.clone()));
        }
    }
}

/// Returns the aliases of the stored values that the actions depend on.
pub(crate) fn relied_on<'a>(entity: &EntityMeta, actions: impl IntoIterator<Item = &'a Action>) -> Vec<Path> {
    let paths = actions.into_iter().flat_map(|action| {
        let last = action.path().0.len().saturating_sub(1);
        let is_relied_on = move |position: usize| position < last || !action.is_whole();
        let all = aliases(entity, action.path()).into_iter();
        all.filter(move |(position, _)| is_relied_on(*position)).map(|(_, path)| path)
    });
    paths.collect()
}

/// Returns the aliases of the last step of a path.
fn last_aliases(entity: &EntityMeta, path: &Path) -> Vec<Path> {
    let last = path.0.len().saturating_sub(1);
    aliases(entity, path)
        .into_iter()
        .filter(|(position, _)| *position == last)
        .map(|(_, path)| path)
        .collect()
}

/// Returns the aliases of the steps of a path, with their positions. Those of the entity's own fields are known for every
/// path.
fn aliases(entity: &EntityMeta, path: &Path) -> Vec<(usize, Path)> {
    let own = match path.0.first() {
        Some(Step::Name(name)) => entity.aliases_of(name),
        _ => &[],
    };
    let own = own.iter().map(|alias| (0, path.with_step(0, alias)));
    own.chain(path.aliases().filter(|(position, _)| *position > 0)).collect()
}

impl Action {
    /// Returns `true` if the action repositions the whole value at its path.
    fn is_whole(&self) -> bool {
        match self {
            Self::Set(_, source) => matches!(source, Source::Value(_)),
            Self::Remove(_) => true,
            Self::Add(..) | Self::Delete(..) => false,
        }
    }
}

//! Applying an update to a known item, as `DynamoDB` would.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::digits::Digits;
use crate::codec::same::stable;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::{Action, Path, Source, Step};
use crate::item::Encoded;
use crate::schema::item::Item;

/// Applies actions to `item`.
pub(crate) fn apply(actions: &[Action], item: &mut Item) -> Result<(), Error> {
    // Every operand is a value from before the update.
    let before = item.clone();
    let mut after = AttributeValue::M(std::mem::take(item));
    for action in actions {
        let path = action.path();
        match action {
            Action::Set(_, source) => put(&mut after, path, evaluate(&before, source)?)?,
            Action::Remove(_) => remove(&mut after, path)?,
            Action::Add(_, value) => {
                let sum = match (find(&before, path), value) {
                    (None, value) => value.clone(),
                    (Some(number), AttributeValue::N(_)) => sum(path, number, value)?,
                    (Some(set), value) => united(set, value),
                };
                put(&mut after, path, sum)?;
            }
            Action::Delete(_, value) => match find(&before, path).and_then(|set| without(set, value)) {
                Some(rest) => put(&mut after, path, rest)?,
                None => remove(&mut after, path)?,
            },
        }
    }
    if let AttributeValue::M(after) = after {
        *item = after;
    }
    Ok(())
}

fn evaluate(item: &Item, source: &Source) -> Result<AttributeValue, Error> {
    let there = |path: &Path| find(item, path).cloned().ok_or_else(|| no_path(path));
    Ok(match source {
        Source::Value(value) => value.clone(),
        Source::Path(path) => there(path)?,
        Source::IfNotExists(path, value) => find(item, path).unwrap_or(value).clone(),
        Source::Append(first, second) => match (evaluate(item, first)?, evaluate(item, second)?) {
            (AttributeValue::L(mut list), AttributeValue::L(more)) => {
                list.extend(more);
                AttributeValue::L(list)
            }
            (_, more) => more,
        },
        Source::Plus(source, value) => sum(&Path(Vec::new()), &evaluate(item, source)?, value)?,
        Source::Minus(source, value) => {
            let value = match value {
                AttributeValue::N(number) => AttributeValue::N(negated(number)),
                value => value.clone(),
            };
            sum(&Path(Vec::new()), &evaluate(item, source)?, &value)?
        }
    })
}

/// The number with the opposite sign.
pub(crate) fn negated(number: &str) -> String {
    match number.strip_prefix('-') {
        Some(positive) => positive.to_owned(),
        None => format!("-{number}"),
    }
}

fn sum(path: &Path, one: &AttributeValue, other: &AttributeValue) -> Result<AttributeValue, Error> {
    let (AttributeValue::N(one), AttributeValue::N(other)) = (one, other) else { return Err(no_path(path)) };
    let sum = Digits::parse(one).zip(Digits::parse(other)).and_then(|(one, other)| one.plus(&other));
    Ok(AttributeValue::N(sum.ok_or_else(|| no_path(path))?.plain()))
}

fn united(set: &AttributeValue, more: &AttributeValue) -> AttributeValue {
    fn union<V: Clone + PartialEq>(set: &[V], more: &[V]) -> Vec<V> {
        let new = more.iter().filter(|element| !set.contains(element));
        set.iter().chain(new).cloned().collect()
    }
    match (set, more) {
        (AttributeValue::Ss(set), AttributeValue::Ss(more)) => AttributeValue::Ss(union(set, more)),
        (AttributeValue::Ns(set), AttributeValue::Ns(more)) => AttributeValue::Ns(union(set, more)),
        (AttributeValue::Bs(set), AttributeValue::Bs(more)) => AttributeValue::Bs(union(set, more)),
        (_, more) => more.clone(),
    }
}

/// `None` if no element is left: there are no empty sets.
fn without(set: &AttributeValue, less: &AttributeValue) -> Option<AttributeValue> {
    fn difference<V: Clone + PartialEq>(set: &[V], less: &[V]) -> Option<Vec<V>> {
        let rest: Vec<_> = set.iter().filter(|element| !less.contains(element)).cloned().collect();
        (!rest.is_empty()).then_some(rest)
    }
    match (set, less) {
        (AttributeValue::Ss(set), AttributeValue::Ss(less)) => difference(set, less).map(AttributeValue::Ss),
        (AttributeValue::Ns(set), AttributeValue::Ns(less)) => difference(set, less).map(AttributeValue::Ns),
        (AttributeValue::Bs(set), AttributeValue::Bs(less)) => difference(set, less).map(AttributeValue::Bs),
        (set, _) => Some(set.clone()),
    }
}

fn no_path(path: &Path) -> Error {
    Error::new(Kind::NoPath { path: path.to_string() })
}

/// The value at this path; `None` also for the empty path.
pub(crate) fn find<'i>(item: &'i Item, path: &Path) -> Option<&'i AttributeValue> {
    let (_, inner) = path.0.split_first()?;
    find_in(item.get(path.root()?)?, inner)
}

fn find_in<'v>(value: &'v AttributeValue, steps: &[Step]) -> Option<&'v AttributeValue> {
    steps.iter().try_fold(value, |value, step| match (step, value) {
        (Step::Name(name) | Step::Ttl(name), AttributeValue::M(map)) => map.get(&**name),
        (Step::Element(at), AttributeValue::L(list)) => list.get(*at),
        _ => None,
    })
}

/// The value that contains the last step.
fn parent<'v, 'p>(
    value: &'v mut AttributeValue,
    path: &'p Path,
) -> Result<(&'v mut AttributeValue, &'p Step), Error> {
    let (end, steps) = path.0.split_last().ok_or_else(|| no_path(path))?;
    let parent = steps.iter().try_fold(value, |value, step| match (step, value) {
        (Step::Name(name) | Step::Ttl(name), AttributeValue::M(map)) => map.get_mut(&**name),
        (Step::Element(at), AttributeValue::L(list)) => list.get_mut(*at),
        _ => None,
    });
    Ok((parent.ok_or_else(|| no_path(path))?, end))
}

fn put(item: &mut AttributeValue, path: &Path, value: AttributeValue) -> Result<(), Error> {
    match parent(item, path)? {
        (AttributeValue::M(map), Step::Name(name) | Step::Ttl(name)) => {
            map.insert(name.to_string(), value);
        }
        (AttributeValue::L(list), Step::Element(at)) => match list.get_mut(*at) {
            Some(element) => *element = value,
            None => list.push(value),
        },
        _ => return Err(no_path(path)),
    }
    Ok(())
}

fn remove(item: &mut AttributeValue, path: &Path) -> Result<(), Error> {
    match parent(item, path)? {
        (AttributeValue::M(map), Step::Name(name) | Step::Ttl(name)) => {
            map.remove(&**name);
        }
        (AttributeValue::L(list), Step::Element(at)) if *at < list.len() => {
            list.remove(*at);
        }
        (AttributeValue::L(_), Step::Element(_)) => {}
        _ => return Err(no_path(path)),
    }
    Ok(())
}

/// The actions that turn `before` into `after`. They change members of maps one by one and keep unknown ones.
pub(crate) fn difference(before: &Item, after: &Item) -> Vec<Action> {
    rewrite(before, before, after)
}

/// The actions that turn `stored` into `after`, where this program would have stored the item as `before`. Members that it
/// does not know stay.
pub(crate) fn rewrite(stored: &Item, before: &Item, after: &Item) -> Vec<Action> {
    let mut actions = Vec::new();
    descend(&Path(Vec::new()), stored, before, after, &mut actions);
    actions.sort_by_cached_key(|action| action.path().to_string());
    actions
}

/// The attributes of a stored item that this program writes, before or afterwards.
///
/// Attributes that an item lacks because it is older than an index may be added meanwhile, by a backfill: they are part of it, so
/// that they are removed all the same.
pub(crate) fn known_to(stored: &Item, before: &Item, after: &Item) -> Item {
    let known = stored.iter().filter(|(name, _)| after.contains_key(*name) || before.contains_key(*name));
    let gone = before.iter().filter(|(name, _)| !after.contains_key(*name));
    known.chain(gone).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Returns `true` if the value at a path does not change and the item only stores it in another form, which stays.
pub(crate) fn is_other_form(path: &Path, stored: &Item, before: &Encoded, after: &Encoded) -> bool {
    let value = |item| find(item, path).map(stable);
    let known = value(before.attributes());
    known.is_some() && known == value(after.attributes()) && find(stored, path).is_some()
}

fn descend(at: &Path, stored: &Item, before: &Item, after: &Item, actions: &mut Vec<Action>) {
    for (name, value) in after {
        let path = at.clone().name(name);
        match (stored.get(name), value) {
            (Some(old), new) if stable(old) == stable(new) => {}
            (Some(AttributeValue::M(old)), AttributeValue::M(new)) => {
                let known = before.get(name).and_then(|known| known.as_m().ok());
                descend(&path, old, known.unwrap_or(&Item::new()), new, actions);
            }
            (_, new) => actions.push(Action::set(path, new.clone())),
        }
    }
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    actions.extend(gone.map(|name| Action::Remove(at.clone().name(name))));
}

/// The actions that `stored` allows: where it lacks the map that an action goes into, the whole map of `after` is set.
pub(crate) fn landed(actions: Vec<Action>, stored: &Item, after: &Item) -> Vec<Action> {
    let mut landed: Vec<Action> = Vec::with_capacity(actions.len());
    for action in actions {
        let action = match missing_parent(action.path(), stored) {
            None => Some(action),
            Some(parent) => find(after, &parent).map(|whole| Action::set(parent, whole.clone())),
        };
        landed.extend(action.filter(|action| landed.iter().all(|other| other.path() != action.path())));
    }
    landed
}

/// The first map or list of the path that the item lacks.
pub(crate) fn missing_parent(path: &Path, item: &Item) -> Option<Path> {
    let parents =
        (1..path.0.len()).filter_map(|end| Some((Path(path.0.get(..end)?.to_vec()), path.0.get(end)?)));
    let leads_on = |parent: &Path, next: &Step| match find(item, parent) {
        Some(AttributeValue::M(_)) => !matches!(next, Step::Element(_)),
        Some(AttributeValue::L(_)) => matches!(next, Step::Element(_)),
        _ => false,
    };
    let mut missing = parents.filter(|(parent, next)| !leads_on(parent, next));
    missing.next().map(|(parent, _)| parent)
}

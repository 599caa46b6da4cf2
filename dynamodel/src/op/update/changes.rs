//! The changes of an update, as its builder collects them.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::is_empty_set;
use crate::error::{Error, Kind};
use crate::expr::{Action, Path, Source, check_actions, target::Assigned};
use crate::item::{negated, ttl};
use crate::write::{Changes, Draft, Subject};

impl Changes {
    /// Returns all actions, and how many of them were named. `DynamoDB` must be able to store each value, and no two may
    /// overlap, since it would not know which comes first.
    pub(super) fn check(self) -> Result<(Vec<Action>, usize), Error> {
        let named = self.actions.len();
        let actions: Vec<Action> = self.actions.into_iter().chain(self.computed).collect();
        check_actions(&actions)?;
        for (index, action) in actions.iter().enumerate() {
            ttl::check_action(action)?;
            if actions[..index].iter().any(|earlier| earlier.path().overlaps(action.path())) {
                return Err(Error::new(Kind::SetTwice { path: action.path().to_string() }));
            }
        }
        Ok((actions, named))
    }
}

impl Draft<Subject> {
    pub(super) fn act(&mut self, action: Action) {
        self.changes.is_specified = true;
        self.changes.actions.push(action);
    }

    pub(super) fn assign(&mut self, assigned: Result<Assigned, Error>) {
        if let Some(Assigned { path, value }) = self.accept(assigned) {
            self.act(match value {
                Some(value) => Action::set(path, value),
                None => Action::Remove(path),
            });
        }
    }

    pub(super) fn assign_all(&mut self, all: Result<Vec<Assigned>, Error>) {
        self.accept(all).into_iter().flatten().for_each(|assigned| self.assign(Ok(assigned)));
    }

    pub(super) fn add(&mut self, amount: Result<Assigned, Error>) {
        self.act_with_value(amount.map(without_null), |path, amount| match path.attribute() {
            Some(_) => Action::Add(path, amount),
            None => Action::Set(path.clone(), Source::Plus(Box::new(number_at(path)), amount)),
        });
    }

    /// An unsigned number must be at least as great as the amount.
    pub(super) fn subtract(&mut self, amount: Result<Assigned, Error>, is_unsigned: bool) {
        let amount = amount.map(without_null);
        if let (true, Ok(Assigned { path, value: Some(amount) })) = (is_unsigned, &amount) {
            self.options.conditions.require_at_least(path.clone(), amount.clone());
        }
        self.act_with_value(amount, |path, amount| match (path.attribute(), amount) {
            (Some(_), AttributeValue::N(amount)) => Action::Add(path, AttributeValue::N(negated(&amount))),
            (_, amount) => Action::Set(path.clone(), Source::Minus(Box::new(number_at(path)), amount)),
        });
    }

    pub(super) fn append(&mut self, elements: Result<Assigned, Error>) {
        self.act_with_value(elements, |path, elements| {
            let list = Source::IfNotExists(path.clone(), AttributeValue::L(Vec::new()));
            Action::Set(path, Source::Append(Box::new(list), Box::new(Source::Value(elements))))
        });
    }

    pub(super) fn prepend(&mut self, elements: Result<Assigned, Error>) {
        self.act_with_value(elements, |path, elements| {
            let list = Source::IfNotExists(path.clone(), AttributeValue::L(Vec::new()));
            Action::Set(path, Source::Append(Box::new(Source::Value(elements)), Box::new(list)))
        });
    }

    pub(super) fn set_if_not_exists(&mut self, value: Result<Assigned, Error>) {
        self.act_with_value(value, |path, value| Action::Set(path.clone(), Source::IfNotExists(path, value)));
    }

    /// Adds the change of a set. `DynamoDB` has no empty set: there is nothing to insert or to delete.
    pub(super) fn change_set(
        &mut self,
        elements: Result<Assigned, Error>,
        action: fn(Path, AttributeValue) -> Action,
    ) {
        self.changes.is_specified = true;
        let Some(Assigned { path, value: Some(set) }) = self.accept(elements) else { return };
        if is_empty_set(&set) {
            return;
        }
        let action = if is_set(&set) && path.attribute().is_some() {
            Ok(action(path, set))
        } else {
            Err(Error::new(Kind::NoSet { path: path.to_string() }))
        };
        if let Some(action) = self.accept(action) {
            self.act(action);
        }
    }

    /// Adds an action with a value; there is none where the item stores no attribute for the value.
    fn act_with_value(
        &mut self,
        assigned: Result<Assigned, Error>,
        action: impl FnOnce(Path, AttributeValue) -> Action,
    ) {
        self.changes.is_specified = true;
        if let Some(Assigned { path, value: Some(value) }) = self.accept(assigned) {
            self.act(action(path, value));
        }
    }
}

/// The amount `None` is none, even of a field that stores it as NULL.
fn without_null(amount: Assigned) -> Assigned {
    Assigned { value: amount.value.filter(|value| !value.is_null()), ..amount }
}

/// Reads the number at a path inside an attribute. As for `ADD`, a missing one counts as 0; but a missing element of a list
/// is an error.
fn number_at(path: Path) -> Source {
    if path.is_in_list() {
        Source::Path(path)
    } else {
        Source::IfNotExists(path, AttributeValue::N("0".to_owned()))
    }
}

fn is_set(value: &AttributeValue) -> bool {
    matches!(value, AttributeValue::Ss(_) | AttributeValue::Ns(_) | AttributeValue::Bs(_))
}

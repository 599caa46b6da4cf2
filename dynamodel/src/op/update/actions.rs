//! The changes that a user lists, as they come.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::is_empty_set;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::target::Assigned;
use crate::expr::{Action, Path, Source, check_actions};
use crate::item::negated;
use crate::item::ttl;

/// What is wrong with them is reported when the update is sent.
#[derive(Debug)]
pub(crate) struct Actions {
    listed: Result<Vec<Action>, Error>,
    /// Whether there was a call, be it one that means no action.
    is_told: bool,
}

impl Default for Actions {
    fn default() -> Self {
        Self { listed: Ok(Vec::new()), is_told: false }
    }
}

impl Actions {
    /// The actions, with no value that `DynamoDB` does not store, and no two of which may meet: it would not know which
    /// comes first.
    pub(super) fn check(self) -> Result<Vec<Action>, Error> {
        let actions = self.listed?;
        check_actions(&actions)?;
        for (at, action) in actions.iter().enumerate() {
            ttl::check_action(action)?;
            if actions[..at].iter().any(|earlier| earlier.path().overlaps(action.path())) {
                return Err(Error::new(Kind::SetTwice { path: action.path().to_string() }));
            }
        }
        Ok(actions)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.listed.as_ref().map_or(0, Vec::len)
    }

    pub(super) fn is_told(&self) -> bool {
        self.is_told
    }

    /// These, then those.
    pub(super) fn and(mut self, others: Self) -> Self {
        match others.listed {
            Ok(actions) => actions.into_iter().for_each(|action| self.push(Ok(action))),
            Err(error) => self.push(Err(error)),
        }
        self
    }

    /// A call that means no action.
    pub(super) fn nothing(&mut self) {
        self.is_told = true;
    }

    pub(super) fn push(&mut self, action: Result<Action, Error>) {
        self.is_told = true;
        match (&mut self.listed, action) {
            (Ok(actions), Ok(action)) => actions.push(action),
            (actions @ Ok(_), Err(error)) => *actions = Err(error),
            (Err(_), _) => {}
        }
    }

    pub(super) fn assign(&mut self, assigned: Result<Assigned, Error>) {
        self.push(assigned.map(|Assigned { path, value }| match value {
            Some(value) => Action::set(path, value),
            None => Action::Remove(path),
        }));
    }

    pub(super) fn assign_all(&mut self, all: Result<Vec<Assigned>, Error>) {
        match all {
            Ok(all) => all.into_iter().for_each(|assigned| self.assign(Ok(assigned))),
            Err(error) => self.assign(Err(error)),
        }
    }

    pub(super) fn remove(&mut self, path: Path) {
        self.push(Ok(Action::Remove(path)));
    }

    pub(super) fn add(&mut self, amount: Result<Assigned, Error>) {
        self.with_value(amount, |path, amount| match path.attribute() {
            Some(_) => Action::Add(path, amount),
            None => Action::Set(path.clone(), Source::Plus(Box::new(counted(path)), amount)),
        });
    }

    pub(super) fn subtract(&mut self, amount: Result<Assigned, Error>) {
        self.with_value(amount, |path, amount| match (path.attribute(), amount) {
            (Some(_), AttributeValue::N(amount)) => Action::Add(path, AttributeValue::N(negated(&amount))),
            (_, amount) => Action::Set(path.clone(), Source::Minus(Box::new(counted(path)), amount)),
        });
    }

    pub(super) fn append(&mut self, elements: Result<Assigned, Error>) {
        self.with_value(elements, |path, elements| {
            let list = Source::IfNotExists(path.clone(), AttributeValue::L(Vec::new()));
            Action::Set(path, Source::Append(Box::new(list), Box::new(Source::Value(elements))))
        });
    }

    pub(super) fn prepend(&mut self, elements: Result<Assigned, Error>) {
        self.with_value(elements, |path, elements| {
            let list = Source::IfNotExists(path.clone(), AttributeValue::L(Vec::new()));
            Action::Set(path, Source::Append(Box::new(Source::Value(elements)), Box::new(list)))
        });
    }

    pub(super) fn set_if_not_exists(&mut self, value: Result<Assigned, Error>) {
        self.with_value(value, |path, value| Action::Set(path.clone(), Source::IfNotExists(path, value)));
    }

    pub(super) fn insert_into(&mut self, elements: Result<Assigned, Error>) {
        self.of_set(elements, Action::Add);
    }

    pub(super) fn delete_from(&mut self, elements: Result<Assigned, Error>) {
        self.of_set(elements, Action::Delete);
    }

    fn of_set(&mut self, elements: Result<Assigned, Error>, action: fn(Path, AttributeValue) -> Action) {
        match elements {
            // `DynamoDB` has no empty set, and there would be nothing to do.
            Ok(Assigned { value: Some(set), .. }) if is_empty_set(&set) => self.nothing(),
            Ok(Assigned { path, value: Some(set) }) if is_set(&set) && path.attribute().is_some() => {
                self.push(Ok(action(path, set)));
            }
            Ok(Assigned { value: None, .. }) => self.nothing(),
            Ok(Assigned { path, .. }) => {
                self.push(Err(Error::new(Kind::NoSet { path: path.to_string() })));
            }
            Err(error) => self.push(Err(error)),
        }
    }

    /// Where the item would do without the value there is nothing to do.
    fn with_value(
        &mut self,
        assigned: Result<Assigned, Error>,
        action: impl FnOnce(Path, AttributeValue) -> Action,
    ) {
        match assigned {
            Ok(Assigned { path, value: Some(value) }) => self.push(Ok(action(path, value))),
            Ok(_) => self.nothing(),
            Err(error) => self.push(Err(error)),
        }
    }
}

/// The number at a path inside an attribute. As `ADD` does with an attribute, a missing one counts as 0; a missing element
/// of a list is none that could be added to.
fn counted(path: Path) -> Source {
    if path.is_in_list() {
        Source::Path(path)
    } else {
        Source::IfNotExists(path, AttributeValue::N("0".to_owned()))
    }
}

fn is_set(value: &AttributeValue) -> bool {
    matches!(value, AttributeValue::Ss(_) | AttributeValue::Ns(_) | AttributeValue::Bs(_))
}

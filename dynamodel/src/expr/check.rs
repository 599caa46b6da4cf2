//! Checks of values in expressions, as strict as those of `put`.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Action, Expr, Path, Source};
use crate::codec::size::{MAX_ITEM_BYTES, value_size};
use crate::error::Error;
use crate::error::Kind;
use crate::expr::storable::{check_path, check_value};

impl Expr {
    /// Refuses values that `DynamoDB` does not store.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match self {
            Self::Expired(_) => Ok(()),
            Self::Exists(path) | Self::NotExists(path) => check_path(path),
            Self::Compare(path, _, value)
            | Self::Size(path, _, value)
            | Self::BeginsWith(path, value)
            | Self::Contains(path, value) => check_value(path, value),
            Self::Between(path, least, most) => {
                check_value(path, least).and_then(|()| check_value(path, most))
            }
            Self::In(path, values) => {
                check_path(path)?;
                values.iter().try_for_each(|value| check_value(path, value))
            }
            Self::Not(inner) => inner.check(),
            Self::And(all) | Self::Or(all) => all.iter().try_for_each(Self::check),
        }
    }
}

/// Refuses actions with values that `DynamoDB` does not store, or that together are too large for an item.
pub(crate) fn check_actions(actions: &[Action]) -> Result<(), Error> {
    actions.iter().try_for_each(Action::check)?;
    let bytes: usize = actions.iter().map(Action::size).sum();
    if bytes > MAX_ITEM_BYTES {
        return Err(Error::new(Kind::TooLarge { bytes, limit: MAX_ITEM_BYTES }));
    }
    Ok(())
}

impl Action {
    fn check(&self) -> Result<(), Error> {
        check_path(self.path())?;
        match self {
            Self::Set(path, source) => source.check(path),
            Self::Add(path, value) | Self::Delete(path, value) => check_value(path, value),
            Self::Remove(_) => Ok(()),
        }
    }

    /// The bytes that the item has at least after the action.
    fn size(&self) -> usize {
        match self {
            Self::Set(path, source) => path.attribute().map_or(0, str::len) + source.size(),
            Self::Add(_, set @ (AttributeValue::Ss(_) | AttributeValue::Ns(_) | AttributeValue::Bs(_))) => {
                value_size(set)
            }
            Self::Add(..) | Self::Delete(..) | Self::Remove(_) => 0,
        }
    }
}

impl Source {
    fn check(&self, path: &Path) -> Result<(), Error> {
        match self {
            Self::Value(value) | Self::IfNotExists(_, value) => check_value(path, value),
            Self::Path(_) => Ok(()),
            Self::Append(first, second) => first.check(path).and_then(|()| second.check(path)),
            Self::Plus(source, value) | Self::Minus(source, value) => {
                source.check(path).and_then(|()| check_value(path, value))
            }
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Value(value) => value_size(value),
            Self::Append(first, second) => first.size() + second.size(),
            Self::Path(_) | Self::IfNotExists(..) | Self::Plus(..) | Self::Minus(..) => 0,
        }
    }
}

//! The values that writes return.

use aws_sdk_dynamodb::types::ReturnValue;

use crate::client::TableClient;
use crate::error::{Error, Kind};
use crate::expr::{Action, Path};
use crate::item::parts::Lists;
use crate::item::{Encoded, stored::Stored, table::Holds};
use crate::read::item;
use crate::schema::item::Item;
use crate::write::{drive::Written, group::Group, guard::Accepts, member::Write, updated::Updated};

/// The value that a write returns. The types of this trait are chosen by `returning_old()` and the like.
pub trait Returns<E>: Send + Sync + 'static {
    /// The value of a write that stores an item where there is none.
    type Output: Send;
    /// The value of an update of an item that exists.
    type Updated: Send;

    #[doc(hidden)]
    const KIND: ReturnKind;

    #[doc(hidden)]
    fn output<T: Holds<E>>(written: Written) -> Result<Self::Output, Error>;

    /// Returns the output of a write that stored a new item, in the form of its serializer.
    #[doc(hidden)]
    fn created(item: Item) -> Result<Self::Output, Error>;

    #[doc(hidden)]
    fn updated(output: Self::Output) -> Result<Self::Updated, Error>;
}

/// The kinds of values that a write returns.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnKind {
    Nothing,
    /// Nothing, and the write is a transaction.
    ExactlyOnce,
    Old,
    New,
    Changed,
    /// The satellites that a malformed item may have left.
    Strays,
}

impl ReturnKind {
    /// Returns the `ReturnValues` of a request that can return any.
    pub(crate) fn return_values(self) -> Option<ReturnValue> {
        match self {
            Self::Old => Some(ReturnValue::AllOld),
            Self::New => Some(ReturnValue::AllNew),
            Self::Changed => Some(ReturnValue::UpdatedNew),
            Self::Nothing | Self::ExactlyOnce | Self::Strays => None,
        }
    }

    /// Returns the items that a put or delete may replace or remove.
    pub(crate) fn accepts(self, in_batch: bool) -> Accepts {
        match self {
            _ if in_batch => Accepts::Any,
            Self::Strays => Accepts::Untyped,
            _ => Accepts::Own,
        }
    }

    /// Returns the `ReturnValues` of an update.
    ///
    /// `DynamoDB` tells neither the positions of returned list elements, nor anything of a change that was not sent because
    /// it is none. Then the whole item is requested.
    pub(crate) fn of_update(self, named: &[Action], sent: &[Action]) -> Option<ReturnValue> {
        let is_returned = |action: &Action| {
            !action.path().is_in_list() && sent.iter().any(|sent| sent.path() == action.path())
        };
        match self {
            Self::Changed if !named.iter().all(is_returned) => Some(ReturnValue::AllNew),
            _ => self.return_values(),
        }
    }

    /// Returns the paths that an update has changed, if they are to be returned.
    pub(crate) fn changed_paths(self, named: &[Action], sent: &[Action]) -> Vec<Path> {
        let actions = named.iter().chain(sent).filter(|_| self == Self::Changed);
        actions.map(|action| action.path().clone()).collect()
    }
}

impl Written {
    /// Returns the item of this kind, as it is stored.
    fn item(self, kind: ReturnKind) -> Option<Item> {
        let is_transaction = self.plan.is_transaction();
        match kind {
            ReturnKind::Strays => self.plan.before,
            ReturnKind::Old if is_transaction => self.plan.before,
            ReturnKind::Changed if is_transaction => self.plan.after,
            ReturnKind::New => self.returned.or(self.plan.after),
            _ => self.returned,
        }
    }
}

/// An update that is sent as a transaction and returns nothing.
#[derive(Clone, Copy, Debug)]
pub struct ExactlyOnce;

/// The item before the write.
#[derive(Clone, Copy, Debug)]
pub struct OldItem;

impl<E: Stored> Returns<E> for OldItem {
    type Output = Option<E>;
    type Updated = E;
    const KIND: ReturnKind = ReturnKind::Old;

    fn output<T: Holds<E>>(written: Written) -> Result<Option<E>, Error> {
        let item = written.item(ReturnKind::Old);
        Ok(item.map(|item| item::of_type::<T, E>(item.into(), Lists::Whole)).transpose()?.flatten())
    }

    fn created(_item: Item) -> Result<Option<E>, Error> {
        Ok(None)
    }

    fn updated(output: Option<E>) -> Result<E, Error> {
        output.ok_or_else(|| Error::new(Kind::NotFound))
    }
}

/// The item after the write.
#[derive(Clone, Copy, Debug)]
pub struct NewItem;

impl<E: Stored> Returns<E> for NewItem {
    type Output = E;
    type Updated = E;
    const KIND: ReturnKind = ReturnKind::New;

    fn output<T: Holds<E>>(written: Written) -> Result<E, Error> {
        let item = written.item(ReturnKind::New);
        let value = item.map(|item| item::of_type::<T, E>(item.into(), Lists::Whole)).transpose()?.flatten();
        value.ok_or_else(|| Error::new(Kind::NotFound))
    }

    fn created(item: Item) -> Result<E, Error> {
        Encoded::decode(&item)
    }

    fn updated(output: E) -> Result<E, Error> {
        Ok(output)
    }
}

/// The attributes that an update has changed, as they are afterwards.
#[derive(Clone, Copy, Debug)]
pub struct UpdatedAttributes;

impl<E: Stored> Returns<E> for UpdatedAttributes {
    type Output = Updated<E>;
    type Updated = Updated<E>;
    const KIND: ReturnKind = ReturnKind::Changed;

    fn output<T: Holds<E>>(mut written: Written) -> Result<Updated<E>, Error> {
        let is_whole = written.plan.is_transaction() || written.plan.returns == Some(ReturnValue::AllNew);
        let changed = std::mem::take(&mut written.plan.changed);
        Updated::from_stored(T::META, written.item(ReturnKind::Changed), is_whole, changed)
    }

    /// All of a new item has changed.
    fn created(item: Item) -> Result<Updated<E>, Error> {
        Ok(Updated::new(item, true, vec![Path(Vec::new())]))
    }

    fn updated(output: Updated<E>) -> Result<Updated<E>, Error> {
        Ok(output)
    }
}

/// Sends one operation alone, and returns its output.
pub(crate) async fn send<E: Stored, T: Holds<E>, R: Returns<E>>(
    mut group: Group,
) -> Result<R::Output, Error> {
    let written = group.send().await?;
    R::output::<T>(written).map_err(|error| group.context(error.written()))
}

/// Sends one write that returns nothing, where many are in flight: it waits longer while `DynamoDB` throttles.
pub(crate) async fn send_with_throttle_retry<E: Stored, T: Holds<E>>(
    table: &TableClient<T>,
    write: impl Write,
) -> Result<(), Error> {
    let mut group = Group::alone::<E, T>(table, write);
    group.retries_throttled = true;
    group.send().await.map(drop)
}

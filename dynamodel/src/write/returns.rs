//! What a write gives back.

use aws_sdk_dynamodb::types::ReturnValue;

use crate::error::Error;
use crate::error::Kind;
use crate::expr::Action;
use crate::item::Encoded;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::op::Updated;
use crate::read::item;
use crate::read::view::Whole;
use crate::schema::item::Item;

/// What a write gives back when it is done. The types of this are written by `returning_old()` and its kin.
pub trait Returns<E>: Send + Sync + 'static {
    /// The value.
    type Output: Send;

    #[doc(hidden)]
    const ASKED: Option<ReturnValue>;

    /// Whether it is sent as a transaction.
    #[doc(hidden)]
    const TRANSACTION: bool = false;

    /// `true` if the item before may be malformed.
    #[doc(hidden)]
    const EVEN_IF_MALFORMED: bool = false;

    #[doc(hidden)]
    fn output<T: Holds<E>>(item: Option<Item>, written: Written<'_>) -> Result<Self::Output, Error>;
}

/// What a write that stores an item where there is none gives back: a create, or an update with
/// [`upsert`](crate::op::Update::upsert).
pub trait ReturnsUpsert<E>: Returns<E> {
    /// The value.
    type Upserted: Send;

    #[doc(hidden)]
    fn updated(output: Self::Output) -> Self::Upserted;

    /// `item`: that which was stored, as its serializer writes it.
    #[doc(hidden)]
    fn created(item: Item) -> Result<Self::Upserted, Error>;
}

/// What an update was to change, and has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written<'w> {
    /// What the user has listed.
    pub(crate) told: &'w [Action],
    /// What was sent.
    pub(crate) sent: &'w [Action],
    /// Whether the whole item is given back.
    pub(crate) whole: bool,
}

/// What an update asks for.
///
/// `DynamoDB` does not tell places of elements in the lists that it gives back, nor anything of what was not sent
/// because it is the same. Where that matters the whole item is asked for.
pub(crate) fn asked<E, R: Returns<E>>(told: &[Action], sent: &[Action]) -> Option<ReturnValue> {
    let is_told =
        |action: &Action| !action.path().is_in_list() && sent.iter().any(|sent| sent.path() == action.path());
    match R::ASKED {
        Some(ReturnValue::UpdatedNew) if !told.iter().all(is_told) => Some(ReturnValue::AllNew),
        asked => asked,
    }
}

/// Nothing.
impl<E> Returns<E> for () {
    type Output = ();
    const ASKED: Option<ReturnValue> = None;

    fn output<T: Holds<E>>(_item: Option<Item>, _written: Written<'_>) -> Result<(), Error> {
        Ok(())
    }
}

/// The item before, if there was one.
#[derive(Clone, Copy, Debug)]
pub struct Old;

impl<E: Stored> Returns<E> for Old {
    type Output = Option<E>;
    const ASKED: Option<ReturnValue> = Some(ReturnValue::AllOld);

    fn output<T: Holds<E>>(item: Option<Item>, _written: Written<'_>) -> Result<Option<E>, Error> {
        match item {
            Some(item) => item::of_type::<E, T, Whole>(item),
            None => Ok(None),
        }
    }
}

/// Nothing, of an update that is sent as a transaction.
#[derive(Clone, Copy, Debug)]
pub struct ExactlyOnce;

impl<E> Returns<E> for ExactlyOnce {
    type Output = ();
    const ASKED: Option<ReturnValue> = None;
    const TRANSACTION: bool = true;

    fn output<T: Holds<E>>(_item: Option<Item>, _written: Written<'_>) -> Result<(), Error> {
        Ok(())
    }
}

/// The item before an update.
#[derive(Clone, Copy, Debug)]
pub struct OldValue;

/// The item after a write.
#[derive(Clone, Copy, Debug)]
pub struct NewValue;

macro_rules! values {
    ($($marker:ident $asked:ident)*) => {$(
        impl<E: Stored> Returns<E> for $marker {
            type Output = E;
            const ASKED: Option<ReturnValue> = Some(ReturnValue::$asked);

            fn output<T: Holds<E>>(item: Option<Item>, _written: Written<'_>) -> Result<E, Error> {
                let value = item.map(item::of_type::<E, T, Whole>).transpose()?.flatten();
                value.ok_or_else(|| Error::new(Kind::NotFound))
            }
        }
    )*};
}
values!(OldValue AllOld NewValue AllNew);

/// What an update has changed, as it is afterwards.
#[derive(Clone, Copy, Debug)]
pub struct UpdatedValues;

impl<E: Stored> Returns<E> for UpdatedValues {
    type Output = Updated<E>;
    const ASKED: Option<ReturnValue> = Some(ReturnValue::UpdatedNew);

    fn output<T: Holds<E>>(item: Option<Item>, written: Written<'_>) -> Result<Updated<E>, Error> {
        Updated::of(T::META, item, written)
    }
}

macro_rules! silent {
    ($($marker:ty)*) => {$(
        impl<E> ReturnsUpsert<E> for $marker {
            type Upserted = ();

            fn updated((): ()) {}

            fn created(_item: Item) -> Result<(), Error> {
                Ok(())
            }
        }
    )*};
}
silent!(() ExactlyOnce);

/// The item before, if there was one.
impl<E: Stored> ReturnsUpsert<E> for OldValue {
    type Upserted = Option<E>;

    fn updated(output: E) -> Option<E> {
        Some(output)
    }

    fn created(_item: Item) -> Result<Option<E>, Error> {
        Ok(None)
    }
}

impl<E: Stored> ReturnsUpsert<E> for NewValue {
    type Upserted = E;

    fn updated(output: E) -> E {
        output
    }

    fn created(item: Item) -> Result<E, Error> {
        Encoded::decode(&item)
    }
}

/// All of an item that was stored has changed.
impl<E: Stored> ReturnsUpsert<E> for UpdatedValues {
    type Upserted = Updated<E>;

    fn updated(output: Updated<E>) -> Updated<E> {
        output
    }

    fn created(item: Item) -> Result<Updated<E>, Error> {
        Ok(Updated::of_new(item))
    }
}

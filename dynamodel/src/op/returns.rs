//! What a write gives back.

use aws_sdk_dynamodb::types::ReturnValue;

use super::get;
use super::view::Whole;
use crate::error::Kind;
use crate::item::Item;
use crate::{Entity, Error, Holds};

/// What a write gives back when it is done. The types of this are written by `returning_old()` and its kin.
pub trait Returns<E>: Send + Sync + 'static {
    /// The value.
    type Output: Send;

    #[doc(hidden)]
    const ASKED: Option<ReturnValue>;

    /// Whether it is sent as a transaction.
    #[doc(hidden)]
    const TRANSACTION: bool = false;

    #[doc(hidden)]
    fn output<T: Holds<E>>(item: Option<Item>) -> Result<Self::Output, Error>;
}

/// Nothing.
impl<E> Returns<E> for () {
    type Output = ();
    const ASKED: Option<ReturnValue> = None;

    fn output<T: Holds<E>>(_item: Option<Item>) -> Result<(), Error> {
        Ok(())
    }
}

/// The item before, if there was one.
#[derive(Clone, Copy, Debug)]
pub struct Old;

impl<E: Entity> Returns<E> for Old {
    type Output = Option<E>;
    const ASKED: Option<ReturnValue> = Some(ReturnValue::AllOld);

    fn output<T: Holds<E>>(item: Option<Item>) -> Result<Option<E>, Error> {
        match item {
            Some(item) => get::of_type::<E, T, Whole>(item),
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

    fn output<T: Holds<E>>(_item: Option<Item>) -> Result<(), Error> {
        Ok(())
    }
}

/// The item before an update.
#[derive(Clone, Copy, Debug)]
pub struct OldValue;

/// The item after an update.
#[derive(Clone, Copy, Debug)]
pub struct NewValue;

macro_rules! values {
    ($($marker:ident $asked:ident)*) => {$(
        impl<E: Entity> Returns<E> for $marker {
            type Output = E;
            const ASKED: Option<ReturnValue> = Some(ReturnValue::$asked);

            fn output<T: Holds<E>>(item: Option<Item>) -> Result<E, Error> {
                let value = item.map(get::of_type::<E, T, Whole>).transpose()?.flatten();
                value.ok_or_else(|| Error::new(Kind::NotFound))
            }
        }
    )*};
}
values!(OldValue AllOld NewValue AllNew);

//! What a write gives back.

use aws_sdk_dynamodb::types::ReturnValue;

use super::get;
use crate::item::Item;
use crate::{Entity, Error, Holds};

/// What a write gives back when it is done. The types of this are written by `returning_old()` and its kin.
pub trait Returns<E>: Send + Sync + 'static {
    /// The value.
    type Output: Send;

    #[doc(hidden)]
    const ASKED: Option<ReturnValue>;

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
            Some(item) => get::of_type::<E, T>(item),
            None => Ok(None),
        }
    }
}

//! Items as the values of a read.

use std::sync::Arc;

use crate::codec::attribute::FetchedItem;
use crate::error::Error;
use crate::read::malformed::Malformed;
use crate::schema::item::Item;

/// An item, decoded as far as the read wants it.
pub(crate) enum Decoded<I> {
    /// A wanted item.
    Item(I),
    /// A parent: a wanted item that comes first and is not counted.
    Parent(I),
    /// An item that does not have the shape of its entity, where the read returns those too. It is not counted.
    Malformed(I),
    /// An item of another type that the table knows, or one just outside of the range.
    Other,
    /// An item of a type that the table does not know.
    Foreign,
}

impl<I> Decoded<I> {
    pub(crate) fn map<J>(self, make: impl FnOnce(I) -> J) -> Decoded<J> {
        match self {
            Self::Item(item) => Decoded::Item(make(item)),
            Self::Parent(item) => Decoded::Parent(make(item)),
            Self::Malformed(item) => Decoded::Malformed(make(item)),
            Self::Other => Decoded::Other,
            Self::Foreign => Decoded::Foreign,
        }
    }

    /// Returns `true` if the read returns it.
    pub(super) fn is_given(&self) -> bool {
        matches!(self, Self::Item(_) | Self::Parent(_) | Self::Malformed(_))
    }

    /// Returns `true` if it is part of the number of items, as malformed items are.
    pub(super) fn is_counted(&self) -> bool {
        matches!(self, Self::Item(_) | Self::Malformed(_))
    }
}

/// Decodes an item.
pub(crate) type DecodeItem<I> = Arc<dyn Fn(FetchedItem) -> Result<Decoded<I>, Error> + Send + Sync>;

/// The fetching of items whose keys a read returns.
#[derive(Clone)]
pub(crate) struct Hydration {
    /// Decodes an item as the key of the item to fetch.
    pub(crate) key: DecodeItem<Item>,
    pub(crate) is_consistent: bool,
}

/// The decoding of the items of a read.
pub(crate) struct Decoder<I> {
    pub(crate) decode: DecodeItem<I>,
    /// Fetches the wanted items from the table, where a response has only their keys.
    pub(crate) hydration: Option<Hydration>,
    /// The most parents that can come first.
    pub(crate) parents: usize,
    /// Returns a malformed item; without, it is an error.
    pub(crate) malformed: Option<fn(Malformed) -> I>,
}

impl<I> Decoder<I> {
    pub(crate) fn new(decode: DecodeItem<I>) -> Self {
        Self { decode, hydration: None, parents: 0, malformed: None }
    }
}

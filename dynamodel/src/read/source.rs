//! A source of items: requests, and the decoding of the items that they return.

use crate::codec::attribute::{Attributes, FetchedItem};
use crate::codec::same::stable;
use crate::error::Error;
use crate::item::ttl;
use crate::read::decoder::{Decoded, Decoder, Hydration};
use crate::read::fetch::{MAX_KEYS, fetch_all};
use crate::read::malformed::Malformed;
use crate::read::operation::Partition;
use crate::read::request::Requests;
use crate::schema::item::Item;

/// The requests of a read, and the decoding of its items.
pub(crate) struct Source<I> {
    pub(crate) requests: Requests,
    pub(crate) decoder: Decoder<I>,
}

/// An item of a response.
pub(super) struct ReadItem<I> {
    pub(super) item: FetchedItem,
    /// The item that its key leads to, once that was fetched.
    hydrated: Option<Box<Result<Decoded<I>, Error>>>,
}

impl<I> From<FetchedItem> for ReadItem<I> {
    fn from(item: FetchedItem) -> Self {
        Self { item, hydrated: None }
    }
}

impl<I> Source<I> {
    /// Returns the number of items to fetch at once if so many are still wanted: none is fetched in vain.
    pub(super) fn hydrated_at_once(&self, left: Option<usize>) -> usize {
        match &self.decoder.hydration {
            None => usize::MAX,
            Some(_) => left.unwrap_or(usize::MAX).clamp(1, MAX_KEYS),
        }
    }

    /// Decodes an item. A malformed one is an error unless the read returns those too.
    pub(super) fn decode(&self, item: ReadItem<I>) -> Result<Decoded<I>, Error> {
        let Some(malformed) = self.decoder.malformed else { return self.decode_strictly(item) };
        let key = item.item.select(self.requests.table.key_names());
        match self.decode_strictly(item) {
            Err(error) if is_of_item(&error) => Ok(Decoded::Malformed(malformed(Malformed { key, error }))),
            decoded => decoded,
        }
    }

    fn decode_strictly(&self, ReadItem { item, hydrated }: ReadItem<I>) -> Result<Decoded<I>, Error> {
        match hydrated {
            Some(hydrated) => *hydrated,
            None if self.is_excluded(&item)? => Ok(Decoded::Other),
            None => self.decode_wanted(item),
        }
    }

    fn decode_wanted(&self, item: FetchedItem) -> Result<Decoded<I>, Error> {
        let Requests { connection, table, filters, .. } = &self.requests;
        if filters.skips_expired && ttl::is_expired(table, &item, connection.clock.epoch_seconds()) {
            return Ok(Decoded::Other);
        }
        (self.decoder.decode)(item).map_err(|error| error.table_is(&connection.table))
    }

    /// Returns `true` if only the range leaves out the item, and not the condition.
    fn is_excluded(&self, item: &FetchedItem) -> Result<bool, Error> {
        let Some(attribute) = self.requests.partition().and_then(Partition::ranged) else { return Ok(false) };
        for excluded in self.requests.excluded() {
            let excluded = stable(&excluded.attribute(attribute)?);
            if item.attribute(attribute.name).is_some_and(|value| stable(&value.value()) == excluded) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns `true` if an item may be wanted, without fetching another. An item that cannot be decoded is: its error is
    /// due in its turn.
    pub(super) fn may_be_wanted(&self, item: ReadItem<I>) -> bool {
        match &self.decoder.hydration {
            Some(hydration) if item.hydrated.is_none() => is_wanted(&self.key_to_fetch(hydration, item.item)),
            _ => is_wanted(&self.decode(item)),
        }
    }

    /// Returns the number of items that are wanted, malformed ones included where the read returns those.
    pub(super) fn count(&self, items: Vec<ReadItem<I>>) -> Result<usize, Error> {
        items.into_iter().map(|item| self.is_counted(item).map(usize::from)).sum()
    }

    fn is_counted(&self, item: ReadItem<I>) -> Result<bool, Error> {
        let Some(hydration) = &self.decoder.hydration else { return Ok(self.decode(item)?.is_counted()) };
        match self.key_to_fetch(hydration, item.item) {
            Err(error) if self.decoder.malformed.is_some() && is_of_item(&error) => Ok(true),
            key => Ok(key?.is_counted()),
        }
    }

    /// Fetches the items that these lead to, if the read returns those.
    pub(super) async fn hydrate(&self, items: Vec<ReadItem<I>>) -> Result<Vec<ReadItem<I>>, Error> {
        let Some(hydration) = &self.decoder.hydration else { return Ok(items) };
        let keys: Vec<_> = items.iter().map(|item| self.key_to_fetch(hydration, item.item.clone())).collect();
        let to_fetch = keys.iter().filter_map(|key| match key {
            Ok(Decoded::Item(key)) => Some(key.clone()),
            _ => None,
        });
        let Requests { connection, table, .. } = &self.requests;
        let fetched = fetch_all(connection, table, to_fetch.collect(), hydration.is_consistent).await?;
        let mut fetched = fetched.into_iter();
        let hydrated = items.into_iter().zip(keys).map(|(item, key)| {
            let hydrated = match key {
                Ok(Decoded::Item(_)) => {
                    fetched.next().flatten().map_or(Ok(Decoded::Other), |item| self.decode_wanted(item))
                }
                Ok(Decoded::Foreign) => Ok(Decoded::Foreign),
                Ok(Decoded::Other | Decoded::Parent(_) | Decoded::Malformed(_)) => Ok(Decoded::Other),
                Err(error) => Err(error),
            };
            ReadItem { item: item.item, hydrated: Some(Box::new(hydrated)) }
        });
        Ok(hydrated.collect())
    }

    fn key_to_fetch(&self, hydration: &Hydration, item: FetchedItem) -> Result<Decoded<Item>, Error> {
        if self.is_excluded(&item)? {
            return Ok(Decoded::Other);
        }
        (hydration.key)(item).map_err(|error| error.table_is(&self.requests.connection.table))
    }
}

/// Returns `true` if the error is about the item that was read.
pub(super) fn is_of_item(error: &Error) -> bool {
    error.is_malformed_item() || error.is_invalid_key()
}

/// Returns `true` if an item is to be returned or reported.
pub(super) fn is_wanted<I>(decoded: &Result<Decoded<I>, Error>) -> bool {
    !matches!(decoded, Ok(Decoded::Other | Decoded::Foreign))
}

//! Fetching the items whose keys were found.

use super::Malformed;
use super::source::{Arrive, Arrived, Source};
use crate::error::Error;
use crate::op::{MAX_BATCH_KEYS, fetch_all};
use crate::schema::item::Item;

/// How what is found leads to the items that are asked for.
#[derive(Clone)]
pub(crate) struct Hydration {
    /// The key of the item to fetch.
    pub(crate) row: Arrive<Item>,
    pub(crate) consistent: bool,
}

/// What was found.
pub(super) enum Row<I> {
    /// It may be what is asked for.
    Here(Item),
    /// It is the key of this.
    Fetched { found: Item, arrived: Result<Arrived<I>, Error> },
}

impl<I> Row<I> {
    /// What was found, whose key a cursor has.
    pub(super) fn found(&self) -> &Item {
        match self {
            Self::Here(found) | Self::Fetched { found, .. } => found,
        }
    }
}

impl<I> Source<I> {
    /// How many rows to look into at once, if so many items are still wanted: none is fetched in vain.
    pub(super) fn rows_at_once(&self, left: Option<usize>) -> usize {
        match &self.hydration {
            None => usize::MAX,
            Some(_) => left.unwrap_or(usize::MAX).clamp(1, MAX_BATCH_KEYS),
        }
    }

    /// What it is.
    pub(super) fn settle(&self, row: Row<I>) -> Result<Arrived<I>, Error> {
        let Some(give) = self.malformed else { return self.read(row) };
        let key = self.table.key_of(row.found());
        match self.read(row) {
            Err(error) if error.is_malformed_item() || error.is_invalid_key() => {
                Ok(Arrived::Malformed(give(Malformed { key, error })))
            }
            read => read,
        }
    }

    fn read(&self, row: Row<I>) -> Result<Arrived<I>, Error> {
        match row {
            Row::Here(item) => self.arrive(item),
            Row::Fetched { arrived, .. } => arrived,
        }
    }

    /// Whether what was found is one of those asked for, as far as that shows without fetching it. One that
    /// cannot be read is, to be reported when it is its turn.
    pub(super) fn may_be_wanted(&self, found: Item) -> bool {
        match &self.hydration {
            None => is_wanted(&self.arrive(found)),
            Some(hydration) => is_wanted(&self.key_to_fetch(hydration, found)),
        }
    }

    /// Fetches what these rows lead to.
    pub(super) async fn look_up(&self, rows: Vec<Item>) -> Result<Vec<Row<I>>, Error> {
        let Some(hydration) = &self.hydration else { return Ok(rows.into_iter().map(Row::Here).collect()) };
        let found: Vec<_> = rows.iter().map(|row| self.key_to_fetch(hydration, row.clone())).collect();
        let keys = found.iter().filter_map(|found| match found {
            Ok(Arrived::Item(key)) => Some(key.clone()),
            _ => None,
        });
        let fetched = fetch_all(&self.connection, self.table, keys.collect(), hydration.consistent).await?;
        let mut fetched = fetched.into_iter();
        let arrived = found.into_iter().map(|found| match found? {
            Arrived::Item(_) => fetched.next().flatten().map_or(Ok(Arrived::Other), |item| self.decode(item)),
            Arrived::Other | Arrived::Parent(_) | Arrived::Malformed(_) => Ok(Arrived::Other),
            Arrived::Foreign => Ok(Arrived::Foreign),
        });
        let arrived: Vec<_> = arrived.collect();
        Ok(rows.into_iter().zip(arrived).map(|(row, arrived)| Row::Fetched { found: row, arrived }).collect())
    }

    fn key_to_fetch(&self, hydration: &Hydration, row: Item) -> Result<Arrived<Item>, Error> {
        if self.is_excluded(&row)? {
            return Ok(Arrived::Other);
        }
        (hydration.row)(row).map_err(|error| error.table_is(&self.connection.table))
    }
}

/// Whether it is to be given, or to be reported.
pub(super) fn is_wanted<I>(arrived: &Result<Arrived<I>, Error>) -> bool {
    !matches!(arrived, Ok(Arrived::Other | Arrived::Foreign))
}

//! The search for the entries because of which `DynamoDB` refuses a batch.
//!
//! The entries of a refused request are sent again in two halves, until the refused one is alone.

use crate::error::{Error, Kind};

/// The most entries in a row that are refused. More mean that the table is not the one that the program describes.
const MAX_REFUSED: usize = 100;

/// The number of entries that are sent together, and with no others; `0` for those that were not refused yet.
pub(crate) type Group = usize;

/// The search for the entries that are refused.
#[derive(Debug, Default)]
pub(crate) struct Bisection {
    last: Group,
    refused: usize,
}

impl Bisection {
    /// Returns a group for each entry of a refused request: one for each half.
    pub(crate) fn halves(&mut self, count: usize) -> impl Iterator<Item = Group> + use<> {
        let first = self.last + 1;
        self.last += 2;
        (0..count).map(move |index| first + usize::from(index >= count.div_ceil(2)))
    }

    /// Counts an entry that was refused alone.
    ///
    /// # Errors
    ///
    /// So many were refused that the search ends.
    pub(crate) fn refused(&mut self) -> Result<(), Error> {
        self.refused += 1;
        if self.refused < MAX_REFUSED {
            return Ok(());
        }
        Err(Error::new(Kind::RefusedInARow { count: self.refused }))
    }

    /// Starts to count anew after a request that succeeded.
    pub(crate) fn succeeded(&mut self) {
        self.refused = 0;
    }
}

/// Returns `true` if the request may have been refused because of one entry. Throttling and a lack of permission
/// concern all of them.
pub(crate) fn is_of_entry(error: &Error) -> bool {
    matches!(error.code(), Some("ValidationException" | "ItemCollectionSizeLimitExceededException"))
}

#[cfg(test)]
mod tests {
    use super::Bisection;

    #[test]
    fn halves_are_groups_of_their_own() {
        let mut bisection = Bisection::default();
        assert_eq!(bisection.halves(5).collect::<Vec<_>>(), [1, 1, 1, 2, 2]);
        assert_eq!(bisection.halves(2).collect::<Vec<_>>(), [3, 4]);
    }
}

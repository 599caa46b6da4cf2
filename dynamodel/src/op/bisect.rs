//! Batches that `DynamoDB` refuses as a whole because of one of their entries.
//!
//! The entries of a refused request are sent again in two halves, until what is refused is alone.

use crate::error::Error;
use crate::error::Kind;

/// How many entries may be refused in a row while none succeeds. So many mean that the table is not the one that the
/// program describes.
const MAX_REFUSED: usize = 100;

/// Entries that are sent together, and with no others; `0` for those that were not refused yet.
pub(super) type Group = usize;

/// The search for the entries that are refused.
#[derive(Debug, Default)]
pub(super) struct Bisection {
    last: Group,
    refused: usize,
}

impl Bisection {
    /// The groups of the entries of a refused request, one for each half.
    pub(super) fn halves(&mut self, count: usize) -> impl Iterator<Item = Group> + use<> {
        let first = self.last + 1;
        self.last += 2;
        (0..count).map(move |at| first + usize::from(at >= count.div_ceil(2)))
    }

    /// Counts an entry that was refused alone.
    ///
    /// # Errors
    ///
    /// The search is to end.
    pub(super) fn refused(&mut self) -> Result<(), Error> {
        self.refused += 1;
        if self.refused < MAX_REFUSED {
            return Ok(());
        }
        Err(Error::new(Kind::RefusedInARow { count: self.refused }))
    }

    pub(super) fn succeeded(&mut self) {
        self.refused = 0;
    }
}

/// Returns `true` if one entry may be why the request was refused. Throttling and a lack of permission are about all of
/// them.
pub(super) fn is_of_entry(error: &Error) -> bool {
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

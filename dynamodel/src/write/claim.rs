//! Claims of unique values.

use std::collections::HashSet;

use crate::error::{Error, Kind};
use crate::schema::entity::{EntityMeta, KeyMeta};

/// The change of a marker, or of the copy of a unique lookup.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Claim {
    /// Claims the value; fails if another item has it.
    Takes(Taken),
    /// Gives the value up.
    Releases,
}

/// A unique value: by its fields, or by its lookup.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Taken {
    /// The fields, joined by `+`.
    Fields(&'static str),
    Lookup(&'static KeyMeta),
}

impl Taken {
    /// Returns the uniqueness of a satellite; `None` for the copy of a lookup that is not unique.
    pub(super) fn of_slot(entity: &'static EntityMeta, slot: usize) -> Option<Self> {
        match slot.checked_sub(entity.keys.len()) {
            Some(marker) => Some(Self::Fields(entity.markers[marker].name)),
            None => Some(&entity.keys[slot]).filter(|key| key.unique).map(Self::Lookup),
        }
    }

    /// Returns the error for a value that another item has.
    pub(crate) fn error(self) -> Error {
        Error::new(match self {
            Self::Fields(field) => Kind::NotUnique { field },
            Self::Lookup(key) => Kind::NotUniqueLookup { lookup: key.pattern_name(), fields: self.fields() },
        })
    }

    /// Returns the error for a value that the `first` operation of the transaction claims too.
    pub(crate) fn claimed_twice(self, first: usize) -> Error {
        Error::new(Kind::ClaimedTwice { fields: self.fields(), first })
    }

    fn fields(self) -> String {
        match self {
            Self::Fields(fields) => fields.to_owned(),
            Self::Lookup(key) => {
                let mut seen = HashSet::new();
                key.fields().filter(|field| seen.insert(*field)).collect::<Vec<_>>().join("+")
            }
        }
    }
}

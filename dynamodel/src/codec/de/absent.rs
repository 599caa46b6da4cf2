//! Empty sets, which items lack.

use crate::codec::error::{CodecError, Missing};

/// Fields that were missing in earlier attempts to read, by the types that read them.
#[derive(Debug, Default)]
pub(in crate::codec) struct Absent(Vec<(&'static str, &'static str)>);

impl Absent {
    pub(super) const NONE: &Self = &Self(Vec::new());

    /// Remembers the missing field. Returns `false` if it was tried before, so that it is not a set.
    pub(in crate::codec) fn learn(&mut self, error: &CodecError) -> bool {
        let Some(Missing { field, reader: Some(reader) }) = error.missing() else { return false };
        let found = (*reader, *field);
        let is_new = !self.0.contains(&found);
        if is_new {
            self.0.push(found);
        }
        is_new
    }

    /// The fields to offer to this type.
    pub(super) fn of<'a>(&'a self, reader: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        self.0.iter().filter(move |(by, _)| *by == reader).map(|(_, field)| *field)
    }
}

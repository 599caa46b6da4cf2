//! Sets that an item lacks, because they are empty.

use crate::codec::error::{CodecError, Missing};

/// Fields that were missing when a value was read, by the types that read them. Only reading tells that a field is a set.
#[derive(Debug, Default)]
pub(in crate::codec) struct Absent(Vec<(&'static str, &'static str)>);

impl Absent {
    /// Remembers the field that was missing; `false` if it was tried before, so that it is no set.
    pub(in crate::codec) fn learn(&mut self, error: &CodecError) -> bool {
        let Some(Missing { field, reader: Some(reader) }) = error.missing() else { return false };
        let found = (*reader, *field);
        let is_new = !self.0.contains(&found);
        if is_new {
            self.0.push(found);
        }
        is_new
    }

    /// The fields that this type is to be given.
    pub(super) fn of<'a>(&'a self, reader: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        self.0.iter().filter(move |(by, _)| *by == reader).map(|(_, field)| *field)
    }
}

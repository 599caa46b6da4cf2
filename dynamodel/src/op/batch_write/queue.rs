//! The entries that are ready to be sent.

use std::collections::VecDeque;

use super::entry::Entry;

/// The most entries of one request.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
const MAX_ENTRIES: usize = 25;

/// The most bytes of one request.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The bytes of a request besides its entries.
const REQUEST_BYTES: usize = 1024;

/// The bytes of an entry besides its item.
const ENTRY_BYTES: usize = 64;

/// The entries that are ready to be sent. Their keys are all different.
#[derive(Default)]
pub(super) struct Queue(VecDeque<Entry>);

impl Queue {
    /// Adds an entry behind the others, or in the place of an earlier one with its key. Returns `true` if there was one.
    pub(super) fn push(&mut self, entry: Entry) -> bool {
        if let Some(earlier) = self.0.iter_mut().find(|earlier| earlier.name == entry.name) {
            *earlier = entry;
            return true;
        }
        self.0.push_back(entry);
        false
    }

    pub(super) fn push_front(&mut self, entry: Entry) {
        self.0.push_front(entry);
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns `true` if it fills a request.
    pub(super) fn is_full(&self) -> bool {
        self.0.len() >= MAX_ENTRIES
    }

    /// Returns `true` if the next request is a part of a refused one, and takes no further entries.
    pub(super) fn starts_with_group(&self) -> bool {
        self.0.front().is_some_and(|entry| entry.group > 0)
    }

    /// Takes the entries of the next request.
    pub(super) fn take_request(&mut self) -> Vec<Entry> {
        let mut bytes = REQUEST_BYTES;
        let fits = |entry: &&Entry| {
            bytes += entry.bytes + ENTRY_BYTES;
            bytes <= MAX_BYTES
        };
        let group = self.0.front().map(|entry| entry.group);
        let together = self.0.iter().take_while(|entry| Some(entry.group) == group);
        // One entry always fits: an item has at most 400 KB.
        let count = together.take(MAX_ENTRIES).take_while(fits).count().max(1);
        self.0.drain(..count.min(self.0.len())).collect()
    }

    pub(super) fn into_entries(self) -> VecDeque<Entry> {
        self.0
    }
}

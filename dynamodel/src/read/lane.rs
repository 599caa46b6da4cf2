//! One shard of a pattern while it is read.

use std::collections::VecDeque;

use super::limit::Limit;
use super::{Answer, Source, Start};
use crate::codec::order::SortKey;
use crate::error::Error;
use crate::error::cursor::CursorError;
use crate::schema::item::Item;

pub(super) struct Lane<I> {
    pub(super) source: Source<I>,
    /// The key behind which nothing has been given to the caller yet.
    pub(super) given: Option<Item>,
    /// Where the next request starts.
    next: Start,
    /// What was read ahead.
    ready: VecDeque<Item>,
    /// How many requests have been made.
    requests: u32,
}

/// What comes next in a shard.
pub(super) enum Front {
    /// An item with this sort key.
    Item(Vec<SortKey>),
    /// Something that is still to be read, behind this sort key.
    Unread(Vec<SortKey>),
    /// Nothing.
    End,
}

impl<I> Lane<I> {
    pub(super) fn new(source: Source<I>) -> Self {
        let next = if source.is_empty() { Start::End } else { Start::First };
        Self { source, given: None, next, ready: VecDeque::new(), requests: 0 }
    }

    /// Goes on behind this key of a cursor, which is empty where nothing was given of the shard.
    pub(super) fn resume(&mut self, key: Item) -> Result<(), CursorError> {
        if !key.is_empty() && !self.source.is_empty() {
            self.source.check_inside(&key)?;
            self.next = Start::After(key.clone());
            self.given = Some(key);
        }
        Ok(())
    }

    pub(super) fn start_key(&self) -> Option<Item> {
        match &self.next {
            Start::After(key) => Some(key.clone()),
            Start::First | Start::End => None,
        }
    }

    /// Whether there is nothing more.
    pub(super) fn is_done(&self) -> bool {
        self.ready.is_empty() && !self.is_open()
    }

    /// Whether there may be more to read.
    pub(super) fn is_open(&self) -> bool {
        !matches!(self.next, Start::End)
    }

    /// Whether only a request tells what comes next.
    pub(super) fn is_hungry(&self) -> bool {
        self.ready.is_empty() && self.is_open()
    }

    async fn fetch(&mut self, limit: Limit) -> Result<Answer, Error> {
        let mut answer = self.source.fetch(self.start_key(), limit.after(self.requests)).await?;
        self.next = answer.last.take().map_or(Start::End, Start::After);
        self.requests = self.requests.saturating_add(1);
        Ok(answer)
    }

    /// Reads ahead, when everything that was read before has been given.
    pub(super) async fn refill(&mut self, limit: Limit) -> Result<(), Error> {
        let start = self.start_key();
        let answer = self.fetch(limit).await?;
        self.given = start;
        self.ready = answer.items.into();
        Ok(())
    }

    /// The number of items that one request brings.
    pub(super) async fn count(&mut self, counted: bool, limit: Limit) -> Result<usize, Error> {
        let answer = self.fetch(limit).await?;
        if counted { Ok(answer.count) } else { self.source.count_arrived(answer.items) }
    }

    pub(super) fn front(&self) -> Front {
        match (self.ready.front(), &self.next) {
            (Some(item), _) => Front::Item(self.source.sort_key(item)),
            (None, Start::After(last)) => Front::Unread(self.source.sort_key(last)),
            (None, Start::First) => Front::Unread(Vec::new()),
            (None, Start::End) => Front::End,
        }
    }

    pub(super) fn take(&mut self) -> Option<Item> {
        self.ready.pop_front()
    }

    /// Where a page ends that has given everything which was read, unless something is left.
    pub(super) fn reached(&self) -> Option<Item> {
        match &self.next {
            Start::After(last) if self.ready.is_empty() => Some(last.clone()),
            _ => self.given.clone(),
        }
    }
}

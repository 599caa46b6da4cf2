//! A batch of writes in progress.
//!
//! Each request is filled up to its limit, from unprocessed entries and from further ones. No key is in flight twice: a
//! later write of it waits, so that it is the last to be stored.

use std::collections::HashMap;
use std::future::poll_fn;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt as _};

use super::entry::Entry;
use super::pace::Pace;
use super::queue::Queue;
use super::request::{Response, send};
use super::source::{NextEntry, Source};
use super::{BatchProgress, OnProgress};
use crate::client::{
    Connection,
    bisection::{Bisection, is_of_entry},
};
use crate::error::{Error, Kind, RefusedOperation};
use crate::schema::table::TableMeta;

/// The next event of a batch.
enum Event {
    Entry(NextEntry),
    Response(Response),
    CanSend,
    Done,
}

pub(in crate::op) struct Run<'c> {
    connection: &'c Connection,
    table: &'static TableMeta,
    concurrency: usize,
    on_progress: Option<OnProgress>,
    source: Source,
    is_exhausted: bool,
    /// The number of operations that the source has given.
    taken: usize,
    queue: Queue,
    /// The names of the entries in flight, each with a later write of its key.
    in_flight: HashMap<String, Option<Entry>>,
    requests: FuturesUnordered<BoxFuture<'static, Response>>,
    pace: Pace,
    bisection: Bisection,
    progress: BatchProgress,
    refused: Vec<RefusedOperation>,
    failure: Option<Error>,
}

/// The outcome of a batch.
pub(in crate::op) struct Outcome {
    pub(in crate::op) progress: BatchProgress,
    pub(in crate::op) refused: Vec<RefusedOperation>,
    /// The operations that were not written.
    pub(in crate::op) left: Source,
    /// The reason why it stopped before.
    pub(in crate::op) stopped: Option<Error>,
}

impl<'c> Run<'c> {
    pub(in crate::op) fn new(
        connection: &'c Connection,
        table: &'static TableMeta,
        source: Source,
        concurrency: usize,
        on_progress: Option<OnProgress>,
    ) -> Self {
        Self {
            connection,
            table,
            concurrency,
            on_progress,
            source,
            is_exhausted: false,
            taken: 0,
            queue: Queue::default(),
            in_flight: HashMap::new(),
            requests: FuturesUnordered::new(),
            pace: Pace::new(connection.retry),
            bisection: Bisection::default(),
            progress: BatchProgress::default(),
            refused: Vec::new(),
            failure: None,
        }
    }

    pub(in crate::op) async fn finish(mut self) -> Outcome {
        loop {
            match poll_fn(|context| self.poll_event(context)).await {
                Event::Entry(entry) => self.add(entry),
                Event::Response(response) => self.receive(response),
                Event::CanSend => self.send(),
                Event::Done => return self.outcome(),
            }
        }
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Event> {
        if let Poll::Ready(Some(response)) = self.requests.poll_next_unpin(context) {
            return Poll::Ready(Event::Response(response));
        }
        if self.failure.is_some() {
            // The requests in flight end; no more are sent.
            return if self.requests.is_empty() { Poll::Ready(Event::Done) } else { Poll::Pending };
        }
        if !self.is_exhausted && !self.queue.is_full() {
            match self.source.poll_next(context) {
                Poll::Ready(Some(entry)) => return Poll::Ready(Event::Entry(entry)),
                Poll::Ready(None) => self.is_exhausted = true,
                Poll::Pending => {}
            }
        }
        let is_last = self.is_exhausted && !self.queue.is_empty();
        let has_request = is_last || self.queue.is_full() || self.queue.starts_with_group();
        if has_request && self.requests.len() < self.concurrency && self.pace.poll(context).is_ready() {
            return Poll::Ready(Event::CanSend);
        }
        let is_done = self.is_exhausted && self.queue.is_empty() && self.requests.is_empty();
        if is_done { Poll::Ready(Event::Done) } else { Poll::Pending }
    }

    fn add(&mut self, entry: NextEntry) {
        let index = self.taken;
        self.taken += 1;
        match entry {
            Err(error) => {
                let error = error.table_is(&self.connection.table);
                self.refused.push(RefusedOperation { index, error });
            }
            Ok(mut entry) => {
                entry.index = index;
                // An entry that is left of an earlier batch may have a group of that.
                entry.group = 0;
                let supersedes = match self.in_flight.get_mut(&entry.name) {
                    Some(later) => later.replace(entry).is_some(),
                    None => self.queue.push(entry),
                };
                self.progress.superseded += usize::from(supersedes);
            }
        }
    }

    fn send(&mut self) {
        let entries = self.queue.take_request();
        self.in_flight.extend(entries.iter().map(|entry| (entry.name.clone(), None)));
        self.progress.requests += 1;
        let request = send(self.connection.clone(), self.table, entries, self.pace.round());
        self.requests.push(Box::pin(request));
    }

    fn receive(&mut self, Response { entries, round, unprocessed }: Response) {
        match unprocessed {
            Err(error) if is_of_entry(&error) => self.bisect(entries, error),
            unprocessed => self.finish_request(entries, round, unprocessed),
        }
        if let Some(on_progress) = &mut self.on_progress {
            on_progress(&self.progress);
        }
    }

    fn finish_request(&mut self, entries: Vec<Entry>, round: usize, unprocessed: Result<Vec<String>, Error>) {
        let sent = entries.len();
        let written_before = self.progress.written;
        for entry in entries {
            let is_written = unprocessed.as_ref().is_ok_and(|names| !names.contains(&entry.name));
            if let Some(next) = self.finish_entry(entry, is_written) {
                self.queue.push(next);
            }
        }
        let written = self.progress.written - written_before;
        if written > 0 {
            self.pace.progressed();
            self.bisection.succeeded();
        }
        match unprocessed {
            Err(error) if !error.is_throttled() => self.fail(error),
            _ if written == sent || self.pace.slow_down(round) => {}
            Err(error) => self.fail(error),
            Ok(_) => self.fail(Error::new(Kind::Unprocessed { left: self.queue.len() })),
        }
    }

    /// Sends each half of the entries again, before further ones, because `DynamoDB` refuses one of them.
    fn bisect(&mut self, mut entries: Vec<Entry>, error: Error) {
        if entries.len() > 1 {
            let groups = self.bisection.halves(entries.len());
            entries.iter_mut().zip(groups).for_each(|(entry, group)| entry.group = group);
            for entry in entries.into_iter().rev() {
                if let Some(next) = self.finish_entry(entry, false) {
                    self.queue.push_front(next);
                }
            }
        } else if let Some(entry) = entries.pop() {
            if let Some(later) = self.in_flight.remove(&entry.name).flatten() {
                self.queue.push(later);
            }
            self.refused.push(entry.refused(self.table, error.table_is(&self.connection.table)));
            if let Err(error) = self.bisection.refused() {
                self.fail(error);
            }
        }
    }

    /// Ends the flight of an entry. Returns the next write of its key: a later one, or the same again.
    fn finish_entry(&mut self, entry: Entry, is_written: bool) -> Option<Entry> {
        let later = self.in_flight.remove(&entry.name).flatten();
        if is_written {
            self.progress.written += 1;
            return later;
        }
        self.progress.superseded += usize::from(later.is_some());
        later.or(Some(entry))
    }

    fn fail(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }

    fn outcome(mut self) -> Outcome {
        let entries = self.queue.into_entries();
        let is_ambiguous = entries.iter().any(|entry| entry.is_ambiguous);
        entries.into_iter().rev().for_each(|entry| self.source.push_front(entry));
        let stopped = self.failure.map(|error| if is_ambiguous { error.outcome_unknown() } else { error });
        Outcome { progress: self.progress, refused: self.refused, left: self.source, stopped }
    }
}

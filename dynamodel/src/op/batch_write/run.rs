//! A batch of writes that is under way.
//!
//! Requests are filled up to their limit from what came back and what is still to come. No key is twice
//! under way: a later write of it waits, so that it is the last to be stored.

use std::collections::{HashMap, VecDeque};
use std::future::poll_fn;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt as _};

use super::entry::{Entry, name_of_request};
use super::pace::Pace;
use super::source::{Given, Source};
use super::{BatchProgress, OnProgress};
use crate::client::bisection::{self, Bisection};
use crate::client::{Attempts, Connection};
use crate::error::{Error, Kind, RefusedOperation};
use crate::schema::table::TableMeta;

/// The most entries of one request, and its most bytes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
pub(super) const MAX_ENTRIES: usize = 25;
pub(super) const MAX_BYTES: usize = 16 * 1024 * 1024;

/// What a request takes besides its entries, and each entry besides its item.
const REQUEST_BYTES: usize = 1024;
const ENTRY_BYTES: usize = 64;

/// The entries of the next request, taken off the queue; their keys are all different.
pub(super) fn take_chunk(queue: &mut VecDeque<Entry>) -> Vec<Entry> {
    let mut bytes = REQUEST_BYTES;
    let fits = |entry: &&Entry| {
        bytes += entry.bytes + ENTRY_BYTES;
        bytes <= MAX_BYTES
    };
    let group = queue.front().map(|entry| entry.group);
    let together = queue.iter().take_while(|entry| Some(entry.group) == group);
    // An item of 400 KB fits, however it is written: one entry always does.
    let count = together.take(MAX_ENTRIES).take_while(fits).count().max(1);
    queue.drain(..count.min(queue.len())).collect()
}

/// Adds an entry behind the others, in the place of an earlier one with its key. True if there was one.
pub(super) fn enqueue(queue: &mut VecDeque<Entry>, entry: Entry) -> bool {
    if let Some(earlier) = queue.iter_mut().find(|earlier| earlier.name == entry.name) {
        *earlier = entry;
        return true;
    }
    queue.push_back(entry);
    false
}

/// How a request ended.
struct Answer {
    chunk: Vec<Entry>,
    round: usize,
    /// The keys that were not processed.
    result: Result<Vec<String>, Error>,
}

/// What happens next.
enum Event {
    Given(Given),
    Answer(Answer),
    MaySend,
    Done,
}

pub(in crate::op) struct Run<'c> {
    connection: &'c Connection,
    table: &'static TableMeta,
    concurrency: usize,
    on_progress: Option<OnProgress>,
    source: Source,
    exhausted: bool,
    /// How many operations the source has given.
    given: usize,
    /// What can be sent.
    queue: VecDeque<Entry>,
    /// The keys that are under way, each with a later write of it.
    under_way: HashMap<String, Option<Entry>>,
    running: FuturesUnordered<BoxFuture<'static, Answer>>,
    pace: Pace,
    bisection: Bisection,
    progress: BatchProgress,
    refused: Vec<RefusedOperation>,
    failure: Option<Error>,
}

/// What a batch has come to.
pub(in crate::op) struct Outcome {
    pub(in crate::op) progress: BatchProgress,
    pub(in crate::op) refused: Vec<RefusedOperation>,
    pub(in crate::op) left: Source,
    /// Why it is left.
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
            exhausted: false,
            given: 0,
            queue: VecDeque::new(),
            under_way: HashMap::new(),
            running: FuturesUnordered::new(),
            pace: Pace::new(),
            bisection: Bisection::default(),
            progress: BatchProgress::default(),
            refused: Vec::new(),
            failure: None,
        }
    }

    pub(in crate::op) async fn finish(mut self) -> Outcome {
        loop {
            match poll_fn(|cx| self.poll_event(cx)).await {
                Event::Given(given) => self.add(given),
                Event::Answer(answer) => self.receive(answer),
                Event::MaySend => self.send(),
                Event::Done => return self.outcome(),
            }
        }
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Event> {
        if let Poll::Ready(Some(answer)) = self.running.poll_next_unpin(cx) {
            return Poll::Ready(Event::Answer(answer));
        }
        if self.failure.is_some() {
            // What is under way ends; nothing more is sent.
            return if self.running.is_empty() { Poll::Ready(Event::Done) } else { Poll::Pending };
        }
        if !self.exhausted && self.queue.len() < MAX_ENTRIES {
            match self.source.poll_next(cx) {
                Poll::Ready(Some(given)) => return Poll::Ready(Event::Given(given)),
                Poll::Ready(None) => self.exhausted = true,
                Poll::Pending => {}
            }
        }
        let is_group = self.queue.front().is_some_and(|entry| entry.group > 0);
        let full = self.queue.len() >= MAX_ENTRIES || (self.exhausted && !self.queue.is_empty());
        if (full || is_group) && self.running.len() < self.concurrency && self.pace.poll(cx).is_ready() {
            return Poll::Ready(Event::MaySend);
        }
        let done = self.exhausted && self.queue.is_empty() && self.running.is_empty();
        if done { Poll::Ready(Event::Done) } else { Poll::Pending }
    }

    fn add(&mut self, given: Given) {
        let place = self.given;
        self.given += 1;
        let superseded = match given {
            Err(error) => {
                let error = error.table_is(&self.connection.table);
                self.refused.push(RefusedOperation { place, error });
                false
            }
            Ok(entry) => {
                let entry = entry.given(place);
                match self.under_way.get_mut(&entry.name) {
                    Some(later) => later.replace(entry).is_some(),
                    None => enqueue(&mut self.queue, entry),
                }
            }
        };
        self.progress.superseded += usize::from(superseded);
    }

    fn send(&mut self) {
        let chunk = take_chunk(&mut self.queue);
        self.under_way.extend(chunk.iter().map(|entry| (entry.name.clone(), None)));
        self.progress.requests += 1;
        let request = request(self.connection.clone(), self.table, chunk, self.pace.round());
        self.running.push(Box::pin(request));
    }

    fn receive(&mut self, Answer { chunk, round, result }: Answer) {
        match result {
            Err(error) if bisection::is_of_entry(&error) => self.refuse(chunk, error),
            result => self.settle_all(chunk, round, result),
        }
        if let Some(on_progress) = &mut self.on_progress {
            on_progress(&self.progress);
        }
    }

    fn settle_all(&mut self, chunk: Vec<Entry>, round: usize, result: Result<Vec<String>, Error>) {
        let (sent, before) = (chunk.len(), self.progress.written);
        for entry in chunk {
            let is_left = result.as_ref().map_or(true, |left| left.contains(&entry.name));
            let next = self.settle(entry, is_left);
            self.queue.extend(next);
        }
        let written = self.progress.written - before;
        if written > 0 {
            self.pace.progressed();
            self.bisection.succeeded();
        }
        match result {
            Err(error) if !error.is_throttled() => self.fail(error),
            _ if written == sent || self.pace.slow_down(round) => {}
            Err(error) => self.fail(error),
            Ok(_) => self.fail(Error::new(Kind::Unprocessed { left: self.queue.len() })),
        }
    }

    /// `DynamoDB` refuses one of the entries: each half goes again, before what was not sent yet.
    fn refuse(&mut self, mut chunk: Vec<Entry>, error: Error) {
        if chunk.len() > 1 {
            let groups = self.bisection.halves(chunk.len());
            chunk.iter_mut().zip(groups).for_each(|(entry, group)| entry.group = group);
            for entry in chunk.into_iter().rev() {
                if let Some(next) = self.settle(entry, true) {
                    self.queue.push_front(next);
                }
            }
        } else if let Some(entry) = chunk.pop() {
            self.queue.extend(self.under_way.remove(&entry.name).flatten());
            self.refused.push(entry.refused(self.table, error.table_is(&self.connection.table)));
            if let Err(error) = self.bisection.refused() {
                self.fail(error);
            }
        }
    }

    /// An entry that was sent is written or left. Returns the write of its key that is next.
    fn settle(&mut self, entry: Entry, is_left: bool) -> Option<Entry> {
        let later = self.under_way.remove(&entry.name).flatten();
        match (is_left, later) {
            (true, None) => Some(entry),
            (true, Some(later)) => {
                self.progress.superseded += 1;
                Some(later)
            }
            (false, later) => {
                self.progress.written += 1;
                later
            }
        }
    }

    fn fail(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }

    fn outcome(mut self) -> Outcome {
        let in_doubt = self.queue.iter().any(|entry| entry.in_doubt);
        for entry in self.queue.drain(..).rev() {
            self.source.push_front(entry);
        }
        let stopped = self.failure.map(|error| if in_doubt { error.outcome_unknown() } else { error });
        Outcome { progress: self.progress, refused: self.refused, left: self.source, stopped }
    }
}

async fn request(
    connection: Connection,
    table: &'static TableMeta,
    mut chunk: Vec<Entry>,
    round: usize,
) -> Answer {
    let attempts = Attempts::default();
    let result = send(&connection, table, &chunk, attempts.clone()).await;
    if attempts.lost_an_answer() {
        for entry in &mut chunk {
            entry.in_doubt = true;
        }
    }
    Answer { chunk, round, result }
}

/// Sends the entries: the keys that were not processed.
async fn send(
    connection: &Connection,
    table: &'static TableMeta,
    chunk: &[Entry],
    attempts: Attempts,
) -> Result<Vec<String>, Error> {
    let request = super::build(connection, chunk)?;
    let sent = request.customize().interceptor(attempts).send();
    let answer = connection.send("BatchWriteItem", sent).await;
    let answer = answer.map_err(|error| connection.error("BatchWriteItem", error))?;
    connection.count(answer.consumed_capacity());
    let left = answer.unprocessed_items.unwrap_or_default();
    Ok(left.values().flatten().filter_map(|request| name_of_request(table, request)).collect())
}

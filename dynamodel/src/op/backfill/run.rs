//! A backfill in progress.
//!
//! Each segment reads a page, and the next one when all items of that page are done: so a cursor behind it leaves no item
//! out.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::sync::Arc;
use std::task::{Context, Poll};

use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt as _};

use super::progress::{BackfillProgress, LeftItem, PartialBackfill, is_of_all};
use super::read::{self, Page};
use super::rewrite::{Outcome, Work, carry_out};
use super::{OnProgress, Options};
use crate::client::TableClient;
use crate::error::Error;
use crate::item::{stored::Stored, table::Holds};
use crate::op::pace::Pace;
use crate::page::Issuer;
use crate::read::{PageRequest, Position, Requests, issue_cursor, resume_each};
use crate::schema::item::Item;

/// The next event, with the number of its segment.
enum Event {
    Read(usize, Result<Page, Error>),
    Done(usize, Item, Result<Outcome, Error>),
}

/// The page of a segment whose items are not all done yet.
#[derive(Debug, Default)]
struct Open {
    items: usize,
    scanned: usize,
    last_key: Option<Item>,
}

pub(super) struct Run<E, T> {
    table: TableClient<T>,
    options: Options,
    on_progress: Option<OnProgress>,
    requests: Arc<Requests>,
    issuer: Issuer,
    /// The position of each segment, behind the items that are done.
    positions: Vec<Position>,
    /// The segments without an open page.
    waiting: VecDeque<usize>,
    open: Vec<Open>,
    queue: VecDeque<(usize, Work)>,
    running: FuturesUnordered<BoxFuture<'static, Event>>,
    pace: Pace,
    progress: BackfillProgress,
    failure: Option<Error>,
    entity: PhantomData<fn() -> E>,
}

impl<E: Stored, T: Holds<E>> Run<E, T> {
    pub(super) fn new(
        table: TableClient<T>,
        options: Options,
        on_progress: Option<OnProgress>,
    ) -> Result<Self, Error> {
        let Options { dry_run, strays, segments, .. } = options;
        options.segments().check()?;
        let requests = read::requests::<E, T>(&table, &options);
        let (ident, type_value) = (T::META.ident, E::ENTITY.type_name);
        // The cursor of a dry run is behind items that have not been rewritten.
        let identity = format!("backfill {ident} {type_value:?} {segments} {dry_run} {strays}");
        let issuer = table.issuer(&identity);
        let positions = match &options.after {
            Some(cursor) => resume_each(&requests, &issuer, cursor, segments)?,
            None => vec![Position::Start; segments],
        };
        let open = positions.iter().enumerate().filter(|(_, position)| !position.is_end());
        Ok(Self {
            on_progress,
            requests: Arc::new(requests),
            issuer,
            waiting: open.map(|(number, _)| number).collect(),
            open: positions.iter().map(|_| Open::default()).collect(),
            positions,
            queue: VecDeque::new(),
            running: FuturesUnordered::new(),
            pace: Pace::new(options.rate),
            progress: BackfillProgress::default(),
            failure: None,
            entity: PhantomData,
            table,
            options,
        })
    }

    /// Builds the first request.
    pub(super) fn request(&self) -> Result<ScanFluentBuilder, Error> {
        let number = self.waiting.front().copied().unwrap_or_default();
        self.requests.scan(self.page_request(number))
    }

    fn page_request(&self, number: usize) -> PageRequest {
        PageRequest {
            lane: number,
            start: self.positions.get(number).and_then(Position::key).cloned(),
            limit: Some(i32::try_from(self.options.limit()).unwrap_or(i32::MAX)),
            counts: false,
        }
    }

    pub(super) async fn finish(mut self) -> Result<BackfillProgress, Error> {
        while let Some(event) = poll_fn(|cx| self.poll_event(cx)).await {
            match event {
                Event::Read(number, Ok(page)) => self.take_in(number, page),
                Event::Read(_, Err(error)) => self.fail(error),
                Event::Done(number, key, outcome) => self.settle(number, key, outcome),
            }
        }
        self.sum_up();
        let progress = self.progress;
        match self.failure {
            None => Ok(progress),
            Some(error) => Err(error.table_is(self.table.name()).stopped(PartialBackfill { progress })),
        }
    }

    /// Returns the next event, or `None` at the end.
    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Event>> {
        // After a failure the requests in flight end; no more are sent.
        let paced = self.failure.is_none() && self.start(cx).is_pending();
        match self.running.poll_next_unpin(cx) {
            // Nothing is in flight, but it may read when its pause is over.
            Poll::Ready(None) if paced => Poll::Pending,
            event => event,
        }
    }

    /// Starts requests: writes, then reads. Returns `Pending` if it has to wait before it reads.
    fn start(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        while self.running.len() < self.options.concurrency {
            if let Some((number, work)) = self.queue.pop_front() {
                self.start_work(number, work);
            } else if self.waiting.is_empty() {
                break;
            } else if self.pace.poll(cx).is_pending() {
                return Poll::Pending;
            } else if let Some(number) = self.waiting.pop_front() {
                self.start_reading(number);
            }
        }
        Poll::Ready(())
    }

    fn start_work(&mut self, number: usize, work: Work) {
        let (connection, dry_run) = (self.table.connection().clone(), self.options.dry_run);
        self.running.push(Box::pin(async move {
            let key = work.key(T::META);
            Event::Done(number, key, carry_out::<E, T>(&connection, work, dry_run).await)
        }));
    }

    fn start_reading(&mut self, number: usize) {
        self.pace.take(self.options.limit());
        let request = self.page_request(number);
        let requests = self.requests.clone();
        let options = self.options.clone();
        self.running.push(Box::pin(async move {
            Event::Read(number, read::page::<E, T>(&requests, &options, request).await)
        }));
    }

    fn take_in(&mut self, number: usize, page: Page) {
        let Page { works, left, scanned, last_key } = page;
        let unread = self.options.limit().saturating_sub(u32::try_from(scanned).unwrap_or(u32::MAX));
        self.pace.give_back(unread);
        self.progress.left.extend(left);
        self.open[number] = Open { items: works.len(), scanned, last_key };
        self.queue.extend(works.into_iter().map(|work| (number, work)));
        self.advance(number);
    }

    fn settle(&mut self, number: usize, key: Item, outcome: Result<Outcome, Error>) {
        let progress = &mut self.progress;
        match outcome {
            Ok(Outcome::Rewritten) => progress.rewritten += 1,
            Ok(Outcome::Unchanged) => progress.unchanged += 1,
            Ok(Outcome::Removed) => progress.removed += 1,
            Ok(Outcome::Kept) => {}
            Err(error) if is_of_all(&error) => return self.fail(error),
            Err(error) => progress.left.push(LeftItem { key, error: error.table_is(self.table.name()) }),
        }
        self.open[number].items -= 1;
        self.advance(number);
    }

    /// Moves behind a page whose items are all done.
    fn advance(&mut self, number: usize) {
        if self.open[number].items > 0 {
            return;
        }
        let Open { scanned, last_key, .. } = std::mem::take(&mut self.open[number]);
        self.progress.scanned += scanned;
        let position = Position::after_response(last_key);
        if !position.is_end() {
            self.waiting.push_back(number);
        }
        self.positions[number] = position;
        self.sum_up();
        if let Some(on_progress) = &mut self.on_progress {
            on_progress(&self.progress);
        }
    }

    fn sum_up(&mut self) {
        let BackfillProgress { rewritten, unchanged, left, .. } = &self.progress;
        self.progress.read = rewritten + unchanged + left.len();
        self.progress.cursor = issue_cursor(&self.issuer, self.positions.iter());
    }

    fn fail(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }
}

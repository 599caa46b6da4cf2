//! A scan in progress.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};

use aws_sdk_dynamodb::operation::scan::ScanInput;
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt as _};

use super::pace::Pace;
use super::{Ended, Job, ScanOptions, WorkPage};
use crate::error::Error;
use crate::page::{Cursor, Issuer};
use crate::read::{PageRequest, Position, Requests, issue_cursor, resume_each};
use crate::schema::item::Item;

/// The next event, with the number of its segment.
enum Event<J: Job> {
    Read(usize, Result<WorkPage<J>, Error>),
    Done(usize, J::Outcome),
}

/// The page of a segment whose items are not all done yet.
#[derive(Debug, Default)]
struct Open {
    items: usize,
    scanned: usize,
    last_key: Option<Item>,
}

/// A part of the table.
struct Segment {
    /// The position behind the items that are done.
    position: Position,
    /// The number of items that may still be read.
    quota: usize,
    open: Open,
}

pub(in crate::op) struct PacedScan<J: Job> {
    job: J,
    options: ScanOptions,
    requests: Arc<Requests>,
    issuer: Issuer,
    segments: Vec<Segment>,
    /// The segments without an open page.
    waiting: VecDeque<usize>,
    queue: VecDeque<(usize, J::Work)>,
    running: FuturesUnordered<BoxFuture<'static, Event<J>>>,
    pace: Pace,
    failure: Option<Error>,
}

impl<J: Job + 'static> PacedScan<J> {
    pub(in crate::op) fn new(
        job: J,
        requests: Requests,
        issuer: Issuer,
        options: ScanOptions,
    ) -> Result<Self, Error> {
        options.segments().check()?;
        let segments = segments(&requests, &issuer, &options)?;
        let waiting = segments.iter().enumerate().filter(|(_, segment)| segment.has_more());
        Ok(Self {
            waiting: waiting.map(|(number, _)| number).collect(),
            pace: Pace::new(options.rate),
            requests: Arc::new(requests),
            queue: VecDeque::new(),
            running: FuturesUnordered::new(),
            failure: None,
            job,
            options,
            issuer,
            segments,
        })
    }

    /// Returns the first request.
    pub(in crate::op) fn request(&self) -> Result<ScanInput, Error> {
        let number = self.waiting.front().copied().unwrap_or_default();
        let input = self.requests.scan(self.page_request(number))?.as_input().clone().build();
        input.map_err(|error| self.requests.connection.build_error("Scan", error))
    }

    pub(in crate::op) async fn finish(mut self) -> Ended<J> {
        while let Some(event) = poll_fn(|cx| self.poll_event(cx)).await {
            match event {
                Event::Read(number, Ok(page)) => self.take_in(number, page),
                Event::Read(_, Err(error)) => self.fail(error),
                Event::Done(number, outcome) => self.settle(number, outcome),
            }
        }
        let cursor = self.cursor();
        Ended { job: self.job, cursor, failure: self.failure }
    }

    /// Returns the next event, or `None` at the end.
    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Event<J>>> {
        // After a failure the requests in flight end; no more are sent.
        let paced = self.failure.is_none() && self.start(cx).is_pending();
        match self.running.poll_next_unpin(cx) {
            // Nothing is in flight, but it may read when its pause is over.
            Poll::Ready(None) if paced => Poll::Pending,
            event => event,
        }
    }

    /// Starts requests: work on items, then reads. Returns `Pending` if it has to wait before it reads.
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

    fn start_work(&mut self, number: usize, work: J::Work) {
        let outcome = self.job.carry_out(work);
        self.running.push(Box::pin(async move { Event::Done(number, outcome.await) }));
    }

    fn start_reading(&mut self, number: usize) {
        self.pace.take(self.limit(number));
        let page = self.job.read(Arc::clone(&self.requests), self.page_request(number));
        self.running.push(Box::pin(async move { Event::Read(number, page.await) }));
    }

    /// Returns the most items that the next request of a segment reads.
    fn limit(&self, number: usize) -> u32 {
        let quota = self.segments.get(number).map_or(usize::MAX, |segment| segment.quota);
        self.options.limit().min(u32::try_from(quota).unwrap_or(u32::MAX)).max(1)
    }

    fn page_request(&self, number: usize) -> PageRequest {
        PageRequest {
            lane: number,
            start: self.segments.get(number).and_then(|segment| segment.position.key()).cloned(),
            limit: Some(i32::try_from(self.limit(number)).unwrap_or(i32::MAX)),
            counts: false,
        }
    }

    fn take_in(&mut self, number: usize, page: WorkPage<J>) {
        let WorkPage { found, works, scanned, last_key } = page;
        let unread = self.limit(number).saturating_sub(u32::try_from(scanned).unwrap_or(u32::MAX));
        self.pace.give_back(unread);
        self.job.take_in(found);
        let segment = &mut self.segments[number];
        segment.quota = segment.quota.saturating_sub(scanned);
        segment.open = Open { items: works.len(), scanned, last_key };
        self.queue.extend(works.into_iter().map(|work| (number, work)));
        self.advance(number);
    }

    fn settle(&mut self, number: usize, outcome: J::Outcome) {
        match self.job.settle(outcome) {
            Ok(()) => {
                self.segments[number].open.items -= 1;
                self.advance(number);
            }
            Err(error) => self.fail(error),
        }
    }

    /// Moves behind a page whose items are all done.
    fn advance(&mut self, number: usize) {
        let segment = &mut self.segments[number];
        if segment.open.items > 0 {
            return;
        }
        let Open { scanned, last_key, .. } = std::mem::take(&mut segment.open);
        segment.position = Position::after_response(last_key);
        if segment.has_more() {
            self.waiting.push_back(number);
        }
        let cursor = self.cursor();
        self.job.advance(scanned, cursor);
    }

    fn cursor(&self) -> Option<Cursor> {
        issue_cursor(&self.issuer, self.segments.iter().map(|segment| &segment.position))
    }

    fn fail(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }
}

impl Segment {
    /// Returns `true` if there may be items that are to be read.
    fn has_more(&self) -> bool {
        !self.position.is_end() && self.quota > 0
    }
}

/// Returns the segments at their positions. A sample is read in equal parts from those that have items.
fn segments(requests: &Requests, issuer: &Issuer, options: &ScanOptions) -> Result<Vec<Segment>, Error> {
    let positions = match &options.after {
        Some(cursor) => resume_each(requests, issuer, cursor, options.segments)?,
        None => vec![Position::Start; options.segments],
    };
    let open = positions.iter().filter(|position| !position.is_end()).count();
    let mut parts = (0..open).map(|nth| match options.sample {
        Some(sample) => sample / open + usize::from(nth < sample % open),
        None => usize::MAX,
    });
    let segment = |position: Position| {
        let quota = if position.is_end() { 0 } else { parts.next().unwrap_or(0) };
        Segment { position, quota, open: Open::default() }
    };
    Ok(positions.into_iter().map(segment).collect())
}

//! A scan in segments, several of which are read at the same time.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;

use super::hydration::{Row, is_wanted};
use super::source::{Answer, Segment};
use super::{Arrived, Batch, Extent, Source, Start};
use crate::error::Error;
use crate::error::cursor::CursorError;
use crate::page::{Cursor, Issuer, Page};
use crate::schema::item::Item;

/// An answer, and the number of the segment that it is to.
type Numbered<I> = (usize, Result<Brought<I>, Error>);

type Request<I> = Pin<Box<dyn Future<Output = Result<Brought<I>, Error>> + Send>>;

/// What one request brought.
struct Brought<I> {
    rows: Vec<Row<I>>,
    count: usize,
    last: Option<Item>,
}

/// A scan in segments that is under way.
pub(crate) struct Parallel<I> {
    source: Arc<Source<I>>,
    issuer: Issuer,
    left: Option<usize>,
    limit: Option<i32>,
    concurrency: usize,
    /// Where the next request of each segment starts.
    starts: Vec<Start>,
    /// The segments that have not ended and that no request is under way for.
    waiting: VecDeque<usize>,
    running: Vec<(usize, Request<I>)>,
    /// What ends the scan, behind the items that came before it.
    failed: Option<Error>,
}

impl<I: Send + 'static> Parallel<I> {
    pub(crate) fn new(
        source: Source<I>,
        issuer: Issuer,
        extent: &Extent,
        segments: usize,
        concurrency: usize,
    ) -> Result<Self, Error> {
        let starts = starts(&source, &issuer, extent.after.as_ref(), segments)?;
        let waiting = open(&starts).collect();
        let limit = extent.page_size.map(|size| i32::try_from(size).unwrap_or(i32::MAX));
        let (left, running, source) = (extent.take, Vec::new(), Arc::new(source));
        Ok(Self { source, issuer, left, limit, concurrency, starts, waiting, running, failed: None })
    }

    /// The first request: that of the first segment that has not ended.
    pub(crate) fn request(&self) -> Result<ScanFluentBuilder, Error> {
        let number = self.waiting.front().copied().unwrap_or_default();
        self.source.scan(Some(self.segment(number)), self.start_key(number), self.limit)
    }

    fn segment(&self, number: usize) -> Segment {
        Segment { number, total: self.starts.len() }
    }

    fn start_key(&self, number: usize) -> Option<Item> {
        match self.starts.get(number) {
            Some(Start::After(key)) => Some(key.clone()),
            _ => None,
        }
    }

    fn send(&mut self, number: usize) {
        let (source, segment) = (self.source.clone(), self.segment(number));
        let (start, limit) = (self.start_key(number), self.limit);
        let request = async move {
            let Answer { items, count, last, .. } = source.fetch_scan(Some(segment), start, limit).await?;
            Ok(Brought { rows: source.look_up(items).await?, count, last })
        };
        self.running.push((number, Box::pin(request)));
    }

    /// Starts as many requests as may be under way.
    fn start_waiting(&mut self) {
        while self.running.len() < self.concurrency
            && let Some(number) = self.waiting.pop_front()
        {
            self.send(number);
        }
    }

    /// The next answer of any request that is under way; `None` where there is none.
    fn poll_answer(&mut self, context: &mut Context<'_>) -> Poll<Option<Numbered<I>>> {
        if self.running.is_empty() {
            return Poll::Ready(None);
        }
        for at in 0..self.running.len() {
            if let Poll::Ready(answer) = self.running[at].1.as_mut().poll(context) {
                let (number, _) = self.running.remove(at);
                return Poll::Ready(Some((number, answer)));
            }
        }
        Poll::Pending
    }

    /// Notes where a segment goes on.
    fn advance(&mut self, number: usize, last: Option<Item>) {
        let start = last.map_or(Start::End, Start::After);
        if matches!(start, Start::After(_)) {
            self.waiting.push_back(number);
        }
        self.starts[number] = start;
    }

    /// One answer's items, none beyond those wanted; `None` when there is nothing more.
    pub(crate) fn poll_batch(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Batch<I>, Error>>> {
        if let Some(error) = self.failed.take() {
            return Poll::Ready(Some(Err(error)));
        }
        if self.left == Some(0) {
            // What is under way is not wanted any more.
            self.running.clear();
            return Poll::Ready(None);
        }
        self.start_waiting();
        let Poll::Ready(answer) = self.poll_answer(context) else { return Poll::Pending };
        let Some((number, answer)) = answer else { return Poll::Ready(None) };
        Poll::Ready(Some(answer.map(|answer| self.receive(number, answer))))
    }

    fn receive(&mut self, number: usize, answer: Brought<I>) -> Batch<I> {
        self.advance(number, answer.last);
        let mut batch = Batch::default();
        for row in answer.rows {
            if self.left == Some(0) {
                break;
            }
            match self.source.settle(row) {
                Ok(Arrived::Item(item) | Arrived::Parent(item)) => {
                    batch.items.push(item);
                    self.left = self.left.map(|left| left.saturating_sub(1));
                }
                Ok(Arrived::Malformed(item)) => batch.items.push(item),
                Ok(Arrived::Foreign) => batch.skipped += 1,
                Ok(Arrived::Other) => {}
                Err(error) => {
                    self.failed = Some(error);
                    break;
                }
            }
        }
        super::trace_skipped(&self.source.connection, batch.skipped);
        batch
    }

    /// All items.
    pub(crate) async fn read_all(mut self) -> Result<Batch<I>, Error> {
        let mut all = Batch::default();
        while let Some(batch) = poll_fn(|context| self.poll_batch(context)).await {
            let Batch { items, skipped } = batch?;
            all.items.extend(items);
            all.skipped += skipped;
        }
        Ok(all)
    }

    /// Any item.
    pub(crate) async fn first(mut self) -> Result<Option<I>, Error> {
        self.left = Some(self.left.unwrap_or(1).min(1));
        Ok(self.read_all().await?.items.pop())
    }

    /// The number of items.
    pub(crate) async fn count(mut self) -> Result<usize, Error> {
        let counted = Arc::get_mut(&mut self.source).is_some_and(Source::count_only);
        let mut count = 0;
        while self.left != Some(0) {
            self.start_waiting();
            let Some((number, answer)) = poll_fn(|context| self.poll_answer(context)).await else { break };
            let answer = answer?;
            self.advance(number, answer.last);
            let arrived = if counted { answer.count } else { self.arrived(answer.rows)? };
            let wanted = arrived.min(self.left.unwrap_or(usize::MAX));
            count += wanted;
            self.left = self.left.map(|left| left - wanted);
        }
        Ok(count)
    }

    fn arrived(&self, rows: Vec<Row<I>>) -> Result<usize, Error> {
        let arrived = rows.into_iter().map(|row| self.source.settle(row));
        arrived.map(|arrived| Ok(usize::from(arrived?.is_counted()))).sum()
    }

    /// One page: one request of each segment that is read at the same time, or as many as it takes to have
    /// the number of items wanted and to know whether there are more.
    pub(crate) async fn page(mut self) -> Result<Page<I>, Error> {
        let mut page = Batch::default();
        let mut more = self.left == Some(0);
        while !self.waiting.is_empty() && !more {
            for (number, answer) in self.round().await? {
                // What comes behind the end of the page is read again by the next one.
                more = more || self.fill(number, answer, &mut page)?;
            }
            if self.left.is_none() {
                break;
            }
        }
        super::trace_skipped(&self.source.connection, page.skipped);
        let cursor = self.cursor();
        Ok(Page { items: page.items, cursor, skipped: page.skipped })
    }

    /// Where the scan goes on, unless it has ended or not begun.
    fn cursor(&self) -> Option<Cursor> {
        cursor(&self.issuer, &self.starts)
    }

    /// The answers to one request of each of the next segments, in the order of the segments.
    async fn round(&mut self) -> Result<Vec<(usize, Brought<I>)>, Error> {
        self.start_waiting();
        let mut answers = Vec::new();
        while let Some((number, answer)) = poll_fn(|context| self.poll_answer(context)).await {
            answers.push((number, answer?));
        }
        answers.sort_by_key(|(number, _)| *number);
        Ok(answers)
    }

    /// Takes in a segment's items up to the number wanted, and notes where it goes on. True if there was
    /// another item behind those.
    fn fill(&mut self, number: usize, answer: Brought<I>, page: &mut Batch<I>) -> Result<bool, Error> {
        for row in answer.rows {
            if self.left == Some(0) {
                // One that cannot be read is the next page's to report.
                if is_wanted(&self.source.settle(row)) {
                    return Ok(true);
                }
                continue;
            }
            let key = (self.left == Some(1)).then(|| self.source.key_of(row.found()));
            match self.source.settle(row)? {
                Arrived::Item(item) | Arrived::Parent(item) => {
                    page.items.push(item);
                    self.left = self.left.map(|left| left.saturating_sub(1));
                    if let Some(key) = key {
                        self.starts[number] = Start::After(key);
                    }
                }
                Arrived::Malformed(item) => page.items.push(item),
                Arrived::Foreign => page.skipped += 1,
                Arrived::Other => {}
            }
        }
        self.advance(number, answer.last);
        Ok(false)
    }
}

/// Where each segment starts, or goes on.
pub(crate) fn starts<I>(
    source: &Source<I>,
    issuer: &Issuer,
    after: Option<&Cursor>,
    segments: usize,
) -> Result<Vec<Start>, Error> {
    let Some(cursor) = after else { return Ok(vec![Start::First; segments]) };
    let keys = issuer.accept_segments(cursor)?;
    if keys.len() != segments {
        return Err(CursorError::Malformed.into());
    }
    Ok(keys.into_iter().map(|key| start(source, key)).collect::<Result<_, _>>()?)
}

/// The numbers of the segments that have not ended.
pub(crate) fn open(starts: &[Start]) -> impl Iterator<Item = usize> {
    let numbered = starts.iter().enumerate();
    numbered.filter_map(|(number, start)| (!matches!(start, Start::End)).then_some(number))
}

/// Where the segments go on, unless all have ended or none has begun.
pub(crate) fn cursor(issuer: &Issuer, starts: &[Start]) -> Option<Cursor> {
    let ended = starts.iter().all(|start| matches!(start, Start::End));
    let begun = starts.iter().any(|start| !matches!(start, Start::First));
    let nothing = Item::new();
    let keys = starts.iter().map(|start| match start {
        Start::First => Some(&nothing),
        Start::After(key) => Some(key),
        Start::End => None,
    });
    (begun && !ended).then(|| issuer.issue_segments(keys))
}

/// Where a segment goes on, by its key in a cursor.
fn start<I>(source: &Source<I>, key: Option<Item>) -> Result<Start, CursorError> {
    match key {
        None => Ok(Start::End),
        Some(key) if key.is_empty() => Ok(Start::First),
        Some(key) => source.check_inside(&key).map(|()| Start::After(key)),
    }
}

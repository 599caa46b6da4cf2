//! An audit in progress.
//!
//! Each segment reads a page, and the next one when that page is done.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};

use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt as _};

use super::page::{Page, page};
use super::report::{AuditReport, PartialAudit};
use super::{OnProgress, Options};
use crate::client::TableClient;
use crate::error::Error;
use crate::item::table::Table;
use crate::op::pace::Pace;
use crate::page::Issuer;
use crate::read::{KeyAttributes, Operation, PageRequest, Position, Requests, issue_cursor, resume_each};

/// A page, with the number of its segment and the most items that it could have.
struct Done {
    number: usize,
    limit: u32,
    page: Result<Page, Error>,
}

pub(super) struct Run<T> {
    table: TableClient<T>,
    options: Options,
    on_progress: Option<OnProgress>,
    requests: Arc<Requests>,
    issuer: Issuer,
    /// The position of each segment, behind the items that are done.
    positions: Vec<Position>,
    /// The items that each segment may still read.
    quotas: Vec<usize>,
    /// The segments without a page in flight.
    waiting: VecDeque<usize>,
    running: FuturesUnordered<BoxFuture<'static, Done>>,
    pace: Pace,
    report: AuditReport,
    failure: Option<Error>,
}

impl<T: Table> Run<T> {
    pub(super) fn new(
        table: TableClient<T>,
        options: Options,
        on_progress: Option<OnProgress>,
    ) -> Result<Self, Error> {
        let segments = options.segments;
        options.segments().check()?;
        let attributes = KeyAttributes::for_table(T::META);
        let operation = Operation::Scan { attributes, segments: options.segments() };
        // A copy or marker that was just written must be seen.
        let requests = Requests { is_consistent: true, ..Requests::new(&table, operation) };
        let issuer = table.issuer(&format!("audit {} {segments}", T::META.ident));
        let positions = match &options.after {
            Some(cursor) => resume_each(&requests, &issuer, cursor, segments)?,
            None => vec![Position::Start; segments],
        };
        let open: Vec<usize> = (0..segments).filter(|number| !positions[*number].is_end()).collect();
        let mut quotas = vec![usize::MAX; segments];
        if let Some(sample) = options.sample {
            for (nth, number) in open.iter().enumerate() {
                quotas[*number] = sample / open.len() + usize::from(nth < sample % open.len());
            }
        }
        Ok(Self {
            on_progress,
            requests: Arc::new(requests),
            issuer,
            waiting: open.into_iter().filter(|number| quotas[*number] > 0).collect(),
            positions,
            quotas,
            running: FuturesUnordered::new(),
            pace: Pace::new(options.rate),
            report: AuditReport::new(options.examples),
            failure: None,
            table,
            options,
        })
    }

    /// Builds the first request.
    pub(super) fn request(&self) -> Result<ScanFluentBuilder, Error> {
        let number = self.waiting.front().copied().unwrap_or_default();
        self.requests.scan(self.page_request(number))
    }

    /// Returns the most items that the next request of a segment reads.
    fn limit(&self, number: usize) -> u32 {
        let quota = u32::try_from(self.quotas[number]).unwrap_or(u32::MAX);
        self.options.limit().min(quota).max(1)
    }

    fn page_request(&self, number: usize) -> PageRequest {
        PageRequest {
            lane: number,
            start: self.positions.get(number).and_then(Position::key).cloned(),
            limit: Some(i32::try_from(self.limit(number)).unwrap_or(i32::MAX)),
            counts: false,
        }
    }

    pub(super) async fn finish(mut self) -> Result<AuditReport, Error> {
        while let Some(Done { number, limit, page }) = poll_fn(|cx| self.poll_page(cx)).await {
            match page {
                Ok(page) => self.take_in(number, limit, page),
                Err(error) => drop(self.failure.get_or_insert(error)),
            }
        }
        self.report.cursor = issue_cursor(&self.issuer, self.positions.iter());
        let report = self.report;
        match self.failure {
            None => Ok(report),
            Some(error) => Err(error.table_is(self.table.name()).stopped(PartialAudit { report })),
        }
    }

    /// Returns the next page, or `None` at the end.
    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Done>> {
        // After a failure the requests in flight end; no more are sent.
        let paced = self.failure.is_none() && self.start(cx).is_pending();
        match self.running.poll_next_unpin(cx) {
            // Nothing is in flight, but it may read when its pause is over.
            Poll::Ready(None) if paced => Poll::Pending,
            page => page,
        }
    }

    /// Starts requests. Returns `Pending` if it has to wait before it reads.
    fn start(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        while self.running.len() < self.options.concurrency && !self.waiting.is_empty() {
            if self.pace.poll(cx).is_pending() {
                return Poll::Pending;
            }
            if let Some(number) = self.waiting.pop_front() {
                self.start_reading(number);
            }
        }
        Poll::Ready(())
    }

    fn start_reading(&mut self, number: usize) {
        let (limit, request, requests) =
            (self.limit(number), self.page_request(number), Arc::clone(&self.requests));
        self.pace.take(limit);
        self.running.push(Box::pin(async move {
            let page = page::<T>(&requests, request).await;
            Done { number, limit, page }
        }));
    }

    fn take_in(&mut self, number: usize, limit: u32, page: Page) {
        let Page { scanned, last_key, fits, differs, expired, changed, findings, kept } = page;
        self.pace.give_back(limit.saturating_sub(u32::try_from(scanned).unwrap_or(u32::MAX)));
        let report = &mut self.report;
        report.scanned += scanned;
        report.fits += fits;
        report.differs += differs;
        report.expired += expired;
        report.changed += changed;
        for finding in findings {
            report.add(finding);
        }
        for (entity, path) in kept {
            report.add_kept(entity, path, 1);
        }
        self.quotas[number] = self.quotas[number].saturating_sub(scanned);
        let position = Position::after_response(last_key);
        if !position.is_end() && self.quotas[number] > 0 {
            self.waiting.push_back(number);
        }
        self.positions[number] = position;
        self.report.cursor = issue_cursor(&self.issuer, self.positions.iter());
        if let Some(on_progress) = &mut self.on_progress {
            on_progress(&self.report);
        }
    }
}

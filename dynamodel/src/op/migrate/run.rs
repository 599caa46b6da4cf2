//! A migration in progress.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::carry_out::by_name;
use super::plan::Work;
use super::report::{MigrationReport, Outcome, PartialMigration, Tally};
use super::source::Looked;
use super::{Layouts, Migration, OnProgress};
use crate::client::TableClient;
use crate::codec::attribute::FetchedItem;
use crate::error::Error;
use crate::item::table::Table;
use crate::op::paced_scan::{
    Ended, Job, LeftItem, PacedScan, Reading, WorkPage, fetch, is_of_all, scan_page,
};
use crate::page::Cursor;
use crate::read::{KeyAttributes, Operation, PageRequest, Requests, Response};
use crate::schema::item::Item;

pub(super) struct Run<S, D> {
    layouts: Arc<Layouts<S, D>>,
    on_progress: Option<OnProgress>,
    report: MigrationReport,
}

/// The items of a page that need no work.
#[derive(Default)]
pub(super) struct Found {
    outcomes: Vec<Outcome>,
    left: Vec<LeftItem>,
}

impl<S: Table, D: Table> Run<S, D> {
    pub(super) fn start(migration: Migration<S, D>) -> Result<PacedScan<Self>, Error> {
        let Migration { source, layouts, scan, on_progress } = migration;
        let issuer = source.issuer(&layouts.identity(scan.segments));
        let run = Self { layouts, on_progress, report: MigrationReport::default() };
        PacedScan::new(run, requests(&source, scan.segments()), issuer, scan)
    }
}

/// The requests of the scan. All items are read, so that those of unknown types are counted.
fn requests<S: Table>(table: &TableClient<S>, segments: crate::read::Segments) -> Requests {
    let operation = Operation::Scan { attributes: KeyAttributes::for_table(S::META), segments };
    // A write before the migration must not be missed: no record of it may be left in the stream.
    Requests { is_consistent: true, ..Requests::new(table, operation) }
}

impl<S: Table, D: Table> Job for Run<S, D> {
    type Found = Found;
    type Work = Work;
    type Outcome = (Item, Result<Outcome, Error>);

    fn read(&self, requests: Arc<Requests>, request: PageRequest) -> Reading<Self> {
        let layouts = Arc::clone(&self.layouts);
        async move { layouts.page(&requests, request).await }.boxed()
    }

    fn carry_out(&self, work: Work) -> BoxFuture<'static, Self::Outcome> {
        let layouts = Arc::clone(&self.layouts);
        async move { (work.key.clone(), layouts.carry_out(work).await) }.boxed()
    }

    fn take_in(&mut self, Found { outcomes, left }: Found) {
        for outcome in outcomes {
            self.report.add(outcome);
        }
        self.report.left.extend(left);
    }

    fn settle(&mut self, (key, outcome): Self::Outcome) -> Result<(), Error> {
        match outcome {
            // The item was removed before its turn.
            Ok(Outcome { tally: Tally::PassedOver, .. }) => self.report.add(Tally::Unchanged.into()),
            Ok(outcome) => self.report.add(outcome),
            Err(error) if is_of_all(&error) => return Err(error),
            Err(error) => self.report.left.push(self.layouts.left(key, error)),
        }
        Ok(())
    }

    fn advance(&mut self, scanned: usize, cursor: Option<Cursor>) {
        self.report.scanned += scanned;
        self.report.cursor = cursor;
        if let Some(on_progress) = &mut self.on_progress {
            on_progress(&self.report);
        }
    }
}

impl<S: Table, D: Table> Layouts<S, D> {
    /// Reads a page, and the targets of its items.
    async fn page(&self, requests: &Requests, request: PageRequest) -> Result<WorkPage<Run<S, D>>, Error> {
        let Response { items, scanned, last_key, .. } = scan_page(requests, request).await?;
        let (mut found, mut works, mut keys) = (Found::default(), Vec::new(), Vec::new());
        let now = self.now();
        for item in items.into_iter().map(FetchedItem::into_item) {
            let key = S::META.key_of(&item);
            let work = self.look_at(item, now).map(|looked| work(key.clone(), looked));
            match work.and_then(|work| Ok((work.keys(self.tables())?, work))) {
                Ok((_, Work { looked: Looked::Passed(tally), .. })) => found.outcomes.push(tally.into()),
                Ok((further, work)) => {
                    works.push((work, further.len()));
                    keys.extend(further);
                }
                Err(error) => found.left.push(self.left(key, error)),
            }
        }
        let mut targets = fetch(&self.target, D::META, keys).await?.into_iter();
        let works = works.into_iter().map(|(work, count)| Work {
            found: by_name::<D>(targets.by_ref().take(count).collect()),
            ..work
        });
        Ok(WorkPage { found, works: works.collect(), scanned, last_key })
    }

    /// Returns an item that is left, with the reason.
    pub(super) fn left(&self, key: Item, error: Error) -> LeftItem {
        LeftItem { key, error: error.table_is(&self.source.table) }
    }
}

fn work(key: Item, looked: Looked) -> Work {
    Work { key, looked, former: Vec::new(), found: HashMap::new() }
}

/// Returns the report at the end, or the error with the report until then.
pub(super) fn finished<S: Table, D: Table>(ended: Ended<Run<S, D>>) -> Result<MigrationReport, Error> {
    let Ended { job, cursor, failure } = ended;
    let Run { layouts, mut report, .. } = job;
    report.cursor = cursor;
    match failure {
        None => Ok(report),
        Some(error) => Err(error.table_is(&layouts.source.table).stopped(PartialMigration { report })),
    }
}

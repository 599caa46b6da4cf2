//! A backfill in progress.

use std::marker::PhantomData;
use std::sync::Arc;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::progress::{BackfillProgress, PartialBackfill};
use super::read::{self, Page};
use super::rewrite::{Outcome, Work, carry_out};
use super::{OnProgress, Options};
use crate::client::TableClient;
use crate::error::Error;
use crate::item::{stored::Stored, table::Holds};
use crate::op::paced_scan::{Ended, Job, LeftItem, PacedScan, Reading, WorkPage, is_of_all};
use crate::page::Cursor;
use crate::read::{PageRequest, Requests};
use crate::schema::item::Item;

pub(super) struct Run<E, T> {
    table: TableClient<T>,
    dry_run: bool,
    strays: bool,
    on_progress: Option<OnProgress>,
    progress: BackfillProgress,
    entity: PhantomData<fn() -> E>,
}

impl<E: Stored, T: Holds<E>> Run<E, T> {
    pub(super) fn start(
        table: TableClient<T>,
        options: Options,
        on_progress: Option<OnProgress>,
    ) -> Result<PacedScan<Self>, Error> {
        let requests = read::requests::<E, T>(&table, &options);
        let Options { dry_run, strays, scan } = options;
        let (ident, type_value, segments) = (T::META.ident, E::ENTITY.type_name, scan.segments);
        // The cursor of a dry run is behind items that have not been rewritten.
        let identity = format!("backfill {ident} {type_value:?} {segments} {dry_run} {strays}");
        let issuer = table.issuer(&identity);
        let progress = BackfillProgress::default();
        let run = Self { table, dry_run, strays, on_progress, progress, entity: PhantomData };
        PacedScan::new(run, requests, issuer, scan)
    }

    fn sum_up(&mut self, cursor: Option<Cursor>) {
        let BackfillProgress { rewritten, unchanged, left, .. } = &self.progress;
        self.progress.read = rewritten + unchanged + left.len();
        self.progress.cursor = cursor;
    }
}

impl<E: Stored, T: Holds<E>> Job for Run<E, T> {
    type Found = Vec<LeftItem>;
    type Work = Work;
    type Outcome = (Item, Result<Outcome, Error>);

    fn read(&self, requests: Arc<Requests>, request: PageRequest) -> Reading<Self> {
        let strays = self.strays;
        let page = async move {
            let page = read::page::<E, T>(&requests, strays, request).await?;
            let Page { works, left, scanned, last_key } = page;
            Ok(WorkPage { found: left, works, scanned, last_key })
        };
        page.boxed()
    }

    fn carry_out(&self, work: Work) -> BoxFuture<'static, Self::Outcome> {
        let (connection, dry_run) = (self.table.connection().clone(), self.dry_run);
        let outcome = async move {
            let key = work.key(T::META);
            (key, carry_out::<E, T>(&connection, work, dry_run).await)
        };
        outcome.boxed()
    }

    fn take_in(&mut self, left: Vec<LeftItem>) {
        self.progress.left.extend(left);
    }

    fn settle(&mut self, (key, outcome): Self::Outcome) -> Result<(), Error> {
        let progress = &mut self.progress;
        match outcome {
            Ok(Outcome::Rewritten) => progress.rewritten += 1,
            Ok(Outcome::Unchanged) => progress.unchanged += 1,
            Ok(Outcome::Removed) => progress.removed += 1,
            Ok(Outcome::Kept) => {}
            Err(error) if is_of_all(&error) => return Err(error),
            Err(error) => progress.left.push(LeftItem { key, error: error.table_is(self.table.name()) }),
        }
        Ok(())
    }

    fn advance(&mut self, scanned: usize, cursor: Option<Cursor>) {
        self.progress.scanned += scanned;
        self.sum_up(cursor);
        if let Some(on_progress) = &mut self.on_progress {
            on_progress(&self.progress);
        }
    }
}

/// Returns the progress at the end, or the error with the progress until then.
pub(super) fn finished<E: Stored, T: Holds<E>>(ended: Ended<Run<E, T>>) -> Result<BackfillProgress, Error> {
    let Ended { mut job, cursor, failure } = ended;
    job.sum_up(cursor);
    let Run { table, progress, .. } = job;
    match failure {
        None => Ok(progress),
        Some(error) => Err(error.table_is(table.name()).stopped(PartialBackfill { progress })),
    }
}

//! An audit in progress.

use std::convert::Infallible;
use std::sync::Arc;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::page::{Page, page};
use super::report::{AuditReport, PartialAudit};
use super::{OnProgress, Options};
use crate::client::TableClient;
use crate::error::Error;
use crate::item::table::Table;
use crate::op::paced_scan::{Ended, Job, PacedScan, Reading, WorkPage};
use crate::page::Cursor;
use crate::read::{KeyAttributes, Operation, PageRequest, Requests};

pub(super) struct Run<T> {
    table: TableClient<T>,
    on_progress: Option<OnProgress>,
    report: AuditReport,
}

impl<T: Table> Run<T> {
    pub(super) fn start(
        table: TableClient<T>,
        options: Options,
        on_progress: Option<OnProgress>,
    ) -> Result<PacedScan<Self>, Error> {
        let Options { examples, scan } = options;
        let attributes = KeyAttributes::for_table(T::META);
        let operation = Operation::Scan { attributes, segments: scan.segments() };
        // A copy or marker that was just written must be seen.
        let requests = Requests { is_consistent: true, ..Requests::new(&table, operation) };
        let issuer = table.issuer(&format!("audit {} {}", T::META.ident, scan.segments));
        let run = Self { table, on_progress, report: AuditReport::new(examples) };
        PacedScan::new(run, requests, issuer, scan)
    }
}

/// The items of a page are looked at together, when it is read.
impl<T: Table> Job for Run<T> {
    type Found = Page;
    type Work = Infallible;
    type Outcome = Infallible;

    fn read(&self, requests: Arc<Requests>, request: PageRequest) -> Reading<Self> {
        let page = async move {
            let mut page = page::<T>(&requests, request).await?;
            let (scanned, last_key) = (page.scanned, page.last_key.take());
            Ok(WorkPage { found: page, works: Vec::new(), scanned, last_key })
        };
        page.boxed()
    }

    fn carry_out(&self, work: Infallible) -> BoxFuture<'static, Infallible> {
        match work {}
    }

    fn take_in(&mut self, page: Page) {
        let Page { fits, differs, expired, changed, findings, kept, .. } = page;
        let report = &mut self.report;
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
    }

    fn settle(&mut self, outcome: Infallible) -> Result<(), Error> {
        match outcome {}
    }

    fn advance(&mut self, scanned: usize, cursor: Option<Cursor>) {
        self.report.scanned += scanned;
        self.report.cursor = cursor;
        if let Some(on_progress) = &mut self.on_progress {
            on_progress(&self.report);
        }
    }
}

/// Returns the report at the end, or the error with the report until then.
pub(super) fn finished<T: Table>(ended: Ended<Run<T>>) -> Result<AuditReport, Error> {
    let Ended { job, cursor, failure } = ended;
    let Run { table, mut report, .. } = job;
    report.cursor = cursor;
    match failure {
        None => Ok(report),
        Some(error) => Err(error.table_is(table.name()).stopped(PartialAudit { report })),
    }
}

//! A scan whose items are worked on: in segments, at a limited rate, from a cursor and with progress.
//!
//! Each segment reads a page, and the next one when all items of that page are done. So a cursor leaves no item out.

mod left;
mod options;
mod pace;
mod read;
mod run;

use std::sync::Arc;

use futures_util::future::BoxFuture;

use crate::error::Error;
use crate::page::Cursor;
use crate::read::{PageRequest, Requests};
use crate::schema::item::Item;

pub use left::LeftItem;
pub(in crate::op) use left::is_of_all;
pub(in crate::op) use options::{ScanOptions, scan_options};
pub(in crate::op) use read::{fetch, scan_page};
pub(in crate::op) use run::PacedScan;

/// The work on the items of a scan.
pub(in crate::op) trait Job {
    /// The facts about a page that are known when it is read.
    type Found: Send + 'static;
    /// The work on an item.
    type Work: Send + 'static;
    /// The outcome of the work on an item.
    type Outcome: Send + 'static;

    /// Reads a page and everything that its work depends on.
    fn read(&self, requests: Arc<Requests>, request: PageRequest) -> Reading<Self>;

    /// Does the work on an item.
    fn carry_out(&self, work: Self::Work) -> BoxFuture<'static, Self::Outcome>;

    /// Takes in a page that was read.
    fn take_in(&mut self, found: Self::Found);

    /// Takes in the outcome of the work on an item. An error ends the scan.
    fn settle(&mut self, outcome: Self::Outcome) -> Result<(), Error>;

    /// Moves behind a page of this many items, whose work is done.
    fn advance(&mut self, scanned: usize, cursor: Option<Cursor>);
}

/// The future of a page.
pub(in crate::op) type Reading<J> = BoxFuture<'static, Result<WorkPage<J>, Error>>;

/// A page of a scan, with the work on its items.
pub(in crate::op) struct WorkPage<J: Job + ?Sized> {
    pub(in crate::op) found: J::Found,
    pub(in crate::op) works: Vec<J::Work>,
    pub(in crate::op) scanned: usize,
    pub(in crate::op) last_key: Option<Item>,
}

/// A scan that has ended.
pub(in crate::op) struct Ended<J> {
    pub(in crate::op) job: J,
    pub(in crate::op) cursor: Option<Cursor>,
    /// The error that ended it before the end of the table.
    pub(in crate::op) failure: Option<Error>,
}

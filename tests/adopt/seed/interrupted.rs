//! A run that is cut off at any request, and started again, ends in the same tables.

use dynamodel::TableClient;
use dynamodel::testing::When::Nth;
use dynamodel::testing::{Fault, Faults};

use super::steps::both::Tables;
use super::steps::{fixture, new::YouTube, old::PythonTable};
use super::{steps, unborn};
use crate::support::store::{Stored, content};
use crate::support::world::faulty;

/// More attempts than a run makes.
const MANY: usize = 1_000;

/// The attempts that the SDK makes after the first fault, and some more.
const LATER: usize = 20;

/// Runs all steps on a connection that is cut off at a request: the fault happens there, and then no request arrives.
/// Then runs them again. Returns whether the first run was interrupted, and both tables.
async fn run(cut: usize, fault: Fault) -> (bool, [Stored; 2]) {
    let (faults, old) = faulty::<PythonTable>().await;
    fixture::load(&old).await.unwrap();
    cut_off(&faults, cut, fault);
    let broken = TableClient::<PythonTable>::new(faults.client());
    let first = steps::run(&Tables { old: &broken, new: &unborn(&broken) }).await;
    let new: TableClient<YouTube> = unborn(&old);
    steps::run(&Tables { old: &old, new: &new }).await.unwrap();
    (first.is_err(), [content(&old).await, content(&new).await])
}

fn cut_off(faults: &Faults, cut: usize, fault: Fault) {
    faults.on_any(Nth(cut), fault);
    for attempt in cut + 1..cut + LATER {
        faults.on_any(Nth(attempt), Fault::Refused);
    }
}

#[tokio::test(start_paused = true)]
async fn run_that_is_cut_off_at_any_request_ends_in_the_same_tables() {
    let (_, expected) = run(MANY, Fault::Refused).await;
    let mut cut = 1;
    loop {
        let (is_interrupted, tables) = run(cut, Fault::LostReply).await;
        assert_eq!(tables, expected, "at request {cut}");
        if !is_interrupted {
            break;
        }
        cut += 1;
    }
    assert!(cut > 60, "{cut}");
}

//! A run that is cut off at any request, and started again, ends in the same tables.

use dynamodel::TableClient;
use dynamodel::testing::When::Nth;
use dynamodel::testing::{Fault, Faults};

use super::steps;
use super::steps::fixture;
use super::steps::old::PythonTable;
use crate::support::store::{Stored, content};
use crate::support::world::faulty;

/// More attempts than a run makes.
const MANY: usize = 1_000;

/// Runs all steps on a connection that is cut off at a request: the first fault happens there, and then no request
/// arrives. Returns the attempts up to there, or `None` if the run ended before.
async fn run(cut: usize, fault: Fault) -> (Option<usize>, Stored) {
    let (faults, plain) = faulty::<PythonTable>().await;
    fixture::load(&plain).await.unwrap();
    cut_off(&faults, cut, fault);
    let interrupted = steps::run(&TableClient::new(faults.client())).await.is_err();
    steps::run(&plain).await.unwrap();
    (interrupted.then(|| faults.attempts().len()), content(&plain).await)
}

fn cut_off(faults: &Faults, cut: usize, fault: Fault) {
    faults.on_any(Nth(cut), fault);
    for attempt in cut + 1..cut + 10 {
        faults.on_any(Nth(attempt), Fault::Refused);
    }
}

#[tokio::test(start_paused = true)]
async fn run_that_is_cut_off_at_any_request_ends_in_the_same_tables() {
    for fault in [Fault::LostReply, Fault::Refused] {
        let (_, expected) = run(MANY, fault.clone()).await;
        let mut cuts = 0;
        for cut in 1..MANY {
            let (interrupted, tables) = run(cut, fault.clone()).await;
            assert_eq!(tables, expected, "{fault:?} at request {cut}");
            if interrupted.is_none() {
                break;
            }
            cuts = cut;
        }
        assert!(cuts > 15, "{cuts}");
    }
}

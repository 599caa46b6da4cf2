//! Many new items, each in a transaction of its own.

use dynamodel::{op::PartialCreate, op::create_many};

use crate::support::model::{Video, YouTube};
use crate::support::store::{orphans, stored};
use crate::support::world::faulty;
use crate::support::youtube::video;
use dynamodel::testing::Fault;
use dynamodel::testing::When::{Always, Nth};

const TRANSACTION: &str = "TransactWriteItems";

fn videos() -> Vec<Video> {
    (0..100).map(|id| video(id, id % 7, 10)).collect()
}

#[tokio::test(start_paused = true)]
async fn each_value_is_stored_with_its_copies() {
    let (faults, plain) = faulty::<YouTube>().await;
    create_many(&videos()).concurrency(5).send(&YouTube::table(faults.client())).await.unwrap();
    let stored = stored(&plain).await;
    assert_eq!((stored.len(), faults.attempts().len()), (200, 100));
    assert_eq!(orphans(&stored), [""; 0]);
    create_many::<Video>(&[]).send(&plain).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn each_value_has_its_own_outcome() {
    let (faults, plain) = faulty::<YouTube>().await;
    create_many(&videos()[10..20]).concurrency(0).send(&plain).await.unwrap();
    faults.on(TRANSACTION, Nth(1), Fault::error(400, "ValidationException"));
    let error = create_many(&videos()).send(&YouTube::table(faults.client())).await.unwrap_err();
    let partial = error.partial::<PartialCreate>().unwrap();
    assert_eq!(partial.outcomes.len(), 100);
    for (place, error) in partial.failed() {
        assert_eq!(error.is_already_exists(), (10..20).contains(&place), "{place}: {error}");
        assert_eq!(error.key().unwrap().0, format!("video-{place}"));
    }
    assert_eq!(partial.failed().count(), 11);
    assert!(error.to_string().starts_with("11 of 100 items were not created, the first because: Video"));
    assert_eq!(stored(&plain).await.len(), 198);
}

#[tokio::test(start_paused = true)]
async fn throttling_is_waited_out_and_bounded() {
    let (faults, plain) = faulty::<YouTube>().await;
    for nth in (1..150).step_by(3) {
        faults.on(TRANSACTION, Nth(nth), Fault::throttled());
    }
    let table = YouTube::table(faults.client());
    create_many(&videos()).send(&table).await.unwrap();
    assert_eq!(stored(&plain).await.len(), 200);
    faults.reset();
    faults.on(TRANSACTION, Always, Fault::throttled());
    let more: Vec<_> = (200..210).map(|id| video(id, 1, 10)).collect();
    let error = create_many(&more).send(&table).await.unwrap_err();
    let partial = error.partial::<PartialCreate>().unwrap();
    assert!(
        partial.outcomes.iter().all(|outcome| outcome.as_ref().is_err_and(dynamodel::Error::is_throttled))
    );
}

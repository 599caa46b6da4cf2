//! The rate of an audit, by a clock that moves when everything waits.

use std::time::Duration;

use tokio::time::Instant;

use super::{Videos, item, video};
use crate::support::store::write;
use crate::support::world::faulty;

#[tokio::test(start_paused = true)]
async fn audit_reads_at_the_given_rate() {
    let (faults, plain) = faulty::<Videos>().await;
    for id in 1..=60 {
        write(&plain, item(&video(id))).await;
    }
    let started = Instant::now();
    let report = Videos::table(faults.client()).audit().items_per_second(5).send().await.unwrap();
    assert_eq!(report.fits, 60);
    let elapsed = started.elapsed();
    assert!(elapsed >= Duration::from_secs(11) && elapsed <= Duration::from_secs(13), "{elapsed:?}");
    for scan in faults.attempts().iter().filter(|attempt| attempt.operation() == "Scan") {
        assert_eq!((&scan.json()["Limit"], &scan.json()["ConsistentRead"]), (&5.into(), &true.into()));
    }
    plain.audit().page_size(1).send().await.unwrap();
    assert_eq!(started.elapsed(), elapsed);
}

//! The rate of a backfill, by a clock that moves when everything waits.

use std::time::Duration;

use tokio::time::Instant;

use crate::backfill::items::old_video;
use crate::support::model::{User, Video, YouTube};
use crate::support::store::write;
use crate::support::world::faulty;
use dynamodel::testing::Faults;

/// A table of 60 items.
async fn world() -> (Faults, dynamodel::TableClient<YouTube>) {
    let (faults, plain) = faulty::<YouTube>().await;
    for id in 0..60 {
        write(&plain, old_video(id, 1)).await;
    }
    (faults.clone(), YouTube::table(faults.client()))
}

#[tokio::test(start_paused = true)]
async fn backfill_reads_at_the_given_rate() {
    for segments in [1, 4] {
        let (faults, table) = world().await;
        let started = Instant::now();
        let run = table.backfill::<Video>().segments(segments).items_per_second(5);
        let done = run.send().await.unwrap();
        assert_eq!(done.rewritten, 60);
        // The last five need not be waited for.
        assert!(started.elapsed() >= Duration::from_secs(11), "{:?}", started.elapsed());
        // The engine counts items of other segments too.
        assert!(segments > 1 || started.elapsed() <= Duration::from_secs(13), "{:?}", started.elapsed());
        for scan in faults.attempts().iter().filter(|attempt| attempt.operation() == "Scan") {
            assert_eq!(scan.json()["Limit"], 5);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn items_of_other_types_take_their_time_too() {
    let (_, table) = world().await;
    let started = Instant::now();
    table.backfill::<User>().items_per_second(20).send().await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(2), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn backfill_without_a_rate_does_not_wait() {
    let (_, table) = world().await;
    let started = Instant::now();
    table.backfill::<Video>().page_size(1).send().await.unwrap();
    assert_eq!(started.elapsed(), Duration::ZERO);
}

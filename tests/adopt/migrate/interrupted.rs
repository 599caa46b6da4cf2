//! Migrations that end at each of their requests, and are started again.

use dynamodel::op::PartialMigration;
use dynamodel::testing::Fault;
use dynamodel::testing::When::Nth;

use super::{Migration, New, Old, World};
use crate::support::store::{content, stored};

fn paged(world: &World, removes: bool) -> Migration<Old, New> {
    let run = world.migration().segments(2).page_size(5).concurrency(2);
    if removes { run.remove_source() } else { run }
}

#[tokio::test]
async fn interrupted_migration_is_continued() {
    for removes in [false, true] {
        let whole = World::filled().await;
        let written = paged(&whole, removes).send().await.unwrap().written;
        assert_eq!(written, 9);
        let (requests, wanted) = (whole.faults.attempts().len(), content(&whole.new).await);
        assert!(requests > 12, "{requests}");
        for nth in 1..=requests {
            let world = World::filled().await;
            world.faults.on_any(Nth(nth), Fault::error(400, "AccessDeniedException"));
            let error = paged(&world, removes).send().await.unwrap_err();
            assert_eq!(error.code(), Some("AccessDeniedException"), "{error}");
            let PartialMigration { report, .. } = error.into_partial().unwrap();
            let rest = paged(&world, removes).after(report.cursor.clone()).send().await.unwrap();
            assert!(rest.left.is_empty(), "{rest}");
            assert_eq!(content(&world.new).await, wanted, "at request {nth}");
            assert_eq!(content(&world.old).await, content(&whole.old).await, "at request {nth}");
        }
    }
}

#[tokio::test]
async fn lost_answers_are_no_second_writes() {
    for removes in [false, true] {
        let whole = World::filled().await;
        paged(&whole, removes).send().await.unwrap();
        let (requests, wanted) = (whole.faults.attempts().len(), content(&whole.new).await);
        for nth in 1..=requests {
            let world = World::filled().await;
            world.faults.on_any(Nth(nth), Fault::LostReply);
            let report = paged(&world, removes).send().await.unwrap();
            assert_eq!((report.written, report.removed), (9, if removes { 9 } else { 0 }), "{report}");
            assert_eq!(content(&world.new).await, wanted, "at request {nth}");
        }
    }
}

#[tokio::test]
async fn source_is_empty_after_a_move() {
    let world = World::filled().await;
    let report = world.migration().remove_source().send().await.unwrap();
    assert_eq!((report.written, report.removed), (9, 9), "{report}");
    assert!(stored(&world.old).await.is_empty());
    let again = world.migration().remove_source().send().await.unwrap();
    assert_eq!((again.scanned, again.written), (0, 0));
}

#[tokio::test]
async fn move_after_a_migration_removes_only_the_source() {
    let world = World::filled().await;
    world.migration().send().await.unwrap();
    let before = stored(&world.new).await;
    let report = world.migration().remove_source().send().await.unwrap();
    assert_eq!((report.written, report.unchanged, report.removed), (0, 9, 9), "{report}");
    assert!(stored(&world.old).await.is_empty());
    assert_eq!(stored(&world.new).await, before);
}

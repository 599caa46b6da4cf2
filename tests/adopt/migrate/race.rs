//! Writers at the same time.

use std::time::Duration;

use dynamodel::Entity as _;
use dynamodel::testing::Fault;
use dynamodel::testing::When::{Always, Nth};

use super::{World, new, old, user};
use crate::support::store::{content, stored};

/// Starts a migration of user 1, one of whose requests comes a minute later.
async fn delayed(
    world: &World,
    operation: &str,
    removes: bool,
) -> tokio::task::JoinHandle<dynamodel::op::MigrationReport> {
    user(1).create().send(&world.old).await.unwrap();
    world.faults.on(operation, Nth(1), Fault::Delay(Duration::from_mins(1)));
    let run = world.migration();
    let run = if removes { run.remove_source() } else { run };
    let run = tokio::spawn(async move { run.send().await.unwrap() });
    tokio::time::sleep(Duration::from_secs(30)).await;
    run
}

#[tokio::test(start_paused = true)]
async fn source_that_changes_meanwhile_is_read_again() {
    for operation in ["BatchGetItem", "TransactWriteItems"] {
        for removes in [false, true] {
            let world = World::empty().await;
            let run = delayed(&world, operation, removes).await;
            let changed = old::User { last: "May".to_owned(), mail: "may@example.org".to_owned(), ..user(1) };
            changed.put().send(&world.old).await.unwrap();
            let report = run.await.unwrap();
            assert_eq!((report.written, report.removed), (1, usize::from(removes)), "{report}");
            let found = new::User::get(1).required().send(&world.new).await.unwrap();
            assert_eq!((found.name.as_str(), found.mail.as_str()), ("Ann1 May", "may@example.org"));
            assert_eq!(stored(&world.new).await.len(), 2);
            assert_eq!(stored(&world.old).await.is_empty(), removes);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn source_that_is_removed_meanwhile_is_not_migrated() {
    for operation in ["BatchGetItem", "TransactWriteItems"] {
        let world = World::empty().await;
        let run = delayed(&world, operation, false).await;
        old::User::delete(1).send(&world.old).await.unwrap();
        let report = run.await.unwrap();
        assert_eq!((report.written, report.unchanged), (0, 1), "{report}");
        assert!(stored(&world.new).await.is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn target_that_is_written_meanwhile_is_compared_again() {
    let world = World::empty().await;
    let run = delayed(&world, "TransactWriteItems", false).await;
    let other =
        new::User { user_id: 1, name: "Other".to_owned(), mail: "o@example.org".to_owned(), version: 0 };
    other.create().send(&world.new).await.unwrap();
    let report = run.await.unwrap();
    assert_eq!(report.written, 1, "{report}");
    let found = new::User::get(1).required().send(&world.new).await.unwrap();
    assert_eq!((found.name.as_str(), found.version), ("Ann1 Lee", 2));
    // The marker of the other mail is gone.
    assert_eq!(stored(&world.new).await.len(), 2);
    assert!(world.new.audit().send().await.unwrap().is_clean());
}

#[tokio::test(start_paused = true)]
async fn item_that_changes_all_the_time_is_left() {
    let world = World::empty().await;
    user(1).create().send(&world.old).await.unwrap();
    world.faults.on("TransactWriteItems", Always, Fault::error(400, "TransactionConflictException"));
    let report = world.migration().send().await.unwrap();
    assert!(matches!(report.left.as_slice(), [left] if left.error.is_conflict()), "{report}");
    assert!(content(&world.new).await.is_empty());
}

//! Writers at the same time.

use std::time::Duration;

use dynamodel::Entity as _;
use dynamodel::testing::Fault;
use dynamodel::testing::When::Nth;

use super::{User, Videos, user};
use crate::support::world::faulty;

#[tokio::test(start_paused = true)]
async fn item_that_is_written_meanwhile_is_looked_at_again() {
    let (faults, plain) = faulty::<Videos>().await;
    user(1).create().send(&plain).await.unwrap();
    // The copies and markers are read a minute after the item.
    faults.on("BatchGetItem", Nth(1), Fault::Delay(Duration::from_mins(1)));
    let audit = tokio::spawn(Videos::table(faults.client()).audit().send());
    tokio::time::sleep(Duration::from_secs(30)).await;
    let changed = User { name: "other".to_owned(), mail: "other@example.org".to_owned(), ..user(1) };
    changed.put().send(&plain).await.unwrap();
    let report = audit.await.unwrap().unwrap();
    assert!(report.is_clean(), "{report}");
    // The copy and the marker of before are gone.
    assert_eq!((report.scanned, report.fits, report.changed), (4, 2, 2));
}

#[tokio::test(start_paused = true)]
async fn item_that_is_removed_meanwhile_is_no_finding() {
    let (faults, plain) = faulty::<Videos>().await;
    user(1).create().send(&plain).await.unwrap();
    faults.on("BatchGetItem", Nth(1), Fault::Delay(Duration::from_mins(1)));
    let audit = tokio::spawn(Videos::table(faults.client()).audit().send());
    tokio::time::sleep(Duration::from_secs(30)).await;
    user(1).delete().send(&plain).await.unwrap();
    let report = audit.await.unwrap().unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!((report.scanned, report.changed), (4, 4));
}

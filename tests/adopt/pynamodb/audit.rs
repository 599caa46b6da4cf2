//! Findings of an audit in `PynamoDB`'s table.

use dynamodel::op::DivergenceKind as Kind;

use super::{ITEMS, items, world};
use crate::audit::groups;

#[tokio::test]
async fn audit_reports_the_owners_of_claims_only() {
    let report = world().await.audit().send().await.unwrap();
    // The other library names no owner in its claims. The next write of a user adds it.
    assert_eq!(groups(&report), [(Some("User"), Kind::MarkerDiffers, "email", 3)], "{report}");
    assert_eq!((report.scanned, report.differs), (items(ITEMS).len(), 3));
    assert_eq!(report.kept().count(), 0, "{report}");
}

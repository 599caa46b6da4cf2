//! Findings of an audit in `PynamoDB`'s table.

use dynamodel::op::DivergenceKind as Kind;

use super::{ITEMS, items, tasks, world};
use crate::audit::groups;

#[tokio::test]
async fn audit_reports_the_owners_of_claims_and_the_type_without_an_entity() {
    let report = world().await.audit().send().await.unwrap();
    let expected = [
        // Tasks are in a table type of their own.
        (None, Kind::UnknownType, "Task", 5),
        // The other library names no owner in its claims. The next write of a user adds it.
        (Some("User"), Kind::MarkerDiffers, "email", 3),
    ];
    assert_eq!(groups(&report), expected, "{report}");
    assert_eq!((report.scanned, report.differs), (items(ITEMS).len(), 8));
    assert_eq!(report.kept().count(), 0, "{report}");
}

#[tokio::test]
async fn audit_of_tasks_finds_no_difference_in_them() {
    let report = tasks().await.audit().send().await.unwrap();
    // All other types are in the other table type.
    let unknown = [("Comment", 3), ("EmailClaim", 3), ("Org", 2), ("User", 3)];
    assert_eq!(
        groups(&report),
        unknown.map(|(name, count)| (None, Kind::UnknownType, name, count)),
        "{report}"
    );
    assert_eq!(report.fits, 5);
    // The key of an index that this table type does not have.
    let kept: Vec<_> = report.kept().collect();
    assert_eq!(kept, [("Task", "gsi1pk", 5), ("Task", "gsi1sk", 5)]);
}

//! Findings of an audit in the store.

use dynamodel::op::DivergenceKind as Kind;

use super::{rows, store};
use crate::audit::groups;

#[tokio::test]
async fn audit_reports_what_a_put_would_change() {
    let report = store().await.audit().send().await.unwrap();
    let expected = [
        // NULL in one session: the model writes no attribute for `None`.
        ("TTL", Kind::AttributeRemoved, 1),
        ("UserAgent", Kind::AttributeRemoved, 1),
        // The fraction of one time, which is not part of whole seconds.
        ("TTL", Kind::AttributeDiffers, 1),
    ];
    let expected = expected.map(|(place, kind, count)| (Some("Session"), kind, place, count));
    assert_eq!(groups(&report), expected, "{report}");
    assert_eq!((report.scanned, report.fits, report.differs, report.expired), (rows().len(), 5, 2, 1));
    let kept: Vec<_> = report.kept().map(|(_, path, _)| path).collect();
    assert_eq!(kept, ["cart", "guest", "hits", "key", "marks", "roles"]);
}

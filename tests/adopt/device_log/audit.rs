//! Findings of an audit in the log.

use dynamodel::op::DivergenceKind as Kind;

use super::{log, rows};
use crate::audit::groups;

#[tokio::test]
async fn audit_reports_the_null_only() {
    let report = log().await.audit().send().await.unwrap();
    // The note of one entry is NULL, and the model writes no attribute for it.
    assert_eq!(groups(&report), [(Some("Log"), Kind::AttributeRemoved, "note", 1)]);
    assert_eq!((report.scanned, report.fits), (rows().len(), rows().len() - 1));
    let kept: Vec<_> = report.kept().collect();
    assert_eq!(kept, [("Log", "codes", 1), ("Log", "raw", 1), ("Log", "site", 1)]);
}

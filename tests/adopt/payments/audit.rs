//! Findings of an audit in the payments.

use super::{payments, rows};
use crate::audit::groups;

#[tokio::test]
async fn audit_finds_no_difference() {
    let report = payments().await.audit().send().await.unwrap();
    assert_eq!(groups(&report), [], "{report}");
    assert_eq!((report.scanned, report.fits, report.expired), (rows().len(), rows().len() - 1, 1));
    // The times of the other library, and what the structs do not have.
    let times =
        ["Account", "Payment", "Receipt", "Subscription"].map(|entity| [(entity, "_ct"), (entity, "_md")]);
    let others = [
        ("Account", "PaymentDetails"),
        ("Payment", "DataBlob"),
        ("Payment", "note"),
        ("Payment", "tags"),
        ("Receipt", "Email"),
        ("Receipt", "lines"),
        ("Subscription", "ended"),
        ("Subscription", "trial"),
    ];
    let mut expected = [times.as_flattened(), &others].concat();
    expected.sort_unstable();
    assert_eq!(report.kept().map(|(entity, path, _)| (entity, path)).collect::<Vec<_>>(), expected);
}

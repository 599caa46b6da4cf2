//! An audit finds what a backfill would change or leave, on random items.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::Entity as _;
use dynamodel::op::{Divergence, DivergenceKind as Kind, Finding};

use super::{Video, Videos, audit, item, video};
use crate::support::raw::{Item, n, s};
use crate::support::store::write;
use crate::support::world::table;

const TRIALS: usize = 400;

/// Returns `true` if a backfill changes the item for this reason, or leaves it.
fn concerns_backfill(finding: &Finding) -> bool {
    match &finding.divergence {
        // The expiry time is stored as a put stores it, whereas other fields keep their form.
        Divergence::Attribute { path, stored, .. } => {
            stored.is_none() && !path.contains(['.', '[']) || ["expires", "ends_at"].contains(&path.as_str())
        }
        // A put refuses an implausible expiry time, which a backfill keeps.
        Divergence::Unwritable { error } => error.path() != Some("ends_at"),
        _ => true,
    }
}

/// Removes an attribute, stores another value in it, or adds one.
fn change(item: &mut Item, random: &mut fastrand::Rng) {
    let mut names: Vec<String> =
        item.keys().filter(|name| !["pk", "sk", "type"].contains(&name.as_str())).cloned().collect();
    names.extend(["description", "expires", "ends_at", "rating", "gsi2pk"].map(str::to_owned));
    names.sort();
    let name = random.choice(names).unwrap();
    let values = [
        AttributeValue::Null(true),
        AttributeValue::L(vec![s("b"), s("a")]),
        s("x"),
        s("a#b"),
        s("2020"),
        n(7),
        n(4_000_000_000),
        n(4_000_000_000_000),
    ];
    match random.choice(values).filter(|_| random.u8(..3) > 0) {
        // An index takes only strings as keys.
        Some(value) if name.starts_with("gsi") && !value.is_s() => {}
        Some(value) => drop(item.insert(name, value)),
        None => drop(item.remove(&name)),
    }
}

#[tokio::test]
async fn audit_finds_what_a_backfill_changes_or_leaves() {
    let table = table::<Videos>().await;
    let mut random = fastrand::Rng::with_seed(11);
    let mut seen = std::collections::BTreeMap::<Kind, usize>::new();
    for _ in 0..TRIALS {
        let genre = random.bool().then(|| "news".to_owned());
        let mut item = item(&Video { genre, ..video(1) });
        for _ in 0..random.usize(..3) {
            change(&mut item, &mut random);
        }
        write(&table, item.clone()).await;
        let report = audit(&table).await;
        let done = table.backfill::<Video>().dry_run().send().await.unwrap();
        let found = report.findings().any(concerns_backfill);
        assert_eq!(found, done.rewritten + done.left.len() > 0, "{report}\n{done:?}\n{item:#?}");
        for finding in report.findings() {
            *seen.entry(finding.divergence.kind()).or_default() += 1;
        }
    }
    let expected = [
        Kind::Malformed,
        Kind::Unwritable,
        Kind::IndexKeyMissing,
        Kind::IndexKeyExtra,
        Kind::IndexKeyUnknown,
        Kind::IndexKeyDiffers,
        Kind::OldName,
        Kind::AttributeAdded,
        Kind::AttributeRemoved,
        Kind::AttributeDiffers,
    ];
    assert!(expected.iter().all(|kind| seen.contains_key(kind)), "{seen:?}");
    assert!(video(1).create().send(&table).await.unwrap_err().is_already_exists());
}

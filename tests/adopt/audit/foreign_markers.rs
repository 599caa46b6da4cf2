//! Markers that another program has stored.

use dynamodel::op::DivergenceKind;
use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use super::{audit, groups};
use crate::planted::plant;
use crate::support::raw::{Item, item, n, s};
use crate::support::store::with;
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "U#{id}", sk = "U")]
struct User {
    id: u64,
    #[entity(unique(pk = "E#{email:lower:any}", sk = "E"))]
    email: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "app", type_attribute = "_et")]
enum App {
    User(User),
}

/// A user of another program with her marker, whose type the model does not know.
async fn world() -> TableClient<App> {
    let table = table::<App>().await;
    let user = with(with(with(item("U#7", "U"), "_et", s("User")), "id", n(7)), "email", s("Ann@b.org"));
    let claim: Item = with(with(item("E#ann@b.org", "E"), "_et", s("claim")), "user_id", s("7"));
    plant(&table, [user, claim]).await;
    table
}

#[tokio::test]
async fn marker_without_an_owner_is_a_finding_of_its_item() {
    let table = world().await;
    let report = audit(&table).await;
    assert_eq!(groups(&report), [(Some("User"), DivergenceKind::MarkerDiffers, "email", 1)]);
    assert!(report.to_string().contains("`_owner` at pk \"E#ann@b.org\""), "{report}");
    assert_eq!((report.fits, report.differs), (1, 1));
}

#[tokio::test]
async fn marker_with_its_owner_fits_whatever_its_type_is() {
    let table = world().await;
    table.backfill::<User>().send().await.unwrap();
    let report = audit(&table).await;
    assert!(report.is_clean(), "{report}");
    // The owner is checked as that of the library's own markers.
    User::delete(7).send(&table).await.unwrap();
    let claim = with(with(item("E#ann@b.org", "E"), "_et", s("claim")), "user_id", s("7"));
    let owner = aws_sdk_dynamodb::types::AttributeValue::M(item("U#7", "U"));
    plant(&table, [with(claim, "_owner", owner)]).await;
    assert_eq!(groups(&audit(&table).await), [(Some("User"), DivergenceKind::MarkerOrphaned, "email", 1)]);
}

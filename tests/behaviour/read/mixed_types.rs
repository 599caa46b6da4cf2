//! Patterns whose ranges can hold items of another kind.

use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, n, s};
use crate::support::store::{with, write};
use crate::support::world::table;

/// An item in the partition of a tenant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_tenant", pk = "tenant-{tenant}", sk = "{kind}-{number}")]
struct Thing {
    tenant: u8,
    kind: String,
    number: u8,
}

/// Between the things.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_tenant", pk = "tenant-{tenant}", sk = "m{number}")]
struct Marker {
    tenant: u8,
    number: u8,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tenants", type_attribute = "type")]
enum Tenants {
    Thing(Thing),
    Marker(Marker),
}

fn thing(kind: &str) -> Thing {
    Thing { tenant: 1, kind: kind.to_owned(), number: 1 }
}

fn marker(number: u8) -> Marker {
    Marker { tenant: 1, number }
}

async fn filled() -> TableClient<Tenants> {
    let table = table::<Tenants>().await;
    for kind in ["a", "m001", "m100", "z"] {
        thing(kind).create().send(&table).await.unwrap();
    }
    for number in [1, 2, 200] {
        marker(number).create().send(&table).await.unwrap();
    }
    table
}

#[tokio::test]
async fn each_pattern_has_its_own_kind() {
    let table = filled().await;
    let things = ["a", "m001", "m100", "z"].map(thing);
    let markers = [1, 2, 200].map(marker);
    assert_eq!(Thing::of_tenant(1).all(&table).await.unwrap(), things);
    assert_eq!(Marker::of_tenant(1).all(&table).await.unwrap(), markers);
    assert_eq!(Thing::of_tenant(1).count(&table).await.unwrap(), 4);
    assert_eq!(Marker::of_tenant(1).count(&table).await.unwrap(), 3);
    assert_eq!(Marker::of_tenant(1).range(1..=2).count(&table).await.unwrap(), 2);
    assert_eq!(Marker::of_tenant(1).range(1..2).all(&table).await.unwrap(), markers[..1]);
    assert_eq!(Thing::of_tenant(1).prefix("m001").all(&table).await.unwrap(), things[1..2]);
    assert_eq!(Thing::of_tenant(1).rev().first(&table).await.unwrap(), Some(things[3].clone()));
    assert_eq!(Marker::of_tenant(1).rev().take(2).count(&table).await.unwrap(), 2);
}

#[tokio::test]
async fn pages_of_one_kind_skip_the_other() {
    let table = filled().await;
    let whole = Marker::of_tenant(1).all(&table).await.unwrap();
    for (take, size) in [(1, 1), (2, 1), (2, 3), (3, 7)] {
        let (mut walked, mut cursor) = (Vec::new(), None);
        loop {
            let page =
                Marker::of_tenant(1).take(take).page_size(size).after(cursor).page(&table).await.unwrap();
            assert!(!page.items.is_empty());
            walked.extend(page.items);
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(walked, whole, "{take} by {size}");
    }
}

#[tokio::test]
async fn a_strict_read_sees_what_a_filter_would_hide() {
    let table = filled().await;
    assert_eq!(Marker::of_tenant(1).strict().count(&table).await.unwrap(), 3);
    let alien = with(item("tenant-1", "m150"), "type", s("Alien"));
    write(&table, with(alien, "number", n(150))).await;
    assert_eq!(Marker::of_tenant(1).all(&table).await.unwrap().len(), 3);
    assert_eq!(Marker::of_tenant(1).count(&table).await.unwrap(), 3);
    assert!(Marker::of_tenant(1).strict().all(&table).await.unwrap_err().is_unknown_type());
    assert!(Marker::of_tenant(1).strict().count(&table).await.unwrap_err().is_unknown_type());
    assert_eq!(Marker::of_tenant(1).strict().range(1..=2).count(&table).await.unwrap(), 2);
}

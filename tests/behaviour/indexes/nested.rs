//! Indexes over a part of a nested field.

use dynamodel::{Document, Entity, Error, Table};
use serde::{Deserialize, Serialize};

use crate::support::store::content;
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Place {
    city: String,
    floor: Option<i16>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "desk-{id}", sk = "_root")]
#[key(index = "gsi1", name = "in_city", pk = "city-{place.city}", sk = "{id}")]
struct Desk {
    id: u32,
    place: Place,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "desks", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Desks {
    Desk(Desk),
}

fn desk(city: &str) -> Desk {
    Desk { id: 1, place: Place { city: city.to_owned(), floor: None } }
}

#[tokio::test]
async fn a_key_follows_whichever_way_its_part_is_changed() -> Result<(), Error> {
    let fresh = table::<Desks>().await;
    desk("b").put().send(&fresh).await?;
    let before = desk("a");
    for update in [
        before.update().with(|desk| desk.place.city = "b".to_owned()),
        before.update().set(Desk::FIELDS.place.city, "b"),
        before.update().set(Desk::FIELDS.place, desk("b").place),
    ] {
        let table = table::<Desks>().await;
        before.create().send(&table).await?;
        update.send(&table).await?;
        assert_eq!(content(&table).await, content(&fresh).await);
    }
    // What was loaded is relied on.
    let late = before.update().with(|desk| desk.place.city = "c".to_owned()).send(&fresh).await;
    assert!(late.unwrap_err().is_conflict());
    Ok(())
}

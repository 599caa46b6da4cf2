//! Fields that the library fills in, and flattened maps.

use std::collections::BTreeMap;

use super::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "bag-{id}", sk = "_root")]
struct Bag {
    id: u32,
    #[serde(alias = "sum", default)]
    total: u32,
    #[serde(alias = "modified")]
    #[entity(updated_at)]
    changed: jiff::Timestamp,
    #[serde(flatten)]
    rest: BTreeMap<String, u32>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "bags", type_attribute = "kind")]
enum Bags {
    Bag(Bag),
}

fn bag(rest: &str) -> Bag {
    let rest = [(rest.to_owned(), 1)].into();
    Bag { id: 1, total: 2, changed: jiff::Timestamp::UNIX_EPOCH, rest }
}

#[tokio::test]
async fn a_time_that_each_write_fills_in_loses_its_older_name() -> Result<(), Error> {
    let table = table::<Bags>().await;
    bag("x").create().send(&table).await?;
    for loaded in [false, true] {
        let mut item = stored(&table).await.into_values().next().unwrap();
        let changed = item.remove("changed").unwrap();
        write(&table, with(item, "modified", changed)).await;
        let before = Bag::get(1).required().send(&table).await?;
        if loaded {
            before.update().set(Bag::FIELDS.total, 4).send(&table).await?;
        } else {
            Bag::update(1).set(Bag::FIELDS.total, 3).send(&table).await?;
        }
        let after = Bag::get(1).required().send(&table).await?;
        assert!(after.total > 2 && after.changed >= before.changed, "{after:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_flattened_map_cannot_have_an_older_name_of_a_field() -> Result<(), Error> {
    let table = table::<Bags>().await;
    let error = bag("sum").create().send(&table).await.unwrap_err();
    assert!(error.is_malformed_item() && error.path() == Some("sum"), "{error}");
    bag("x").create().send(&table).await
}

//! Loaded values whose items have fields under older names.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Document, Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

use super::stored_at;
use crate::support::raw::{Item, item, n, s};
use crate::support::store::{stored, write};
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Home {
    #[serde(alias = "postCode")]
    zip: String,
    #[serde(default)]
    floor: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "cat-{id}", sk = "_root")]
struct Cat {
    id: u64,
    name: String,
    #[serde(alias = "ownerName")]
    owner: String,
    home: Home,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cats", type_attribute = "type")]
enum Cats {
    Cat(Cat),
}

fn older() -> Item {
    let home = [("postCode", s("8001")), ("color", s("red"))].map(|(name, value)| (name.to_owned(), value));
    let mut cat = item("cat-1", "_root");
    cat.extend(
        [
            ("type", s("Cat")),
            ("id", n(1)),
            ("name", s("tom")),
            ("ownerName", s("ann")),
            ("home", AttributeValue::M(HashMap::from(home))),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    );
    cat
}

async fn plant(table: &TableClient<Cats>) -> Cat {
    write(table, older()).await;
    Cat::get(1).send(table).await.unwrap().unwrap()
}

#[tokio::test]
async fn an_item_with_older_names_is_updated_whatever_is_changed() {
    let table = table::<Cats>().await;
    let changes: [fn(&mut Cat); 4] = [
        |cat| cat.name.push('a'),
        |cat| cat.owner.push('a'),
        |cat| cat.home.floor = 1,
        |cat| cat.home.zip.push('a'),
    ];
    for change in changes {
        let loaded = plant(&table).await;
        let mut wanted = loaded.clone();
        change(&mut wanted);
        loaded.update().with(change).send(&table).await.unwrap();
        assert_eq!(Cat::get(1).send(&table).await.unwrap().unwrap(), wanted);
        let home = stored_at(&table, "cat-1").await["home"].clone();
        assert_eq!(home.as_m().unwrap()["color"], s("red"));
    }
    let loaded = plant(&table).await;
    loaded.move_to(&Cat { id: 2, ..loaded.clone() }).send(&table).await.unwrap();
}

#[tokio::test]
async fn what_another_has_written_under_an_older_name_is_a_conflict() {
    let table = table::<Cats>().await;
    let loaded = plant(&table).await;
    let mut other = older();
    other.insert("ownerName".to_owned(), s("bob"));
    write(&table, other).await;
    let before = stored(&table).await;
    let error = loaded.update().with(|cat| cat.owner.push('a')).send(&table).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    let error = loaded.move_to(&Cat { id: 2, ..loaded.clone() }).send(&table).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert_eq!(stored(&table).await, before);
}

//! Changes of fields of which the primary key holds a form, and of the keys that are made of it.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

use crate::support::store::stored;
use crate::support::world::table;

/// Upper and lower case are one key; an index has the name as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "store-{name:upper}", sk = "_root")]
#[key(index = "gsi1", name = "by_name", pk = "named-{name}", sk = "{rank}")]
#[key(index = "gsi2", name = "ending", pk = "all", sk = "{end}#{name:upper}")]
struct Store {
    name: String,
    rank: u8,
    end: u32,
}

/// Whoever has no manager is in no index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "emp-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_manager", pk = "manager-{manager}", sk = "{level}")]
struct Emp {
    id: u32,
    manager: Option<u32>,
    level: u8,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "stores", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
enum Stores {
    Store(Store),
    Emp(Emp),
}

fn rome() -> Store {
    Store { name: "Rome".to_owned(), rank: 1, end: 2 }
}

#[tokio::test]
async fn a_loaded_update_changes_the_case_of_a_key_field() {
    let table = table::<Stores>().await;
    rome().create().send(&table).await.unwrap();
    rome().update().set(Store::FIELDS.name, "ROME").send(&table).await.unwrap();
    let now = Store { name: "ROME".to_owned(), ..rome() };
    assert_eq!(Store::get("rome").send(&table).await.unwrap(), Some(now.clone()));
    assert_eq!(Store::by_name("ROME").all(&table).await.unwrap(), std::slice::from_ref(&now));
    assert!(Store::by_name("Rome").all(&table).await.unwrap().is_empty());
    now.update().with(|store| store.name = "rome".to_owned()).send(&table).await.unwrap();
    assert_eq!(Store::by_name("rome").all(&table).await.unwrap().len(), 1);
    assert_eq!(stored(&table).await.len(), 1);
}

#[tokio::test]
async fn another_key_is_refused_by_an_update_and_the_same_by_a_move() {
    let table = table::<Stores>().await;
    rome().create().send(&table).await.unwrap();
    let before = stored(&table).await;
    let error = rome().update().set(Store::FIELDS.name, "Oslo").send(&table).await.unwrap_err();
    assert!(error.is_invalid_key() && error.to_string().contains("use `move_to`"), "{error}");
    let kept = Store { name: "ROME".to_owned(), ..rome() };
    let error = rome().move_to(&kept).send(&table).await.unwrap_err();
    assert!(error.is_invalid_key() && error.to_string().contains("use `update`"), "{error}");
    assert_eq!(stored(&table).await, before);
}

/// Another writer changes the case, and with it the key of an index.
#[tokio::test]
async fn a_form_of_the_key_that_has_changed_is_a_conflict() {
    let table = table::<Stores>().await;
    rome().create().send(&table).await.unwrap();
    rome().update().set(Store::FIELDS.name, "ROME").send(&table).await.unwrap();
    let error = rome().update().set(Store::FIELDS.rank, 9).send(&table).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    // What is made of the form alone is known from the key.
    Store::update("rome").set(Store::FIELDS.end, 7).send(&table).await.unwrap();
    let ending = Store::ending().all(&table).await.unwrap();
    assert_eq!((ending[0].end, &*ending[0].name), (7, "ROME"));
}

#[tokio::test]
async fn an_optional_component_is_removed_by_key() {
    let table = table::<Stores>().await;
    let emp = Emp { id: 1, manager: Some(2), level: 3 };
    emp.create().send(&table).await.unwrap();
    Emp::update(1).remove(Emp::FIELDS.manager).send(&table).await.unwrap();
    assert!(Emp::by_manager(2).all(&table).await.unwrap().is_empty());
    assert_eq!(Emp::get(1).send(&table).await.unwrap(), Some(Emp { manager: None, ..emp }));
    let item = stored(&table).await.into_values().next().unwrap();
    assert!(!item.contains_key("gsi1pk") && !item.contains_key("gsi1sk"), "{item:?}");
}

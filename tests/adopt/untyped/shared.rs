//! Keys that several entities share do not tell the type of an item without one.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

use crate::planted::plant;
use crate::support::raw::{item, s};
use crate::support::store::with;
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "ACCOUNT#{name}", sk = "ACCOUNT")]
struct Person {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "ACCOUNT#{name}", sk = "ACCOUNT")]
struct Organization {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "accounts", type_attribute = "kind", shared(Person, Organization))]
enum Accounts {
    Person(Person),
    Organization(Organization),
}

#[tokio::test]
async fn the_message_asks_for_the_attribute() {
    let table = table::<Accounts>().await;
    plant(&table, [with(item("ACCOUNT#ann", "ACCOUNT"), "name", s("ann"))]).await;
    let error = Person { name: "ann".to_owned() }.put().send(&table).await.unwrap_err();
    assert!(error.is_untyped(), "{error:?}");
    let remedy = "nothing was written: give it the attribute, since entities of this table share keys (`shared(..)`), so \
                  the key does not tell the type";
    assert!(error.to_string().contains(remedy), "{error}");
}

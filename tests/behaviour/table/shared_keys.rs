//! Two kinds that deliberately have one key.

use dynamodel::{BatchGet, Entity, Table, transact_get};
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, s};
use crate::support::store::{stored, with, write};
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "account-{name}", sk = "_root")]
struct Person {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "account-{name}", sk = "_root")]
struct Organization {
    name: String,
    seats: u8,
}

/// Shares the key too, and has a lookup.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "account-{name}", sk = "_root")]
#[lookup(name = "of_owner", pk = "owner-{owner}", sk = "{name}")]
struct Bot {
    name: String,
    owner: u8,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "accounts", type_attribute = "type", shared(Person, Organization, Bot))]
enum Accounts {
    Person(Person),
    Organization(Organization),
    Bot(Bot),
}

fn name() -> String {
    "acme".to_owned()
}

#[tokio::test]
async fn the_other_is_absent_for_a_get_and_in_the_way_for_a_write() {
    let table = table::<Accounts>().await;
    let person = Person { name: name() };
    let (organization, bot) = (Organization { name: name(), seats: 5 }, Bot { name: name(), owner: 1 });
    person.create().send(&table).await.unwrap();
    let before = stored(&table).await;

    assert_eq!(Person::get("acme").send(&table).await.unwrap(), Some(person.clone()));
    assert_eq!(Organization::get("acme").send(&table).await.unwrap(), None);
    assert_eq!(Bot::get("acme").send(&table).await.unwrap(), None);
    let both = transact_get((Person::get("acme"), Organization::get("acme"))).send(&table).await.unwrap();
    assert_eq!(both, (Some(person.clone()), None));
    let batch = BatchGet::<Accounts, Accounts>::new().and(Organization::get("acme")).and(Person::get("acme"));
    assert_eq!(batch.send(&table).await.unwrap(), [None, Some(Accounts::Person(person.clone()))]);

    for error in [
        organization.put().send(&table).await.unwrap_err(),
        bot.put().send(&table).await.unwrap_err(),
        organization.delete().send(&table).await.unwrap_err(),
        Bot::delete("acme").send(&table).await.unwrap_err(),
    ] {
        assert!(error.is_held_by_other(), "{error}");
        assert_eq!(error.key(), Some(("account-acme", Some("_root"))));
    }
    assert!(organization.create().send(&table).await.unwrap_err().is_already_exists());
    assert!(bot.create().send(&table).await.unwrap_err().is_already_exists());
    assert_eq!(stored(&table).await, before);

    person.put().send(&table).await.unwrap();
    person.delete().send(&table).await.unwrap();
    bot.put().send(&table).await.unwrap();
    bot.put().send(&table).await.unwrap();
    assert_eq!(Person::get("acme").send(&table).await.unwrap(), None);
    assert!(person.put().send(&table).await.unwrap_err().is_held_by_other());
    bot.delete().send(&table).await.unwrap();
    organization.put().send(&table).await.unwrap();
    assert_eq!(Accounts::scan().all(&table).await.unwrap(), [Accounts::Organization(organization)]);
}

#[tokio::test]
async fn unknown_item_under_the_key_fails_a_create() {
    let table = table::<Accounts>().await;
    write(&table, with(item("account-acme", "_root"), "type", s("Alien"))).await;
    let before = stored(&table).await;
    let person = Person { name: name() };
    assert!(person.put().send(&table).await.unwrap_err().is_held_by_other());
    assert!(person.delete().send(&table).await.unwrap_err().is_held_by_other());
    assert!(Person::get("acme").send(&table).await.unwrap_err().is_type_mismatch());
    assert_eq!(stored(&table).await, before);
    write(&table, item("account-acme", "_root")).await;
    assert!(person.put().send(&table).await.unwrap_err().is_untyped());
    assert!(Person::delete("acme").send(&table).await.unwrap_err().is_untyped());
    assert!(Person::get("acme").send(&table).await.unwrap_err().is_untyped());
}

//! Updates of loaded values whose items another program has stored.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Entity as _, TableClient};

use crate::foreign::models::{Address, State, User, Users, changes, forms, told, user};
use crate::foreign::stored_at;
use crate::support::raw::{Item, n, s};
use crate::support::store::{stored, write};
use crate::support::world::table;

async fn load(table: &TableClient<Users>) -> User {
    User::get(1).send(table).await.unwrap().unwrap()
}

/// Writes another attribute into the item.
async fn interfere(table: &TableClient<Users>, name: &str, value: AttributeValue) {
    let mut item = stored_at(table, "user-1").await;
    item.insert(name.to_owned(), value);
    write(table, item).await;
}

fn member<'i>(item: &'i Item, name: &str, member: &str) -> Option<&'i AttributeValue> {
    item.get(name)?.as_m().ok()?.get(member)
}

#[tokio::test]
async fn a_foreign_item_is_updated_whatever_is_changed() {
    let table = table::<Users>().await;
    for (form, item) in forms() {
        for (change, by, _) in changes() {
            write(&table, item.clone()).await;
            let loaded = load(&table).await;
            let mut wanted = loaded.clone();
            by(&mut wanted);
            let sent = loaded.update().with(by).send(&table).await;
            assert!(sent.is_ok(), "{change} of {form}: {}", sent.unwrap_err());
            assert_eq!(told(&load(&table).await), told(&wanted), "{change} of {form}");
            let after = stored_at(&table, "user-1").await;
            assert_eq!(after["legacy"], s("kept"), "{change} of {form}");
            for (outer, inner) in [("address", "zip"), ("by_day", "mon")] {
                let kept = member(&item, outer, inner);
                assert_eq!(member(&after, outer, inner), kept, "{outer}.{inner} after {change} of {form}");
            }
        }
    }
}

#[tokio::test]
async fn concurrent_write_of_a_foreign_item_is_a_conflict() {
    let table = table::<Users>().await;
    for (form, item) in forms() {
        for (change, by, (name, value)) in changes() {
            write(&table, item.clone()).await;
            let loaded = load(&table).await;
            interfere(&table, name, value).await;
            let before = stored(&table).await;
            let error = loaded.update().with(by).send(&table).await.unwrap_err();
            assert!(error.is_conflict(), "{change} of {form}: {error}");
            assert_eq!(stored(&table).await, before, "{change} of {form}");
        }
    }
}

#[tokio::test]
async fn an_index_key_follows_in_a_foreign_item() {
    let table = table::<Users>().await;
    for (form, item) in forms() {
        write(&table, item).await;
        load(&table).await.update().set(User::FIELDS.state, State::Away).send(&table).await.unwrap();
        let away = User::by_state(&State::Away).all(&table).await.unwrap();
        let live = User::by_state(&State::Live).all(&table).await.unwrap();
        assert_eq!((away.len(), live.len()), (1, 0), "{form}");
    }
}

#[tokio::test]
async fn concurrent_changes_of_other_attributes_stay() {
    let table = table::<Users>().await;
    for (form, item) in forms() {
        write(&table, item).await;
        let loaded = load(&table).await;
        interfere(&table, "name", s("bob")).await;
        interfere(&table, "rank", n(3)).await;
        loaded.update().with(|user| user.nick = Some("b".to_owned())).send(&table).await.unwrap();
        let after = stored_at(&table, "user-1").await;
        assert_eq!((&after["name"], &after["rank"], &after["nick"]), (&s("bob"), &n(3), &s("b")), "{form}");
    }
}

#[tokio::test]
async fn a_foreign_item_costs_one_request_more_and_our_own_none() {
    let (faults, plain) = crate::support::world::faulty::<Users>().await;
    let client = TableClient::<Users>::new(faults.client());
    for (at, (form, item)) in forms().into_iter().enumerate() {
        write(&plain, item).await;
        let loaded = load(&plain).await;
        faults.reset();
        loaded.update().with(|user| user.address = Address::default()).send(&client).await.unwrap();
        loaded.update().with(|user| user.nick = Some("a".to_owned())).send(&client).await.unwrap();
        let most = if at == 0 { 2 } else { 3 };
        assert!(faults.operations().len() <= most, "{form}: {:?}", faults.operations());
    }
}

#[tokio::test]
async fn equality_by_number_hides_no_write() {
    let table = table::<Users>().await;
    write(&table, forms().remove(1).1).await;
    let loaded = load(&table).await;
    interfere(&table, "logins", n(5)).await;
    assert_eq!(loaded, load(&table).await);
    let error = loaded.update().with(|user| user.logins += 1).send(&table).await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
}

#[tokio::test]
async fn a_condition_on_a_foreign_item_fails_as_a_condition() {
    let table = table::<Users>().await;
    for (form, item) in forms() {
        write(&table, item).await;
        let change = load(&table).await.update().with(|user| user.logins += 1);
        let error = change.condition(User::FIELDS.name.eq("bob")).send(&table).await.unwrap_err();
        assert!(error.is_condition_failed() && !error.is_conflict(), "{form}: {error}");
        assert_eq!(told(&error.met::<User>().unwrap().unwrap()).split(' ').next(), Some("ann"), "{form}");
    }
}

#[tokio::test]
async fn update_returns_the_old_and_the_new_foreign_item() {
    let table = table::<Users>().await;
    for (form, item) in forms() {
        write(&table, item.clone()).await;
        let loaded = load(&table).await;
        let new = loaded.update().with(|user| user.logins = 9).returning_new().send(&table).await.unwrap();
        assert_eq!(new.logins, 9, "{form}");
        write(&table, item).await;
        let old = loaded.update().with(|user| user.logins = 9).returning_old().send(&table).await.unwrap();
        assert_eq!(told(&old), told(&User { by_day: old.by_day.clone(), ..user() }), "{form}");
    }
}

#[tokio::test]
async fn a_foreign_item_is_updated_exactly_once() {
    let table = table::<Users>().await;
    for (form, item) in forms() {
        write(&table, item).await;
        let loaded = load(&table).await;
        let sent = loaded.update().with(|user| user.logins += 1).exactly_once().send(&table).await;
        assert!(sent.is_ok(), "{form}: {}", sent.unwrap_err());
        assert_eq!(load(&table).await.logins, 1, "{form}");
    }
}

#[tokio::test]
async fn set_creates_a_missing_map() {
    let table = table::<Users>().await;
    for (form, item) in forms() {
        write(&table, item.clone()).await;
        let loaded = load(&table).await;
        let city = loaded.update().set(User::FIELDS.address.city, "x");
        city.set(User::FIELDS.note, "n").send(&table).await.unwrap();
        let tag = loaded.update().set(User::FIELDS.tags.at(0), "t".to_owned());
        tag.send(&table).await.unwrap();
        let after = load(&table).await;
        assert_eq!((after.address.city.as_str(), after.tags), ("x", vec!["t".to_owned()]), "{form}");
        let kept = member(&item, "address", "zip");
        assert_eq!(member(&stored_at(&table, "user-1").await, "address", "zip"), kept, "{form}");
        write(&table, item).await;
        let wanted = User::FIELDS.name.eq("bob");
        let sent = loaded.update().set(User::FIELDS.address.city, "x").condition(wanted).send(&table).await;
        assert!(sent.unwrap_err().is_condition_failed(), "{form}");
    }
}

//! Shapes of tables: typed by their keys, boxed and generic variants, several in one program.

use dynamodel::{Document, Entity, KeySegment, Table, TableClient};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::support::model::{User, YouTube};
use crate::support::raw::{item, n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::{client, name, table};
use crate::support::youtube::at;

/// A table whose items have no type attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_room", pk = "room-{room}", sk = "door-{door}")]
#[lookup(name = "of_colour", pk = "colour-{colour}", sk = "{room}-{door}")]
struct Door {
    room: u8,
    door: u8,
    colour: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "lowercase")]
enum Colour {
    Red,
    Green,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_room", pk = "room-{room}", sk = "lamp-{lamp}")]
struct Lamp {
    room: u8,
    lamp: u8,
    #[serde(default)]
    bulb: Bulb,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Document)]
struct Bulb {
    watts: u8,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "rooms")]
enum Rooms {
    Door(Door),
    Lamp(Box<Lamp>),
}

/// One kind of envelope for each content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(bound = "T: Serialize + DeserializeOwned")]
#[key(pk = "letter-{id}", sk = "_root")]
struct Envelope<T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static> {
    id: Id,
    content: T,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
#[serde(transparent)]
struct Id(u32);

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "letters", pk = "PK", sk = "SK", type_attribute = "kind", revision_attribute = "rev")]
enum Letters {
    Text(Envelope<String>),
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "bills", type_attribute = "kind")]
enum Bills {
    Bill(Envelope<u64>),
    User(Box<User>),
}

fn door(door: u8, colour: Colour) -> Door {
    Door { room: 1, door, colour }
}

fn lamp(lamp: u8) -> Lamp {
    Lamp { room: 1, lamp, bulb: Bulb { watts: 60 } }
}

async fn rooms() -> TableClient<Rooms> {
    let table = table::<Rooms>().await;
    door(1, Colour::Red).create().send(&table).await.unwrap();
    door(2, Colour::Green).create().send(&table).await.unwrap();
    lamp(1).create().send(&table).await.unwrap();
    Lamp { room: 11, ..lamp(1) }.create().send(&table).await.unwrap();
    table
}

#[tokio::test]
async fn without_a_type_attribute_the_key_says_what_an_item_is() {
    let table = rooms().await;
    assert!(stored(&table).await.values().all(|item| !item.contains_key("type")));
    let (red, green) = (door(1, Colour::Red), door(2, Colour::Green));
    assert_eq!(Door::of_room(1).all(&table).await.unwrap(), [red.clone(), green.clone()]);
    assert_eq!(Lamp::of_room(1).all(&table).await.unwrap(), [lamp(1)]);
    assert_eq!(Door::of_colour(&Colour::Red).all(&table).await.unwrap(), std::slice::from_ref(&red));
    assert_eq!(Door::of_room(1).count(&table).await.unwrap(), 2);
    assert_eq!(Door::get(1, 2).send(&table).await.unwrap(), Some(green.clone()));
    assert_eq!(Rooms::scan().count(&table).await.unwrap(), 4);
    let all = Rooms::scan().all(&table).await.unwrap();
    for item in [Rooms::from(red), Rooms::from(green), Rooms::Lamp(Box::new(lamp(1)))] {
        assert!(all.contains(&item), "{item:?}");
    }
    assert_eq!(Rooms::scan().with_copies().count(&table).await.unwrap(), 6);
    door(1, Colour::Green).put().send(&table).await.unwrap();
    assert_eq!(Door::of_colour(&Colour::Red).count(&table).await.unwrap(), 0);
    door(1, Colour::Green).delete().send(&table).await.unwrap();
    assert_eq!(stored(&table).await.len(), 4);
}

#[tokio::test]
async fn an_item_that_something_else_has_read_is_decoded_to_its_entity() {
    let table = rooms().await;
    let items: Vec<_> = stored(&table).await.into_values().collect();
    let doors: Vec<_> = items.iter().filter_map(|item| Door::from_item::<Rooms>(item.clone()).ok()).collect();
    let red = door(1, Colour::Red);
    assert_eq!(doors.iter().filter(|found| **found == red).count(), 2, "the item and its copy");
    let item = lamp(1).to_item::<Rooms>().unwrap();
    assert!(items.contains(&item));
    let error = Door::from_item::<Rooms>(item.clone()).unwrap_err();
    assert!(error.is_type_mismatch(), "{error}");
    assert_eq!(Lamp::from_item::<Rooms>(item).unwrap(), lamp(1));
}

#[test]
fn an_item_of_another_program_is_read_by_its_type_attribute() {
    let user = with(item("user-1", "_root"), "entity_type", s("User"));
    assert!(User::from_item::<YouTube>(user).unwrap_err().is_malformed_item());
    let video = with(item("user-1", "_root"), "entity_type", s("Video"));
    assert!(User::from_item::<YouTube>(video).unwrap_err().is_type_mismatch());
    assert!(User::from_item::<YouTube>(item("user-1", "_root")).unwrap_err().is_untyped());
}

#[tokio::test]
async fn an_item_that_something_else_has_read_is_the_variant_that_it_is() {
    let table = rooms().await;
    let decoded: Vec<_> =
        stored(&table).await.into_values().map(|item| Rooms::from_item(item).unwrap()).collect();
    let red = Rooms::from(door(1, Colour::Red));
    assert_eq!(decoded.iter().filter(|item| **item == red).count(), 2, "the item and its copy");
    assert!(decoded.contains(&Rooms::Lamp(Box::new(lamp(1)))));
    assert!(Rooms::from_item(item("room-1", "window-1")).unwrap_err().is_unknown_type());
    let lamp = with(item("user-1", "_root"), "entity_type", s("Lamp"));
    assert!(YouTube::from_item(lamp).unwrap_err().is_unknown_type());
    let user = with(item("user-1", "_root"), "entity_type", s("User"));
    assert!(YouTube::from_item(user).unwrap_err().is_malformed_item());
}

#[tokio::test]
async fn without_a_type_attribute_a_key_of_another_form_is_foreign() {
    let table = rooms().await;
    for sk in ["door-x", "door-", "door-0003", "door-003#", "door-999999"] {
        write(&table, with(item("room-1", sk), "room", n(1))).await;
    }
    let page = Door::of_room(1).page(&table).await.unwrap();
    assert_eq!((page.items.len(), page.skipped), (2, 5));
    assert_eq!(Door::of_room(1).count(&table).await.unwrap(), 2, "as many as are read");
    assert_eq!(Door::of_room(1).take(2).all(&table).await.unwrap().len(), 2);
    assert!(Door::of_room(1).strict().all(&table).await.unwrap_err().is_unknown_type());
    assert_eq!(Rooms::scan().page(&table).await.unwrap().skipped, 5);
    assert_eq!(Rooms::scan().count(&table).await.unwrap(), 4);
}

#[tokio::test]
async fn an_adopted_item_without_what_the_struct_needs_is_malformed() {
    let table = table::<Rooms>().await;
    write(&table, item("room-1", "door-001")).await;
    let error = Door::get(1, 1).send(&table).await.unwrap_err();
    assert!(error.is_malformed_item(), "{error}");
    assert_eq!(error.key(), Some(("room-1", Some("door-001"))));
    let item = with(with(item("room-1", "door-001"), "room", n(1)), "door", n(1));
    write(&table, with(item, "colour", s("red"))).await;
    assert_eq!(Door::get(1, 1).send(&table).await.unwrap(), Some(door(1, Colour::Red)));
}

#[tokio::test]
async fn an_entity_with_a_parameter_lives_in_two_tables() {
    let client = client();
    let letters = Letters::table(client.clone()).named(name("letters"));
    let bills = Bills::table(client.clone()).named(name("bills"));
    let youtube = YouTube::table(client).named(name("youtube"));
    letters.create().await.unwrap();
    bills.create().await.unwrap();
    youtube.create().await.unwrap();
    let text = Envelope { id: Id(1), content: "hello".to_owned() };
    let bill = Envelope { id: Id(1), content: 995_u64 };
    let user = User { user_id: 1, user_name: "alice".to_owned(), created_at: at(0) };
    text.create().send(&letters).await.unwrap();
    bill.create().send(&bills).await.unwrap();
    user.create().send(&bills).await.unwrap();

    assert_eq!(Envelope::<String>::get(&Id(1)).send(&letters).await.unwrap(), Some(text.clone()));
    assert_eq!(Envelope::<u64>::get(&Id(1)).send(&bills).await.unwrap(), Some(bill.clone()));
    assert_eq!(Letters::scan().all(&letters).await.unwrap(), [Letters::Text(text)]);
    let all = Bills::scan().all(&bills).await.unwrap();
    assert!(all.contains(&Bills::User(Box::new(user))) && all.contains(&bill.into()));
    assert_eq!(User::get(1).send(&youtube).await.unwrap(), None);
    assert!(stored(&letters).await.values().all(|item| item.contains_key("PK") && item.contains_key("kind")));
}

#[tokio::test]
async fn one_type_has_a_table_for_each_environment() {
    let client = client();
    let [test, live] = ["test", "live"].map(|stage| YouTube::table(client.clone()).named(name(stage)));
    test.create().await.unwrap();
    live.create().await.unwrap();
    let user = User { user_id: 1, user_name: "alice".to_owned(), created_at: at(0) };
    user.create().send(&test).await.unwrap();
    assert_eq!(User::get(1).send(&test).await.unwrap(), Some(user));
    assert_eq!(User::get(1).send(&live).await.unwrap(), None);
}

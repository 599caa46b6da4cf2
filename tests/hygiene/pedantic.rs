//! Every generated item, under all lints.

use dynamodel::{Collection, Document, Entity, KeySegment, Projection};
use serde::{Deserialize, Serialize};

/// Newtype.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, KeySegment)]
pub struct UserId(u64);

/// Fieldless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// First.
    Closed,
    /// Second.
    Open,
}

/// Nested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Document)]
pub struct Address {
    city: String,
    zip: u32,
}

/// With a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Entity)]
#[key(pk = "draft-{id}", sk = "_root")]
#[entity(draft(name = "NewDrafted", derive(Clone, Debug, PartialEq, Eq, Deserialize)))]
pub struct Drafted<T> {
    /// Documented.
    pub id: u64,
    /// Of any type.
    pub body: T,
    #[entity(version)]
    version: u64,
    #[entity(created_at)]
    created_at: Option<std::time::SystemTime>,
}

/// With everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Entity)]
#[key(
    name = "of_user",
    pk = "user-{user_id}",
    sk = "{status}#{address.city}#{number:08:desc}#{name:escaped}"
)]
#[lookup(
    name = "in_city",
    pk = "city-{address.city}",
    sk = "{address.zip}#{status}#{user_id}#{number}#{name}"
)]
#[lookup(name = "by_name", pk = "name-{name}", sk = "{user_id}#{status}#{address.city}#{number}#{flag}")]
#[lookup(
    name = "by_flag",
    pk = "flag-{flag}",
    sk = "{user_id}#{status}#{address.city}#{number}#{name:escaped}",
    project(include(address))
)]
#[key(index = "gsi1", name = "by_status", pk = "{status}", sk = "{number}", project(keys_only))]
#[lookup(unique, name = "by_number", pk = "number-{number}", sk = "_root")]
#[entity(
    delimiter = "#",
    type_name = "ORDER",
    unique(user_id, flag),
    unique(pk = "NAME#{name:lower}", sk = "MARKER")
)]
pub struct Order {
    user_id: UserId,
    #[entity(in_key)]
    status: Status,
    address: Address,
    number: u32,
    name: String,
    flag: bool,
}

/// A part.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Projection)]
#[projection(of = Order)]
pub struct Place {
    status: Status,
    address: Address,
}

/// Without sort key, lookup or field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Entity)]
#[key(name = "all", pk = "settings")]
pub struct Settings {
    #[serde(rename = "Theme")]
    theme: String,
}

/// Generic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Entity)]
#[key(name = "of_kind", pk = "envelope-{kind}", sk = "id-{id}")]
pub struct Envelope<T> {
    kind: T,
    id: u64,
    #[entity(unique)]
    seal: Option<T>,
}

/// Several of a city.
#[derive(Clone, Debug, PartialEq, Eq, Collection)]
#[collection(name = "in_city", pk = "city-{city}")]
pub enum InCity {
    /// An order.
    #[pattern(OrderInCity)]
    Order(Box<Order>),
}

/// An instance, with its letters.
#[derive(Clone, Debug, PartialEq, Eq, Collection)]
#[collection(name = "of_kind", pk = "envelope-{kind}", rev)]
pub struct Letters {
    /// Parent.
    #[collection(parent)]
    pub last: Option<Last>,
    /// Children.
    #[collection(children)]
    #[pattern(EnvelopeOfKind<u8>)]
    pub letters: Vec<Envelope<u8>>,
}

/// Behind all letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Entity)]
#[key(pk = "envelope-{kind}", sk = "last")]
pub struct Last {
    kind: u8,
}

#[test]
fn compiles() -> Result<(), dynamodel::Error> {
    let _ = Order::of_user(&UserId(3)).prefix(Status::Open);
    let _ = Order::in_city("Ulm").range(1..2);
    let _ = Order::by_name("a").prefix(&UserId(3));
    let at = Order::by_flag(true).filter(Order::BY_FLAG_FIELDS.address.city.eq("Ulm")).project::<Place>();
    let _ = (at, Order::by_status(&Status::Open).keys());
    let _ = (InCity::in_city("Ulm"), Letters::of_kind(3));
    let _ = Settings::get();
    let _ = Settings::all();
    Settings::decode_key("settings")?;
    let _ = Envelope::<u8>::of_kind(&3).range(1..2);
    Ok(())
}

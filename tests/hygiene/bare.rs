//! Nothing is taken from the prelude.
#![no_implicit_prelude]

use super::no_prelude::{Name, User, UserByName};

/// Nested.
#[derive(::serde::Serialize, ::serde::Deserialize, ::dynamodel::Document)]
pub struct Address {
    city: ::std::string::String,
}

/// Table.
#[derive(::dynamodel::Table)]
#[table(name = "things", type_attribute = "kind")]
pub enum Things {
    /// Someone.
    User(::std::boxed::Box<User>),
}

/// Several.
#[derive(::dynamodel::Collection)]
#[collection(name = "of", pk = "name-{type}")]
pub enum Several {
    /// Copies.
    #[pattern(UserByName)]
    User(::std::boxed::Box<User>),
}

/// A parent with children.
#[derive(::dynamodel::Collection)]
#[collection(name = "with", pk = "name-{name}")]
pub struct WithSeveral {
    /// Parent.
    #[collection(parent)]
    pub name: ::std::option::Option<::std::boxed::Box<Name>>,
    /// Children.
    #[collection(children)]
    pub several: ::std::vec::Vec<Several>,
}

#[test]
fn collections_are_read_by_functions() {
    let _ = (Several::of("alice"), WithSeveral::with("alice"));
    let _ = Address { city: ::std::convert::From::from("Ulm") };
}

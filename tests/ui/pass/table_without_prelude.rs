//! The expansion names everything by its full path.
#![no_implicit_prelude]
#![deny(missing_docs)]

/// What would be found instead.
pub mod shadow {
    /// Not the one of `core`.
    pub enum Option {}
    /// Not the one of `core`.
    pub enum Result {}
}
use ::renamed as dynamodel_by_another_name;
use shadow::{Option, Result};

/// The crate by another name.
extern crate dynamodel as renamed;

/// Someone.
#[derive(::serde::Serialize, ::serde::Deserialize, dynamodel_by_another_name::Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[entity(crate = "::renamed")]
pub struct User {
    /// His number.
    pub id: u64,
}

/// Everything, with the name of a keyword.
#[derive(dynamodel_by_another_name::Table)]
#[table(name = "things", type_attribute = "kind", crate = "::renamed")]
pub enum r#type {
    /// Someone.
    r#fn(::std::boxed::Box<User>),
}

/// Uses what shadows.
pub fn unused(_: Option, _: Result) {}

fn main() {
    ::std::assert_eq!(<r#type as ::renamed::Table>::META.ident, "type");
}

//! A table and its indexes among names of the prelude that mean something else, under a keyword for a name.

/// Shadows the names of the prelude.
pub mod shadow {
    /// Not the one of `core`.
    pub enum Option {}
    /// Not the one of `core`.
    pub enum Result {}
}
use ::dynamodel as renamed;
use shadow::{Option, Result};

/// Someone.
#[derive(::serde::Serialize, ::serde::Deserialize, renamed::Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[key(index = "by_name", name = "by_name", pk = "name-{name}", sk = "{id}")]
#[entity(crate = "renamed")]
pub struct User {
    /// Number.
    pub id: u64,
    /// Name, if there is one.
    pub name: ::std::option::Option<::std::string::String>,
}

/// Everything, with the name of a keyword.
#[derive(renamed::Table)]
#[allow(non_camel_case_types, reason = "a keyword is what is tried")]
#[table(name = "things", type_attribute = "kind", crate = "renamed")]
#[index(name = "by_name", pk = "by_name_pk", sk = "by_name_sk")]
pub enum r#type {
    /// Someone.
    r#fn(::std::boxed::Box<User>),
}

/// Uses what shadows.
pub const fn unused(_: Option, _: Result) {}

#[test]
fn the_name_is_without_its_prefix() {
    ::std::assert_eq!(<r#type as renamed::Table>::META.ident, "type");
    ::std::assert_eq!(<r#type as renamed::Table>::META.indexes[0].name, "by_name");
    ::std::assert_eq!(::std::format!("{}", User::FIELDS.name), "name");
}

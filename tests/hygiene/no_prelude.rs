//! Names of the prelude mean something else here.
//!
//! The module is not `#![no_implicit_prelude]`, because that removes `#[diagnostic::..]` too, which entities and key
//! segments need for their messages. The other derives are tested in `bare`.

macro_rules! shadow {
    ($($name:ident)*) => {$(
        /// Not that of the prelude.
        pub struct $name;
    )*};
}
shadow!(Option Some None Result Ok Err Vec String Box Send Sync Copy Clone Into From TryFrom TryInto);
shadow!(Default Iterator IntoIterator Extend AsRef AsMut Drop Fn FnMut FnOnce PartialEq Eq ToOwned ToString);

/// Fieldless.
#[derive(::serde::Serialize, ::serde::Deserialize, ::dynamodel::KeySegment)]
pub enum Status {
    /// First.
    Closed,
    /// Second.
    Open,
}

/// Newtype.
#[derive(::serde::Serialize, ::serde::Deserialize, ::dynamodel::KeySegment)]
pub struct UserId(::std::string::String);

/// Newtype that is checked.
#[derive(::serde::Serialize, ::serde::Deserialize, ::dynamodel::KeySegment)]
#[serde(from = "::std::string::String")]
pub struct Slug(::std::string::String);

impl ::core::convert::From<::std::string::String> for Slug {
    fn from(text: ::std::string::String) -> Self {
        Self(text)
    }
}

/// Nested.
#[derive(::serde::Serialize, ::serde::Deserialize, ::dynamodel::Document)]
pub struct Address {
    city: ::std::string::String,
}

/// Entity.
#[derive(::serde::Serialize, ::serde::Deserialize, ::dynamodel::Entity)]
#[key(pk = "user-{id}", sk = "{status}#{address.city}#{slug}")]
#[lookup(unique, name = "by_alias", pk = "alias-{name}", sk = "_root")]
#[lookup(name = "by_name", pk = "name-{name}", sk = "user-{id}#{status}#{address.city}#{slug}")]
#[lookup(
    name = "by_slug",
    pk = "slug-{slug}",
    sk = "{id}#{status}#{address.city}",
    project(include(address))
)]
pub struct User {
    #[entity(in_key)]
    id: UserId,
    status: Status,
    address: Address,
    slug: Slug,
    #[entity(unique(scope = id))]
    name: ::std::string::String,
    #[entity(unique)]
    alias: ::std::option::Option<::std::string::String>,
}

/// A part.
#[derive(::serde::Deserialize, ::dynamodel::Projection)]
#[projection(of = User)]
pub struct Named {
    id: UserId,
    address: Address,
}

/// A part of a part.
#[derive(::serde::Deserialize, ::dynamodel::Projection)]
#[projection(of = User)]
pub struct Located {
    #[projection(path = address.city)]
    town: ::std::string::String,
}

/// Table.
#[derive(::dynamodel::Table)]
#[table(name = "things", type_attribute = "kind")]
pub enum Things {
    /// Someone.
    User(User),
}

/// Several.
#[derive(::dynamodel::Collection)]
#[collection(name = "of", pk = "name-{type}")]
pub enum Several {
    /// Copies.
    #[pattern(UserByName)]
    User(::std::boxed::Box<User>),
}

/// The parent's key is given.
#[derive(::serde::Serialize, ::serde::Deserialize, ::dynamodel::Entity)]
#[key(pk = "name-{name}", sk = "!{name}")]
pub struct Name {
    name: ::std::string::String,
}

/// A parent with children.
#[derive(::dynamodel::Collection)]
#[collection(name = "with", pk = "name-{name}")]
pub struct WithUsers {
    /// Parent.
    #[collection(parent)]
    pub name: ::std::option::Option<::std::boxed::Box<Name>>,
    /// Children.
    #[collection(children)]
    #[pattern(UserByName)]
    pub users: ::std::vec::Vec<::std::boxed::Box<User>>,
}

/// A parent that is needed.
#[derive(::dynamodel::Collection)]
#[collection(name = "with_all", pk = "name-{name}")]
pub struct WithSeveral {
    /// Parent.
    #[collection(parent)]
    pub name: ::std::boxed::Box<Name>,
    /// Children.
    #[collection(children)]
    pub several: ::std::vec::Vec<Several>,
}

#[test]
fn collections_are_read_by_functions() {
    let _ = (Several::of("alice"), WithUsers::with("alice"), WithSeveral::with_all("alice"));
}

#[test]
fn keys_are_written_from_their_templates() {
    let id = || UserId(::std::convert::From::from("a"));
    let _ = User::by_slug(&Slug(::std::convert::From::from("s"))).prefix(id()).project::<Named>();
    let _ = |Named { id, address }: Named| (id, address);
    let _ = User::by_slug(&Slug(::std::convert::From::from("s"))).prefix(id()).project::<Located>();
    let _ = |Located { town }: Located| town;
    let user = User {
        id: id(),
        status: Status::Open,
        address: Address { city: ::std::convert::From::from("Ulm") },
        slug: Slug(::std::convert::From::from("s")),
        name: ::std::convert::From::from("alice"),
        alias: ::std::option::Option::Some(::std::convert::From::from("al")),
    };
    let key = ::dynamodel::Entity::primary_key(&user).expect("values that fit");
    ::std::assert_eq!(key.pk(), "user-a");
    ::std::assert_eq!(::dynamodel::__private::Stored::write_markers(&user).len(), 2);
    let _ = User::by_alias("alice");
    ::std::assert_eq!(key.sk(), ::std::option::Option::Some("Open#Ulm#s"));
}

//! Nothing is taken from the prelude.
#![no_implicit_prelude]

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
#[lookup(name = "by_name", pk = "name-{name}", sk = "{id}#{status}#{address.city}#{slug}")]
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

#[test]
fn keys_are_written_from_their_templates() {
    let id = || UserId(::std::convert::From::from("a"));
    let _ = User::by_name("alice").prefix(id());
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
    ::std::assert_eq!(::dynamodel::Entity::write_markers(&user).len(), 2);
    let _ = User::by_alias("alice");
    ::std::assert_eq!(key.sk(), ::std::option::Option::Some("Open#Ulm#s"));
}

//! Types, names and templates that come from a macro.

use dynamodel::{Collection, Entity, KeySegment};
use serde::{Deserialize, Serialize};

macro_rules! entities {
    ($($(#[$doc:meta])* $name:ident $field:ident: $type:ty = $pk:literal $sk:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Serialize, Deserialize, Entity)]
        #[key(name = "listed", pk = $pk, sk = $sk)]
        pub struct $name {
            #[entity(in_key)]
            $field: $type,
        }
    )*};
}

entities! {
    /// Entity.
    User id: u64 = "user-{id}" "_root";
    /// Entity.
    Group name: String = "group" "{name}";
    /// Entity.
    Site slug: Slug = "site-{slug}" "{slug}";
}

macro_rules! collections {
    ($($(#[$doc:meta])* $name:ident $children:ident $function:literal $pk:expr, $parent:ty = $pattern:path, $child:ty, $all:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Collection)]
        #[collection(name = $function, pk = $pk)]
        pub enum $name {
            /// The only one.
            #[pattern($pattern)]
            One($parent),
        }

        $(#[$doc])*
        #[derive(Collection)]
        #[collection(name = $function, pk = $pk)]
        pub struct $children {
            /// Parent.
            #[collection(parent)]
            pub parent: $parent,
            /// Children.
            #[collection(children)]
            pub children: $all,
            $(#[$doc])*
            #[cfg(any())]
            pub none: $child,
        }
    )*};
}

collections! {
    /// Collection.
    Some Family "of" "user-{key}", User = UserListed, Pet, Vec<Pet>;
}

/// Entity.
#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{owner}", sk = "pet-{name}")]
pub struct Pet {
    owner: u64,
    name: String,
}

macro_rules! newtypes {
    ($($(#[$doc:meta])* $name:ident($type:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Serialize, Deserialize, KeySegment)]
        pub struct $name($type);
    )*};
}

newtypes! {
    /// Newtype.
    Slug(String);
}

#[test]
fn keys_are_written_from_their_templates() -> Result<(), dynamodel::Error> {
    let _ = (Some::of(3).rev(), Family::of(3).take(2));
    let _ = Group::listed().range("a".."b");
    assert_eq!(User::key(3)?.pk(), "user-3");
    assert_eq!(Group::key("staff")?.sk(), Some("staff"));
    assert_eq!(Site::key(&Slug("home".to_owned()))?.pk(), "site-home");
    Ok(())
}

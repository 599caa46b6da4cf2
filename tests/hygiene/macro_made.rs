//! Types, names and templates that come from a macro.

use dynamodel::{Entity, KeySegment};
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
    let _ = Group::listed().range("a".."b");
    assert_eq!(User::key(3)?.pk(), "user-3");
    assert_eq!(Group::key("staff")?.sk(), Some("staff"));
    assert_eq!(Site::key(&Slug("home".to_owned()))?.pk(), "site-home");
    Ok(())
}

//! Names of the user's that the expansion might have used for its own.

use serde::{Deserialize, Serialize};

/// Not ours.
pub trait Entity {
    /// Not ours.
    fn write_keys(&self) -> u8 {
        0
    }
}

/// Not ours.
pub trait KeySegment {
    /// Not ours.
    fn as_arg(&self) -> u8 {
        0
    }
    /// Not ours.
    fn segment(&self) -> u8 {
        0
    }
}

impl<T> Entity for T {}
impl<T> KeySegment for T {}

/// Raw names, and fields named like what stands in the expansion.
#[derive(Serialize, Deserialize, dynamodel::Entity)]
#[key(name = "r#match", pk = "{type}-{key}-{index}", sk = "{pk}#{sk}#{id}")]
pub struct r#Struct {
    r#type: u64,
    key: String,
    #[entity(unique(scope = key))]
    index: bool,
    #[entity(unique)]
    pk: char,
    sk: u8,
    #[entity(unique)]
    id: Id,
}

/// Newtype.
#[derive(Serialize, Deserialize, dynamodel::KeySegment)]
pub struct Id {
    value: u32,
}

/// A type by the name of a parameter of the expansion.
#[derive(Serialize, Deserialize, dynamodel::KeySegment)]
pub enum S {
    /// One.
    Some,
    /// The other.
    None,
}

/// Entity.
#[derive(Serialize, Deserialize, dynamodel::Entity)]
#[key(pk = "{s}", sk = "{s}")]
pub struct Option {
    s: S,
    #[entity(unique)]
    at: u8,
}

/// Type parameters, a projection and an entity by the names of the expansion's parameters.
#[derive(Serialize, Deserialize, dynamodel::Entity)]
#[key(pk = "{id}", sk = "pair")]
pub struct F<E, P> {
    id: u8,
    first: E,
    second: P,
}

/// A part of an item.
#[derive(Serialize, Deserialize, dynamodel::Projection)]
#[projection(of = F<u8, u16>)]
pub struct P {
    second: u16,
}

/// A nested struct.
#[derive(Clone, Serialize, Deserialize, dynamodel::Document)]
pub struct R<E, P> {
    first: E,
    second: P,
}

#[test]
fn keys_are_written_from_their_templates() -> Result<(), dynamodel::Error> {
    let _ = r#Struct::r#match(3, "k", true).prefix(('a', 2, Id { value: 3 }));
    let key = r#Struct::key(3, "k", true, 'a', 2, &Id { value: 3 })?;
    assert_eq!((key.pk(), key.sk()), ("3-k-true", Some("a#002#0000000003")));
    assert_eq!(Option::key(&S::None)?.pk(), "None");
    Ok(())
}

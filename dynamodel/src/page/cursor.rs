//! Cursors: texts that only the query accepts which issued them.
//!
//! The bytes before base64url are the version, the fingerprint of the table's name and the query (16 bytes), the position
//! as JSON and, with secrets, the HMAC-SHA-256 of all that. The position is a list of key attributes
//! (`[["pk","S","user-3"], ..]`). For segments and shards it is a list of those: `null` for one that has ended, `[]` for one
//! that has not begun.

use crate::error::cursor::CursorError;
use std::fmt;
use std::str::FromStr;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::sync::Arc;

use super::CursorKey;
use super::secret::SIGNATURE_BYTES;
use crate::schema::item::Item;

const VERSION: u8 = 2;
const FINGERPRINT_BYTES: usize = 16;

/// The end of a page: an opaque text that can be given to a client and back.
///
/// It resumes only the query that issued it, with the table's name, access pattern, partition, range and direction of
/// that. Any other query fails with [`Error::is_invalid_cursor`](crate::error::Error::is_invalid_cursor). Page sizes may
/// differ. A cursor stays valid across restarts. A client can read and forge an unsigned one (see
/// [`cursor_secrets`](crate::client::TableClient::cursor_secrets)), but never leave the range of its query.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor(String);

/// Issues the cursors of one query, and accepts them.
#[derive(Clone)]
pub(crate) struct Issuer {
    fingerprint: [u8; FINGERPRINT_BYTES],
    keys: Arc<[CursorKey]>,
}

impl Issuer {
    /// Creates the issuer of a query on the table with this name. `query` names everything else that a cursor is bound to.
    pub(crate) fn new(table: &str, query: &str, keys: Arc<[CursorKey]>) -> Self {
        let digest: [u8; 32] = Sha256::digest(format!("{table:?} {query}")).into();
        let mut fingerprint = [0; FINGERPRINT_BYTES];
        fingerprint.copy_from_slice(&digest[..FINGERPRINT_BYTES]);
        Self { fingerprint, keys }
    }

    /// Returns the cursor behind the item with this key.
    pub(crate) fn issue(&self, key: &Item) -> Cursor {
        self.seal(&to_json(key))
    }

    /// Returns the cursor behind the items with these keys, one for each segment: an empty one for a segment that has not
    /// begun, `None` for one that has ended.
    pub(crate) fn issue_segments<'i>(&self, keys: impl Iterator<Item = Option<&'i Item>>) -> Cursor {
        self.seal(&keys.map(|key| key.map_or(serde_json::Value::Null, to_json)).collect())
    }

    fn seal(&self, position: &serde_json::Value) -> Cursor {
        let mut bytes = vec![VERSION];
        bytes.extend(self.fingerprint);
        bytes.extend(position.to_string().into_bytes());
        if let Some(signer) = self.keys.first() {
            bytes.extend(signer.sign(&bytes));
        }
        Cursor(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Returns the key in a cursor of this query.
    pub(crate) fn accept(&self, cursor: &Cursor) -> Result<Item, CursorError> {
        item(self.open(cursor)?).ok_or(CursorError::Malformed)
    }

    /// Returns the keys in a cursor of segments or shards.
    pub(crate) fn accept_segments(&self, cursor: &Cursor) -> Result<Vec<Option<Item>>, CursorError> {
        let positions: Vec<Option<Attributes>> = self.open(cursor)?;
        let key = |attributes: Option<Attributes>| match attributes {
            Some(attributes) => item(attributes).map(Some).ok_or(CursorError::Malformed),
            None => Ok(None),
        };
        positions.into_iter().map(key).collect()
    }

    fn open<P: DeserializeOwned>(&self, cursor: &Cursor) -> Result<P, CursorError> {
        let bytes = URL_SAFE_NO_PAD.decode(&cursor.0).map_err(|_| CursorError::Malformed)?;
        let signed = self.verified(&bytes)?;
        let (version, rest) = signed.split_first().ok_or(CursorError::Malformed)?;
        if *version != VERSION {
            return Err(CursorError::Malformed);
        }
        let (fingerprint, json) = rest.split_at_checked(FINGERPRINT_BYTES).ok_or(CursorError::Malformed)?;
        if fingerprint != self.fingerprint {
            return Err(CursorError::OtherQuery);
        }
        serde_json::from_slice(json).map_err(|_| CursorError::Malformed)
    }

    fn verified<'b>(&self, bytes: &'b [u8]) -> Result<&'b [u8], CursorError> {
        if self.keys.is_empty() {
            return Ok(bytes);
        }
        let end = bytes.len().checked_sub(SIGNATURE_BYTES).ok_or(CursorError::Signature)?;
        let (signed, signature) = bytes.split_at(end);
        let valid = self.keys.iter().any(|key| key.verify(signed, signature));
        if valid { Ok(signed) } else { Err(CursorError::Signature) }
    }
}

/// The name, type and text of each key attribute.
type Attributes = Vec<(String, String, String)>;

fn to_json(key: &Item) -> serde_json::Value {
    let mut attributes: Vec<_> = key.iter().filter_map(|(name, value)| Some((name, typed(value)?))).collect();
    attributes.sort();
    let attributes = attributes.into_iter();
    attributes.map(|(name, (kind, text))| serde_json::json!([name, kind, text])).collect()
}

fn typed(value: &AttributeValue) -> Option<(&'static str, String)> {
    match value {
        AttributeValue::S(text) => Some(("S", text.clone())),
        AttributeValue::N(number) => Some(("N", number.clone())),
        AttributeValue::B(bytes) => Some(("B", URL_SAFE_NO_PAD.encode(bytes))),
        // No key attribute has another type.
        _ => None,
    }
}

fn item(attributes: Attributes) -> Option<Item> {
    let value = |kind: &str, text: String| {
        Some(match kind {
            "S" => AttributeValue::S(text),
            "N" => AttributeValue::N(text),
            "B" => AttributeValue::B(Blob::new(URL_SAFE_NO_PAD.decode(text).ok()?)),
            _ => return None,
        })
    };
    attributes.into_iter().map(|(name, kind, text)| Some((name, value(&kind, text)?))).collect()
}

impl Cursor {
    /// Returns the text.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let page = Comment::of_video(7).take(1).page(&table).await?;
    /// let text = page.cursor.as_ref().map(|cursor| cursor.as_str());
    /// let next = Comment::of_video(7).after(text.unwrap_or_default()).page(&table).await?;
    /// assert_eq!(next.items.len(), 2);
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cursor").field(&self.0).finish()
    }
}

/// Accepts any text: the query checks it.
impl FromStr for Cursor {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl From<String> for Cursor {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Cursor {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

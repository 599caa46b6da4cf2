//! The secrets that sign cursors.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::sync::Arc;

use crate::error::Error;
use crate::error::Kind;

pub(super) const SIGNATURE_BYTES: usize = 32;
const BLOCK_BYTES: usize = 64;

/// The minimum length of a secret: 128 bits. NIST requires at least 112 bits of an HMAC key.
/// <https://doi.org/10.6028/NIST.SP.800-131Ar2>, section 10
const MIN_SECRET_BYTES: usize = 16;

/// A secret that signs cursors.
#[derive(Clone)]
pub(crate) struct CursorKey(Hmac<Sha256>);

/// Returns the keys of these secrets.
pub(crate) fn cursor_keys<S: AsRef<[u8]>>(
    secrets: impl IntoIterator<Item = S>,
) -> Result<Arc<[CursorKey]>, Error> {
    let keys = secrets.into_iter().map(|secret| CursorKey::new(secret.as_ref()));
    let keys: Arc<[_]> = keys.collect::<Result<_, _>>()?;
    if keys.is_empty() { Err(Error::new(Kind::NoCursorSecret)) } else { Ok(keys) }
}

impl CursorKey {
    fn new(secret: &[u8]) -> Result<Self, Error> {
        if secret.len() < MIN_SECRET_BYTES {
            return Err(Error::new(Kind::ShortCursorSecret { bytes: secret.len(), least: MIN_SECRET_BYTES }));
        }
        // The digest of a secret is as strong a key and fits into a block.
        let mut key = [0; BLOCK_BYTES];
        key[..SIGNATURE_BYTES].copy_from_slice(&Sha256::digest(secret));
        Ok(Self(Hmac::new(&key.into())))
    }

    pub(super) fn sign(&self, bytes: &[u8]) -> [u8; SIGNATURE_BYTES] {
        let mut mac = self.0.clone();
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    pub(super) fn verify(&self, bytes: &[u8], signature: &[u8]) -> bool {
        let mut mac = self.0.clone();
        mac.update(bytes);
        mac.verify_slice(signature).is_ok()
    }
}

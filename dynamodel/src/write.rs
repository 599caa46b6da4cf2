//! Writes: from a change and its conditions to requests, and from their outcome to a result or an error.

pub(crate) mod alias;
pub(crate) mod condition;
pub(crate) mod drive;
pub(crate) mod lookups;
pub(crate) mod malformed;
pub(crate) mod plan;
pub(crate) mod refusal;
pub(crate) mod refused_update;
pub(crate) mod request;
pub(crate) mod returns;
pub(crate) mod send;
pub(crate) mod unchanged;
pub(crate) mod unique;
pub(crate) mod version;

//! Writes: from changes and conditions to requests, and from their outcome to a result or an error.

pub(crate) mod alias;
pub(crate) mod condition;
pub(crate) mod delivery;
pub(crate) mod draft;
pub(crate) mod drive;
mod fold;
pub(crate) mod guard;
pub(crate) mod malformed;
pub(crate) mod member;
mod misfit;
pub(crate) mod plan;
mod refusal;
pub(crate) mod request;
pub(crate) mod returns;
pub(crate) mod satellites;
pub(crate) mod unchanged;
pub(crate) mod updated;
pub(crate) mod version;

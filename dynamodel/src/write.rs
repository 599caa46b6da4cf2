//! Writes: from changes and conditions to requests, and from their outcome to a result or an error.

pub(crate) mod alias;
mod assumed;
pub(crate) mod claim;
pub(crate) mod condition;
pub(crate) mod delivery;
pub(crate) mod draft;
pub(crate) mod drive;
pub(crate) mod fold;
pub(crate) mod group;
pub(crate) mod guard;
pub(crate) mod malformed;
mod marker;
pub(crate) mod member;
mod misfit;
pub(crate) mod operation;
pub(crate) mod plan;
pub(crate) mod refusal;
pub(crate) mod request;
pub(crate) mod returns;
pub(crate) mod satellites;
pub(crate) mod unchanged;
mod unknown_key;
pub(crate) mod updated;
pub(crate) mod version;

pub(crate) use claim::{Claim, Taken};
pub(crate) use condition::{Conditions, already_exists, held_by_other, is_other};
pub(crate) use delivery::Delivery;
pub(crate) use draft::{Changes, Draft, Subject, WriteOptions};
pub(crate) use group::Group;
pub(crate) use guard::{
    Guard, exists_condition, first_revision, has_own_type, increment, own_type, still, typed,
};
pub(crate) use malformed::EvenIfMalformed;
pub(crate) use member::{Failure, Verdict, Write};
pub(crate) use operation::{Bound, KnownOutput, NoOutput, TransactOperation, TransactPart, Untyped};
pub(crate) use plan::{Change, Effect, Plan};
pub(crate) use request::Request;
pub(crate) use returns::{
    ExactlyOnce, NewItem, OldItem, ReturnKind, Returns, UpdatedAttributes, send, send_with_throttle_retry,
};
pub(crate) use satellites::Satellite;
pub(crate) use unchanged::{MAX_COMPARED, Unchanged, decoded, stored_name, whole};
pub(crate) use unknown_key::UnknownKey;
pub(crate) use version::Expected;

//! The write of an update.

use super::by_key::Updating;
use super::loaded::Editing;
use crate::error::Error;
use crate::item::ItemKey;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::schema::entity::EntityMeta;
use crate::schema::item::Item;
use crate::write::{Failure, Plan, Verdict, Write};

/// An update by key or of a loaded value.
pub(crate) enum UpdateWrite {
    ByKey(Box<Updating>),
    Loaded(Box<Editing>),
}

impl UpdateWrite {
    /// Returns `true` if a missing item cannot be created instead: a version is required.
    pub(crate) fn requires_item(&self) -> bool {
        matches!(self, Self::ByKey(update) if update.requires_item())
    }
}

impl Write for UpdateWrite {
    fn key(&self) -> &ItemKey {
        match self {
            Self::ByKey(update) => update.key(),
            Self::Loaded(update) => update.key(),
        }
    }

    fn reads(&self, entity: &EntityMeta) -> bool {
        match self {
            Self::ByKey(update) => update.reads(entity),
            Self::Loaded(update) => update.reads(entity),
        }
    }

    fn plan<E: Stored, T: Holds<E>>(&self, before: Option<Item>) -> Result<Plan, Error> {
        match self {
            Self::ByKey(update) => update.plan::<E, T>(before),
            Self::Loaded(update) => update.plan::<E, T>(before),
        }
    }

    fn plan_unread<E: Stored, T: Holds<E>>(&self) -> Result<Option<Plan>, Error> {
        match self {
            Self::ByKey(update) => update.plan_unread::<E, T>(),
            Self::Loaded(update) => update.plan_unread::<E, T>(),
        }
    }

    fn refused<E: Stored, T: Holds<E>>(&self, plan: &Plan, failure: Failure) -> Verdict {
        match self {
            Self::ByKey(update) => update.refused::<E, T>(plan, failure),
            Self::Loaded(update) => update.refused::<E, T>(plan, failure),
        }
    }
}

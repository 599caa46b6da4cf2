//! The changes of one transaction, in the tables of both layouts.

use crate::error::{Error, Kind};
use crate::expr::Expr;
use crate::item::name_of;
use crate::schema::{item::Item, table::TableMeta};
use crate::write::{Change, Claim, Effect, fold::fold};

/// A table of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Source,
    Target,
}

/// A change in one of the tables.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) side: Side,
    pub(super) change: Change,
}

impl Step {
    pub(super) fn source(change: Change) -> Self {
        Self { side: Side::Source, change }
    }

    pub(super) fn target(change: Change) -> Self {
        Self { side: Side::Target, change }
    }
}

/// The tables, to find the changes of one item.
#[derive(Clone, Copy)]
pub(super) struct Tables {
    pub(super) source: &'static TableMeta,
    pub(super) target: &'static TableMeta,
    /// Both layouts are in one table.
    pub(super) are_one: bool,
}

impl Tables {
    pub(super) fn of(&self, side: Side) -> &'static TableMeta {
        match side {
            Side::Source => self.source,
            Side::Target => self.target,
        }
    }

    /// Returns the name of an item, and the table unless both are one.
    pub(super) fn place(&self, side: Side, item: &Item) -> (Side, String) {
        (if self.are_one { Side::Target } else { side }, name_of(self.of(side), item))
    }
}

/// The changes of a transaction, at most one for each item.
pub(super) struct Steps {
    tables: Tables,
    pub(super) all: Vec<Step>,
}

impl Steps {
    pub(super) fn new(tables: Tables) -> Self {
        Self { tables, all: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn position(&self, step: &Step) -> Option<usize> {
        let place = self.tables.place(step.side, &step.change.item);
        self.all.iter().position(|other| self.tables.place(other.side, &other.change.item) == place)
    }

    pub(super) fn changes(&self, side: Side, key: &Item) -> bool {
        let place = self.tables.place(side, key);
        self.all.iter().any(|step| self.tables.place(step.side, &step.change.item) == place)
    }

    /// Adds a change of an item that no other one changes.
    pub(super) fn add(&mut self, step: Step) -> Result<(), Error> {
        if self.position(&step).is_some() {
            let error = Error::new(Kind::ItemTwice { first: 0 });
            return Err(crate::item::key_context(self.tables.of(step.side), &step.change.item, error));
        }
        self.all.push(step);
        Ok(())
    }

    /// Adds the removal of an item, or of a copy or marker, which another change may write anew.
    pub(super) fn remove(&mut self, step: Step) {
        let Some(position) = self.position(&step) else { return self.all.push(step) };
        let owner = self.tables.of(step.side).owner_attribute;
        let written = &mut self.all[position].change;
        if let Some(folded) = fold(written, &step.change) {
            *written = folded;
        } else if matches!(written.effect, Effect::Put | Effect::Update(_)) {
            // A copy without an owner may be replaced.
            let condition = written.condition.take();
            written.condition = condition.map(|condition| Expr::any([condition, Expr::absent(owner)]));
        }
    }

    /// Lets a unique value be that another item has, and returns `true`, if this step would release it.
    pub(super) fn leave(&mut self, position: usize) -> bool {
        match self.all.get_mut(position) {
            Some(step) if matches!(step.change.claim, Some(Claim::Releases)) => {
                step.change = step.change.clone().leaving();
                true
            }
            _ => false,
        }
    }
}

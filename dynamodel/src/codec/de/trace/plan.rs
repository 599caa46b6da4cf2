//! The paths through a type that are still to be read.

use std::cell::{Cell, RefCell};

/// The maximum number of paths. A type with more is in doubt everywhere.
const MAX_PATHS: usize = 2000;

/// The choices of one path, such as which field of a struct is read, and the fields found to be in doubt.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The choices from the outside in.
    choices: RefCell<Vec<Choice>>,
    /// The number of choices that the current attempt has made.
    made: Cell<usize>,
    is_in_doubt: Cell<bool>,
    /// The fields of the item itself, once its struct is known.
    fields: Cell<Option<&'static [&'static str]>>,
    doubts: Vec<&'static str>,
    is_all_in_doubt: bool,
    paths: usize,
}

#[derive(Clone, Copy, Debug)]
struct Choice {
    chosen: usize,
    among: usize,
}

impl Plan {
    /// Chooses one of several parts; the first ones first. `None` if there is none.
    pub(super) fn choose(&self, among: usize) -> Option<usize> {
        let mut choices = self.choices.borrow_mut();
        let at = self.made.get();
        self.made.set(at + 1);
        if at == choices.len() && among > 0 {
            choices.push(Choice { chosen: 0, among });
        }
        choices.get(at).filter(|choice| choice.among == among).map(|choice| choice.chosen)
    }

    /// Chooses a field of a struct, such as that of the item itself.
    pub(super) fn choose_field(
        &self,
        fields: &'static [&'static str],
        is_item: bool,
    ) -> Option<&'static str> {
        if is_item && !fields.is_empty() {
            self.fields.set(Some(fields));
        }
        fields.get(self.choose(fields.len())?).copied()
    }

    /// Notes that this path leads to a set, or is not understood.
    pub(super) fn doubt(&self) {
        self.is_in_doubt.set(true);
    }

    /// Goes on to the next path. Returns `false` after the last.
    pub(super) fn advance(&mut self) -> bool {
        self.paths += 1;
        self.made.set(0);
        if self.is_in_doubt.take() {
            self.add_doubt();
        }
        let choices = self.choices.get_mut();
        while choices.pop_if(|last| last.chosen + 1 >= last.among).is_some() {}
        if let Some(last) = choices.last_mut() {
            last.chosen += 1;
        }
        self.is_all_in_doubt |= self.paths > MAX_PATHS;
        !choices.is_empty() && !self.is_all_in_doubt
    }

    /// One doubt in a field is enough.
    fn add_doubt(&mut self) {
        let choices = self.choices.get_mut();
        let fields = self.fields.get().unwrap_or_default();
        match choices.first().and_then(|first| fields.get(first.chosen)) {
            Some(field) => self.doubts.push(field),
            None => self.is_all_in_doubt = true,
        }
        choices.truncate(1);
    }

    /// The fields in doubt; `None` for all.
    pub(super) fn doubts(self) -> Option<Vec<&'static str>> {
        (!self.is_all_in_doubt && self.fields.get().is_some()).then_some(self.doubts)
    }
}

//! Collects every error of one derive, so that the compiler reports all of them at once.

use std::cell::RefCell;

use quote::ToTokens;

/// The errors of a derive. Dropping it without [`Ctxt::check`] panics.
#[derive(Default)]
pub(crate) struct Ctxt {
    /// `None` once checked.
    errors: RefCell<Option<Vec<syn::Error>>>,
}

impl Ctxt {
    pub(crate) fn new() -> Self {
        Self { errors: RefCell::new(Some(Vec::new())) }
    }

    /// Returns the place of an error: the code that it underlines.
    pub(crate) fn at<T: ToTokens>(&self, tokens: T) -> Place<'_, T> {
        Place { ctxt: self, tokens }
    }

    /// Adds an error that has its span already.
    pub(crate) fn push(&self, error: syn::Error) {
        if let Some(errors) = self.errors.borrow_mut().as_mut() {
            errors.push(error);
        }
    }

    /// Runs `parse`; the second value is `true` if it reported no error.
    pub(crate) fn is_clean_after<T>(&self, parse: impl FnOnce() -> T) -> (T, bool) {
        let count = || self.errors.borrow().as_ref().map_or(0, Vec::len);
        let before = count();
        let parsed = parse();
        (parsed, count() == before)
    }

    /// Returns all errors, combined into one.
    pub(crate) fn check(self) -> syn::Result<()> {
        let errors = self.errors.borrow_mut().take().unwrap_or_default();
        let combined = errors.into_iter().reduce(|mut all, error| {
            all.combine(error);
            all
        });
        combined.map_or(Ok(()), Err)
    }
}

/// The code that an error underlines.
pub(crate) struct Place<'c, T> {
    ctxt: &'c Ctxt,
    tokens: T,
}

impl<T: ToTokens> Place<'_, T> {
    /// Adds an error.
    pub(crate) fn error(self, message: impl std::fmt::Display) {
        self.ctxt.push(syn::Error::new_spanned(self.tokens, message));
    }
}

impl Drop for Ctxt {
    fn drop(&mut self) {
        let checked = self.errors.borrow().is_none();
        assert!(checked || std::thread::panicking(), "dynamodel-derive: errors were not checked");
    }
}

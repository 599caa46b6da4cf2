//! Scan.

use std::marker::PhantomData;

use crate::Table;

/// Stub.
#[derive(Debug)]
pub struct Scan<T> {
    table: PhantomData<fn() -> T>,
}

impl<T: Table> Scan<T> {
    pub(crate) fn new() -> Self {
        Self { table: PhantomData }
    }
}

//! A table in an account.

use std::marker::PhantomData;

use aws_sdk_dynamodb::Client;

use crate::Table;

/// Stub.
#[derive(Debug, Clone)]
pub struct TableClient<T> {
    client: Client,
    table: PhantomData<fn() -> T>,
}

impl<T: Table> TableClient<T> {
    /// Stub.
    pub fn new(client: Client) -> Self {
        Self { client, table: PhantomData }
    }
}

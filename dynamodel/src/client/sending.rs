//! The future of an operation.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::error::Error;

/// The future of an operation that sends requests and returns a `T`.
///
/// It owns everything it needs, is always `Send`, and can be named: a function or a struct can hold one without
/// `impl Future`. Nothing is sent before it is awaited.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*;
/// use dynamodel::{TableClient, op::Sending};
///
/// fn find_user(table: &TableClient<YouTube>, user_id: u64) -> Sending<Option<User>> {
///     User::get(user_id).send(table)
/// }
/// # let _ = find_user;
/// ```
#[must_use = "nothing is sent before this is awaited"]
pub struct Sending<T>(Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>);

impl<T> Sending<T> {
    pub(crate) fn new(operation: impl Future<Output = Result<T, Error>> + Send + 'static) -> Self {
        Self(Box::pin(operation))
    }
}

impl<T> Future for Sending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}

//! The outcome of the SDK's attempts at a request.
//!
//! An interceptor of the request itself costs a copy of the client's configuration. A client with [`track_attempts`] needs
//! none: its interceptor finds the attempts of the request in the task that sends it.
//!
//! `dyn_dispatch_hint` tells the SDK the hooks that an interceptor has. Without, it calls all 19 at every request.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_sdk_dynamodb::config::interceptors::{
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef, InterceptorContext,
};
use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction};
use aws_sdk_dynamodb::config::{Builder, ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::{Client, config::SharedInterceptor};
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;

use crate::error::Error;
use crate::error::is_unconnected;

/// Records whether an attempt at a write is ambiguous: it reached the network, and its outcome is unknown. The SDK may
/// retry after such an attempt.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts(Arc<State>);

#[derive(Debug, Default)]
struct State {
    /// An attempt is in flight.
    in_flight: AtomicBool,
    lost: AtomicBool,
}

impl Attempts {
    /// Returns `true` if an attempt is ambiguous.
    pub(crate) fn lost_an_answer(&self) -> bool {
        self.0.lost.load(Ordering::Relaxed) || self.0.in_flight.load(Ordering::Relaxed)
    }

    /// Watches a request whose client [tracks attempts](is_tracking).
    pub(crate) fn watch<F: Future>(&self, request: F) -> impl Future<Output = F::Output> + use<F> {
        WATCHED.scope(self.clone(), request)
    }

    fn begin(&self) {
        self.0.in_flight.store(true, Ordering::Relaxed);
    }

    fn end(&self, context: &FinalizerInterceptorContextRef<'_>) {
        if self.0.in_flight.swap(false, Ordering::Relaxed) && is_ambiguous(context) {
            self.0.lost.store(true, Ordering::Relaxed);
        }
    }

    /// Marks the error of a write whose outcome is unknown after these attempts.
    pub(crate) fn mark(&self, error: Error) -> Error {
        if self.lost_an_answer() { error.outcome_unknown() } else { error }
    }
}

#[dyn_dispatch_hint]
impl Intercept for Attempts {
    fn name(&self) -> &'static str {
        "dynamodel::Attempts"
    }

    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.begin();
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.end(context);
        Ok(())
    }
}

tokio::task_local! {
    /// The attempts at the request that this task sends.
    static WATCHED: Attempts;
}

/// Returns an interceptor for the configuration of an SDK client. It makes writes cheaper.
///
/// After a lost response, the library must know whether an attempt of the SDK may have been successful. Without this
/// interceptor, every write brings its own, for which the SDK copies the configuration of the client.
///
/// The clients of `dynamodel::embedded` and `dynamodel::testing` have it.
///
/// # Examples
///
/// ```
/// # use dynamodel::Table;
/// # fn example<T: Table>(shared: &aws_sdk_dynamodb::Config) {
/// let config = shared.to_builder().interceptor(dynamodel::track_attempts()).build();
/// let table = dynamodel::TableClient::<T>::new(aws_sdk_dynamodb::Client::from_conf(config));
/// # }
/// ```
#[must_use]
pub fn track_attempts() -> impl Intercept + 'static {
    Tracker
}

/// Returns `true` if a client has the interceptor of [`track_attempts`].
pub(super) fn is_tracking(client: &Client) -> bool {
    let is_tracker = |interceptor: SharedInterceptor| Intercept::name(&interceptor) == TRACKER;
    client.config().interceptors().any(is_tracker)
}

/// See [`track_attempts`].
#[derive(Debug)]
struct Tracker;

const TRACKER: &str = "dynamodel::track_attempts";

#[dyn_dispatch_hint]
impl Intercept for Tracker {
    fn name(&self) -> &'static str {
        TRACKER
    }

    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // Requests of other programs are not watched.
        WATCHED.try_with(Attempts::begin).unwrap_or_default();
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        WATCHED.try_with(|attempts| attempts.end(context)).unwrap_or_default();
        Ok(())
    }
}

/// Returns `true` if nobody knows whether an attempt happened. A readable response below 500 proves the outcome, and so
/// does a connection that was not made.
fn is_ambiguous(context: &FinalizerInterceptorContextRef<'_>) -> bool {
    let answered = context.response().is_some_and(|response| response.status().as_u16() < 500);
    match context.output_or_error() {
        Some(Ok(_)) => !answered,
        Some(Err(error)) => match error.as_connector_error() {
            Some(error) => !is_unconnected(error),
            None => !(answered && error.is_operation_error()),
        },
        None => true,
    }
}

/// Forbids the SDK to retry after an ambiguous attempt. Throttles and refused connections are retried.
#[derive(Debug)]
pub(crate) struct Once(Attempts);

impl Once {
    /// The configuration of one request, which these attempts watch.
    pub(crate) fn config(attempts: &Attempts) -> Builder {
        Builder::default().retry_classifier(Self(attempts.clone()))
    }
}

impl ClassifyRetry for Once {
    fn name(&self) -> &'static str {
        "dynamodel::Once"
    }

    fn classify_retry(&self, _context: &InterceptorContext) -> RetryAction {
        if self.0.lost_an_answer() { RetryAction::RetryForbidden } else { RetryAction::NoActionIndicated }
    }
}

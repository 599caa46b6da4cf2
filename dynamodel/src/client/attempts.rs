//! What becomes of the SDK's attempts at one request.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_sdk_dynamodb::config::interceptors::{FinalizerInterceptorContextRef, InterceptorContext};
use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction};
use aws_sdk_dynamodb::config::{Builder, ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;

/// Whether it is open what an attempt did. With an answer below 500 that could be read the engine has said it.
fn is_ambiguous(status: Option<u16>, read: bool) -> bool {
    !(read && status.is_some_and(|status| status < 500))
}

/// Notices whether an attempt of a request failed in a way that leaves open what it did, after
/// which the SDK sent it again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts(Arc<AtomicBool>);

impl Attempts {
    /// Whether an answer was lost.
    pub(crate) fn lost_an_answer(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Intercept for Attempts {
    fn name(&self) -> &'static str {
        "dynamodel::Attempts"
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let status = context.response().map(|response| response.status().as_u16());
        let read = match context.output_or_error() {
            Some(Ok(_)) => true,
            Some(Err(error)) => error.as_operation_error().is_some(),
            None => false,
        };
        if is_ambiguous(status, read) {
            self.0.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// Keeps the SDK from sending a request again of which it is open what it did. Throttles are retried.
#[derive(Debug)]
pub(crate) struct Once;

impl Once {
    /// For one request.
    pub(crate) fn config() -> Builder {
        Builder::default().retry_classifier(Self)
    }
}

impl ClassifyRetry for Once {
    fn name(&self) -> &'static str {
        "dynamodel::Once"
    }

    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let status = context.response().map(|response| response.status().as_u16());
        let read = match context.output_or_error() {
            Some(Ok(_)) => true,
            Some(Err(error)) => error.as_operation_error().is_some(),
            None => false,
        };
        if is_ambiguous(status, read) { RetryAction::RetryForbidden } else { RetryAction::NoActionIndicated }
    }
}

//! One request: its span, its cost, its error.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::FinalizerInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::{BoxError, BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};
use tracing::{Instrument, Span, field};

use crate::clock::Clock;
use crate::error::code_of;
use crate::{Error, Meter};

/// What every request needs: the client, the table's name, and where its cost is counted.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) client: Client,
    pub(crate) table: Arc<str>,
    pub(crate) meter: Option<Meter>,
    pub(crate) clock: Clock,
}

impl Caller {
    pub(crate) fn new(client: Client, table: &str) -> Self {
        Self { client, table: Arc::from(table), meter: None, clock: Clock::default() }
    }

    /// What to ask for in a request.
    pub(crate) fn return_capacity(&self) -> Option<ReturnConsumedCapacity> {
        self.meter.as_ref().map(|_| ReturnConsumedCapacity::Indexes)
    }

    pub(crate) fn count(&self, consumed: &[ConsumedCapacity]) {
        if let Some(meter) = &self.meter {
            meter.add(consumed);
        }
    }

    /// Sends one request in a span with the field names of OpenTelemetry
    /// (<https://opentelemetry.io/docs/specs/semconv/database/dynamodb/>). No values of attributes
    /// are in it.
    pub(crate) fn send<O, E, R>(
        &self,
        operation: &'static str,
        request: impl Future<Output = Result<O, SdkError<E, R>>> + Send,
    ) -> impl Future<Output = Result<O, SdkError<E, R>>> + Send
    where
        E: ProvideErrorMetadata,
    {
        let span = tracing::info_span!(
            "dynamodel",
            otel.name = %format_args!("{operation} {}", self.table),
            otel.kind = "client",
            otel.status_code = field::Empty,
            db.system.name = "aws.dynamodb",
            db.operation.name = operation,
            db.collection.name = &*self.table,
            error.r#type = field::Empty,
        );
        // The SDK's futures are too large to be a part of each of ours.
        let request = Box::pin(request.instrument(span.clone()));
        async move {
            let result = request.await;
            if let Err(error) = &result {
                record(&span, error);
            }
            result
        }
    }

    /// The error of a request that the SDK would not build.
    pub(crate) fn unbuilt(&self, operation: &'static str, error: BuildError) -> Error {
        crate::error::unbuilt(operation, error).table_is(&self.table)
    }

    /// The error of a request, with the table it was for.
    pub(crate) fn error<E, R>(&self, operation: &'static str, writes: bool, error: SdkError<E, R>) -> Error
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
        R: std::fmt::Debug + Send + Sync + 'static,
    {
        crate::error::of_sdk(operation, writes, error).table_is(&self.table)
    }
}

fn record<E: ProvideErrorMetadata, R>(span: &Span, error: &SdkError<E, R>) {
    let kind = match error {
        SdkError::ConstructionFailure(_) => "construction_failure",
        SdkError::TimeoutError(_) => "timeout",
        SdkError::DispatchFailure(_) => "dispatch_failure",
        SdkError::ResponseError(_) => "response_error",
        _ => "service_error",
    };
    span.record("error.type", code_of(error).unwrap_or(kind));
    span.record("otel.status_code", "ERROR");
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
        // With an answer below 500 that could be read the engine has said what it did.
        let status = context.response().is_some_and(|response| response.status().as_u16() < 500);
        let read = match context.output_or_error() {
            Some(Ok(_)) => true,
            Some(Err(error)) => error.as_operation_error().is_some(),
            None => false,
        };
        if !(status && read) {
            self.0.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}

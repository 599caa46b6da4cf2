//! Requests of one table: their spans, costs and errors.

use std::pin::Pin;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};
use tracing::{Instrument, Span, field};

use super::attempts::is_tracking;
use super::retry::Retry;
use crate::client::pages::Pages;
use crate::clock::Clock;
use crate::codec::wire::Layout;
use crate::error::Error;
use crate::error::code_of;
use crate::expr::{Renderer, Scope};
use crate::meter::Meter;
use crate::schema::table::TableMeta;

/// The SDK client with the table's name, meter and clock.
#[derive(Clone, Debug)]
pub(crate) struct Connection {
    pub(crate) client: Client,
    /// The client tracks the attempts at its requests.
    is_tracking: bool,
    pub(crate) table: Arc<str>,
    pub(crate) meter: Option<Meter>,
    pub(crate) clock: Clock,
    pub(crate) retry: Retry,
    pub(crate) ttl: Option<&'static str>,
    /// Takes items out of the bytes of responses.
    pub(crate) takes_items: bool,
}

impl Connection {
    pub(crate) fn new(client: Client, table: &TableMeta) -> Self {
        Self {
            is_tracking: is_tracking(&client),
            client,
            table: Arc::from(table.name),
            meter: None,
            clock: Clock::default(),
            retry: Retry::new(),
            ttl: table.ttl_attribute,
            takes_items: true,
        }
    }

    /// Writes the expressions of one request.
    pub(crate) fn renderer(&self) -> Renderer {
        Renderer::new(Scope { ttl: self.ttl, now: self.clock.epoch_seconds() })
    }

    /// Stops the clock: a transaction that is retried with its token must be identical.
    pub(crate) fn at_one_time(&self) -> Self {
        Self { clock: self.clock.stopped(), ..self.clone() }
    }

    /// The `ReturnConsumedCapacity` of a request.
    pub(crate) fn return_capacity(&self) -> Option<ReturnConsumedCapacity> {
        self.meter.as_ref().map(|_| ReturnConsumedCapacity::Indexes)
    }

    pub(crate) fn count(&self, consumed: &[ConsumedCapacity]) {
        if let Some(meter) = &self.meter {
            meter.add(consumed);
        }
    }

    /// Returns `true` if requests can be [watched](super::Attempts::watch) without an interceptor of their own.
    pub(crate) fn is_tracking(&self) -> bool {
        self.is_tracking
    }

    /// Returns the interceptor of a request whose response has its items at this place.
    pub(crate) fn pages(&self, layout: Layout) -> Pages {
        Pages::new(Some(layout).filter(|_| self.takes_items))
    }

    /// Sends one request in a span with the field names of OpenTelemetry
    /// (<https://opentelemetry.io/docs/specs/semconv/database/dynamodb/>). No values of attributes
    /// are in it.
    #[inline]
    pub(crate) fn send<O, E, R>(
        &self,
        operation: &'static str,
        request: impl Future<Output = Result<O, SdkError<E, R>>> + Send,
    ) -> impl Future<Output = Result<O, SdkError<E, R>>> + Send
    where
        E: ProvideErrorMetadata,
    {
        // The SDK's futures have kilobytes. Boxed where they are made, they are not copied on the way.
        self.observe(operation, Box::pin(request))
    }

    fn observe<O, E, R>(
        &self,
        operation: &'static str,
        request: Pin<Box<impl Future<Output = Result<O, SdkError<E, R>>> + Send>>,
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
        async move {
            let result = request.instrument(span.clone()).await;
            if let Err(error) = &result {
                record(&span, error);
            }
            result
        }
    }

    /// The error of a request that the SDK did not build.
    pub(crate) fn build_error(&self, operation: &'static str, error: BuildError) -> Error {
        crate::error::build_error(operation, error).table_is(&self.table)
    }

    /// The error of a request, with the name of the table.
    pub(crate) fn error<E, R>(&self, operation: &'static str, error: SdkError<E, R>) -> Error
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
        R: std::fmt::Debug + Send + Sync + 'static,
    {
        crate::error::of_sdk(operation, error).table_is(&self.table)
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

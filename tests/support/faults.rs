//! Scripted failures between the SDK and whatever answers it.
//!
//! Wrap any HTTP client in [`Faults`], say what goes wrong and when, and read afterwards what was sent:
//!
//! ```ignore
//! let faults = Faults::new(Engine::memory().http_client()).on("PutItem", Nth(2), Fault::LostReply);
//! let client = faults.client();
//! assert_eq!(faults.attempts().len(), 3);
//! ```

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::retry::{RetryConfig, RetryPartition};
use aws_sdk_dynamodb::config::{
    BehaviorVersion, Builder, HttpClient, Region, RuntimeComponents, SharedHttpClient,
};
use aws_sdk_dynamodb::{Client, Config};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

mod batch;
mod script;

pub(crate) use script::{Attempt, Fault, When};
use script::{Rule, Script};

/// An HTTP client that fails as told; clones share script and log.
#[derive(Clone, Debug)]
pub(crate) struct Faults {
    inner: SharedHttpClient,
    script: Arc<Mutex<Script>>,
}

impl Faults {
    pub(crate) fn new(inner: impl HttpClient + 'static) -> Self {
        Self { inner: SharedHttpClient::new(inner), script: Arc::default() }
    }

    /// Adds a fault; of several that match an attempt, the one added first is met.
    pub(crate) fn on(&self, operation: &str, when: When, fault: Fault) -> Self {
        self.rule(Some(operation.to_owned()), when, fault)
    }

    pub(crate) fn always(&self, operation: &str, fault: Fault) -> Self {
        self.on(operation, When::Always, fault)
    }

    /// The n-th request fails, whatever its operation.
    pub(crate) fn fail_request(&self, n: usize, fault: Fault) -> Self {
        self.rule(None, When::Nth(n), fault)
    }

    fn rule(&self, operation: Option<String>, when: When, fault: Fault) -> Self {
        self.script().rules.push(Rule { operation, when, fault });
        self.clone()
    }

    /// Every request so far, in order.
    pub(crate) fn attempts(&self) -> Vec<Attempt> {
        self.script().attempts.clone()
    }

    /// The operations of [`attempts`](Self::attempts).
    pub(crate) fn operations(&self) -> Vec<String> {
        self.script().attempts.iter().map(|attempt| attempt.operation.clone()).collect()
    }

    /// Forgets faults, counts and log.
    pub(crate) fn reset(&self) {
        *self.script() = Script::default();
    }

    /// A client with the SDK's default retries.
    pub(crate) fn client(&self) -> Client {
        self.client_with(RetryConfig::standard())
    }

    pub(crate) fn client_with(&self, retries: RetryConfig) -> Client {
        Client::from_conf(self.config().retry_config(retries).build())
    }

    /// For another endpoint: take its own configuration and set this as `http_client`.
    pub(crate) fn config(&self) -> Builder {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        // The SDK shares a budget of retries between the clients of a partition, so of all tests.
        let partition = format!("faults-{}", COUNT.fetch_add(1, Ordering::Relaxed));
        Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("faults"))
            .endpoint_url("http://faults.invalid")
            .allow_no_auth()
            .retry_partition(RetryPartition::new(partition))
            .http_client(self.clone())
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HttpClient for Faults {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(Connector { inner, faults: self.clone() })
    }
}

#[derive(Debug)]
struct Connector {
    inner: SharedHttpConnector,
    faults: Faults,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
        let body = String::from_utf8_lossy(request.body().bytes().unwrap_or_default()).into_owned();
        let fault = self.faults.script().attempt(Attempt { operation, body });
        let inner = self.inner.clone();
        HttpConnectorFuture::new(async move {
            match fault {
                None => inner.call(request).await,
                Some(fault) => fail(fault, &inner, request).await,
            }
        })
    }
}

async fn fail(
    fault: Fault,
    inner: &SharedHttpConnector,
    request: HttpRequest,
) -> Result<HttpResponse, ConnectorError> {
    match fault {
        Fault::Answer { status, body } => Ok(response(status, body)),
        Fault::Hang => std::future::pending().await,
        Fault::Delay(time) => {
            tokio::time::sleep(time).await;
            inner.call(request).await
        }
        Fault::Refused => Err(ConnectorError::io("refused".into()).never_connected()),
        Fault::LostReply => {
            inner.call(request).await?;
            Err(ConnectorError::io("connection reset".into()))
        }
        Fault::ReplyTimeout => {
            inner.call(request).await?;
            Err(ConnectorError::timeout("no answer in time".into()))
        }
        Fault::BrokenBody => {
            let mut answer = inner.call(request).await?;
            // A body that was taken cannot be read.
            *answer.body_mut() = SdkBody::taken();
            Ok(answer)
        }
        Fault::Partial(count) => batch::partial(count, inner, request).await,
    }
}

fn response(status: u16, body: impl Into<SdkBody>) -> HttpResponse {
    let status = StatusCode::try_from(status).expect("a status between 100 and 599");
    HttpResponse::new(status, body.into())
}

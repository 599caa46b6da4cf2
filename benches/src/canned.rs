//! An SDK client whose connector gives canned responses.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Region};
use aws_sdk_dynamodb::{Client, Config};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

/// Gives the body of the response to a request with this body.
type Respond = dyn Fn(&[u8]) -> &'static str + Send + Sync;

/// A connector that answers requests without a network.
#[derive(Clone)]
pub struct Canned {
    respond: Arc<Respond>,
    latency: Duration,
}

impl fmt::Debug for Canned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Canned").field("latency", &self.latency).finish_non_exhaustive()
    }
}

impl Canned {
    /// Answers as the function does.
    pub fn new(respond: impl Fn(&[u8]) -> &'static str + Send + Sync + 'static) -> Self {
        Self { respond: Arc::new(respond), latency: Duration::ZERO }
    }

    /// Gives these pages in turn, each whole or as a projection of the fields. They are never freed.
    #[must_use]
    pub fn pages(pages: Vec<[String; 2]>) -> Self {
        let pages: Vec<[&str; 2]> = pages.into_iter().map(|page| page.map(|body| &*body.leak())).collect();
        let next = AtomicUsize::new(0);
        Self::new(move |request| {
            let position = next.fetch_add(1, Ordering::Relaxed) % pages.len();
            assert_eq!(is_continued(request), position > 0, "the pages are asked for in order");
            let is_projected = asked_for(request).is_some_and(|count| count <= FIELDS);
            pages[position][usize::from(is_projected)]
        })
    }

    /// Gives the response to a write.
    #[must_use]
    pub fn empty() -> Self {
        Self::new(|_| "{}")
    }

    /// Waits before each response.
    #[must_use]
    pub fn latency(self, latency: Duration) -> Self {
        Self { latency, ..self }
    }

    /// Returns an SDK client on this connector, without credentials.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::from_conf(self.config().build())
    }

    /// Returns the configuration of such a client.
    #[must_use]
    pub fn config(&self) -> Builder {
        Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .endpoint_url("http://canned.invalid")
            .allow_no_auth()
            .http_client(self.clone())
    }
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = (self.respond)(request.body().bytes().unwrap_or_default());
        let status = StatusCode::try_from(200).expect("200 is a status code");
        let mut response = HttpResponse::new(status, SdkBody::from(body));
        response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
        let latency = self.latency;
        if latency.is_zero() {
            return HttpConnectorFuture::ready(Ok(response));
        }
        HttpConnectorFuture::new(async move {
            tokio::time::sleep(latency).await;
            Ok(response)
        })
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// Returns `true` if the request goes on behind a key.
#[must_use]
pub fn is_continued(request: &[u8]) -> bool {
    find(request, b"\"ExclusiveStartKey\"").is_some()
}

/// The number of attributes of a projection of the fields and the type.
const FIELDS: usize = 12;

/// Returns the number of attributes of the projection.
fn asked_for(request: &[u8]) -> Option<usize> {
    let start = find(request, b"\"ProjectionExpression\":\"")?;
    let end = find(&request[start..], b"\"")?;
    Some(request[start..start + end].split(|byte| *byte == b',').count())
}

/// Returns the position behind the first occurrence.
fn find(body: &[u8], part: &[u8]) -> Option<usize> {
    body.windows(part.len()).position(|window| window == part).map(|start| start + part.len())
}

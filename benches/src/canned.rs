//! An SDK client whose connector gives canned responses.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use aws_sdk_dynamodb::{Client, Config};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

/// A connector that gives the same pages again and again. Its clones share the position.
#[derive(Clone, Debug)]
pub struct Canned {
    /// Each page whole, and as a projection of the fields.
    pages: Arc<Vec<[&'static str; 2]>>,
    next: Arc<AtomicUsize>,
}

impl Canned {
    /// Gives these pages in turn. They are never freed.
    #[must_use]
    pub fn new(pages: Vec<[String; 2]>) -> Self {
        let pages = pages.into_iter().map(|page| page.map(|body| &*body.leak())).collect();
        Self { pages: Arc::new(pages), next: Arc::default() }
    }

    /// Gives the response to a write.
    #[must_use]
    pub fn empty() -> Self {
        Self::new(vec![["{}".to_owned(), "{}".to_owned()]])
    }

    /// Replaces texts of the pages, for libraries that store a type in another form.
    #[must_use]
    pub fn replaced(&self, texts: &[(&str, &str)]) -> Self {
        let replace =
            |body: &&str| texts.iter().fold((*body).to_owned(), |body, (from, to)| body.replace(from, to));
        Self::new(self.pages.iter().map(|page| page.each_ref().map(replace)).collect())
    }

    /// Returns an SDK client on this connector, without credentials.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::from_conf(
            Config::builder()
                .behavior_version(BehaviorVersion::latest())
                .region(Region::new("us-east-1"))
                .endpoint_url("http://canned.invalid")
                .allow_no_auth()
                .http_client(self.clone())
                .build(),
        )
    }
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = request.body().bytes().unwrap_or_default();
        let position = self.next.fetch_add(1, Ordering::Relaxed) % self.pages.len();
        let is_later = find(body, b"\"ExclusiveStartKey\"").is_some();
        assert_eq!(is_later, position > 0, "the pages are asked for in order");
        let is_projected = asked_for(body).is_some_and(|count| count <= FIELDS);
        let body = SdkBody::from(self.pages[position][usize::from(is_projected)]);
        let status = StatusCode::try_from(200).expect("200 is a status code");
        let mut response = HttpResponse::new(status, body);
        response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// The number of attributes of a projection of the fields and the type.
const FIELDS: usize = 12;

/// Returns the number of attributes of the projection.
fn asked_for(body: &[u8]) -> Option<usize> {
    let start = find(body, b"\"ProjectionExpression\":\"")?;
    let end = find(&body[start..], b"\"")?;
    Some(body[start..start + end].split(|byte| *byte == b',').count())
}

/// Returns the position behind the first occurrence.
fn find(body: &[u8], part: &[u8]) -> Option<usize> {
    body.windows(part.len()).position(|window| window == part).map(|start| start + part.len())
}

//! An HTTP client of the SDK over an [`Engine`].

use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::{HttpClient, RuntimeComponents, SharedHttpClient};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

use super::Engine;
use super::dispatch::dispatch;
use super::wire::{CONTENT_TYPE, Reply};

pub(super) fn http_client(engine: Engine) -> SharedHttpClient {
    SharedHttpClient::new(EmbeddedHttp(SharedHttpConnector::new(Connector(engine))))
}

#[derive(Debug)]
struct EmbeddedHttp(SharedHttpConnector);

impl HttpClient for EmbeddedHttp {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        self.0.clone()
    }
}

#[derive(Debug)]
struct Connector(Engine);

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let engine = self.0.clone();
        HttpConnectorFuture::new(async move {
            let reply = engine.run(move |database| {
                let target = request.headers().get("x-amz-target").unwrap_or_default();
                dispatch(database, target, request.body().bytes().unwrap_or_default())
            });
            response(reply.await.map_err(lost)?)
        })
    }
}

fn response(reply: Reply) -> Result<HttpResponse, ConnectorError> {
    let status = StatusCode::try_from(reply.status).map_err(lost)?;
    let mut response = HttpResponse::new(status, SdkBody::from(reply.body));
    response.headers_mut().insert("content-type", CONTENT_TYPE);
    Ok(response)
}

fn lost(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> ConnectorError {
    ConnectorError::other(source.into(), None)
}

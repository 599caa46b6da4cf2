//! An SDK client whose connector gives canned responses.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use aws_sdk_dynamodb::Config;
use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Region};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use dynamodel::{Table, TableClient};
use http_body::{Body, Frame};
use tokio::time::Sleep;

/// A response.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) frames: Vec<Vec<u8>>,
    pub(crate) end: End,
}

/// The end of a body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum End {
    Whole,
    /// The connection is cut.
    Cut,
    /// Nothing comes any more.
    Stalled,
    /// The body ends after this time.
    After(Duration),
}

impl Reply {
    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, frames: vec![body.into()], end: End::Whole }
    }

    pub(crate) fn error(status: u16, code: &str) -> Self {
        Self {
            status,
            ..Self::ok(format!("{{\"__type\":\"com.amazonaws.dynamodb#{code}\",\"message\":\"no\"}}"))
        }
    }

    /// The body in frames of this length.
    pub(crate) fn framed(mut self, length: usize) -> Self {
        self.frames = self.frames.concat().chunks(length).map(<[u8]>::to_vec).collect();
        self
    }

    pub(crate) fn ends(self, end: End) -> Self {
        Self { end, ..self }
    }

    fn response(self) -> HttpResponse {
        let status = StatusCode::try_from(self.status).unwrap();
        let mut response = HttpResponse::new(status, SdkBody::from_body_1_x(Streamed::new(self)));
        response.headers_mut().insert("x-amzn-requestid", "canned");
        response
    }
}

/// A connector that gives responses in turn, the last one again and again.
#[derive(Clone, Debug)]
pub(crate) struct Canned {
    replies: Arc<Mutex<VecDeque<Reply>>>,
    requests: Arc<Mutex<usize>>,
}

impl Canned {
    pub(crate) fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies = replies.into_iter().collect();
        Self { replies: Arc::new(Mutex::new(replies)), requests: Arc::default() }
    }

    /// Replaces the response.
    pub(crate) fn set(&self, reply: Reply) {
        *self.replies.lock().unwrap() = VecDeque::from([reply]);
    }

    pub(crate) fn requests(&self) -> usize {
        *self.requests.lock().unwrap()
    }

    pub(crate) fn config(&self) -> Builder {
        Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .endpoint_url("http://canned.invalid")
            .allow_no_auth()
            .http_client(self.clone())
    }

    pub(crate) fn table<T: Table>(&self) -> TableClient<T> {
        TableClient::new(aws_sdk_dynamodb::Client::from_conf(self.config().build()))
    }
}

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        *self.requests.lock().unwrap() += 1;
        let mut replies = self.replies.lock().unwrap();
        let reply = if replies.len() > 1 { replies.pop_front() } else { replies.front().cloned() };
        HttpConnectorFuture::ready(Ok(reply.unwrap().response()))
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// A body that comes in frames.
struct Streamed {
    frames: VecDeque<Vec<u8>>,
    end: End,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Streamed {
    fn new(reply: Reply) -> Self {
        let sleep = match reply.end {
            End::After(time) => Some(Box::pin(tokio::time::sleep(time))),
            End::Whole | End::Cut | End::Stalled => None,
        };
        Self { frames: reply.frames.into(), end: reply.end, sleep }
    }
}

impl Body for Streamed {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(frame) = self.frames.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(frame.into()))));
        }
        match (self.end, &mut self.sleep) {
            (End::Stalled, _) => Poll::Pending,
            (End::Cut, _) => Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into()))),
            (End::After(_), Some(sleep)) => sleep.as_mut().poll(context).map(|()| None),
            (End::Whole | End::After(_), _) => Poll::Ready(None),
        }
    }
}

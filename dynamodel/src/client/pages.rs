//! Taking the items out of responses before the SDK reads them.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use aws_sdk_dynamodb::config::interceptors::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame};

use crate::codec::attribute::FetchedItem;
use crate::codec::wire::{Layout, Page, Scanned, scan};
use crate::schema::item::Item;

/// The most bytes that are reserved because a response announces them.
const MAX_RESERVED: u64 = 1 << 21;

/// Takes the items out of the response to one request. The SDK reads the rest of the response, or all of it if its form
/// is unusual.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    /// The place of the items; `None` leaves them to the SDK.
    layout: Option<Layout>,
    page: Arc<Mutex<Option<Page>>>,
}

impl Pages {
    pub(super) fn new(layout: Option<Layout>) -> Self {
        Self { layout, page: Arc::default() }
    }

    fn set(&self, page: Option<Page>) {
        // The lock is held for assignments only.
        *self.page.lock().unwrap_or_else(PoisonError::into_inner) = page;
    }

    /// Returns the items that were taken out, otherwise those that the SDK has read. An interceptor may have set the
    /// latter.
    pub(crate) fn items(self, read: Vec<Item>) -> Vec<FetchedItem> {
        let page = self.page.lock().unwrap_or_else(PoisonError::into_inner).take();
        match page {
            Some(page) if read.is_empty() => page.items().map(FetchedItem::Wire).collect(),
            _ => read.into_iter().map(FetchedItem::from).collect(),
        }
    }
}

#[dyn_dispatch_hint]
impl Intercept for Pages {
    fn name(&self) -> &'static str {
        "dynamodel::Pages"
    }

    /// Forgets the items of an attempt that failed after its response.
    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.set(None);
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response_mut();
        if let Some(layout) = self.layout.filter(|_| response.status().is_success()) {
            let body = response.take_body();
            *response.body_mut() = SdkBody::from_body_1_x(Rest::new(body, layout, self.clone()));
        }
        Ok(())
    }
}

/// The body of a response without the items.
struct Rest {
    body: SdkBody,
    received: Vec<u8>,
    trailers: Option<Frame<Bytes>>,
    /// The place of the items; `None` when the body has ended.
    layout: Option<Layout>,
    pages: Pages,
}

impl Rest {
    fn new(body: SdkBody, layout: Layout, pages: Pages) -> Self {
        let announced = Body::size_hint(&body).lower().min(MAX_RESERVED);
        let received = Vec::with_capacity(usize::try_from(announced).unwrap_or_default());
        Self { body, received, trailers: None, layout: Some(layout), pages }
    }

    /// Takes the items out of the received bytes.
    fn rest(&mut self, layout: Layout) -> Bytes {
        match scan(std::mem::take(&mut self.received), layout) {
            Ok(Scanned { page, rest }) => {
                self.pages.set(Some(page));
                rest.into()
            }
            Err(all) => all.into(),
        }
    }
}

impl Body for Rest {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Some(layout) = self.layout else { return Poll::Ready(self.trailers.take().map(Ok)) };
        while let Some(frame) = ready!(Pin::new(&mut self.body).poll_frame(context)?) {
            match frame.into_data() {
                Ok(data) => self.received.extend_from_slice(&data),
                Err(trailers) => self.trailers = Some(trailers),
            }
        }
        self.layout = None;
        Poll::Ready(Some(Ok(Frame::data(self.rest(layout)))))
    }
}

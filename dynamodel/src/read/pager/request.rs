//! The requests of a pager.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::Pager;
use super::lane::{Lane, LaneResponse};
use super::order::Order;
use crate::error::Error;
use crate::read::limit::{Limit, Progress};
use crate::read::position::Position;
use crate::read::request::{PageRequest, Response};
use crate::read::source::{ReadItem, is_of_item};

impl<I: Send + 'static> Pager<I> {
    /// Builds the first request to each shard.
    pub(crate) fn queries(&self) -> Result<Vec<QueryFluentBuilder>, Error> {
        (0..self.lanes.len()).map(|lane| self.source.requests.query(self.page_request(lane, 0))).collect()
    }

    /// Builds the first request of a scan, to the first segment that has not ended.
    pub(crate) fn scan(&self) -> Result<ScanFluentBuilder, Error> {
        let lane = self.waiting.front().copied().unwrap_or_default();
        self.source.requests.scan(self.page_request(lane, 0))
    }

    /// Returns the next request of a lane, with so many items ahead of the wanted ones.
    fn page_request(&self, lane: usize, ahead: usize) -> PageRequest {
        let Lane { next, progress, .. } = &self.lanes[lane];
        let ahead = ahead.saturating_add(self.parents());
        let wanted = match self.order {
            Order::AsTheyCome => None,
            Order::Single | Order::Merged => self.left.map(|left| left.saturating_add(ahead)),
        };
        let limit = Limit {
            page_size: self.page_size,
            wanted,
            share: self.source.requests.share(),
            partitions: self.lanes.len(),
        };
        PageRequest { lane, start: next.key().cloned(), limit: limit.after(*progress), counts: self.counts }
    }

    /// Sends the next request of a lane.
    fn fetch_page(
        &self,
        lane: usize,
        ahead: usize,
    ) -> impl Future<Output = Result<LaneResponse<I>, Error>> + Send + use<I> {
        let request = self.page_request(lane, ahead);
        let source = self.source.clone();
        let hydrates = self.hydrates_responses;
        async move {
            let again = source.requests.omits_keys().then(|| request.clone());
            let Response { items, count, scanned, last_key } = source.requests.send(request).await?;
            let items = items.into_iter().map(ReadItem::from).collect();
            let items = if hydrates { source.hydrate(items).await? } else { items };
            Ok(LaneResponse { lane, items, count, scanned, last_key, request: again })
        }
    }

    /// Returns the next responses: of segments that are read as they come, the first of those in flight.
    pub(super) async fn responses(&mut self) -> Result<Vec<LaneResponse<I>>, Error> {
        if self.order != Order::AsTheyCome {
            return self.round(0).await;
        }
        while self.in_flight.len() < self.concurrency
            && let Some(lane) = self.waiting.pop_front()
        {
            self.in_flight.push(Box::pin(self.fetch_page(lane, 0)));
        }
        let response = self.in_flight.try_next().await?;
        Ok(response.map(|response| self.receive(response)).into_iter().collect())
    }

    /// Sends a request of each lane that is read at the same time and needs a page. Returns the responses in the order
    /// of the lanes.
    pub(super) async fn round(&mut self, ahead: usize) -> Result<Vec<LaneResponse<I>>, Error> {
        let lanes: Vec<_> = if self.order == Order::AsTheyCome {
            let count = self.concurrency.min(self.waiting.len());
            self.waiting.drain(..count).collect()
        } else {
            let lanes = self.lanes.iter().enumerate().filter(|(_, lane)| lane.needs_page());
            lanes.map(|(number, _)| number).collect()
        };
        let requests: Vec<_> = lanes.into_iter().map(|lane| self.fetch_page(lane, ahead)).collect();
        let responses = stream::iter(requests).buffer_unordered(self.concurrency);
        let mut responses: Vec<_> = responses.try_collect().await?;
        responses.sort_by_key(|response| response.lane);
        Ok(responses.into_iter().map(|response| self.receive(response)).collect())
    }

    /// Returns the error of an item with the item's key. If the item came without, its page is read again.
    pub(super) fn located(&self, lane: usize, error: Error) -> impl Future<Output = Error> + Send + use<I> {
        let last = self.lanes.get(lane).and_then(|lane| lane.last.clone());
        let request = last.filter(|_| is_of_item(&error) && error.key().is_none());
        let source = self.source.clone();
        async move {
            let Some(request) = request else { return error };
            let mut requests = source.requests.clone();
            requests.ask_for_keys();
            let items = requests.send(request).await.map(|response| response.items).unwrap_or_default();
            let mut errors = items.into_iter().filter_map(|item| source.decode(item.into()).err());
            errors.find(is_of_item).unwrap_or(error)
        }
    }

    /// Moves the lane behind the response.
    fn receive(&mut self, mut response: LaneResponse<I>) -> LaneResponse<I> {
        let lane = &mut self.lanes[response.lane];
        lane.last = response.request.take();
        lane.next = Position::after_response(response.last_key.take());
        let requests = lane.progress.requests.saturating_add(1);
        lane.progress = Progress { requests, read: response.scanned, found: 0 };
        if self.order == Order::AsTheyCome && !lane.next.is_end() {
            self.waiting.push_back(response.lane);
        }
        response
    }
}

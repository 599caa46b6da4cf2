//! The requests of a pager.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::Pager;
use super::lane::Lane;
use super::order::Order;
use super::response::LaneResponse;
use crate::error::Error;
use crate::read::limit::Limit;
use crate::read::position::Position;
use crate::read::request::{PageRequest, Response};
use crate::read::source::ReadItem;

/// The shards that are requested at the same time.
const SHARDS_AT_ONCE: usize = 16;

impl<I: Send + 'static> Pager<I> {
    /// Builds the first request of a query; of shards, to the first of them.
    pub(crate) fn query(&self) -> Result<QueryFluentBuilder, Error> {
        self.source.requests.query(self.page_request(0, 0))
    }

    /// Builds the first request to each shard.
    pub(crate) fn queries(&self) -> Result<Vec<QueryFluentBuilder>, Error> {
        (0..self.lanes.len()).map(|lane| self.source.requests.query(self.page_request(lane, 0))).collect()
    }

    /// Builds the first request of a scan, to the first segment that has not ended.
    pub(crate) fn scan(&self) -> Result<ScanFluentBuilder, Error> {
        let lane = self.waiting.front().copied().unwrap_or_default();
        self.source.requests.scan(self.page_request(lane, 0))
    }

    /// The next request of a lane, with so many items ahead of the wanted ones.
    fn page_request(&self, lane: usize, ahead: usize) -> PageRequest {
        let Lane { next, requests, .. } = &self.lanes[lane];
        let ahead = ahead.saturating_add(self.parents());
        let wanted = match self.order {
            Order::AsTheyCome { .. } => None,
            Order::Single | Order::Merged { .. } => self.left.map(|left| left.saturating_add(ahead)),
        };
        let limit = Limit {
            page_size: self.page_size,
            wanted,
            share: self.source.requests.share(),
            partitions: self.lanes.len(),
        };
        PageRequest { lane, start: next.key().cloned(), limit: limit.after(*requests), counts: self.counts }
    }

    /// Sends the next request of a lane.
    fn fetch_page(
        &self,
        lane: usize,
        ahead: usize,
    ) -> impl Future<Output = Result<LaneResponse<I>, Error>> + Send + use<I> {
        let request = self.page_request(lane, ahead);
        let source = self.source.clone();
        let hydrates = self.hydrates_responses();
        async move {
            let Response { items, count, last_key, .. } = source.requests.send(request).await?;
            let items = items.into_iter().map(ReadItem::from).collect();
            let items = if hydrates { source.hydrate(items).await? } else { items };
            Ok(LaneResponse { lane, items, count, last_key })
        }
    }

    /// Returns `true` if the items of each response are fetched side by side, before they are given in turn.
    pub(super) fn hydrates_responses(&self) -> bool {
        matches!(self.order, Order::AsTheyCome { .. })
    }

    /// Returns the next responses: of segments that are read as they come, the first of those in flight.
    pub(super) async fn responses(&mut self) -> Result<Vec<LaneResponse<I>>, Error> {
        match self.order {
            Order::AsTheyCome { concurrency, .. } => {
                Ok(self.response(concurrency).await?.into_iter().collect())
            }
            Order::Single | Order::Merged { .. } => self.round(0).await,
        }
    }

    async fn response(&mut self, concurrency: usize) -> Result<Option<LaneResponse<I>>, Error> {
        while self.in_flight.len() < concurrency
            && let Some(lane) = self.waiting.pop_front()
        {
            self.in_flight.push(Box::pin(self.fetch_page(lane, 0)));
        }
        let mut response = self.in_flight.try_next().await?;
        if let Some(response) = &mut response {
            self.receive(response);
        }
        Ok(response)
    }

    /// Sends a request of each lane that is read at the same time and needs a page. Returns the responses in the order
    /// of the lanes.
    pub(super) async fn round(&mut self, ahead: usize) -> Result<Vec<LaneResponse<I>>, Error> {
        let (lanes, at_once): (Vec<_>, _) = match self.order {
            Order::AsTheyCome { concurrency, .. } => {
                let count = concurrency.min(self.waiting.len());
                (self.waiting.drain(..count).collect(), concurrency)
            }
            Order::Single | Order::Merged { .. } => {
                let lanes = self.lanes.iter().enumerate().filter(|(_, lane)| lane.needs_page());
                (lanes.map(|(number, _)| number).collect(), SHARDS_AT_ONCE)
            }
        };
        let requests: Vec<_> = lanes.into_iter().map(|lane| self.fetch_page(lane, ahead)).collect();
        let mut responses: Vec<_> = stream::iter(requests).buffer_unordered(at_once).try_collect().await?;
        responses.sort_by_key(|response| response.lane);
        responses.iter_mut().for_each(|response| self.receive(response));
        Ok(responses)
    }

    /// Notes where the lane continues.
    fn receive(&mut self, response: &mut LaneResponse<I>) {
        let lane = &mut self.lanes[response.lane];
        lane.next = Position::after_response(response.last_key.take());
        lane.requests = lane.requests.saturating_add(1);
        if !lane.next.is_end() && matches!(self.order, Order::AsTheyCome { .. }) {
            self.waiting.push_back(response.lane);
        }
    }
}

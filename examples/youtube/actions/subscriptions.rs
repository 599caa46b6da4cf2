//! Subscribing to channels.
//!
//! Problem: a counter differs from the number of subscriptions after a failure or a double click. Here, one
//! transaction changes both the subscription and the counter, and it requires that the subscription is new or exists.

use dynamodel::{Entity as _, Error, TableClient, transact};

use super::model::{Channel, Subscription, User, YouTube};

/// Subscribes a user to a channel. Fails with [`is_already_exists`](Error::is_already_exists) the second time.
pub async fn subscribe(table: &TableClient<YouTube>, user_id: u64, channel_id: u64) -> Result<(), Error> {
    let user = User::get(user_id).must_exist();
    let subscription = Subscription { user_id, channel_id }.create();
    let count = Channel::update(channel_id).add(Channel::FIELDS.subscribers, 1);
    transact((user, subscription, count)).send(table).await.map(drop)
}

/// Ends a subscription. Fails with [`is_not_found`](Error::is_not_found) if there is none.
pub async fn unsubscribe(table: &TableClient<YouTube>, user_id: u64, channel_id: u64) -> Result<(), Error> {
    let subscription = Subscription::delete(user_id, channel_id).must_exist();
    let count = Channel::update(channel_id).subtract(Channel::FIELDS.subscribers, 1);
    transact((subscription, count)).send(table).await.map(drop)
}

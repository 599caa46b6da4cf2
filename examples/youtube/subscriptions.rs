//! Who follows which channel. The count stands in the transaction that makes or removes the edge, so it is right
//! whatever fails.

use dynamodel::{Entity as _, Error, TableClient, transact};

use super::model::{Channel, Subscription, User, YouTube};

/// Who subscribes twice is told that this [exists](Error::is_already_exists), and is counted once.
pub async fn subscribe(table: &TableClient<YouTube>, user_id: u64, channel_id: u64) -> Result<(), Error> {
    let edge = Subscription { user_id, channel_id };
    let count = Channel::update(channel_id).add(Channel::FIELDS.subscribers, 1);
    transact((User::get(user_id).must_exist(), edge.create(), count)).send(table).await.map(drop)
}

/// Who has not subscribed is told that there is [no such thing](Error::is_not_found).
pub async fn unsubscribe(table: &TableClient<YouTube>, user_id: u64, channel_id: u64) -> Result<(), Error> {
    let edge = Subscription::delete(user_id, channel_id).must_exist();
    let count = Channel::update(channel_id).subtract(Channel::FIELDS.subscribers, 1);
    transact((edge, count)).send(table).await.map(drop)
}

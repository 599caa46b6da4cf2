//! Reading everything, and what it costs.

use dynamodel::{Entity as _, Meter};

use crate::support::model::{Channel, ChannelVideo, User, Video, YouTube};
use crate::support::store::stored;
use crate::support::world::table;
use crate::support::youtube::{at, store, video};

#[tokio::test]
async fn a_scan_leaves_copies_out_unless_asked() {
    let table = table::<YouTube>().await;
    store(&table, &[video(1, 1, 10), video(2, 1, 20)]).await;
    let user = User { user_id: 1, user_name: "alice".to_owned(), created_at: at(0) };
    user.create().send(&table).await.unwrap();
    ChannelVideo::new(1, &video(1, 1, 10)).create().send(&table).await.unwrap();

    let all = YouTube::scan().consistent().all(&table).await.unwrap();
    assert_eq!((all.len(), YouTube::scan().count(&table).await.unwrap()), (4, 4));
    for expected in [YouTube::User(user), video(1, 1, 10).into(), video(2, 1, 20).into()] {
        assert_eq!(all.iter().filter(|item| **item == expected).count(), 1);
    }
    let with_copies = YouTube::scan().with_copies().all(&table).await.unwrap();
    assert_eq!((with_copies.len(), stored(&table).await.len()), (6, 6));
    assert_eq!(with_copies.iter().filter(|item| **item == video(1, 1, 10).into()).count(), 2);
    assert_eq!(YouTube::scan().with_copies().count(&table).await.unwrap(), 6);
    assert!(YouTube::scan().first(&table).await.unwrap().is_some());
    assert_eq!(YouTube::scan().take(3).all(&table).await.unwrap(), all[..3]);
    let mut stream = YouTube::scan().page_size(1).stream(&table);
    let mut streamed = Vec::new();
    while let Some(item) = stream.try_next().await.unwrap() {
        streamed.push(item);
    }
    assert_eq!(streamed, all);
}

#[tokio::test]
async fn a_meter_counts_requests_and_capacity() {
    let meter = Meter::new();
    let table = table::<YouTube>().await.metered(&meter);
    store(&table, &[video(1, 1, 10)]).await;
    let created = meter.take();
    // Two items, twice for the transaction; DynamoDB Local does not count twice.
    assert!(created.requests == 1 && [2.0, 4.0].contains(&created.capacity), "{created:?}");
    assert_eq!(created.tables.get(table.name()), Some(&created.capacity));
    assert_eq!(meter.read().requests, 0);

    Video::get(1).send(&table).await.unwrap();
    assert_eq!((meter.read().requests, meter.take().capacity), (1, 0.5));
    Video::get(1).consistent().send(&table).await.unwrap();
    assert_eq!((meter.read().requests, meter.take().capacity), (1, 1.0));
    Video::by_creator(1).all(&table).await.unwrap();
    assert_eq!((meter.read().requests, meter.take().capacity), (1, 0.5));
    Video::by_creator(1).count(&table).await.unwrap();
    assert_eq!((meter.read().requests, meter.take().capacity), (1, 0.5));
    YouTube::scan().page_size(1).all(&table).await.unwrap();
    let requests = meter.take().requests;
    assert!((2..=3).contains(&requests), "{requests}");
    video(1, 2, 20).put().send(&table).await.unwrap();
    assert_eq!(meter.take().requests, 2, "a read and a transaction");
    Channel::get(9).send(&table.clone()).await.unwrap();
    assert_eq!(meter.take().requests, 1, "clones share the meter");
}

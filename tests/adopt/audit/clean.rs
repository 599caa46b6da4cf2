//! Tables that hold what the library has written.

use dynamodel::{Entity as _, Table as _};

use super::{Videos, audit, fill, groups, user, video};
use crate::support::model::{Channel, ChannelVideo, User, YouTube};
use crate::support::raw::{n, s};
use crate::support::store::{stored, with, write};
use crate::support::world::{faulty, table};
use crate::support::youtube::video as upload;

#[tokio::test]
async fn table_of_the_librarys_own_writes_is_clean() {
    let table = table::<YouTube>().await;
    let created_at = upload(1, 1, 10).created_at;
    User { user_id: 1, user_name: "ann".to_owned(), created_at }.create().send(&table).await.unwrap();
    let channel = Channel { channel_id: 1, channel_name: "news".to_owned(), created_at, creator_id: 1 };
    channel.create().send(&table).await.unwrap();
    for id in 1..=5 {
        upload(id, 1, 10).create().send(&table).await.unwrap();
        ChannelVideo::new(1, &upload(id, 1, 10)).create().send(&table).await.unwrap();
    }
    let report = audit(&table).await;
    assert!(report.is_clean(), "{report}");
    let all = stored(&table).await.len();
    assert_eq!((report.scanned, report.fits, report.differs), (all, all, 0));
    assert_eq!((report.expired, report.changed, report.kept().count()), (0, 0, 0));
    assert!(report.cursor.is_none());
}

#[tokio::test]
async fn table_is_clean_after_every_kind_of_write() {
    let table = table::<Videos>().await;
    fill(&table, 3).await;
    user(1).update().set(super::User::FIELDS.active, false).send(&table).await.unwrap();
    user(2).put().send(&table).await.unwrap();
    let renamed = super::User { name: "other".to_owned(), mail: "b@example.org".to_owned(), ..user(2) };
    renamed.put().send(&table).await.unwrap();
    video(1).move_to(&super::Video { title: "moved".to_owned(), ..video(1) }).send(&table).await.unwrap();
    video(2).update().remove(super::Video::FIELDS.genre).send(&table).await.unwrap();
    super::Video { ends_at: Some(4_000_000_000), ..video(3) }.put().send(&table).await.unwrap();
    let report = audit(&table).await;
    assert!(report.is_clean(), "{report}");
    assert_eq!(report.fits, stored(&table).await.len());
}

#[tokio::test]
async fn audit_only_reads() {
    let (faults, plain) = faulty::<Videos>().await;
    fill(&plain, 3).await;
    let before = stored(&plain).await;
    // An item with findings of each sort, whose copies and markers are looked for.
    write(&plain, with(super::item(&video(9)), "likes", s("many"))).await;
    write(&plain, Videos::to_items(&user(9)).unwrap().remove(0)).await;
    let all = stored(&plain).await;
    audit(&Videos::table(faults.client())).await;
    let operations: std::collections::BTreeSet<_> = faults.operations().into_iter().collect();
    assert_eq!(operations, ["BatchGetItem".to_owned(), "Scan".to_owned()].into());
    assert_eq!(stored(&plain).await, all);
    assert!(all.len() > before.len());
}

#[tokio::test]
async fn unknown_attributes_are_listed_and_not_findings() {
    let table = table::<Videos>().await;
    let size = |id: i64| {
        let size = [("width", n(id)), ("height", n(1)), ("depth", n(1))];
        aws_sdk_dynamodb::types::AttributeValue::M(size.map(|(name, value)| (name.to_owned(), value)).into())
    };
    for id in [1, 2] {
        let item = with(with(super::item(&video(id)), "rating", n(5)), "size", size(1));
        write(&table, item).await;
    }
    let report = audit(&table).await;
    assert!(report.is_clean(), "{report}");
    let kept: Vec<_> = report.kept().collect();
    assert_eq!(kept, [("Video", "rating", 2), ("Video", "size.depth", 2)]);
    assert_eq!(groups(&report), []);
    let text = report.to_string();
    assert!(text.contains("Video: no field reads `rating` (2)"), "{text}");
}

#[tokio::test]
async fn expired_items_are_counted_and_not_looked_at() {
    let table = table::<Videos>().await;
    let expired = super::item(&super::Video { ends_at: Some(1_000_000_000), ..video(1) });
    write(&table, with(expired, "likes", s("many"))).await;
    write(&table, super::item(&video(2))).await;
    let report = audit(&table).await;
    assert!(report.is_clean(), "{report}");
    assert_eq!((report.scanned, report.fits, report.expired), (2, 1, 1));
}

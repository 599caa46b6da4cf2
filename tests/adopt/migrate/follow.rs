//! Keeping up with the stream of the source.

use aws_sdk_dynamodb::types::StreamViewType;
use aws_sdk_dynamodbstreams::types::{Record, ShardIteratorType};
use dynamodel::embedded::Engine;
use dynamodel::{Entity as _, TableClient};
use fastrand::Rng;

use super::{New, Old, Stored, content, expected, migration, new, note, old, user, video};

struct Streamed {
    engine: Engine,
    old: TableClient<Old>,
    new: TableClient<New>,
}

impl Streamed {
    async fn of(view: StreamViewType) -> Self {
        let engine = Engine::memory();
        let (old, new) = (Old::table(engine.client()), New::table(engine.client()));
        old.create().stream(view).await.unwrap();
        new.create().await.unwrap();
        Self { engine, old, new }
    }

    /// All records so far.
    async fn records(&self) -> Vec<Record> {
        let client = self.engine.streams();
        let streams = client.list_streams().send().await.unwrap();
        let arn = streams.streams()[0].stream_arn().unwrap().to_owned();
        let described = client.describe_stream().stream_arn(&arn).send().await.unwrap();
        let mut records = Vec::new();
        for shard in described.stream_description.unwrap().shards() {
            let iterator = client.get_shard_iterator().stream_arn(&arn).shard_id(shard.shard_id().unwrap());
            let iterator = iterator.shard_iterator_type(ShardIteratorType::TrimHorizon).send().await.unwrap();
            let mut next = iterator.shard_iterator;
            while let Some(iterator) = next.take() {
                let output = client.get_records().shard_iterator(iterator).send().await.unwrap();
                let found = output.records.unwrap_or_default();
                next = output.next_shard_iterator.filter(|_| !found.is_empty());
                records.extend(found);
            }
        }
        records
    }

    async fn apply(&self, records: &[Record]) {
        let migration = migration(&self.old, &self.new);
        for record in records {
            let report = migration.apply(record).await.unwrap();
            assert!(report.left.is_empty(), "{report}");
        }
    }

    async fn assert_followed(&self) {
        let followed = without_versions(content(&self.new).await);
        assert_eq!(followed, without_versions(expected(&self.old).await));
    }
}

/// A version counts the writes of a target.
fn without_versions(mut stored: Stored) -> Stored {
    for item in stored.values_mut() {
        item.remove("version");
    }
    stored
}

/// A random write to the source. Each user keeps an own mail.
async fn write(old: &TableClient<Old>, rng: &mut Rng) {
    let id = rng.u64(1..4);
    match rng.u8(0..6) {
        0 => {
            let mail = format!("{id}-{}@example.org", rng.u8(0..3));
            old::User { last: rng.alphabetic().to_string(), mail, ..user(id) }.put().send(old).await.unwrap();
        }
        1 => drop(old::User::delete(id).send(old).await),
        2 | 3 => {
            let tags = ["a", "b", "c"].into_iter().filter(|_| rng.bool()).map(str::to_owned).collect();
            let changed = old::Video { title: rng.alphabetic().to_string(), tags, ..video(id) };
            changed.put().send(old).await.unwrap();
        }
        4 => drop(old::Video::delete(id % 2 + 1, id).send(old).await),
        _ => note(id).put().send(old).await.unwrap(),
    }
}

#[tokio::test]
async fn records_in_any_order_and_twice_leave_what_a_migration_leaves() {
    for seed in 0..20 {
        let mut rng = Rng::with_seed(seed);
        let world = Streamed::of(StreamViewType::NewAndOldImages).await;
        for step in 0..40 {
            write(&world.old, &mut rng).await;
            if step == 15 {
                let report = migration(&world.old, &world.new).send().await.unwrap();
                assert!(report.left.is_empty(), "{report}");
            }
        }
        let mut records = world.records().await;
        assert!(records.len() > 30);
        let twice: Vec<_> = records.iter().filter(|_| rng.bool()).cloned().collect();
        records.extend(twice);
        rng.shuffle(&mut records);
        world.apply(&records).await;
        world.assert_followed().await;
    }
}

#[tokio::test]
async fn records_applied_between_writes_leave_what_a_migration_leaves() {
    for seed in 100..110 {
        let mut rng = Rng::with_seed(seed);
        let world = Streamed::of(StreamViewType::NewAndOldImages).await;
        let mut applied = 0;
        for _ in 0..25 {
            write(&world.old, &mut rng).await;
            if rng.u8(0..3) == 0 {
                let records = world.records().await;
                world.apply(&records[applied..]).await;
                // Some come again later.
                applied = records.len() - rng.usize(0..=records.len().min(2));
            }
        }
        let records = world.records().await;
        world.apply(&records[applied..]).await;
        world.assert_followed().await;
    }
}

#[tokio::test]
async fn removed_item_removes_its_targets() {
    let world = Streamed::of(StreamViewType::OldImage).await;
    user(1).create().send(&world.old).await.unwrap();
    video(1).create().send(&world.old).await.unwrap();
    migration(&world.old, &world.new).send().await.unwrap();
    old::User::delete(1).send(&world.old).await.unwrap();
    old::Video::delete(2, 1).send(&world.old).await.unwrap();
    world.apply(&world.records().await).await;
    assert!(content(&world.new).await.is_empty());
}

#[tokio::test]
async fn target_that_another_program_has_changed_is_not_removed() {
    let world = Streamed::of(StreamViewType::NewAndOldImages).await;
    user(1).create().send(&world.old).await.unwrap();
    migration(&world.old, &world.new).send().await.unwrap();
    new::User::update(1).set(new::User::FIELDS.name, "Mine").send(&world.new).await.unwrap();
    old::User::delete(1).send(&world.old).await.unwrap();
    let records = world.records().await;
    let removed = records.iter().find(|record| {
        let keys = record.dynamodb.as_ref().and_then(|change| change.keys.as_ref());
        record.event_name.as_ref().is_some_and(|name| name.as_str() == "REMOVE")
            && keys.is_some_and(|keys| keys["pk"].as_s().is_ok_and(|pk| pk == "USER#1"))
    });
    let report = migration(&world.old, &world.new).apply(removed.unwrap()).await.unwrap();
    assert_eq!((report.kept, report.removed), (1, 0), "{report}");
    assert_eq!(new::User::get(1).required().send(&world.new).await.unwrap().name, "Mine");
}

#[tokio::test]
async fn removal_by_the_migration_removes_no_target() {
    let world = Streamed::of(StreamViewType::NewAndOldImages).await;
    user(1).create().send(&world.old).await.unwrap();
    let moves = || migration(&world.old, &world.new).remove_source();
    moves().send().await.unwrap();
    for record in world.records().await {
        let report = moves().apply(record).await.unwrap();
        assert_eq!((report.removed, report.written), (0, 0), "{report}");
    }
    assert!(new::User::get(1).send(&world.new).await.unwrap().is_some());
}

#[tokio::test]
async fn record_without_an_old_image_is_refused() {
    for view in [StreamViewType::NewImage, StreamViewType::KeysOnly] {
        let world = Streamed::of(view).await;
        user(1).create().send(&world.old).await.unwrap();
        old::User::delete(1).send(&world.old).await.unwrap();
        let (mut applied, mut refused) = (0, 0);
        for record in world.records().await {
            match migration(&world.old, &world.new).apply(&record).await {
                Ok(_) => applied += 1,
                Err(error) => {
                    assert!(
                        error.to_string().contains("OLD_IMAGE") && error.sequence_number().is_some(),
                        "{error}"
                    );
                    refused += 1;
                }
            }
        }
        assert_eq!((applied, refused), (2, 2));
    }
}

#[tokio::test]
async fn items_that_do_not_fit_are_no_error() {
    let world = Streamed::of(StreamViewType::NewAndOldImages).await;
    old::Video { title: String::new(), ..video(1) }.create().send(&world.old).await.unwrap();
    let run = migration(&world.old, &world.new);
    let mut left = 0;
    for record in world.records().await {
        left += run.apply(record).await.unwrap().left.len();
    }
    assert_eq!(left, 1);
}

//! The example on a table where it has run before.

use dynamodel::{Entity as _, TableClient};
use serde_json::{Value, json};

use crate::support::store::{Stored, content, stored};
use crate::support::world::{faulty, table};
use crate::youtube::model::{Subscription, YouTube};
use crate::youtube::{data, load, places, story, subscriptions, undo, user, video, videos, whole};
use dynamodel::testing::Fault;
use dynamodel::testing::When::Nth;

async fn run(table: &TableClient<YouTube>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
    data::load(table).await?;
    let story = story::run(table).await?;
    let steps: Vec<_> =
        story.steps.iter().map(|step| (step.what, &step.outcome, format!("{:?}", step.cost))).collect();
    Ok(json!([steps, story.renamed, story.conflicts, story.name_taken, story.orphans]))
}

#[tokio::test]
async fn rerun_repeats_its_output_and_leaves_foreign_items() {
    let table = table().await;
    let first = run(&table).await.unwrap();
    let of_others = others(&table).await;
    for _ in 0..2 {
        assert_eq!(run(&table).await.unwrap(), first);
    }
    whole(&table).await;
    let now = stored(&table).await;
    assert!(of_others.iter().all(|(key, item)| now.get(key) == Some(item)));
    assert_eq!(load(&table, 300).await.places, 1);
    assert!(Subscription::get(77, 2).send(&table).await.unwrap().is_some());
}

/// Adds items of another user: a video, a place in a channel and a subscription.
async fn others(table: &TableClient<YouTube>) -> Stored {
    let before = stored(table).await;
    user(77, "zoe").create().send(table).await.unwrap();
    videos::upload(table, &video(300, 3)).await.unwrap();
    places::add(table, 1, &video(300, 3)).await.unwrap();
    subscriptions::subscribe(table, 77, 2).await.unwrap();
    stored(table).await.into_iter().filter(|(key, _)| !before.contains_key(key)).collect()
}

/// The stored items without their revisions.
async fn base(table: &TableClient<YouTube>) -> Stored {
    let mut stored = content(table).await;
    for item in stored.values_mut() {
        item.remove("version");
    }
    stored
}

#[tokio::test(start_paused = true)]
async fn a_run_that_breaks_off_anywhere_is_undone() {
    let (faults, plain) = faulty::<YouTube>().await;
    data::load(&plain).await.unwrap();
    let loaded = base(&plain).await;
    story::run(&plain).await.unwrap();
    let broken = TableClient::<YouTube>::new(faults.client());
    for n in 1.. {
        faults.reset();
        faults.on_any(Nth(n), Fault::error(400, "AccessDeniedException"));
        let undone = undo::undo(&broken).await.is_ok();
        if undone && story::run(&broken).await.is_ok() {
            assert!(n > 39, "{n}");
            break;
        }
        undo::undo(&plain).await.unwrap();
        assert_eq!(base(&plain).await, loaded, "after a run that broke off at request {n}");
    }
}

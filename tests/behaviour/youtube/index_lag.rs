//! The index of places follows the table a moment later: whatever it shows, every place is reached.

use dynamodel::{Entity as _, Error, TableClient};
use serde_json::{Value, json};

use crate::support::store::stored;
use crate::support::world::faulty;
use crate::youtube::model::{ChannelVideo, YouTube};
use crate::youtube::{
    ALICE, CATHY, FIRST, OTHER, SECOND, changes, fill, load, places, refused, video, whole,
};
use dynamodel::testing::When::{Always, Nth};
use dynamodel::testing::{Fault, Faults};

/// The response of the index: the places in these channels.
fn shows(channels: &[u64]) -> Fault {
    let entry = |channel_id: &u64| -> Value {
        let place = ChannelVideo::new(*channel_id, &video(5, CATHY));
        let key = place.primary_key().unwrap();
        json!({
            "pk": { "S": key.pk() },
            "sk": { "S": key.sk() },
            "places_pk": { "S": "video-5-places" },
            "places_sk": { "S": format!("channel-{channel_id:020}") },
        })
    };
    let items: Vec<Value> = channels.iter().map(entry).collect();
    let count = items.len();
    Fault::response(200, json!({ "Items": items, "Count": count, "ScannedCount": count }).to_string())
}

async fn late() -> (Faults, TableClient<YouTube>, TableClient<YouTube>) {
    let (faults, plain) = faulty::<YouTube>().await;
    fill(&plain).await;
    let table = TableClient::<YouTube>::new(faults.client());
    (faults, plain, table)
}

/// Too few, none, one that is gone beside too few, and as many as there are, but of them one that is gone.
const LATE: [&[u64]; 4] = [&[FIRST], &[], &[FIRST, SECOND, OTHER], &[FIRST, OTHER]];

#[tokio::test(start_paused = true)]
async fn rename_waits_for_a_lagging_index() {
    for shown in LATE {
        let (faults, plain, table) = late().await;
        faults.on("Query", Nth(1), shows(shown)).on("Query", Nth(2), shows(shown));
        changes::rename(&table, &load(&plain, 5).await, "new").await.unwrap();
        let queries = faults.operations().iter().filter(|operation| *operation == "Query").count();
        assert_eq!((load(&plain, 5).await.video_title.as_str(), queries), ("new", 3));
        whole(&plain).await;

        faults.reset();
        faults.on("Query", Nth(1), shows(shown));
        changes::give(&table, &load(&plain, 5).await, ALICE).await.unwrap();
        whole(&plain).await;

        let (faults, plain, table) = late().await;
        faults.on("Query", Nth(1), shows(shown));
        changes::delete(&table, &load(&plain, 5).await).await.unwrap();
        whole(&plain).await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_index_that_stays_behind_is_an_error_and_nothing_is_written() {
    for shown in LATE {
        let (faults, plain, table) = late().await;
        faults.on("Query", Always, shows(shown));
        let (before, loaded) = (stored(&plain).await, load(&plain, 5).await);
        for sent in [
            changes::rename(&table, &loaded, "new").await,
            changes::give(&table, &loaded, ALICE).await,
            changes::delete(&table, &loaded).await,
        ] {
            let error = sent.unwrap_err();
            assert!(error.is_condition_failed() || error.is_not_found(), "{error}");
            assert!(!error.is_outcome_unknown());
        }
        assert_eq!(stored(&plain).await, before);
    }
}

#[tokio::test(start_paused = true)]
async fn a_rename_that_came_between_is_told_of_though_the_index_was_behind() {
    let (faults, plain, table) = late().await;
    let loaded = load(&plain, 5).await;
    changes::rename(&plain, &loaded, "first").await.unwrap();
    faults.on("Query", Nth(1), shows(&[FIRST]));
    let sent = changes::rename(&table, &loaded, "second").await;
    refused(sent, "Video", Error::is_version_conflict);
    whole(&plain).await;
}

#[tokio::test(start_paused = true)]
async fn places_that_come_and_go_meanwhile_are_reached() {
    let (faults, plain, table) = late().await;
    let loaded = load(&plain, 5).await;
    places::remove(&plain, SECOND, &loaded).await.unwrap();
    faults.on("Query", Nth(1), shows(&[FIRST, SECOND]));
    changes::rename(&table, &loaded, "new").await.unwrap();
    whole(&plain).await;
    let loaded = load(&plain, 5).await;
    places::add(&plain, SECOND, &loaded).await.unwrap();
    faults.reset();
    faults.on("Query", Nth(1), shows(&[FIRST]));
    changes::rename(&table, &loaded, "newer").await.unwrap();
    assert_eq!(load(&plain, 5).await.places, 2);
    whole(&plain).await;
}

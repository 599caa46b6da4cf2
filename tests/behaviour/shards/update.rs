//! An update leaves what a put of the changed value leaves.
#![allow(clippy::duplicated_attributes, reason = "each key has shards of its own")]

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

use crate::support::store::{Stored, stored};
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "all_jobs", pk = "JOB#{shard}", sk = "{id}", shards = 4)]
#[key(index = "gsi1", name = "by_status", pk = "STATUS#{status}#{shard}", sk = "{id}", shards = 200)]
#[key(index = "lsi1", name = "by_owner", sk = "{owner}")]
struct Job {
    id: u64,
    status: String,
    owner: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "jobs", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "lsi1", sk = "lsi1sk", local)]
enum Jobs {
    Job(Job),
}

fn job(id: u64, status: &str, owner: Option<&str>) -> Job {
    Job { id, status: status.to_owned(), owner: owner.map(str::to_owned) }
}

async fn after_put(job: &Job) -> Stored {
    let table = table::<Jobs>().await;
    job.put().send(&table).await.unwrap();
    stored(&table).await
}

#[tokio::test]
async fn updates_by_key_and_loaded_store_what_a_put_stores() {
    let fields = Job::FIELDS;
    for id in 0..8 {
        let table = table::<Jobs>().await;
        job(id, "open", None).create().send(&table).await.unwrap();
        Job::update(id).set(fields.status, "done").send(&table).await.unwrap();
        assert_eq!(stored(&table).await, after_put(&job(id, "done", None)).await);
        job(id, "done", None).update().set(fields.owner, "ann").send(&table).await.unwrap();
        assert_eq!(stored(&table).await, after_put(&job(id, "done", Some("ann"))).await);
        Job::update(id).remove(fields.owner).send(&table).await.unwrap();
        assert_eq!(stored(&table).await, after_put(&job(id, "done", None)).await);
        assert_eq!(Job::all_jobs().all(&table).await.unwrap(), [job(id, "done", None)]);
    }
}

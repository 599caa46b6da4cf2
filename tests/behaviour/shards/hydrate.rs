//! Copies of keys alone lead to their items, whatever shards both are in.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "DAY#{day}#{shard}", sk = "{id}", shards = 5)]
#[lookup(name = "all_notes", pk = "NOTE#{shard}", sk = "{id}#{day}", shards = 3, project(keys_only))]
struct Note {
    day: String,
    id: u64,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes", type_attribute = "kind")]
enum Notes {
    Note(Note),
}

fn note(id: u64) -> Note {
    Note { day: "2020-01-01".to_owned(), id, text: format!("note {id}") }
}

#[tokio::test]
async fn a_walk_fetches_the_items_in_order() {
    let table = table::<Notes>().await;
    let all: Vec<_> = (0..12).map(note).collect();
    for note in &all {
        note.create().send(&table).await.unwrap();
    }
    assert_eq!(Note::all_notes().hydrate().all(&table).await.unwrap(), all);
    assert_eq!(Note::all_notes().hydrate().count(&table).await.unwrap(), 12);
    for take in [1, 5, 12] {
        let (mut walked, mut cursor) = (Vec::new(), None);
        loop {
            let query = Note::all_notes().hydrate().take(take).page_size(2);
            let page = query.after(cursor).page(&table).await.unwrap();
            walked.extend(page.items);
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(walked, all);
    }
}

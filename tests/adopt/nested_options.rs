//! A part of an optional struct in the key of an index.

use dynamodel::{Document, Entity, Table};
use serde::{Deserialize, Serialize};

use crate::support::raw::s;
use crate::support::store::stored;
use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Document)]
struct Source {
    owner: String,
    line: u32,
}

/// An entry without a source is not in the index, as with an optional field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "ENTRY#{id}", sk = "ENTRY")]
#[key(index = "gsi1", name = "of_owner", pk = "OWNER#{source.owner}", sk = "{source.line}#{id}")]
struct Entry {
    id: u32,
    note: String,
    source: Option<Source>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "entries", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Entries {
    Entry(Entry),
}

#[tokio::test]
async fn a_key_with_a_part_of_an_optional_struct_is_sparse() {
    let table = table::<Entries>().await;
    let source = |line| Some(Source { owner: "ann".to_owned(), line });
    let entry = |id, source| Entry { id, note: "new".to_owned(), source };
    let all = [entry(1, source(20)), entry(2, None), entry(3, source(3))];
    for entry in &all {
        entry.create().send(&table).await.unwrap();
    }
    let of_ann = Entry::of_owner("ann").all(&table).await.unwrap();
    assert_eq!(of_ann, [all[2].clone(), all[0].clone()]);
    assert_eq!(Entry::of_owner("ann").range(..20).count(&table).await.unwrap(), 1);
    let items = stored(&table).await;
    let keys: Vec<_> = items.values().map(|item| item.get("gsi1sk").cloned()).collect();
    assert_eq!(keys, [Some(s("0000000020#0000000001")), None, Some(s("0000000003#0000000003"))]);

    all[0].update().set(Entry::FIELDS.source, None).send(&table).await.unwrap();
    Entry::update(2).set(Entry::FIELDS.source, source(7)).send(&table).await.unwrap();
    let found = Entry::of_owner("ann").all(&table).await.unwrap();
    assert_eq!(found.iter().map(|entry| entry.id).collect::<Vec<_>>(), [3, 2]);
    assert!(!stored(&table).await.values().next().unwrap().contains_key("gsi1pk"));

    let done = table.backfill::<Entry>().send().await.unwrap();
    assert_eq!((done.rewritten, done.unchanged), (0, 3));
}

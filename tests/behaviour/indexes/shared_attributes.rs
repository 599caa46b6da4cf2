//! Indexes over the key attributes of the table, over the partition key alone, and two over one attribute.
#![allow(clippy::duplicated_attributes, reason = "an attribute is written alike wherever it is")]

use dynamodel::{Entity, Error, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::raw::s;
use crate::support::store::stored;
use crate::support::world::table;

/// Who is in which group: read both ways.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_group", pk = "group-{group}", sk = "member-{member}")]
#[key(index = "inverted", name = "of_member", pk = "member-{member}", sk = "group-{group}")]
struct Membership {
    group: u32,
    member: u32,
}

/// Stands in the same partitions of the inverted index, and has copies there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "badge-{badge}", sk = "member-{member}")]
#[lookup(name = "by_color", pk = "group-{color}-badges-{badge}", sk = "member-{member}")]
#[key(index = "by_day", name = "of_day", pk = "day-{day}")]
struct Badge {
    badge: u32,
    member: u32,
    color: String,
    day: u16,
}

/// One attribute is the partition key of two indexes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
#[key(index = "created", name = "by_creation", pk = "author-{author}", sk = "{created}#{id}")]
#[key(index = "updated", name = "by_update", pk = "author-{author}", sk = "{updated}#{id}")]
struct Note {
    id: u32,
    author: String,
    created: u32,
    updated: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "groups", type_attribute = "kind")]
#[index(name = "inverted", pk = "sk", sk = "pk", copies = filter)]
#[index(name = "by_day", pk = "day_key")]
#[index(name = "created", pk = "author_key", sk = "created_key")]
#[index(name = "updated", pk = "author_key", sk = "updated_key")]
enum Groups {
    Membership(Membership),
    Badge(Badge),
    Note(Note),
}

async fn groups() -> Result<TableClient<Groups>, Error> {
    let table = table::<Groups>().await;
    for (group, member) in [(1, 7), (2, 7), (10, 7), (1, 70)] {
        Membership { group, member }.create().send(&table).await?;
    }
    for (badge, day) in [(1, 5), (2, 5), (3, 50)] {
        Badge { badge, member: 7, color: "red".into(), day }.create().send(&table).await?;
    }
    Ok(table)
}

#[tokio::test]
async fn an_inverted_index_reads_the_other_way() -> Result<(), Error> {
    let table = groups().await?;
    let mut groups: Vec<u32> =
        Membership::of_member(7).all(&table).await?.iter().map(|found| found.group).collect();
    groups.sort_unstable();
    assert_eq!(groups, [1, 2, 10]);
    assert_eq!(Membership::of_member(7).prefix(1).all(&table).await?, [Membership { group: 1, member: 7 }]);
    assert_eq!(Membership::of_member(70).count(&table).await?, 1);
    assert_eq!(Membership::of_group(1).count(&table).await?, 2);
    let stored = stored(&table).await;
    let found = stored.values().find(|item| item["kind"] == s("Membership")).unwrap();
    assert_eq!(found.len(), 5, "{found:?}");
    Ok(())
}

#[tokio::test]
async fn a_walk_of_an_inverted_index_leaves_out_copies() -> Result<(), Error> {
    let table = groups().await?;
    let whole = Membership::of_member(7).all(&table).await?;
    for size in [1, 2] {
        let (mut walked, mut cursor) = (Vec::new(), None);
        loop {
            let page = Membership::of_member(7).page_size(size).after(cursor).page(&table).await?;
            assert_eq!(page.skipped, 0);
            walked.extend(page.items);
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(walked, whole);
    }
    assert_eq!(Membership::of_member(7).take(2).all(&table).await?, whole[..2]);
    Ok(())
}

#[tokio::test]
async fn an_index_may_have_a_partition_key_alone() -> Result<(), Error> {
    let table = groups().await?;
    let mut badges: Vec<u32> = Badge::of_day(5).all(&table).await?.iter().map(|found| found.badge).collect();
    badges.sort_unstable();
    assert_eq!(badges, [1, 2]);
    let page = Badge::of_day(5).take(1).page(&table).await?;
    let rest = Badge::of_day(5).after(page.cursor).all(&table).await?;
    assert_eq!((page.items.len(), rest.len()), (1, 1));
    assert_eq!(Badge::of_day(50).count(&table).await?, 1);
    assert_eq!(Badge::by_color("red", 1).prefix(7).count(&table).await?, 1);
    Ok(())
}

#[tokio::test]
async fn two_indexes_share_an_attribute() -> Result<(), Error> {
    let table = groups().await?;
    let note = |id, created, updated| Note { id, author: "ann".into(), created, updated };
    for note in [note(1, 10, Some(30)), note(2, 20, None), note(3, 5, Some(40))] {
        note.create().send(&table).await?;
    }
    let ids = |notes: Vec<Note>| notes.iter().map(|note| note.id).collect::<Vec<_>>();
    assert_eq!(ids(Note::by_creation("ann").all(&table).await?), [3, 1, 2]);
    assert_eq!(ids(Note::by_update("ann").all(&table).await?), [1, 3]);
    note(3, 5, None).put().send(&table).await?;
    assert_eq!(ids(Note::by_creation("ann").range(..15).all(&table).await?), [3, 1]);
    assert_eq!(ids(Note::by_update("ann").all(&table).await?), [1]);
    Ok(())
}

//! Migrating items from one layout to another.

mod follow;
mod guards;
mod in_place;
mod interrupted;
mod kept;
mod left;
mod race;
mod whole;

use dynamodel::op::Migration;
use dynamodel::testing::Faults;
use dynamodel::{Entity as _, Table, TableClient};
use serde::{Deserialize, Serialize};

use crate::support::store::{Stored, content};
use crate::support::world::faulty;

/// The layout that is left: children in the partition of their user.
mod old {
    use super::{Deserialize, Serialize, Table};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, dynamodel::Entity)]
    #[key(pk = "USER#{id}", sk = "PROFILE")]
    #[entity(type_name = "User")]
    pub(super) struct User {
        pub(super) id: u64,
        pub(super) first: String,
        pub(super) last: String,
        #[entity(unique(pk = "MAIL#{mail:any}", sk = "MAIL"))]
        pub(super) mail: String,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, dynamodel::Entity)]
    #[key(pk = "USER#{owner}", sk = "VIDEO#{id}")]
    #[lookup(name = "by_id", pk = "VIDEO#{id}", sk = "OF#{owner}")]
    #[entity(type_name = "OldVideo")]
    pub(super) struct Video {
        pub(super) id: u64,
        pub(super) owner: u64,
        pub(super) title: String,
        pub(super) tags: Vec<String>,
        #[entity(ttl)]
        pub(super) ends_at: Option<u64>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, dynamodel::Entity)]
    #[key(pk = "NOTE#{id}", sk = "NOTE")]
    #[entity(type_name = "OldNote")]
    pub(super) struct Note {
        pub(super) id: u64,
        pub(super) text: String,
    }

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(name = "old", type_attribute = "type", ttl_attribute = "expires")]
    pub(super) enum Old {
        User(User),
        Video(Video),
        Note(Note),
    }
}

/// The layout that is introduced.
mod new {
    use super::{Deserialize, Serialize, Table};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, dynamodel::Entity)]
    #[key(pk = "user-{user_id}", sk = "_root")]
    pub(super) struct User {
        pub(super) user_id: u64,
        pub(super) name: String,
        #[entity(unique(pk = "MAIL#{mail:any}", sk = "MAIL"))]
        pub(super) mail: String,
        #[entity(version)]
        pub(super) version: u64,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, dynamodel::Entity)]
    #[key(pk = "video-{video_id}", sk = "_root")]
    #[lookup(name = "by_creator", pk = "user-{creator_id}-videos", sk = "{video_id}")]
    pub(super) struct Video {
        pub(super) video_id: u64,
        pub(super) creator_id: u64,
        pub(super) title: String,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, dynamodel::Entity)]
    #[key(pk = "tag-{tag}", sk = "{video_id}")]
    pub(super) struct Tag {
        pub(super) tag: String,
        pub(super) video_id: u64,
    }

    /// Has the key of the old note.
    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, dynamodel::Entity)]
    #[key(pk = "NOTE#{note_id}", sk = "NOTE")]
    pub(super) struct Note {
        pub(super) note_id: u64,
        pub(super) words: Vec<String>,
    }

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(name = "new", type_attribute = "type")]
    pub(super) enum New {
        User(User),
        Video(Video),
        Tag(Tag),
        Note(Note),
    }
}

use new::New;
use old::Old;

/// The values that an old one becomes. A video without a title does not fit.
fn convert(item: Old) -> Result<Vec<New>, String> {
    match item {
        Old::User(old::User { id, first, last, mail }) => {
            Ok(vec![new::User { user_id: id, name: format!("{first} {last}"), mail, version: 0 }.into()])
        }
        Old::Video(video) if video.title.is_empty() => Err(format!("video {} has no title", video.id)),
        Old::Video(old::Video { id, owner, title, tags, .. }) => {
            let tags = tags.into_iter().map(|tag| New::Tag(new::Tag { tag, video_id: id }));
            let video = new::Video { video_id: id, creator_id: owner, title };
            Ok(std::iter::once(New::Video(video)).chain(tags).collect())
        }
        Old::Note(old::Note { id, text }) => {
            let words = text.split(' ').map(str::to_owned).collect();
            Ok(vec![new::Note { note_id: id, words }.into()])
        }
    }
}

fn migration(old: &TableClient<Old>, new: &TableClient<New>) -> Migration<Old, New> {
    old.migrate(new, convert)
}

fn user(id: u64) -> old::User {
    let mail = format!("{id}@example.org");
    old::User { id, first: format!("Ann{id}"), last: "Lee".to_owned(), mail }
}

fn video(id: u64) -> old::Video {
    let tags = vec!["rust".to_owned(), format!("t{}", id % 3)];
    old::Video { id, owner: id % 2 + 1, title: format!("title {id}"), tags, ends_at: None }
}

fn note(id: u64) -> old::Note {
    old::Note { id, text: "a b".to_owned() }
}

/// Users 1 to 3, videos 1 to 5 and note 1.
async fn fill(old: &TableClient<Old>) {
    for id in 1..=3 {
        user(id).create().send(old).await.unwrap();
    }
    for id in 1..=5 {
        video(id).create().send(old).await.unwrap();
    }
    note(1).create().send(old).await.unwrap();
}

/// Both tables behind faults, and clients that meet none.
struct World {
    faults: Faults,
    old: TableClient<Old>,
    new: TableClient<New>,
}

impl World {
    /// The filled source, and an empty target.
    async fn filled() -> Self {
        let world = Self::empty().await;
        fill(&world.old).await;
        world
    }

    async fn empty() -> Self {
        let (faults, old) = faulty::<Old>().await;
        let new = New::table(old.client().clone());
        new.create().await.unwrap();
        Self { faults, old, new }
    }

    /// The migration through the faults.
    fn migration(&self) -> Migration<Old, New> {
        let client = self.faults.client();
        migration(&Old::table(client.clone()), &New::table(client))
    }

    /// The target has the items that direct writes of the converted values of the source leave.
    async fn assert_migrated(&self) {
        assert_eq!(content(&self.new).await, expected(&self.old).await);
    }
}

/// The items that direct writes of the converted values of a source leave in an empty table.
async fn expected(old: &TableClient<Old>) -> Stored {
    let (_, new) = faulty::<New>().await;
    for item in Old::scan().all(old).await.unwrap() {
        for value in convert(item).unwrap_or_default() {
            write(value, &new).await;
        }
    }
    content(&new).await
}

async fn write(value: New, new: &TableClient<New>) {
    let written = match value {
        New::User(user) => user.create().send(new).await,
        New::Video(video) => video.create().send(new).await,
        New::Tag(tag) => tag.create().send(new).await,
        New::Note(note) => note.create().send(new).await,
    };
    written.unwrap();
}

//! Updates and deletes of loaded values with copies and markers, which are sent without a read.

use std::time::Duration;

use dynamodel::testing::{Fault, Faults, When::Nth};
use dynamodel::{Entity, Table, TableClient, transact};
use serde::{Deserialize, Serialize};

use crate::foreign::stored_at;
use crate::support::raw::{Item, n, s};
use crate::support::store::{content, stored, write};
use crate::support::world::faulty;

const TRANSACTION: &str = "TransactWriteItems";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_user", pk = "user-{user}", sk = "post-{post}")]
#[key(index = "gsi1", name = "by_state", pk = "state-{state}", sk = "{post}")]
#[lookup(name = "by_tag", pk = "tag-{tag}", sk = "{user}-{post}")]
struct Post {
    user: u32,
    post: u32,
    tag: String,
    state: String,
    text: String,
    likes: u32,
}

/// The copy holds keys only, and only where the state is open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "task-{task}", sk = "_root")]
#[lookup(name = "open_of", pk = "open-{owner}", sk = "{task}", project(keys_only), when(state = "open"))]
struct Task {
    task: u32,
    owner: u32,
    state: String,
    views: u32,
    #[entity(unique)]
    name: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "posts", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Posts {
    Post(Post),
    Task(Task),
}

fn post(post: u32) -> Post {
    let [tag, state, text] = ["rust", "new", "a"].map(str::to_owned);
    Post { user: 1, post, tag, state, text, likes: 0 }
}

fn task() -> Task {
    Task { task: 1, owner: 2, state: "open".to_owned(), views: 0, name: "a".to_owned() }
}

/// A post and a task, a client that is watched, and one that is not.
async fn world() -> (Faults, TableClient<Posts>, TableClient<Posts>) {
    let (faults, plain) = faulty::<Posts>().await;
    post(1).create().send(&plain).await.unwrap();
    task().create().send(&plain).await.unwrap();
    let table = Posts::table(faults.client());
    (faults, table, plain)
}

/// The items that a table with these values has.
async fn assert_stored(table: &TableClient<Posts>, posts: &[Post], tasks: &[Task]) {
    let (_, fresh) = faulty::<Posts>().await;
    for post in posts {
        post.create().send(&fresh).await.unwrap();
    }
    for task in tasks {
        task.create().send(&fresh).await.unwrap();
    }
    assert_eq!(content(table).await, content(&fresh).await);
}

async fn item(table: &TableClient<Posts>) -> Item {
    let stored = stored(table).await;
    stored.into_values().find(|item| item["type"] == s("Post")).unwrap()
}

#[tokio::test]
async fn update_of_a_loaded_value_is_one_transaction() {
    let (faults, table, plain) = world().await;
    let before = item(&plain).await["_revision"].clone();
    post(1).update().set(Post::FIELDS.tag, "go").add(Post::FIELDS.likes, 2).send(&table).await.unwrap();
    assert_ne!(item(&plain).await["_revision"], before);
    task().update().with(|task| task.state = "done".to_owned()).send(&table).await.unwrap();
    assert_eq!(faults.operations(), [TRANSACTION; 2]);
    let changed = Post { tag: "go".to_owned(), likes: 2, ..post(1) };
    assert_stored(&plain, &[changed], &[Task { state: "done".to_owned(), ..task() }]).await;
}

#[tokio::test]
async fn delete_of_a_loaded_value_is_one_transaction() {
    let (faults, table, plain) = world().await;
    // Fields that no key is made of may have changed.
    post(1).update().set(Post::FIELDS.text, "b").send(&plain).await.unwrap();
    post(1).delete().send(&table).await.unwrap();
    task().delete().send(&table).await.unwrap();
    assert_eq!(faults.operations(), [TRANSACTION; 2]);
    assert_stored(&plain, &[], &[]).await;
    faults.reset();
    post(1).delete().send(&table).await.unwrap();
    assert_eq!(faults.operations(), [TRANSACTION], "there is nothing to delete");
    assert!(post(1).delete().must_exist().send(&table).await.unwrap_err().is_not_found());
    assert!(post(1).update().set(Post::FIELDS.text, "c").send(&table).await.unwrap_err().is_not_found());
    assert_eq!(faults.operations(), [TRANSACTION; 3]);
    assert_stored(&plain, &[], &[]).await;
}

#[tokio::test]
async fn set_on_a_stale_value_is_planned_again_from_the_stored_item() {
    let (faults, table, plain) = world().await;
    let other = Post { tag: "go".to_owned(), state: "old".to_owned(), likes: 3, ..post(1) };
    other.put().send(&plain).await.unwrap();
    post(1).update().set(Post::FIELDS.text, "b").add(Post::FIELDS.likes, 1).send(&table).await.unwrap();
    assert_eq!(faults.operations(), [TRANSACTION; 2]);
    assert_stored(&plain, &[Post { text: "b".to_owned(), likes: 4, ..other.clone() }], &[task()]).await;
    // A function depends on the value.
    let stale = post(1).update().with(|post| post.state.push('!')).send(&table).await;
    assert!(stale.unwrap_err().is_conflict());
    post(1).delete().send(&table).await.unwrap();
    assert_stored(&plain, &[], &[task()]).await;
}

#[tokio::test]
async fn uncopied_fields_do_not_need_to_be_as_loaded() {
    let (faults, table, plain) = world().await;
    Task::update(1).add(Task::FIELDS.views, 5).send(&plain).await.unwrap();
    task().update().set(Task::FIELDS.owner, 3).add(Task::FIELDS.views, 1).send(&table).await.unwrap();
    assert_eq!(faults.operations(), [TRANSACTION]);
    assert_stored(&plain, &[post(1)], &[Task { owner: 3, views: 6, ..task() }]).await;
    // The condition of the lookup is part of its key.
    let closed = Task { owner: 3, views: 6, state: "done".to_owned(), ..task() };
    closed.put().send(&plain).await.unwrap();
    faults.reset();
    let loaded = Task { state: "open".to_owned(), ..closed.clone() };
    loaded.update().set(Task::FIELDS.views, 9).send(&table).await.unwrap();
    assert_eq!(faults.operations(), [TRANSACTION; 2]);
    assert_stored(&plain, &[post(1)], &[Task { views: 9, ..closed }]).await;
}

#[tokio::test]
async fn foreign_forms_are_planned_again_from_the_stored_item() {
    let forms: [fn(&mut Item); 5] = [
        |item| drop(item.insert("_revision".to_owned(), s("seven"))),
        |item| drop(item.remove("_revision").zip(item.remove("gsi1pk"))),
        |item| drop(item.insert("gsi1sk".to_owned(), s("elsewhere"))),
        |item| drop(item.insert("legacy".to_owned(), n(7))),
        |item| drop(item.remove("type")),
    ];
    for (form, requests) in forms.into_iter().zip([2, 2, 2, 1, 2]) {
        let (faults, table, plain) = world().await;
        let mut foreign = item(&plain).await;
        form(&mut foreign);
        write(&plain, foreign.clone()).await;
        let updated = post(1).update().set(Post::FIELDS.text, "b").send(&table).await;
        if !foreign.contains_key("type") {
            assert!(updated.unwrap_err().is_untyped());
            continue;
        }
        updated.unwrap();
        assert_eq!(faults.operations(), vec![TRANSACTION; requests]);
        let mut stored = item(&plain).await;
        assert_eq!(stored.remove("legacy"), foreign.remove("legacy"));
        write(&plain, stored).await;
        assert_stored(&plain, &[Post { text: "b".to_owned(), ..post(1) }], &[task()]).await;
        write(&plain, foreign).await;
        post(1).delete().send(&table).await.unwrap();
        assert_stored(&plain, &[], &[task()]).await;
    }
}

/// Another writer comes between, twice.
#[tokio::test(start_paused = true)]
async fn contention_loses_no_update() {
    let (faults, table, plain) = world().await;
    let delay = || Fault::Delay(Duration::from_secs(2));
    faults.on(TRANSACTION, Nth(1), delay()).on(TRANSACTION, Nth(2), delay());
    let sent = async { post(1).update().set(Post::FIELDS.text, "b").send(&table).await.unwrap() };
    let others = async {
        for likes in [1, 2] {
            tokio::time::sleep(Duration::from_millis(1_500)).await;
            let other = Post { likes, tag: format!("tag-{likes}"), ..post(1) };
            other.put().send(&plain).await.unwrap();
        }
    };
    tokio::join!(sent, others);
    assert_eq!(faults.operations(), [TRANSACTION, TRANSACTION, "GetItem", TRANSACTION]);
    let merged = Post { text: "b".to_owned(), likes: 2, tag: "tag-2".to_owned(), ..post(1) };
    assert_stored(&plain, &[merged], &[task()]).await;
}

#[tokio::test]
async fn a_condition_that_fails_is_an_error_of_the_first_request() {
    let (faults, table, plain) = world().await;
    let is_old = || Post::FIELDS.state.eq("old");
    let update = post(1).update().set(Post::FIELDS.text, "b").condition(is_old());
    assert!(update.send(&table).await.unwrap_err().is_condition_failed());
    assert!(post(1).delete().condition(is_old()).send(&table).await.unwrap_err().is_condition_failed());
    assert_eq!(faults.operations(), [TRANSACTION; 2]);
    faults.reset();
    // The stored item meets it, though the loaded value does not.
    let stale = Post { state: "old".to_owned(), ..post(1) };
    stale.put().send(&plain).await.unwrap();
    post(1).update().set(Post::FIELDS.text, "b").condition(is_old()).send(&table).await.unwrap();
    assert_eq!(faults.operations(), [TRANSACTION; 2]);
    assert_stored(&plain, &[Post { text: "b".to_owned(), ..stale }], &[task()]).await;
}

#[tokio::test]
async fn returned_items_are_read() {
    let (faults, table, plain) = world().await;
    let update = || post(1).update().add(Post::FIELDS.likes, 1);
    assert_eq!(update().returning_new().send(&table).await.unwrap().likes, 1);
    assert_eq!(update().returning_old().send(&table).await.unwrap().likes, 1);
    let updated = update().returning_updated().send(&table).await.unwrap();
    assert_eq!(updated.get(Post::FIELDS.likes).unwrap(), Some(3));
    let loaded = Post { likes: 3, ..post(1) };
    assert_eq!(loaded.delete().returning_old().send(&table).await.unwrap(), Some(loaded.clone()));
    assert_eq!(faults.operations(), ["GetItem", TRANSACTION].repeat(4));
    assert_stored(&plain, &[], &[task()]).await;
}

#[tokio::test(start_paused = true)]
async fn operations_of_a_transaction_are_read_only_if_it_is_refused() {
    let (faults, table, plain) = world().await;
    let operations = || (post(1).update().set(Post::FIELDS.text, "b"), task().delete());
    transact(operations()).send(&table).await.unwrap();
    assert_eq!(faults.operations(), [TRANSACTION]);
    assert_stored(&plain, &[Post { text: "b".to_owned(), ..post(1) }], &[]).await;
    faults.reset();
    task().create().send(&plain).await.unwrap();
    transact(operations()).send(&table).await.unwrap();
    assert_eq!(faults.operations(), [TRANSACTION, "GetItem", "GetItem", TRANSACTION]);
    assert_stored(&plain, &[Post { text: "b".to_owned(), ..post(1) }], &[]).await;
}

/// An item that was removed and created again may have other copies.
#[tokio::test]
async fn a_value_of_an_item_before_the_stored_one_leaves_no_stray() {
    let (_, table, plain) = world().await;
    post(1).delete().send(&plain).await.unwrap();
    let again = Post { tag: "go".to_owned(), ..post(1) };
    again.create().send(&plain).await.unwrap();
    post(1).update().set(Post::FIELDS.text, "b").send(&table).await.unwrap();
    assert_stored(&plain, &[Post { text: "b".to_owned(), ..again }], &[task()]).await;
    task().delete().send(&plain).await.unwrap();
    let again = Task { name: "b".to_owned(), ..task() };
    again.create().send(&plain).await.unwrap();
    task().delete().send(&table).await.unwrap();
    assert_eq!(stored_at(&plain, "task-1").await, Item::new());
    assert_eq!(content(&plain).await.len(), 2, "the post and its copy");
}

#[tokio::test(start_paused = true)]
async fn delete_all_deletes_from_the_items_that_the_query_reads() {
    let (faults, table, plain) = world().await;
    for id in 2..=5 {
        post(id).create().send(&plain).await.unwrap();
    }
    faults.on(TRANSACTION, Nth(2), Fault::Delay(Duration::from_secs(2)));
    let deleted = async { Post::of_user(1).delete_all().concurrency(1).send(&table).await.unwrap() };
    let overtake = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Post { tag: "go".to_owned(), ..post(2) }.put().send(&plain).await.unwrap();
    };
    let (deleted, ()) = tokio::join!(deleted, overtake);
    assert_eq!(deleted, 5);
    assert_eq!(faults.operations(), ["Query"].into_iter().chain([TRANSACTION; 6]).collect::<Vec<_>>());
    assert_stored(&plain, &[], &[task()]).await;
    // Copies do not have the revision of their item.
    for id in 1..=2 {
        post(id).create().send(&plain).await.unwrap();
    }
    assert_eq!(Post::by_tag("rust").delete_all().send(&table).await.unwrap(), 2);
    assert_stored(&plain, &[], &[task()]).await;
    post(1).create().send(&plain).await.unwrap();
    faults.reset();
    assert_eq!(Post::by_state("new").delete_all().send(&table).await.unwrap(), 1);
    assert_eq!(faults.operations(), ["Query", TRANSACTION]);
    assert_stored(&plain, &[], &[task()]).await;
}

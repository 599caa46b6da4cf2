//! Writes beside `ElectroDB`.

use dynamodel::Entity;
use jiff::civil::date;

use super::model::{Comment, Org, Status, Task, Tracker, User};
use super::world;
use crate::compare::changes;
use crate::support::store::stored;

fn user(id: &str) -> String {
    format!("$tracker#userid_{}", id.to_lowercase())
}

fn org(id: &str) -> String {
    format!("$tracker#orgid_{}", id.to_lowercase())
}

fn project(org_id: &str, project: &str) -> String {
    format!("{}#project_{}", org(org_id), project.to_lowercase())
}

/// The marker of an e-mail, of which an owner is added.
fn claim(email: &str) -> String {
    format!("$tracker#value_{}", email.to_lowercase())
}

#[tokio::test]
async fn backfill_adds_owners_only() {
    let table = world().await;
    let before = stored(&table).await;
    for (rewritten, unchanged) in [(3, 0), (0, 3)] {
        let users = table.backfill::<User>().remove_strays().send().await.unwrap();
        assert_eq!((users.rewritten, users.unchanged, users.removed), (rewritten, unchanged, 0));
    }
    for done in [
        table.backfill::<Org>().send().await.unwrap(),
        table.backfill::<Task>().send().await.unwrap(),
        table.backfill::<Comment>().send().await.unwrap(),
    ] {
        assert_eq!((done.rewritten, done.left.len()), (0, 0));
    }
    let owners = ["ann.miller@example.org", "bob@example.org", "cy#1@example.org"];
    let owners = owners.map(|email| format!("{} _owner", claim(email)));
    assert_eq!(changes::<Tracker>(&before, &stored(&table).await), owners);
}

#[tokio::test]
async fn updates_change_the_named_attributes_only() {
    let table = world().await;
    for item in Tracker::scan().all(&table).await.unwrap() {
        let before = stored(&table).await;
        let expected = match item {
            Tracker::User(value) => {
                value.update().set(User::FIELDS.logins, 99).send(&table).await.unwrap();
                vec![format!("{} logins", user(&value.user_id)), format!("{} _owner", claim(&value.email))]
            }
            Tracker::Org(value) => {
                value.update().set(Org::FIELDS.task_seq, 99).send(&table).await.unwrap();
                vec![format!("{} taskSeq", org(&value.org_id))]
            }
            Tracker::Task(value) => {
                let retitled = value.update().with(|task| task.title.push('!'));
                retitled.send(&table).await.unwrap();
                vec![format!("{} title", project(&value.org_id, &value.project))]
            }
            Tracker::Comment(value) => {
                value.update().set(Comment::FIELDS.text, "edited").send(&table).await.unwrap();
                vec![format!("{} text", project(&value.org_id, &value.project))]
            }
        };
        assert_eq!(changes::<Tracker>(&before, &stored(&table).await), expected);
    }
}

#[tokio::test]
async fn index_keys_follow_an_update() {
    let table = world().await;
    let before = stored(&table).await;
    let task = Task::get("Acme-Corp", "Web", 10).send(&table).await.unwrap().unwrap();
    let update = task.update().set(Task::FIELDS.due, date(2024, 8, 1));
    update.set(Task::FIELDS.status, Status::Closed).send(&table).await.unwrap();
    let names = ["due", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk", "status"];
    let expected = names.map(|name| format!("{} {name}", project("Acme-Corp", "Web")));
    assert_eq!(changes::<Tracker>(&before, &stored(&table).await), expected);
}

#[tokio::test]
async fn puts_of_read_values_change_nothing_but_owners() {
    let table = world().await;
    for item in Tracker::scan().all(&table).await.unwrap() {
        let before = stored(&table).await;
        let mut expected = Vec::new();
        match item {
            Tracker::User(value) => {
                value.put().send(&table).await.unwrap();
                expected.push(format!("{} _owner", claim(&value.email)));
            }
            Tracker::Org(value) => value.put().send(&table).await.unwrap(),
            Tracker::Task(value) => value.put().send(&table).await.unwrap(),
            Tracker::Comment(value) => value.put().send(&table).await.unwrap(),
        }
        assert_eq!(changes::<Tracker>(&before, &stored(&table).await), expected);
    }
}

#[tokio::test]
async fn deletes_remove_the_item_and_its_marker_only() {
    let table = world().await;
    for item in Tracker::scan().all(&table).await.unwrap() {
        let before = stored(&table).await;
        let expected = match item {
            Tracker::User(value) => {
                User::delete(&value.user_id).send(&table).await.unwrap();
                vec![format!("{} gone", user(&value.user_id)), format!("{} gone", claim(&value.email))]
            }
            Tracker::Org(value) => {
                value.delete().send(&table).await.unwrap();
                vec![format!("{} gone", org(&value.org_id))]
            }
            Tracker::Task(value) => {
                Task::delete(&value.org_id, &value.project, value.number).send(&table).await.unwrap();
                vec![format!("{} gone", project(&value.org_id, &value.project))]
            }
            Tracker::Comment(value) => {
                value.delete().send(&table).await.unwrap();
                vec![format!("{} gone", project(&value.org_id, &value.project))]
            }
        };
        assert_eq!(changes::<Tracker>(&before, &stored(&table).await), expected);
    }
    // The claims of all users are gone with them.
    assert!(stored(&table).await.is_empty());
}

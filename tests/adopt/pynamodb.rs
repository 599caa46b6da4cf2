//! The items of `PynamoDB`, as its own queries answer them, and writes beside it.

mod audit;
mod forms;
mod model;

use dynamodel::{Entity, TableClient};
use serde_json::{Value, json};

use crate::compare::changes;
use crate::planted::{items, plant};
use crate::support::store::stored;
use crate::support::world::table;
use jiff::Timestamp;
use model::{Claims, Comment, EmailClaim, Organization, StatusTask, Task, Tracker, User};

const ITEMS: &str = include_str!("data/pynamodb.json");

async fn world() -> TableClient<Tracker> {
    let table = table::<Tracker>().await;
    plant(&table, items(ITEMS)).await;
    table
}

#[tokio::test]
async fn values_are_read_in_their_forms() {
    let table = world().await;
    let ann = User::get("ann").send(&table).await.unwrap().unwrap();
    assert_eq!(ann.avatar.unwrap().0, [0, 1, 254]);
    assert_eq!(ann.scores, ["2.5", "7", "30"].map(|score| score.parse().unwrap()).into());
    let prefs: Value = serde_json::from_str(&ann.prefs.unwrap()).unwrap();
    assert_eq!(prefs["n"][1], json!(2.5));
    assert_eq!(ann.created_at.to_string(), "2023-11-02T08:30:00Z");
    let bob = User::get("bob").send(&table).await.unwrap().unwrap();
    assert_eq!(bob.created_at.to_string(), "2024-01-15T12:00:00.123456Z");
}

#[tokio::test]
async fn users_and_orgs_are_listed() {
    let table = world().await;
    let users = User::by_name().all(&table).await.unwrap();
    assert_eq!(users.iter().map(|user| user.user_id.as_str()).collect::<Vec<_>>(), ["ann", "bob", "cy"]);
    let orgs = Organization::by_plan().all(&table).await.unwrap();
    assert_eq!(orgs.iter().map(|org| org.slug.as_str()).collect::<Vec<_>>(), ["csharp", "acme"]);
}

fn numbers(tasks: Vec<Task>) -> Vec<u32> {
    tasks.into_iter().map(|task| task.number).collect()
}

#[tokio::test]
async fn tasks_are_found_by_org_and_assignee() {
    let table = world().await;
    assert_eq!(numbers(Task::in_org("acme").all(&table).await.unwrap()), [1, 2, 3, 4, 10]);
    assert_eq!(numbers(Task::of_assignee("ann").all(&table).await.unwrap()), [1, 10]);
}

#[tokio::test]
async fn tasks_are_found_by_status_and_due_date() {
    let table = world().await;
    let open = StatusTask::of_status("acme", "open").all(&table).await.unwrap();
    let open = open.into_iter().map(|task| match task {
        StatusTask::Due(task) | StatusTask::Undated(task) => task,
    });
    assert_eq!(numbers(open.collect()), [10, 2, 4]);
    let end: Timestamp = "2024-06-10T00:00:00Z".parse().unwrap();
    assert_eq!(numbers(Task::due("acme", "open").range(..end).all(&table).await.unwrap()), [10]);
    assert_eq!(numbers(Task::undated("acme", "open").all(&table).await.unwrap()), [4]);
    let counts = [
        StatusTask::of_status("acme", "open").count(&table).await.unwrap(),
        Task::due("acme", "open").count(&table).await.unwrap(),
        Task::undated("acme", "open").count(&table).await.unwrap(),
    ];
    assert_eq!(counts, [3, 2, 1]);
}

#[tokio::test]
async fn comments_are_found_by_task_and_author() {
    let table = world().await;
    let texts = |comments: Vec<Comment>| {
        comments.into_iter().map(|comment| (comment.text, comment.author, comment.number)).collect::<Vec<_>>()
    };
    let row = |text: &str, author: &str, number| (text.to_owned(), author.to_owned(), number);
    let of_task = Comment::of_task("acme").prefix((2,)).all(&table).await.unwrap();
    assert_eq!(texts(of_task), [row("Looks **good**", "ann", 2), row("", "bob", 2)]);
    let by_bob = Comment::by_author("bob").all(&table).await.unwrap();
    assert_eq!(texts(by_bob), [row("On it", "bob", 10), row("", "bob", 2)]);
}

#[tokio::test]
async fn claims_are_read_as_an_entity() {
    let table = world().await;
    let claims = TableClient::<Claims>::new(table.client().clone()).named(table.name());
    for (email, id) in
        [("ann.miller@example.org", "ann"), ("bob@example.org", "bob"), ("cy@example.org", "cy")]
    {
        let claim = EmailClaim::get(email).send(&claims).await.unwrap().unwrap();
        assert_eq!((&*claim.email, &*claim.user_id), (email, id));
    }
}

#[tokio::test]
async fn a_value_in_another_case_than_its_key_is_refused() {
    let table = world().await;
    let claims = TableClient::<Claims>::new(table.client().clone()).named(table.name());
    let before = stored(&table).await;
    let refused = EmailClaim::get("Bob@example.org").send(&claims).await.unwrap_err();
    assert!(refused.is_invalid_key());
    let claim = EmailClaim { email: "Dan@example.org".to_owned(), user_id: "dan".to_owned() };
    let refused = claim.create().send(&claims).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "EmailClaim: the value is not in lower case and must not be changed (`exact`), in `{email}` of the key template \
         \"EMAIL#{email:lower:any:exact}\""
    );
    assert!(claim.put().send(&claims).await.unwrap_err().is_invalid_key());
    assert_eq!(stored(&table).await, before);
    let claim = EmailClaim { email: "dan@example.org".to_owned(), ..claim };
    claim.create().send(&claims).await.unwrap();
    assert_eq!(EmailClaim::get("dan@example.org").send(&claims).await.unwrap(), Some(claim));
}

#[tokio::test]
async fn backfill_adds_owners_only() {
    let table = world().await;
    let before = stored(&table).await;
    let users = table.backfill::<User>().remove_strays().send().await.unwrap();
    assert_eq!((users.rewritten, users.left.len(), users.removed), (3, 0, 0));
    for done in [
        table.backfill::<Organization>().send().await.unwrap(),
        table.backfill::<Task>().send().await.unwrap(),
        table.backfill::<Comment>().send().await.unwrap(),
    ] {
        assert_eq!((done.rewritten, done.left.len()), (0, 0));
    }
    let owners = ["ann.miller", "bob", "cy"].map(|name| format!("EMAIL#{name}@example.org _owner"));
    assert_eq!(changes::<Tracker>(&before, &stored(&table).await), owners);
}

#[tokio::test]
async fn updates_change_the_named_attributes_only() {
    let table = world().await;
    for item in Tracker::scan().all(&table).await.unwrap() {
        let before = stored(&table).await;
        let mut expected = match item {
            Tracker::User(value) => {
                value.update().set(User::FIELDS.logins, 99).send(&table).await.unwrap();
                let user = format!("USER#{}", value.user_id);
                let claim = format!("EMAIL#{} _owner", value.email.to_lowercase());
                vec![claim, format!("{user} logins"), format!("{user} version")]
            }
            Tracker::Organization(value) => {
                value.update().set(Organization::FIELDS.member_count, 99).send(&table).await.unwrap();
                vec![format!("ORG#{} member_count", value.slug)]
            }
            Tracker::Task(value) => {
                value.update().set(Task::FIELDS.title, "New").send(&table).await.unwrap();
                ["title", "version"].map(|name| format!("ORG#{} {name}", value.org)).to_vec()
            }
            Tracker::Comment(value) => {
                value.update().set(Comment::FIELDS.text, "edited").send(&table).await.unwrap();
                vec![format!("ORG#{} text", value.org)]
            }
        };
        expected.sort();
        assert_eq!(changes::<Tracker>(&before, &stored(&table).await), expected);
    }
}

#[tokio::test]
async fn tasks_keep_what_is_not_named() {
    let table = world().await;
    let before = stored(&table).await;
    let done = table.backfill::<Task>().send().await.unwrap();
    assert_eq!((done.rewritten, done.unchanged, done.left.len()), (0, 5, 0));
    for task in Task::scan().all(&table).await.unwrap() {
        let before = stored(&table).await;
        task.update().set(Task::FIELDS.title, "New").send(&table).await.unwrap();
        let expected = ["title", "version"].map(|name| format!("ORG#{} {name}", task.org));
        assert_eq!(changes::<Tracker>(&before, &stored(&table).await), expected);
        let before = stored(&table).await;
        Task::delete(&task.org, task.number).send(&table).await.unwrap();
        assert_eq!(changes::<Tracker>(&before, &stored(&table).await), [format!("ORG#{} gone", task.org)]);
    }
    assert_eq!(stored(&table).await.len(), before.len() - 5);
}

#[tokio::test]
async fn puts_of_read_values_change_nothing_but_versions_and_owners() {
    let table = world().await;
    for item in Tracker::scan().all(&table).await.unwrap() {
        let before = stored(&table).await;
        let mut expected = Vec::new();
        match item {
            Tracker::User(value) => {
                value.put().send(&table).await.unwrap();
                expected.push(format!("EMAIL#{} _owner", value.email.to_lowercase()));
                expected.push(format!("USER#{} version", value.user_id));
            }
            Tracker::Organization(value) => value.put().send(&table).await.unwrap(),
            Tracker::Task(value) => {
                value.put().send(&table).await.unwrap();
                expected.push(format!("ORG#{} version", value.org));
            }
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
                let claim = format!("EMAIL#{} gone", value.email.to_lowercase());
                vec![claim, format!("USER#{} gone", value.user_id)]
            }
            Tracker::Organization(value) => {
                value.delete().send(&table).await.unwrap();
                vec![format!("ORG#{} gone", value.slug)]
            }
            Tracker::Task(value) => {
                Task::delete(&value.org, value.number).send(&table).await.unwrap();
                vec![format!("ORG#{} gone", value.org)]
            }
            Tracker::Comment(value) => {
                Comment::delete(&value.org, value.number, &value.at).send(&table).await.unwrap();
                vec![format!("ORG#{} gone", value.org)]
            }
        };
        assert_eq!(changes::<Tracker>(&before, &stored(&table).await), expected);
    }
}

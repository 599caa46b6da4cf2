//! The items of `ElectroDB`, as its own queries answer them.

mod audit;
mod model;
mod writes;

use dynamodel::TableClient;
use jiff::civil::date;

use crate::planted::{items, plant};
use crate::support::world::table;
use model::{
    Comment, Constraint, Constraints, Org, Organization, Role, Status, Task, Thread, Tracker, User, Workload,
};

const ITEMS: &str = include_str!("data/electrodb.json");

async fn world() -> TableClient<Tracker> {
    let table = table::<Tracker>().await;
    plant(&table, items(ITEMS)).await;
    table
}

fn numbers(tasks: Vec<Task>) -> Vec<u32> {
    tasks.into_iter().map(|task| task.number).collect()
}

fn ids(comments: Vec<Comment>) -> Vec<String> {
    comments.into_iter().map(|comment| comment.comment_id).collect()
}

#[tokio::test]
async fn items_are_found_by_key_whatever_their_case() {
    let table = world().await;
    let org = Org::get("Acme-Corp").send(&table).await.unwrap().unwrap();
    assert_eq!(org.name, "Acme Corporation");
    for id in ["U-01HX7Ann", "u-01hx7ann"] {
        let user = User::get(id).send(&table).await.unwrap().unwrap();
        assert_eq!((user.name.as_str(), user.user_id.as_str()), ("Ann Miller", "U-01HX7Ann"));
    }
}

#[tokio::test]
async fn users_are_found_by_email_and_by_org() {
    let table = world().await;
    for (email, id) in [("ann.miller@example.ORG", "U-01HX7Ann"), ("cy#1@example.org", "U-01HX9Cy")] {
        let users = User::by_email(email).all(&table).await.unwrap();
        assert_eq!(users.iter().map(|user| user.user_id.as_str()).collect::<Vec<_>>(), [id]);
    }
    let members = User::in_org("Acme-Corp").all(&table).await.unwrap();
    let members: Vec<_> = members.iter().map(|user| user.user_id.as_str()).collect();
    assert_eq!(members, ["U-01HX7Ann", "U-01HX8Bob"]);
    let admins = User::in_org("Acme-Corp").prefix((Role::Admin,)).all(&table).await.unwrap();
    assert_eq!(admins.len(), 1);
    assert_eq!(admins[0].user_id, "U-01HX7Ann");
}

#[tokio::test]
async fn orgs_are_found_by_plan_and_country() {
    let table = world().await;
    let orgs = Org::by_plan("free").all(&table).await.unwrap();
    assert_eq!(orgs.iter().map(|org| org.org_id.as_str()).collect::<Vec<_>>(), ["csharp", "nowhere"]);
    let orgs = Org::by_plan("free").prefix(("FR",)).all(&table).await.unwrap();
    assert_eq!(orgs.iter().map(|org| org.org_id.as_str()).collect::<Vec<_>>(), ["csharp"]);
}

#[tokio::test]
async fn tasks_are_found_by_project_status_and_assignee() {
    let table = world().await;
    assert_eq!(numbers(Task::in_project("Acme-Corp", "Web").all(&table).await.unwrap()), [1, 2, 4, 10]);
    let open = || Task::by_status("Acme-Corp", &Status::Open);
    assert_eq!(numbers(open().all(&table).await.unwrap()), [10, 2, 4]);
    assert_eq!(numbers(open().range(..date(2024, 6, 10)).all(&table).await.unwrap()), [10]);
    let workload = Workload::of("unassigned").all(&table).await.unwrap();
    let workload = workload.into_iter().map(|item| match item {
        Workload::InProgress(task) | Workload::Open(task) => task.number,
    });
    assert_eq!(workload.collect::<Vec<_>>(), [3, 4]);
    assert_eq!(numbers(Task::open_of("unassigned").all(&table).await.unwrap()), [4]);
}

#[tokio::test]
async fn comments_are_found_by_task_author_and_pin() {
    let table = world().await;
    let of_task = Comment::in_project("Acme-Corp", "Web").prefix((2,));
    assert_eq!(ids(of_task.all(&table).await.unwrap()), ["01HZ0A", "01HZ0B"]);
    let by_bob = || Comment::by_author("U-01HX8Bob");
    assert_eq!(ids(by_bob().all(&table).await.unwrap()), ["01HZ0C", "01HZ0B"]);
    assert_eq!(ids(by_bob().rev().take(1).all(&table).await.unwrap()), ["01HZ0B"]);
    assert_eq!(ids(Comment::pinned("U-01HX7Ann").all(&table).await.unwrap()), ["01HZ0C"]);
}

#[tokio::test]
async fn collections_hold_all_their_entities() {
    let table = world().await;
    let names = Organization::of("Acme-Corp").all(&table).await.unwrap().into_iter().map(|item| match item {
        Organization::Org(org) => org.org_id,
        Organization::User(user) => user.name,
    });
    assert_eq!(names.collect::<Vec<_>>(), ["Acme-Corp", "Ann Miller", "Bob O'Neil"]);
    let (mut tasks, mut comments) = (Vec::new(), Vec::new());
    for item in Thread::of("Acme-Corp", "Web").all(&table).await.unwrap() {
        match item {
            Thread::Comment(comment) => comments.push(comment.comment_id),
            Thread::Task(task) => tasks.push(task.number),
        }
    }
    assert_eq!(tasks, [1, 2, 4, 10]);
    assert_eq!(comments, ["01HZ0A", "01HZ0B", "01HZ0C"]);
}

#[tokio::test]
async fn constraints_are_read_as_an_entity() {
    let table = world().await;
    let constraints = TableClient::<Constraints>::new(table.client().clone()).named(table.name());
    let found = Constraint::get("BOB@example.org", "email", "user").send(&constraints).await.unwrap();
    assert_eq!(found.unwrap().value, "bob@example.org");
}

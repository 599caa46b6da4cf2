//! The requests of a migration.

use dynamodel::Entity as _;

use super::{World, user, video};

#[tokio::test]
async fn transaction_checks_the_source_and_writes_all_targets() {
    let world = World::empty().await;
    video(1).create().send(&world.old).await.unwrap();
    world.migration().send().await.unwrap();
    let attempts = world.faults.attempts();
    let sent = attempts.iter().find(|attempt| attempt.operation() == "TransactWriteItems").unwrap().json();
    let items = sent["TransactItems"].as_array().unwrap();
    let tables: Vec<_> = items
        .iter()
        .flat_map(|item| item.as_object().unwrap().iter())
        .map(|(operation, item)| (operation.as_str(), item["TableName"].as_str().unwrap()))
        .collect();
    // The video, its copy and two tags.
    assert_eq!(
        tables,
        [("Put", "new"), ("Put", "new"), ("Put", "new"), ("Put", "new"), ("ConditionCheck", "old")]
    );
    let check = &items[4]["ConditionCheck"];
    let names = check["ExpressionAttributeNames"].as_object().unwrap();
    for name in ["title", "tags", "owner", "id", "ends_at", "_revision", "type"] {
        assert!(names.values().any(|value| value == name), "{name} is not compared: {check}");
    }
}

#[tokio::test]
async fn versions_count_the_writes_of_the_target() {
    let world = World::empty().await;
    user(1).create().send(&world.old).await.unwrap();
    let version = async || super::new::User::get(1).required().send(&world.new).await.unwrap().version;
    world.migration().send().await.unwrap();
    assert_eq!(version().await, 1);
    let changed = super::old::User { last: "May".to_owned(), ..user(1) };
    changed.put().send(&world.old).await.unwrap();
    world.migration().send().await.unwrap();
    assert_eq!(version().await, 2);
    assert_eq!(world.migration().send().await.unwrap().unchanged, 1);
    assert_eq!(version().await, 2);
}

//! Fields and variants that keys are made of.

use dynamodel::KeySegment;

use super::*;

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "lowercase")]
enum Status {
    #[serde(alias = "ACTIVE", alias = "on")]
    Open,
    Closed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_user", pk = "user-{user}", sk = "{status}#{no}")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{no}", project(keys_only))]
struct Task {
    #[serde(alias = "userName")]
    #[entity(in_key)]
    user: String,
    status: Status,
    #[serde(alias = "number")]
    no: u32,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tasks", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk", project(keys_only))]
enum Tasks {
    Task(Task),
}

fn task() -> Task {
    Task { user: "ann".to_owned(), status: Status::Open, no: 3, text: "x".to_owned() }
}

fn older_task(sk: &str, status: &str) -> Item {
    let task = with(with(item("user-ann", sk), "kind", s("Task")), "status", s(status));
    with(with(with(task, "userName", s("ann")), "number", n(3)), "text", s("x"))
}

#[tokio::test]
async fn a_field_that_only_the_key_holds_is_read_from_the_key() -> Result<(), Error> {
    let table = table::<Tasks>().await;
    write(&table, older_task("open#0000000003", "open")).await;
    assert_eq!(Task::of_user("ann").all(&table).await?, [task()]);
    Task::update("ann", &Status::Open, 3).set(Task::FIELDS.text, "y").send(&table).await?;
    let done = table.backfill::<Task>().send().await?;
    assert_eq!((done.rewritten, done.left.len()), (1, 0));
    let item = stored(&table).await.into_values().next().unwrap();
    assert!(!item.contains_key("userName") && item["no"] == n(3), "{item:?}");
    assert_eq!(
        Task::get("ann", &Status::Open, 3).send(&table).await?,
        Some(Task { text: "y".to_owned(), ..task() })
    );
    Ok(())
}

#[tokio::test]
async fn a_key_with_an_older_name_of_a_variant_is_read_as_that_variant() -> Result<(), Error> {
    let table = table::<Tasks>().await;
    for (sk, status) in [("ACTIVE#0000000003", "ACTIVE"), ("on#0000000004", "on")] {
        write(&table, older_task(sk, status)).await;
    }
    assert_eq!(Task::decode_key("user-ann", "ACTIVE#0000000003")?.1, Status::Open);
    assert_eq!(Task::decode_key("user-ann", "on#0000000004")?.1, Status::Open);
    assert!(Task::decode_key("user-ann", "off#0000000004").is_err());
    // The item itself belongs under the key that its variant has today.
    assert!(Task::of_user("ann").all(&table).await.unwrap_err().is_malformed_item());
    Ok(())
}

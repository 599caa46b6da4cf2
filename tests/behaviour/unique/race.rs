//! Many that want one name.

use dynamodel::{Entity as _, TableClient};

use crate::support::store::stored;
use crate::support::world::table;
use crate::unique::{Member, Members, astray, member};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_64_creates_gets_the_name() {
    let table = table::<Members>().await;
    let tasks: Vec<_> = (0..64).map(|id| tokio::spawn(member(id, "alice").create().send(&table))).collect();
    let (mut winners, mut violations) = (0, 0);
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => winners += 1,
            Err(error) => {
                assert_eq!(error.unique_field(), Some("user_name"), "{error}");
                violations += 1;
            }
        }
    }
    assert_eq!((winners, violations), (1, 63));
    let left = stored(&table).await;
    assert_eq!((left.len(), astray(&left)), (3, Vec::new()));
}

const NAMES: [&str; 3] = ["alice", "bob", "carol"];

/// Each task its own item, and fewer names than items.
async fn write(table: TableClient<Members>, task: usize) -> usize {
    let mut written = 0;
    for round in 0..3 {
        let id = u64::try_from(task % 5).unwrap();
        let wanted = Member { badge: Some(1), ..member(id, NAMES[(task + round) % 3]) };
        let sent = match (task + round) % 4 {
            0 => Member::delete(id).send(&table).await,
            1 => wanted.create().send(&table).await,
            _ => wanted.put().send(&table).await,
        };
        match sent {
            Ok(()) => written += 1,
            Err(error) => {
                let expected =
                    error.is_unique_violation() || error.is_conflict() || error.is_already_exists();
                assert!(expected, "{error}");
            }
        }
    }
    written
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_at_the_same_time_leave_no_marker_and_no_two_owners() {
    let table = table::<Members>().await;
    let tasks: Vec<_> = (0..64).map(|task| tokio::spawn(write(table.clone(), task))).collect();
    let mut written = 0;
    for task in tasks {
        written += task.await.unwrap();
    }
    assert!(written > 0);
    let left = stored(&table).await;
    assert_eq!(astray(&left), [""; 0]);
    for id in 0..5 {
        Member::delete(id).send(&table).await.unwrap();
    }
    assert!(stored(&table).await.is_empty());
}

#[tokio::test]
async fn the_check_finds_what_is_astray() {
    let table = table::<Members>().await;
    let whole = Member { badge: Some(7), nick: Some("al".to_owned()), ..member(1, "alice") };
    whole.create().send(&table).await.unwrap();
    let stored = stored(&table).await;
    assert_eq!(astray(&stored), [""; 0]);
    for key in stored.keys() {
        let mut part = stored.clone();
        part.remove(key);
        let wrong = if key.contains("\"member-1\"") { 4 } else { 1 };
        assert_eq!(astray(&part).len(), wrong, "without {key}");
        let mut stale = stored.clone();
        stale.get_mut(key).unwrap().insert("user_name".to_owned(), crate::support::raw::s("stale"));
        assert!(!astray(&stale).is_empty(), "with another {key}");
    }
}

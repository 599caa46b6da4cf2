//! Two operations of one transaction that claim one unique value.

use dynamodel::{Entity as _, Error, Transaction, transact};

use crate::support::store::stored;
use crate::support::world::{faulty, table};
use crate::unique::{Member, Members, astray, member};
use dynamodel::testing::Faults;

/// The error is that of the later operation, names the fields, and nothing was sent.
fn claimed_twice<O: std::fmt::Debug>(sent: Result<O, Error>, operation: usize, field: &str) {
    let error = sent.unwrap_err();
    assert!(error.is_unique_violation() && !error.is_item_twice(), "{error}");
    assert_eq!((error.operation(), error.unique_field()), (Some(operation), Some(field)), "{error}");
    assert!(!error.is_outcome_unknown() && error.entity() == Some("Member"), "{error}");
}

async fn world() -> (Faults, dynamodel::TableClient<Members>) {
    let (faults, _) = faulty::<Members>().await;
    let table = dynamodel::TableClient::new(faults.client());
    (faults, table)
}

#[tokio::test]
async fn two_creates_of_one_unique_value_violate_it() {
    let (faults, table) = world().await;
    let both = [member(1, "carol").create(), member(2, "carol").create()];
    claimed_twice(transact(both).send(&table).await, 1, "user_name");
    let both = (member(1, "carol").create(), Member::delete(9), member(2, "carol").create());
    let error = transact(both).send(&table).await.unwrap_err();
    assert_eq!(error.operation(), Some(2), "{error}");
    let text = error.to_string();
    assert!(
        text.contains("operation 0 of the transaction already claims this value of the unique `user_name`"),
        "{text}"
    );
    assert_eq!(error.key(), Some(("member-2", Some("_root"))));
    assert!(faults.attempts().is_empty(), "{:?}", faults.operations());
}

#[tokio::test]
async fn scopes_and_fields_unique_together_are_claimed_once() {
    let (faults, table) = world().await;
    let nicked =
        |id, nick: &str, club| Member { nick: Some(nick.to_owned()), club, ..member(id, &format!("n{id}")) };
    let both = [nicked(1, "al", 7).create(), nicked(2, "al", 7).create()];
    claimed_twice(transact(both).send(&table).await, 1, "nick");
    let badged = |id, badge| Member { badge: Some(badge), ..member(id, &format!("n{id}")) };
    let both = [badged(1, 5).create(), badged(2, 5).create()];
    claimed_twice(transact(both).send(&table).await, 1, "club+badge");
    assert!(faults.attempts().is_empty(), "{:?}", faults.operations());
    // In another scope it is another value.
    transact([nicked(1, "al", 7).create(), nicked(2, "al", 8).create()]).send(&table).await.unwrap();
}

#[tokio::test]
async fn a_key_of_a_unique_lookup_is_claimed_once() {
    let (faults, table) = world().await;
    let mailed = |id| Member { email: "x@example.org".to_owned(), ..member(id, &format!("n{id}")) };
    claimed_twice(transact([mailed(1).create(), mailed(2).create()]).send(&table).await, 1, "email");
    assert!(
        transact([mailed(1).create(), mailed(2).create()]).request(&table).unwrap_err().is_unique_violation()
    );
    assert!(faults.attempts().is_empty(), "{:?}", faults.operations());
}

#[tokio::test]
async fn puts_of_one_unique_value_are_refused_before_anything_is_read() {
    let (faults, table) = world().await;
    let both = (member(1, "carol").put(), member(2, "carol").put());
    claimed_twice(transact(both).send(&table).await, 1, "user_name");
    let both = Transaction::new().and(member(1, "carol").create()).and(member(2, "carol").put());
    claimed_twice(both.send(&table).await, 1, "user_name");
    let moved = member(1, "carol").move_to(&member(3, "carol"));
    claimed_twice(transact((member(2, "carol").put(), moved)).send(&table).await, 1, "user_name");
    assert!(faults.attempts().is_empty(), "{:?}", faults.operations());
}

#[tokio::test]
async fn updates_that_claim_one_value_violate_it() {
    let table = table::<Members>().await;
    let (alice, bob) = (member(1, "alice"), member(2, "bob"));
    transact((alice.create(), bob.create())).send(&table).await.unwrap();
    let before = stored(&table).await;
    let name = Member::FIELDS.user_name;
    let both = (alice.update().set(name, "carol"), bob.update().set(name, "carol"));
    claimed_twice(transact(both).send(&table).await, 1, "user_name");
    let both =
        (member(3, "carol").create(), alice.update().with(|member| member.user_name = "carol".to_owned()));
    claimed_twice(transact(both).send(&table).await, 1, "user_name");
    let both = (alice.update().set(name, "bob"), bob.update().set(Member::FIELDS.club, 3));
    claimed_twice(transact(both).send(&table).await, 1, "user_name");
    assert_eq!(stored(&table).await, before);
}

/// The value has changed hands already when another operation claims it.
#[tokio::test]
async fn a_value_given_up_is_taken_once() {
    let table = table::<Members>().await;
    member(1, "alice").create().send(&table).await.unwrap();
    let before = stored(&table).await;
    let all = (Member::delete(1), member(2, "alice").create(), member(3, "alice").create());
    claimed_twice(transact(all).send(&table).await, 2, "user_name");
    let all = (member(2, "alice").create(), Member::delete(1), member(3, "alice").put());
    claimed_twice(transact(all).send(&table).await, 2, "user_name");
    let renamed = member(1, "alice").update().set(Member::FIELDS.user_name, "bob");
    let all = (renamed, member(2, "alice").create(), member(3, "alice").create());
    claimed_twice(transact(all).send(&table).await, 2, "user_name");
    assert_eq!(stored(&table).await, before);
    assert_eq!(astray(&before), [""; 0]);
}

/// Both want the unique value, but one item is written twice.
#[tokio::test]
async fn one_item_written_twice_is_no_violation() {
    let table = table::<Members>().await;
    let carol = || member(1, "carol");
    for sent in [
        transact((carol().create(), carol().create())).send(&table).await.map(drop),
        transact((carol().put(), carol().create())).send(&table).await.map(drop),
        transact((member(2, "carol").move_to(&carol()), carol().put())).send(&table).await.map(drop),
    ] {
        let error = sent.unwrap_err();
        assert!(!error.is_unique_violation(), "{error}");
    }
    assert!(stored(&table).await.is_empty());
}

//! Conditions on writes, and the item that a failed one has met.

use dynamodel::{Entity, Error, Table, TableClient, expr::Condition};
use serde::{Deserialize, Serialize};

use crate::support::model::{Video, YouTube};
use crate::support::store::{content, orphans, stored};
use crate::support::world::{faulty, table};
use crate::support::youtube::video;
use dynamodel::testing::Fault::LostReply;
use dynamodel::testing::When::Nth;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "account-{name}", sk = "_root")]
struct Account {
    name: String,
    credits: u64,
}

/// Shares its key with accounts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "account-{name}", sk = "_root")]
struct Group {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "bank", type_attribute = "type", shared(Account, Group))]
enum Bank {
    Account(Account),
    Group(Group),
}

fn account(credits: u64) -> Account {
    Account { name: "ann".to_owned(), credits }
}

fn credits(wanted: u64) -> Condition<Account> {
    Account::FIELDS.credits.eq(wanted)
}

fn titled(title: &str) -> Condition<Video> {
    Video::FIELDS.video_title.eq(title)
}

fn failed<R: std::fmt::Debug>(sent: Result<R, Error>) -> Error {
    let error = sent.unwrap_err();
    assert!(error.is_condition_failed() && !error.is_outcome_unknown(), "{error}");
    error
}

#[tokio::test]
async fn a_write_whose_condition_fails_says_what_it_met() {
    let table = table::<Bank>().await;
    account(5).create().send(&table).await.unwrap();
    let error = failed(account(7).put().condition(credits(6)).send(&table).await);
    assert_eq!(error.met::<Account>().unwrap(), Some(account(5)));
    assert!(error.met::<Group>().unwrap_err().is_type_mismatch());
    assert_eq!((error.entity(), error.key()), (Some("Account"), Some(("account-ann", Some("_root")))));
    let error = failed(Account::delete("ann").condition(credits(6)).send(&table).await);
    assert_eq!(error.met::<Account>().unwrap(), Some(account(5)));
    assert_eq!(Account::get("ann").send(&table).await.unwrap(), Some(account(5)));

    account(7).put().condition(credits(5)).send(&table).await.unwrap();
    account(7).delete().condition(credits(7)).condition(!credits(5)).send(&table).await.unwrap();
    let error = failed(account(7).delete().condition(credits(7)).send(&table).await);
    assert_eq!(error.met::<Account>().unwrap(), None);
}

#[tokio::test]
async fn if_exists_requires_an_item() {
    let table = table::<Bank>().await;
    for error in [
        account(1).put().must_exist().send(&table).await.unwrap_err(),
        Account::delete("ann").must_exist().send(&table).await.unwrap_err(),
        Account::get("ann").must_exist().send(&table).await.unwrap_err(),
    ] {
        assert!(error.is_not_found(), "{error}");
    }
    account(1).create().send(&table).await.unwrap();
    Account::get("ann").must_exist().send(&table).await.unwrap();
    failed(Account::get("ann").must_exist().condition(credits(2)).send(&table).await);
    account(2).put().must_exist().send(&table).await.unwrap();
    Account::delete("ann").must_exist().condition(credits(2)).send(&table).await.unwrap();
}

#[tokio::test]
async fn an_item_of_another_kind_is_no_failed_condition() {
    let table = table::<Bank>().await;
    Group { name: "ann".to_owned() }.create().send(&table).await.unwrap();
    for error in [
        account(1).put().condition(credits(1)).send(&table).await.unwrap_err(),
        Account::delete("ann").must_exist().send(&table).await.unwrap_err(),
        Account::get("ann").must_exist().send(&table).await.unwrap_err(),
    ] {
        assert!(error.is_held_by_other(), "{error}");
    }
    let error = account(1).create().send(&table).await.unwrap_err();
    assert_eq!(error.met::<Group>().unwrap(), Some(Group { name: "ann".to_owned() }));
}

#[tokio::test]
async fn conditions_hold_for_items_with_lookups_as_well() {
    let table = table::<YouTube>().await;
    let error = failed(video(1, 1, 0).put().condition(titled("other")).send(&table).await);
    assert_eq!(error.met::<Video>().unwrap(), None);
    let missing = video(1, 1, 0).put().must_exist().send(&table).await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
    let missing = Video::delete(1).must_exist().send(&table).await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
    video(1, 1, 0).create().send(&table).await.unwrap();
    let before = content(&table).await;

    let error = failed(video(1, 2, 9).put().condition(titled("other")).send(&table).await);
    assert_eq!(error.met::<Video>().unwrap(), Some(video(1, 1, 0)));
    failed(Video::delete(1).condition(titled("other")).send(&table).await);
    assert_eq!(content(&table).await, before);

    let title = video(1, 1, 0).video_title;
    video(1, 2, 9).put().condition(titled(&title)).send(&table).await.unwrap();
    assert_eq!(orphans(&stored(&table).await), [""; 0]);
    Video::delete(1).condition(titled(&video(1, 2, 9).video_title)).send(&table).await.unwrap();
    assert_eq!(stored(&table).await.len(), 0);
}

#[tokio::test]
async fn returning_old_returns_the_replaced_item() {
    let table = table::<YouTube>().await;
    assert_eq!(video(1, 1, 0).put().returning_old().send(&table).await.unwrap(), None);
    let old = video(1, 2, 9).put().returning_old().send(&table).await.unwrap();
    assert_eq!(old, Some(video(1, 1, 0)));
    assert_eq!(Video::delete(1).returning_old().send(&table).await.unwrap(), Some(video(1, 2, 9)));
    assert_eq!(Video::delete(1).returning_old().send(&table).await.unwrap(), None);

    let bank = self::table::<Bank>().await;
    assert_eq!(account(1).put().returning_old().send(&bank).await.unwrap(), None);
    assert_eq!(account(2).put().returning_old().send(&bank).await.unwrap(), Some(account(1)));
    assert_eq!(account(2).delete().returning_old().send(&bank).await.unwrap(), Some(account(2)));
}

/// After a lost answer the item that is met may be the write's own.
#[tokio::test(start_paused = true)]
async fn a_condition_that_fails_behind_a_lost_answer() {
    let (faults, plain) = faulty::<Bank>().await;
    let table: TableClient<Bank> = Bank::table(faults.client());
    account(5).create().send(&plain).await.unwrap();
    faults.on("PutItem", Nth(1), LostReply);
    account(7).put().condition(credits(5)).send(&table).await.unwrap();
    assert_eq!(faults.operations(), ["PutItem"; 2]);

    faults.reset();
    faults.on("PutItem", Nth(1), LostReply);
    let error = account(9).put().condition(credits(6)).send(&table).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(Account::get("ann").send(&plain).await.unwrap(), Some(account(7)));

    faults.reset();
    faults.on("PutItem", Nth(1), LostReply);
    let error = account(9).put().returning_old().send(&table).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(faults.operations(), ["PutItem"], "what it had replaced would not come back");
}

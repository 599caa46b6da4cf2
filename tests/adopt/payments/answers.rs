//! Seven questions to the table.

use dynamodel::Table as _;
use jiff::Timestamp;
use jiff::civil::date;

use super::model::{Account, Payment, Payments, Receipt, Statement, Status, Subscription};
use super::{payments, rows};

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn payment_ids(payments: &[Payment]) -> Vec<u32> {
    payments.iter().map(|payment| payment.id).collect()
}

fn subscriptions(found: &[Subscription]) -> Vec<u32> {
    found.iter().map(|subscription| subscription.id).collect()
}

#[tokio::test]
async fn every_item_is_read_whole() {
    let first = Payment {
        account: 123,
        scheduled: time("2024-07-01T09:30:00Z"),
        id: 42,
        status: Status::Scheduled,
        amount: None,
    };
    let table = payments().await;
    let found = Payment::get(123, &first.scheduled).send(&table).await.unwrap();
    assert_eq!(found.as_ref(), Some(&first));
    let receipt = Receipt {
        account: 123,
        paid: time("2024-04-28T13:10:20.5Z"),
        product: 999,
        payment_amount: "12.99".parse().unwrap(),
        payment_details: Some("{\"charge\": \"ch_1\"}".to_owned()),
        until: Some(4_070_908_800),
    };
    let found = Receipt::get(123, &receipt.paid, 999).send(&table).await.unwrap();
    assert_eq!(found, Some(receipt));
    assert!(rows().into_iter().all(|row| Payments::from_item(row).is_ok()));
    // One receipt has expired.
    assert_eq!(Payments::scan().all(&table).await.unwrap().len(), rows().len() - 1);
}

#[tokio::test]
async fn subscriptions_of_an_account() {
    let table = payments().await;
    let found = Subscription::of_account(123).all(&table).await.unwrap();
    assert_eq!(
        found.iter().map(|found| (found.id, found.product)).collect::<Vec<_>>(),
        [(77, 999), (78, 100)]
    );
    assert_eq!(found[1].last_reminder_date, None);
}

#[tokio::test]
async fn receipts_of_an_account_newest_first_and_of_a_month() {
    let table = payments().await;
    let receipts = Receipt::of_account(123).rev().all(&table).await.unwrap();
    let times: Vec<_> = receipts.iter().map(|receipt| receipt.paid).collect();
    assert_eq!(times, [time("2024-05-28T13:10:19.073Z"), time("2024-04-28T13:10:20.5Z")]);
    let april = time("2024-04-01T00:00:00Z")..time("2024-05-01T00:00:00Z");
    let receipts = Receipt::of_account(123).range(april).all(&table).await.unwrap();
    assert_eq!(receipts.len(), 1);
}

#[tokio::test]
async fn reminders_that_are_due() {
    let table = payments().await;
    let due = Subscription::reminders_due(&date(2024, 6, 21)).all(&table).await.unwrap();
    // One had no reminder yet, so it is not in the index of the other program either.
    assert_eq!(subscriptions(&due), [77, 79]);
}

#[tokio::test]
async fn payments_that_are_due_and_were_last_paid_before_a_date() {
    let table = payments().await;
    let due = || Subscription::payments_due(&date(2024, 6, 28));
    assert_eq!(subscriptions(&due().all(&table).await.unwrap()), [77, 78]);
    let late = due().range(..date(2024, 6, 1)).all(&table).await.unwrap();
    assert_eq!(subscriptions(&late), [77]);
}

#[tokio::test]
async fn scheduled_payments_of_an_account_in_the_next_90_days() {
    let table = payments().await;
    let days = time("2024-06-15T00:00:00Z")..time("2024-09-13T00:00:00Z");
    let found = Payment::of_account(123).range(days).all(&table).await.unwrap();
    assert_eq!(payment_ids(&found), [42, 43]);
    assert_eq!(Payment::of_account(123).count(&table).await.unwrap(), 3);
}

#[tokio::test]
async fn payments_of_all_accounts_on_a_date_by_status() {
    let table = payments().await;
    let on_day = |status| Payment::on_day(date(2024, 7, 1)).prefix((status,));
    let scheduled = on_day(Status::Scheduled).all(&table).await.unwrap();
    assert_eq!(payment_ids(&scheduled), [42, 7]);
    assert_eq!(payment_ids(&on_day(Status::Pending).all(&table).await.unwrap()), [43]);
    assert_eq!(on_day(Status::Processed).count(&table).await.unwrap(), 0);
    assert_eq!(Payment::on_day(date(2024, 7, 1)).count(&table).await.unwrap(), 3);
}

#[tokio::test]
async fn everything_of_an_account() {
    let table = payments().await;
    let items = Statement::of(123).all(&table).await.unwrap();
    let kinds = items.iter().map(|item| match item {
        Statement::Account(Account { email, .. }) => format!("account {email:?}"),
        Statement::Payment(payment) => format!("payment {}", payment.id),
        Statement::Receipt(receipt) => format!("receipt {}", receipt.paid),
        Statement::Subscription(subscription) => format!("subscription {}", subscription.id),
    });
    let expected = [
        "account Some(\"ann@example.org\")",
        "payment 42",
        "payment 43",
        "payment 44",
        "receipt 2024-04-28T13:10:20.5Z",
        "receipt 2024-05-28T13:10:19.073Z",
        "subscription 77",
        "subscription 78",
    ];
    assert_eq!(kinds.collect::<Vec<_>>(), expected);
}

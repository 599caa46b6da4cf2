//! Writes beside the other program.

use dynamodel::{Entity as _, transact};
use jiff::civil::date;

use super::model::{Account, Payment, Payments, Receipt, Status, Subscription};
use super::{payments, rows};
use crate::compare::{assert_backfill_keeps, changed, changes};
use crate::support::raw::{n, s};
use crate::support::store::{stored, with, write};

#[tokio::test]
async fn backfill_leaves_every_attribute() {
    let table = payments().await;
    assert_backfill_keeps::<Account, _>(&table, 2).await;
    assert_backfill_keeps::<Subscription, _>(&table, 4).await;
    assert_backfill_keeps::<Receipt, _>(&table, 2).await;
    assert_backfill_keeps::<Payment, _>(&table, 5).await;
}

/// The other program lets a payment expire, for which the model has no field.
#[tokio::test]
async fn backfill_leaves_an_expiry_time_that_no_field_reads() {
    let table = payments().await;
    let row = rows().into_iter().find(|row| row["SK"] == s("PMT#2024-12-24T00:00:00.000Z")).unwrap();
    write(&table, with(row, "TTL", n(4_070_908_800))).await;
    assert_backfill_keeps::<Payment, _>(&table, 5).await;
    let report = table.audit().send().await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert!(report.kept().any(|kept| kept == ("Payment", "TTL", 1)), "{report}");
}

#[tokio::test]
async fn updates_change_the_named_attributes_only() {
    let table = payments().await;
    for item in Payments::scan().all(&table).await.unwrap() {
        let before = stored(&table).await;
        let (account, attribute) = match item {
            Payments::Account(value) => {
                value.update().set(Account::FIELDS.email, "new@example.org").send(&table).await.unwrap();
                (value.account, "Email")
            }
            Payments::Subscription(value) => {
                value.update().set(Subscription::FIELDS.payment_day, 3).send(&table).await.unwrap();
                (value.account, "PaymentDay")
            }
            Payments::Receipt(value) => {
                let details = Receipt::FIELDS.payment_details;
                Receipt::update(123, &value.paid, value.product)
                    .set(details, "{}")
                    .send(&table)
                    .await
                    .unwrap();
                (value.account, "PaymentDetails")
            }
            Payments::Payment(value) => {
                let amount = "1.5".parse().unwrap();
                value.update().with(|payment| payment.amount = Some(amount)).send(&table).await.unwrap();
                (value.account, "Amount")
            }
        };
        let expected = [format!("ACC#{account} {attribute}")];
        assert_eq!(changes::<Payments>(&before, &stored(&table).await), expected);
    }
}

#[tokio::test]
async fn status_moves_a_payment_in_the_index_and_keeps_its_id() {
    let table = payments().await;
    let before = stored(&table).await;
    let payment = Payment::on_day(date(2024, 7, 1)).first(&table).await.unwrap().unwrap();
    assert_eq!(payment.id, 43);
    payment.update().set(Payment::FIELDS.status, Status::Processed).send(&table).await.unwrap();
    let after = stored(&table).await;
    assert_eq!(changed::<Payments>(&before, &after), ["GSI3SK", "Status"]);
    assert!(after.values().any(|item| item.get("GSI3SK") == Some(&s("PROCESSED#ACC#123#PAY#43"))));
}

#[tokio::test]
async fn receipt_is_created_with_the_next_date_of_its_subscription() {
    let table = payments().await;
    let before = stored(&table).await;
    let receipt = Receipt {
        account: 123,
        paid: "2024-06-28T13:10:00Z".parse().unwrap(),
        product: 999,
        payment_amount: "12.99".parse().unwrap(),
        payment_details: None,
        until: Some(4_070_908_800),
    };
    let paid = Subscription::update(123, 77, 999)
        .set(Subscription::FIELDS.last_payment_date, date(2024, 6, 28))
        .set(Subscription::FIELDS.next_payment_date, Some(date(2024, 7, 28)));
    transact((receipt.create(), paid)).send(&table).await.unwrap();
    let expected = ["ACC#123 new", "ACC#123 LastPaymentDate", "ACC#123 NextPaymentDate"];
    assert_eq!(changes::<Payments>(&before, &stored(&table).await), expected);
    let due = Subscription::payments_due(&date(2024, 7, 28)).all(&table).await.unwrap();
    assert_eq!(due.len(), 1);
}

#[tokio::test]
async fn created_payment_has_the_keys_of_the_others() {
    let table = payments().await;
    let before = stored(&table).await;
    let scheduled = "2025-01-01T00:00:00Z".parse().unwrap();
    let payment = Payment { account: 125, scheduled, id: 1, status: Status::Scheduled, amount: None };
    payment.create().send(&table).await.unwrap();
    let after = stored(&table).await;
    let created = after.into_iter().find(|(key, _)| !before.contains_key(key)).unwrap().1;
    let expected = [
        ("PK", "ACC#125"),
        ("SK", "PMT#2025-01-01T00:00:00.000Z"),
        ("_et", "payment"),
        ("Status", "SCHEDULED"),
        ("GSI3PK", "2025-01-01"),
        ("GSI3SK", "SCHEDULED#ACC#125#PAY#1"),
    ];
    assert_eq!(created, expected.map(|(name, value)| (name.to_owned(), s(value))).into());
}

#[tokio::test]
async fn deletes_remove_one_item() {
    let table = payments().await;
    for item in Payments::scan().all(&table).await.unwrap() {
        let before = stored(&table).await;
        let account = match item {
            Payments::Account(value) => {
                value.delete().send(&table).await.unwrap();
                value.account
            }
            Payments::Subscription(value) => {
                value.delete().send(&table).await.unwrap();
                value.account
            }
            Payments::Receipt(value) => {
                value.delete().send(&table).await.unwrap();
                value.account
            }
            Payments::Payment(value) => {
                value.delete().send(&table).await.unwrap();
                value.account
            }
        };
        assert_eq!(changes::<Payments>(&before, &stored(&table).await), [format!("ACC#{account} gone")]);
    }
    // The expired receipt is left.
    assert_eq!(stored(&table).await.len(), 1);
}

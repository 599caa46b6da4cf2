//! The entities of the payments.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use dynamodel::{Collection, Entity, KeySegment, Number, Table};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "PascalCase")]
#[entity(type_name = "account")]
#[key(pk = "ACC#{account}", sk = "ACCOUNT")]
pub(super) struct Account {
    #[entity(in_key)]
    pub(super) account: u32,
    #[entity(null)]
    pub(super) email: Option<String>,
}

/// Its dates are the keys of two indexes. One that has ended has no next dates, so it is in neither.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "PascalCase")]
#[entity(type_name = "subscription")]
#[key(name = "of_account", pk = "ACC#{account}", sk = "SUB#{id:plain}#SKU#{product:plain}")]
#[key(index = "GSI-1", name = "reminders_due", pk = [next_reminder_date], sk = [last_reminder_date])]
#[key(index = "GSI-2", name = "payments_due", pk = [next_payment_date], sk = [last_payment_date])]
pub(super) struct Subscription {
    #[entity(in_key)]
    pub(super) account: u32,
    #[entity(in_key)]
    pub(super) id: u32,
    #[entity(in_key)]
    pub(super) product: u32,
    pub(super) email: Option<String>,
    pub(super) payment_day: u8,
    pub(super) payment_amount: Number,
    pub(super) last_payment_date: Date,
    pub(super) next_payment_date: Option<Date>,
    pub(super) last_reminder_date: Option<Date>,
    pub(super) next_reminder_date: Option<Date>,
}

/// The time of the payment and the product stand only in the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "PascalCase")]
#[entity(type_name = "receipt")]
#[key(name = "of_account", pk = "ACC#{account}", sk = "REC#{paid:ms:exact}#SKU#{product:plain}")]
pub(super) struct Receipt {
    #[entity(in_key)]
    pub(super) account: u32,
    #[entity(in_key)]
    pub(super) paid: Timestamp,
    #[entity(in_key)]
    pub(super) product: u32,
    pub(super) payment_amount: Number,
    pub(super) payment_details: Option<String>,
    #[entity(ttl)]
    pub(super) until: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, KeySegment)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum Status {
    Scheduled,
    Pending,
    Processed,
}

/// The id stands only in the key of the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "PascalCase")]
#[entity(type_name = "payment")]
#[key(name = "of_account", pk = "ACC#{account}", sk = "PMT#{scheduled:ms:exact}")]
#[key(
    index = "GSI-3",
    name = "on_day",
    pk = "{scheduled:date}",
    sk = "{status}#ACC#{account:plain}#PAY#{id:plain}"
)]
pub(super) struct Payment {
    #[entity(in_key)]
    pub(super) account: u32,
    #[entity(in_key)]
    pub(super) scheduled: Timestamp,
    #[entity(in_key)]
    pub(super) id: u32,
    pub(super) status: Status,
    pub(super) amount: Option<Number>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "payments", pk = "PK", sk = "SK", type_attribute = "_et", ttl_attribute = "TTL")]
#[index(name = "GSI-1", pk = ["NextReminderDate"], sk = ["LastReminderDate"])]
#[index(name = "GSI-2", pk = ["NextPaymentDate"], sk = ["LastPaymentDate"])]
#[index(name = "GSI-3", pk = "GSI3PK", sk = "GSI3SK")]
pub(super) enum Payments {
    Account(Account),
    Subscription(Subscription),
    Receipt(Receipt),
    Payment(Payment),
}

/// Everything of an account.
#[derive(Clone, Debug, PartialEq, Collection)]
#[collection(name = "of", pk = "ACC#{account}")]
pub(super) enum Statement {
    Account(Account),
    Payment(Payment),
    Receipt(Receipt),
    Subscription(Subscription),
}

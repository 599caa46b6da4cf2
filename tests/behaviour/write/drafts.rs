//! Drafts: values without managed fields.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamodel::{Entity, Table, TableClient};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::support::world::table;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(rename_all = "camelCase", default = "Ticket::empty")]
#[key(pk = "tenant-{tenant_id}", sk = "ticket-{ticket_id}")]
#[entity(draft(name = "NewTicket", derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)))]
struct Ticket {
    tenant_id: u64,
    ticket_id: u64,
    #[serde(rename = "name", alias = "title")]
    ticket_name: String,
    #[serde(default, with = "dynamodel::string_set")]
    tags: std::collections::BTreeSet<String>,
    r#type: Option<u8>,
    #[entity(ttl)]
    until: Option<u64>,
    #[entity(version)]
    version: u64,
    #[entity(created_at)]
    created_at: SystemTime,
    #[entity(updated_at)]
    updated_at: Option<Timestamp>,
}

impl Ticket {
    fn empty() -> Self {
        draft().into()
    }
}

/// With a parameter, another type of version and a time of another crate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[serde(bound = "T: Serialize + serde::de::DeserializeOwned")]
#[key(pk = "envelope-{id}", sk = "_root")]
#[entity(draft = "NewEnvelope")]
struct Envelope<T>
where
    T: Clone,
{
    id: u64,
    body: T,
    #[entity(version)]
    version: u32,
    #[entity(updated_at)]
    updated_at: time::OffsetDateTime,
    #[entity(created_at)]
    created_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tickets", type_attribute = "kind", ttl_attribute = "expires")]
enum Tickets {
    Ticket(Ticket),
    Letter(Envelope<String>),
}

fn draft() -> NewTicket {
    let tags = ["a".to_owned()].into();
    NewTicket { tenant_id: 1, ticket_id: 2, ticket_name: "Paint".to_owned(), tags, r#type: None, until: None }
}

#[tokio::test]
async fn a_draft_is_created_with_managed_fields() {
    let now = UNIX_EPOCH + Duration::from_secs(10);
    let table: TableClient<Tickets> = table().await.with_clock(move || now);
    let stored = Ticket::from(draft()).create().returning_new().send(&table).await.unwrap();
    let ten = Timestamp::from_second(10).unwrap();
    let expected = Ticket { version: 1, created_at: now, updated_at: Some(ten), ..draft().into() };
    assert_eq!(stored, expected);
    assert_eq!(Ticket::get(1, 2).send(&table).await.unwrap(), Some(expected));

    let letter = NewEnvelope { id: 1, body: "Dear".to_owned() };
    let letter = Envelope::from(letter).create().returning_new().send(&table).await.unwrap();
    assert_eq!(
        (letter.version, letter.updated_at.unix_timestamp(), letter.created_at.timestamp()),
        (1, 10, 10)
    );
}

#[test]
fn managed_fields_of_a_draft_are_those_of_a_value_never_written() {
    let ticket = Ticket::from(draft());
    assert_eq!((ticket.version, ticket.created_at, ticket.updated_at), (0, UNIX_EPOCH, None));
}

#[test]
fn a_draft_has_the_serialized_form_of_the_entity() {
    let body =
        r#"{ "tenantId": 1, "ticketId": 2, "title": "Paint", "tags": ["a"], "type": null, "until": null }"#;
    let read: NewTicket = serde_json::from_str(body).unwrap();
    assert_eq!(read, draft());
    let whole = serde_json::to_value(Ticket::from(read.clone())).unwrap();
    let own = serde_json::to_value(read).unwrap();
    assert!(own.as_object().unwrap().iter().all(|(name, value)| whole[name] == *value), "{own} {whole}");
}

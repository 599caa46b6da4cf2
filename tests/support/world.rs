//! Tables for the tests of behaviour: on the embedded engine, or on the endpoint that is named.

use std::hash::{BuildHasher as _, RandomState};
use std::time::SystemTime;

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_dynamodb::{Client, Config};
use dynamodel::embedded::{self, Engine};
use dynamodel::{Table, TableClient};

use dynamodel::testing::Faults;

const ENDPOINT: &str = "DYNAMODEL_TEST_ENDPOINT";
const ITEMS_BY_SDK: &str = "DYNAMODEL_TEST_ITEMS_BY_SDK";

/// A client on an empty engine, or on the endpoint.
pub(crate) fn client() -> Client {
    let Ok(endpoint) = std::env::var(ENDPOINT) else { return embedded::client() };
    let config = Config::builder()
        .http_client(dynamodel::https::client())
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint)
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "tests"));
    Client::from_conf(config.build())
}

/// A name that no other test and no other run has.
pub(crate) fn name(base: &str) -> String {
    let fresh = RandomState::new().hash_one(SystemTime::now());
    format!("{base}-{fresh:016x}")
}

/// A client of a table, which reads items by the SDK's deserializer if the environment asks for that.
pub(crate) fn on<T: Table>(client: Client) -> TableClient<T> {
    let table = TableClient::new(client);
    if std::env::var_os(ITEMS_BY_SDK).is_some() { table.items_by_sdk() } else { table }
}

/// A new, empty table.
pub(crate) async fn table<T: Table>() -> TableClient<T> {
    let table = on::<T>(client()).named(name(T::META.name));
    table.create().await.unwrap();
    table
}

/// A new, empty table on the embedded engine behind faults, and a client that meets none.
pub(crate) async fn faulty<T: Table>() -> (Faults, TableClient<T>) {
    let engine = Engine::memory();
    let plain = on::<T>(engine.client());
    plain.create().await.unwrap();
    (Faults::new(engine.http_client()), plain)
}

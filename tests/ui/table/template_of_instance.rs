//! The types of a generic entity are known in the table only.

use dynamodel::{Entity, KeySegment, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "log-{of}1{number}", sk = "_root")]
#[serde(bound = "T: Serialize + serde::de::DeserializeOwned")]
pub struct Log<T: KeySegment + Serialize + serde::de::DeserializeOwned + Send + Sync + 'static> {
    pub of: T,
    pub number: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind")]
enum Entities {
    Log(Log<u64>),
}

fn main() {}

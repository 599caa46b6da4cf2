use dynamodel::Entity;
use serde::{Deserialize, Serialize};

mod notes {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(note: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
        note.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
        Option::deserialize(deserializer)
    }
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_note", pk = [note])]
struct Task {
    id: u64,
    status: String,
    due: u32,
    #[serde(with = "notes")]
    note: Option<String>,
}

fn main() {}
